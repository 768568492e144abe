//! Tests of the control API. Each request and answer is judged by the API's own description.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use axum::body::Bytes;
use boon::{Compiler, SchemaIndex, Schemas};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

use super::{OPENAPI, routes};
use crate::tests::{Table, slash, words};
use crate::{Options, StandIn};

/// The description, compiled: for each operation its body, its answers by status, and its query.
struct Judge {
    schemas: Schemas,
    bodies: BTreeMap<String, SchemaIndex>,
    answers: BTreeMap<(String, String), SchemaIndex>,
    queries: BTreeMap<String, BTreeSet<String>>,
}

static JUDGE: LazyLock<Judge> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(OPENAPI).unwrap();
    let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
    compiler.add_resource("http://control/api", document.clone()).unwrap();
    let (mut bodies, mut answers, mut queries) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let name = format!("{} {path}", method.to_uppercase());
            let at = format!("http://control/api#/paths/{}/{method}", path.replace('/', "~1"));
            let media = "content/application~1json/schema";
            if operation.get("requestBody").is_some() {
                let compiled = compiler.compile(&format!("{at}/requestBody/{media}"), &mut schemas).unwrap();
                bodies.insert(name.clone(), compiled);
            }
            for status in operation["responses"].as_object().unwrap().keys() {
                let compiled =
                    compiler.compile(&format!("{at}/responses/{status}/{media}"), &mut schemas).unwrap();
                answers.insert((name.clone(), status.clone()), compiled);
            }
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let known = parameters.map(|one| one["name"].as_str().unwrap().to_owned()).collect();
            queries.insert(name, known);
        }
    }
    Judge { schemas, bodies, answers, queries }
});

/// Calls the control API. Returns the status and the body, both as described.
async fn call(sim: &StandIn, method: &str, path: &str, body: Value) -> (u16, Value) {
    let judge = &*JUDGE;
    let (route, query) = path.split_once('?').unwrap_or((path, ""));
    let name = format!("{method} /control/{route}");
    let described = judge.queries.get(&name).unwrap_or_else(|| panic!("{name} is not described"));
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        assert!(described.contains(pair.split_once('=').unwrap().0), "{name} has no parameter {pair}");
    }
    let bytes = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
    let mut request = axum::http::Request::new(Full::new(bytes));
    *request.method_mut() = method.parse().unwrap();
    *request.uri_mut() = format!("{}/control/{path}", sim.api_url()).parse().unwrap();
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let response = client.request(request).await.unwrap();
    let status = response.status().as_u16();
    let answer = response.into_body().collect().await.unwrap().to_bytes();
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    let good = status < 300;
    if let (Some(schema), true) = (judge.bodies.get(&name), good && !body.is_null()) {
        judge.schemas.validate(&body, *schema).unwrap_or_else(|error| panic!("{name} {body}: {error}"));
    }
    let said = if good { status.to_string() } else { "default".to_owned() };
    let schema =
        judge.answers.get(&(name.clone(), said)).unwrap_or_else(|| panic!("{name} {status}: {answer}"));
    judge.schemas.validate(&answer, *schema).unwrap_or_else(|error| panic!("{name} {answer}: {error}"));
    (status, answer)
}

async fn done(sim: &StandIn, method: &str, path: &str, body: Value) -> Value {
    let (status, answer) = call(sim, method, path, body).await;
    assert!(status < 300, "{method} {path}: {status} {answer}");
    answer
}

async fn refused(sim: &StandIn, method: &str, path: &str, body: Value) -> (u16, String) {
    let (status, answer) = call(sim, method, path, body).await;
    assert!(status >= 400, "{method} {path}: {status} {answer}");
    let why = answer["error"].as_str().unwrap().to_owned();
    assert!(why.ends_with('.') && !why.starts_with(char::is_lowercase), "no sentence: {why}");
    (status, why)
}

async fn gesture(sim: &StandIn, body: Value) -> Value {
    done(sim, "POST", "gestures", body).await
}

async fn lay() -> Table {
    Table::lay_with(Options::default().routes(routes)).await
}

