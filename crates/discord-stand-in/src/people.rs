//! The acts of people: with the application, and in the server on their own.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::StandIn;
use super::failure::{Code, Failure};
use super::ids::{AttachmentId, ChannelId, GuildId, MessageId, RoleId, RuleId, UserId};
use super::interaction::{Echo, Gesture, GestureKind, Modal, post};
use super::signer::SignatureKind;
use super::world::{By, Draft, MemberEdit, Message, Pinned, World};
use crate::error::{Error, Result};

/// Gestures: acts of a person that reach the application. Await one to send it.
impl StandIn {
    /// Starts a slash command; subcommands follow after spaces: `"case view"`.
    pub fn slash(&self, user: UserId, channel: ChannelId, name: &str) -> Gesture {
        Gesture::new(self, user, channel, GestureKind::Slash(name.to_owned()))
    }

    /// Starts a command of a user's context menu.
    pub fn user_menu(&self, user: UserId, channel: ChannelId, name: &str, target: UserId) -> Gesture {
        Gesture::new(self, user, channel, GestureKind::UserMenu(name.to_owned(), target))
    }

    /// Starts a command of a message's context menu.
    pub fn message_menu(&self, user: UserId, name: &str, target: &Message) -> Gesture {
        Gesture::new(
            self,
            user,
            target.channel,
            GestureKind::MessageMenu(name.to_owned(), Box::new(target.clone())),
        )
    }

    /// Presses a button, named by its label or its custom id.
    pub fn press(&self, user: UserId, message: &Message, button: &str) -> Gesture {
        Gesture::new(
            self,
            user,
            message.channel,
            GestureKind::Use(Box::new(message.clone()), button.to_owned()),
        )
    }

    /// Picks in a select, named by its placeholder or its custom id.
    pub fn select(
        &self,
        user: UserId,
        message: &Message,
        select: &str,
        picked: impl Into<super::OptionValue>,
    ) -> Gesture {
        self.press(user, message, select).with("", picked)
    }

    /// Submits a modal; fill it with [`Gesture::with`], which names fields by label or custom id.
    pub fn submit(&self, user: UserId, modal: &Modal) -> Gesture {
        let channel =
            self.inner.world(|world| world.exchanges.get(&modal.opened_by).map(|opener| opener.channel));
        let nowhere = twilight_model::id::Id::new(1);
        Gesture::new(self, user, channel.unwrap_or(nowhere), GestureKind::Submit(modal.clone()))
    }

    /// Returns the direct-message channel of a user with the application, opening it if need be.
    #[must_use]
    pub fn dm_channel(&self, user: UserId) -> ChannelId {
        self.inner.world(|world| world.open_direct(user))
    }

    /// Posts `body` to the interactions endpoint, signed as `signature` says.
    pub async fn raw(&self, body: &str, signature: SignatureKind) -> Echo {
        let url = self.inner.world(|world| world.application.interactions_url.clone()).unwrap_or_default();
        let sent = post(&self.inner, (self.inner.application, &url), body.to_owned(), signature).await;
        Echo { status: sent.status, response: sent.response }
    }

    /// Delivers a webhook event with this type and data, as Discord does.
    pub async fn webhook_event(&self, kind: &str, data: Value) -> Echo {
        let (url, body) = self.inner.world(|world| {
            let now = world.now().strftime("%Y-%m-%dT%H:%M:%S%.6f").to_string();
            let event = json!({ "type": kind, "timestamp": now, "data": data });
            let body =
                json!({ "version": 1, "application_id": world.application.id, "type": 1, "event": event });
            (world.application.events_url.clone().unwrap_or_default(), body)
        });
        let sent =
            post(&self.inner, (self.inner.application, &url), body.to_string(), SignatureKind::Good).await;
        if sent.status != Some(204) || !sent.text.is_empty() {
            self.inner
                .record()
                .violations
                .push(format!("a webhook event was answered with {}", sent.describe()));
        }
        Echo { status: sent.status, response: sent.response }
    }
}

/// Acts of people without the application, under the same rules and with the same audit log.
impl StandIn {
    /// Writes a message.
    ///
    /// # Errors
    /// Fails if Discord would not allow it.
    pub fn write(&self, user: UserId, channel: ChannelId, text: &str) -> Result<Message> {
        self.inner.world(|world| world.post(user, channel, Draft::text(text))).map_err(refused)
    }

    /// Puts a message of this age into a channel, without checking permissions.
    pub fn write_aged(&self, user: UserId, channel: ChannelId, text: &str, age: Duration) -> Message {
        self.write_like(user, channel, text, age, |_| {})
    }

    /// Puts a message of this age into a channel, as [`write_aged`](Self::write_aged) does; `also` adds to it.
    pub fn write_like(
        &self,
        user: UserId,
        channel: ChannelId,
        text: &str,
        age: Duration,
        also: impl FnOnce(&mut Message),
    ) -> Message {
        self.inner.world(|world| {
            let at = world.now() - SignedDuration::try_from(age).unwrap_or_default();
            let mut message = Message::new(world.ids.id(at), channel, user);
            message.guild = world.channels.get(&channel).and_then(|place| place.guild);
            world.compose(&mut message, Draft::text(text));
            also(&mut message);
            world.insert_message(message.clone());
            message
        })
    }

