//! Tests of the second judge itself: a valid call passes, a mistake is found.

use serde_json::{Value, json};

use crate::support::openapi::mistakes_of;

#[test]
fn what_discord_describes_passes() {
    let ban = json!({ "delete_message_seconds": 60 });
    for (method, path, body) in [
        ("PUT", "/guilds/1/bans/2", ban),
        ("PUT", "/guilds/1/bans/2", Value::Null),
        ("GET", "/guilds/1/members?limit=1000&after=5", Value::Null),
        ("GET", "/webhooks/1/token/messages/@original", Value::Null),
        ("POST", "/interactions/1/token/callback", json!({ "type": 4, "data": { "content": "Hello" } })),
    ] {
        assert_eq!(mistakes_of(method, path, &body), Vec::<String>::new());
    }
}

#[test]
fn what_discord_does_not_describe_is_found() {
    for (method, path, body, found) in [
        ("PUT", "/guilds/1/bans/2", json!({ "delete_message_seconds": "60" }), "want null or integer"),
        ("PUT", "/guilds/1/bans/2", json!({ "delete_message_second": 60 }), "'delete_message_second'"),
        ("PUT", "/guilds/one/bans/2", Value::Null, "one: "),
        ("GET", "/guilds/1/members?limit=1001", Value::Null, "limit=1001: "),
        ("GET", "/guilds/1/members?limits=1", Value::Null, "there is no such parameter"),
        ("GET", "/guilds/1/ban", Value::Null, "is no operation"),
        ("DELETE", "/guilds/1/members/2", json!({}), "it takes no body"),
        (
            "POST",
            "/interactions/1/token/callback",
            json!({ "type": 4, "data": { "contents": "" } }),
            "'contents'",
        ),
    ] {
        let mistakes = mistakes_of(method, path, &body).concat();
        assert!(mistakes.contains(found), "{method} {path}: {mistakes}");
    }
}
