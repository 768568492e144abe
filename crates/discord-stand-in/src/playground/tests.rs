//! The page's routes, over HTTP as a browser calls them.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

use super::{page, routes, seed};
use crate::inner::lock;
use crate::{Options, StandIn};

/// A stand-in with the page, a toy application behind it, and a browser in front.
struct Setting {
    sim: StandIn,
    heard: Arc<std::sync::Mutex<Vec<Value>>>,
}

async fn set_up() -> Setting {
    let sim = StandIn::start(Options::default().routes(routes)).await.unwrap();
    seed(&sim);
    let heard = Arc::new(std::sync::Mutex::new(Vec::new()));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    sim.set_endpoint(&format!("http://{}/interactions", listener.local_addr().unwrap()));
    let ears = Arc::clone(&heard);
    let toy =
        Router::new().route("/interactions", post(async move |Json(body): Json<Value>| toy(&ears, body)));
    sim.inner.tasks.spawn(async move { axum::serve(listener, toy).await });
    let setting = Setting { sim, heard };
    setting.register().await;
    setting
}

fn toy(heard: &std::sync::Mutex<Vec<Value>>, body: Value) -> Json<Value> {
    let quiet = json!({ "parse": [] });
    let button =
        json!({ "type": 1, "components": [{ "type": 2, "style": 4, "label": "Undo", "custom_id": "undo" }] });
    let input =
        json!({ "type": 18, "label": "Why", "component": { "type": 4, "custom_id": "why", "style": 1 } });
    let answer = match (body["type"].as_u64(), body["data"]["name"].as_str()) {
        (Some(2), Some("warn")) => {
            json!({ "type": 4, "data": { "content": "Warned.", "allowed_mentions": quiet, "components": [button] } })
        }
        (Some(2), Some("report")) => {
            json!({ "type": 9, "data": { "custom_id": "report", "title": "Report", "components": [input] } })
        }
        (Some(4), _) => json!({ "type": 8, "data": { "choices": [{ "name": "Spam", "value": "spam" }] } }),
        (Some(3), _) => {
            json!({ "type": 7, "data": { "content": "Taken back.", "allowed_mentions": quiet, "components": [] } })
        }
        _ => {
            json!({ "type": 4, "data": { "content": "Thank you.", "allowed_mentions": quiet, "flags": 64 } })
        }
    };
    lock(heard).push(body);
    Json(answer)
}

impl Setting {
    async fn register(&self) {
        let commands = json!([
            {
                "name": "warn", "description": "Warn a member", "default_member_permissions": "1099511627776",
                "options": [
                    { "type": 6, "name": "user", "description": "Whom", "required": true },
                    { "type": 3, "name": "reason", "description": "Why", "autocomplete": true },
                    { "type": 4, "name": "points", "description": "How heavy" },
                ],
            },
            { "name": "report", "description": "Tell the moderators" },
            { "name": "Report", "type": 3 },
        ]);
        let path = format!("/api/v10/applications/{}/commands", self.sim.application_id());
        let token = format!("Bot {}", self.sim.token());
        let headers =
            [("authorization", token.as_str()), ("user-agent", "DiscordBot (https://example.org, 1)")];
        let (status, body) = self.send("PUT", &path, Some(commands), &headers).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> (StatusCode, Value) {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.sim.api_url()));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = Body::from(body.map(|body| body.to_string()).unwrap_or_default());
        let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
        let response = client.request(request.body(body).unwrap()).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    async fn get(&self, path: &str) -> Value {
        let (status, body) = self.send("GET", &format!("/playground/{path}"), None, &[]).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body
    }

    async fn act(&self, path: &str, more: Value) -> Value {
        let (status, body) = self.try_act(path, more).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body
    }

    async fn try_act(&self, path: &str, more: Value) -> (StatusCode, Value) {
        let cast = self.sim.cast();
        let mut body = json!({ "as": cast.moderator, "channel": cast.general });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.send("POST", &format!("/playground/{path}"), Some(body), &[]).await
    }

