//! Writes, edits, deletes and pins messages.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::json;

use super::draft::Draft;
use super::message::flags;
use super::{AuditAction, By, Channel, ChannelKind, Message, World};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::feed::Change;
use crate::ids::{ChannelId, GuildId, MessageId, UserId, created_at};

/// The largest age of a message for bulk delete.
const BULK_AGE: SignedDuration = SignedDuration::from_hours(14 * 24);
/// The largest number of pinned messages in a channel.
const MOST_PINS: usize = 250;
/// The time for which a nonce is remembered.
const NONCE_AGE: SignedDuration = SignedDuration::from_mins(5);

impl World {
    /// Posts a message, under the rules for its author.
    pub(crate) fn post(
        &mut self,
        author: UserId,
        channel: ChannelId,
        draft: Draft,
    ) -> Result<Message, Failure> {
        let place = self.channel(channel)?;
        if !place.is_textual() {
            return Err(Code::NotText.into());
        }
        self.need_in(channel, author, needed(place, &draft))?;
        self.need_unlocked(place, author)?;
        if let Some(recipient) = place.recipient.filter(|_| author == self.application.bot) {
            self.need_reachable(recipient)?;
        }
        if let Some(again) = self.same_nonce(channel, &draft) {
            return Ok(again);
        }
        if let Some(answered) =
            draft.reference.as_ref().and_then(|one| one["message_id"].as_str()?.parse().ok())
        {
            self.message(channel, answered)?;
        }
        self.wake(channel);
        let mut message = Message::new(self.fresh(), channel, author);
        message.guild = place_guild(self, channel);
        message.kind = if draft.reference.is_some() { 19 } else { 0 };
        let nonce = draft.nonce.clone();
        self.compose(&mut message, draft);
        if let Some(nonce) = nonce {
            let now = self.now();
            self.nonces.insert((channel, nonce), (message.id, now));
        }
        self.insert_message(message.clone());
        Ok(message)
    }

    /// Adds a finished message to its channel.
    pub(crate) fn insert_message(&mut self, message: Message) {
        if let Some(place) = self.channels.get_mut(&message.channel).filter(|_| !message.is_ephemeral()) {
            place.last_message = place.last_message.max(Some(message.id));
        }
        self.changed(Change::MessageCreated { message: Box::new(message.clone()) });
        self.messages.entry(message.channel).or_default().insert(message.id, message);
    }

    /// Edits a message; the caller has checked the permission.
    pub(crate) fn edit(
        &mut self,
        channel: ChannelId,
        id: MessageId,
        draft: Draft,
    ) -> Result<Message, Failure> {
        let mut message = self.message(channel, id)?.clone();
        self.compose(&mut message, draft);
        let loading = message.is_loading();
        message.flags &= !flags::LOADING;
        message.edited = if loading { None } else { Some(self.now()) };
        self.changed(Change::MessageEdited { message: Box::new(message.clone()) });
        self.messages.entry(channel).or_default().insert(id, message.clone());
        Ok(message)
    }

    /// Deletes a message; another user's only with the permission.
    pub(crate) fn delete_message(
        &mut self,
        by: &By,
        channel: ChannelId,
        id: MessageId,
    ) -> Result<(), Failure> {
        self.need_in(channel, by.user, 0)?;
        let message = self.message(channel, id)?;
        let (author, guild) = (message.author, message.guild);
        if message.is_ephemeral() {
            return Err(Code::UnknownMessage.into());
        }
        if message.is_fixed() {
            return Err(Code::SystemMessage.into());
        }
        if author != by.user {
            self.need_in(channel, by.user, bits::MANAGE_MESSAGES)?;
            let guild = guild.ok_or(Code::NotInDirectMessage)?;
            let options = json!({ "channel_id": channel, "count": "1" });
            self.audit(by, guild, AuditAction::MessageDelete, Some(author.get()), Vec::new(), Some(options));
        }
        self.drop_message(channel, id);
        Ok(())
    }

    /// Deletes messages; none if one of them is too old. Unknown ids are ignored.
    pub(crate) fn bulk_delete(
        &mut self,
        by: &By,
        channel: ChannelId,
        ids: &BTreeSet<MessageId>,
    ) -> Result<(), Failure> {
        let guild = self.channel(channel)?.guild.ok_or(Code::NotInDirectMessage)?;
        self.need_in(channel, by.user, bits::MANAGE_MESSAGES)?;
        let oldest = self.now() - BULK_AGE;
        if ids.iter().any(|id| created_at(*id) < oldest) {
            return Err(Code::MessageTooOld.into());
        }
        let here = self.messages.get(&channel);
        if ids.iter().any(|id| here.is_some_and(|all| all.get(id).is_some_and(Message::is_fixed))) {
            return Err(Code::SystemMessage.into());
        }
        let known: Vec<_> =
            ids.iter().filter(|id| here.is_some_and(|all| all.contains_key(id))).copied().collect();
        let options = json!({ "count": known.len().to_string() });
        self.audit(by, guild, AuditAction::MessageBulkDelete, Some(channel.get()), Vec::new(), Some(options));
        self.drop_messages(channel, &known);
        Ok(())
    }

