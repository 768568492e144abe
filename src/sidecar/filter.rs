//! Turns Gateway dispatches into events: only those that are subscribed to, with the fields that they need, and with an
//! id that is the same in every sidecar.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::value::RawValue;
use twilight_gateway::Intents;

use crate::discord::audit::AuditLogEntry;
use crate::discord::history::Listed;
use crate::domain::event::{
    DeletedMessage, DeletedMessages, EditedMessage, Event, EventData, EventKind, EventUser, Hit, NewMember,
    Subscriptions,
};
use crate::domain::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::sidecar::message_cache::{CachedMessage, MessageCache};

/// The largest number of lines that are kept of a message's content beside its text and files.
const MOST_SHOWN: usize = 20;
/// The age at which an edit of an unknown message counts as an older one, which something else made Discord send again.
const LATE: SignedDuration = SignedDuration::from_mins(10);

/// The envelope of a Gateway message.
#[derive(Debug, Deserialize)]
pub(super) struct Dispatch<'a> {
    pub op: u8,
    #[serde(default, borrow)]
    pub t: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    pub d: Option<&'a RawValue>,
}

/// The origin and time of a dispatch.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    pub session: &'a str,
    pub sequence: u64,
    pub now: Timestamp,
    /// The intents of the session.
    pub intents: Intents,
}

impl At<'_> {
    /// Returns `true` if the session gets message content; without that intent, Discord sends an empty text.
    fn has_content(&self) -> bool {
        self.intents.contains(Intents::MESSAGE_CONTENT)
    }
}

#[derive(Deserialize)]
struct User<'a> {
    id: UserId,
    #[serde(borrow)]
    username: Cow<'a, str>,
    #[serde(default)]
    bot: bool,
}

impl User<'_> {
    fn person(&self) -> EventUser {
        EventUser { id: self.id, name: self.username.clone().into_owned(), bot: self.bot }
    }
}

#[derive(Deserialize)]
struct Member<'a> {
    guild_id: GuildId,
    #[serde(borrow)]
    user: User<'a>,
    #[serde(default)]
    joined_at: Option<Timestamp>,
    #[serde(default)]
    pending: bool,
}

#[derive(Deserialize)]
struct Message<'a> {
    id: MessageId,
    channel_id: ChannelId,
    guild_id: Option<GuildId>,
    #[serde(default, borrow)]
    author: Option<User<'a>>,
    #[serde(default, borrow)]
    content: Option<Cow<'a, str>>,
    #[serde(default)]
    edited_timestamp: Option<Timestamp>,
    #[serde(default, borrow)]
    attachments: Vec<File<'a>>,
    /// The parts beside text and files, which are seldom there, and are parsed only then.
    #[serde(default, borrow)]
    embeds: Option<&'a RawValue>,
    #[serde(default, borrow)]
    sticker_items: Option<&'a RawValue>,
    #[serde(default, borrow)]
    poll: Option<&'a RawValue>,
    #[serde(default, borrow)]
    message_snapshots: Option<&'a RawValue>,
}

impl Message<'_> {
    /// Returns a line for each part of the message beside its text and files.
    fn shows(&self, data: &str) -> Box<[String]> {
        let parts = [self.embeds, self.sticker_items, self.poll, self.message_snapshots];
        let is_there = |part: &&RawValue| !matches!(part.get(), "[]" | "null");
        if !parts.iter().flatten().any(is_there) {
            return Box::default();
        }
        let listed = serde_json::from_str::<Listed>(data);
        listed.map(|listed| listed.shows_beside_files().take(MOST_SHOWN).collect()).unwrap_or_default()
    }
}

#[derive(Deserialize)]
struct File<'a> {
    #[serde(borrow)]
    filename: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Deletion {
    #[serde(default)]
    id: Option<MessageId>,
    #[serde(default)]
    ids: Vec<MessageId>,
    channel_id: ChannelId,
    guild_id: Option<GuildId>,
}

#[derive(Deserialize)]
struct Execution {
    guild_id: GuildId,
    rule_id: MessageId,
    user_id: UserId,
    #[serde(default)]
    channel_id: Option<ChannelId>,
    #[serde(default)]
    message_id: Option<MessageId>,
    action: Action,
}

#[derive(Deserialize)]
struct Audit {
    guild_id: GuildId,
    #[serde(flatten)]
    entry: AuditLogEntry,
}

#[derive(Deserialize)]
struct Action {
    #[serde(rename = "type")]
    kind: u8,
}

