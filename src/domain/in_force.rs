//! The rules of precedence: the decision on an order about a person, one of their roles or a channel, given the state
//! in force and the author. Nothing automatic ever shortens, softens or lifts what is in force.

use jiff::{SignedDuration, Timestamp};

use crate::domain::kind::Kind;

/// The tolerance within which two ends are equal: two moderators who each give an hour, some seconds apart, mean the
/// same; and Discord keeps milliseconds where the record keeps more.
const EQUAL: SignedDuration = SignedDuration::from_mins(1);

/// The state in force, by the record and by Discord. If they differ, Discord is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InForce {
    /// The kind of action that set it.
    pub kind: Kind,
    /// The end; `None` if the state is permanent.
    pub ends_at: Option<Timestamp>,
    /// The case that set it, if the record has one.
    pub case: Option<i32>,
}

/// The author of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    Person {
        /// `true` if they were asked and confirmed.
        agreed: bool,
    },
    Ladder,
    /// A person, in an order about many users.
    MassOrder,
    Menu,
    /// An event, such as somebody's arrival.
    Event,
    /// A case itself: its timer, or the return of the member whom it is on.
    Case {
        number: i32,
    },
}

/// An order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordered {
    pub kind: Kind,
    /// The end; `None` if the state is to be permanent.
    pub ends_at: Option<Timestamp>,
    pub author: Author,
}

/// The decision on an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Run the action: nothing is in force.
    Do,
    /// Run the action, which replaces the state in force.
    Replace,
    /// Keep the state in force, without calling Discord.
    Keep,
    /// Ask the person first, because the action would shorten the state in force.
    Ask,
    Refuse(Refusal),
}

/// The rule that an order breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    NothingToLift,
    /// The state is already in force, permanently.
    NothingNew,
    /// A softban would lift the ban that is in force.
    WouldLift,
}

/// The effect of a kind of action on the state that it shares with others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effect {
    None,
    Sets,
    Lifts,
    /// Sets and lifts at once.
    Passes,
}

fn effect(kind: Kind) -> Effect {
    match (kind.closes(), kind.lasts(), kind.undoes()) {
        ([], ..) => Effect::None,
        (_, true, _) => Effect::Sets,
        (_, false, Some(_)) => Effect::Lifts,
        (_, false, None) => Effect::Passes,
    }
}

/// Decides on an order, given the state in force.
#[must_use]
pub fn decide(in_force: Option<InForce>, ordered: Ordered) -> Decision {
    let effect = effect(ordered.kind);
    if let Author::Case { number } = ordered.author {
        return by_itself(effect, in_force, number);
    }
    let held = in_force.filter(|held| ordered.kind.closes().contains(&held.kind));
    let is_person = matches!(ordered.author, Author::Person { .. });
    match (effect, held) {
        (Effect::None, _) => Decision::Do,
        (Effect::Lifts, held) => lift(held, ordered.author),
        (Effect::Sets | Effect::Passes, None) => Decision::Do,
        (Effect::Passes, Some(_)) if is_person => Decision::Refuse(Refusal::WouldLift),
        (Effect::Passes, Some(_)) => Decision::Keep,
        // The opposite change: giving a role that was taken, or taking one that was given.
        (Effect::Sets, Some(held)) if held.kind != ordered.kind => {
            if is_person {
                Decision::Replace
            } else {
                Decision::Keep
            }
        }
        (Effect::Sets, Some(held)) => renew(held, ordered),
    }
}

/// Decides on what a case does by itself: it acts only while it is the one in force.
fn by_itself(effect: Effect, held: Option<InForce>, number: i32) -> Decision {
    match (held, effect) {
        (Some(held), Effect::Lifts) if held.case == Some(number) => Decision::Do,
        (Some(held), _) if held.case == Some(number) => Decision::Replace,
        _ => Decision::Keep,
    }
}

fn lift(held: Option<InForce>, author: Author) -> Decision {
    match (held, author) {
        (None, Author::Person { .. } | Author::MassOrder) => Decision::Refuse(Refusal::NothingToLift),
        (Some(_), Author::Person { .. } | Author::MassOrder) => Decision::Do,
        (_, Author::Ladder | Author::Menu | Author::Event | Author::Case { .. }) => Decision::Keep,
    }
}

