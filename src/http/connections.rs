//! The open connections: their number, their time limits, and the order in which they make room for new ones.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::telemetry::metrics::{CutLabels, CutReason};

/// The time for a request's head, and for a new connection to begin one.
const HEAD: Duration = Duration::from_secs(15);
/// The time that a connection may rest between two requests. Longer than the minute for which reverse proxies keep
/// theirs, so that it is never Gavel that closes under a request.
const REST: Duration = Duration::from_secs(65);
/// The time for an unsigned request, its body included.
const UNSIGNED: Duration = Duration::from_secs(20);
/// The time that the peer may leave a response unread.
const UNREAD: Duration = Duration::from_secs(10);

/// The phase of a connection's current request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// No byte of a request has come yet.
    Resting,
    /// The head is coming in.
    Head,
    /// The request is being read or answered, and its signature is not checked.
    Unsigned,
    /// A signed request is being answered.
    Signed,
    /// The answer is being written.
    Answer,
}

#[derive(Clone, Copy, Debug)]
struct State {
    phase: Phase,
    since: Instant,
    /// `true` if a request was answered before.
    has_served: bool,
    /// `true` if any request was signed: this peer is Discord, the sidecar, or a proxy in front of them.
    has_signed: bool,
    /// The time since which bytes of a response have waited for the peer to read.
    unread: Option<Instant>,
}

impl State {
    fn new(now: Instant) -> Self {
        Self { phase: Phase::Resting, since: now, has_served: false, has_signed: false, unread: None }
    }

    fn enter(&mut self, phase: Phase, now: Instant) {
        (self.phase, self.since) = (phase, now);
    }

    fn hear(&mut self, now: Instant) {
        if self.phase == Phase::Resting {
            // A new connection's time for the head began when it was opened.
            self.enter(Phase::Head, if self.has_served { now } else { self.since });
        }
    }

    /// Returns `true` if the peer has exceeded its time limit.
    fn is_overdue(&self, now: Instant) -> bool {
        let limit = match self.phase {
            Phase::Resting if self.has_served => Some(REST),
            Phase::Resting | Phase::Head => Some(HEAD),
            Phase::Unsigned => Some(UNSIGNED),
            Phase::Signed | Phase::Answer => None,
        };
        limit.is_some_and(|limit| now.duration_since(self.since) >= limit)
            || self.unread.is_some_and(|unread| now.duration_since(unread) >= UNREAD)
    }

    /// Returns the key by which connections make room, smallest first; `None` for a signed request, which never does.
    fn claim(&self) -> Option<(bool, Instant)> {
        (self.phase != Phase::Signed).then_some((self.has_signed, self.since))
    }
}

/// One open connection.
#[derive(Debug)]
pub(super) struct Connection {
    state: Mutex<State>,
    /// `true` if the body of the current request was read to its end.
    is_read: AtomicBool,
    cut: CancellationToken,
}

impl Connection {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Completes when the connection is to be dropped.
    pub async fn cut(&self) {
        self.cut.cancelled().await;
    }

    /// Notes whether the current request's body was read to its end.
    pub fn note_read(&self, is_read: bool) {
        self.is_read.store(is_read, Ordering::Relaxed);
    }

    /// Returns `true` if the current request's body was read to its end.
    pub fn is_read(&self) -> bool {
        self.is_read.load(Ordering::Relaxed)
    }

    /// Notes that bytes came in.
    pub fn heard(&self) {
        self.state().hear(Instant::now());
    }

    /// Notes that a request's head is complete.
    pub fn asked(&self) {
        self.state().enter(Phase::Unsigned, Instant::now());
    }

    /// Notes that the request is signed.
    pub fn signed(&self) {
        let mut state = self.state();
        state.has_signed = true;
        state.enter(Phase::Signed, Instant::now());
    }

    /// Notes that there is an answer to write.
    pub fn answered(&self) {
        let mut state = self.state();
        state.has_served = true;
        state.enter(Phase::Answer, Instant::now());
    }

    /// Notes that the peer reads nothing for now.
    pub fn stalled(&self) {
        self.state().unread.get_or_insert_with(Instant::now);
    }

    /// Notes that all bytes so far are written.
    pub fn flushed(&self) {
        let mut state = self.state();
        state.unread = None;
        if state.phase == Phase::Answer {
            state.enter(Phase::Resting, Instant::now());
        }
    }
}

/// All open connections of a listener.
#[derive(Debug)]
pub(super) struct Connections {
    most: usize,
    next: AtomicU64,
    open: Mutex<HashMap<u64, Arc<Connection>>>,
    cut: Family<CutLabels, Counter>,
}