/// Returns the event of a dispatch, if it is subscribed to. A dispatch of an unknown shape gives none.
pub(super) fn event_of(
    dispatch: &Dispatch<'_>,
    at: At<'_>,
    subscriptions: &Subscriptions,
    message_cache: &mut MessageCache,
) -> Option<Event> {
    let data = dispatch.d?.get();
    match dispatch.t.as_deref()? {
        "GUILD_MEMBER_ADD" => member(data, at, subscriptions, EventKind::MemberJoined),
        "GUILD_MEMBER_REMOVE" => member(data, at, subscriptions, EventKind::MemberLeft),
        "MESSAGE_CREATE" => {
            keep(data, at, subscriptions, message_cache);
            None
        }
        "MESSAGE_UPDATE" => edited(data, at, subscriptions, message_cache),
        "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK" => deleted(data, at, subscriptions, message_cache),
        "AUTO_MODERATION_ACTION_EXECUTION" => hit(data, at, subscriptions),
        "GUILD_AUDIT_LOG_ENTRY_CREATE" => audited(data, subscriptions),
        _ => None,
    }
}

fn member(data: &str, at: At<'_>, subscriptions: &Subscriptions, kind: EventKind) -> Option<Event> {
    let member: Member<'_> = serde_json::from_str(data).ok()?;
    if !subscriptions.includes(kind, member.guild_id) {
        return None;
    }
    let (user, joined_at) = (member.user.person(), member.joined_at);
    let (id, what) = match kind {
        EventKind::MemberJoined => {
            let since = joined_at.map_or_else(|| here(at), |joined| joined.as_microsecond().to_string());
            let id = format!("join:{}:{since}", user.id);
            (id, EventData::MemberJoined(NewMember { user, joined_at, pending: member.pending }))
        }
        _ => (format!("leave:{}:{}", user.id, here(at)), EventData::MemberLeft(user)),
    };
    Some(Event { id, guild: member.guild_id, at: at.now, what })
}

/// Returns an id for an event that Discord gives none.
fn here(at: At<'_>) -> String {
    format!("{}:{}", at.session, at.sequence)
}

/// Returns the server of a message if its messages are logged.
fn logged(guild: Option<GuildId>, subscriptions: &Subscriptions) -> Option<GuildId> {
    guild.filter(|guild| subscriptions.logs_messages(*guild))
}

fn keep(data: &str, at: At<'_>, subscriptions: &Subscriptions, message_cache: &mut MessageCache) {
    let Ok(message) = serde_json::from_str::<Message<'_>>(data) else { return };
    let (Some(author), Some(guild)) = (&message.author, logged(message.guild_id, subscriptions)) else {
        return;
    };
    let files = message.attachments.iter().map(|file| file.filename.clone().into_owned()).collect();
    let content = at.has_content().then(|| message.content.as_deref().unwrap_or_default().into());
    let shows = if at.has_content() { message.shows(data) } else { Box::default() };
    message_cache.keep(message.id, CachedMessage { guild, author: author.person(), content, files, shows });
}

fn edited(
    data: &str,
    at: At<'_>,
    subscriptions: &Subscriptions,
    message_cache: &mut MessageCache,
) -> Option<Event> {
    if !at.has_content() {
        return None;
    }
    let message: Message<'_> = serde_json::from_str(data).ok()?;
    let guild = logged(message.guild_id, subscriptions)?;
    // An update without this time is no edit: Discord added a link's preview.
    let (edited, after) = (message.edited_timestamp?, message.content?);
    let before = message_cache.change(message.id, &after);
    // A message keeps its edit time, so it may just have been pinned, or got a preview.
    let is_edit = match before.as_ref().and_then(|before| before.content.as_deref()) {
        Some(before) => *before != *after,
        None => at.now.duration_since(edited) < LATE,
    };
    if !is_edit {
        return None;
    }
    let author = match (message.author, &before) {
        (Some(author), _) => author.person(),
        (None, Some(before)) => before.author.clone(),
        (None, None) => return None,
    };
    let what = EditedMessage {
        channel: message.channel_id,
        message: message.id,
        author,
        before: before.and_then(|before| before.content).map(String::from),
        after: after.into_owned(),
    };
    let id = format!("edit:{}:{}", message.id, edited.as_microsecond());
    subscriptions.includes(EventKind::MessageEdited, guild).then_some(Event {
        id,
        guild,
        at: at.now,
        what: EventData::MessageEdited(what),
    })
}

