//! What happened in a server, as the sidecar tells it to the server that acts on it: what some feature needs, and no
//! more. The two may be of different versions: a kind that is not known here is passed over.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::domain::ids::{ChannelId, GuildId, MessageId, UserId, moment_of};

/// The longest id of an event, in bytes.
pub const LONGEST_ID: usize = 100;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The same however often, and by whichever sidecar, it is told. 1 to [`LONGEST_ID`] bytes.
    pub id: String,
    pub guild: GuildId,
    /// When it happened, or was heard of.
    pub at: Timestamp,
    #[serde(flatten)]
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum What {
    MemberJoined(Joined),
    MemberLeft(Person),
    MessageEdited(Edited),
    MessagesDeleted(Deleted),
    /// An entry of the server's audit log.
    Audited(Audited),
    /// One of Discord's own AutoMod rules did something.
    AutomodHit(Hit),
}

/// The kinds of events: what features ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    MemberJoined,
    MemberLeft,
    MessageEdited,
    MessagesDeleted,
    Audited,
    AutomodHit,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub id: UserId,
    pub name: String,
    pub bot: bool,
}

/// Somebody who came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    pub user: Person,
    pub joined_at: Option<Timestamp>,
    /// They have yet to pass the server's membership screening.
    pub pending: bool,
}

/// A message that was changed. `before` is known where the sidecar still had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edited {
    pub channel: ChannelId,
    pub message: MessageId,
    pub author: Person,
    pub before: Option<String>,
    pub after: String,
}

/// Messages that were deleted together, or one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deleted {
    pub channel: ChannelId,
    pub messages: Vec<Gone>,
}

/// A deleted message: Discord tells its id alone, the rest is what the sidecar still had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    pub id: MessageId,
    pub author: Option<Person>,
    pub content: Option<String>,
    /// The names of its files.
    pub files: Vec<String>,
    /// What else it showed, a line each: stickers, a poll, embeds, what it forwarded.
    #[serde(default)]
    pub shows: Vec<String>,
}

/// An entry of a server's audit log, as far as it is about a person and moderation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audited {
    /// The entry's own id, which says when, too.
    pub entry: u64,
    /// Who did it; nobody, where Discord itself did.
    pub by: Option<UserId>,
    pub on: UserId,
    pub reason: Option<String>,
    pub act: Act,
    /// Those of the two whose names came with it.
    #[serde(default)]
    pub people: Vec<Person>,
}

impl Audited {
    /// When it was done.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        moment_of(self.entry)
    }

    /// It as an event, under an id that is the same whoever read the entry.
    #[must_use]
    pub fn event(self, guild: GuildId) -> Event {
        Event { id: format!("audit:{}", self.entry), guild, at: self.at(), what: What::Audited(self) }
    }
}

/// What an audit log entry says was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Kicked,
    Banned,
    Unbanned,
    TimedOut {
        until: Timestamp,
    },
    TimeoutLifted,
    /// By one of Discord's own AutoMod rules, of this name. The entry does not say until when.
    TimedOutByAutomod {
        rule: Option<String>,
    },
}

/// A hit of an AutoMod rule. What was written is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub rule: u64,
    pub user: UserId,
    pub channel: Option<ChannelId>,
    /// The message, where it was not blocked.
    pub message: Option<MessageId>,
    /// Discord's number: 1 blocked, 2 told the moderators, 3 timed out, 4 kept from interacting.
    pub action: u8,
}

impl Event {
    #[must_use]
    pub fn kind(&self) -> EventKind {
        match self.what {
            What::MemberJoined(_) => EventKind::MemberJoined,
            What::MemberLeft(_) => EventKind::MemberLeft,
            What::MessageEdited(_) => EventKind::MessageEdited,
            What::MessagesDeleted(_) => EventKind::MessagesDeleted,
            What::Audited(_) => EventKind::Audited,
            What::AutomodHit(_) => EventKind::AutomodHit,
        }
    }

    /// The person it is about, where it is about one.
    #[must_use]
    pub fn person(&self) -> Option<UserId> {
        match &self.what {
            What::MemberJoined(joined) => Some(joined.user.id),
            What::MemberLeft(person) => Some(person.id),
            What::MessageEdited(edited) => Some(edited.author.id),
            What::MessagesDeleted(_) => None,
            What::Audited(audited) => Some(audited.on),
            What::AutomodHit(hit) => Some(hit.user),
        }
    }
}

/// The body of `POST /events`. Events that can't be read singly are passed over, so they are read one by one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Batch {
    #[serde(default)]
    pub events: Vec<Box<RawValue>>,
    /// How the sidecar is; the answer then says what is wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hello: Option<Hello>,
}

