//! Buckets: the limits that Discord's headers give each route, and the order of calls.
//!
//! A bucket is identified by the hash that Discord gives it and by its channel, guild or webhook. While its window is
//! unknown, one call asks and the others wait for its response; then as many go as remain. A window that has passed is
//! forgotten, so that the next call asks again: Discord's windows start with a call, so asking costs a round trip and
//! nothing else. Calls to one bucket go in order of arrival; those to others never wait for each other.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use tokio::time::Instant;
use tokio::time::sleep_until;

use super::bucket::Admission;
use super::bucket::Bucket;
use super::bucket::BucketQueue;
use super::bucket::BucketSlot;
use super::bucket::Head;
use super::response::Response;
use super::route::Route;

/// The interval at which unused buckets are dropped.
const SWEEP: Duration = Duration::from_secs(60);
/// The wait to report for a call that waited in the queue and does not know how long it would take.
const UNKNOWN: Duration = Duration::from_secs(1);

/// A bucket's name (a route's template until Discord has named it) and its major parameter.
type Key = (Arc<str>, u64);

/// All buckets. Cheap to clone.
#[derive(Clone, Default)]
pub(super) struct Buckets(Arc<Mutex<BucketTable>>);

#[derive(Default)]
struct BucketTable {
    /// The bucket's name by template; `None` if there is no limit.
    names: HashMap<Arc<str>, Option<Arc<str>>>,
    buckets: HashMap<Key, Bucket>,
    swept: Option<Instant>,
}

