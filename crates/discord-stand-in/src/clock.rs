//! The time: the machine's or another program's, which a test can move forward.

use std::fmt::{Debug, Formatter};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Tells the time. Clones share their shift: [`advance`](Self::advance) moves all of them.
#[derive(Clone)]
pub struct Clock {
    source: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    shift_ms: Arc<AtomicI64>,
}

impl Clock {
    /// Returns the machine's clock.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn system() -> Self {
        Self::follow(Timestamp::now)
    }

    /// Returns a clock that shows what `source` returns, so that a stand-in and the program under test share one time.
    #[must_use]
    pub fn follow(source: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self { source: Arc::new(source), shift_ms: Arc::default() }
    }

    /// Returns the moment this clock shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let shift = SignedDuration::from_millis(self.shift_ms.load(Ordering::Relaxed));
        (self.source)().saturating_add(shift).unwrap_or(Timestamp::MAX)
    }

    /// Returns the time by which the clock was moved, in milliseconds.
    pub(crate) fn wound_ms(&self) -> i64 {
        self.shift_ms.load(Ordering::Relaxed)
    }

    /// Takes all moves back.
    pub(crate) fn rewind(&self) {
        self.shift_ms.store(0, Ordering::Relaxed);
    }

    /// Moves this clock and all its clones forward.
    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.shift_ms.fetch_add(by, Ordering::Relaxed);
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl Debug for Clock {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Clock").field(&self.now()).finish()
    }
}
