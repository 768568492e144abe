//! A connection: hello, then the client's packets and the session's events, until it ends.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::SinkExt;
use serde_json::json;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::time::Instant;
use tokio_stream::StreamExt;
use tokio_websockets::{CloseCode, Message, WebSocketStream};

use super::compressor::Compressor;
use super::session::{ConnectionCommand, Outbox, packet};
use super::upgrade::ConnectParams;
use crate::inner::Inner;

/// The largest number of packets that a client may send in [`WINDOW`].
const MOST: usize = 120;
const WINDOW: Duration = Duration::from_secs(60);
/// The time that a closing connection waits for the other side.
const FAREWELL: Duration = Duration::from_secs(5);

/// The part of a connection that does not depend on the socket.
pub(super) struct Connection {
    pub(super) inner: Arc<Inner>,
    pub(super) outbox: Outbox,
    /// The connection's session, once there is one.
    pub(super) session: Option<String>,
    /// The time at which the connection is closed for lack of heartbeats.
    pub(super) deadline: Instant,
    pub(super) heartbeat: Duration,
    heard: VecDeque<Instant>,
}

/// The end of a connection.
enum End {
    /// The client closed the connection, with a code or without.
    Left(Option<u16>),
    /// The connection is to be closed with this code.
    Close(u16),
    /// The connection is to be cut.
    Cut,
}

/// Serves a client until the connection ends.
pub(super) async fn hold<S>(inner: Arc<Inner>, mut socket: WebSocketStream<S>, wish: &ConnectParams)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (outbox, mut orders) = mpsc::unbounded_channel();
    let heartbeat = inner.world(|world| world.gateway.rules.heartbeat);
    let _ = outbox.send(packet(10, json!({ "heartbeat_interval": heartbeat.as_millis() as u64 })));
    if wish.v != Some(10) {
        let _ = outbox.send(ConnectionCommand::Close(4012));
    }
    let compressor = wish.compress.as_deref().and_then(Compressor::new);
    let mut line = Connection {
        inner,
        outbox,
        session: None,
        deadline: Instant::now() + 2 * heartbeat,
        heartbeat,
        heard: VecDeque::new(),
    };
    let end = line.speak(&mut socket, &mut orders, compressor).await;
    line.leave(&end);
    let farewell = match end {
        End::Close(code) => CloseCode::try_from(code).ok(),
        // Reading on answers the client's close.
        End::Left(Some(_)) => None,
        End::Left(None) | End::Cut => return,
    };
    let _ = tokio::time::timeout(FAREWELL, close(&mut socket, farewell)).await;
}

impl Connection {
    async fn speak<S>(
        &mut self,
        socket: &mut WebSocketStream<S>,
        orders: &mut UnboundedReceiver<ConnectionCommand>,
        mut compressor: Option<Compressor>,
    ) -> End
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        loop {
            tokio::select! {
                order = orders.recv() => match order {
                    Some(ConnectionCommand::Send(text)) => {
                        let message = match compressor.as_mut().map(|compressor| compressor.message(&text)) {
                            None => Message::text(text),
                            Some(Ok(packed)) => Message::binary(packed),
                            Some(Err(_)) => return End::Close(4000),
                        };
                        // More packets are waiting: flush only after the last.
                        let sent = if orders.is_empty() { socket.send(message).await } else { socket.feed(message).await };
                        if sent.is_err() {
                            return End::Left(None);
                        }
                    }
                    Some(ConnectionCommand::Close(code)) => return End::Close(code),
                    Some(ConnectionCommand::Cut) | None => return End::Cut,
                },
                heard = socket.next() => match heard {
                    Some(Ok(message)) => match self.take(&message) {
                        None => {}
                        Some(end) => return end,
                    },
                    Some(Err(_)) | None => return End::Left(None),
                },
                () = tokio::time::sleep_until(self.deadline) => return End::Close(4009),
            }
        }
    }

    /// Handles a message of the client; returns the end of the connection if it causes one.
    fn take(&mut self, message: &Message) -> Option<End> {
        if let Some((code, _)) = message.as_close() {
            return Some(End::Left(Some(code.into())));
        }
        if message.is_ping() || message.is_pong() {
            return None;
        }
        let now = Instant::now();
        self.heard.retain(|at| now.duration_since(*at) < WINDOW);
        self.heard.push_back(now);
        if self.heard.len() > MOST {
            return Some(End::Close(4008));
        }
        let payload: &Bytes = &Bytes::copy_from_slice(message.as_payload());
        self.hear(payload).err().map(End::Close)
    }

    /// Detaches the connection from its session; removes the session if the client closed with 1000 or 1001.
    fn leave(&self, end: &End) {
        let Some(id) = &self.session else { return };
        self.inner.world(|world| {
            let now = world.now();
            let sessions = &mut world.gateway.sessions;
            // Another connection may have resumed the session meanwhile.
            let Some(session) = sessions.get_mut(id).filter(|session| session.is_on(&self.outbox)) else {
                return;
            };
            session.lose(now);
            if matches!(end, End::Left(Some(1000 | 1001))) {
                sessions.remove(id);
            }
        });
        self.inner.stir();
    }
}

async fn close<S>(socket: &mut WebSocketStream<S>, code: Option<CloseCode>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    if let Some(code) = code
        && socket.send(Message::close(Some(code), "")).await.is_err()
    {
        return;
    }
    while let Some(Ok(_)) = socket.next().await {}
}