impl Buckets {
    /// Waits until a call may go. Fails with the time that it would have to wait, if that is later than `deadline`.
    pub async fn reserve(&self, route: &Route, deadline: Instant) -> Result<Permit, Duration> {
        loop {
            let (key, line) = self.lock().line(route);
            let mut head = pin!(line.head.lock());
            let mut at_head = None;
            loop {
                let changed = line.changed.notified();
                let now = Instant::now();
                // `None`: the route turned out to belong to another bucket.
                let Some(turn) = self.lock().take(route, &key, at_head.as_ref(), now) else { break };
                let until = match turn {
                    Admission::Go(place) => {
                        return Ok(Permit { buckets: self.clone(), route: route.clone(), key, place });
                    }
                    Admission::NotBefore(at) if at > deadline => return Err(at - now),
                    Admission::NotBefore(at) => at,
                    Admission::Wait if now >= deadline => return Err(UNKNOWN),
                    Admission::Wait => deadline,
                };
                tokio::select! {
                    guard = &mut head, if at_head.is_none() => at_head = Some(guard),
                    () = changed => {}
                    () = sleep_until(until) => {}
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, BucketTable> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl BucketTable {
    fn key(&self, route: &Route) -> Key {
        let name = self.names.get(&route.template).and_then(Option::as_ref);
        (Arc::clone(name.unwrap_or(&route.template)), route.major)
    }

    fn bucket(&mut self, route: &Route) -> &mut Bucket {
        let key = self.key(route);
        self.buckets.entry(key).or_default()
    }

    fn line(&mut self, route: &Route) -> (Key, Arc<BucketQueue>) {
        self.sweep(Instant::now());
        (self.key(route), Arc::clone(&self.bucket(route).line))
    }

    fn take(&mut self, route: &Route, key: &Key, head: Option<&Head<'_>>, now: Instant) -> Option<Admission> {
        let unlimited = self.names.get(&route.template).is_some_and(Option::is_none);
        let bucket = (self.key(route) == *key).then(|| self.bucket(route))?;
        Some(match bucket.blocked(now) {
            Some(until) => Admission::NotBefore(until),
            None if unlimited => bucket.go(),
            None => bucket.take(head, now),
        })
    }

    fn sweep(&mut self, now: Instant) {
        if now < *self.swept.get_or_insert(now) + SWEEP {
            return;
        }
        self.swept = Some(now);
        self.buckets.retain(|_, bucket| !bucket.is_idle(now));
    }

    fn learn(&mut self, permit: &Permit, answer: &Response, now: Instant) {
        let template = &permit.route.template;
        let Some(limits) = answer.limits() else {
            // A refusal without limits may come from anybody, such as a proxy.
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

/// A place in a bucket for one attempt. Dropping it before the attempt was sent gives it back.
pub(super) struct Permit {
    buckets: Buckets,
    route: Route,
    key: Key,
    place: BucketSlot,
}

impl Permit {
    /// Returns `true` if the bucket was not blocked since the place was taken.
    pub fn stands(&self) -> bool {
        self.buckets.lock().bucket(&self.route).blocked(Instant::now()).is_none()
    }

    pub fn route(&self) -> &Route {
        &self.route
    }

    /// Notes that Discord may have counted the attempt from here on.
    pub fn sent(&mut self) {
        self.place.sent = true;
    }

    /// Notes that the attempt never reached Discord after all.
    pub fn unsent(mut self) {
        self.place.sent = false;
    }

    /// Updates the bucket from the response, and blocks it for `block`.
    pub fn answered(self, answer: &Response, block: Option<Duration>) {
        let now = Instant::now();
        let mut known = self.buckets.lock();
        known.learn(&self, answer, now);
        if let Some(block) = block {
            known.bucket(&self.route).block(now + block);
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(bucket) = self.buckets.lock().buckets.get_mut(&self.key) {
            bucket.leave(&self.place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use http::StatusCode;
    use twilight_http::request::Method;
    use twilight_http::request::RequestBuilder;

    fn route(channel: u64) -> Route {
        Route::of(&RequestBuilder::raw(Method::Get, format!("channels/{channel}")).build().unwrap())
    }

    /// Returns a response for the bucket `b`, with a window of a minute.
    fn one_remains() -> Response {
        let headers = [("bucket", "b"), ("remaining", "1"), ("reset-after", "60")];
        let headers = headers
            .map(|(name, value)| (format!("x-ratelimit-{name}").parse().unwrap(), value.parse().unwrap()));
        Response { status: StatusCode::OK, headers: headers.into_iter().collect(), body: Bytes::new() }
    }

    #[tokio::test]
    async fn who_waited_for_a_route_goes_on_in_the_bucket_it_turns_out_to_have() {
        let (buckets, route, soon) = (Buckets::default(), route(1), Instant::now() + SWEEP / 2);
        let asks = buckets.reserve(&route, soon).await.unwrap();
        assert_eq!(*asks.key.0, *route.template);
        let answered = async { asks.answered(&one_remains(), None) };
        let (one, other, ()) =
            tokio::join!(buckets.reserve(&route, soon), buckets.reserve(&route, soon), answered);
        let went: Vec<Permit> = [one, other].into_iter().flatten().collect();
        assert_eq!(went.len(), 1, "one remains, so the other is told to come back later");
        assert_eq!(&*went[0].key.0, "b");
    }

    #[tokio::test]
    async fn an_attempt_that_found_no_connection_used_up_nothing() {
        let (buckets, route, soon) = (Buckets::default(), route(1), Instant::now() + SWEEP / 2);
        buckets.reserve(&route, soon).await.unwrap().answered(&one_remains(), None);
        for _ in 0..2 {
            let mut permit = buckets.reserve(&route, soon).await.unwrap();
            permit.sent();
            permit.unsent();
        }
        buckets.reserve(&route, soon).await.unwrap().sent();
        assert!(buckets.reserve(&route, soon).await.is_err());
    }

    #[tokio::test]
    async fn buckets_are_dropped_once_they_say_nothing() {
        let buckets = Buckets::default();
        let deadline = Instant::now() + SWEEP;
        for channel in 0..1000 {
            drop(buckets.reserve(&route(channel), deadline).await);
        }
        let kept = buckets.reserve(&route(1), deadline).await.unwrap();
        let mut known = buckets.lock();
        known.bucket(&route(2)).block(Instant::now() + 3 * SWEEP);
        assert_eq!(known.buckets.len(), 1000);
        known.sweep(Instant::now() + 2 * SWEEP);
        assert_eq!(known.buckets.len(), 2, "one in use, one that is blocked");
        drop(known);
        drop(kept);
    }
}
