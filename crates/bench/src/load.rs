//! The load: connections that stay open, and requests in a closed loop (each connection sends when it has its answer)
//! or an open one (requests are due at fixed times, and their latency counts from then, however late they are sent).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::BytesMut;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::Error;
use crate::requests::Request;

/// The latencies of good requests, ascending.
pub(super) struct Latencies(Vec<Duration>);

impl Latencies {
    /// Returns the latency that this part of the requests did not exceed.
    pub(super) fn at(&self, part: f64) -> Duration {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a length")]
        #[expect(clippy::cast_precision_loss, reason = "lengths are small")]
        let index = (self.0.len() as f64 * part) as usize;
        self.0.get(index.min(self.0.len().saturating_sub(1))).copied().unwrap_or_default()
    }
}

/// A connection to a server.
pub(super) struct Connection {
    stream: TcpStream,
    read: BytesMut,
}

impl Connection {
    pub(super) async fn open(port: u16) -> std::io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, read: BytesMut::with_capacity(8 * 1024) })
    }

    /// Sends a request and reads the whole response. Fails unless it is the right one.
    pub(super) async fn exchange(&mut self, request: &Request) -> Result<(), Error> {
        self.stream.write_all(&request.bytes).await?;
        let end = loop {
            if let Some(end) = end_of_response(&self.read)? {
                break end;
            }
            if self.stream.read_buf(&mut self.read).await? == 0 {
                return Err("the server closed the connection".into());
            }
        };
        let response = self.read.split_to(end);
        let status = response.get(9..12).unwrap_or_default();
        if request.is_forged {
            return if status == b"401" { Ok(()) } else { Err("a forged request was not refused".into()) };
        }
        let is_answer = response.windows(10).any(|part| part == br#"{"type":4,"# || part == br#"{"type":1}"#);
        let is_last = response.windows(10).any(|part| part == br#","type":4}"#);
        match status {
            b"200" if is_answer || is_last => Ok(()),
            _ => Err(format!("a wrong answer: {}", String::from_utf8_lossy(&response)).into()),
        }
    }
}

/// Returns the length of the response that these bytes begin with; `None` if it is not complete.
fn end_of_response(bytes: &[u8]) -> Result<Option<usize>, Error> {
    let Some(head) = bytes.windows(4).position(|end| end == b"\r\n\r\n").map(|at| at + 4) else {
        return Ok(None);
    };
    let text = std::str::from_utf8(bytes.get(..head).unwrap_or_default())?.to_ascii_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length.ok_or("a response without its length")?.trim().parse()?;
    Ok((bytes.len() >= head + length).then_some(head + length))
}

/// Sends all requests over this many connections as fast as they are answered. Returns the requests a second.
pub(super) async fn closed(
    port: u16,
    connections: usize,
    requests: &Arc<Vec<Request>>,
) -> Result<f64, Error> {
    let next = Arc::new(AtomicUsize::new(0));
    let (mut running, begun) = (JoinSet::new(), Instant::now());
    for _ in 0..connections {
        let (requests, next) = (Arc::clone(requests), Arc::clone(&next));
        running.spawn(async move {
            let mut connection = Connection::open(port).await?;
            while let Some(request) = requests.get(next.fetch_add(1, Ordering::Relaxed)) {
                connection.exchange(request).await?;
            }
            Ok::<(), Error>(())
        });
    }
    while let Some(done) = running.join_next().await {
        done??;
    }
    #[expect(clippy::cast_precision_loss, reason = "the number of requests is small")]
    let count = requests.len() as f64;
    Ok(count / begun.elapsed().as_secs_f64())
}

/// Sends all requests, so many a second, whatever the answers take.
pub(super) async fn open(
    port: u16,
    connections: usize,
    each_second: u32,
    requests: &Arc<Vec<Request>>,
) -> Result<Latencies, Error> {
    let next = Arc::new(AtomicUsize::new(0));
    let (mut running, begun) = (JoinSet::new(), Instant::now());
    for _ in 0..connections {
        let (requests, next) = (Arc::clone(requests), Arc::clone(&next));
        running.spawn(async move {
            let (mut connection, mut latencies) = (Connection::open(port).await?, Vec::new());
            loop {
                let nth = next.fetch_add(1, Ordering::Relaxed);
                let Some(request) = requests.get(nth) else { return Ok::<_, Error>(latencies) };
                let due = begun + Duration::from_secs(1) * u32::try_from(nth)? / each_second;
                sleep_until(due).await;
                connection.exchange(request).await?;
                if !request.is_forged {
                    latencies.push(due.elapsed());
                }
            }
        });
    }
    let mut all = Vec::new();
    while let Some(done) = running.join_next().await {
        all.extend(done??);
    }
    all.sort_unstable();
    Ok(Latencies(all))
}
