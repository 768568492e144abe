//! Buckets: what Discord's headers teach about each route, and who may go next.
//!
//! A bucket is known by the hash Discord names it by and by the channel, guild or webhook it is about. Of a bucket
//! whose window is not known one call asks, and the others wait for its answer; then as many go as remain. A window
//! that has passed is forgotten, so that the next call asks again: Discord's windows start with a call, so asking
//! costs a round trip and nothing else. Calls to one bucket go in the order they came; others never meet.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use tokio::sync::Mutex as Queue;
use tokio::sync::MutexGuard as Head;
use tokio::sync::Notify;
use tokio::time::Instant;
use tokio::time::sleep_until;

use super::answer::Answer;
use super::answer::Limits;
use super::route::Route;

/// How often buckets that say nothing any more are dropped.
const SWEEP: Duration = Duration::from_secs(60);
/// What to tell a call that waited in line and does not know for how long it would have.
const UNKNOWN: Duration = Duration::from_secs(1);

/// A bucket's name (a route's template until Discord has named it) and what it is about.
type Key = (Arc<str>, u64);

/// All buckets. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Buckets(Arc<Mutex<Known>>);

#[derive(Default)]
struct Known {
    /// By template: the bucket's name, or that there is no limit.
    names: HashMap<Arc<str>, Option<Arc<str>>>,
    buckets: HashMap<Key, Bucket>,
    swept: Option<Instant>,
}

#[derive(Default)]
struct Bucket {
    line: Arc<Line>,
    window: Option<Window>,
    /// A call is out to learn the window.
    asking: bool,
    in_flight: u32,
    blocked: Option<Instant>,
}

/// Where the calls to one bucket wait.
#[derive(Default)]
struct Line {
    /// Whoever has it is next; tokio hands it on in order.
    head: Queue<()>,
    changed: Notify,
}

struct Window {
    /// Below zero while calls that Discord has not counted yet are more than it has left.
    remaining: i64,
    resets: Instant,
}

enum Turn {
    Go {
        asks: bool,
    },
    NotBefore(Instant),
    /// Until somebody's answer, or until the head of the line has gone.
    Wait,
    /// The route turned out to belong to another bucket.
    Moved,
}