    /// Removes a message without checking permissions.
    pub(crate) fn drop_message(&mut self, channel: ChannelId, id: MessageId) {
        if let Some(message) = self.messages.get_mut(&channel).and_then(|messages| messages.remove(&id)) {
            self.changed(Change::MessageDeleted { message: Box::new(message) });
        }
    }

    /// Removes messages in bulk without checking permissions.
    pub(crate) fn drop_messages(&mut self, channel: ChannelId, ids: &[MessageId]) {
        let Some(here) = self.messages.get_mut(&channel) else { return };
        let messages: Vec<_> = ids.iter().copied().filter(|id| here.remove(id).is_some()).collect();
        if !messages.is_empty() {
            self.changed(Change::MessagesDeleted { channel, messages });
        }
    }

    /// Pins or unpins a message.
    pub(crate) fn pin(
        &mut self,
        by: &By,
        channel: ChannelId,
        id: MessageId,
        pinned: Pinned,
    ) -> Result<(), Failure> {
        self.need_in(channel, by.user, bits::PIN_MESSAGES)?.need_active()?;
        let now = self.now();
        let there = self.messages.get(&channel).into_iter().flat_map(|messages| messages.values());
        let full = there.filter(|message| message.pinned.is_some()).count() >= MOST_PINS;
        let message = self.message_mut(channel, id)?;
        let (author, guild, before) = (message.author, message.guild, message.pinned.is_some());
        if pinned == Pinned::Yes && full && !before {
            return Err(Code::MaxPins.into());
        }
        message.pinned = (pinned == Pinned::Yes).then(|| message.pinned.unwrap_or(now));
        let message = message.clone();
        if let (Some(guild), true) = (guild, before != message.pinned.is_some()) {
            let action =
                if message.pinned.is_some() { AuditAction::MessagePin } else { AuditAction::MessageUnpin };
            let options = json!({ "channel_id": channel, "message_id": id });
            self.audit(by, guild, action, Some(author.get()), Vec::new(), Some(options));
        }
        self.changed(Change::MessageEdited { message: Box::new(message) });
        Ok(())
    }

    /// Returns the direct-message channel with a user, opening it if need be.
    pub(crate) fn open_direct(&mut self, user: UserId) -> ChannelId {
        if let Some(open) = self.direct_channel(user) {
            return open;
        }
        let id = self.fresh();
        let mut channel = Channel::new(id, ChannelKind::Direct, "");
        channel.recipient = Some(user);
        channel.bot = Some(self.application.bot);
        self.channels.insert(id, channel);
        id
    }

    fn need_reachable(&self, recipient: UserId) -> Result<(), Failure> {
        let shared = self.guilds.values().any(|guild| {
            guild.members.contains_key(&recipient) && guild.members.contains_key(&self.application.bot)
        });
        if !shared {
            return Err(Code::NoMutualGuild.into());
        }
        let user = self.user(recipient)?;
        if user.bot || !user.dms_open { Err(Code::CannotSendToUser.into()) } else { Ok(()) }
    }

    fn same_nonce(&self, channel: ChannelId, draft: &Draft) -> Option<Message> {
        let nonce = draft.nonce.clone().filter(|_| draft.enforce_nonce)?;
        let (id, at) = self.nonces.get(&(channel, nonce))?;
        let fresh = self.now().duration_since(*at) < NONCE_AGE;
        self.message(channel, *id).ok().filter(|_| fresh).cloned()
    }
}

/// Tells if a message is to be pinned or unpinned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pinned {
    /// Pin it.
    Yes,
    /// Unpin it.
    No,
}

fn place_guild(world: &World, channel: ChannelId) -> Option<GuildId> {
    world.channels.get(&channel).and_then(|place| place.guild)
}

fn needed(place: &Channel, draft: &Draft) -> u64 {
    let send = match place.kind {
        _ if place.is_thread() => bits::SEND_MESSAGES_IN_THREADS,
        _ => bits::SEND_MESSAGES,
    };
    let embeds = draft.embeds.as_ref().is_some_and(|embeds| !embeds.is_empty());
    let mut needed = send;
    if embeds {
        needed |= bits::EMBED_LINKS;
    }
    if !draft.files.is_empty() {
        needed |= bits::ATTACH_FILES;
    }
    if draft.reference.is_some() {
        needed |= bits::READ_MESSAGE_HISTORY;
    }
    if draft.poll.is_some() && place.guild.is_some() {
        needed |= bits::SEND_POLLS;
    }
    needed
}
