//! The last gate of all calls: the process's share of the global limit, and the blocks that concern every call.
//!
//! The share is a log of departures, not a rate: each call may leave one window after the one `share` before it. So a
//! burst leaves at once, and still no second ever holds more, wherever Discord draws its windows. Calls that have to wait
//! leave in order of urgency, then of arrival; a part of the share is kept for the more urgent, who so need not wait for a
//! burst of the less urgent to age. The share may change at any time, as other processes come and go.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

use super::route::Route;
use super::urgency::Urgency;

/// More than a second: calls that leave a second apart may arrive closer together.
const WINDOW: Duration = Duration::from_millis(1050);
/// The time after which a call that waits behind others looks again, should nobody wake it.
const LOOK: Duration = Duration::from_millis(50);

pub(super) struct Global {
    state: Mutex<State>,
    /// The signal that calls are made or held up, so that the other processes should be told.
    busy: Notify,
}

struct State {
    share: usize,
    window: Duration,
    /// The departures of the last window, in order.
    departed: VecDeque<Instant>,
    /// The calls that wait, in the order in which they will leave.
    waiting: BTreeMap<Place, Arc<Notify>>,
    arrived: u64,
    /// The end of a block of all calls bound to the global limit.
    closed: Option<Instant>,
    /// The end of Cloudflare's block of all calls.
    shut: Option<Instant>,
    /// The ends of those blocks that this process met itself. What others met they tell themselves.
    own_closed: Option<Instant>,
    own_shut: Option<Instant>,
}

/// A place among the calls that wait: the urgency, then the arrival.
type Place = (Urgency, u64);

/// A call that waits. It leaves its place when it is dropped.
struct Waiting<'a> {
    global: &'a Global,
    place: Place,
    woken: Arc<Notify>,
}

impl Global {
    pub fn new(share: u32) -> Self {
        Self::with_window(share, WINDOW)
    }

    fn with_window(share: u32, window: Duration) -> Self {
        let state = State {
            share: share.max(1) as usize,
            window,
            departed: VecDeque::new(),
            waiting: BTreeMap::new(),
            arrived: 0,
            closed: None,
            shut: None,
            own_closed: None,
            own_shut: None,
        };
        Self { state: Mutex::new(state), busy: Notify::new() }
    }

    /// Waits for this call's turn. Fails with the time that it would take, if that ends after `deadline`.
    pub async fn pass(&self, route: &Route, urgency: Urgency, deadline: Instant) -> Result<(), Duration> {
        if route.exempt {
            return self.pass_exempt(deadline).await;
        }
        let waiting = self.wait(urgency);
        loop {
            let now = Instant::now();
            let left = self.lock().leave(waiting.place, now);
            let Some(at) = left else { return Ok(()) };
            if at > deadline {
                return Err(at - now);
            }
            tokio::select! {
                () = waiting.woken.notified() => {}
                () = sleep_until(at) => {}
            }
        }
    }

    /// Waits while the address is blocked, which is the only limit on these calls.
    async fn pass_exempt(&self, deadline: Instant) -> Result<(), Duration> {
        loop {
            let now = Instant::now();
            let shut = self.lock().shut;
            match shut {
                Some(at) if at > now && at > deadline => return Err(at - now),
                Some(at) if at > now => sleep_until(at).await,
                _ => return Ok(()),
            }
        }
    }

    /// Blocks all calls bound to the global limit for `wait`, after a global 429.
    pub fn close(&self, wait: Duration) {
        let until = Some(Instant::now() + wait);
        self.change(|state| {
            state.own_closed = state.own_closed.max(until);
            state.closed = state.closed.max(until);
        });
        self.stir();
    }

    /// Blocks all calls for `wait`, after a block of the address.
    pub fn shut(&self, wait: Duration) {
        let until = Some(Instant::now() + wait);
        self.change(|state| {
            state.own_shut = state.own_shut.max(until);
            state.shut = state.shut.max(until);
        });
        self.stir();
    }

    /// Sets the process's share, and the blocks that other processes met.
    pub fn share(&self, share: u32, closed: Duration, shut: Duration) {
        let now = Instant::now();
        let until = |wait: Duration| (!wait.is_zero()).then(|| now + wait);
        self.change(|state| {
            state.share = share.max(1) as usize;
            state.closed = state.closed.max(until(closed));
            state.shut = state.shut.max(until(shut));
        });
    }

    /// Returns the present share.
    pub fn present_share(&self) -> u32 {
        u32::try_from(self.lock().share).unwrap_or(u32::MAX)
    }

    /// Returns the time for which all calls bound to the global limit are blocked, whoever met that.
    pub fn blocked(&self) -> Duration {
        let now = Instant::now();
        let state = self.lock();
        state.closed.max(state.shut).unwrap_or(now).saturating_duration_since(now)
    }

