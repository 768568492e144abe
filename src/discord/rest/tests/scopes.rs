//! Every kind of 429, and the budget behind them.

use super::*;

/// Limits the first call, then calls another channel and an interaction while it waits. Returns the order of arrival.
async fn order_after(limited: fn() -> Reply) -> (Vec<String>, usize) {
    let fake = Fake::new(move |seen| match (seen.line.as_str(), seen.nth) {
        ("GET /api/v10/channels/1", 0) => limited(),
        _ => Reply::ok(),
    })
    .await;
    let rest = fake.rest();
    let mut calls = JoinSet::new();
    for path in ["channels/1", "channels/2", "webhooks/3/token"] {
        let calling = rest.clone();
        calls.spawn(async move { run(&calling, get(path)).await.unwrap() });
        while rest.invalid_requests() == 0 && fake.seen().is_empty() {
            tokio::time::sleep(millis(2)).await;
        }
        tokio::time::sleep(millis(20)).await;
    }
    calls.join_all().await;
    let seen = fake.seen();
    let again = seen.iter().find(|seen| seen.line.ends_with("channels/1") && seen.nth == 1).unwrap();
    assert!(again.at - seen[0].at >= millis(1000), "not before its time");
    (fake.lines(), rest.invalid_requests())
}

const FIRST: &str = "GET /channels/1";
const OTHER: &str = "GET /channels/2";
const FOLLOW: &str = "GET /webhooks/3/token";

#[tokio::test]
async fn a_429_of_ours_holds_its_bucket_alone() {
    let (lines, invalid) = order_after(|| Reply::limited("user", "1")).await;
    assert_eq!((lines, invalid), (vec![FIRST.into(), OTHER.into(), FOLLOW.into(), FIRST.into()], 1));
}

#[tokio::test]
async fn a_shared_429_holds_its_bucket_and_is_not_our_fault() {
    let (lines, invalid) = order_after(|| Reply::limited("shared", "1")).await;
    assert_eq!((lines, invalid), (vec![FIRST.into(), OTHER.into(), FOLLOW.into(), FIRST.into()], 0));
}

#[tokio::test]
async fn a_global_429_holds_all_but_follow_ups() {
    let (mut lines, invalid) = order_after(|| Reply::limited("global", "1")).await;
    lines[2..].sort();
    assert_eq!((lines, invalid), (vec![FIRST.into(), FOLLOW.into(), FIRST.into(), OTHER.into()], 1));
}

#[tokio::test]
async fn a_429_of_cloudflare_holds_everything() {
    let (mut lines, invalid) = order_after(|| Reply::cloudflare("1")).await;
    lines[1..].sort();
    assert_eq!((lines, invalid), (vec![FIRST.into(), FIRST.into(), OTHER.into(), FOLLOW.into()], 1));
}

#[tokio::test]
async fn a_ban_at_cloudflare_costs_one_request() {
    let fake = Fake::new(|_| Reply::cloudflare("600")).await;
    let rest = fake.rest();
    for path in ["guilds/1", "guilds/1", "channels/2", "webhooks/3/token", "interactions/4/token/callback"] {
        let began = Instant::now();
        let Err(Error::Limited { after, .. }) = run(&rest, get(path)).await else { panic!("{path}") };
        assert!(after > Duration::from_secs(590) && began.elapsed() < Duration::from_secs(5), "{after:?}");
    }
    assert_eq!(fake.seen().len(), 1);
}

#[tokio::test]
async fn a_limit_hidden_behind_plenty_remaining_is_obeyed() {
    let fake = Fake::new(|_| {
        let headers = [
            ("x-ratelimit-scope", "user"),
            ("x-ratelimit-bucket", "b"),
            ("x-ratelimit-remaining", "4"),
            ("x-ratelimit-reset-after", "0.1"),
            ("retry-after", "1"),
        ];
        Reply::new(429, &headers, r#"{"retry_after":480.5}"#)
    })
    .await;
    let rest = fake.rest();
    for _ in 0..3 {
        let error = run(&rest, request(Method::Patch, "channels/1")).await.unwrap_err();
        assert!(
            matches!(error, Error::Limited { after, .. } if after > Duration::from_secs(470)),
            "{error:?}"
        );
    }
    run(&rest, request(Method::Patch, "channels/2")).await.unwrap_err();
    assert_eq!(fake.seen().len(), 2);
}

#[tokio::test]
async fn a_429_that_claims_no_wait_is_no_hot_loop() {
    let fake = Fake::new(|_| Reply::limited("user", "0")).await;
    let error = fake.rest().call(get("channels/1"), Call::within(millis(1200))).await.unwrap_err();
    assert!(matches!(error, Error::Limited { .. }), "{error:?}");
    assert!((2..8).contains(&fake.seen().len()), "{}", fake.seen().len());
}

#[tokio::test]
async fn a_global_429_in_answer_to_a_follow_up_still_holds_that_follow_up() {
    let fake = Fake::new(|_| Reply::limited("global", "60")).await;
    let rest = fake.rest();
    for _ in 0..3 {
        assert!(matches!(run(&rest, get("webhooks/3/token")).await, Err(Error::Limited { .. })));
    }
    assert_eq!(fake.seen().len(), 1);
}

#[tokio::test]
async fn the_budget_of_invalid_requests_stops_everything_early() {
    let fake = Fake::new(|_| Reply::new(403, &[], r#"{"code":50013,"message":"Missing Permissions"}"#)).await;
    let rest = fake.rest_with(1000, 3);
    for _ in 0..3 {
        assert!(matches!(run(&rest, get("guilds/1")).await, Err(Error::Discord { code: 50013, .. })));
    }
    for path in ["guilds/1", "webhooks/3/token"] {
        let Err(Error::Limited { after, .. }) = run(&rest, get(path)).await else { panic!("{path}") };
        assert!(after > Duration::from_secs(590), "{after:?}");
    }
    assert_eq!((fake.seen().len(), rest.invalid_requests()), (3, 3));
}

#[tokio::test]
async fn a_429_stops_even_a_call_that_had_its_place_and_waited_for_our_share() {
    let fake = Fake::new(|seen| match seen.nth {
        0 => Reply::bucket("b", 5, "60"),
        _ => Reply::limited("user", "60"),
    })
    .await;
    let rest = fake.rest_with(1, 9000);
    run(&rest, get("channels/1")).await.unwrap();
    let outcomes = all(&rest, [get("channels/1"), get("channels/1")]).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Err(Error::Limited { .. }))), "{outcomes:?}");
    assert_eq!(fake.seen().len(), 2);
}
