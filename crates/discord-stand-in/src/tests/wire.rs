//! The form of requests: addresses, headers, tokens, bodies.

use serde_json::{Value, json};

use super::{Table, words};
use crate::Options;

#[tokio::test]
async fn what_is_no_route_is_404_and_noted() {
    let table = Table::lay().await;
    assert_eq!(table.call("GET", "/guild/1", Value::Null).await.verdict(), (404, 0));
    assert_eq!(table.call("PUT", "/users/@me", Value::Null).await.verdict(), (405, 0));
    assert_eq!(table.sim.violations().len(), 2);
}

#[tokio::test]
async fn a_wrong_token_is_401_and_counts_as_invalid() {
    let table = Table::lay().await;
    let reply =
        table.try_call("GET", "/users/@me", Value::Null, &[("Authorization", "Bot nonsense")]).await.unwrap();
    assert_eq!((reply.status, &reply.body), (401, &json!({ "message": "401: Unauthorized", "code": 0 })));
    assert_eq!(table.sim.invalid_requests(), 1);
    table.clear();
}

#[tokio::test]
async fn a_blocked_user_agent_is_refused_and_one_that_is_no_bots_breaks_a_house_rule() {
    let table = Table::lay().await;
    let call = async |agent| {
        let headers = [("User-Agent", agent)];
        table.try_call("GET", "/users/@me", Value::Null, &headers).await.unwrap().verdict()
    };
    assert_eq!(call("Python-urllib/3.13").await, (403, 40333));
    assert_eq!(call("").await, (403, 40333));
    assert_eq!(table.sim.violations().len(), 2);
    assert_eq!(call("Python/3.13 aiohttp/3.14.5").await, (200, 0));
    assert_eq!(call("DiscordBot (https://github.com/Rapptz/discord.py 2.7.1) Python/3.13").await, (200, 0));
    assert_eq!(table.sim.violations().len(), 4, "house rules");
}

#[tokio::test]
async fn without_the_house_rules_only_what_discord_objects_to_is_a_violation() {
    let table = Table::lay_with(Options::default()).await;
    let path = format!("/channels/{}/messages", table.sim.cast().general);
    let body = json!({ "content": "hi", "tts": false, "nonce": "1" });
    let headers = [("User-Agent", "curl/8")];
    assert_eq!(table.try_call("POST", &path, body, &headers).await.unwrap().status, 200);
    table.clear();
    assert_eq!(table.sim.requests()[0].house.len(), 2);
}

#[tokio::test]
async fn a_route_of_discords_that_is_not_imitated_is_501_and_noted() {
    let table = Table::lay().await;
    assert_eq!(table.call("GET", "/voice/regions", Value::Null).await.verdict(), (501, 0));
    assert_eq!(table.sim.violations().len(), 1);
}

#[tokio::test]
async fn a_body_without_its_content_type_is_refused_and_noted() {
    let table = Table::lay().await;
    let path = format!("/channels/{}/messages", table.sim.cast().general);
    let reply = table.try_call("POST", &path, words("hi"), &[("Content-Type", "text/plain")]).await.unwrap();
    assert_eq!(reply.verdict(), (400, 50109));
    assert_eq!(table.sim.violations().len(), 1);
}

#[tokio::test]
async fn every_answer_tells_the_limit_of_its_bucket() {
    let table = Table::lay().await;
    let reply = table.call("GET", "/users/@me", Value::Null).await;
    assert_eq!(reply.status, 200);
    for header in ["limit", "remaining", "reset", "reset-after", "bucket"] {
        assert!(reply.headers.contains_key(format!("x-ratelimit-{header}")), "{header}");
    }
    assert!(!reply.headers.contains_key("x-ratelimit-scope"), "only a 429 has it");
    table.clear();
}
