//! What was heard and not told yet: bounded, the oldest goes first.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::sidecar::ledger::Mark;

/// An event that waits to be told.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    /// As it will be told.
    pub json: Box<str>,
    /// Where in which session it was heard.
    pub mark: Mark,
}

/// The events that wait.
#[derive(Debug)]
pub(super) struct Queue {
    waiting: Mutex<VecDeque<Heard>>,
    most: usize,
    /// Rung when something came.
    pub came: Notify,
}

impl Queue {
    pub fn new(most: usize) -> Self {
        Self { waiting: Mutex::default(), most: most.max(1), came: Notify::new() }
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<Heard>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an event. Returns the oldest, where there was no room.
    pub fn push(&self, heard: Heard) -> Option<Heard> {
        let mut waiting = self.waiting();
        let dropped = if waiting.len() >= self.most { waiting.pop_front() } else { None };
        waiting.push_back(heard);
        metrics::gauge!("gavel_sidecar_queue").set(waiting.len() as f64);
        drop(waiting);
        self.came.notify_one();
        dropped
    }

    /// Takes the oldest: so many at most, and so many bytes, but one at least.
    pub fn take(&self, most: usize, bytes: usize) -> Vec<Heard> {
        let mut waiting = self.waiting();
        let (mut taken, mut size) = (Vec::new(), 0);
        while let Some(next) = waiting.front() {
            size += next.json.len();
            if taken.len() >= most || (size > bytes && !taken.is_empty()) {
                break;
            }
            taken.extend(waiting.pop_front());
        }
        metrics::gauge!("gavel_sidecar_queue").set(waiting.len() as f64);
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(number: u64) -> Heard {
        Heard { json: number.to_string().into(), mark: Mark { shard: 0, session: 0, sequence: number } }
    }

    fn numbers(taken: &[Heard]) -> Vec<u64> {
        taken.iter().map(|heard| heard.mark.sequence).collect()
    }

    #[test]
    fn a_full_queue_lets_the_oldest_go() {
        let queue = Queue::new(2);
        assert!(queue.push(heard(1)).is_none());
        assert!(queue.push(heard(2)).is_none());
        assert_eq!(queue.push(heard(3)).unwrap().mark.sequence, 1);
        assert_eq!(numbers(&queue.take(10, 100)), [2, 3]);
        assert!(queue.take(1, 1).is_empty());
    }

    #[test]
    fn a_batch_is_bounded_and_never_empty_while_something_waits() {
        let queue = Queue::new(10);
        (1..=4).for_each(|number| drop(queue.push(heard(number))));
        assert_eq!(numbers(&queue.take(10, 0)), [1]);
        assert_eq!(numbers(&queue.take(2, 100)), [2, 3]);
        assert_eq!(numbers(&queue.take(2, 100)), [4]);
    }
}
