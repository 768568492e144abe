//! A session: the events dispatched to it, and its current connection.

use std::collections::VecDeque;

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use crate::ids::{ApplicationId, GuildId};

/// The time that a session without a connection waits to be resumed.
const LINGERS: SignedDuration = SignedDuration::from_mins(5);

/// A command to a connection.
#[derive(Debug)]
pub(super) enum ConnectionCommand {
    /// Sends this packet.
    Send(Bytes),
    /// Closes with this code.
    Close(u16),
    /// Cuts the connection.
    Cut,
}

/// The queue to a connection, whose commands run one after another.
pub(super) type Outbox = UnboundedSender<ConnectionCommand>;

/// One session.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) application: ApplicationId,
    /// The shard and the number of shards; `None` if the client did not say.
    pub(super) shard: Option<[u32; 2]>,
    pub(super) intents: u64,
    /// The presence last set.
    pub(super) presence: Value,
    /// The sequence number of the last event.
    pub(super) seq: u64,
    pub(super) heartbeats: u64,
    /// The last events, kept to be resumed.
    kept: VecDeque<(u64, Bytes)>,
    most: usize,
    /// The connection of the session, if there is one.
    outbox: Option<Outbox>,
    /// The time since which the session has no connection.
    left: Option<Timestamp>,
}

/// An event to dispatch; its payload is serialized already.
pub(super) struct Dispatch<'a> {
    pub(super) name: &'a str,
    pub(super) data: &'a str,
}

impl Session {
    /// Creates a session that keeps `most` events.
    pub(super) fn new(
        application: ApplicationId,
        shard: Option<[u32; 2]>,
        intents: u64,
        presence: Value,
        most: usize,
    ) -> Self {
        Self {
            application,
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

    /// Returns `true` if the session receives a server's events.
    pub(super) fn has(&self, guild: GuildId) -> bool {
        let [shard, shards] = self.shard.unwrap_or([0, 1]);
        (guild.get() >> 22) % u64::from(shards) == u64::from(shard)
    }

    /// Returns `true` if the session receives direct messages.
    pub(super) fn has_directs(&self) -> bool {
        self.shard.is_none_or(|[shard, _]| shard == 0)
    }

    /// Sends an event, and keeps it to be resumed.
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

    /// Returns the events after `seq`; `None` if some of them are no longer kept.
    pub(super) fn missed(&self, seq: u64) -> Option<Vec<Bytes>> {
        let oldest = self.kept.front().map_or(self.seq + 1, |(first, _)| *first);
        let later = self.kept.iter().filter(|(number, _)| *number > seq);
        (seq + 1 >= oldest).then(|| later.map(|(_, frame)| frame.clone()).collect())
    }

    /// Sends a command to the connection, if there is one.
    pub(super) fn order(&self, order: ConnectionCommand) {
        if let Some(outbox) = &self.outbox {
            // A connection that has just ended needs no command.
            let _ = outbox.send(order);
        }
    }

    /// Attaches a connection; cuts the former one.
    pub(super) fn take(&mut self, outbox: Outbox) {
        self.order(ConnectionCommand::Cut);
        self.outbox = Some(outbox);
        self.left = None;
    }

    /// Returns `true` if `outbox` belongs to the session's connection.
    pub(super) fn is_on(&self, outbox: &Outbox) -> bool {
        self.outbox.as_ref().is_some_and(|own| own.same_channel(outbox))
    }

    /// Detaches the connection, which has ended.
    pub(super) fn lose(&mut self, now: Timestamp) {
        self.outbox = None;
        self.left = Some(now);
    }

    pub(super) fn is_connected(&self) -> bool {
        self.outbox.is_some()
    }

    /// Returns `true` if the session has been without a connection for too long.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.left.is_some_and(|left| now.duration_since(left) > LINGERS)
    }
}

/// Returns a packet that is no event.
pub(super) fn packet(op: u8, data: Value) -> ConnectionCommand {
    ConnectionCommand::Send(Bytes::from(json!({ "op": op, "d": data, "s": null, "t": null }).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_missed_is_there_while_it_is_kept() {
        let mut session = Session::new(ApplicationId::new(1), None, 0, Value::Null, 2);
        assert_eq!(session.missed(0).unwrap().len(), 0);
        (0..3).for_each(|_| session.dispatch(&Dispatch { name: "X", data: "{}" }));
        let frames = |seq| session.missed(seq).map(|frames| frames.len());
        assert_eq!([frames(0), frames(1), frames(2), frames(3)], [None, Some(2), Some(1), Some(0)]);
    }
}