fn deleted(
    data: &str,
    at: At<'_>,
    subscriptions: &Subscriptions,
    message_cache: &mut MessageCache,
) -> Option<Event> {
    let deletion: Deletion = serde_json::from_str(data).ok()?;
    let guild = logged(deletion.guild_id, subscriptions)?;
    let mut ids: Vec<MessageId> = deletion.id.into_iter().chain(deletion.ids).collect();
    ids.sort_unstable();
    let first = ids.first()?;
    let id = format!("delete:{first}:{}", ids.len());
    let gone = |id: MessageId| {
        let Some(kept) = message_cache.forget(id) else {
            return DeletedMessage { id, author: None, content: None, files: vec![], shows: vec![] };
        };
        let (author, content) = (Some(kept.author), kept.content.map(String::from));
        DeletedMessage { id, author, content, files: kept.files.into_vec(), shows: kept.shows.into_vec() }
    };
    let messages = ids.into_iter().map(gone).collect();
    let what = EventData::MessagesDeleted(DeletedMessages { channel: deletion.channel_id, messages });
    subscriptions.includes(EventKind::MessagesDeleted, guild).then_some(Event { id, guild, at: at.now, what })
}

fn hit(data: &str, at: At<'_>, subscriptions: &Subscriptions) -> Option<Event> {
    let execution: Execution = serde_json::from_str(data).ok()?;
    if !subscriptions.includes(EventKind::AutomodHit, execution.guild_id) {
        return None;
    }
    let hit = Hit {
        rule: execution.rule_id.get(),
        user: execution.user_id,
        channel: execution.channel_id,
        message: execution.message_id,
        action: execution.action.kind,
    };
    let id = format!("automod:{}", here(at));
    Some(Event { id, guild: execution.guild_id, at: at.now, what: EventData::AutomodHit(hit) })
}

