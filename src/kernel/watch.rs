//! Reports, by name, a handler or job that blocks its thread, computes for too long, or does not end.

use std::cell::Cell;
use std::collections::HashMap;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use prometheus_client::metrics::counter::Counter;
use rustix::time::{ClockId, clock_gettime};
use tokio::time::{Instant, MissedTickBehavior, interval_at};

/// The time for which one step of one task may hold its thread, as others wait meanwhile.
const BLOCKED: Duration = Duration::from_millis(250);
/// The processor time that one step of one task may use; more belongs in [`crate::kernel::heavy`]. Processor time is
/// what counts, so that a busy machine blames nobody. Without optimization everything takes longer.
const WORKED: Duration = Duration::from_millis(if cfg!(debug_assertions) { 200 } else { 10 });
/// The time after which a step that still holds its thread is reported.
const STUCK: Duration = Duration::from_secs(2);
/// The time after which a running task is reported, and the interval of further reports.
const LONG: Duration = Duration::from_secs(20);

/// The name of each thread's current task, and since when it has been running.
type Doing = HashMap<ThreadId, (Arc<str>, Instant)>;

/// The time for which a reading of a thread's processor time serves. Asking the kernel twice for each step would be most
/// of a short step's price.
const FRESH: Duration = Duration::from_millis(1);

thread_local! {
    /// The processor time of this thread, and when it was read.
    static READ: Cell<Option<(Instant, Duration)>> = const { Cell::new(None) };
}

/// The current task of each thread of the runtime. Only for reports.
static DOING: LazyLock<Mutex<Doing>> = LazyLock::new(Mutex::default);

/// The steps that computed for too long, for tests.
static FOUND: Mutex<Vec<String>> = Mutex::new(Vec::new());
/// The number of these steps that are not counted yet.
static UNCOUNTED: AtomicU64 = AtomicU64::new(0);

/// Returns the steps of this process that computed for too long.
#[must_use]
pub fn found() -> Vec<String> {
    FOUND.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Returns the processor time that this thread has used.
fn worked() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}

/// Returns the processor time that this thread had used at `now`, or somewhat more: all the time since the last reading
/// counts as used.
fn worked_by(now: Instant) -> Duration {
    let last = READ.get().filter(|(at, _)| now.saturating_duration_since(*at) < FRESH);
    let (at, used) = last.unwrap_or_else(|| (now, worked()));
    READ.set(Some((at, used)));
    used + now.saturating_duration_since(at)
}

fn doing<T>(look: impl FnOnce(&mut Doing) -> T) -> T {
    look(&mut DOING.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Runs a future and reports misbehaviour under its name.
pub async fn watched<T>(name: Arc<str>, future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let began = Instant::now();
    let mut still = None;
    std::future::poll_fn(|cx| {
        let (thread, step) = (thread::current().id(), Instant::now());
        let before = worked_by(step);
        doing(|now| now.insert(thread, (Arc::clone(&name), step)));
        let polled = future.as_mut().poll(cx);
        doing(|now| now.remove(&thread));
        let held = step.elapsed();
        // Nobody works for longer than the step took.
        let worked = if held >= WORKED { worked().saturating_sub(before) } else { Duration::ZERO };
        if worked >= WORKED {
            tracing::warn!(
                task = &*name,
                ms = millis(worked),
                "a task works too long on the runtime's threads"
            );
            note(&name, worked);
        } else if held >= BLOCKED {
            tracing::warn!(task = &*name, ms = millis(held), "a task held its thread, and others waited");
        }
        if polled.is_ready() {
            return polled;
        }
        let still = still.get_or_insert_with(|| {
            let mut still = interval_at(began + LONG, LONG);
            still.set_missed_tick_behavior(MissedTickBehavior::Delay);
            still
        });
        while still.poll_tick(cx).is_ready() {
            tracing::warn!(task = &*name, seconds = began.elapsed().as_secs(), "a task is still running");
        }
        polled
    })
    .await
}

/// Stores a finding, up to a limit.
fn note(name: &str, worked: Duration) {
    UNCOUNTED.fetch_add(1, Ordering::Relaxed);
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    if found.len() < 100 {
        found.push(format!("{name} worked for {} ms in one step", millis(worked)));
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// Starts the watchdog, which counts its findings in `blocked`, and the steps that computed for too long in `long`. It has a thread of its own, so that it works even if
/// every thread of the runtime is blocked.
///
/// # Errors
/// Fails if the system can't start a thread.
pub fn start_watchdog(blocked: Counter, long: Counter) -> std::io::Result<()> {
    thread::Builder::new().name("watchdog".to_owned()).spawn(move || {
        loop {
            thread::sleep(STUCK / 2);
            long.inc_by(UNCOUNTED.swap(0, Ordering::Relaxed));
            for (task, seconds) in stuck() {
                tracing::error!(task = &*task, seconds, "a thread of the runtime is blocked by a task");
                blocked.inc();
            }
        }
    })?;
    Ok(())
}

fn stuck() -> Vec<(Arc<str>, u64)> {
    doing(|now| {
        let held = now.values().map(|(task, since)| (Arc::clone(task), since.elapsed()));
        held.filter(|(_, held)| *held >= STUCK).map(|(task, held)| (task, held.as_secs())).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_step_that_works_too_long_is_found_and_one_that_waits_is_not() {
        watched("the worker".into(), async {
            let before = worked();
            while worked() - before < WORKED {
                std::hint::spin_loop();
            }
        })
        .await;
        watched("the waiter".into(), async { thread::sleep(WORKED) }).await;
        let found = found();
        assert!(found.iter().any(|it| it.starts_with("the worker worked for")), "{found:?}");
        assert!(!found.iter().any(|it| it.starts_with("the waiter")), "{found:?}");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_task_that_blocks_its_thread_is_found_by_name_while_it_does() {
        let (release, held) = std::sync::mpsc::channel::<()>();
        let task = watched("the blocker".into(), async move {
            let _ = held.recv();
        });
        #[expect(clippy::disallowed_methods, reason = "the test is the tracker")]
        let task = tokio::spawn(task);
        let is_doing = || doing(|now| now.values().any(|(name, _)| &**name == "the blocker"));
        while !is_doing() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        doing(|now| {
            for (name, since) in now.values_mut().filter(|(name, _)| &**name == "the blocker") {
                assert_eq!(&**name, "the blocker");
                *since -= STUCK;
            }
        });
        assert!(stuck().iter().any(|(name, _)| &**name == "the blocker"));
        release.send(()).unwrap();
        task.await.unwrap();
        assert!(!is_doing());
    }
}
