//! The cache of recent messages, in memory and bounded: the message log's source for deleted and edited messages.

use std::collections::{HashMap, VecDeque};

use jiff::{SignedDuration, Timestamp};

use crate::domain::event::EventUser;
use crate::domain::ids::{GuildId, MessageId, created_at};

/// The longest time that a message is kept, and the size of the cache in bytes.
const OLDEST: SignedDuration = SignedDuration::from_hours(24);
const BYTES: usize = 64 * 1024 * 1024;

/// A message before it was edited or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CachedMessage {
    pub guild: GuildId,
    pub author: EventUser,
    /// The text; `None` without the Message Content Intent.
    pub content: Option<Box<str>>,
    pub files: Box<[String]>,
    /// The other content, a line each.
    pub shows: Box<[String]>,
}

impl CachedMessage {
    /// Returns the approximate size in bytes.
    fn size(&self) -> usize {
        let files: usize =
            self.files.iter().chain(&self.shows).map(|text| size_of::<String>() + text.len()).sum();
        size_of::<Self>()
            + self.author.name.len()
            + self.content.as_ref().map_or(0, |text| text.len())
            + files
    }
}

/// The recent messages, up to a maximum; the oldest is dropped first.
#[derive(Debug)]
pub(super) struct MessageCache {
    kept: HashMap<MessageId, CachedMessage>,
    order: VecDeque<MessageId>,
    most: usize,
    /// The approximate size of all messages, in bytes.
    size: usize,
}

impl MessageCache {
    pub fn new(most: usize) -> Self {
        Self { kept: HashMap::new(), order: VecDeque::new(), most, size: 0 }
    }

    /// Adds a message.
    pub fn keep(&mut self, id: MessageId, message: CachedMessage) {
        if self.most == 0 {
            return;
        }
        self.size += message.size();
        match self.kept.insert(id, message) {
            Some(before) => self.size -= before.size(),
            None => self.order.push_back(id),
        }
        while self.order.len() > self.most || self.size > BYTES {
            if !self.forget_oldest() {
                return;
            }
        }
    }

    /// Sets a message's text; returns the message as it was before.
    pub fn change(&mut self, id: MessageId, content: &str) -> Option<CachedMessage> {
        let kept = self.kept.get_mut(&id)?;
        let before = kept.clone();
        kept.content = Some(content.into());
        self.size = (self.size + kept.size()).saturating_sub(before.size());
        Some(before)
    }

    /// Removes a message. Its place in the order is freed when it becomes the oldest.
    pub fn forget(&mut self, id: MessageId) -> Option<CachedMessage> {
        let kept = self.kept.remove(&id)?;
        self.size -= kept.size();
        Some(kept)
    }

    /// Removes messages that are older than a day.
    pub fn forget_old(&mut self, now: Timestamp) {
        let is_old = |id: &MessageId| now.duration_since(created_at(*id)) > OLDEST;
        while self.order.front().is_some_and(is_old) {
            self.forget_oldest();
        }
    }

    /// Removes the messages of servers for which `is_logged` is `false`.
    pub fn keep_where(&mut self, is_logged: impl Fn(GuildId) -> bool) {
        self.kept.retain(|_, kept| is_logged(kept.guild));
        self.order.retain(|id| self.kept.contains_key(id));
        self.size = self.kept.values().map(CachedMessage::size).sum();
    }

    /// Removes the oldest message; returns `false` if there is none.
    fn forget_oldest(&mut self) -> bool {
        let oldest = self.order.pop_front();
        oldest.inspect(|id| drop(self.forget(*id))).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::first_id_at;
    use twilight_model::id::Id;

    fn said(text: &str) -> CachedMessage {
        let author = EventUser { id: Id::new(1), name: "ann".to_owned(), bot: false };
        CachedMessage {
            guild: Id::new(7),
            author,
            content: Some(text.into()),
            files: Box::default(),
            shows: Box::default(),
        }
    }

    #[test]
    fn the_oldest_is_forgotten_first_and_a_change_tells_what_was() {
        let mut message_cache = MessageCache::new(2);
        for id in 1..=3 {
            message_cache.keep(Id::new(id), said(&id.to_string()));
        }
        assert_eq!(message_cache.forget(Id::new(1)), None);
        assert_eq!(message_cache.change(Id::new(2), "two").unwrap().content.as_deref(), Some("2"));
        assert_eq!(message_cache.forget(Id::new(2)).unwrap().content.as_deref(), Some("two"));
        assert_eq!(message_cache.change(Id::new(2), "again"), None);
        assert_eq!(message_cache.forget(Id::new(3)).unwrap().content.as_deref(), Some("3"));
    }

    #[test]
    fn a_window_of_nothing_keeps_nothing() {
        let mut message_cache = MessageCache::new(0);
        message_cache.keep(Id::new(1), said("a"));
        assert_eq!(message_cache.forget(Id::new(1)), None);
    }

    #[test]
    fn what_is_a_day_old_or_too_much_or_of_a_server_without_a_log_is_forgotten() {
        let now: Timestamp = "2026-01-03T00:00:00Z".parse().unwrap();
        let written = |hours: i64| first_id_at(now - SignedDuration::from_hours(hours));
        let mut message_cache = MessageCache::new(10);
        [25, 23].into_iter().for_each(|hours| message_cache.keep(written(hours), said("a")));
        message_cache.forget_old(now);
        assert_eq!((message_cache.kept.len(), message_cache.order.len()), (1, 1));
        message_cache.keep(written(1), CachedMessage { guild: Id::new(8), ..said("b") });
        message_cache.keep_where(|guild| guild == Id::new(8));
        assert_eq!(
            (message_cache.forget(written(23)), message_cache.size),
            (None, CachedMessage { ..said("b") }.size())
        );
        message_cache.keep(written(0), said(&"c".repeat(BYTES - 500)));
        message_cache.change(written(0), &"d".repeat(BYTES));
        assert!(message_cache.forget(written(1)).is_some());
        message_cache.keep(written(2), said("e"));
        assert!(message_cache.forget(written(0)).is_none(), "the bytes are bounded");
        assert_eq!(message_cache.forget(written(2)).unwrap().content.as_deref(), Some("e"));
        assert_eq!(message_cache.size, 0);
    }
}
