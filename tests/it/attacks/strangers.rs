//! Strangers who reach the endpoint without a key: they bear the cost, and a signed PING is still answered.

use std::time::Duration;

use discord_stand_in::SignatureKind;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{Instant, sleep, timeout};

use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

/// The most memory that any attack may cost, in MiB.
pub(super) const MEMORY: u64 = 128;
/// The time that a PING may take on a busy machine: far less than Discord waits.
const PATIENCE: Duration = Duration::from_millis(2_500);

/// The time within which 99 of 100 PINGs are answered by the release binary.
pub(super) const PROMISED: Duration = Duration::from_millis(100);

struct Siege {
    stage: Stage,
    process: Process,
}

impl Siege {
    async fn new() -> Self {
        gavel::http::raise_limit();
        let stage = Stage::empty().await;
        let process = Process::start(&stage).await;
        Self { stage, process }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.process.address()).await.unwrap()
    }

    /// Opens `count` connections and sends `bytes` on each.
    async fn send(&self, count: usize, bytes: &[u8]) -> Vec<TcpStream> {
        let mut streams = Vec::new();
        for _ in 0..count {
            let mut stream = self.connect().await;
            // An error means that the connection was cut, which is the guard at work.
            let _ = timeout(PATIENCE, stream.write_all(bytes)).await;
            streams.push(stream);
        }
        streams
    }

    /// Sends a signed PING on a new connection; returns the time its answer took.
    async fn ping(&self) -> Duration {
        let begun = Instant::now();
        let ping = timeout(SOON, self.stage.sim.raw("{\"type\":1}", SignatureKind::Good));
        assert_eq!(ping.await.expect("no answer").status, Some(200));
        begun.elapsed()
    }

    /// Sends ten PINGs during the attack, and asserts that each is answered in time.
    async fn holds(&self) {
        for _ in 0..10 {
            let took = self.ping().await;
            assert!(took < PATIENCE, "a PING took {took:?}");
        }
        assert!(self.process.peak() < MEMORY, "{} MiB", self.process.peak());
    }

    async fn end(self) {
        assert_eq!(self.process.terminate().await, Some(0));
        self.stage.close().await;
    }
}

/// Returns the head of a request with signature headers, for a body of this length.
fn head(length: usize) -> String {
    let now = jiff::Timestamp::from_nanosecond(
        std::time::UNIX_EPOCH.elapsed().unwrap().as_nanos().try_into().unwrap(),
    )
    .unwrap();
    format!(
        "POST /interactions HTTP/1.1\r\nhost: gavel\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nx-signature-ed25519: {}\r\nx-signature-timestamp: {}\r\n\r\n",
        "ab".repeat(64),
        now.as_second()
    )
}

/// Reads the rest of the server's output, until it closes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut said = Vec::new();
    let read = timeout(SOON, stream.read_to_end(&mut said));
    let _ = read.await.expect("it was never closed");
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test]
async fn two_hundred_and_fifty_half_sent_bodies_cost_no_memory_and_no_answer() {
    let siege = Siege::new().await;
    let mut half = head(2 * 1024 * 1024).into_bytes();
    half.resize(half.len() + 2 * 1024 * 1024 - 1, b'x');
    let streams = siege.send(250, &half).await;
    siege.holds().await;
    drop(streams);
    siege.end().await;
}

#[tokio::test]
async fn a_large_body_that_is_signed_gets_through_half_sent_ones() {
    let siege = Siege::new().await;
    let mut half = head(2 * 1024 * 1024).into_bytes();
    half.resize(half.len() + 1024 * 1024, b'x');
    let streams = siege.send(20, &half).await;
    let large = format!("{{\"type\":1,\"filler\":\"{}\"}}", "x".repeat(1024 * 1024));
    let answered = siege.stage.sim.raw(&large, SignatureKind::Good).await;
    assert_eq!(answered.status, Some(200));
    drop(streams);
    siege.end().await;
}