    /// Returns the number of calls that left in the last window or wait, and the time for which all are blocked as this
    /// process was told: for the global limit, and for the address.
    pub fn demand(&self) -> (u32, Duration, Duration) {
        let now = Instant::now();
        let mut state = self.lock();
        state.forget(now);
        let wanted = u32::try_from(state.departed.len() + state.waiting.len()).unwrap_or(u32::MAX);
        let left = |until: Option<Instant>| until.unwrap_or(now).saturating_duration_since(now);
        (wanted, left(state.own_closed), left(state.own_shut))
    }

    /// Says that calls are made, or held up.
    pub fn stir(&self) {
        self.busy.notify_one();
    }

    /// Waits until calls are made, or held up.
    pub async fn busy(&self) {
        self.busy.notified().await;
    }

    fn wait(&self, urgency: Urgency) -> Waiting<'_> {
        let woken = Arc::new(Notify::new());
        let mut state = self.lock();
        let place = (urgency, state.arrived);
        state.arrived += 1;
        state.waiting.insert(place, Arc::clone(&woken));
        drop(state);
        self.stir();
        Waiting { global: self, place, woken }
    }

    /// Changes the limits, after which everybody who waits looks again.
    fn change(&self, how: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        how(&mut state);
        state.waiting.values().for_each(|woken| woken.notify_one());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Lets the call in this place leave, if it may. Otherwise returns the time at which to look again: that of its
    /// departure, as far as it is known.
    fn leave(&mut self, place: Place, now: Instant) -> Option<Instant> {
        let ahead = self.waiting.range(..place).count();
        let at = self.departure(place.0, ahead, now);
        if ahead > 0 {
            return Some(at.max(now + LOOK));
        }
        if at > now {
            return Some(at);
        }
        self.waiting.remove(&place);
        self.departed.push_back(now);
        self.wake_next();
        None
    }

    /// Returns the time at which a call of this urgency with so many calls before it can leave.
    fn departure(&mut self, urgency: Urgency, ahead: usize, now: Instant) -> Instant {
        self.forget(now);
        let share = self.share - urgency.kept_from(self.share);
        let opens = self.shut.max(self.closed).map_or(now, |opens| opens.max(now));
        let (windows, nth) = (ahead / share, ahead % share);
        let earlier = (self.departed.len() + nth).checked_sub(share);
        // Of those that left, the one a share before it; beyond them are those that will leave before it.
        let free = earlier.and_then(|at| self.departed.get(at)).map_or(now, |left| *left + self.window);
        let windows = u32::try_from(windows).unwrap_or(u32::MAX);
        self.window.checked_mul(windows).and_then(|wait| free.max(opens).checked_add(wait)).unwrap_or(free)
    }

    fn forget(&mut self, now: Instant) {
        let window = self.window;
        while self.departed.pop_front_if(|left| *left + window <= now).is_some() {}
    }

    fn wake_next(&self) {
        if let Some((_, woken)) = self.waiting.first_key_value() {
            woken.notify_one();
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut state = self.global.lock();
        if state.waiting.remove(&self.place).is_some() {
            state.wake_next();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_http::request::{Method, RequestBuilder};

    fn route(path: &str) -> Route {
        Route::of(&RequestBuilder::raw(Method::Get, path.to_owned()).build().unwrap())
    }

    fn bound() -> Route {
        route("users/@me")
    }

    /// A window that tests can wait for.
    const SHORT: Duration = Duration::from_millis(40);

    fn gate(share: u32) -> Global {
        Global::with_window(share, SHORT)
    }

    #[tokio::test]
    async fn a_burst_leaves_at_once_and_the_next_a_window_after_its_first() {
        let (global, now) = (gate(3), Instant::now());
        for call in 0..7 {
            global.pass(&bound(), Urgency::Due, now + 1000 * SHORT).await.unwrap();
            assert!(now.elapsed() >= SHORT * (call / 3), "call {call} left early");
        }
        let mut state = global.lock();
        let (free, full) = (state.departure(Urgency::Due, 1, now), state.departure(Urgency::Due, 3, now));
        assert!(free <= full && full > now);
    }

    #[tokio::test]
    async fn a_wait_that_is_too_long_is_told_at_once_with_its_length() {
        let (global, now) = (Global::new(1), Instant::now());
        let about =
            |windows: u32, waits: Duration| waits > (windows - 1) * WINDOW && waits <= windows * WINDOW;
        global.pass(&bound(), Urgency::Due, now + WINDOW).await.unwrap();
        for _ in 0..3 {
            assert!(about(1, global.pass(&bound(), Urgency::Due, now).await.unwrap_err()));
        }
        let waits: Vec<_> = (0..4).map(|_| global.wait(Urgency::Due)).collect();
        assert!(about(5, global.pass(&bound(), Urgency::Due, now).await.unwrap_err()));
        assert!(
            about(1, global.pass(&bound(), Urgency::Awaited, now).await.unwrap_err()),
            "the urgent go first"
        );
        drop(waits);
        assert!(about(1, global.pass(&bound(), Urgency::Due, now).await.unwrap_err()));
    }

    #[tokio::test]
    async fn the_more_urgent_leave_first_and_equals_in_order_of_arrival() {
        let (global, soon) = (gate(1), Instant::now() + 1000 * SHORT);
        global.pass(&bound(), Urgency::Routine, soon).await.unwrap();
        let order = Mutex::new(Vec::new());
        let call = async |name: &'static str, urgency| {
            global.pass(&bound(), urgency, soon).await.unwrap();
            order.lock().unwrap().push(name);
        };
        tokio::join!(
            call("post", Urgency::Routine),
            call("lift", Urgency::Due),
            call("order", Urgency::Awaited),
            call("second lift", Urgency::Due),
            call("second order", Urgency::Awaited),
        );
        assert_eq!(order.into_inner().unwrap(), ["order", "second order", "lift", "second lift", "post"]);
    }

    #[tokio::test]
    async fn the_less_urgent_leave_a_part_of_the_share_to_the_more_urgent() {
        let (global, now) = (Global::new(50), Instant::now());
        let leave = async |urgency| {
            let mut left = 0;
            while global.pass(&bound(), urgency, now).await.is_ok() {
                left += 1;
            }
            left
        };
        assert_eq!(leave(Urgency::Routine).await, 40);
        assert_eq!(leave(Urgency::Long).await, 0);
        assert_eq!(leave(Urgency::Due).await, 5);
        assert_eq!(leave(Urgency::Awaited).await, 5);
    }

    #[tokio::test]
    async fn a_share_that_shrinks_holds_for_those_who_wait_and_one_that_grows_lets_them_go() {
        let (global, now) = (gate(10), Instant::now());
        let soon = now + 1000 * SHORT;
        for _ in 0..10 {
            global.pass(&bound(), Urgency::Awaited, soon).await.unwrap();
        }
        global.share(1, Duration::ZERO, Duration::ZERO);
        for windows in 1..=2 {
            global.pass(&bound(), Urgency::Due, soon).await.unwrap();
            assert!(now.elapsed() >= windows * SHORT, "{windows}");
        }
        let global = Global::new(1);
        global.pass(&bound(), Urgency::Due, soon).await.unwrap();
        let route = bound();
        let waits = global.pass(&route, Urgency::Due, Instant::now() + 5 * WINDOW);
        let grows = async { global.share(5, Duration::ZERO, Duration::ZERO) };
        let (passed, ()) = tokio::join!(waits, grows);
        assert!(passed.is_ok());
        assert_eq!(global.demand().0, 2, "both left within one window");
    }

    #[tokio::test]
    async fn a_gate_that_closes_while_somebody_waits_for_a_slot_stops_them() {
        let (global, route) = (gate(1), bound());
        let deadline = Instant::now() + 50 * SHORT;
        global.pass(&route, Urgency::Due, deadline).await.unwrap();
        let closes = async { global.close(Duration::from_secs(60)) };
        let (passed, ()) = tokio::join!(global.pass(&route, Urgency::Due, deadline), closes);
        assert!(passed.is_err_and(|after| after > Duration::from_secs(50)));
    }

    #[tokio::test]
    async fn follow_ups_pass_a_closed_gate_and_not_one_that_is_shut() {
        let (global, soon) = (gate(1), Instant::now() + WINDOW);
        let (bound, exempt) = (route("users/@me"), route("webhooks/1/token"));
        global.close(Duration::from_secs(60));
        let pass = async |route| global.pass(route, Urgency::Awaited, soon).await;
        assert!(pass(&exempt).await.is_ok() && pass(&bound).await.is_err());
        global.shut(Duration::from_secs(90));
        assert!(pass(&exempt).await.is_err_and(|after| after > Duration::from_secs(80)));
    }

    #[tokio::test]
    async fn a_block_that_another_process_met_holds_here_too() {
        let (global, soon) = (gate(50), Instant::now() + WINDOW);
        global.share(50, Duration::from_secs(30), Duration::ZERO);
        assert!(global.pass(&bound(), Urgency::Awaited, soon).await.is_err());
        assert!(global.blocked() > Duration::from_secs(29));
        assert_eq!(global.demand(), (0, Duration::ZERO, Duration::ZERO), "who met it says so");
        global.shut(Duration::from_secs(60));
        assert!(global.demand().2 > Duration::from_secs(59));
    }
}
