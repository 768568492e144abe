//! The answers to interactions: their types, their time and their number.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Table, slash, words};
use crate::clock::Clock;
use crate::{Invocation, Options};

async fn asked(answer: Value) -> (Table, Invocation) {
    let mut table = Table::lay().await;
    table.register(json!([slash("do")])).await;
    table.seat(move |_| answer.clone()).await;
    let cast = *table.sim.cast();
    let invocation = table.sim.slash(cast.member, cast.general, "do").await.unwrap();
    (table, invocation)
}

fn original(table: &Table, invocation: &Invocation) -> String {
    format!("/webhooks/{}/{}/messages/@original", table.sim.application_id(), invocation.token())
}

fn follow_up(table: &Table, invocation: &Invocation) -> String {
    format!("/webhooks/{}/{}", table.sim.application_id(), invocation.token())
}

#[tokio::test]
async fn a_command_cannot_be_answered_with_an_update() {
    for kind in [1, 2, 3, 6, 7, 8, 11] {
        let (table, invocation) = asked(json!({ "type": kind, "data": {} })).await;
        assert!(invocation.error().unwrap().contains("type"), "{kind}");
        assert_eq!(table.sim.violations().len(), 1, "{kind}");
    }
}

#[tokio::test]
async fn a_late_answer_is_no_answer_and_kills_the_token() {
    let mut table = Table::lay_with(Options::default().deadline(Duration::from_millis(40))).await;
    table.register(json!([slash("do")])).await;
    table
        .seat(|_| {
            std::thread::sleep(Duration::from_millis(120));
            json!({ "type": 5 })
        })
        .await;
    let cast = *table.sim.cast();
    let invocation = table.sim.slash(cast.member, cast.general, "do").await.unwrap();
    assert!(invocation.error().unwrap().contains("no answer within"));
    let edited = table.call("PATCH", &original(&table, &invocation), words("too late")).await;
    assert_eq!(edited.verdict(), (401, 50027));
    assert!(table.sim.violations()[0].contains("not answered in time"));
}

#[tokio::test]
async fn the_token_dies_after_fifteen_minutes() {
    let clock = Clock::system();
    let mut table = Table::lay_with(Options::default().clock(clock.clone())).await;
    table.register(json!([slash("do")])).await;
    table.seat(|_| json!({ "type": 5 })).await;
    let cast = *table.sim.cast();
    let invocation = table.sim.slash(cast.member, cast.general, "do").await.unwrap();
    clock.advance(Duration::from_secs(14 * 60));
    assert_eq!(table.call("PATCH", &original(&table, &invocation), words("in time")).await.status, 200);
    clock.advance(Duration::from_secs(2 * 60));
    let late = table.call("PATCH", &original(&table, &invocation), words("late")).await;
    assert_eq!(late.verdict(), (401, 50027));
    table.clear();
}

#[tokio::test]
async fn the_first_answer_decides_who_sees_it() {
    let (table, invocation) = asked(json!({ "type": 5, "data": { "flags": 64 } })).await;
    table.call("PATCH", &original(&table, &invocation), words("psst")).await;
    assert!(invocation.final_message().await.unwrap().is_ephemeral());
    assert!(table.sim.messages(table.sim.cast().general).is_empty());
    table.clear();
}

#[tokio::test]
async fn a_second_answer_through_the_callback_is_40060() {
    let (table, invocation) = asked(json!({ "type": 5 })).await;
    let path = format!("/interactions/{}/{}/callback", invocation.id(), invocation.token());
    assert_eq!(table.call("POST", &path, json!({ "type": 5 })).await.verdict(), (400, 40060));
    let unknown = format!("/interactions/{}/{}/callback", table.sim.cast().guild, invocation.token());
    assert_eq!(table.call("POST", &unknown, json!({ "type": 5 })).await.verdict(), (404, 10062));
}