/// Returns a table whose application has a command of each kind, answered as its name says.
async fn with_commands() -> Table {
    let mut table = lay().await;
    let warn = json!({ "type": 1, "name": "warn", "description": "warns", "default_member_permissions": "4", "options": [
        { "type": 6, "name": "user", "description": "whom", "required": true },
        { "type": 3, "name": "reason", "description": "why", "autocomplete": true },
        { "type": 11, "name": "proof", "description": "a file" },
    ]});
    let menus = [json!({ "type": 2, "name": "Look" }), json!({ "type": 3, "name": "Report" })];
    table.register(json!([warn, slash("form"), slash("panel"), slash("later"), menus[0], menus[1]])).await;
    table.seat(answer).await;
    table
}

fn user_of(data: &Value) -> &str {
    let options = data["options"].as_array().into_iter().flatten();
    let user = options.filter(|option| option["name"] == "user").find_map(|option| option["value"].as_str());
    user.unwrap_or("menu")
}

fn answer(body: Value) -> Value {
    let data = &body["data"];
    let name = data["name"].as_str().or(data["custom_id"].as_str()).unwrap_or_default();
    let said = |text: String| json!({ "type": 4, "data": words(&text) });
    match (body["type"].as_u64(), name) {
        (Some(4), _) => json!({ "type": 8, "data": { "choices": [{ "name": "spam", "value": "spam" }] } }),
        (_, "form") => json!({ "type": 9, "data": { "custom_id": "why", "title": "Why?", "components": [
            { "type": 18, "label": "Reason", "component": { "type": 4, "custom_id": "reason", "style": 1 } },
        ]}}),
        (_, "panel") => {
            json!({ "type": 4, "data": { "content": "panel", "allowed_mentions": { "parse": [] }, "components": [
                { "type": 1, "components": [{ "type": 2, "style": 1, "label": "Undo", "custom_id": "undo" }] },
                { "type": 1, "components": [{ "type": 5, "custom_id": "who", "placeholder": "Who" }] },
            ]}})
        }
        (_, "later") => json!({ "type": 5 }),
        (Some(2), _) => said(format!("{name}: {}", user_of(data))),
        (Some(3), _) => said(format!("pressed {name} {}", data["values"])),
        _ => said(format!("filled {}", data["components"][0]["component"]["value"])),
    }
}

#[tokio::test]
async fn info_tells_addresses_key_and_token() {
    let table = lay().await;
    let info = done(&table.sim, "GET", "info", Value::Null).await;
    assert_eq!(info["token"], table.sim.token());
    assert_eq!(info["public_key"], table.sim.public_key());
    assert_eq!(info["rest_url"], format!("{}/api/v10", table.sim.api_url()));
    assert_eq!(info["gateway_url"], table.sim.gateway().url());
    let missing = info["not_imitated"].as_array().unwrap();
    assert!(missing.iter().any(|route| route == "GET /voice/regions"));
    assert!(!missing.iter().any(|route| route == "GET /users/@me"));
    let greeting = super::greeting(&table.sim);
    for said in ["application_id", "public_key", "token", "rest_url", "gateway_url"] {
        assert!(greeting.contains(info[said].as_str().unwrap()), "{said}");
    }
    let document = done(&table.sim, "GET", "openapi.json", Value::Null).await;
    assert_eq!(document, serde_json::from_str::<Value>(OPENAPI).unwrap());
}

