//! Pages of lists: the place of a page among the others, and the buttons that turn.

use std::fmt;

use twilight_model::channel::message::component::{Button, ButtonStyle};

use crate::domain::page::{Page, Place, Total};
use crate::kernel::control::Control;
use crate::kernel::reply::button;
use crate::words;

/// Returns the labels of the buttons of a list that begins with the newest.
#[must_use]
pub fn newest_first() -> [String; 2] {
    [words::pages_newer(), words::pages_older()]
}

/// A page among others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The number of the page, from 0: for the reader alone.
    pub page: u32,
    pub place: Place,
}

impl Spot {
    pub const FIRST: Self = Self { page: 0, place: Place::Start };

    /// Reads what `Display` wrote: the number and the place.
    #[must_use]
    pub fn read(page: &str, place: &str) -> Option<Self> {
        Some(Self { page: page.parse().ok()?, place: Place::parse(place)? })
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.page, self.place)
    }
}

/// A page that was read, as the reader sees it.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    page: u32,
    pages: Option<u32>,
    before: Option<Spot>,
    after: Option<Spot>,
}

impl Sheet {
    /// Describes a page with up to `size` entries.
    #[must_use]
    pub fn new<T>(spot: Spot, size: u32, read: &Page<T>, key: impl Fn(&T) -> i64) -> Self {
        let page = if read.is_after_others { spot.page.max(1) } else { 0 };
        let pages = match read.total {
            Total::Exactly(total) => {
                let full = u32::try_from(total.div_ceil(u64::from(size))).unwrap_or(u32::MAX);
                Some(full.max(page.saturating_add(1)))
            }
            Total::AtLeast(_) => None,
        };
        let before = read.entries.first().filter(|_| read.is_after_others);
        let after = read.entries.last().filter(|_| read.is_before_others);
        Self {
            page,
            pages,
            before: before.map(|it| Spot { page: page - 1, place: Place::Before(key(it)) }),
            after: after.map(|it| Spot { page: page.saturating_add(1), place: Place::After(key(it)) }),
        }
    }

    /// Returns the position of the page, for the footer of a card.
    #[must_use]
    pub fn place(self) -> String {
        let page = self.page.saturating_add(1);
        match self.pages {
            Some(pages) => words::pages_place_of(page, pages),
            None => words::pages_place(page),
        }
    }

    /// Returns the buttons to the pages before and after it, with these labels.
    #[must_use]
    pub fn buttons<C: Control>(
        self,
        [back, next]: [String; 2],
        turn: impl Fn(Spot) -> Option<C>,
    ) -> Vec<Button> {
        let both = [(back, self.before), (next, self.after)];
        let button_to = |(label, spot): (String, Option<Spot>)| {
            Some(button(ButtonStyle::Secondary, &label, turn(spot?)?.id()))
        };
        both.into_iter().filter_map(button_to).collect()
    }
}

/// Returns `true` if the first page is to be shown instead: going back found less than a page, or nothing is at the spot any
/// more.
#[must_use]
pub fn is_past_start<T>(spot: Spot, size: u32, read: &Page<T>) -> bool {
    let is_short = u32::try_from(read.entries.len()).is_ok_and(|found| found < size);
    match spot.place {
        Place::Start => false,
        Place::After(_) => read.entries.is_empty(),
        Place::Before(_) => is_short,
    }
}