/// What a sidecar says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// Which shards it holds, like `0..4/16`.
    pub shards: String,
    /// Kinds that it can't hear, because the application lacks their intent.
    pub deaf: BTreeSet<EventKind>,
    /// The [`Wants::version`] that it knows.
    pub knows: Option<i64>,
}

impl Hello {
    /// Whether the shards are such: `0..4/16`.
    #[must_use]
    pub fn is_plausible(&self) -> bool {
        let number = |text: &str| text.len() <= 9 && text.bytes().all(|digit| digit.is_ascii_digit());
        let number = |text: &str| number(text).then(|| text.parse::<u32>().ok()).flatten();
        let parts = self.shards.split_once('/').and_then(|(range, total)| {
            let (from, to) = range.split_once("..")?;
            Some((number(from)?, number(to)?, number(total)?))
        });
        parts.is_some_and(|(from, to, total)| from < to && to <= total)
    }
}

/// The answer to a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// How many of them were new.
    pub new: usize,
    /// To a hello that does not know it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wants: Option<Wants>,
}

/// Which kinds some feature wants, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wants {
    /// The same for the same kinds, whichever process and version of Gavel says them, and another for others.
    pub version: i64,
    pub kinds: BTreeMap<EventKind, Where>,
}

/// The servers in which a kind is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Where {
    Everywhere,
    In(BTreeSet<GuildId>),
}

impl Wants {
    #[must_use]
    pub fn of(kinds: BTreeMap<EventKind, Where>) -> Self {
        // In one order and with text keys, so it can always be written, and always as the same.
        let written = serde_json::to_vec(&kinds).unwrap_or_default();
        let first = sha1_smol::Sha1::from(written).digest().bytes().first_chunk().copied();
        Self { version: i64::from_be_bytes(first.unwrap_or_default()) & i64::MAX, kinds }
    }

    #[must_use]
    pub fn wants(&self, kind: EventKind, guild: GuildId) -> bool {
        match self.kinds.get(&kind) {
            None => false,
            Some(Where::Everywhere) => true,
            Some(Where::In(guilds)) => guilds.contains(&guild),
        }
    }

    /// Whether messages are of interest there.
    #[must_use]
    pub fn logs_messages(&self, guild: GuildId) -> bool {
        self.wants(EventKind::MessageEdited, guild) || self.wants(EventKind::MessagesDeleted, guild)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use twilight_model::id::Id;

    #[test]
    fn an_event_is_told_with_its_kind_beside_it() {
        let event = Event {
            id: "join:1:2:3".to_owned(),
            guild: Id::new(1),
            at: "2026-01-01T00:00:00Z".parse().unwrap(),
            what: What::MemberLeft(Person { id: Id::new(2), name: "ann".to_owned(), bot: false }),
        };
        let told = serde_json::to_value(&event).unwrap();
        let expected = json!({
            "id": "join:1:2:3", "guild": "1", "at": "2026-01-01T00:00:00Z",
            "kind": "member_left", "data": { "id": "2", "name": "ann", "bot": false },
        });
        assert_eq!(told, expected);
        assert_eq!(serde_json::from_value::<Event>(told).unwrap(), event);
    }

    #[test]
    fn a_hello_names_its_shards() {
        let hello = |shards: &str| Hello { shards: shards.to_owned(), deaf: BTreeSet::new(), knows: None };
        for shards in ["0..1/1", "4..8/16"] {
            assert!(hello(shards).is_plausible(), "{shards}");
        }
        for shards in
            ["", "\0", "0..1/1\0", "0..1", "1..1/1", "0..2/1", "-1..1/1", "0..1/9999999999", "a..b/c"]
        {
            assert!(!hello(shards).is_plausible(), "{shards}");
        }
    }

    #[test]
    fn what_is_wanted_has_a_version_of_its_own_that_stays_the_same() {
        let only_in = |guild| Wants::of([(EventKind::Audited, Where::In([Id::new(guild)].into()))].into());
        assert_eq!(only_in(5), only_in(5));
        assert_ne!(only_in(5).version, only_in(6).version);
        assert_eq!(Wants::of(BTreeMap::new()).version, 4_549_103_916_742_452_100);
    }

    #[test]
    fn wanted_is_what_was_asked_for_there() {
        let kinds = [
            (EventKind::Audited, Where::Everywhere),
            (EventKind::MemberJoined, Where::In([Id::new(5)].into())),
        ];
        let wants = Wants { version: 1, kinds: kinds.into() };
        assert!(wants.wants(EventKind::Audited, Id::new(7)));
        assert!(wants.wants(EventKind::MemberJoined, Id::new(5)));
        assert!(!wants.wants(EventKind::MemberJoined, Id::new(7)));
        assert!(!wants.wants(EventKind::MemberLeft, Id::new(5)));
    }
}