impl Buckets {
    /// Waits until a call may go. `Err` is how long it would have to wait, where that is later than `deadline`.
    pub async fn reserve(&self, route: &Route, deadline: Instant) -> Result<Permit, Duration> {
        loop {
            let (key, line) = self.lock().line(route);
            let mut head = pin!(line.head.lock());
            let mut at_head = None;
            loop {
                let changed = line.changed.notified();
                let now = Instant::now();
                let until = match self.lock().take(route, &key, at_head.as_ref(), now) {
                    Turn::Go { asks } => {
                        let (buckets, route) = (self.clone(), route.clone());
                        return Ok(Permit { buckets, route, key, asks, sent: false });
                    }
                    Turn::Moved => break,
                    Turn::NotBefore(at) if at > deadline => return Err(at - now),
                    Turn::NotBefore(at) => at,
                    Turn::Wait if now >= deadline => return Err(UNKNOWN),
                    Turn::Wait => deadline,
                };
                tokio::select! {
                    guard = &mut head, if at_head.is_none() => at_head = Some(guard),
                    () = changed => {}
                    () = sleep_until(until) => {}
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn key(&self, route: &Route) -> Key {
        let name = self.names.get(&route.template).and_then(Option::as_ref);
        (Arc::clone(name.unwrap_or(&route.template)), route.major)
    }

    fn bucket(&mut self, route: &Route) -> &mut Bucket {
        let key = self.key(route);
        self.buckets.entry(key).or_default()
    }

    fn line(&mut self, route: &Route) -> (Key, Arc<Line>) {
        self.sweep(Instant::now());
        (self.key(route), Arc::clone(&self.bucket(route).line))
    }

    fn take(&mut self, route: &Route, key: &Key, head: Option<&Head<'_, ()>>, now: Instant) -> Turn {
        if self.key(route) != *key {
            return Turn::Moved;
        }
        let unlimited = self.names.get(&route.template).is_some_and(Option::is_none);
        let bucket = self.bucket(route);
        match bucket.blocked.filter(|at| *at > now) {
            Some(at) => Turn::NotBefore(at),
            None if unlimited => bucket.go(),
            None => bucket.take(head, now),
        }
    }

    fn sweep(&mut self, now: Instant) {
        if now < *self.swept.get_or_insert(now) + SWEEP {
            return;
        }
        self.swept = Some(now);
        self.buckets.retain(|_, bucket| !bucket.is_idle(now));
    }

    fn learn(&mut self, permit: &Permit, answer: &Answer, now: Instant) {
        let template = &permit.route.template;
        let Some(limits) = answer.limits() else {
            // A refusal without limits may be anybody's, a proxy's for one.
            if answer.status.is_success() && !self.names.contains_key(template) {
                self.names.insert(Arc::clone(template), None);
            }
            return;
        };
        let name = limits.bucket.as_deref().unwrap_or(template);
        if self.names.get(template).and_then(Option::as_deref) != Some(name) {
            self.names.insert(Arc::clone(template), Some(name.into()));
        }
        let mine = u32::from(self.key(&permit.route) == permit.key);
        self.bucket(&permit.route).tell(&limits, mine, now);
    }
}

impl Bucket {
    fn take(&mut self, head: Option<&Head<'_, ()>>, now: Instant) -> Turn {
        self.window.take_if(|window| window.resets <= now);
        match &mut self.window {
            Some(window) if window.remaining <= 0 => return Turn::NotBefore(window.resets),
            None if self.asking => return Turn::Wait,
            _ if head.is_none() => return Turn::Wait,
            Some(window) => window.remaining -= 1,
            None => {
                self.asking = true;
                self.in_flight += 1;
                return Turn::Go { asks: true };
            }
        }
        self.go()
    }

    fn go(&mut self) -> Turn {
        self.in_flight += 1;
        Turn::Go { asks: false }
    }

    /// `mine`: how many of the calls in flight this answer is for. The others may not be counted in it yet.
    fn tell(&mut self, limits: &Limits, mine: u32, now: Instant) {
        let resets = now + limits.reset_after;
        match &mut self.window {
            Some(window) if window.resets > now => {
                window.remaining = window.remaining.min(limits.remaining.into());
                window.resets = window.resets.max(resets);
            }
            window => {
                let others = i64::from(self.in_flight) - i64::from(mine);
                *window = Some(Window { remaining: i64::from(limits.remaining) - others, resets });
            }
        }
        self.line.changed.notify_waiters();
    }

    fn is_idle(&self, now: Instant) -> bool {
        let holds = |at: Option<Instant>| at.is_some_and(|at| at > now);
        let waited_for = self.in_flight > 0 || Arc::strong_count(&self.line) > 1;
        !waited_for && !holds(self.blocked) && !holds(self.window.as_ref().map(|window| window.resets))
    }
}

/// A place in a bucket for one attempt. Dropped before the attempt was sent, it is as if it had never been taken.
pub(super) struct Permit {
    buckets: Buckets,
    route: Route,
    key: Key,
    asks: bool,
    sent: bool,
}

impl Permit {
    /// Whether no block fell on the bucket since this was taken.
    pub fn stands(&self) -> bool {
        let blocked = self.buckets.lock().bucket(&self.route).blocked;
        blocked.is_none_or(|at| at <= Instant::now())
    }

    pub fn route(&self) -> &Route {
        &self.route
    }

    /// From here on Discord may have counted it.
    pub fn sent(&mut self) {
        self.sent = true;
    }

    /// The attempt never reached Discord after all.
    pub fn unsent(mut self) {
        self.sent = false;
    }

    /// Takes in what the answer says about the bucket, and closes the bucket for `block`.
    pub fn answered(self, answer: &Answer, block: Option<Duration>) {
        let now = Instant::now();
        let mut known = self.buckets.lock();
        known.learn(&self, answer, now);
        if let Some(block) = block {
            let blocked = &mut known.bucket(&self.route).blocked;
            *blocked = (*blocked).max(Some(now + block));
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut known = self.buckets.lock();
        let Some(bucket) = known.buckets.get_mut(&self.key) else { return };
        bucket.in_flight = bucket.in_flight.saturating_sub(1);
        bucket.asking &= !self.asks;
        if let Some(window) = bucket.window.as_mut().filter(|_| !self.sent) {
            window.remaining += 1;
        }
        bucket.line.changed.notify_waiters();
    }
}