#[tokio::test]
async fn a_person_uses_commands_menus_buttons_selects_and_forms() {
    let table = with_commands().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let warned = gesture(
        sim,
        json!({
            "kind": "command", "as": "moderator", "command": "warn",
            "options": { "user": "member", "proof": { "filename": "a.txt", "text": "it was so" } },
        }),
    )
    .await;
    assert_eq!(warned["sees"]["outcome"], "message");
    assert_eq!(warned["sees"]["text"], format!("warn: {}", cast.member));
    assert_eq!((&warned["reply"]["status"], &warned["delivered"]), (&json!(200), &json!("http")));
    assert_eq!(warned["request"]["body"]["data"]["name"], "warn");
    assert_eq!(warned["request"]["headers"]["X-Signature-Ed25519"].as_str().unwrap().len(), 128);

    let typed = json!({ "kind": "autocomplete", "as": "moderator", "command": "warn", "option": "reason", "typed": "s" });
    assert_eq!(gesture(sim, typed).await["sees"]["choices"][0]["value"], "spam");

    let form = gesture(sim, json!({ "kind": "command", "as": "member", "command": "form" })).await;
    assert_eq!(form["sees"]["form"]["fields"][0]["label"], "Reason");
    let filled = json!({ "kind": "form", "as": "member", "interaction": form["interaction"], "fields": { "Reason": "because" } });
    assert_eq!(gesture(sim, filled).await["sees"]["text"], "filled \"because\"");

    let panel =
        gesture(sim, json!({ "kind": "command", "as": "member", "command": "panel", "channel": "#general" }))
            .await;
    let message = &panel["sees"]["message"]["id"];
    let pressed = json!({ "kind": "button", "as": "member", "message": message, "control": "Undo" });
    assert_eq!(gesture(sim, pressed).await["sees"]["text"], "pressed undo null");
    let chosen = json!({ "kind": "select", "as": "member", "message": message, "control": "Who", "values": ["newcomer"] });
    assert_eq!(gesture(sim, chosen).await["sees"]["text"], format!("pressed who [\"{}\"]", cast.newcomer));

    let looked = json!({ "kind": "user_command", "as": "member", "command": "Look", "user": "newcomer" });
    assert_eq!(gesture(sim, looked).await["sees"]["text"], "Look: menu");
    let reported =
        json!({ "kind": "message_command", "as": "member", "command": "Report", "message": message });
    assert_eq!(gesture(sim, reported).await["sees"]["text"], "Report: menu");

    let later = json!({ "kind": "command", "as": "member", "command": "later", "wait": 0.01 });
    assert_eq!(gesture(sim, later).await["sees"]["outcome"], "deferred");
    table.clear();
}

#[tokio::test]
async fn what_the_client_does_not_offer_is_refused_unless_forced() {
    let table = with_commands().await;
    let sim = &table.sim;
    let warn =
        json!({ "kind": "command", "as": "member", "command": "warn", "options": { "user": "newcomer" } });
    let (status, why) = refused(sim, "POST", "gestures", warn.clone()).await;
    assert_eq!(status, 409, "{why}");
    assert!(why.contains("permissions"), "{why}");
    let mut forced = warn;
    forced["force"] = json!(true);
    assert_eq!(gesture(sim, forced).await["sees"]["outcome"], "message");
    for (body, status, part) in [
        (json!({ "kind": "command", "as": "member", "command": "nothing" }), 409, "not a registered command"),
        (json!({ "kind": "command", "as": "nobody at all", "command": "form" }), 404, "Nobody is called"),
        (json!({ "kind": "command", "as": "member" }), 404, "needs `command`"),
        (json!({ "kind": "dance", "as": "member" }), 400, "unknown variant"),
        (json!({ "kind": "command", "as": "member", "comand": "form" }), 400, "unknown field"),
        (json!({ "kind": "ban", "as": "member", "user": "newcomer" }), 409, "Missing Permissions"),
        (
            json!({ "kind": "write", "as": "member", "channel": "nowhere", "text": "hi" }),
            404,
            "There is no channel",
        ),
    ] {
        let (answered, why) = refused(sim, "POST", "gestures", body).await;
        assert!(answered == status && why.contains(part), "{answered} {why}");
    }
    table.clear();
}

