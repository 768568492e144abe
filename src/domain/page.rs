//! Pages of long lists. A page begins beside an entry, by that entry's key, so that one deep in a list costs no more than the
//! first; and the entries are counted up to a limit.

use std::fmt;

/// The most entries that are counted.
pub const MOST_COUNTED: i64 = 1_000;

/// The place at which a page begins, in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Start,
    /// After the entry with this key.
    After(i64),
    /// It ends before the entry with this key.
    Before(i64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("s"),
            Self::After(key) => write!(f, "a{key}"),
            Self::Before(key) => write!(f, "b{key}"),
        }
    }
}

impl Place {
    /// Reads what `Display` wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "s" {
            return Some(Self::Start);
        }
        let after = text.strip_prefix('a').map(|key| key.parse().map(Self::After));
        after.or_else(|| text.strip_prefix('b').map(|key| key.parse().map(Self::Before)))?.ok()
    }
}

/// The number of entries of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    Exactly(u64),
    AtLeast(u64),
}

impl Total {
    /// Returns the total for a count that ended at a limit.
    #[must_use]
    pub const fn up_to(limit: i64, counted: i64) -> Self {
        if counted > limit {
            Self::AtLeast(limit.cast_unsigned())
        } else {
            Self::Exactly(counted.cast_unsigned())
        }
    }
}

impl fmt::Display for Total {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(n) => write!(f, "{n}"),
            Self::AtLeast(n) => write!(f, "{n}+"),
        }
    }
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The entries, in the order of the list.
    pub entries: Vec<T>,
    pub total: Total,
    /// `true` if there are entries before those of the page.
    pub is_after_others: bool,
    /// `true` if there are entries after those of the page.
    pub is_before_others: bool,
}

impl<T> Page<T> {
    /// Makes a page of what was read from its place: one entry more than its size, if there are more. Backwards, that is
    /// in the reverse order.
    #[must_use]
    pub fn new(place: Place, mut read: Vec<T>, size: u32, total: Total) -> Self {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let more = read.len() > size;
        read.truncate(size);
        let (is_after_others, is_before_others) = match place {
            Place::Start => (false, more),
            Place::After(_) => (true, more),
            Place::Before(_) => {
                read.reverse();
                (more, true)
            }
        };
        Self { entries: read, total, is_after_others, is_before_others }
    }

    /// Changes the entries.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        let Self { entries, total, is_after_others, is_before_others } = self;
        Page { entries: entries.into_iter().map(change).collect(), total, is_after_others, is_before_others }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_back_as_it_was_written() {
        for place in [Place::Start, Place::After(7), Place::Before(i64::MAX)] {
            assert_eq!(Place::parse(&place.to_string()), Some(place));
        }
        for text in ["", "7", "a", "b x", "sa1"] {
            assert_eq!(Place::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_page_knows_its_neighbours_and_its_order() {
        let page = |place, read: &[i32]| {
            let page = Page::new(place, read.to_vec(), 2, Total::Exactly(9));
            (page.entries, page.is_after_others, page.is_before_others)
        };
        assert_eq!(page(Place::Start, &[9, 8]), (vec![9, 8], false, false));
        assert_eq!(page(Place::Start, &[9, 8, 7]), (vec![9, 8], false, true));
        assert_eq!(page(Place::After(8), &[7]), (vec![7], true, false));
        assert_eq!(page(Place::Before(5), &[6, 7, 8]), (vec![7, 6], true, true));
        assert_eq!(page(Place::Before(7), &[8, 9]), (vec![9, 8], false, true));
    }

    #[test]
    fn a_count_that_ended_says_so() {
        assert_eq!(Total::up_to(1000, 1000).to_string(), "1000");
        assert_eq!(Total::up_to(1000, 1001).to_string(), "1000+");
    }
}
