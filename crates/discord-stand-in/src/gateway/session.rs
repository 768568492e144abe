//! A session: what was dispatched to it, and where it goes on when its connection breaks.

use std::collections::VecDeque;

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use crate::ids::GuildId;

/// How long a session that lost its connection waits to be resumed.
const LINGERS: SignedDuration = SignedDuration::from_mins(5);

/// What a connection is told to do.
#[derive(Debug)]
pub(super) enum ConnectionCommand {
    /// Send this.
    Send(Bytes),
    /// Close with this code.
    Close(u16),
    /// Break off without a word.
    Cut,
}

/// The way to a connection; orders are carried out one after another.
pub(super) type Outbox = UnboundedSender<ConnectionCommand>;

/// One session.
#[derive(Debug)]
pub(super) struct Session {
    /// Which shard of how many; none where it was not said.
    pub(super) shard: Option<[u32; 2]>,
    pub(super) intents: u64,
    /// The presence last set.
    pub(super) presence: Value,
    /// The number of the last event.
    pub(super) seq: u64,
    pub(super) heartbeats: u64,
    /// The last events, to be sent again.
    kept: VecDeque<(u64, Bytes)>,
    most: usize,
    /// The connection it has now.
    outbox: Option<Outbox>,
    /// Since when it has none.
    left: Option<Timestamp>,
}

/// An event about to be dispatched; its payload is JSON already.
pub(super) struct Dispatch<'a> {
    pub(super) name: &'a str,
    pub(super) data: &'a str,
}

impl Session {
    /// A session that keeps so many events.
    pub(super) fn new(shard: Option<[u32; 2]>, intents: u64, presence: Value, most: usize) -> Self {
        Self {
            shard,
            intents,
            presence,
            seq: 0,
            heartbeats: 0,
            kept: VecDeque::new(),
            most,
            outbox: None,
            left: None,
        }
    }

    /// Whether a server's events go here.
    pub(super) fn has(&self, guild: GuildId) -> bool {
        let [shard, shards] = self.shard.unwrap_or([0, 1]);
        (guild.get() >> 22) % u64::from(shards) == u64::from(shard)
    }

    /// Whether direct messages go here.
    pub(super) fn has_directs(&self) -> bool {
        self.shard.is_none_or(|[shard, _]| shard == 0)
    }

    /// Sends an event, and keeps it.
    pub(super) fn dispatch(&mut self, event: &Dispatch<'_>) {
        self.seq += 1;
        let (name, seq, data) = (event.name, self.seq, event.data);
        let frame = Bytes::from(format!(r#"{{"t":"{name}","s":{seq},"op":0,"d":{data}}}"#));
        if self.kept.len() >= self.most {
            self.kept.pop_front();
        }
        self.kept.push_back((seq, frame.clone()));
        self.order(ConnectionCommand::Send(frame));
    }

    /// What came after that event; none where some of it is no longer there.
    pub(super) fn missed(&self, seq: u64) -> Option<Vec<Bytes>> {
        let oldest = self.kept.front().map_or(self.seq + 1, |(first, _)| *first);
        let later = self.kept.iter().filter(|(number, _)| *number > seq);
        (seq + 1 >= oldest).then(|| later.map(|(_, frame)| frame.clone()).collect())
    }

    /// Tells the connection something, where there is one.
    pub(super) fn order(&self, order: ConnectionCommand) {
        if let Some(outbox) = &self.outbox {
            // A connection that has just ended is noticed by itself.
            let _ = outbox.send(order);
        }
    }

    /// Takes this connection; the last one is cut.
    pub(super) fn take(&mut self, outbox: Outbox) {
        self.order(ConnectionCommand::Cut);
        self.outbox = Some(outbox);
        self.left = None;
    }

    /// Whether this is the connection it has.
    pub(super) fn is_on(&self, outbox: &Outbox) -> bool {
        self.outbox.as_ref().is_some_and(|own| own.same_channel(outbox))
    }

    /// Its connection ended.
    pub(super) fn lose(&mut self, now: Timestamp) {
        self.outbox = None;
        self.left = Some(now);
    }

    pub(super) fn is_connected(&self) -> bool {
        self.outbox.is_some()
    }

    /// Whether it has waited too long for a connection.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.left.is_some_and(|left| now.duration_since(left) > LINGERS)
    }
}

/// A packet that is no event.
pub(super) fn packet(op: u8, data: Value) -> ConnectionCommand {
    ConnectionCommand::Send(Bytes::from(json!({ "op": op, "d": data, "s": null, "t": null }).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_missed_is_there_while_it_is_kept() {
        let mut session = Session::new(None, 0, Value::Null, 2);
        assert_eq!(session.missed(0).unwrap().len(), 0);
        (0..3).for_each(|_| session.dispatch(&Dispatch { name: "X", data: "{}" }));
        let frames = |seq| session.missed(seq).map(|frames| frames.len());
        assert_eq!([frames(0), frames(1), frames(2), frames(3)], [None, Some(2), Some(1), Some(0)]);
    }
}