#[tokio::test]
async fn an_answer_through_the_callback_goes_with_an_empty_202() {
    let mut table = Table::lay().await;
    table.register(json!([slash("do")])).await;
    table.seat_raw(|_| (StatusCode::ACCEPTED, String::new())).await;
    let (sim, cast) = (table.sim.clone(), *table.sim.cast());
    let mut feed = sim.subscribe();
    let asking = tokio_util::task::TaskTracker::new()
        .spawn(async move { sim.slash(cast.member, cast.general, "do").await.unwrap() });
    let sent = loop {
        if let crate::FeedEvent::Delivery(sent) = feed.recv().await.unwrap() {
            break sent;
        }
    };
    let (id, token) = (sent.body["id"].as_str().unwrap(), sent.body["token"].as_str().unwrap());
    let path = format!("/interactions/{id}/{token}/callback?with_response=true");
    let answer = json!({ "type": 4, "data": words("by callback") });
    let reply = table.call("POST", &path, answer).await;
    assert_eq!((reply.status, &reply.body["resource"]["message"]["content"]), (200, &json!("by callback")));
    assert_eq!(asking.await.unwrap().final_message().await.unwrap().content, "by callback");
    table.clear();
}

#[tokio::test]
async fn a_webhook_may_be_unknown_for_a_moment_after_a_deferral() {
    let mut table = Table::lay().await;
    table.sim.delay_webhooks(2);
    table.register(json!([slash("do")])).await;
    table.seat(|_| json!({ "type": 5 })).await;
    let cast = *table.sim.cast();
    let invocation = table.sim.slash(cast.member, cast.general, "do").await.unwrap();
    let mut verdicts = Vec::new();
    for _ in 0..3 {
        verdicts.push(table.call("PATCH", &original(&table, &invocation), words("now")).await.verdict());
    }
    assert_eq!(verdicts, [(404, 10015), (404, 10015), (200, 0)]);
    table.clear();
}

#[tokio::test]
async fn follow_ups_stand_beside_the_original_and_can_be_changed() {
    let (table, invocation) = asked(json!({ "type": 4, "data": words("first") })).await;
    let path = follow_up(&table, &invocation);
    let mut secret = words("second");
    secret["flags"] = json!(64);
    let sent = table.call("POST", &path, secret).await;
    assert_eq!(sent.body["flags"], 64);
    let id = sent.body["id"].as_str().unwrap();
    table.call("PATCH", &format!("{path}/messages/{id}"), words("second, edited")).await;
    assert_eq!(invocation.follow_ups()[0].content, "second, edited");
    assert_eq!(table.call("DELETE", &format!("{path}/messages/{id}"), Value::Null).await.status, 204);
    assert_eq!(table.call("DELETE", &format!("{path}/messages/@original"), Value::Null).await.status, 204);
    assert!(invocation.reply().is_none() && invocation.follow_ups().is_empty());
    table.clear();
}

#[tokio::test]
async fn an_edit_leaves_alone_what_it_does_not_name() {
    let mut data = words("keep me");
    data["components"] =
        json!([{ "type": 1, "components": [{ "type": 2, "style": 4, "label": "Undo", "custom_id": "u" }] }]);
    let (table, invocation) = asked(json!({ "type": 4, "data": data })).await;
    let only = json!({ "components": [], "allowed_mentions": { "parse": [] } });
    table.call("PATCH", &original(&table, &invocation), only).await;
    let reply = invocation.reply().unwrap();
    assert_eq!((reply.content.as_str(), reply.controls().len()), ("keep me", 0));
    table.clear();
}

#[tokio::test]
async fn the_same_request_again_changes_nothing_more() {
    let (table, invocation) = asked(json!({ "type": 4, "data": words("once") })).await;
    let echo = invocation.deliver_again().await;
    assert_eq!((echo.status, &echo.response["type"]), (Some(200), &json!(4)));
    assert_eq!(table.sim.messages(table.sim.cast().general).len(), 1);
    table.clear();
}

