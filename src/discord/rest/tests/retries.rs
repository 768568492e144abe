//! The calls that are retried, and those that never are.

use super::*;
use tokio::io::AsyncReadExt;
use tokio::net::TcpSocket;

fn failing(times: usize) -> impl Fn(&ReceivedRequest) -> Reply + Clone {
    move |seen| if seen.nth < times { Reply::new(502, &[], "<html>Bad gateway</html>") } else { Reply::ok() }
}

#[tokio::test]
async fn a_5xx_is_tried_again_where_twice_is_once() {
    let fake = Fake::new(failing(2)).await;
    let rest = fake.rest();
    for method in [Method::Get, Method::Put, Method::Patch, Method::Delete] {
        assert_eq!(run(&rest, request(method, "guilds/1/bans/2")).await.unwrap(), 200);
    }
    run(&rest, post("users/@me/channels")).await.unwrap();
    assert_eq!(fake.seen().len(), 15);
}

#[tokio::test]
async fn a_post_that_may_have_been_seen_is_never_sent_again() {
    let fake = Fake::new(failing(1)).await;
    let error = run(&fake.rest(), post("channels/1/messages")).await.unwrap_err();
    let Error::Unreachable { route, why } = &error else { panic!("{error:?}") };
    assert_eq!((route.as_str(), why.as_str()), ("POST /channels/{}/messages", "it answered 502 Bad Gateway"));
    assert_eq!(fake.seen().len(), 1);
}

#[tokio::test]
async fn a_post_that_was_limited_was_not_done_and_is_sent_again() {
    let fake =
        Fake::new(|seen| if seen.nth == 0 { Reply::limited("user", "0.1") } else { Reply::ok() }).await;
    assert_eq!(run(&fake.rest(), post("channels/1/messages")).await.unwrap(), 200);
}

#[tokio::test]
async fn a_5xx_that_asks_for_more_time_than_there_is_ends_the_call() {
    let fake = Fake::new(|_| Reply::new(503, &[("retry-after", "60")], "")).await;
    let began = Instant::now();
    assert!(matches!(run(&fake.rest(), get("guilds/1")).await, Err(Error::Unreachable { .. })));
    assert!(fake.seen().len() == 1 && began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn what_may_have_been_done_is_never_called_merely_limited() {
    let fake =
        Fake::new(
            |seen| if seen.nth == 0 { Reply::new(500, &[], "") } else { Reply::limited("user", "600") },
        )
        .await;
    let error = run(&fake.rest(), request(Method::Put, "guilds/1/bans/2")).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }), "{error:?}");
    assert_eq!(fake.seen().len(), 2);
}

#[tokio::test]
async fn a_refused_connection_sent_nothing_so_even_a_post_is_tried_again() {
    let closed = TcpSocket::new_v4().unwrap();
    closed.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let base = format!("http://{}", closed.local_addr().unwrap());
    let rest = Fake { base, seen: Arc::default() }.rest();
    let mut calls = JoinSet::new();
    let posting = rest.clone();
    calls.spawn(async move { run(&posting, post("channels/1/messages")).await });
    tokio::time::sleep(millis(100)).await;
    let fake = Fake::on(closed.listen(16).unwrap(), |_| Reply::ok());
    assert_eq!(calls.join_all().await[0].as_ref().unwrap(), &200);
    assert_eq!(fake.seen().len(), 1);
}

/// Starts a server that reads a request and hangs up. Returns it with the number of its requests.
async fn hangs_up() -> (Fake, Arc<Mutex<usize>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(Mutex::new(0));
    let counting = Arc::clone(&count);
    TaskTracker::new().spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            if stream.read(&mut [0; 4096]).await.is_ok_and(|read| read > 0) {
                *counting.lock().unwrap() += 1;
            }
        }
    });
    (Fake { base, seen: Arc::default() }, count)
}

#[tokio::test]
async fn a_reset_after_sending_repeats_a_get_and_not_a_post() {
    let (fake, count) = hangs_up().await;
    let rest = fake.rest();
    assert!(matches!(run(&rest, post("channels/1/messages")).await, Err(Error::Unreachable { .. })));
    assert_eq!(*count.lock().unwrap(), 1);
    let error = rest.call(get("channels/1"), Call::within(millis(1500))).await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { .. }), "{error:?}");
    assert!(*count.lock().unwrap() > 2, "{}", count.lock().unwrap());
}

#[tokio::test]
async fn a_deadline_holds_on_a_server_that_never_answers() {
    let fake = Fake::new(|_| Reply::never()).await;
    let rest = fake.rest();
    for (request, attempts) in [(get("guilds/1"), 2..9), (post("channels/1/messages"), 1..2)] {
        let (before, began) = (fake.seen().len(), Instant::now());
        let how = Call::within(millis(800)).attempt(millis(150));
        assert!(matches!(rest.call(request, how).await, Err(Error::Unreachable { .. })));
        assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
        assert!(attempts.contains(&(fake.seen().len() - before)));
    }
}

#[tokio::test]
async fn a_body_that_stops_half_way_is_no_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    TaskTracker::new().spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let half = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{";
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, half).await;
        }
    });
    let error = run(&Fake { base, seen: Arc::default() }.rest(), post("channels/1/messages")).await;
    assert!(matches!(error, Err(Error::Unreachable { .. })), "{error:?}");
}