#[tokio::test]
async fn a_thousand_small_bodies_that_never_end_cost_little() {
    let siege = Siege::new().await;
    let mut half = head(16 * 1024).into_bytes();
    half.resize(half.len() + 16 * 1024 - 1, b'x');
    let streams = siege.send(1_000, &half).await;
    siege.holds().await;
    drop(streams);
    siege.end().await;
}

#[tokio::test]
async fn three_thousand_idle_connections_give_way() {
    let siege = Siege::new().await;
    let streams = siege.send(3_000, b"").await;
    siege.holds().await;
    drop(streams);
    siege.end().await;
}

#[tokio::test]
async fn heads_that_come_letter_by_letter_are_cut_off() {
    let siege = Siege::new().await;
    let mut streams = siege.send(300, b"POST /interactions HTTP/1.1\r\nx-slow: ").await;
    let begun = Instant::now();
    let cut = async {
        let slow = &mut streams[0];
        while slow.write_all(b"x").await.is_ok() {
            sleep(Duration::from_millis(500)).await;
        }
    };
    let (cut, ()) = tokio::join!(timeout(SOON, cut), siege.holds());
    cut.expect("it was never cut off");
    assert!(begun.elapsed() > Duration::from_secs(10), "a slow network has more time than that");
    siege.end().await;
}

#[tokio::test]
async fn a_head_of_more_than_sixteen_kilobytes_is_refused() {
    let siege = Siege::new().await;
    let mut stream = siege.connect().await;
    let large = format!("GET /healthz HTTP/1.1\r\nhost: gavel\r\nx-large: {}\r\n\r\n", "x".repeat(17 * 1024));
    stream.write_all(large.as_bytes()).await.unwrap();
    let said = rest(&mut stream).await;
    assert!(said.starts_with("HTTP/1.1 431"), "{said}");
    siege.holds().await;
    siege.end().await;
}

#[tokio::test]
async fn who_does_not_read_the_answers_is_cut_off() {
    let siege = Siege::new().await;
    let ask = "GET /metrics HTTP/1.1\r\nhost: gavel\r\n\r\n".repeat(1_500);
    let mut streams = Vec::new();
    for _ in 0..100 {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4096).unwrap();
        let mut stream = socket.connect(siege.process.address()).await.unwrap();
        let _ = timeout(Duration::from_millis(50), stream.write_all(ask.as_bytes())).await;
        streams.push(stream);
    }
    siege.holds().await;
    let cut = timeout(SOON, async {
        while !siege.process.get("/metrics").await.1.contains("cut_total{reason=\"slow\"} 100") {
            sleep(Duration::from_secs(1)).await;
        }
    });
    cut.await.expect("they were never cut off");
    drop(streams);
    siege.end().await;
}

#[tokio::test]
async fn a_thousand_questions_at_once_about_its_health_ask_the_database_once() {
    let siege = Siege::new().await;
    let ask = "GET /readyz HTTP/1.1\r\nhost: gavel\r\n\r\n";
    let mut streams = siege.send(500, ask.as_bytes()).await;
    siege.holds().await;
    let mut answer = [0; 12];
    for stream in &mut streams {
        timeout(SOON, stream.read_exact(&mut answer)).await.unwrap().unwrap();
        assert_eq!(&answer, b"HTTP/1.1 200");
    }
    siege.end().await;
}

