//! Discord's Gateway: sessions that hear of what happens in the world, as far as they asked to.
//!
//! A connection ([`mod@line`]) is one socket; a session outlives it and can be resumed. Both stand in the
//! world, so that a change and its dispatch are one: nothing is missed between READY and the first event.
//! Sent are servers (made, left), members, bans, the audit log, messages and auto-moderation; changes
//! of channels, roles and servers themselves are not.

mod compressor;
mod control;
mod dispatches;
mod hearing;
mod identify;
pub(super) mod intents;
mod line;
mod messages;
mod resume;
mod session;
mod upgrade;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

pub use control::{Connected, Gateway, Resumable};
pub(super) use dispatches::tell;
pub(super) use identify::url;
use session::Session;
pub(super) use upgrade::{PATH, enter};

/// Over which time Discord counts how often an application identified.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The Gateway's part of the world: how it behaves, and who is connected.
#[derive(Debug)]
pub(super) struct State {
    rules: Rules,
    /// By their ids.
    sessions: BTreeMap<String, Session>,
    /// When each bucket of shards last identified.
    buckets: BTreeMap<u32, Timestamp>,
    /// When the application identified within the last day.
    starts: VecDeque<Timestamp>,
}

/// What tests can set.
#[derive(Clone, Debug)]
struct Rules {
    heartbeat: Duration,
    shards: u32,
    max_concurrency: u32,
    /// How long a bucket waits between two that identify.
    pause: Duration,
    starts: usize,
    /// How many events a session keeps to be resumed.
    kept: usize,
    /// Closes with this code whoever identifies or resumes.
    refusal: Option<u16>,
}

impl Default for State {
    fn default() -> Self {
        let rules = Rules {
            heartbeat: Duration::from_millis(41_250),
            shards: 1,
            max_concurrency: 1,
            pause: Duration::from_secs(5),
            starts: 1000,
            kept: 1000,
            refusal: None,
        };
        Self { rules, sessions: BTreeMap::new(), buckets: BTreeMap::new(), starts: VecDeque::new() }
    }
}

impl State {
    /// What `GET /gateway/bot` says beside the address.
    pub(super) fn json(&mut self, now: Timestamp) -> Value {
        let remaining = self.remaining(now);
        let reset = self.starts.front().map_or(0, |first| (*first + DAY).duration_since(now).as_millis());
        json!({
            "shards": self.rules.shards,
            "session_start_limit": {
                "total": self.rules.starts,
                "remaining": remaining,
                "reset_after": i64::try_from(reset).unwrap_or_default(),
                "max_concurrency": self.rules.max_concurrency,
            },
        })
    }

    /// How often the application may still identify today.
    fn remaining(&mut self, now: Timestamp) -> usize {
        while self.starts.front().is_some_and(|first| now.duration_since(*first) >= DAY) {
            self.starts.pop_front();
        }
        self.rules.starts.saturating_sub(self.starts.len())
    }
}