impl Connections {
    /// Returns an empty set for `most` connections, which counts in `cut` those that it cuts.
    pub fn new(most: usize, cut: Family<CutLabels, Counter>) -> Arc<Self> {
        Arc::new(Self { most, next: AtomicU64::new(0), open: Mutex::default(), cut })
    }

    fn count_cut(&self, reason: CutReason) {
        self.cut.get_or_create(&CutLabels { reason }).inc();
    }

    fn open(&self) -> MutexGuard<'_, HashMap<u64, Arc<Connection>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Admits a new connection. If all places are taken, cuts the connection that has waited longest without ever
    /// having sent a signed request. Returns `None` if every connection has a signed request in progress.
    pub fn admit(self: &Arc<Self>) -> Option<Admitted> {
        let mut open = self.open();
        if open.len() >= self.most {
            let claims = open.iter().filter_map(|(id, it)| Some((it.state().claim()?, *id)));
            let (_, id) = claims.min()?;
            if let Some(given_way) = open.remove(&id) {
                given_way.cut.cancel();
                self.count_cut(CutReason::Full);
            }
        }
        let connection = Arc::new(Connection {
            state: Mutex::new(State::new(Instant::now())),
            is_read: AtomicBool::default(),
            cut: CancellationToken::new(),
        });
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        open.insert(id, Arc::clone(&connection));
        Some(Admitted { connection, id, house: Arc::clone(self) })
    }

    /// Cuts the connections whose peers have taken longer than they may.
    pub fn cut_overdue(&self) {
        let now = Instant::now();
        self.open().retain(|_, connection| {
            let state = *connection.state();
            let overdue = state.is_overdue(now);
            if overdue {
                connection.cut.cancel();
                let is_idle = state.phase == Phase::Resting && state.has_served;
                self.count_cut(if is_idle { CutReason::Idle } else { CutReason::Slow });
            }
            !overdue
        });
    }
}

/// A connection's place, held until it ends.
#[derive(Debug)]
pub(super) struct Admitted {
    pub connection: Arc<Connection>,
    id: u64,
    house: Arc<Connections>,
}

impl Drop for Admitted {
    fn drop(&mut self) {
        self.house.open().remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phase_has_its_limit_and_a_signed_request_none() {
        let now = Instant::now();
        let later = now + Duration::from_secs(1_000);
        let first = State::new(now);
        for (phase, has_served, limit) in [
            (Phase::Resting, false, Some(HEAD)),
            (Phase::Resting, true, Some(REST)),
            (Phase::Head, true, Some(HEAD)),
            (Phase::Unsigned, true, Some(UNSIGNED)),
            (Phase::Signed, true, None),
            (Phase::Answer, true, None),
        ] {
            let state = State { phase, has_served, ..first };
            match limit {
                Some(limit) => {
                    assert!(state.is_overdue(now + limit), "{phase:?}");
                    assert!(!state.is_overdue(now + limit - Duration::from_millis(1)), "{phase:?}");
                }
                None => assert!(!state.is_overdue(later), "{phase:?}"),
            }
            let unread = State { unread: Some(later - UNREAD), since: later, ..state };
            assert!(unread.is_overdue(later), "{phase:?} unread");
        }
    }

    #[tokio::test]
    async fn a_newcomer_takes_the_place_of_the_oldest_stranger_and_never_of_a_signed_request() {
        let house = Connections::new(3, Family::default());
        let [known, stranger, younger] = [(); 3].map(|()| house.admit().unwrap());
        known.connection.signed();
        known.connection.answered();
        let newcomer = house.admit().unwrap();
        let is_cut = |it: &Admitted| it.connection.cut.is_cancelled();
        assert!(is_cut(&stranger) && !is_cut(&younger) && !is_cut(&known));
        younger.connection.signed();
        newcomer.connection.signed();
        let next = house.admit().unwrap();
        assert!(is_cut(&known), "of those that rest, the only one");
        next.connection.signed();
        assert!(house.admit().is_none(), "all are at work");
        drop((next, stranger));
        assert!(house.admit().is_some());
    }

    #[test]
    fn who_sends_a_letter_a_second_has_no_more_time_for_the_head() {
        let begun = Instant::now();
        for has_served in [false, true] {
            let mut state = State { has_served, ..State::new(begun) };
            for second in 0..15 {
                let now = begun + Duration::from_secs(second);
                state.hear(now);
                assert!(!state.is_overdue(now), "{second}");
            }
            assert!(state.is_overdue(begun + HEAD));
        }
    }
}