    async fn command(&self, name: &str) -> Value {
        let known = self.get("commands").await;
        let found = known["commands"].as_array().unwrap().iter().find(|one| one["name"] == name);
        found.unwrap()["id"].clone()
    }

    async fn warn(&self) -> Value {
        let options = json!([
            { "name": "user", "type": 6, "value": self.sim.cast().newcomer },
            { "name": "points", "type": 4, "value": 2 },
        ]);
        let command = self.command("warn").await;
        self.act("slash", json!({ "command": command, "path": [], "options": options })).await
    }

    async fn messages(&self) -> Vec<Value> {
        let cast = self.sim.cast();
        let path = format!("messages?channel={}&as={}", cast.general, cast.moderator);
        self.get(&path).await["messages"].as_array().unwrap().clone()
    }
}

#[tokio::test]
async fn the_state_shows_people_channels_and_registered_commands() {
    let setting = set_up().await;
    let cast = setting.sim.cast();
    let state = setting.get("state").await;
    assert_eq!(state["me"], json!(cast.moderator));
    let commands = setting.get("commands").await;
    assert_eq!(commands["commands"].as_array().unwrap().len(), 3);
    assert_eq!(commands["version"], state["commands"], "the page keeps them until the version changes");
    let names: Vec<_> =
        state["people"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names[0], "owner");
    assert!(names.contains(&"outsider"));
    assert!(state["people"][0]["story"].is_string());
    let log = |state: &Value| {
        let channels = state["channels"].as_array().unwrap();
        channels.iter().find(|one| one["name"] == "mod-log").unwrap()["visible"].clone()
    };
    assert_eq!(log(&state), true);
    assert_eq!(log(&setting.get(&format!("state?as={}", cast.newcomer)).await), false);
}

