//! Discord's check of an endpoint, and raw requests.

use axum::http::StatusCode;
use serde_json::json;

use super::Table;
use crate::SignatureKind;

#[tokio::test]
async fn an_endpoint_that_verifies_is_saved() {
    let mut table = Table::lay().await;
    table.seat(|_| json!({ "type": 1 })).await;
    let url = table.sim.application().interactions_url.unwrap();
    let reply = table.call("PATCH", "/applications/@me", json!({ "interactions_endpoint_url": url })).await;
    assert_eq!((reply.status, &reply.body["interactions_endpoint_url"]), (200, &json!(url)));
    table.sim.check_endpoint().await.unwrap();
    table.clear();
}

#[tokio::test]
async fn an_endpoint_that_takes_bad_signatures_is_refused() {
    let mut table = Table::lay().await;
    table.seat_careless().await;
    let url = table.sim.application().interactions_url.unwrap();
    let reply = table.call("PATCH", "/applications/@me", json!({ "interactions_endpoint_url": url })).await;
    assert_eq!(reply.verdict(), (400, 50035));
    assert!(reply.body["errors"]["interactions_endpoint_url"]["_errors"][0]["code"].is_string());
    let why = table.sim.check_endpoint().await.unwrap_err().to_string();
    assert!(why.contains("bad signature"), "{why}");
}

#[tokio::test]
async fn nobody_at_home_is_refused_too() {
    let table = Table::lay().await;
    let body = json!({ "interactions_endpoint_url": "http://127.0.0.1:9/interactions" });
    assert_eq!(table.call("PATCH", "/applications/@me", body).await.verdict(), (400, 50035));
    table.clear();
}

#[tokio::test]
async fn raw_bodies_are_signed_as_asked() {
    let mut table = Table::lay().await;
    table.seat_raw(|_| (StatusCode::BAD_REQUEST, String::new())).await;
    for kind in [
        SignatureKind::OtherKey,
        SignatureKind::OtherBody,
        SignatureKind::OtherTimestamp,
        SignatureKind::Short,
        SignatureKind::NotHex,
        SignatureKind::NoSignature,
        SignatureKind::NoTimestamp,
    ] {
        assert_eq!(table.sim.raw("{\"type\":99}", kind).await.status, Some(401), "{kind:?}");
    }
    assert_eq!(table.sim.raw("{\"type\":99}", SignatureKind::Good).await.status, Some(400));
    assert_eq!(
        table.sim.raw("{\"type\":99}", SignatureKind::Stale).await.status,
        Some(400),
        "this bot minds no age"
    );
}

#[tokio::test]
async fn a_webhook_event_wants_an_empty_204() {
    let mut table = Table::lay().await;
    table
        .seat_raw(|body| {
            assert_eq!(body["event"]["type"], "APPLICATION_DEAUTHORIZED");
            assert!(!body["event"]["timestamp"].as_str().unwrap().ends_with('Z'), "no offset");
            (StatusCode::NO_CONTENT, String::new())
        })
        .await;
    let url = table.sim.application().interactions_url.unwrap();
    table.sim.set_events_endpoint(&url);
    let echo = table.sim.webhook_event("APPLICATION_DEAUTHORIZED", json!({ "user": { "id": "1" } })).await;
    assert_eq!(echo.status, Some(204));
    table.clear();
}

#[tokio::test]
async fn an_events_address_must_answer_a_ping_with_an_empty_204() {
    let mut table = Table::lay().await;
    table.seat(|_| json!({ "type": 1 })).await;
    let url = table.sim.application().interactions_url.unwrap();
    let wish = json!({ "event_webhooks_url": url, "event_webhooks_status": 2, "event_webhooks_types": [] });
    let refused = table.call("PATCH", "/applications/@me", wish.clone()).await;
    assert!(refused.body["errors"]["event_webhooks_url"].is_object(), "a PONG is not what is wanted");
    table.seat_raw(|_| (StatusCode::NO_CONTENT, String::new())).await;
    let url = table.sim.application().interactions_url.unwrap();
    let saved = table
        .call("PATCH", "/applications/@me", json!({ "event_webhooks_url": url, "event_webhooks_status": 2 }))
        .await;
    assert_eq!((saved.status, &saved.body["event_webhooks_status"]), (200, &json!(2)));
    table.clear();
}
