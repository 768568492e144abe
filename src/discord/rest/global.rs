//! The gate all calls pass last: our share of the global limit, and the blocks that hold everybody.
//!
//! The share is a log of departures, not a rate: each may leave one second after the one `per_second` before it. So
//! a burst leaves at once, and still no second ever holds more, whichever way Discord draws its windows.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use tokio::time::Instant;
use tokio::time::sleep_until;

use super::route::Route;

/// A second and a little: what leaves a second apart may arrive closer together.
const WINDOW: Duration = Duration::from_millis(1050);

pub(super) struct Global {
    pub per_second: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Departures, past and booked, in order.
    slots: VecDeque<Instant>,
    /// Until when Discord takes no call bound to the global limit.
    closed: Option<Instant>,
    /// Until when Cloudflare takes nothing at all.
    shut: Option<Instant>,
}

/// A booked departure; given back when dropped before it was used.
struct Slot<'a> {
    global: &'a Global,
    at: Instant,
    booked: bool,
}

impl Global {
    pub fn new(per_second: u32) -> Self {
        Self { per_second: per_second.max(1) as usize, state: Mutex::default() }
    }

    /// Waits for this call's turn. `Err` is how long that would take, where it ends after `deadline`.
    pub async fn pass(&self, route: &Route, deadline: Instant) -> Result<(), Duration> {
        loop {
            let slot = self.book(route, Instant::now(), deadline)?;
            sleep_until(slot.at).await;
            if self.lock().opens(route).is_none_or(|at| at <= Instant::now()) {
                slot.used();
                return Ok(());
            }
        }
    }

    /// A global 429: nothing bound to the limit leaves for this long.
    pub fn close(&self, wait: Duration) {
        let until = Some(Instant::now() + wait);
        let mut state = self.lock();
        state.closed = state.closed.max(until);
    }

    /// A block of our address: nothing leaves for this long.
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
