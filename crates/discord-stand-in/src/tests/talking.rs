//! Slash commands from the first press to the last edit.

use serde_json::{Value, json};

use super::{Table, slash};

#[tokio::test]
async fn a_slash_command_is_answered_inline() {
    let mut table = Table::lay().await;
    table.register(json!([slash("ping")])).await;
    table
        .seat(|body| {
            json!({ "type": 4, "data": {
        "content": format!("hello {}", body["member"]["user"]["username"].as_str().unwrap()),
        "flags": 64, "allowed_mentions": { "parse": [] } } })
        })
        .await;
    let cast = *table.sim.cast();
    let answered = table.sim.slash(cast.member, cast.general, "ping").await.unwrap();
    let reply = answered.final_message().await.unwrap();
    assert_eq!(reply.content, "hello member");
    assert!(reply.is_ephemeral());
    assert!(table.sim.messages(cast.general).is_empty(), "nobody else sees it");
    assert_eq!(table.sim.messages_seen_by(cast.member, cast.general).len(), 1);
    table.clear();
}

#[tokio::test]
async fn a_deferral_is_settled_by_editing_the_original() {
    let mut table = Table::lay().await;
    table.register(json!([slash("slow")])).await;
    table.seat(|_| json!({ "type": 5 })).await;
    let cast = *table.sim.cast();
    let asked = table.sim.slash(cast.member, cast.general, "slow").await.unwrap();
    assert!(asked.is_pending() && asked.reply().is_none());
    let path = format!("/webhooks/{}/{}/messages/@original", table.sim.application_id(), asked.token());
    let edited = table.call("PATCH", &path, super::words("done")).await;
    assert_eq!(edited.status, 200, "{}", edited.body);
    assert_eq!(asked.final_message().await.unwrap().content, "done");
    assert_eq!(table.call("GET", &path, Value::Null).await.body["content"], "done");
    table.clear();
}