/// Measured, not tested: `cargo test --release --test it attacks::strangers::measured -- --ignored --nocapture`, on a
/// quiet machine.
#[tokio::test]
#[ignore = "half a minute of load, to be measured by hand"]
async fn measured() {
    let half = |length: usize| [head(length).into_bytes(), vec![b'x'; length - 1]].concat();
    let slow = b"POST /interactions HTTP/1.1\r\nx-slow: ".to_vec();
    let metrics = "GET /metrics HTTP/1.1\r\nhost: gavel\r\n\r\n".repeat(200).into_bytes();
    for (attack, count, bytes) in [
        ("nothing", 0, vec![]),
        ("250 bodies of 2 MiB, half sent", 250, half(2 * 1024 * 1024)),
        ("1,000 bodies of 16 KiB, half sent", 1_000, half(16 * 1024)),
        ("3,000 idle connections", 3_000, vec![]),
        ("1,000 slow heads", 1_000, slow),
        ("200 readers of /metrics who do not read", 200, metrics),
    ] {
        let siege = Siege::new().await;
        let (mut took, mut streams) = (Vec::new(), Vec::new());
        let attacked = async { streams = siege.send(count, &bytes).await };
        let pinged = async {
            for _ in 0..500 {
                took.push(siege.ping().await);
                sleep(Duration::from_millis(5)).await;
            }
        };
        let ((), ()) = tokio::join!(attacked, pinged);
        took.sort_unstable();
        let (median, ninety_nine, worst) = (took[250], took[495], took[499]);
        let peak = siege.process.peak();
        println!(
            "{attack}: PING median {median:?}, 99 % {ninety_nine:?}, worst {worst:?}; {peak} MiB at most"
        );
        drop(streams);
        // Pages are cached for seconds, and the watchdog counts once in a second.
        sleep(Duration::from_secs(6)).await;
        let metrics = siege.process.get("/metrics").await.1;
        siege.end().await;
        if !cfg!(debug_assertions) {
            assert!(ninety_nine < PROMISED && peak < MEMORY, "{attack}: {ninety_nine:?}, {peak} MiB");
            assert!(metrics.contains("gavel_long_steps_total 0"), "{attack}: {metrics}");
        }
    }
}

#[tokio::test]
async fn where_a_body_is_left_unread_the_connection_is_closed() {
    let siege = Siege::new().await;
    for (request, status) in [
        (head(3 * 1024 * 1024), "413"),
        ("GET /healthz HTTP/1.1\r\nhost: gavel\r\ncontent-length: 9\r\n\r\n".to_owned(), "200"),
        ("POST /nowhere HTTP/1.1\r\nhost: gavel\r\ncontent-length: 9\r\n\r\n".to_owned(), "404"),
        ("POST /healthz HTTP/1.1\r\nhost: gavel\r\ncontent-length: 9\r\n\r\n".to_owned(), "405"),
    ] {
        let mut stream = siege.connect().await;
        stream.write_all(request.as_bytes()).await.unwrap();
        let said = rest(&mut stream).await;
        assert!(said.starts_with(&format!("HTTP/1.1 {status}")), "{said}");
        assert!(said.to_ascii_lowercase().contains("connection: close"), "{said}");
    }
    siege.end().await;
}

#[tokio::test]
async fn every_answer_tells_browsers_to_do_nothing_with_it() {
    let siege = Siege::new().await;
    for path in ["/healthz", "/readyz", "/metrics", "/interactions", "/nowhere"] {
        let said = siege.process.get(path).await.1.to_ascii_lowercase();
        for header in [
            "x-content-type-options: nosniff",
            "content-security-policy: default-src 'none'; frame-ancestors 'none'",
            "x-frame-options: deny",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
        ] {
            assert!(said.contains(header), "{path}: {header} is not in\n{said}");
        }
    }
    siege.end().await;
}

#[tokio::test]
async fn metrics_have_an_address_of_their_own_where_one_is_set() {
    let stage = Stage::empty().await;
    let port = crate::support::process::free_port();
    let address = format!("127.0.0.1:{port}");
    let process = Process::start_with(&stage, &[("GAVEL_METRICS_BIND", &address)]).await;
    assert_eq!(process.get("/metrics").await.0, 404);
    assert_eq!(process.get("/readyz").await.0, 200);
    let (status, text) = crate::support::process::get(port, "/metrics").await;
    assert!(status == 200 && text.contains("gavel_database_up 1"), "{text}");
    assert_eq!(crate::support::process::get(port, "/interactions").await.0, 404);
    assert_eq!(process.terminate().await, Some(0));
    stage.close().await;
}