#[tokio::test]
async fn people_write_react_join_leave_and_moderate_by_hand() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let said = gesture(sim, json!({ "kind": "write", "as": "member", "text": "hello" })).await;
    let message = said["sees"]["message"]["id"].clone();
    gesture(sim, json!({ "kind": "edit", "as": "member", "message": message, "text": "hello all" })).await;
    let reply =
        gesture(sim, json!({ "kind": "write", "as": "senior", "message": message, "text": "welcome" })).await;
    assert_eq!(reply["sees"]["message"]["message_reference"]["message_id"], message);
    gesture(sim, json!({ "kind": "react", "as": "senior", "message": message, "emoji": "👍" })).await;
    let world = done(sim, "GET", "world", Value::Null).await;
    let first = world["messages"][cast.general.to_string()].as_array().unwrap()[0].clone();
    assert_eq!((&first["content"], &first["reactions"][0]["count"]), (&json!("hello all"), &json!(1)));
    gesture(sim, json!({ "kind": "unreact", "as": "senior", "message": message, "emoji": "👍" })).await;
    gesture(sim, json!({ "kind": "pin", "as": "moderator", "message": message })).await;
    gesture(sim, json!({ "kind": "unpin", "as": "moderator", "message": message })).await;
    gesture(sim, json!({ "kind": "type", "as": "member" })).await;
    gesture(sim, json!({ "kind": "voice", "as": "member", "channel": "lounge" })).await;
    assert_eq!(sim.member(cast.guild, cast.member).unwrap().voice, Some(cast.voice));
    gesture(sim, json!({ "kind": "delete", "as": "member", "message": message })).await;
    assert_eq!(sim.messages(cast.general).len(), 1);
    gesture(sim, json!({ "kind": "timeout", "as": "moderator", "user": "member", "seconds": 60 })).await;
    assert!(sim.member(cast.guild, cast.member).unwrap().timed_out_until.is_some());
    gesture(sim, json!({ "kind": "ban", "as": "moderator", "user": "newcomer", "reason": "spam" })).await;
    let (_, why) = refused(sim, "POST", "gestures", json!({ "kind": "join", "as": "newcomer" })).await;
    assert_eq!(why, "This person is banned from the server.");
    gesture(sim, json!({ "kind": "unban", "as": "moderator", "user": "newcomer" })).await;
    gesture(sim, json!({ "kind": "join", "as": "newcomer", "roles": ["Member"] })).await;
    gesture(sim, json!({ "kind": "kick", "as": "moderator", "user": "newcomer" })).await;
    gesture(sim, json!({ "kind": "leave", "as": "member" })).await;
    assert!(sim.member(cast.guild, cast.member).is_none());
    table.clear();
}

#[tokio::test]
async fn another_application_has_its_own_key_token_and_commands() {
    let mut table = with_commands().await;
    let sim = table.sim.clone();
    let other = done(&sim, "POST", "applications", json!({ "name": "Other", "intents": ["members"] })).await;
    assert_ne!(other["public_key"], sim.public_key());
    assert_ne!(other["token"], sim.token());
    let path = format!("/applications/{}/commands", other["application_id"].as_str().unwrap());
    let own = [("Authorization", format!("Bot {}", other["token"].as_str().unwrap()))];
    let headers = [(own[0].0, own[0].1.as_str())];
    let registered =
        table.try_call("PUT", &path, json!([slash("form"), slash("own")]), &headers).await.unwrap();
    assert_eq!(registered.status, 200, "{}", registered.body);
    let first = table.call("PUT", &path, json!([])).await;
    assert_eq!(first.verdict(), (404, 10002), "the first application has no say in it");
    assert_eq!(sim.registered_commands().len(), 6 + 2);

    // The stand-in signs what it posts to the other application with the other key.
    let key = other["public_key"].as_str().unwrap().to_owned();
    let url = table
        .seat_beside(
            &key,
            |body| json!({ "type": 4, "data": words(&format!("other {}", body["data"]["name"])) }),
        )
        .await;
    let edit = json!({ "applications": [{ "application": "Other", "interactions_endpoint_url": url }] });
    done(&sim, "PATCH", "world", edit).await;
    let used = gesture(&sim, json!({ "kind": "command", "as": "member", "command": "own" })).await;
    assert_eq!(
        (&used["sees"]["text"], &used["application"]),
        (&json!("other \"own\""), &other["application_id"])
    );
    let both = json!({ "kind": "command", "as": "member", "command": "form" });
    assert_eq!(gesture(&sim, both.clone()).await["application"], sim.application_id().to_string());
    let mut named = both;
    named["application"] = json!("Other");
    assert_eq!(gesture(&sim, named).await["sees"]["text"], "other \"form\"");
    let me = table.try_call("GET", "/users/@me", Value::Null, &headers).await.unwrap();
    assert_eq!(me.body["id"], other["bot_id"]);
    let (status, why) = refused(&sim, "POST", "applications", json!({ "name": "Other" })).await;
    assert_eq!((status, why.as_str()), (409, "There is an application \"Other\" already."));
    table.clear();
}

