//! Limits on the events of sidecars: so much in an hour for each server, and for all of them together. The rest is
//! dropped, so that a sidecar that errs or lies can't fill the database.
//!
//! Each process counts for itself: the limits protect the database, and are no fact of the record.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::domain::event::Event;
use crate::domain::ids::GuildId;

/// The time in which events count together.
const WHILE: SignedDuration = SignedDuration::from_hours(1);
/// The limit for one server, in KiB; an event counts at least one. Eight a second, all the time.
const SERVER: usize = 30_000;
/// The limit for all servers together.
const ALL: usize = 300_000;

/// The events that were admitted within the present hour.
#[derive(Debug, Default)]
pub(super) struct EventQuota(Mutex<Hour>);

#[derive(Debug, Default)]
struct Hour {
    began: Option<Timestamp>,
    all: usize,
    servers: HashMap<GuildId, usize>,
    /// `true` if something was dropped in it.
    is_exceeded: bool,
}

/// The size of an event in KiB, rounded up.
fn size(event: &Event) -> usize {
    serde_json::to_vec(event).map_or(usize::MAX, |json| json.len().div_ceil(1024))
}

impl EventQuota {
    fn hour(&self) -> MutexGuard<'_, Hour> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the events that are within the limits, and counts them.
    pub(super) fn admit(&self, events: &[Event], now: Timestamp) -> Vec<Event> {
        let mut hour = self.hour();
        if hour.began.is_none_or(|began| now.duration_since(began) >= WHILE || now < began) {
            *hour = Hour { began: Some(now), ..Hour::default() };
        }
        let admitted: Vec<Event> = events.iter().filter(|event| hour.takes(event)).cloned().collect();
        if admitted.len() < events.len() && !hour.is_exceeded {
            hour.is_exceeded = true;
            tracing::warn!("sidecars tell more than they may in an hour; what is beyond is dropped");
        }
        admitted
    }

    /// Gives back what was not stored: the sidecar sends it again.
    pub(super) fn give_back(&self, events: &[Event]) {
        let mut hour = self.hour();
        for event in events {
            let size = size(event);
            hour.all = hour.all.saturating_sub(size);
            if let Some(server) = hour.servers.get_mut(&event.guild) {
                *server = server.saturating_sub(size);
            }
        }
    }
}

impl Hour {
    fn takes(&mut self, event: &Event) -> bool {
        let (size, of_server) = (size(event), self.servers.get(&event.guild).copied().unwrap_or(0));
        let (all, server) = (self.all.saturating_add(size), of_server.saturating_add(size));
        let fits = all <= ALL && server <= SERVER;
        if fits {
            self.all = all;
            self.servers.insert(event.guild, server);
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::{EventData, EventUser};
    use twilight_model::id::Id;

    fn event(guild: u64, name: usize) -> Event {
        let user = EventUser { id: Id::new(5), name: "x".repeat(name), bot: false };
        let (id, at) = ("e".to_owned(), Timestamp::UNIX_EPOCH);
        Event { id, guild: Id::new(guild), at, what: EventData::MemberLeft(user) }
    }

    #[test]
    fn a_server_has_its_share_and_all_have_one_together_and_each_hour_begins_anew() {
        let (quota, now) = (EventQuota::default(), Timestamp::UNIX_EPOCH);
        let admit = |guild, count, at| quota.admit(&vec![event(guild, 1); count], at).len();
        assert_eq!(admit(1, SERVER + 5, now), SERVER);
        assert_eq!(admit(1, 1, now + WHILE / 2), 0);
        for guild in 2..=ALL as u64 / SERVER as u64 {
            assert_eq!(admit(guild, SERVER, now), SERVER);
        }
        assert_eq!(admit(99, 1, now), 0, "all have told enough");
        quota.give_back(&[event(1, 1)]);
        assert_eq!(admit(99, 2, now), 1);
        assert_eq!(admit(1, 1, now + WHILE), 1);
    }

    #[test]
    fn a_large_event_counts_for_as_many_as_it_could_hold() {
        let quota = EventQuota::default();
        let large = vec![event(1, 10 * 1024); SERVER];
        assert_eq!(quota.admit(&large, Timestamp::UNIX_EPOCH).len(), SERVER / 11);
    }
}