#[tokio::test]
async fn a_press_updates_the_message_it_stands_on() {
    let mut table = Table::lay().await;
    table.register(json!([slash("panel")])).await;
    table
        .seat(|body| {
            let mut data = words(if body["type"] == 3 { "pressed" } else { "press me" });
            let disabled = body["type"] == 3;
            data["components"] = json!([{ "type": 1, "components": [
            { "type": 2, "style": 1, "label": "Go", "custom_id": "go", "disabled": disabled } ] }]);
            json!({ "type": if body["type"] == 3 { 7 } else { 4 }, "data": data })
        })
        .await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let panel =
        sim.slash(cast.moderator, cast.general, "panel").await.unwrap().final_message().await.unwrap();
    let pressed = sim.press(cast.member, &panel, "Go").await.unwrap();
    assert_eq!(pressed.final_message().await.unwrap().id, panel.id);
    assert_eq!(sim.messages(cast.general).len(), 1);
    let again = sim.press(cast.member, &panel, "Go").await.unwrap_err();
    assert!(again.to_string().contains("greyed out"), "{again}");
    assert!(sim.press(cast.member, &panel, "Go").forged().await.is_ok());
    table.clear();
}

#[tokio::test]
async fn a_modal_from_a_press_may_update_the_message() {
    let mut table = Table::lay().await;
    table.register(json!([slash("panel")])).await;
    table.seat(|body| match body["type"].as_u64().unwrap() {
        5 => json!({ "type": 7, "data": words(body["data"]["components"][0]["component"]["value"].as_str().unwrap()) }),
        3 => json!({ "type": 9, "data": { "title": "Why", "custom_id": "m", "components": [
            { "type": 18, "label": "Reason", "component": { "type": 4, "custom_id": "r", "style": 2, "min_length": 3 } } ] } }),
        _ => json!({ "type": 4, "data": { "content": "p", "allowed_mentions": { "parse": [] }, "components": [
            { "type": 1, "components": [{ "type": 2, "style": 1, "label": "Go", "custom_id": "go" }] } ] } }),
    }).await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let panel =
        sim.slash(cast.moderator, cast.general, "panel").await.unwrap().final_message().await.unwrap();
    let opened = sim.press(cast.moderator, &panel, "Go").await.unwrap();
    let modal = opened.modal().unwrap();
    assert!(sim.submit(cast.moderator, &modal).with("Reason", "no").await.is_err(), "too short");
    assert!(sim.submit(cast.moderator, &modal).await.is_err(), "required");
    sim.submit(cast.moderator, &modal).with("Reason", "because").await.unwrap();
    assert_eq!(sim.messages(cast.general)[0].content, "because");
    table.clear();
}

#[tokio::test]
async fn a_modal_out_of_shape_is_refused() {
    let component = json!({ "type": 4, "custom_id": "t", "style": 1, "label": "twice", "disabled": true });
    let data = json!({ "title": "x".repeat(46), "custom_id": "", "components": [
        { "type": 18, "label": "L", "component": component },
        { "type": 18, "label": "L", "component": { "type": 23, "custom_id": "t", "required": true } } ] });
    let (table, invocation) = asked(json!({ "type": 9, "data": data })).await;
    assert!(invocation.modal().is_none());
    let said = table.sim.violations().join("\n");
    for wrong in [
        "data.title",
        "data.custom_id",
        "component.label",
        "component.disabled",
        "component.required",
        "DUPLICATED",
    ] {
        assert!(said.contains(wrong), "{wrong}: {said}");
    }
}

#[tokio::test]
async fn a_follow_up_while_loading_fills_the_original_and_is_noted() {
    let (table, invocation) = asked(json!({ "type": 5 })).await;
    let sent = table.call("POST", &follow_up(&table, &invocation), words("there")).await;
    assert_eq!(sent.status, 200);
    assert_eq!(invocation.final_message().await.unwrap().content, "there");
    assert!(invocation.follow_ups().is_empty());
    assert!(table.sim.violations()[0].contains("use PATCH @original"));
}