/// Decides on an order of the state in force, with another end or none.
fn renew(held: InForce, ordered: Ordered) -> Decision {
    let Author::Person { agreed } = ordered.author else {
        return if compare(ordered.ends_at, held.ends_at) == Length::Longer {
            Decision::Replace
        } else {
            Decision::Keep
        };
    };
    match compare(ordered.ends_at, held.ends_at) {
        Length::Longer => Decision::Replace,
        Length::Equal if held.ends_at.is_none() => Decision::Refuse(Refusal::NothingNew),
        Length::Equal => Decision::Replace,
        Length::Shorter if agreed => Decision::Replace,
        Length::Shorter => Decision::Ask,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Shorter,
    Equal,
    Longer,
}

fn compare(ordered: Option<Timestamp>, held: Option<Timestamp>) -> Length {
    match (ordered, held) {
        (None, None) => Length::Equal,
        (None, Some(_)) => Length::Longer,
        (Some(_), None) => Length::Shorter,
        (Some(ordered), Some(held)) if ordered.duration_since(held).abs() <= EQUAL => Length::Equal,
        (Some(ordered), Some(held)) if ordered > held => Length::Longer,
        (Some(_), Some(_)) => Length::Shorter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: i32 = 1;
    const OTHER: i32 = 2;
    const PERSON: Author = Author::Person { agreed: false };
    const AGREED: Author = Author::Person { agreed: true };
    /// Another case than the one in force. What the latter does by itself has a test of its own.
    const CASE: Author = Author::Case { number: OTHER };
    const AUTHORS: [Author; 7] =
        [PERSON, AGREED, Author::Ladder, Author::MassOrder, Author::Menu, Author::Event, CASE];

    /// The decisions on a kind that is ordered while another that shares its state is in force. Each word stands for a
    /// state in force: none, temporary, permanent. Its letters stand for the order: shorter, equal, longer, permanent.
    /// D: do, R: replace, K: keep, A: ask, N: nothing new, L: nothing to lift, W: would lift.
    struct Row(Kind, Kind, &'static [Author], [&'static str; 3]);

    const ASKED: [&str; 3] = ["DDDD", "ARRR", "AAAN"];
    const SAID_YES: [&str; 3] = ["DDDD", "RRRR", "RRRN"];
    const AUTOMATIC: [&str; 3] = ["DDDD", "KKRR", "KKKK"];
    const LIFTED: [&str; 3] = ["LLLL", "DDDD", "DDDD"];
    const KEPT: [&str; 3] = ["KKKK", "KKKK", "KKKK"];
    const OPPOSED: [&str; 3] = ["DDDD", "RRRR", "RRRR"];
    const NOT_OPPOSED: [&str; 3] = ["DDDD", "KKKK", "KKKK"];
    const ALONE: &[Author] = &[PERSON];
    const YES: &[Author] = &[AGREED];
    const NOBODY: &[Author] = &[Author::Ladder, Author::MassOrder, Author::Menu, Author::Event];
    const ANYBODY: &[Author] = &[PERSON, AGREED, Author::MassOrder];
    const NEITHER: &[Author] = &[Author::Ladder, Author::Menu, Author::Event, CASE];
    const ANOTHER: &[Author] = &[CASE];
    const BOTH: &[Author] = &[PERSON, AGREED];

    const TABLE: &[Row] = &[
        Row(Kind::Ban, Kind::Ban, ALONE, ASKED),
        Row(Kind::Ban, Kind::Ban, YES, SAID_YES),
        Row(Kind::Ban, Kind::Ban, NOBODY, AUTOMATIC),
        Row(Kind::Ban, Kind::Ban, ANOTHER, KEPT),
        Row(Kind::Ban, Kind::Softban, BOTH, ["DDDD", "WWWW", "WWWW"]),
        Row(Kind::Ban, Kind::Softban, NOBODY, NOT_OPPOSED),
        Row(Kind::Ban, Kind::Softban, ANOTHER, KEPT),
        Row(Kind::Ban, Kind::Unban, ANYBODY, LIFTED),
        Row(Kind::Ban, Kind::Unban, NEITHER, KEPT),
        Row(Kind::Timeout, Kind::Timeout, ALONE, ASKED),
        Row(Kind::Timeout, Kind::Timeout, YES, SAID_YES),
        Row(Kind::Timeout, Kind::Timeout, NOBODY, AUTOMATIC),
        Row(Kind::Timeout, Kind::Timeout, ANOTHER, KEPT),
        Row(Kind::Timeout, Kind::Untimeout, ANYBODY, LIFTED),
        Row(Kind::Timeout, Kind::Untimeout, NEITHER, KEPT),
        Row(Kind::Jail, Kind::Jail, ALONE, ASKED),
        Row(Kind::Jail, Kind::Jail, YES, SAID_YES),
        Row(Kind::Jail, Kind::Jail, NOBODY, AUTOMATIC),
        Row(Kind::Jail, Kind::Jail, ANOTHER, KEPT),
        Row(Kind::Jail, Kind::Unjail, ANYBODY, LIFTED),
        Row(Kind::Jail, Kind::Unjail, NEITHER, KEPT),
        Row(Kind::Lock, Kind::Lock, ALONE, ASKED),
        Row(Kind::Lock, Kind::Lock, YES, SAID_YES),
        Row(Kind::Lock, Kind::Lock, NOBODY, AUTOMATIC),
        Row(Kind::Lock, Kind::Lock, ANOTHER, KEPT),
        Row(Kind::Lock, Kind::Unlock, ANYBODY, LIFTED),
        Row(Kind::Lock, Kind::Unlock, NEITHER, KEPT),
        Row(Kind::Slowmode, Kind::Slowmode, ALONE, ASKED),
        Row(Kind::Slowmode, Kind::Slowmode, YES, SAID_YES),
        Row(Kind::Slowmode, Kind::Slowmode, NOBODY, AUTOMATIC),
        Row(Kind::Slowmode, Kind::Slowmode, ANOTHER, KEPT),
        Row(Kind::Slowmode, Kind::Unslow, ANYBODY, LIFTED),
        Row(Kind::Slowmode, Kind::Unslow, NEITHER, KEPT),
        Row(Kind::RoleAdd, Kind::RoleAdd, ALONE, ASKED),
        Row(Kind::RoleAdd, Kind::RoleAdd, YES, SAID_YES),
        Row(Kind::RoleAdd, Kind::RoleAdd, NOBODY, AUTOMATIC),
        Row(Kind::RoleAdd, Kind::RoleAdd, ANOTHER, KEPT),
        Row(Kind::RoleAdd, Kind::RoleRemove, BOTH, OPPOSED),
        Row(Kind::RoleAdd, Kind::RoleRemove, NOBODY, NOT_OPPOSED),
        Row(Kind::RoleAdd, Kind::RoleRemove, ANOTHER, KEPT),
        Row(Kind::RoleRemove, Kind::RoleRemove, ALONE, ASKED),
        Row(Kind::RoleRemove, Kind::RoleRemove, YES, SAID_YES),
        Row(Kind::RoleRemove, Kind::RoleRemove, NOBODY, AUTOMATIC),
        Row(Kind::RoleRemove, Kind::RoleRemove, ANOTHER, KEPT),
        Row(Kind::RoleRemove, Kind::RoleAdd, BOTH, OPPOSED),
        Row(Kind::RoleRemove, Kind::RoleAdd, NOBODY, NOT_OPPOSED),
        Row(Kind::RoleRemove, Kind::RoleAdd, ANOTHER, KEPT),
    ];

    /// The kinds that share no state: each is done whenever it is ordered. A lockdown checks its own record.
    const STATELESS: [Kind; 16] = [
        Kind::Note,
        Kind::Warn,
        Kind::Kick,
        Kind::Purge,
        Kind::MassBan,
        Kind::MassUnban,
        Kind::NickSet,
        Kind::NickReset,
        Kind::VoiceDisconnect,
        Kind::VoiceMove,
        Kind::VoiceMute,
        Kind::VoiceUnmute,
        Kind::VoiceDeafen,
        Kind::VoiceUndeafen,
        Kind::Lockdown,
        Kind::LockdownEnd,
    ];

    fn hours(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
    }

    fn letter(decision: Decision) -> char {
        match decision {
            Decision::Do => 'D',
            Decision::Replace => 'R',
            Decision::Keep => 'K',
            Decision::Ask => 'A',
            Decision::Refuse(Refusal::NothingNew) => 'N',
            Decision::Refuse(Refusal::NothingToLift) => 'L',
            Decision::Refuse(Refusal::WouldLift) => 'W',
        }
    }

    /// Returns the decisions in the form of a [`Row`]: for each state in force, a letter for each end.
    fn decided(held: Kind, kind: Kind, author: Author) -> [String; 3] {
        let in_force = |ends_at| Some(InForce { kind: held, ends_at, case: Some(OWN) });
        [None, in_force(Some(hours(10))), in_force(None)].map(|in_force| {
            let ends = [Some(hours(5)), Some(hours(10)), Some(hours(20)), None];
            ends.map(|ends_at| letter(decide(in_force, Ordered { kind, ends_at, author }))).iter().collect()
        })
    }

    #[test]
    fn every_pair_of_kinds_that_share_a_state_every_pair_of_spans_and_every_author_has_its_row() {
        for kind in Kind::ALL {
            assert_eq!(
                kind.closes().is_empty(),
                STATELESS.contains(&kind),
                "{kind:?} has neither rows nor none"
            );
            for held in kind.closes() {
                for author in AUTHORS {
                    let mut rows =
                        TABLE.iter().filter(|row| (row.0, row.1) == (*held, kind) && row.2.contains(&author));
                    let row = rows.next().unwrap_or_else(|| panic!("no row: {held:?}, {kind:?}, {author:?}"));
                    assert!(rows.next().is_none(), "two rows: {held:?}, {kind:?}, {author:?}");
                    assert_eq!(decided(*held, kind, author), row.3, "{kind:?} by {author:?} over {held:?}");
                }
            }
        }
    }

    #[test]
    fn nothing_automatic_shortens_softens_or_lifts() {
        for author in [Author::Ladder, Author::Menu, Author::Event, CASE] {
            for kind in Kind::ALL {
                for held in kind.closes() {
                    let [_, until, for_good] = decided(*held, kind, author);
                    assert_eq!(for_good, "KKKK", "{kind:?} by {author:?} over {held:?} for good");
                    assert!(until.starts_with("KK"), "{kind:?} by {author:?} over {held:?}: {until}");
                }
            }
        }
    }

    #[test]
    fn a_case_acts_by_itself_only_while_it_is_in_force() {
        for (sets, kind, acts) in [
            (Kind::Ban, Kind::Unban, Decision::Do),
            (Kind::Timeout, Kind::Timeout, Decision::Replace),
            (Kind::Jail, Kind::Jail, Decision::Replace),
            (Kind::RoleAdd, Kind::RoleRemove, Decision::Replace),
        ] {
            let held = |case| Some(InForce { kind: sets, ends_at: Some(hours(10)), case });
            let order = |number| Ordered { kind, ends_at: None, author: Author::Case { number } };
            assert_eq!(decide(held(Some(OWN)), order(OWN)), acts, "{kind:?}");
            assert_eq!(decide(held(Some(OWN)), order(OTHER)), Decision::Keep, "{kind:?}");
            assert_eq!(decide(None, order(OWN)), Decision::Keep, "{kind:?}");
            assert_eq!(decide(held(None), order(OWN)), Decision::Keep, "{kind:?}");
        }
    }

    #[test]
    fn what_shares_no_state_is_no_hindrance() {
        let ban = Some(InForce { kind: Kind::Ban, ends_at: None, case: None });
        let timeout = Ordered { kind: Kind::Timeout, ends_at: None, author: PERSON };
        assert_eq!(decide(ban, timeout), Decision::Do);
    }
}
