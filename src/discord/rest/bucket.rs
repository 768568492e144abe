//! One bucket: its window as far as known, and the queue of calls before it.

use std::sync::Arc;

use tokio::sync::Mutex;
use tokio::sync::MutexGuard;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::response::Limits;

#[derive(Default)]
pub(super) struct Bucket {
    pub line: Arc<BucketQueue>,
    window: Option<Window>,
    /// `true` while a call is in flight to learn the window.
    asking: bool,
    in_flight: u32,
    blocked: Option<Instant>,
}

/// The queue of calls to one bucket.
#[derive(Default)]
pub(super) struct BucketQueue {
    /// The lock that the next call holds; tokio hands it on in order of arrival.
    pub head: Mutex<()>,
    /// The signal that the bucket may have changed.
    pub changed: Notify,
}

/// The proof of being the next call.
pub(super) type Head<'a> = MutexGuard<'a, ()>;

struct Window {
    /// The number of calls that remain. Below zero while more calls are in flight than Discord had left before it
    /// counted them.
    remaining: i64,
    resets: Instant,
}

/// A bucket's answer to a call.
pub(super) enum Admission {
    Go(BucketSlot),
    NotBefore(Instant),
    /// Wait for another call's response, or until the call before has gone.
    Wait,
}

/// A bucket's slot, held by a call in flight.
pub(super) struct BucketSlot {
    asks: bool,
    /// `true` once Discord may have counted the call.
    pub sent: bool,
}

impl Bucket {
    pub fn take(&mut self, head: Option<&Head<'_>>, now: Instant) -> Admission {
        self.window.take_if(|window| window.resets <= now);
        match &mut self.window {
            Some(window) if window.remaining <= 0 => Admission::NotBefore(window.resets),
            None if self.asking => Admission::Wait,
            _ if head.is_none() => Admission::Wait,
            Some(window) => {
                window.remaining -= 1;
                self.go()
            }
            None => {
                self.asking = true;
                self.in_flight += 1;
                Admission::Go(BucketSlot { asks: true, sent: false })
            }
        }
    }

    /// Lets the call go, without checking what remains.
    pub fn go(&mut self) -> Admission {
        self.in_flight += 1;
        Admission::Go(BucketSlot { asks: false, sent: false })
    }

    pub fn leave(&mut self, place: &BucketSlot) {
        self.in_flight = self.in_flight.saturating_sub(1);
        self.asking &= !place.asks;
        if let Some(window) = self.window.as_mut().filter(|_| !place.sent) {
            window.remaining += 1;
        }
        self.line.changed.notify_waiters();
    }

    /// Updates the window from a response; `mine` of the calls in flight are its own. It may not count the others yet.
    pub fn tell(&mut self, limits: &Limits, mine: u32, now: Instant) {
        let resets = now + limits.reset_after;
        let remaining = i64::from(limits.remaining);
        match &mut self.window {
            Some(window) if window.resets > now => {
                window.remaining = window.remaining.min(remaining);
                window.resets = window.resets.max(resets);
            }
            window => {
                let others = i64::from(self.in_flight) - i64::from(mine);
                *window = Some(Window { remaining: remaining - others, resets });
            }
        }
        self.line.changed.notify_waiters();
    }

    pub fn block(&mut self, until: Instant) {
        self.blocked = self.blocked.max(Some(until));
        self.line.changed.notify_waiters();
    }

    pub fn blocked(&self, now: Instant) -> Option<Instant> {
        self.blocked.filter(|until| *until > now)
    }

    /// Returns `true` if no call uses the bucket, and it knows no more than a new one.
    pub fn is_idle(&self, now: Instant) -> bool {
        let used = self.in_flight > 0 || Arc::strong_count(&self.line) > 1;
        let windowed = self.window.as_ref().is_some_and(|window| window.resets > now);
        !used && !windowed && self.blocked(now).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    struct Fixture {
        bucket: Bucket,
        line: Arc<BucketQueue>,
        now: Instant,
    }

    fn fixture() -> Fixture {
        let bucket = Bucket::default();
        let line = Arc::clone(&bucket.line);
        Fixture { bucket, line, now: Instant::now() }
    }

    impl Fixture {
        fn take(&mut self) -> Option<BucketSlot> {
            let head = self.line.head.try_lock().unwrap();
            match self.bucket.take(Some(&head), self.now) {
                Admission::Go(place) => Some(place),
                Admission::NotBefore(_) | Admission::Wait => None,
            }
        }

        fn sent(&mut self) -> BucketSlot {
            BucketSlot { sent: true, ..self.take().unwrap() }
        }

        /// Takes the response to the call at `place`.
        fn told(&mut self, place: &BucketSlot, remaining: u32) {
            let limits = Limits { bucket: None, remaining, reset_after: Duration::from_secs(1) };
            self.bucket.tell(&limits, 1, self.now);
            self.bucket.leave(place);
        }
    }

    #[test]
    fn one_asks_and_then_as_many_go_as_remain() {
        let mut f = fixture();
        let first = f.sent();
        assert!(f.take().is_none());
        f.told(&first, 2);
        assert!(f.take().is_some() && f.take().is_some() && f.take().is_none());
        f.now += Duration::from_secs(1);
        assert!(f.take().is_some() && f.take().is_none(), "a new window is asked for again");
    }

    #[test]
    fn who_is_not_next_waits_even_where_there_is_room() {
        let mut f = fixture();
        assert!(matches!(f.bucket.take(None, f.now), Admission::Wait));
        let first = f.sent();
        f.told(&first, 5);
        assert!(matches!(f.bucket.take(None, f.now), Admission::Wait));
    }

    #[test]
    fn answers_that_overtake_each_other_never_raise_what_remains() {
        let mut f = fixture();
        let first = f.sent();
        f.told(&first, 3);
        let (second, third) = (f.sent(), f.sent());
        f.told(&third, 1);
        f.told(&second, 2);
        assert!(f.take().is_some() && f.take().is_none());
    }

    #[test]
    fn a_straggler_of_the_last_window_may_count_in_this_one() {
        let mut f = fixture();
        let first = f.sent();
        f.told(&first, 1);
        let _straggler = f.sent();
        f.now += Duration::from_secs(1);
        let next = f.sent();
        f.told(&next, 1);
        assert!(f.take().is_none());
    }

    #[test]
    fn a_place_given_back_unsent_is_free_again_and_one_that_was_sent_is_not() {
        let mut f = fixture();
        let first = f.sent();
        f.told(&first, 1);
        let unsent = f.take().unwrap();
        f.bucket.leave(&unsent);
        let sent = f.sent();
        f.bucket.leave(&sent);
        assert!(f.take().is_none());
    }

    #[test]
    fn who_asked_and_got_no_answer_lets_the_next_ask() {
        let mut f = fixture();
        let lost = f.sent();
        f.bucket.leave(&lost);
        assert!(f.take().is_some() && f.take().is_none());
    }
}
