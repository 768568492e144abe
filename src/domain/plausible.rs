//! Clamps the events that a sidecar tells to what Discord has. A signature says who tells an event, not that it is true:
//! times and lengths are clamped, and an event that contradicts itself is dropped.

use jiff::{SignedDuration, Timestamp};

use crate::domain::event::{Act, Audited, Deleted, Edited, Event, Gone, Joined, LONGEST_ID, Person, What};
use crate::domain::ids::moment_of;
use crate::domain::text::cut;

/// The largest id that the database keeps; Discord's stay below it until 2084.
const LARGEST_ID: u64 = i64::MAX.unsigned_abs();
/// How far a clock may be ahead of ours.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);
/// The oldest event that a sidecar still holds.
const OLDEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long Discord keeps an audit log.
const AUDIT_LOG: SignedDuration = SignedDuration::from_hours(45 * 24);
/// The longest timeout, and a day for clocks and calendars.
const TIMEOUT: SignedDuration = SignedDuration::from_hours(29 * 24);
/// Discord's longest texts, in its characters: a name, a reason of the audit log, a message.
const NAME: usize = 100;
const REASON: usize = 512;
const MESSAGE: usize = 4_000;
/// The most messages that are deleted together, files of a message, and people of an entry.
const TOGETHER: usize = 100;
const FILES: usize = 10;
const PEOPLE: usize = 10;
const FILE_NAME: usize = 260;
/// The most lines about what else a message showed, and their length.
const SHOWN: usize = 20;
const SHOWN_LINE: usize = 150;

/// Returns the event with its times and lengths clamped; `None` where it can't be true.
#[must_use]
pub fn plausible(event: Event, now: Timestamp) -> Option<Event> {
    let is_id = (1..=LONGEST_ID).contains(&event.id.len()) && !event.id.contains('\0');
    if !is_id || !ids(&event).all(|id| id <= LARGEST_ID) {
        return None;
    }
    let (oldest, newest) = (ago(now, OLDEST), ahead(now, AHEAD));
    let what = match event.what {
        What::MemberJoined(joined) => What::MemberJoined(Joined {
            user: person(joined.user),
            joined_at: joined.joined_at.map(|at| at.clamp(moment_of(0), newest)),
            ..joined
        }),
        What::MemberLeft(who) => What::MemberLeft(person(who)),
        What::MessageEdited(edited) => What::MessageEdited(Edited {
            author: person(edited.author),
            before: edited.before.map(|text| cut(&text, MESSAGE)),
            after: cut(&edited.after, MESSAGE),
            ..edited
        }),
        What::MessagesDeleted(deleted) => What::MessagesDeleted(Deleted {
            messages: deleted.messages.into_iter().take(TOGETHER).map(gone).collect(),
            ..deleted
        }),
        What::Audited(entry) => {
            let at = entry.at();
            if at > newest || at < ago(now, AUDIT_LOG) {
                return None;
            }
            What::Audited(audited(entry, now))
        }
        What::AutomodHit(hit) => What::AutomodHit(hit),
    };
    Some(Event { at: event.at.clamp(oldest, newest), what, ..event })
}

/// Every id in an event.
fn ids(event: &Event) -> impl Iterator<Item = u64> {
    let mut ids = vec![event.guild.get()];
    ids.extend(event.person().map(|person| person.get()));
    match &event.what {
        What::MemberJoined(_) | What::MemberLeft(_) => {}
        What::MessageEdited(edited) => ids.extend([edited.channel.get(), edited.message.get()]),
        What::MessagesDeleted(deleted) => {
            ids.push(deleted.channel.get());
            ids.extend(deleted.messages.iter().map(|gone| gone.id.get()));
            ids.extend(deleted.messages.iter().filter_map(|gone| Some(gone.author.as_ref()?.id.get())));
        }
        What::Audited(audited) => {
            ids.push(audited.entry);
            ids.extend(audited.by.map(|by| by.get()));
            ids.extend(audited.people.iter().map(|person| person.id.get()));
        }
        What::AutomodHit(hit) => {
            ids.push(hit.rule);
            ids.extend(hit.channel.map(|channel| channel.get()));
            ids.extend(hit.message.map(|message| message.get()));
        }
    }
    ids.into_iter()
}

fn ago(now: Timestamp, duration: SignedDuration) -> Timestamp {
    now.checked_sub(duration).unwrap_or(Timestamp::MIN)
}

fn ahead(now: Timestamp, duration: SignedDuration) -> Timestamp {
    now.checked_add(duration).unwrap_or(Timestamp::MAX)
}

fn person(person: Person) -> Person {
    Person { name: cut(&person.name, NAME), ..person }
}

fn gone(gone: Gone) -> Gone {
    Gone {
        author: gone.author.map(person),
        content: gone.content.map(|text| cut(&text, MESSAGE)),
        files: gone.files.iter().take(FILES).map(|name| cut(name, FILE_NAME)).collect(),
        shows: gone.shows.iter().take(SHOWN).map(|line| cut(line, SHOWN_LINE)).collect(),
        ..gone
    }
}

