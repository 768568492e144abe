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
    pub what: EventData,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum EventData {
    MemberJoined(NewMember),
    MemberLeft(EventUser),
    MessageEdited(EditedMessage),
    MessagesDeleted(DeletedMessages),
    /// An entry of the server's audit log.
    AuditEntry(AuditEntry),
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
    AuditEntry,
    AutomodHit,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventUser {
    pub id: UserId,
    pub name: String,
    pub bot: bool,
}

/// Somebody who came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMember {
    pub user: EventUser,
    pub joined_at: Option<Timestamp>,
    /// They have yet to pass the server's membership screening.
    pub pending: bool,
}

/// A message that was changed. `before` is known where the sidecar still had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditedMessage {
    pub channel: ChannelId,
    pub message: MessageId,
    pub author: EventUser,
    pub before: Option<String>,
    pub after: String,
}

/// Messages that were deleted together, or one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedMessages {
    pub channel: ChannelId,
    pub messages: Vec<DeletedMessage>,
}

/// A deleted message: Discord tells its id alone, the rest is what the sidecar still had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedMessage {
    pub id: MessageId,
    pub author: Option<EventUser>,
    pub content: Option<String>,
    /// The names of its files.
    pub files: Vec<String>,
    /// What else it showed, a line each: stickers, a poll, embeds, what it forwarded.
    #[serde(default)]
    pub shows: Vec<String>,
}

/// An entry of a server's audit log, as far as it is about a person and moderation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// The entry's own id, which says when, too.
    pub entry: u64,
    /// Who did it; nobody, where Discord itself did.
    pub by: Option<UserId>,
    pub on: UserId,
    pub reason: Option<String>,
    pub act: AuditAction,
    /// Those of the two whose names came with it.
    #[serde(default)]
    pub people: Vec<EventUser>,
}

impl AuditEntry {
    /// When it was done.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        moment_of(self.entry)
    }

    /// It as an event, under an id that is the same whoever read the entry.
    #[must_use]
    pub fn event(self, guild: GuildId) -> Event {
        Event { id: format!("audit:{}", self.entry), guild, at: self.at(), what: EventData::AuditEntry(self) }
    }
}

/// What an audit log entry says was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditAction {
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
            EventData::MemberJoined(_) => EventKind::MemberJoined,
            EventData::MemberLeft(_) => EventKind::MemberLeft,
            EventData::MessageEdited(_) => EventKind::MessageEdited,
            EventData::MessagesDeleted(_) => EventKind::MessagesDeleted,
            EventData::AuditEntry(_) => EventKind::AuditEntry,
            EventData::AutomodHit(_) => EventKind::AutomodHit,
        }
    }

    /// The person it is about, where it is about one.
    #[must_use]
    pub fn person(&self) -> Option<UserId> {
        match &self.what {
            EventData::MemberJoined(joined) => Some(joined.user.id),
            EventData::MemberLeft(person) => Some(person.id),
            EventData::MessageEdited(edited) => Some(edited.author.id),
            EventData::MessagesDeleted(_) => None,
            EventData::AuditEntry(audited) => Some(audited.on),
            EventData::AutomodHit(hit) => Some(hit.user),
        }
    }
}

/// The body of `POST /events`. Events that can't be read singly are passed over, so they are read one by one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct EventBatch {
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
    pub missing_intents: BTreeSet<EventKind>,
    /// The [`Subscriptions::version`] that it knows.
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
pub struct BatchResponse {
    /// How many of them were new.
    pub new: usize,
    /// To a hello that does not know it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscriptions: Option<Subscriptions>,
}

/// Which kinds some feature wants, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscriptions {
    /// The same for the same kinds, whichever process and version of Gavel says them, and another for others.
    pub version: i64,
    pub kinds: BTreeMap<EventKind, EventScope>,
}

/// The servers in which a kind is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventScope {
    Everywhere,
    In(BTreeSet<GuildId>),
}

impl Subscriptions {
    #[must_use]
    pub fn of(kinds: BTreeMap<EventKind, EventScope>) -> Self {
        // In one order and with text keys, so it can always be written, and always as the same.
        let written = serde_json::to_vec(&kinds).unwrap_or_default();
        let first = sha1_smol::Sha1::from(written).digest().bytes().first_chunk().copied();
        Self { version: i64::from_be_bytes(first.unwrap_or_default()) & i64::MAX, kinds }
    }

    #[must_use]
    pub fn includes(&self, kind: EventKind, guild: GuildId) -> bool {
        match self.kinds.get(&kind) {
            None => false,
            Some(EventScope::Everywhere) => true,
            Some(EventScope::In(guilds)) => guilds.contains(&guild),
        }
    }

    /// Whether messages are of interest there.
    #[must_use]
    pub fn logs_messages(&self, guild: GuildId) -> bool {
        self.includes(EventKind::MessageEdited, guild) || self.includes(EventKind::MessagesDeleted, guild)
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
            what: EventData::MemberLeft(EventUser { id: Id::new(2), name: "ann".to_owned(), bot: false }),
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
        let hello =
            |shards: &str| Hello { shards: shards.to_owned(), missing_intents: BTreeSet::new(), knows: None };
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
        let only_in = |guild| {
            Subscriptions::of([(EventKind::AuditEntry, EventScope::In([Id::new(guild)].into()))].into())
        };
        assert_eq!(only_in(5), only_in(5));
        assert_ne!(only_in(5).version, only_in(6).version);
        assert_eq!(Subscriptions::of(BTreeMap::new()).version, 4_549_103_916_742_452_100);
    }

    #[test]
    fn wanted_is_what_was_asked_for_there() {
        let kinds = [
            (EventKind::AuditEntry, EventScope::Everywhere),
            (EventKind::MemberJoined, EventScope::In([Id::new(5)].into())),
        ];
        let subscriptions = Subscriptions { version: 1, kinds: kinds.into() };
        assert!(subscriptions.includes(EventKind::AuditEntry, Id::new(7)));
        assert!(subscriptions.includes(EventKind::MemberJoined, Id::new(5)));
        assert!(!subscriptions.includes(EventKind::MemberJoined, Id::new(7)));
        assert!(!subscriptions.includes(EventKind::MemberLeft, Id::new(5)));
    }
}
