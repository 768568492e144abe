//! The queue of events to publish: bounded, the oldest is dropped first.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

use crate::sidecar::ack_tracker::SequenceMark;

/// The longest time that an event waits, and the size of the queue in bytes.
const OLDEST: SignedDuration = SignedDuration::from_hours(24);
const BYTES: usize = 64 * 1024 * 1024;

/// A queued event.
#[derive(Clone, Debug)]
pub(super) struct QueuedEvent {
    /// The JSON to send.
    pub json: Box<str>,
    /// The event's shard, session and sequence number.
    pub mark: SequenceMark,
    pub at: Timestamp,
}

#[derive(Debug, Default)]
struct Waiting {
    heard: VecDeque<QueuedEvent>,
    /// The size of the events, in bytes.
    size: usize,
}

/// The queue.
#[derive(Debug)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    most: usize,
    /// Notified when an event was added.
    pub came: Notify,
}

impl Queue {
    pub fn new(most: usize) -> Self {
        Self { waiting: Mutex::default(), most: most.max(1), came: Notify::new() }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the number of queued events.
    pub fn len(&self) -> usize {
        self.waiting().heard.len()
    }

    /// Adds an event. Returns the oldest ones, which are dropped for lack of room or after a day.
    pub fn push(&self, heard: QueuedEvent) -> Vec<QueuedEvent> {
        let mut waiting = self.waiting();
        let mut dropped = Vec::new();
        let mut size = waiting.size + heard.json.len();
        while let Some(oldest) = waiting.heard.front()
            && (waiting.heard.len() >= self.most
                || size > BYTES
                || heard.at.duration_since(oldest.at) > OLDEST)
        {
            size -= oldest.json.len();
            dropped.extend(waiting.heard.pop_front());
        }
        waiting.heard.push_back(heard);
        waiting.size = size;
        drop(waiting);
        self.came.notify_one();
        dropped
    }

    /// Takes the oldest events: up to `most` events and `bytes` bytes, but at least one.
    pub fn take(&self, most: usize, bytes: usize) -> Vec<QueuedEvent> {
        let mut waiting = self.waiting();
        let (mut taken, mut size) = (Vec::new(), 0);
        while let Some(next) = waiting.heard.front() {
            size += next.json.len();
            if taken.len() >= most || (size > bytes && !taken.is_empty()) {
                break;
            }
            let next = waiting.heard.pop_front();
            waiting.size -= next.as_ref().map_or(0, |next| next.json.len());
            taken.extend(next);
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(number: u64) -> QueuedEvent {
        let mark = SequenceMark { shard: 0, session: 0, sequence: number };
        QueuedEvent { json: number.to_string().into(), mark, at: Timestamp::UNIX_EPOCH }
    }

    fn numbers(taken: &[QueuedEvent]) -> Vec<u64> {
        taken.iter().map(|heard| heard.mark.sequence).collect()
    }

    #[test]
    fn a_full_queue_lets_the_oldest_go() {
        let queue = Queue::new(2);
        assert!(queue.push(heard(1)).is_empty());
        assert!(queue.push(heard(2)).is_empty());
        assert_eq!(numbers(&queue.push(heard(3))), [1]);
        assert_eq!(numbers(&queue.take(10, 100)), [2, 3]);
        assert!(queue.take(1, 1).is_empty());
    }

    #[test]
    fn what_is_too_much_or_waited_for_a_day_goes() {
        let queue = Queue::new(10);
        assert!(queue.push(QueuedEvent { json: "x".repeat(BYTES).into(), ..heard(1) }).is_empty());
        assert_eq!(numbers(&queue.push(heard(2))), [1]);
        let a_day_later = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(25);
        assert_eq!(numbers(&queue.push(QueuedEvent { at: a_day_later, ..heard(3) })), [2]);
        assert_eq!((numbers(&queue.take(10, 100)), queue.waiting().size), (vec![3], 0));
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
