//! The acknowledged part of each session: after a restart, Discord repeats only what the server does not have yet.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

/// The origin of an event: shard, session and sequence number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SequenceMark {
    pub shard: u32,
    /// The number of the shard's session, counted within this process.
    pub session: u64,
    pub sequence: u64,
}

/// A session, up to the last event that the server has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Session {
    pub id: String,
    pub resume_url: Option<String>,
    pub sequence: u64,
}

#[derive(Debug, Default)]
struct Shard {
    number: u64,
    id: String,
    resume_url: Option<String>,
    received: u64,
    /// The sequence numbers that are yet to be acknowledged, in order.
    waiting: VecDeque<u64>,
}

/// The sessions of this process's shards.
#[derive(Debug, Default)]
pub(super) struct AckTracker {
    shards: BTreeMap<u32, Shard>,
}

impl AckTracker {
    /// Resumes a session of an earlier process. It is kept until another takes its place.
    pub fn resumes(&mut self, shard: u32, session: &Session) {
        let entry = self.shards.entry(shard).or_default();
        *entry = Shard {
            number: entry.number + 1,
            id: session.id.clone(),
            resume_url: session.resume_url.clone(),
            received: session.sequence,
            ..Shard::default()
        };
    }

    /// Notes a received event. Returns its mark, whose session number changes with the session.
    pub fn received(
        &mut self,
        shard: u32,
        session: &str,
        resume_url: Option<&str>,
        sequence: u64,
    ) -> SequenceMark {
        let entry = self.shards.entry(shard).or_default();
        if entry.id != session {
            *entry = Shard { number: entry.number + 1, id: session.to_owned(), ..Shard::default() };
        }
        if entry.resume_url.as_deref() != resume_url {
            entry.resume_url = resume_url.map(str::to_owned);
        }
        entry.received = entry.received.max(sequence);
        SequenceMark { shard, session: entry.number, sequence }
    }

    /// Adds an event to be acknowledged.
    pub fn pending(&mut self, mark: SequenceMark) {
        if let Some(shard) = self.of(mark) {
            shard.waiting.push_back(mark.sequence);
        }
    }

    /// Acknowledges an event: the server has it, or it was given up.
    pub fn acked(&mut self, mark: SequenceMark) {
        if let Some(shard) = self.of(mark)
            && let Some(at) = shard.waiting.iter().position(|sequence| *sequence == mark.sequence)
        {
            shard.waiting.remove(at);
        }
    }

    fn of(&mut self, mark: SequenceMark) -> Option<&mut Shard> {
        self.shards.get_mut(&mark.shard).filter(|shard| shard.number == mark.session)
    }

    /// Returns the sessions, each up to the last event before which the server has everything.
    pub fn sessions(&self) -> BTreeMap<u32, Session> {
        let acked = |shard: &Shard| match shard.waiting.iter().min() {
            Some(first) => first.saturating_sub(1),
            None => shard.received,
        };
        let kept = |(number, shard): (&u32, &Shard)| {
            let (id, resume_url) = (shard.id.clone(), shard.resume_url.clone());
            (*number, Session { id, resume_url, sequence: acked(shard) })
        };
        self.shards.iter().filter(|(_, shard)| !shard.id.is_empty()).map(kept).collect()
    }

    /// Ends the session of a shard.
    pub fn ended(&mut self, shard: u32) {
        if let Some(entry) = self.shards.get_mut(&shard) {
            *entry = Shard { number: entry.number, ..Shard::default() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(acks: &AckTracker) -> u64 {
        acks.sessions()[&0].sequence
    }

    #[test]
    fn a_session_is_kept_up_to_what_the_server_has() {
        let mut acks = AckTracker::default();
        let first = acks.received(0, "a", None, 1);
        acks.pending(first);
        acks.received(0, "a", None, 2);
        let third = acks.received(0, "a", None, 3);
        acks.pending(third);
        assert_eq!(sequence(&acks), 0);
        acks.acked(first);
        assert_eq!(sequence(&acks), 2);
        acks.acked(third);
        assert_eq!(sequence(&acks), 3);
    }

    #[test]
    fn a_session_of_an_earlier_process_is_kept_until_another_takes_its_place() {
        let mut acks = AckTracker::default();
        let earlier = Session { id: "a".to_owned(), resume_url: Some("wss://x".to_owned()), sequence: 7 };
        acks.resumes(0, &earlier);
        acks.resumes(1, &earlier);
        assert_eq!(acks.sessions()[&0], earlier);
        let repeated = acks.received(0, "a", Some("wss://x"), 8);
        acks.pending(repeated);
        assert_eq!(sequence(&acks), 7);
        acks.received(1, "b", None, 1);
        assert_eq!((sequence(&acks), acks.sessions()[&1].id.as_str()), (7, "b"));
    }

    #[test]
    fn what_is_left_of_an_old_session_does_not_hold_the_new_one_back() {
        let mut acks = AckTracker::default();
        let old = acks.received(0, "a", None, 9);
        acks.pending(old);
        acks.received(0, "b", Some("wss://x"), 1);
        acks.acked(old);
        let kept = &acks.sessions()[&0];
        assert_eq!((kept.id.as_str(), kept.sequence), ("b", 1));
        acks.ended(0);
        assert!(acks.sessions().is_empty());
    }
}