    /// Pins a message.
    ///
    /// # Errors
    /// Fails if Discord would not allow it.
    pub fn pin(&self, user: UserId, message: &Message) -> Result<()> {
        self.act(user, None, |world, by| world.pin(by, message.channel, message.id, Pinned::Yes))
    }

    /// Edits a message of the user's own.
    ///
    /// # Errors
    /// Fails if Discord would not allow it.
    pub fn edit(&self, user: UserId, message: &Message, text: &str) -> Result<Message> {
        let edited = self.inner.world(|world| {
            world.need_in(message.channel, user, 0)?;
            if world.message(message.channel, message.id)?.author != user {
                return Err(Code::NotYourMessage.into());
            }
            world.edit(message.channel, message.id, Draft::text(text))
        });
        edited.map_err(refused)
    }

    /// Deletes a message.
    ///
    /// # Errors
    /// Fails if Discord would not allow it.
    pub fn delete(&self, user: UserId, channel: ChannelId, message: MessageId) -> Result<()> {
        self.act(user, None, |world, by| world.delete_message(by, channel, message))
    }

    /// Makes the address of a file expire, as Discord's do after a day.
    pub fn expire_file(&self, url: &str) {
        let is_it = |(channel, id): &(ChannelId, AttachmentId)| {
            url.contains(&format!("/attachments/{channel}/{id}/"))
        };
        self.inner.world(|world| world.files.retain(|place, _| !is_it(place)));
    }

    /// Sets for whom a command is in a server, as an administrator does in Server Settings → Integrations: each line has an
    /// `id`, a `type` (1 role, 2 user, 3 channel) and a `permission`. Nothing holds people to it here; bots read it.
    ///
    /// # Errors
    /// Fails if there is no such command.
    pub fn set_command_lines(&self, guild: GuildId, command: &str, lines: Vec<Value>) -> Result<()> {
        self.inner.world(|world| {
            let id = world.offered(Some(guild), 1, command).map(|command| command.id);
            let id = id.ok_or_else(|| Error::Refused(format!("/{command} is not registered")))?;
            world.command_lines.entry(guild).or_default().insert(id, lines);
            Ok(())
        })
    }

    /// Bans a user by hand.
    ///
    /// # Errors
    /// Fails if Discord would not allow it.
    pub fn ban(&self, by: UserId, guild: GuildId, user: UserId, reason: &str) -> Result<()> {
        self.act(by, Some(reason), |world, by| world.ban(by, guild, user, Duration::ZERO))
    }

    /// Lifts a ban by hand.
    ///
    /// # Errors
    /// Fails if Discord would not allow it.
    pub fn unban(&self, by: UserId, guild: GuildId, user: UserId, reason: &str) -> Result<()> {
        self.act(by, Some(reason), |world, by| world.unban(by, guild, user))
    }

    /// Kicks a member by hand.
    ///
    /// # Errors
    /// Fails if Discord would not allow it.
    pub fn kick(&self, by: UserId, guild: GuildId, user: UserId, reason: &str) -> Result<()> {
        self.act(by, Some(reason), |world, by| world.kick(by, guild, user))
    }

    /// Times a member out by hand, or ends their timeout.
    ///
    /// # Errors
    /// Fails if Discord would not allow it.
    pub fn time_out(
        &self,
        by: UserId,
        guild: GuildId,
        user: UserId,
        until: Option<Timestamp>,
        reason: &str,
    ) -> Result<()> {
        let edit = MemberEdit { timeout: Some(until), ..MemberEdit::default() };
        self.act(by, Some(reason), |world, by| world.edit_member(by, guild, user, edit))
    }

    /// Writes a message that an auto-moderation rule catches; `keyword` is the rule's word in it.
    ///
    /// # Errors
    /// Fails if there is no such rule.
    pub fn hit_rule(
        &self,
        user: UserId,
        channel: ChannelId,
        rule: RuleId,
        text: &str,
        keyword: Option<&str>,
    ) -> Result<()> {
        self.inner.world(|world| world.hit_rule(user, channel, rule, text, keyword)).map_err(refused)
    }

    /// Sets a member's roles, without checking permissions.
    pub fn set_roles(&self, guild: GuildId, user: UserId, roles: &[RoleId]) {
        self.inner.world(|world| {
            let Ok(member) = world.member_mut(guild, user) else { return };
            member.roles = roles.iter().copied().collect();
            let member = member.clone();
            world.changed(super::Change::MemberUpdated { guild, member });
        });
    }

    fn act(
        &self,
        user: UserId,
        reason: Option<&str>,
        act: impl FnOnce(&mut World, &By) -> std::result::Result<(), Failure>,
    ) -> Result<()> {
        let reason = reason.filter(|reason| !reason.is_empty());
        let by = By { user, reason: reason.map(str::to_owned) };
        self.inner.world(|world| act(world, &by)).map_err(refused)
    }
}

fn refused(failure: Failure) -> Error {
    Error::Refused(format!("{} ({})", failure.message, failure.code))
}