fn audited(entry: Audited, now: Timestamp) -> Audited {
    let act = match entry.act {
        Act::TimedOut { until } => Act::TimedOut { until: until.clamp(moment_of(0), ahead(now, TIMEOUT)) },
        Act::TimedOutByAutomod { rule } => Act::TimedOutByAutomod { rule: rule.map(|name| cut(&name, NAME)) },
        act @ (Act::Kicked | Act::Banned | Act::Unbanned | Act::TimeoutLifted) => act,
    };
    let reason = entry.reason.map(|text| cut(&text, REASON));
    let people = entry.people.into_iter().take(PEOPLE).map(person).collect();
    Audited { reason, act, people, ..entry }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::first_id_at;
    use twilight_model::id::Id;

    fn now() -> Timestamp {
        "2026-06-01T00:00:00Z".parse().unwrap()
    }

    fn event(what: What) -> Event {
        Event { id: "a".to_owned(), guild: Id::new(1), at: now(), what }
    }

    fn who(name: &str) -> Person {
        Person { id: Id::new(2), name: name.to_owned(), bot: false }
    }

    fn entry(entry: u64, act: Act) -> Audited {
        Audited { entry, by: None, on: Id::new(2), reason: None, act, people: vec![] }
    }

    fn entry_at(at: Timestamp) -> u64 {
        first_id_at::<()>(at).get()
    }

    #[test]
    fn what_is_so_stays_as_it_is() {
        let joined = Joined { user: who("ann"), joined_at: Some(now()), pending: false };
        let deleted = Deleted {
            channel: Id::new(3),
            messages: vec![Gone {
                id: Id::new(4),
                author: Some(who("ann")),
                content: Some("x".repeat(MESSAGE)),
                files: vec!["a.png".to_owned()],
                shows: vec!["Sticker: wave".to_owned()],
            }],
        };
        let until = ahead(now(), SignedDuration::from_hours(28 * 24));
        for what in [
            What::MemberJoined(joined),
            What::MemberLeft(who("ann")),
            What::MessagesDeleted(deleted),
            What::Audited(entry(entry_at(now()), Act::TimedOut { until })),
        ] {
            assert_eq!(plausible(event(what.clone()), now()), Some(event(what)));
        }
    }

    #[test]
    fn times_are_clamped_however_far_off() {
        for at in [Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH] {
            let joined = Joined { user: who("ann"), joined_at: Some(at), pending: false };
            let told = Event { at, ..event(What::MemberJoined(joined)) };
            let clamped = plausible(told, now()).unwrap();
            assert!((ago(now(), OLDEST)..=ahead(now(), AHEAD)).contains(&clamped.at), "{}", clamped.at);
            let What::MemberJoined(joined) = clamped.what else { unreachable!() };
            let joined_at = joined.joined_at.unwrap();
            assert!((moment_of(0)..=ahead(now(), AHEAD)).contains(&joined_at), "{joined_at}");
            let timed_out = entry(entry_at(now()), Act::TimedOut { until: at });
            let clamped = plausible(event(What::Audited(timed_out)), now()).unwrap();
            let What::Audited(Audited { act: Act::TimedOut { until }, .. }) = clamped.what else {
                unreachable!()
            };
            assert!((moment_of(0)..=ahead(now(), TIMEOUT)).contains(&until), "{until}");
        }
    }

    #[test]
    fn lengths_and_counts_are_clamped() {
        let long = "x".repeat(5_000);
        let files = vec![long.clone(); 20];
        let gone = Gone {
            id: Id::new(4),
            author: Some(who(&long)),
            content: Some(long.clone()),
            shows: files.clone(),
            files,
        };
        let deleted = Deleted { channel: Id::new(3), messages: vec![gone; 200] };
        let clamped = plausible(event(What::MessagesDeleted(deleted)), now()).unwrap();
        let bytes = serde_json::to_vec(&clamped).unwrap().len();
        assert!(bytes < 1_000_000, "{bytes}");
        let people = vec![who(&long); 1_000];
        let act = Act::TimedOutByAutomod { rule: Some(long.clone()) };
        let banned = Audited { reason: Some(long), people, ..entry(entry_at(now()), act) };
        let clamped = plausible(event(What::Audited(banned)), now()).unwrap();
        assert!(serde_json::to_vec(&clamped).unwrap().len() < 5_000);
    }

    #[test]
    fn what_can_not_be_is_dropped() {
        let left = || event(What::MemberLeft(who("ann")));
        let dropped = [
            Event { id: String::new(), ..left() },
            Event { id: "x".repeat(LONGEST_ID + 1), ..left() },
            Event { id: "a\0".to_owned(), ..left() },
            Event { guild: Id::new(u64::MAX), ..left() },
            event(What::MemberLeft(Person { id: Id::new(1 << 63), ..who("ann") })),
            event(What::Audited(entry(1, Act::Banned))),
            event(What::Audited(entry(entry_at(ahead(now(), SignedDuration::from_hours(1))), Act::Banned))),
        ];
        for event in dropped {
            assert_eq!(plausible(event.clone(), now()), None, "{event:?}");
        }
    }
}
