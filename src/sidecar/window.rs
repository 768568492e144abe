//! The recent messages, in memory and bounded: what the message log can say of a message that is gone.

use std::collections::{HashMap, VecDeque};

use crate::domain::event::Person;
use crate::domain::ids::MessageId;

/// A message as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    pub author: Person,
    /// Nothing where it is not told what is written.
    pub content: Option<Box<str>>,
    pub files: Box<[String]>,
}

/// The recent messages: so many at most, the oldest is forgotten first.
#[derive(Debug)]
pub(super) struct Window {
    kept: HashMap<MessageId, Kept>,
    order: VecDeque<MessageId>,
    most: usize,
}

impl Window {
    pub fn new(most: usize) -> Self {
        Self { kept: HashMap::new(), order: VecDeque::new(), most }
    }

    /// Keeps a message.
    pub fn keep(&mut self, id: MessageId, message: Kept) {
        if self.most == 0 {
            return;
        }
        if self.kept.insert(id, message).is_none() {
            self.order.push_back(id);
        }
        while self.order.len() > self.most {
            if let Some(oldest) = self.order.pop_front() {
                self.kept.remove(&oldest);
            }
        }
    }

    /// What a message said before; from now on it says this.
    pub fn change(&mut self, id: MessageId, content: &str) -> Option<Kept> {
        let kept = self.kept.get_mut(&id)?;
        let before = kept.clone();
        kept.content = Some(content.into());
        Some(before)
    }

    /// Forgets a message. Its place in the order is given up when its turn comes.
    pub fn forget(&mut self, id: MessageId) -> Option<Kept> {
        self.kept.remove(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn said(text: &str) -> Kept {
        let author = Person { id: Id::new(1), name: "ann".to_owned(), bot: false };
        Kept { author, content: Some(text.into()), files: Box::default() }
    }

    #[test]
    fn the_oldest_is_forgotten_first_and_a_change_tells_what_was() {
        let mut window = Window::new(2);
        for id in 1..=3 {
            window.keep(Id::new(id), said(&id.to_string()));
        }
        assert_eq!(window.forget(Id::new(1)), None);
        assert_eq!(window.change(Id::new(2), "two").unwrap().content.as_deref(), Some("2"));
        assert_eq!(window.forget(Id::new(2)).unwrap().content.as_deref(), Some("two"));
        assert_eq!(window.change(Id::new(2), "again"), None);
        assert_eq!(window.forget(Id::new(3)).unwrap().content.as_deref(), Some("3"));
    }

    #[test]
    fn a_window_of_nothing_keeps_nothing() {
        let mut window = Window::new(0);
        window.keep(Id::new(1), said("a"));
        assert_eq!(window.forget(Id::new(1)), None);
    }
}
