//! The last gate of all calls: the process's share of the global limit, and the blocks that concern every call.
//!
//! The share is a log of departures, not a rate: each call may leave one second after the one `per_second` before it.
//! So a burst leaves at once, and still no second ever holds more, wherever Discord draws its windows.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use tokio::time::Instant;
use tokio::time::sleep_until;

use super::route::Route;

/// A little more than a second: calls that leave a second apart may arrive closer together.
const WINDOW: Duration = Duration::from_millis(1050);

pub(super) struct Global {
    pub per_second: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Departures, past and booked, in order.
    slots: VecDeque<Instant>,
    /// The end of a block of all calls bound to the global limit.
    closed: Option<Instant>,
    /// The end of Cloudflare's block of all calls.
    shut: Option<Instant>,
}

/// A booked departure; given back if it is dropped unused.
struct Slot<'a> {
    global: &'a Global,
    at: Instant,
    booked: bool,
}

impl Global {
    pub fn new(per_second: u32) -> Self {
        Self { per_second: per_second.max(1) as usize, state: Mutex::default() }
    }

    /// Waits for this call's turn. Fails with the time that it would take, if that ends after `deadline`.
    pub async fn pass(&self, route: &Route, deadline: Instant) -> Result<(), Duration> {
        loop {
            let now = Instant::now();
            let slot = self.book(route, now, deadline)?;
            // Even a sleep of zero lasts until the timer's next tick, a millisecond.
            if slot.at > now {
                sleep_until(slot.at).await;
            }
            if self.lock().opens(route).is_none_or(|at| at <= Instant::now()) {
                slot.used();
                return Ok(());
            }
        }
    }

    /// Blocks all calls bound to the global limit for `wait`, after a global 429.
    pub fn close(&self, wait: Duration) {
        let until = Some(Instant::now() + wait);
        let mut state = self.lock();
        state.closed = state.closed.max(until);
    }

    /// Blocks all calls for `wait`, after a block of the address.
    pub fn shut(&self, wait: Duration) {
        let until = Some(Instant::now() + wait);
        let mut state = self.lock();
        state.shut = state.shut.max(until);
    }

    fn book(&self, route: &Route, now: Instant, deadline: Instant) -> Result<Slot<'_>, Duration> {
        let mut state = self.lock();
        let mut at = state.opens(route).map_or(now, |opens| opens.max(now));
        if !route.exempt {
            state.slots.retain(|slot| *slot + WINDOW > now);
            let full =
                state.slots.len().checked_sub(self.per_second).map(|first| state.slots[first] + WINDOW);
            at = at.max(full.unwrap_or(at)).max(state.slots.back().copied().unwrap_or(at));
        }
        if at > deadline {
            return Err(at - now);
        }
        if !route.exempt {
            state.slots.push_back(at);
        }
        Ok(Slot { global: self, at, booked: !route.exempt })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn opens(&self, route: &Route) -> Option<Instant> {
        if route.exempt { self.shut } else { self.shut.max(self.closed) }
    }
}

impl Slot<'_> {
    fn used(mut self) {
        self.booked = false;
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        if self.booked {
            let mut state = self.global.lock();
            let place = state.slots.iter().position(|slot| *slot == self.at);
            place.and_then(|place| state.slots.remove(place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_http::request::Method;
    use twilight_http::request::RequestBuilder;

    fn route(path: &str) -> Route {
        Route::of(&RequestBuilder::raw(Method::Get, path.to_owned()).build().unwrap())
    }

    #[test]
    fn a_burst_leaves_at_once_and_the_next_a_window_after_its_first() {
        let (global, now) = (Global::new(3), Instant::now());
        let later = now + 10 * WINDOW;
        let departures = (0..7).map(|_| {
            let slot = global.book(&route("users/@me"), now, later).unwrap();
            let at = slot.at;
            slot.used();
            at - now
        });
        let none = Duration::ZERO;
        assert!(departures.eq([none, none, none, WINDOW, WINDOW, WINDOW, 2 * WINDOW]));
    }

    #[test]
    fn a_slot_that_was_not_used_is_free_again_and_a_wait_too_long_books_none() {
        let (global, now, route) = (Global::new(1), Instant::now(), route("users/@me"));
        global.book(&route, now, now).unwrap().used();
        for _ in 0..3 {
            assert!(matches!(global.book(&route, now, now), Err(WINDOW)));
            assert_eq!(global.book(&route, now, now + WINDOW).unwrap().at, now + WINDOW);
        }
    }

    #[tokio::test]
    async fn a_gate_that_closes_while_somebody_waits_for_a_slot_stops_them() {
        let (global, route) = (Global::new(1), route("users/@me"));
        let deadline = Instant::now() + 5 * WINDOW;
        global.pass(&route, deadline).await.unwrap();
        let closes = async { global.close(Duration::from_secs(60)) };
        let (passed, ()) = tokio::join!(global.pass(&route, deadline), closes);
        assert!(passed.is_err_and(|after| after > Duration::from_secs(50)));
    }

    #[tokio::test]
    async fn follow_ups_pass_a_closed_gate_and_not_one_that_is_shut() {
        let (global, soon) = (Global::new(1), Instant::now() + WINDOW);
        let (bound, exempt) = (route("users/@me"), route("webhooks/1/token"));
        global.close(Duration::from_secs(60));
        assert!(global.pass(&exempt, soon).await.is_ok() && global.pass(&bound, soon).await.is_err());
        global.shut(Duration::from_secs(90));
        assert!(global.pass(&exempt, soon).await.is_err_and(|after| after > Duration::from_secs(80)));
    }
}
