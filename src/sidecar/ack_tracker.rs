//! How far each session is told: what Discord is asked to repeat after a restart is what the server does not have yet.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

/// Where something was heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SequenceMark {
    pub shard: u32,
    /// Which of the shard's sessions, counted within this process.
    pub session: u64,
    pub sequence: u64,
}

/// A session, as far as the server has it.
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
    /// Heard and not told yet, in their order.
    waiting: VecDeque<u64>,
}

/// The sessions of this process's shards.
#[derive(Debug, Default)]
pub(super) struct AckTracker {
    shards: BTreeMap<u32, Shard>,
}

impl AckTracker {
    /// A shard goes on with a session of an earlier process: that is kept, whether or not it is heard again.
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

    /// Something was heard. Returns the session's number: another one, where the session is new.
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

    /// It is to be told.
    pub fn pending(&mut self, mark: SequenceMark) {
        if let Some(shard) = self.of(mark) {
            shard.waiting.push_back(mark.sequence);
        }
    }

    /// The server has it, or it was given up.
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

    /// The sessions, each up to where the server has everything.
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

    /// The session of a shard is over.
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