#[tokio::test]
async fn the_world_is_changed_without_anybodys_permission() {
    let table = lay().await;
    let sim = &table.sim;
    let made = done(sim, "PATCH", "world", json!({
        "users": [{ "name": "zoe", "dms_open": false, "locale": "cs" }, { "user": "member", "display_name": "Mem" }],
        "guilds": [{ "name": "Second", "owner": "zoe" }],
        "roles": [{ "name": "Helpers", "permissions": "8192", "position": 2, "color": 255 }, { "role": "Member", "position": 0 }],
        "channels": [{ "name": "quiet", "kind": "text", "topic": "hush", "overwrites": [{ "role": "everyone", "deny": "1024" }] },
                     { "channel": "lounge", "delete": true }],
        "members": [{ "user": "zoe", "roles": ["Helpers"], "nick": "Z" }, { "user": "newcomer", "remove": true }],
    })).await;
    let cast = *sim.cast();
    let zoe = made["users"][0].as_str().unwrap().parse().unwrap();
    assert!(!sim.user(zoe).unwrap().dms_open);
    let member = sim.member(cast.guild, zoe).unwrap();
    assert_eq!((member.nick.as_deref(), member.roles.len()), (Some("Z"), 1));
    assert!(sim.member(cast.guild, cast.newcomer).is_none());
    assert!(sim.channel(cast.voice).is_none());
    let quiet = made["channels"][0].as_str().unwrap().parse().unwrap();
    assert_eq!(sim.permissions(cast.member, quiet) & 1024, 0);
    assert_eq!(sim.guilds().len(), 2);
    let (status, why) = refused(sim, "PATCH", "world", json!({ "roles": [{ "role": "Nobody" }] })).await;
    assert_eq!((status, why.as_str()), (404, "There is no role \"Nobody\"."));
    refused(sim, "PATCH", "world", json!({ "rolls": [] })).await;
    table.clear();
}

