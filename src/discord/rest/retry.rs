//! The delays after an attempt that failed.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(5);

/// Exponential backoff with full jitter.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    tries: u32,
}

impl Backoff {
    /// Returns the longest that the next wait may be; doubles each time.
    fn ceiling(&mut self) -> Duration {
        let ceiling = FIRST.saturating_mul(1 << self.tries.min(10)).min(LONGEST);
        self.tries += 1;
        ceiling
    }

    /// Returns the next wait: anything up to the ceiling, so that many callers do not come back together.
    pub fn next(&mut self) -> Duration {
        self.ceiling().mul_f64(fastrand::f64())
    }

    /// Returns the wait after a 429: Discord's, but never zero.
    pub fn obey(&mut self, told: Option<Duration>) -> Duration {
        let least = self.ceiling() / 4;
        told.unwrap_or(Duration::from_secs(1)).max(least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest() {
        let mut backoff = Backoff::default();
        let ceilings: Vec<u64> = (0..7).map(|_| backoff.ceiling().as_millis() as u64).collect();
        assert_eq!(ceilings, [250, 500, 1000, 2000, 4000, 5000, 5000]);
        backoff.tries = u32::MAX - 1;
        assert!(backoff.next() <= LONGEST);
    }

    #[test]
    fn a_429_is_obeyed_and_one_that_says_nothing_is_no_leave_to_hurry() {
        let mut backoff = Backoff::default();
        assert_eq!(backoff.obey(Some(Duration::from_secs(7))), Duration::from_secs(7));
        assert_eq!(backoff.obey(None), Duration::from_secs(1));
        assert_eq!(backoff.obey(Some(Duration::ZERO)), Duration::from_millis(250));
    }
}