fn audited(data: &str, subscriptions: &Subscriptions) -> Option<Event> {
    let audit: Audit = serde_json::from_str(data).ok()?;
    if !subscriptions.includes(EventKind::AuditEntry, audit.guild_id) {
        return None;
    }
    Some(audit.entry.audited()?.event(audit.guild_id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::EventScope;
    use serde_json::{Value, json};
    use twilight_model::id::Id;

    fn to_all(kinds: &[EventKind]) -> Subscriptions {
        let kinds = kinds.iter().map(|kind| (*kind, EventScope::In([Id::new(1)].into()))).collect();
        Subscriptions { version: 1, kinds }
    }

    fn hear(
        name: &str,
        data: &Value,
        subscriptions: &Subscriptions,
        message_cache: &mut MessageCache,
    ) -> Option<Event> {
        hear_with(Intents::all(), name, data, subscriptions, message_cache)
    }

    fn hear_with(
        intents: Intents,
        name: &str,
        data: &Value,
        subscriptions: &Subscriptions,
        message_cache: &mut MessageCache,
    ) -> Option<Event> {
        let text = json!({ "op": 0, "t": name, "s": 4, "d": data }).to_string();
        let dispatch: Dispatch<'_> = serde_json::from_str(&text).unwrap();
        let now = "2026-01-01T00:00:00Z".parse().unwrap();
        event_of(&dispatch, At { session: "s", sequence: 4, now, intents }, subscriptions, message_cache)
    }

    #[test]
    fn a_join_has_the_same_id_whoever_heard_it_and_is_told_where_it_is_wanted() {
        let wanted = to_all(&[EventKind::MemberJoined]);
        let mut join = json!({ "guild_id": "1", "user": { "id": "5", "username": "a\u{e9}\"" },
            "joined_at": "2026-01-01T00:00:00.5+00:00", "roles": [], "more": {} });
        let event = hear("GUILD_MEMBER_ADD", &join, &wanted, &mut MessageCache::new(0)).unwrap();
        assert_eq!(event.id, "join:5:1767225600500000");
        assert!(matches!(&event.what, EventData::MemberJoined(joined) if joined.user.name == "a\u{e9}\""));
        assert_eq!(hear("GUILD_MEMBER_REMOVE", &join, &wanted, &mut MessageCache::new(0)), None);
        join["guild_id"] = json!("2");
        assert_eq!(hear("GUILD_MEMBER_ADD", &join, &wanted, &mut MessageCache::new(0)), None);
        assert_eq!(hear("GUILD_MEMBER_ADD", &json!("?"), &wanted, &mut MessageCache::new(0)), None);
    }

    #[test]
    fn a_message_is_remembered_changed_and_forgotten() {
        let wanted = to_all(&[EventKind::MessageEdited, EventKind::MessagesDeleted]);
        let mut message_cache = MessageCache::new(10);
        let mut message = json!({ "id": "9", "channel_id": "3", "guild_id": "1", "content": "one",
            "author": { "id": "5", "username": "ann" }, "attachments": [{ "filename": "a.png", "id": "1" }] });
        assert_eq!(hear("MESSAGE_CREATE", &message, &wanted, &mut message_cache), None);
        assert_eq!(
            hear("MESSAGE_UPDATE", &message, &wanted, &mut message_cache),
            None,
            "a preview is no edit"
        );
        message["content"] = json!("two");
        message["edited_timestamp"] = json!("2026-01-01T00:00:00Z");
        let event = hear("MESSAGE_UPDATE", &message, &wanted, &mut message_cache).unwrap();
        let EventData::MessageEdited(edited) = event.what else { unreachable!() };
        assert_eq!((edited.before.as_deref(), edited.after.as_str()), (Some("one"), "two"));
        assert_eq!(hear("MESSAGE_UPDATE", &message, &wanted, &mut message_cache), None, "nothing changed");
        let bulk = json!({ "ids": ["9", "8"], "channel_id": "3", "guild_id": "1" });
        let event = hear("MESSAGE_DELETE_BULK", &bulk, &wanted, &mut message_cache).unwrap();
        let EventData::MessagesDeleted(deleted) = event.what else { unreachable!() };
        assert_eq!(event.id, "delete:8:2");
        assert_eq!(deleted.messages[0].content, None);
        assert_eq!(deleted.messages[1].content.as_deref(), Some("two"));
        assert_eq!(deleted.messages[1].files, ["a.png"]);
    }

    #[test]
    fn an_old_edit_of_a_message_that_is_not_known_is_told_no_more() {
        let wanted = to_all(&[EventKind::MessageEdited]);
        let mut message = json!({ "id": "9", "channel_id": "3", "guild_id": "1", "content": "one",
            "author": { "id": "5", "username": "ann" }, "edited_timestamp": "2025-12-31T23:50:00Z" });
        assert_eq!(hear("MESSAGE_UPDATE", &message, &wanted, &mut MessageCache::new(0)), None);
        message["edited_timestamp"] = json!("2025-12-31T23:55:00Z");
        assert!(hear("MESSAGE_UPDATE", &message, &wanted, &mut MessageCache::new(0)).is_some());
    }

    #[test]
    fn what_was_written_is_not_known_where_it_is_not_told() {
        let wanted = to_all(&[EventKind::MessageEdited, EventKind::MessagesDeleted]);
        let mut message_cache = MessageCache::new(10);
        let mut message = json!({ "id": "9", "channel_id": "3", "guild_id": "1", "content": "",
            "author": { "id": "5", "username": "ann" } });
        let mut hear = |name: &str, data: &Value| {
            hear_with(Intents::GUILD_MESSAGES, name, data, &wanted, &mut message_cache)
        };
        assert_eq!(hear("MESSAGE_CREATE", &message), None);
        message["edited_timestamp"] = json!("2026-01-01T00:00:00Z");
        assert_eq!(hear("MESSAGE_UPDATE", &message), None, "nobody knows what became of it");
        let event =
            hear("MESSAGE_DELETE", &json!({ "id": "9", "channel_id": "3", "guild_id": "1" })).unwrap();
        let EventData::MessagesDeleted(deleted) = event.what else { unreachable!() };
        assert_eq!(deleted.messages[0].content, None);
        assert_eq!(deleted.messages[0].author.as_ref().unwrap().name, "ann");
    }

    #[test]
    fn a_hit_is_told_without_what_was_written() {
        let hit = json!({ "guild_id": "1", "rule_id": "7", "user_id": "5", "content": "secret",
            "matched_content": "secret", "action": { "type": 1, "metadata": {} }, "rule_trigger_type": 1 });
        let event = hear(
            "AUTO_MODERATION_ACTION_EXECUTION",
            &hit,
            &to_all(&[EventKind::AutomodHit]),
            &mut MessageCache::new(0),
        );
        let told = serde_json::to_string(&event.unwrap()).unwrap();
        assert!(told.contains("\"rule\":7") && !told.contains("secret"), "{told}");
    }

    #[test]
    fn an_entry_of_the_audit_log_is_told_where_it_is_about_a_person_and_moderation() {
        let mut entry = json!({ "guild_id": "1", "id": "9", "action_type": 22, "user_id": "5", "target_id": "6",
            "reason": "spam" });
        let wanted = to_all(&[EventKind::AuditEntry]);
        let hear =
            |entry: &Value| hear("GUILD_AUDIT_LOG_ENTRY_CREATE", entry, &wanted, &mut MessageCache::new(0));
        let event = hear(&entry).unwrap();
        assert_eq!(event.id, "audit:9");
        assert!(
            matches!(event.what, EventData::AuditEntry(audited) if audited.reason.as_deref() == Some("spam"))
        );
        entry["action_type"] = json!(25);
        assert_eq!(hear(&entry), None);
        entry["action_type"] = json!(22);
        entry["guild_id"] = json!("2");
        assert_eq!(hear(&entry), None);
    }
}
