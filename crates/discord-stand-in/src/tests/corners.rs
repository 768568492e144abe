//! Rarely used routes.

use serde_json::{Value, json};

use super::{Table, slash, words};

#[tokio::test]
async fn the_gateway_tells_its_address() {
    let table = Table::lay().await;
    let reply = table.call("GET", "/gateway/bot", Value::Null).await;
    assert_eq!((reply.status, &reply.body["session_start_limit"]["max_concurrency"]), (200, &json!(1)));
    table.clear();
}

#[tokio::test]
async fn rules_are_made_changed_and_removed() {
    let table = Table::lay().await;
    let cast = *table.sim.cast();
    let path = format!("/guilds/{}/auto-moderation/rules", cast.guild);
    let rule = json!({ "name": "mentions", "event_type": 1, "trigger_type": 5, "enabled": true,
        "trigger_metadata": { "mention_total_limit": 5 },
        "actions": [{ "type": 1 }, { "type": 2, "metadata": { "channel_id": cast.mod_log } },
                    { "type": 3, "metadata": { "duration_seconds": 60 } }] });
    let made = table.call("POST", &path, rule.clone()).await;
    assert_eq!(made.status, 200, "{}", made.body);
    assert_eq!(table.call("POST", &path, rule).await.verdict(), (400, 30031), "one of its kind");
    let one = format!("{path}/{}", made.body["id"].as_str().unwrap());
    let changed = table.call("PATCH", &one, json!({ "enabled": false })).await;
    assert_eq!((changed.status, &changed.body["enabled"]), (200, &json!(false)));
    assert_eq!(table.call("GET", &path, Value::Null).await.body, json!([changed.body]));
    assert_eq!(table.call("GET", &one, Value::Null).await.body["name"], "mentions");
    assert_eq!(table.call("DELETE", &one, Value::Null).await.status, 204);
    assert_eq!(table.call("GET", &one, Value::Null).await.verdict(), (404, 10066));
    table.clear();
    let spam = json!({ "name": "x", "event_type": 1, "trigger_type": 3,
        "actions": [{ "type": 3, "metadata": { "duration_seconds": 60 } }] });
    assert_eq!(table.call("POST", &path, spam).await.verdict(), (400, 50035), "spam cannot time out");
}

#[tokio::test]
async fn a_role_is_taken_and_its_holders_counted() {
    let table = Table::lay().await;
    let cast = *table.sim.cast();
    let counts = format!("/guilds/{}/roles/member-counts", cast.guild);
    let role = cast.member_role.to_string();
    assert_eq!(table.call("GET", &counts, Value::Null).await.body[&role], 3);
    let path = format!("/guilds/{}/members/{}/roles/{role}", cast.guild, cast.member);
    assert_eq!(table.call("DELETE", &path, Value::Null).await.status, 204);
    assert_eq!(table.call("GET", &counts, Value::Null).await.body[&role], 2);
    table.clear();
}

#[tokio::test]
async fn ones_own_message_is_read_edited_and_unpinned() {
    let table = Table::lay().await;
    let cast = *table.sim.cast();
    let path = format!("/channels/{}/messages", cast.general);
    let sent = table.call("POST", &path, words("first")).await;
    let one = format!("{path}/{}", sent.body["id"].as_str().unwrap());
    let edited = table.call("PATCH", &one, words("second")).await;
    assert_eq!((edited.status, edited.body["edited_timestamp"].is_string()), (200, true));
    assert_eq!(table.call("GET", &one, Value::Null).await.body["content"], "second");
    let pin = format!("{path}/pins/{}", sent.body["id"].as_str().unwrap());
    for method in ["PUT", "DELETE"] {
        assert_eq!(table.call(method, &pin, Value::Null).await.status, 204);
    }
    assert_eq!(
        table.call("POST", &format!("/channels/{}/typing", cast.general), Value::Null).await.status,
        204
    );
    table.clear();
}

#[tokio::test]
async fn a_servers_own_command_is_made_read_changed_and_removed() {
    let table = Table::lay().await;
    let (sim, cast) = (&table.sim, *table.sim.cast());
    let path = format!("/applications/{}/guilds/{}/commands", sim.application_id(), cast.guild);
    let made = table.call("POST", &path, slash("local")).await;
    assert_eq!((made.status, &made.body["guild_id"]), (201, &json!(cast.guild)));
    let one = format!("{path}/{}", made.body["id"].as_str().unwrap());
    assert_eq!(table.call("PATCH", &one, json!({ "name": "renamed" })).await.body["name"], "renamed");
    assert_eq!(table.call("GET", &one, Value::Null).await.body["name"], "renamed");
    assert_eq!(table.call("GET", &path, Value::Null).await.body.as_array().unwrap().len(), 1);
    assert_eq!(table.call("DELETE", &one, Value::Null).await.status, 204);
    let global =
        table.call("POST", &format!("/applications/{}/commands", sim.application_id()), slash("wide")).await;
    let one =
        format!("/applications/{}/commands/{}", sim.application_id(), global.body["id"].as_str().unwrap());
    assert_eq!(table.call("GET", &one, Value::Null).await.body["name"], "wide");
    table.clear();
}

#[tokio::test]
async fn the_bot_may_leave() {
    let table = Table::lay().await;
    let path = format!("/users/@me/guilds/{}", table.sim.cast().guild);
    assert_eq!(table.call("DELETE", &path, Value::Null).await.status, 204);
    assert_eq!(table.call("GET", "/users/@me/guilds", Value::Null).await.body, json!([]));
    assert_eq!(table.call("DELETE", &path, Value::Null).await.verdict(), (404, 10004));
    table.clear();
}
