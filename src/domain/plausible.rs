//! Clamps the events of a sidecar to what is possible in Discord. A signature proves the sender, not the truth: times
//! and lengths are clamped, and an impossible event is dropped.

use jiff::{SignedDuration, Timestamp};

use crate::domain::event::{
    AuditAction, AuditEntry, DeletedMessage, DeletedMessages, EditedMessage, Event, EventData, EventUser,
    LONGEST_ID, NewMember,
};
use crate::domain::ids::moment_of;
use crate::domain::limits;
use crate::domain::text::cut;

/// The largest id that the database can store; Discord's stay below it until 2084.
const LARGEST_ID: u64 = i64::MAX.unsigned_abs();
/// The time by which a sidecar's clock may be ahead.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);
/// The age of the oldest event that a sidecar still holds.
const OLDEST: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The time for which Discord keeps an audit log.
const AUDIT_LOG: SignedDuration = SignedDuration::from_hours(45 * 24);
/// The longest timeout, with a day's tolerance for clocks and calendars.
const TIMEOUT: SignedDuration = SignedDuration::from_hours(29 * 24);
/// The largest numbers: of messages deleted together, of users of an entry.
const TOGETHER: usize = 100;
const PEOPLE: usize = 10;
/// The largest number of lines about a message's other content, and their length.
const SHOWN: usize = 20;
const SHOWN_LINE: usize = 150;

/// Returns the event with its times and lengths clamped; `None` if it is impossible.
#[must_use]
pub fn plausible(event: Event, now: Timestamp) -> Option<Event> {
    let is_id = (1..=LONGEST_ID).contains(&event.id.len()) && !event.id.contains('\0');
    if !is_id || !ids(&event).all(|id| id <= LARGEST_ID) {
        return None;
    }
    let (oldest, newest) = (ago(now, OLDEST), ahead(now, AHEAD));
    let what = match event.what {
        EventData::MemberJoined(joined) => EventData::MemberJoined(NewMember {
            user: person(joined.user),
            joined_at: joined.joined_at.map(|at| at.clamp(moment_of(0), newest)),
            ..joined
        }),
        EventData::MemberLeft(who) => EventData::MemberLeft(person(who)),
        EventData::MessageEdited(edited) => EventData::MessageEdited(EditedMessage {
            author: person(edited.author),
            before: edited.before.map(|text| cut(&text, limits::MESSAGE_WITH_NITRO)),
            after: cut(&edited.after, limits::MESSAGE_WITH_NITRO),
            ..edited
        }),
        EventData::MessagesDeleted(deleted) => EventData::MessagesDeleted(DeletedMessages {
            messages: deleted.messages.into_iter().take(TOGETHER).map(gone).collect(),
            ..deleted
        }),
        EventData::AuditEntry(entry) => {
            let at = entry.at();
            if at > newest || at < ago(now, AUDIT_LOG) {
                return None;
            }
            EventData::AuditEntry(audited(entry, now))
        }
        EventData::AutomodHit(hit) => EventData::AutomodHit(hit),
    };
    Some(Event { at: event.at.clamp(oldest, newest), what, ..event })
}

