//! The limits learnt from success headers, and the order of waiting calls.

use super::*;

#[tokio::test]
async fn a_success_that_leaves_nothing_is_waited_out() {
    let strict = Strict::new(1, 250);
    let fake = Fake::new(move |seen| strict.reply(seen)).await;
    let rest = fake.rest();
    for _ in 0..4 {
        assert_eq!(run(&rest, get("channels/1")).await.unwrap(), 200);
    }
    assert_eq!(fake.seen().len(), 4, "no 429, so nothing came twice");
    assert_eq!(rest.invalid_requests(), 0);
}

#[tokio::test]
async fn forty_at_once_into_five_a_window_see_no_429_and_keep_their_order() {
    let strict = Strict::new(5, 250);
    let fake = Fake::new(move |seen| strict.reply(seen)).await;
    let (rest, done) = (fake.rest(), Arc::new(Mutex::new(Vec::new())));
    let mut calls = JoinSet::new();
    for call in 0..40 {
        let (rest, done) = (rest.clone(), Arc::clone(&done));
        calls.spawn(async move {
            run(&rest, get("channels/1/messages")).await.unwrap();
            done.lock().unwrap().push(call / 5);
        });
        tokio::task::yield_now().await;
    }
    calls.join_all().await;
    assert_eq!((fake.seen().len(), rest.invalid_requests()), (40, 0));
    assert!(done.lock().unwrap().is_sorted(), "{:?}", done.lock().unwrap());
}

#[tokio::test]
async fn an_unknown_bucket_is_asked_by_one_and_then_used_by_as_many_as_remain() {
    let fake =
        Fake::new(|seen| Reply::bucket("b", 4, "30").after(millis(150 * (1 - seen.nth.min(1) as u64)))).await;
    let rest = fake.rest();
    let outcomes = all(&rest, (0..5).map(|_| get("channels/1"))).await;
    assert!(outcomes.iter().all(Result::is_ok));
    let seen = fake.seen();
    assert!(seen[1].at - seen[0].at >= millis(150), "the second waits for the first answer");
}

#[tokio::test]
async fn a_channel_never_waits_for_another_nor_for_another_route() {
    let fake = Fake::new(|seen| match seen.line.as_str() {
        "GET /api/v10/channels/1" => Reply::never(),
        "GET /api/v10/channels/3" => Reply::bucket("b", 0, "60"),
        _ => Reply::bucket("b", 4, "60"),
    })
    .await;
    let rest = fake.rest();
    let mut stuck = JoinSet::new();
    for _ in 0..3 {
        let rest = rest.clone();
        stuck.spawn(async move { run(&rest, get("channels/1")).await });
    }
    fake.arrived(1).await;
    run(&rest, get("channels/3")).await.unwrap();
    for path in ["channels/2", "channels/2", "channels/4", "channels/1/invites", "guilds/1", "users/@me"] {
        run(&rest, get(path)).await.unwrap();
    }
    assert!(matches!(run(&rest, get("channels/3")).await, Err(Error::Limited { .. })));
    assert_eq!(fake.lines().iter().filter(|line| *line == "GET /channels/1").count(), 1);
}

#[tokio::test]
async fn routes_that_discord_counts_together_wait_together() {
    let fake = Fake::new(|seen| Reply::bucket("shared-hash", 1 - seen.nth.min(1) as u32, "60")).await;
    let rest = fake.rest();
    let react = |method| request(method, "channels/1/messages/2/reactions/x/@me");
    run(&rest, react(Method::Put)).await.unwrap();
    run(&rest, react(Method::Delete)).await.unwrap();
    run(&rest, react(Method::Put)).await.unwrap();
    assert!(matches!(run(&rest, react(Method::Delete)).await, Err(Error::Limited { .. })));
    assert_eq!(fake.seen().len(), 3);
}

#[tokio::test]
async fn a_route_without_limits_has_none() {
    let fake = Fake::new(|seen| if seen.nth == 0 { Reply::ok() } else { Reply::never() }).await;
    let rest = fake.rest();
    run(&rest, get("gateway")).await.unwrap();
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let rest = rest.clone();
        calls.spawn(async move { run(&rest, get("gateway")).await });
    }
    fake.arrived(21).await;
}

#[tokio::test]
async fn a_call_that_is_dropped_frees_its_place() {
    let fake =
        Fake::new(|seen| if seen.nth == 0 { Reply::never() } else { Reply::bucket("b", 0, "0.1") }).await;
    let rest = fake.rest();
    let mut calls = JoinSet::new();
    let (first, second) = (rest.clone(), rest.clone());
    calls.spawn(async move { run(&first, get("channels/1")).await });
    fake.arrived(1).await;
    calls.spawn(async move { run(&second, get("channels/1")).await });
    tokio::time::sleep(millis(30)).await;
    calls.shutdown().await;
    for _ in 0..3 {
        let quick = Call::within(Duration::from_secs(3));
        rest.call(get("channels/1"), quick).await.unwrap();
    }
}

#[tokio::test]
async fn a_reset_too_far_away_is_said_at_once_even_behind_somebody_with_time() {
    let fake = Fake::new(|_| Reply::bucket("b", 0, "3")).await;
    let rest = fake.rest();
    run(&rest, get("channels/1")).await.unwrap();
    let mut patient = JoinSet::new();
    let waits = rest.clone();
    patient.spawn(async move { run(&waits, get("channels/1")).await });
    tokio::time::sleep(millis(30)).await;
    let began = Instant::now();
    let error = rest.call(get("channels/1"), Call::within(Duration::from_secs(2))).await.unwrap_err();
    let Error::Limited { route, after } = error else { panic!("{error:?}") };
    assert_eq!(route, "GET /channels/{}");
    assert!(after > Duration::from_secs(2) && began.elapsed() < Duration::from_secs(1), "{after:?}");
    assert_eq!(patient.join_all().await[0].as_ref().unwrap(), &200);
}

#[tokio::test]
async fn no_second_holds_more_than_our_share_and_follow_ups_are_not_counted() {
    let fake = Fake::new(|_| Reply::ok()).await;
    let rest = fake.rest_with(5, 9000);
    let calls = (0..14).map(|channel| get(&format!("channels/{channel}")));
    let callbacks = (0..20).map(|id| post(&format!("interactions/{id}/token/callback")));
    let outcomes = all(&rest, calls.chain(callbacks)).await;
    assert!(outcomes.iter().all(Result::is_ok));
    let (exempt, counted): (Vec<_>, Vec<_>) =
        fake.seen().into_iter().partition(|seen| seen.line.starts_with("POST"));
    // They leave a second apart (global.rs proves it); on a busy machine they arrive closer together.
    assert!(counted.windows(6).all(|six| six[5].at - six[0].at >= millis(500)));
    assert!(exempt.iter().all(|exempt| exempt.at < counted[5].at), "callbacks do not queue");
}
