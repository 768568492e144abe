//! Discord's Gateway: sessions that receive the events they asked for.
//!
//! A connection ([`mod@line`]) is one socket; a session outlives it and can be resumed. Both are part of the
//! world, so that a change and its dispatch are one: nothing is missed between READY and the first event.
//! The events are those of servers with their roles, channels, threads, emojis, invites and webhooks, of members, bans,
//! the audit log, messages, reactions, typing, voice states, auto-moderation and interactions.

mod compressor;
mod control;
mod dispatches;
mod hearing;
mod identify;
pub(super) mod intents;
mod line;
mod messages;
mod requests;
mod resume;
mod session;
mod upgrade;

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

pub use control::{Connected, Gateway, Resumable};
pub(super) use dispatches::{tell, tell_interaction};
pub(super) use identify::url;
use session::Session;
pub(super) use upgrade::{PATH, enter};

use crate::ids::ApplicationId;

/// The time over which Discord counts an application's session starts.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The Gateway's part of the world: its rules and its sessions.
#[derive(Debug)]
pub(super) struct State {
    rules: Rules,
    /// The sessions by id.
    sessions: BTreeMap<String, Session>,
    /// The time at which each bucket of shards last identified.
    buckets: BTreeMap<(ApplicationId, u32), Timestamp>,
    /// The times at which each application identified within the last day.
    starts: BTreeMap<ApplicationId, VecDeque<Timestamp>>,
}

/// The settings of tests.
#[derive(Clone, Debug)]
struct Rules {
    heartbeat: Duration,
    shards: u32,
    max_concurrency: u32,
    /// The time that a bucket waits between two identifies.
    pause: Duration,
    starts: usize,
    /// The number of events that a session keeps to be resumed.
    kept: usize,
    /// The code that closes connections that identify or resume.
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
        Self { rules, sessions: BTreeMap::new(), buckets: BTreeMap::new(), starts: BTreeMap::new() }
    }
}

impl State {
    /// Returns the fields of `GET /gateway/bot` beside the address.
    pub(super) fn json(&mut self, application: ApplicationId, now: Timestamp) -> Value {
        let remaining = self.remaining(application, now);
        let reset = self
            .starts
            .get(&application)
            .and_then(VecDeque::front)
            .map_or(0, |first| (*first + DAY).duration_since(now).as_millis());
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

    /// Returns the number of session starts that are left today.
    fn remaining(&mut self, application: ApplicationId, now: Timestamp) -> usize {
        let starts = self.starts.entry(application).or_default();
        while starts.front().is_some_and(|first| now.duration_since(*first) >= DAY) {
            starts.pop_front();
        }
        self.rules.starts.saturating_sub(starts.len())
    }
}