#[tokio::test]
async fn a_slash_command_reaches_the_application_and_its_button_too() {
    let setting = set_up().await;
    assert_eq!(setting.warn().await["outcome"], "done");
    let heard = lock(&setting.heard).clone();
    assert_eq!(heard[0]["data"]["options"][0]["value"], json!(setting.sim.cast().newcomer));
    assert_eq!(heard[0]["data"]["options"][1]["value"], 2);
    let reply = setting.messages().await.pop().unwrap();
    assert_eq!(reply["content"], "Warned.");
    assert_eq!(reply["used"]["what"], "/warn");
    let pressed = setting.act("press", json!({ "message": reply["id"], "custom_id": "undo" })).await;
    assert_eq!(pressed["outcome"], "done");
    assert_eq!(setting.messages().await.pop().unwrap()["content"], "Taken back.");
    assert_eq!(setting.sim.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn completions_modals_and_ephemeral_answers() {
    let setting = set_up().await;
    let focused = json!({ "name": "reason", "type": 3, "value": "sp" });
    let warn = setting.command("warn").await;
    let found = setting.act("autocomplete", json!({ "command": warn, "focused": focused })).await;
    assert_eq!(found["choices"], json!([{ "name": "Spam", "value": "spam" }]));

    let report = setting.command("report").await;
    let opened = setting.act("slash", json!({ "command": report })).await;
    assert_eq!(opened["modal"]["title"], "Report");
    let fields = json!([{ "custom_id": "why", "type": 4, "value": "loud" }]);
    let sent = setting.act("modal", json!({ "interaction": opened["interaction"], "fields": fields })).await;
    assert_eq!(sent["outcome"], "done");
    assert_eq!(lock(&setting.heard).last().unwrap()["data"]["components"][0]["component"]["value"], "loud");
    let seen = setting.messages().await.pop().unwrap();
    assert_eq!(seen["only_for"], json!(setting.sim.cast().moderator));
    assert_eq!(setting.sim.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn what_the_client_would_not_allow_is_said_in_a_sentence() {
    let setting = set_up().await;
    let command = setting.command("warn").await;
    let newcomer = setting.sim.cast().newcomer;
    let (status, body) = setting.try_act("slash", json!({ "as": newcomer, "command": command })).await;
    assert_eq!((status, &body["outcome"]), (StatusCode::OK, &json!("refused")));
    assert!(body["why"].as_str().unwrap().contains("not offered"), "{body}");
    let (status, _) = setting.try_act("press", json!({ "message": "1", "custom_id": "undo" })).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let (status, _) = setting.try_act("message", json!({ "content": "hello" })).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn switches_close_direct_messages_and_turn_the_weather() {
    let setting = set_up().await;
    let cast = *setting.sim.cast();
    setting.act("dms", json!({ "user": cast.newcomer, "open": false })).await;
    assert!(!setting.sim.user(cast.newcomer).unwrap().dms_open);
    setting.act("dms", json!({ "user": cast.newcomer, "open": true })).await;
    assert!(setting.sim.user(cast.newcomer).unwrap().dms_open);

    let token = format!("Bot {}", setting.sim.token());
    let headers = [("authorization", token.as_str()), ("user-agent", "DiscordBot (https://example.org, 1)")];
    for (discord_state, expected) in [("down", 503), ("ok", 200), ("limited", 429)] {
        setting.act("discord_state", json!({ "discord_state": discord_state })).await;
        assert_eq!(setting.get("state").await["discord_state"], discord_state);
        let (status, _) = setting.send("GET", "/api/v10/users/@me", None, &headers).await;
        assert_eq!(status.as_u16(), expected, "{discord_state}");
    }
}

#[tokio::test]
async fn foreign_origins_and_hosts_are_refused() {
    let setting = set_up().await;
    let hello =
        json!({ "as": setting.sim.cast().member, "channel": setting.sim.cast().general, "content": "x" });
    let foreign = [
        [("origin", "https://foreign.example")],
        [("host", "foreign.example")],
        [("sec-fetch-site", "cross-site")],
    ];
    for headers in foreign {
        let (status, _) = setting.send("POST", "/playground/message", Some(hello.clone()), &headers).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{headers:?}");
        let (status, _) = setting.send("GET", "/playground/state", None, &headers).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    let own = setting.sim.api_url();
    let (status, _) =
        setting.send("POST", "/playground/message", Some(hello), &[("origin", own.as_str())]).await;
    assert_eq!(status, StatusCode::OK);
    let (status, _) = setting.send("POST", "/playground/message", None, &[]).await;
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn the_page_is_served_with_a_strict_policy() {
    let setting = set_up().await;
    let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
    let files = [
        ("/", "text/html"),
        ("/playground/app.js", "text/javascript"),
        ("/playground/style.css", "text/css"),
    ];
    for (path, kind) in files {
        let response = client.get(format!("{}{path}", setting.sim.api_url()).parse().unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert!(response.headers()["content-type"].to_str().unwrap().starts_with(kind), "{path}");
        assert_eq!(response.headers()["content-security-policy"], page::POLICY, "{path}");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff", "{path}");
    }
}

#[tokio::test]
async fn the_feed_tells_what_was_said_before_and_what_is_said_now() {
    let setting = set_up().await;
    setting.warn().await;
    let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
    let address = format!("{}/playground/feed", setting.sim.api_url());
    let mut body = client.get(address.parse().unwrap()).await.unwrap().into_body();
    let (mut heard, mut said) = (String::new(), false);
    let wanted = ["event: call", "event: delivery", "\"genuine\":true", "event: changed"];
    while !wanted.iter().all(|what| heard.contains(what)) {
        let frame =
            tokio::time::timeout(Duration::from_secs(5), body.frame()).await.unwrap().unwrap().unwrap();
        heard.push_str(&String::from_utf8_lossy(frame.data_ref().unwrap()));
        if !std::mem::replace(&mut said, true) {
            setting.act("message", json!({ "content": "hello" })).await;
        }
    }
}

#[tokio::test]
async fn the_first_request_has_all_that_the_page_shows() {
    let setting = set_up().await;
    let first = setting.get("begin").await;
    let channels = first["state"]["channels"].as_array().unwrap();
    let general = channels.iter().find(|one| one["visible"] == true && one["kind"] == 0).unwrap();
    assert_eq!(general["name"], "general", "the place that the page opens, and whose messages come along");
    assert_eq!(first["messages"], json!(setting.messages().await));
    assert_eq!(first["commands"]["version"], first["state"]["commands"]);
}

#[tokio::test]
async fn a_page_is_compressed_and_known_by_its_tag() {
    let setting = set_up().await;
    let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
    let get = |name: &'static str, value: String| {
        let request =
            Request::get(format!("{}/playground/app.js", setting.sim.api_url())).header(name, value);
        client.request(request.body(Body::empty()).unwrap())
    };
    let first = get("accept-encoding", "gzip, br".to_owned()).await.unwrap();
    assert_eq!(first.headers()["content-encoding"], "gzip");
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    let again = get("if-none-match", tag).await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    let plain = get("accept-encoding", "identity".to_owned()).await.unwrap();
    assert!(plain.headers().get("content-encoding").is_none());
}

#[tokio::test]
async fn what_is_done_on_the_page_can_be_replayed_by_the_control_api() {
    let setting = set_up().await;
    setting.warn().await;
    let reply = setting.messages().await.pop().unwrap();
    setting.act("press", json!({ "message": reply["id"], "custom_id": "undo" })).await;
    setting.act("message", json!({ "content": "hello" })).await;
    setting.act("wind", json!({ "seconds": 60 })).await;
    let (_, recording) = setting.send("GET", "/control/recording", None, &[]).await;
    let steps = recording["steps"].as_array().unwrap();
    let kinds: Vec<_> = steps.iter().map(|step| step["body"]["kind"].as_str().unwrap_or("clock")).collect();
    assert_eq!(kinds, ["command", "button", "write", "clock"]);
    assert_eq!(steps[0]["outcome"]["sees"]["text"], "Taken back.");
    let (status, replayed) = setting.send("POST", "/control/replay", Some(recording), &[]).await;
    assert_eq!(status, StatusCode::OK, "{replayed}");
    assert_eq!(replayed["steps"][1]["after"], json!({ "outcome": "message", "text": "Taken back." }));
}

#[tokio::test]
async fn a_request_can_be_sent_again_and_forged() {
    let setting = set_up().await;
    setting.warn().await;
    let client = Client::builder(TokioExecutor::new()).build_http::<Body>();
    let address = format!("{}/playground/feed", setting.sim.api_url());
    let mut body = client.get(address.parse().unwrap()).await.unwrap().into_body();
    let mut heard = String::new();
    while !heard.contains("event: delivery") || !heard.ends_with("\n\n") {
        let frame = body.frame().await.unwrap().unwrap();
        heard.push_str(&String::from_utf8_lossy(frame.data_ref().unwrap()));
    }
    let row = heard.split("event: delivery\n").nth(1).unwrap();
    let data = row.lines().find_map(|line| line.strip_prefix("data:")).unwrap();
    let number = serde_json::from_str::<Value>(data).unwrap()["number"].clone();
    let whole = setting.get(&format!("row?number={number}")).await;
    assert_eq!(whole["body"]["data"]["name"], "warn");
    let again = setting.act("post", json!({ "number": number, "signature": "good" })).await;
    assert_eq!(again["status"], 200);
    assert_eq!(lock(&setting.heard).len(), 2);
    let (status, _) = setting.try_act("post", json!({ "number": 9999, "signature": "good" })).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_without_a_program_has_no_tour_and_kills_nothing() {
    let setting = set_up().await;
    assert_eq!(setting.get("state").await["tour"], Value::Null);
    for path in ["kill", "mass"] {
        let (status, body) = setting.try_act(path, json!({})).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
    }
    setting.act("start_over", json!({})).await;
    assert_eq!(
        setting.get("commands").await["commands"].as_array().unwrap().len(),
        3,
        "they stay registered"
    );
}