#[tokio::test]
async fn at_most_25_completions_are_offered() {
    let mut table = Table::lay().await;
    let mut seek = slash("seek");
    seek["options"] = json!([{ "type": 3, "name": "what", "description": "d", "autocomplete": true }]);
    table.register(json!([seek])).await;
    table
        .seat(|body| {
            let count: usize = body["data"]["options"][0]["value"].as_str().unwrap().parse().unwrap();
            json!({ "type": 8, "data": { "choices": vec![json!({ "name": "n", "value": "v" }); count] } })
        })
        .await;
    let cast = *table.sim.cast();
    let typed = |text: &'static str| table.sim.slash(cast.member, cast.general, "seek").typing("what", text);
    assert_eq!(typed("25").await.unwrap().choices().unwrap().len(), 25);
    assert_eq!(typed("0").await.unwrap().choices().unwrap(), []);
    table.clear();
    assert!(typed("26").await.unwrap().choices().is_none());
    assert_eq!(table.sim.violations().len(), 1);
}

#[tokio::test]
async fn an_answer_to_a_deferred_press_may_leave_the_message_as_it_is() {
    let mut table = Table::lay().await;
    table.register(json!([slash("panel")])).await;
    table.seat(|body| {
        if body["type"] == 3 {
            return json!({ "type": 6 });
        }
        let mut data = words("panel");
        data["components"] = json!([{ "type": 1, "components": [{ "type": 2, "style": 1, "label": "Go", "custom_id": "go" }] }]);
        json!({ "type": 4, "data": data })
    }).await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let panel = sim.slash(cast.member, cast.general, "panel").await.unwrap().reply().unwrap();
    let pressed = sim.press(cast.member, &panel, "go").await.unwrap();
    assert!(pressed.is_pending());
    assert_eq!(pressed.reply().unwrap().id, panel.id, "@original is the panel");
    table.call("POST", &follow_up(&table, &pressed), words("and more")).await;
    assert_eq!((pressed.reply().unwrap().content.as_str(), pressed.follow_ups().len()), ("panel", 1));
    assert!(!pressed.is_pending());
    table.clear();
}

#[tokio::test]
async fn what_was_lost_is_answered_when_discord_tries_again() {
    let mut table = Table::lay().await;
    table.register(json!([slash("do")])).await;
    table.sim.set_endpoint("http://127.0.0.1:9/interactions");
    let cast = *table.sim.cast();
    let invocation = table.sim.slash(cast.member, cast.general, "do").await.unwrap();
    assert!(invocation.error().is_some() && invocation.status().is_none());
    table.seat(|_| json!({ "type": 4, "data": words("second time") })).await;
    assert_eq!(invocation.deliver_again().await.status, Some(200));
    assert_eq!(invocation.final_message().await.unwrap().content, "second time");
    table.clear();
}

#[tokio::test]
async fn a_file_may_come_with_the_inline_answer() {
    let mut table = Table::lay().await;
    table.register(json!([slash("do")])).await;
    let all = axum::routing::any(async || {
        let body = "--x\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n\
            {\"type\":4,\"data\":{\"content\":\"here\",\"allowed_mentions\":{\"parse\":[]}}}\r\n--x\r\n\
            Content-Disposition: form-data; name=\"files[0]\"; filename=\"a.txt\"\r\n\r\nabc\r\n--x--\r\n";
        ([("Content-Type", "multipart/form-data; boundary=x")], body)
    });
    table.serve(axum::Router::new().route("/interactions", all)).await;
    let cast = *table.sim.cast();
    let done = table.sim.slash(cast.member, cast.general, "do").await.unwrap().reply().unwrap();
    assert_eq!((done.content.as_str(), done.attachments[0].filename.as_str()), ("here", "a.txt"));
    assert_eq!(table.fetch(&done.attachments[0].url).await, "abc");
    table.clear();
}
