//! Rate limits and the consequences of ignoring them.

use std::time::Duration;

use serde_json::Value;

use super::Table;
use crate::{Fault, Options, RateLimits, Scope};

#[tokio::test]
async fn a_bucket_that_is_empty_answers_429_until_it_is_full_again() {
    let table = Table::lay().await;
    table.sim.limit("GET", "/users/@me", 2, Duration::from_millis(300));
    let me = || table.call("GET", "/users/@me", Value::Null);
    let (first, second, third) = (me().await, me().await, me().await);
    assert_eq!([first.status, second.status, third.status], [200, 200, 429]);
    assert_eq!(second.headers["x-ratelimit-remaining"], "0");
    assert_eq!(
        (&third.headers["x-ratelimit-scope"], &third.headers["retry-after"]),
        (&"user".parse().unwrap(), &"1".parse().unwrap())
    );
    let after = third.body["retry_after"].as_f64().unwrap();
    assert!(after > 0.0 && after <= 0.3, "{after}");
    assert_eq!(third.body["global"], false);
    tokio::time::sleep(Duration::from_secs_f64(after)).await;
    assert_eq!(me().await.status, 200);
    assert_eq!(table.sim.invalid_requests(), 1);
    table.clear();
}

#[tokio::test]
async fn channels_have_buckets_of_their_own() {
    let table = Table::lay().await;
    let cast = *table.sim.cast();
    table.sim.limit("GET", "/channels/{}", 1, Duration::from_secs(60));
    for channel in [cast.general, cast.mod_log] {
        assert_eq!(table.call("GET", &format!("/channels/{channel}"), Value::Null).await.status, 200);
    }
    assert_eq!(table.call("GET", &format!("/channels/{}", cast.general), Value::Null).await.status, 429);
}

#[tokio::test]
async fn calling_before_retry_after_is_a_violation() {
    let table = Table::lay().await;
    table.sim.fault(Fault::on("GET", "/users/@me").rate_limited(Scope::Global, Duration::from_secs(2)));
    let limited = table.call("GET", "/users/@me", Value::Null).await;
    assert_eq!((limited.status, &limited.headers["x-ratelimit-global"]), (429, &"true".parse().unwrap()));
    assert!(table.sim.violations().is_empty());
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(table.call("GET", "/gateway", Value::Null).await.status, 429, "global is global");
    assert!(table.sim.violations()[0].contains("before Retry-After"), "{:?}", table.sim.violations());
}

#[tokio::test]
async fn a_shared_limit_does_not_count_as_invalid() {
    let table = Table::lay().await;
    table.sim.fault(Fault::on("GET", "/users/@me").rate_limited(Scope::Shared, Duration::from_millis(20)));
    assert_eq!(table.call("GET", "/users/@me", Value::Null).await.headers["x-ratelimit-scope"], "shared");
    assert_eq!(table.sim.invalid_requests(), 0);
}

#[tokio::test]
async fn cloudflare_answers_with_a_page_and_no_limits() {
    let table = Table::lay().await;
    table.sim.fault(Fault::on("GET", "/users/@me").rate_limited(Scope::Cloudflare, Duration::from_secs(60)));
    let limited = table.call("GET", "/users/@me", Value::Null).await;
    assert_eq!((limited.status, &limited.body), (429, &Value::Null));
    assert_eq!(limited.headers["content-type"], "text/html");
    assert_eq!(limited.headers["retry-after"], "60");
    assert!(limited.headers.keys().all(|name| !name.as_str().starts_with("x-ratelimit")));
}

#[tokio::test]
async fn realistic_limits_are_tight() {
    let table = Table::lay_with(Options::default().limits(RateLimits::Realistic)).await;
    let path = format!("/channels/{}/messages", table.sim.cast().general);
    let mut statuses = Vec::new();
    for n in 0..6 {
        statuses.push(table.call("POST", &path, super::words(&n.to_string())).await.status);
    }
    assert_eq!(statuses, [200, 200, 200, 200, 200, 429]);
    table.clear();
}

#[tokio::test]
async fn a_hidden_limit_is_told_by_retry_after_alone() {
    let table = Table::lay_with(Options::default().limits(RateLimits::Realistic)).await;
    let path = format!("/channels/{}", table.sim.cast().general);
    let rename = |name: &'static str| table.call("PATCH", &path, serde_json::json!({ "name": name }));
    assert_eq!([rename("one").await.status, rename("two").await.status], [200, 200]);
    let third = rename("three").await;
    assert_eq!((third.status, &third.headers["x-ratelimit-remaining"]), (429, &"2".parse().unwrap()));
    assert!(third.body["retry_after"].as_f64().unwrap() > 500.0);
    let slowmode = table.call("PATCH", &path, serde_json::json!({ "rate_limit_per_user": 5 })).await;
    assert_eq!(slowmode.status, 200, "only names are held back");
    table.clear();
}
