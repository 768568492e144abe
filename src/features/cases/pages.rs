//! Pages of cases: a line for each, the foot of the card, and the buttons that turn.

use twilight_model::guild::Permissions;

use crate::actions::pages::{self, Sheet, Spot};
use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::case::Case;
use crate::domain::colour;
use crate::domain::ids::UserId;
use crate::domain::limits;
use crate::domain::page::Total;
use crate::domain::text::{cut, plain};
use crate::kernel::command::Ack;
use crate::kernel::control::Control;
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::waiting::Away;
use crate::words;

/// The longest search text that a button can carry, in bytes.
pub(super) const WORDS: usize = 50;

/// Returns a number of cases in words.
pub(super) fn cases(total: Total) -> String {
    match total {
        Total::Exactly(count) => words::count_cases(count),
        Total::AtLeast(_) => words::pages_cases_at_least(total),
    }
}

/// Returns a card with a page of cases, and its buttons.
pub(super) fn paged(
    audience: Audience,
    title: &str,
    text: &str,
    (sheet, total): (Sheet, Total),
    turn: impl Fn(Spot) -> Option<Turn>,
) -> Reply {
    let footer = format!("{} · {}", cases(total), sheet.place());
    let embed = Card::new().title(title).text(text).colour(colour::BLURPLE).footer(footer).build();
    Reply::new(audience, Message::embed(embed)).with_buttons(sheet.buttons(pages::newest_first(), turn))
}

/// The buttons that turn pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    To {
        user: Option<UserId>,
        spot: Spot,
    },
    Find {
        spot: Spot,
        words: String,
    },
    /// A page of one's own record.
    Own {
        spot: Spot,
    },
    Person {
        user: UserId,
        spot: Spot,
    },
    /// A page of a case's history.
    Events {
        number: i64,
        spot: Spot,
    },
}

impl Control for Turn {
    const FEATURE: &'static str = "cases";

    fn write(&self) -> String {
        match self {
            Self::To { user, spot } => format!("page:{}:{spot}", user.map_or(0, |user| user.get())),
            Self::Find { spot, words } => format!("find:{spot}:{words}"),
            Self::Own { spot } => format!("own:{spot}"),
            Self::Person { user, spot } => format!("person:{user}:{spot}"),
            Self::Events { number, spot } => format!("events:{number}:{spot}"),
        }
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            ["page", user, page, place] => {
                let user: u64 = user.parse().ok()?;
                Some(Self::To { user: UserId::new_checked(user), spot: Spot::read(page, place)? })
            }
            ["find", page, place, words @ ..] => {
                Some(Self::Find { spot: Spot::read(page, place)?, words: words.join(":") })
            }
            ["own", page, place] => Some(Self::Own { spot: Spot::read(page, place)? }),
            ["person", user, page, place] => {
                Some(Self::Person { user: user.parse().ok()?, spot: Spot::read(page, place)? })
            }
            ["events", number, page, place] => {
                Some(Self::Events { number: number.parse().ok()?, spot: Spot::read(page, place)? })
            }
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn away(&self) -> Away {
        Away::Reads
    }

    fn permission(&self) -> Permissions {
        match self {
            Self::Own { .. } => Permissions::empty(),
            _ => Permissions::MODERATE_MEMBERS,
        }
    }
}

/// Returns the key of a case in a list.
pub(super) fn number(case: &Case) -> i64 {
    i64::from(case.number)
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
    use crate::domain::page::Place;
    use twilight_model::id::Id;

    #[test]
    fn a_page_button_is_read_back_as_it_was_written() {
        let user = Id::new(u64::MAX);
        let spot = Spot { page: u32::MAX, place: Place::Before(i64::from(i32::MAX)) };
        for turn in [
            Turn::To { user: None, spot: Spot::FIRST },
            Turn::To { user: Some(user), spot },
            Turn::Find { spot, words: format!("a:b::{}", "x".repeat(WORDS - 5)) },
            Turn::Own { spot },
            Turn::Person { user, spot },
            Turn::Events { number: i64::MAX, spot: Spot { place: Place::After(i64::MAX), ..spot } },
        ] {
            let id = turn.id();
            assert!(id.len() <= limits::CUSTOM_ID);
            assert_eq!(Turn::read(&id.split(':').skip(2).collect::<Vec<_>>()), Some(turn.clone()));
        }
    }
}
