//! Events that the sidecar sends to the server, with the fields that features need. Sidecar and server may be of
//! different versions: unknown kinds are skipped.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::domain::ids::{ChannelId, GuildId, MessageId, UserId, moment_of};

/// The longest id of an event, in bytes.
pub const LONGEST_ID: usize = 100;

/// An event in a server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The id: 1 to [`LONGEST_ID`] bytes, and the same every time and from every sidecar.
    pub id: String,
    pub guild: GuildId,
    /// The time it happened, or was received.
    pub at: Timestamp,
    #[serde(flatten)]
    pub what: EventData,
}

/// The content of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum EventData {
    MemberJoined(NewMember),
    MemberLeft(EventUser),
    MessageEdited(EditedMessage),
    MessagesDeleted(DeletedMessages),
    /// An entry of the server's audit log.
    AuditEntry(AuditEntry),
    /// An action of one of Discord's own AutoMod rules.
    AutomodHit(Hit),
}

/// The kinds of events that features subscribe to.
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

impl EventKind {
    /// Returns the name as stored and as sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MemberJoined => "member_joined",
            Self::MemberLeft => "member_left",
            Self::MessageEdited => "message_edited",
            Self::MessagesDeleted => "messages_deleted",
            Self::AuditEntry => "audit_entry",
            Self::AutomodHit => "automod_hit",
        }
    }

    /// Returns the kind of a name; `None` for one of a newer version.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let all = [
            Self::MemberJoined,
            Self::MemberLeft,
            Self::MessageEdited,
            Self::MessagesDeleted,
            Self::AuditEntry,
            Self::AutomodHit,
        ];
        all.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A user of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventUser {
    pub id: UserId,
    pub name: String,
    pub bot: bool,
}

/// A user who joined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMember {
    pub user: EventUser,
    pub joined_at: Option<Timestamp>,
    /// `true` if the member has yet to pass the server's membership screening.
    pub pending: bool,
}

/// An edited message. `before` is set if the sidecar still had it cached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditedMessage {
    pub channel: ChannelId,
    pub message: MessageId,
    pub author: EventUser,
    pub before: Option<String>,
    pub after: String,
}

/// One deleted message, or several that were deleted together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedMessages {
    pub channel: ChannelId,
    pub messages: Vec<DeletedMessage>,
}

/// A deleted message. Discord sends only its id; the rest comes from the sidecar's cache.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedMessage {
    pub id: MessageId,
    pub author: Option<EventUser>,
    pub content: Option<String>,
    /// The names of the files.
    pub files: Vec<String>,
    /// The other content, a line each: stickers, a poll, embeds, forwarded messages.
    #[serde(default)]
    pub shows: Vec<String>,
}

/// A server's audit log entry about moderation of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// The id of the entry, which holds its time.
    pub entry: u64,
    /// The user who acted; `None` if Discord itself did.
    pub by: Option<UserId>,
    pub on: UserId,
    pub reason: Option<String>,
    pub act: AuditAction,
    /// The users among `by` and `on` whose names came with the entry.
    #[serde(default)]
    pub people: Vec<EventUser>,
}

impl AuditEntry {
    /// Returns the time of the entry.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        moment_of(self.entry)
    }

    /// Returns the entry as an event, whose id is the same whoever read the entry.
    #[must_use]
    pub fn event(self, guild: GuildId) -> Event {
        Event { id: format!("audit:{}", self.entry), guild, at: self.at(), what: EventData::AuditEntry(self) }
    }
}

/// The action of an audit log entry.
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
    /// A timeout by one of Discord's own AutoMod rules, with its name. The entry does not give the end.
    TimedOutByAutomod {
        rule: Option<String>,
    },
}

/// A hit of an AutoMod rule, without the message's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub rule: u64,
    pub user: UserId,
    pub channel: Option<ChannelId>,
    /// The message, if it was not blocked.
    pub message: Option<MessageId>,
    /// The action, in Discord's numbers: 1 blocked, 2 alerted the moderators, 3 timed out, 4 blocked interactions.
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

    /// Returns the person that the event is about, if it is about one.
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

/// The body of `POST /events`. Events are parsed one by one, so that an unreadable one is skipped alone.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct EventBatch {
    #[serde(default)]
    pub events: Vec<Box<RawValue>>,
    /// The sidecar's state; the response then holds the subscriptions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hello: Option<Hello>,
}

/// The state of a sidecar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// The shards that the sidecar runs, such as `0..4/16`.
    pub shards: String,
    /// The kinds that never arrive, because the application lacks their intent.
    pub missing_intents: BTreeSet<EventKind>,
    /// The [`Subscriptions::version`] that the sidecar has.
    pub knows: Option<i64>,
}

impl Hello {
    /// Returns `true` if the shards are well-formed: `0..4/16`.
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

/// The response to a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchResponse {
    /// The number of new events in the batch.
    pub new: usize,
    /// The subscriptions, if a hello has another version of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscriptions: Option<Subscriptions>,
}

/// The kinds that features subscribe to, and the servers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscriptions {
    /// A hash of the kinds: equal for equal kinds, in every process and version of Gavel.
    pub version: i64,
    pub kinds: BTreeMap<EventKind, EventScope>,
}

/// The servers of a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventScope {
    Everywhere,
    In(BTreeSet<GuildId>),
}

impl Subscriptions {
    #[must_use]
    pub fn of(kinds: BTreeMap<EventKind, EventScope>) -> Self {
        // Sorted and with text keys, so that serialization never fails and always gives the same bytes.
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

    /// Returns `true` if edited or deleted messages of the server are subscribed to.
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
    fn a_kind_is_sent_under_the_name_that_is_stored() {
        for kind in [
            EventKind::MemberJoined,
            EventKind::MemberLeft,
            EventKind::MessageEdited,
            EventKind::MessagesDeleted,
            EventKind::AuditEntry,
            EventKind::AutomodHit,
        ] {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }

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
