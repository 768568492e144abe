//! The budget of invalid requests: Cloudflare bans an address that makes 10,000 in ten minutes, so Gavel stops before.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::Instant;

/// The limit at which Gavel stops. The rest is for calls in flight, and for other programs at the same address.
pub(super) const LARGEST: usize = 9_000;
const WINDOW: Duration = Duration::from_secs(600);
/// The wait to report while the other processes have used up the budget.
const UNKNOWN: Duration = Duration::from_secs(10);

/// The times of the invalid requests of the last ten minutes.
pub(super) struct Budget {
    largest: usize,
    /// Those that other processes made meanwhile.
    elsewhere: AtomicUsize,
    seen: Mutex<VecDeque<Instant>>,
}

impl Budget {
    pub fn new(largest: usize) -> Self {
        Self { largest, elsewhere: AtomicUsize::new(0), seen: Mutex::default() }
    }

    /// Counts one more 401, 403 or 429.
    pub fn spend(&self, now: Instant) {
        let mut seen = self.recent(now);
        seen.push_back(now);
    }

    /// Returns the number of all processes' invalid requests.
    pub fn spent(&self, now: Instant) -> usize {
        self.spent_here(now) + self.elsewhere.load(Ordering::Relaxed)
    }

    /// Returns the number of this process's invalid requests.
    pub fn spent_here(&self, now: Instant) -> usize {
        self.recent(now).len()
    }

    /// Sets the number of the other processes' invalid requests.
    pub fn elsewhere(&self, spent: usize) {
        self.elsewhere.store(spent, Ordering::Relaxed);
    }

    /// Fails while nothing may be sent, with the time until something may.
    pub fn check(&self, now: Instant) -> Result<(), Duration> {
        let seen = self.recent(now);
        let elsewhere = self.elsewhere.load(Ordering::Relaxed);
        let Some(over) = (seen.len() + elsewhere).checked_sub(self.largest) else { return Ok(()) };
        match seen.get(over) {
            Some(leaves) => Err(*leaves + WINDOW - now),
            // The other processes used it up: when theirs leave is not known here.
            None => Err(UNKNOWN),
        }
    }

    fn recent(&self, now: Instant) -> MutexGuard<'_, VecDeque<Instant>> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        while seen.pop_front_if(|moment| *moment + WINDOW <= now).is_some() {}
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_closes_when_full_and_opens_as_the_oldest_leaves() {
        let (budget, start) = (Budget::new(3), Instant::now());
        for second in 0..3 {
            assert_eq!(budget.check(start + Duration::from_secs(second)), Ok(()));
            budget.spend(start + Duration::from_secs(second));
        }
        let later = start + Duration::from_secs(100);
        assert_eq!((budget.spent(later), budget.check(later)), (3, Err(Duration::from_secs(500))));
        let drained = start + WINDOW;
        assert_eq!((budget.check(drained), budget.spent(drained)), (Ok(()), 2));
    }

    #[test]
    fn what_other_processes_spend_counts() {
        let (budget, start) = (Budget::new(3), Instant::now());
        budget.elsewhere(2);
        assert_eq!(budget.check(start), Ok(()));
        budget.spend(start);
        assert_eq!((budget.check(start), budget.spent(start)), (Err(WINDOW), 3));
        budget.elsewhere(3);
        assert!(budget.check(start).is_err());
        budget.elsewhere(0);
        assert_eq!(budget.check(start), Ok(()));
    }

    #[test]
    fn what_was_in_flight_when_it_closed_makes_it_wait_longer() {
        let (budget, start) = (Budget::new(2), Instant::now());
        for second in 0..4 {
            budget.spend(start + Duration::from_secs(second));
        }
        assert_eq!(budget.check(start), Err(WINDOW + Duration::from_secs(2)));
    }
}