#[tokio::test]
async fn the_clock_is_wound_and_faults_strike() {
    let table = lay().await;
    let sim = &table.sim;
    let before = sim.inner.clock.now();
    done(sim, "POST", "clock", json!({ "advance": "2h 30m" })).await;
    done(sim, "POST", "clock", json!({ "advance": 1800 })).await;
    let passed = sim.inner.clock.now().duration_since(before).as_secs();
    assert!((3 * 3600..3 * 3600 + 60).contains(&passed), "{passed}");
    done(sim, "GET", "clock", Value::Null).await;
    refused(sim, "POST", "clock", json!({ "advance": "soon" })).await;

    let me = || table.try_call("GET", "/users/@me", Value::Null, &[]);
    let fault = |effect: Value| json!({ "method": "GET", "route": "/users/@me", "effect": effect });
    done(sim, "POST", "faults", fault(json!({ "kind": "status", "status": 503 }))).await;
    assert_eq!(me().await.unwrap().status, 503);
    assert_eq!(me().await.unwrap().status, 200, "once");
    for kind in ["reset", "applied_but_answer_lost"] {
        done(sim, "POST", "faults", fault(json!({ "kind": kind }))).await;
        me().await.unwrap_err();
    }
    for scope in ["user", "shared", "global", "cloudflare"] {
        let limited = fault(json!({ "kind": "rate_limited", "scope": scope, "seconds": 0.001 }));
        done(sim, "POST", "faults", limited).await;
        assert_eq!(me().await.unwrap().status, 429, "{scope}");
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    done(sim, "POST", "faults", fault(json!({ "kind": "slow", "seconds": 0.01 }))).await;
    assert_eq!(me().await.unwrap().status, 200);
    let mut all =
        json!({ "effect": { "kind": "status", "status": 500, "code": 0, "message": "down" }, "times": null });
    assert!(done(sim, "POST", "faults", all.clone()).await["left"].as_u64().unwrap() > 50);
    assert_eq!(me().await.unwrap().status, 500);
    all["method"] = json!("GET");
    refused(sim, "POST", "faults", all.clone()).await;
    all["route"] = json!("/no/such/route");
    refused(sim, "POST", "faults", all).await;
    assert!(done(sim, "GET", "faults", Value::Null).await["left"].as_u64().unwrap() > 50);
    assert_eq!(done(sim, "DELETE", "faults", Value::Null).await["left"], 0);
    table.clear();
}

#[tokio::test]
async fn calls_are_listed_with_what_they_broke_and_can_be_waited_for() {
    let table = lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    table
        .call(
            "POST",
            &format!("/channels/{}/messages", cast.general),
            json!({ "content": "hi", "colour": 1 }),
        )
        .await;
    let listed = done(sim, "GET", "requests?method=post&route=/channels/{}/messages", Value::Null).await;
    let call = &listed["requests"][0];
    assert_eq!((&call["status"], &call["response"]["content"]), (&json!(200), &json!("hi")));
    assert_eq!(call["violations"][0], "colour is not a field of this body");
    assert!(call["house_rules"][0].as_str().unwrap().starts_with("allowed_mentions"));
    let none = done(sim, "GET", "requests?after=1&status=200&containing=x&application=1", Value::Null).await;
    assert_eq!(none["requests"], json!([]));
    let told = done(sim, "GET", "violations", Value::Null).await;
    assert_eq!(told["violations"].as_array().unwrap().len(), 1);
    let waiting =
        done(sim, "GET", "wait?for=message&channel=general&containing=later&timeout=20", Value::Null);
    let (found, ()) = tokio::join!(waiting, async {
        sim.write(cast.member, cast.general, "later then").unwrap();
    });
    assert_eq!(found["message"]["content"], "later then");
    let found = done(sim, "GET", "wait?for=request&route=/channels/{}/messages&after=0", Value::Null).await;
    assert_eq!(found["request"]["number"], 1);
    let (status, why) = refused(sim, "GET", "wait?for=request&status=418&timeout=0.02", Value::Null).await;
    assert_eq!(status, 408);
    assert!(why.starts_with("No such request came within 0.02 s. The last ones"), "{why}");
    refused(sim, "GET", "wait?for=message&author=nobody", Value::Null).await;
    sim.clear_violations();
    table.clear();
}

#[tokio::test]
async fn a_reset_returns_to_the_start_and_keeps_commands_unless_told() {
    let table = with_commands().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    done(sim, "POST", "applications", json!({ "name": "Other" })).await;
    gesture(sim, json!({ "kind": "write", "as": "member", "text": "hello" })).await;
    sim.ban(cast.owner, cast.guild, cast.member, "").unwrap();
    done(sim, "POST", "reset", Value::Null).await;
    assert!(sim.messages(cast.general).is_empty() && sim.member(cast.guild, cast.member).is_some());
    assert_eq!(sim.registered_commands().len(), 6);
    assert_eq!(sim.requests().len(), 0);
    let used = gesture(sim, json!({ "kind": "command", "as": "member", "command": "panel" })).await;
    assert_eq!(used["sees"]["outcome"], "message");
    let info = done(sim, "POST", "reset", json!({ "everything": true })).await;
    assert_eq!((sim.registered_commands().len(), info["applications"].as_array().unwrap().len()), (0, 1));
    table.clear();
}

#[tokio::test]
async fn a_recording_is_replayed_with_new_ids_and_compared() {
    let table = with_commands().await;
    let sim = &table.sim;
    let panel = gesture(sim, json!({ "kind": "command", "as": "member", "command": "panel" })).await;
    let pressed = json!({ "kind": "button", "as": "member", "message": panel["sees"]["message"]["id"], "control": "undo" });
    gesture(sim, pressed).await;
    done(sim, "POST", "clock", json!({ "advance": "1h" })).await;
    let recording = done(sim, "GET", "recording", Value::Null).await;
    assert_eq!(recording["steps"].as_array().unwrap().len(), 3);
    done(sim, "POST", "reset", Value::Null).await;
    let replayed = done(sim, "POST", "replay", recording.clone()).await;
    assert_eq!(replayed["same"], true, "{replayed}");
    assert_ne!(
        replayed["steps"][1]["body"]["message"], panel["sees"]["message"]["id"],
        "the new panel's button"
    );
    let mut changed = recording;
    changed["steps"][0]["outcome"]["sees"]["text"] = json!("something else");
    assert_eq!(done(sim, "POST", "replay", changed).await["same"], false);
    table.clear();
}

#[tokio::test]
async fn a_seed_fixes_the_identity_and_a_state_file_keeps_the_world() {
    let start = async |options: Options| StandIn::start(options.routes(routes)).await.unwrap();
    let identity = async |sim: &StandIn| {
        let mut info = done(sim, "GET", "info", Value::Null).await;
        for field in ["api_url", "rest_url", "gateway_url", "now"] {
            info[field] = Value::Null;
        }
        let names: Vec<_> = sim.users().into_iter().map(|user| (user.id, user.name)).collect();
        (info, names, sim.guilds()[0].name.clone())
    };
    let (one, two, three) = (
        start(Options::default().seed(7)).await,
        start(Options::default().seed(7)).await,
        start(Options::default().seed(8)).await,
    );
    assert_eq!(identity(&one).await, identity(&two).await);
    assert_ne!(identity(&one).await.0["token"], identity(&three).await.0["token"]);
    assert_ne!(identity(&one).await.1, identity(&three).await.1);

    let directory = std::env::temp_dir().join(format!("stand-in-{}", fastrand::u64(..)));
    std::fs::create_dir(&directory).unwrap();
    let file = crate::StateFile::at(&directory.join("world.json"));
    assert!(file.load().unwrap().is_none());
    let keeping = {
        let (file, sim) = (file.clone(), one.clone());
        #[expect(clippy::disallowed_methods, reason = "the test is the tracker")]
        tokio::spawn(async move { file.keep(&sim).await })
    };
    done(&one, "POST", "applications", json!({ "name": "Other" })).await;
    done(&one, "POST", "clock", json!({ "advance": "1h" })).await;
    let cast = *one.cast();
    let said = gesture(&one, json!({ "kind": "write", "as": "member", "text": "kept" })).await;
    let message = one.messages(cast.general).pop().unwrap();
    let before = identity(&one).await;
    one.stop().await;
    keeping.await.unwrap().unwrap();
    let again = start(Options::default().state(file.load().unwrap().unwrap())).await;
    assert_eq!(identity(&again).await, before);
    assert_eq!(again.messages(cast.general)[0].id, message.id);
    let ahead = again.inner.clock.now().duration_since(two.inner.clock.now()).as_secs();
    assert!((3590..3610).contains(&ahead), "{ahead}");
    let next = gesture(&again, json!({ "kind": "write", "as": "member", "text": "next" })).await;
    assert_ne!(next["sees"]["message"]["id"], said["sees"]["message"]["id"]);
    std::fs::write(directory.join("world.json"), "{}").unwrap();
    assert!(file.load().unwrap_err().to_string().contains("no saved world"));
    std::fs::remove_dir_all(directory).unwrap();
}

#[tokio::test]
async fn connections_to_the_gateway_are_listed_and_ended() {
    let table = lay().await;
    let sim = &table.sim;
    assert_eq!(done(sim, "GET", "gateway", Value::Null).await["sessions"], json!([]));
    for trouble in ["reconnect", "invalidate", "forget", "cut"] {
        done(sim, "POST", "gateway", json!({ "do": trouble })).await;
    }
    done(sim, "POST", "gateway", json!({ "do": "close", "code": 4000 })).await;
    refused(sim, "POST", "gateway", json!({ "do": "close", "code": 99 })).await;
    table.clear();
}

#[tokio::test]
async fn pages_of_other_origins_and_unknown_routes_are_refused() {
    let table = lay().await;
    let ask = async |path: &str, method: &str, header: (&str, &str)| {
        let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
        let request =
            axum::http::Request::builder().method(method).uri(format!("{}{path}", table.sim.api_url()));
        let response =
            client.request(request.header(header.0, header.1).body(Full::default()).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        let body: Value =
            serde_json::from_slice(&response.into_body().collect().await.unwrap().to_bytes()).unwrap();
        assert!(body["error"].as_str().unwrap().ends_with('.'), "{body}");
        status
    };
    assert_eq!(ask("/control/info", "GET", ("origin", "http://elsewhere.example")).await, 403);
    assert_eq!(ask("/control/nothing", "GET", ("accept", "*/*")).await, 404);
    assert_eq!(ask("/control/info", "DELETE", ("accept", "*/*")).await, 405);
}

#[test]
fn every_route_is_described() {
    let source = include_str!("mod.rs");
    let described: Value = serde_json::from_str(OPENAPI).unwrap();
    let mut routed = BTreeSet::new();
    for line in source.lines().filter_map(|line| line.trim().strip_prefix(".route(\"")) {
        let (path, rest) = line.split_once('"').unwrap();
        for method in
            ["get", "post", "patch", "delete"].iter().filter(|method| rest.contains(&format!("{method}(")))
        {
            routed.insert(format!("{method} {path}"));
        }
    }
    let mut listed = BTreeSet::new();
    for (path, operations) in described["paths"].as_object().unwrap() {
        listed.extend(operations.as_object().unwrap().keys().map(|method| format!("{method} {path}")));
    }
    assert_eq!(routed, listed);
    assert_eq!(routed.len(), 19);
}