/// Returns every id in an event.
fn ids(event: &Event) -> impl Iterator<Item = u64> {
    let mut ids = vec![event.guild.get()];
    ids.extend(event.person().map(|person| person.get()));
    match &event.what {
        EventData::MemberJoined(_) | EventData::MemberLeft(_) => {}
        EventData::MessageEdited(edited) => ids.extend([edited.channel.get(), edited.message.get()]),
        EventData::MessagesDeleted(deleted) => {
            ids.push(deleted.channel.get());
            ids.extend(deleted.messages.iter().map(|gone| gone.id.get()));
            ids.extend(deleted.messages.iter().filter_map(|gone| Some(gone.author.as_ref()?.id.get())));
        }
        EventData::AuditEntry(audited) => {
            ids.push(audited.entry);
            ids.extend(audited.by.map(|by| by.get()));
            ids.extend(audited.people.iter().map(|person| person.id.get()));
        }
        EventData::AutomodHit(hit) => {
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

fn person(person: EventUser) -> EventUser {
    EventUser { name: cut(&person.name, limits::NAME), ..person }
}

fn gone(gone: DeletedMessage) -> DeletedMessage {
    DeletedMessage {
        author: gone.author.map(person),
        content: gone.content.map(|text| cut(&text, limits::MESSAGE_WITH_NITRO)),
        files: gone.files.iter().take(limits::FILES).map(|name| cut(name, limits::FILE_NAME)).collect(),
        shows: gone.shows.iter().take(SHOWN).map(|line| cut(line, SHOWN_LINE)).collect(),
        ..gone
    }
}

fn audited(entry: AuditEntry, now: Timestamp) -> AuditEntry {
    let act = match entry.act {
        AuditAction::TimedOut { until } => {
            AuditAction::TimedOut { until: until.clamp(moment_of(0), ahead(now, TIMEOUT)) }
        }
        AuditAction::TimedOutByAutomod { rule } => {
            AuditAction::TimedOutByAutomod { rule: rule.map(|name| cut(&name, limits::NAME)) }
        }
        act @ (AuditAction::Kicked
        | AuditAction::Banned
        | AuditAction::Unbanned
        | AuditAction::TimeoutLifted) => act,
    };
    let reason = entry.reason.map(|text| cut(&text, limits::AUDIT_REASON));
    let people = entry.people.into_iter().take(PEOPLE).map(person).collect();
    AuditEntry { reason, act, people, ..entry }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::first_id_at;
    use twilight_model::id::Id;

    fn now() -> Timestamp {
        "2026-06-01T00:00:00Z".parse().unwrap()
    }

    fn event(what: EventData) -> Event {
        Event { id: "a".to_owned(), guild: Id::new(1), at: now(), what }
    }

    fn who(name: &str) -> EventUser {
        EventUser { id: Id::new(2), name: name.to_owned(), bot: false }
    }

    fn entry(entry: u64, act: AuditAction) -> AuditEntry {
        AuditEntry { entry, by: None, on: Id::new(2), reason: None, act, people: vec![] }
    }

    fn entry_at(at: Timestamp) -> u64 {
        first_id_at::<()>(at).get()
    }

    #[test]
    fn what_is_so_stays_as_it_is() {
        let joined = NewMember { user: who("ann"), joined_at: Some(now()), pending: false };
        let deleted = DeletedMessages {
            channel: Id::new(3),
            messages: vec![DeletedMessage {
                id: Id::new(4),
                author: Some(who("ann")),
                content: Some("x".repeat(limits::MESSAGE_WITH_NITRO)),
                files: vec!["a.png".to_owned()],
                shows: vec!["Sticker: wave".to_owned()],
            }],
        };
        let until = ahead(now(), SignedDuration::from_hours(28 * 24));
        for what in [
            EventData::MemberJoined(joined),
            EventData::MemberLeft(who("ann")),
            EventData::MessagesDeleted(deleted),
            EventData::AuditEntry(entry(entry_at(now()), AuditAction::TimedOut { until })),
        ] {
            assert_eq!(plausible(event(what.clone()), now()), Some(event(what)));
        }
    }

    #[test]
    fn times_are_clamped_however_far_off() {
        for at in [Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH] {
            let joined = NewMember { user: who("ann"), joined_at: Some(at), pending: false };
            let told = Event { at, ..event(EventData::MemberJoined(joined)) };
            let clamped = plausible(told, now()).unwrap();
            assert!((ago(now(), OLDEST)..=ahead(now(), AHEAD)).contains(&clamped.at), "{}", clamped.at);
            let EventData::MemberJoined(joined) = clamped.what else { unreachable!() };
            let joined_at = joined.joined_at.unwrap();
            assert!((moment_of(0)..=ahead(now(), AHEAD)).contains(&joined_at), "{joined_at}");
            let timed_out = entry(entry_at(now()), AuditAction::TimedOut { until: at });
            let clamped = plausible(event(EventData::AuditEntry(timed_out)), now()).unwrap();
            let EventData::AuditEntry(AuditEntry { act: AuditAction::TimedOut { until }, .. }) = clamped.what
            else {
                unreachable!()
            };
            assert!((moment_of(0)..=ahead(now(), TIMEOUT)).contains(&until), "{until}");
        }
    }

    #[test]
    fn lengths_and_counts_are_clamped() {
        let long = "x".repeat(5_000);
        let files = vec![long.clone(); 20];
        let gone = DeletedMessage {
            id: Id::new(4),
            author: Some(who(&long)),
            content: Some(long.clone()),
            shows: files.clone(),
            files,
        };
        let deleted = DeletedMessages { channel: Id::new(3), messages: vec![gone; 200] };
        let clamped = plausible(event(EventData::MessagesDeleted(deleted)), now()).unwrap();
        let bytes = serde_json::to_vec(&clamped).unwrap().len();
        assert!(bytes < 1_000_000, "{bytes}");
        let people = vec![who(&long); 1_000];
        let act = AuditAction::TimedOutByAutomod { rule: Some(long.clone()) };
        let banned = AuditEntry { reason: Some(long), people, ..entry(entry_at(now()), act) };
        let clamped = plausible(event(EventData::AuditEntry(banned)), now()).unwrap();
        assert!(serde_json::to_vec(&clamped).unwrap().len() < 5_000);
    }

    #[test]
    fn what_can_not_be_is_dropped() {
        let left = || event(EventData::MemberLeft(who("ann")));
        let dropped = [
            Event { id: String::new(), ..left() },
            Event { id: "x".repeat(LONGEST_ID + 1), ..left() },
            Event { id: "a\0".to_owned(), ..left() },
            Event { guild: Id::new(u64::MAX), ..left() },
            event(EventData::MemberLeft(EventUser { id: Id::new(1 << 63), ..who("ann") })),
            event(EventData::AuditEntry(entry(1, AuditAction::Banned))),
            event(EventData::AuditEntry(entry(
                entry_at(ahead(now(), SignedDuration::from_hours(1))),
                AuditAction::Banned,
            ))),
        ];
        for event in dropped {
            assert_eq!(plausible(event.clone(), now()), None, "{event:?}");
        }
    }
}
