//! Limits on heavy reads: so many at a time for each server, and so many in a while for each person.
//!
//! Each process counts for itself: the limits protect it and its database connections, and are no fact of the record.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::domain::ids::{GuildId, UserId};
use crate::error::{Error, Result};
use crate::words;

/// The number of heavy reads that one server has at a time: a quarter of the database connections.
const AT_A_TIME: usize = 4;
/// The number of heavy reads that one person has, and the time in which they count.
const EACH: usize = 10;
const WHILE: Duration = Duration::from_secs(20);

/// The current use of the limits by each server.
#[derive(Debug, Default)]
pub struct Shares {
    servers: Mutex<HashMap<GuildId, Use>>,
}

#[derive(Debug, Default)]
struct Use {
    running: usize,
    /// The times at which each person asked, oldest first.
    asked: HashMap<UserId, VecDeque<Instant>>,
}

impl Use {
    /// Forgets the times that are too old to count.
    fn forget(&mut self, now: Instant) {
        self.asked.retain(|_, times| {
            while times.front().is_some_and(|at| now.duration_since(*at) >= WHILE) {
                times.pop_front();
            }
            !times.is_empty()
        });
    }

    fn is_idle(&self) -> bool {
        self.running == 0 && self.asked.is_empty()
    }
}

impl Shares {
    fn servers(&self) -> MutexGuard<'_, HashMap<GuildId, Use>> {
        self.servers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place for a heavy read, held until the returned value is dropped.
    ///
    /// # Errors
    /// A refusal if the person or the server has taken enough.
    pub fn take(self: &Arc<Self>, guild: GuildId, user: UserId, now: Instant) -> Result<Share> {
        let mut servers = self.servers();
        servers.retain(|_, it| {
            it.forget(now);
            !it.is_idle()
        });
        let of = servers.entry(guild).or_default();
        let asked = of.asked.entry(user).or_default();
        if asked.len() >= EACH {
            let left = asked.front().map_or(WHILE, |first| WHILE.saturating_sub(now.duration_since(*first)));
            let seconds = left.as_secs_f64().ceil().max(1.0);
            return Err(Error::refused(words::share_person(seconds)));
        }
        if of.running >= AT_A_TIME {
            return Err(Error::refused(words::share_server()));
        }
        asked.push_back(now);
        of.running += 1;
        Ok(Share { shares: Arc::clone(self), guild })
    }
}

/// A place for a heavy read.
#[derive(Debug)]
#[must_use = "it is given back when it is dropped"]
pub struct Share {
    shares: Arc<Shares>,
    guild: GuildId,
}

impl Drop for Share {
    fn drop(&mut self) {
        if let Some(of) = self.shares.servers().get_mut(&self.guild) {
            of.running = of.running.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    #[test]
    fn a_server_that_asks_a_lot_at_once_leaves_the_others_theirs() {
        let (shares, now) = (Arc::new(Shares::default()), Instant::now());
        let take = |guild, user| shares.take(Id::new(guild), Id::new(user), now);
        let mut held: Vec<Share> = (1..=4).map(|user| take(1, user).unwrap()).collect();
        assert!(take(1, 5).unwrap_err().to_string().contains("This server is looking up a lot"));
        assert!(take(2, 5).is_ok());
        held.pop();
        assert!(take(1, 5).is_ok());
    }

    #[test]
    fn a_person_who_asks_a_lot_waits_for_what_is_left() {
        let (shares, begun) = (Arc::new(Shares::default()), Instant::now());
        let take = |user, after| shares.take(Id::new(1), Id::new(user), begun + Duration::from_secs(after));
        for _ in 0..10 {
            drop(take(1, 0).unwrap());
        }
        assert!(take(1, 5).unwrap_err().to_string().contains("please wait 15 s"));
        assert!(take(2, 5).is_ok());
        assert!(take(1, 20).is_ok());
    }

    #[test]
    fn what_is_long_ago_is_forgotten() {
        let (shares, begun) = (Arc::new(Shares::default()), Instant::now());
        for guild in 1..=1_000 {
            drop(shares.take(Id::new(guild), Id::new(1), begun).unwrap());
        }
        drop(shares.take(Id::new(1), Id::new(1), begun + WHILE).unwrap());
        assert_eq!(shares.servers().len(), 1);
    }
}
