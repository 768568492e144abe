//! The load: connections that stay open, and requests in a closed loop (each connection sends when it has its answer)
//! or an open one (requests are due at fixed times, and their latency counts from then, however late they are sent).

use std::io::{Read as _, Write as _};
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
        request.judge(&response)
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
///
/// One thread asks all connections in turn and never sleeps: to wake somebody is work of the kernel's that would be booked on
/// the server, and how often it must depends on what else the machine does.
pub(super) fn closed(port: u16, connections: usize, requests: &[Request]) -> Result<f64, Error> {
    let mut next = requests.iter();
    let (mut open, begun) = (Vec::new(), Instant::now());
    for request in next.by_ref().take(connections) {
        let mut connection = Asked { connection: Plain::open(port)?, request };
        connection.send()?;
        open.push(connection);
    }
    while !open.is_empty() {
        let mut nth = 0;
        while let Some(asked) = open.get_mut(nth) {
            match (asked.is_answered()?, next.as_slice().first()) {
                (false, _) => nth += 1,
                (true, Some(request)) => {
                    next.next();
                    asked.request = request;
                    asked.send()?;
                    nth += 1;
                }
                (true, None) => drop(open.swap_remove(nth)),
            }
        }
        std::hint::spin_loop();
    }
    #[expect(clippy::cast_precision_loss, reason = "the number of requests is small")]
    let count = requests.len() as f64;
    Ok(count / begun.elapsed().as_secs_f64())
}

/// A connection that nobody sleeps on.
struct Plain {
    stream: std::net::TcpStream,
    read: BytesMut,
}

impl Plain {
    fn open(port: u16) -> std::io::Result<Self> {
        let stream = std::net::TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        Ok(Self { stream, read: BytesMut::with_capacity(8 * 1024) })
    }
}

/// A connection with the request whose response it waits for.
struct Asked<'a> {
    connection: Plain,
    request: &'a Request,
}

impl Asked<'_> {
    /// Sends the request: it is smaller than the buffers of a connection on which nothing else is under way.
    fn send(&mut self) -> std::io::Result<()> {
        self.connection.stream.write_all(&self.request.bytes)
    }

    /// Returns `true` once the response is there. Fails unless it is the right one.
    fn is_answered(&mut self) -> Result<bool, Error> {
        let mut part = [0; 4096];
        let connection = &mut self.connection;
        match connection.stream.read(&mut part) {
            Ok(0) => return Err("the server closed the connection".into()),
            Ok(length) => connection.read.extend_from_slice(part.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        let Some(end) = end_of_response(&connection.read)? else { return Ok(false) };
        self.request.judge(&connection.read.split_to(end))?;
        Ok(true)
    }
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
