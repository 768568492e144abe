//! Pages of lists: a line for each case, the foot of the card, and the buttons that turn.

use twilight_model::channel::message::component::{Button, ButtonStyle};
use twilight_model::guild::Permissions;
use twilight_util::builder::embed::{EmbedBuilder, EmbedFooterBuilder};

use crate::discord::message::Message;
use crate::domain::case::Case;
use crate::domain::colour;
use crate::domain::ids::UserId;
use crate::domain::limits;
use crate::domain::text::{count, cut, plain};
use crate::kernel::command::Ack;
use crate::kernel::control::Control;
use crate::kernel::reply::{Audience, Reply, button};

/// The labels of the buttons of a list that begins with the newest.
pub(super) const NEWEST_FIRST: [&str; 2] = ["Newer", "Older"];
/// The longest search text that a button can carry, in bytes.
pub(super) const WORDS: usize = 70;

/// A page among others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet {
    /// The number of the page, from 0.
    pub at: u32,
    /// The number of entries on a page.
    pub size: u32,
    /// The number of entries on all pages.
    pub total: u64,
}

impl Sheet {
    fn pages(self) -> u32 {
        u32::try_from(self.total.div_ceil(u64::from(self.size))).unwrap_or(u32::MAX).max(1)
    }

    /// Returns the position of the page, for the footer of a card.
    pub fn place(self) -> String {
        format!("page {} of {}", self.at.saturating_add(1), self.pages())
    }

    /// Returns the buttons to the pages before and after it, with these labels.
    pub fn buttons(self, [back, next]: [&str; 2], turn: impl Fn(u32) -> Option<Turn>) -> Vec<Button> {
        let before = self.at.checked_sub(1).map(|page| (back, page));
        let after =
            Some(self.at.saturating_add(1)).filter(|page| *page < self.pages()).map(|page| (next, page));
        let button_to = |(label, page)| Some(button(ButtonStyle::Secondary, label, turn(page)?.id()));
        before.into_iter().chain(after).filter_map(button_to).collect()
    }
}

/// Returns a card with a page of cases, and its buttons.
pub(super) fn paged(
    audience: Audience,
    title: &str,
    text: &str,
    sheet: Sheet,
    turn: impl Fn(u32) -> Option<Turn>,
) -> Reply {
    let footer = format!("{} · {}", count(sheet.total, "case", "cases"), sheet.place());
    let embed = EmbedBuilder::new()
        .title(title)
        .description(cut(text, limits::EMBED_DESCRIPTION))
        .color(colour::BLURPLE)
        .footer(EmbedFooterBuilder::new(footer))
        .build();
    Reply::new(audience, Message::embed(embed)).with_buttons(sheet.buttons(NEWEST_FIRST, turn))
}

/// The buttons that turn pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    To {
        user: Option<UserId>,
        page: u32,
    },
    Find {
        page: u32,
        words: String,
    },
    /// A page of one's own record.
    Own {
        page: u32,
    },
    Person {
        user: UserId,
        page: u32,
    },
    /// A page of a case's history.
    Events {
        number: i64,
        page: u32,
    },
}

impl Control for Turn {
    const FEATURE: &'static str = "cases";

    fn write(&self) -> String {
        match self {
            Self::To { user, page } => format!("page:{}:{page}", user.map_or(0, |user| user.get())),
            Self::Find { page, words } => format!("find:{page}:{words}"),
            Self::Own { page } => format!("own:{page}"),
            Self::Person { user, page } => format!("person:{user}:{page}"),
            Self::Events { number, page } => format!("events:{number}:{page}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            ["page", user, page] => {
                let user: u64 = user.parse().ok()?;
                Some(Self::To { user: UserId::new_checked(user), page: page.parse().ok()? })
            }
            ["find", page, words @ ..] => {
                Some(Self::Find { page: page.parse().ok()?, words: words.join(":") })
            }
            ["own", page] => Some(Self::Own { page: page.parse().ok()? }),
            ["person", user, page] => {
                Some(Self::Person { user: user.parse().ok()?, page: page.parse().ok()? })
            }
            ["events", number, page] => {
                Some(Self::Events { number: number.parse().ok()?, page: page.parse().ok()? })
            }
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        match self {
            Self::Own { .. } => Permissions::empty(),
            _ => Permissions::MODERATE_MEMBERS,
        }
    }
}

pub(super) fn line(case: &Case) -> String {
    let about = match (case.target, case.channel) {
        (Some(target), _) => format!(" · <@{target}>"),
        (None, Some(channel)) => format!(" · <#{channel}>"),
        (None, None) => String::new(),
    };
    let mark = case.mark().map(|mark| format!(" · *{mark}*")).unwrap_or_default();
    let reason = case
        .reason
        .as_deref()
        .map(|reason| format!(" · {}", plain(&cut(reason, limits::TEXT_IN_LIST))))
        .unwrap_or_default();
    format!(
        "**#{}** {}{about} · <t:{}:R>{mark}{reason}",
        case.number,
        case.kind.title(),
        case.created_at.as_second()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    #[test]
    fn a_page_button_is_read_back_as_it_was_written() {
        let (page, user) = (u32::MAX, Id::new(u64::MAX));
        for turn in [
            Turn::To { user: None, page: 0 },
            Turn::To { user: Some(user), page },
            Turn::Find { page, words: format!("a:b::{}", "x".repeat(WORDS - 5)) },
            Turn::Own { page },
            Turn::Person { user, page },
            Turn::Events { number: i64::MAX, page },
        ] {
            let id = turn.id();
            assert!(id.len() <= limits::CUSTOM_ID);
            assert_eq!(Turn::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(turn.clone()));
        }
    }
}
