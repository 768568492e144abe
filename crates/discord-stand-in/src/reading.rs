//! Reads the world and the recorded calls.

use std::time::Duration;

use serde_json::Value;
use tokio::sync::broadcast;

use super::StandIn;
use super::feed::FeedEvent;
use super::ids::{ChannelId, GuildId, MessageId, UserId};
use super::record::RecordedCall;
use super::registry::Command;
use super::world::{Application, AuditLogEntry, Ban, Channel, Guild, Member, Message, User};

impl StandIn {
    /// Returns the application as it is configured.
    #[must_use]
    pub fn application(&self) -> Application {
        self.inner.world(|world| world.application.clone())
    }

    /// Returns all servers.
    #[must_use]
    pub fn guilds(&self) -> Vec<Guild> {
        self.inner.world(|world| world.guilds.values().cloned().collect())
    }

    /// Returns a server with its roles, members, bans and audit log.
    #[must_use]
    pub fn guild(&self, guild: GuildId) -> Option<Guild> {
        self.inner.world(|world| world.guilds.get(&guild).cloned())
    }

    /// Returns all users.
    #[must_use]
    pub fn users(&self) -> Vec<User> {
        self.inner.world(|world| world.users.values().cloned().collect())
    }

    /// Returns a user.
    #[must_use]
    pub fn user(&self, user: UserId) -> Option<User> {
        self.inner.world(|world| world.users.get(&user).cloned())
    }

    /// Returns a membership; `None` if the user is not in the server.
    #[must_use]
    pub fn member(&self, guild: GuildId, user: UserId) -> Option<Member> {
        self.inner.world(|world| world.member(guild, user).ok().cloned())
    }

    /// Returns a server's channels, in order.
    #[must_use]
    pub fn channels(&self, guild: GuildId) -> Vec<Channel> {
        let mut here: Vec<_> = self.inner.world(|world| {
            world.channels.values().filter(|channel| channel.guild == Some(guild)).cloned().collect()
        });
        here.sort_by_key(|channel| (channel.position, channel.id));
        here
    }

    /// Returns a channel.
    #[must_use]
    pub fn channel(&self, channel: ChannelId) -> Option<Channel> {
        self.inner.world(|world| world.channels.get(&channel).cloned())
    }

    /// Returns the messages that everyone in a channel sees, oldest first.
    #[must_use]
    pub fn messages(&self, channel: ChannelId) -> Vec<Message> {
        self.filtered(channel, |message| !message.is_ephemeral())
    }

    /// Returns the messages in a channel that everyone there sees and that came after another one, oldest first.
    #[must_use]
    pub fn messages_after(&self, channel: ChannelId, after: Option<MessageId>) -> Vec<Message> {
        self.filtered(channel, |message| !message.is_ephemeral() && Some(message.id) > after)
    }

    /// Returns a message as it is now, if this person sees it.
    #[must_use]
    pub fn message_seen_by(&self, user: UserId, channel: ChannelId, id: MessageId) -> Option<Message> {
        self.inner.world(|world| {
            let message = world.messages.get(&channel)?.get(&id)?;
            message.only_for.is_none_or(|only| only == user).then(|| message.clone())
        })
    }

    /// Returns the messages that one person in a channel sees, ephemeral ones included, oldest first.
    #[must_use]
    pub fn messages_seen_by(&self, user: UserId, channel: ChannelId) -> Vec<Message> {
        self.filtered(channel, |message| message.only_for.is_none_or(|only| only == user))
    }

    /// Returns the messages of a user's direct messages, oldest first.
    #[must_use]
    pub fn dms(&self, user: UserId) -> Vec<Message> {
        self.dms_after(user, None)
    }

    /// Returns the messages of a user's direct messages that came after another one, oldest first.
    #[must_use]
    pub fn dms_after(&self, user: UserId, after: Option<MessageId>) -> Vec<Message> {
        let channel = self.inner.world(|world| world.direct_channel(user));
        channel.map(|channel| self.messages_after(channel, after)).unwrap_or_default()
    }

    /// Returns a server's bans.
    #[must_use]
    pub fn bans(&self, guild: GuildId) -> Vec<Ban> {
        self.guild(guild).map(|guild| guild.bans.into_values().collect()).unwrap_or_default()
    }

    /// Returns the ban of one user.
    #[must_use]
    pub fn ban_of(&self, guild: GuildId, user: UserId) -> Option<Ban> {
        self.inner.world(|world| world.guilds.get(&guild)?.bans.get(&user).cloned())
    }

    /// Returns a server's audit log, oldest first.
    #[must_use]
    pub fn audit_log(&self, guild: GuildId) -> Vec<AuditLogEntry> {
        self.inner
            .world(|world| world.guilds.get(&guild).map(|guild| guild.audit_log.clone()))
            .unwrap_or_default()
    }

    /// Returns a user's permissions in a channel, overwrites included, as raw bits.
    #[must_use]
    pub fn permissions(&self, user: UserId, channel: ChannelId) -> u64 {
        self.inner.world(|world| {
            world.channels.get(&channel).map_or(0, |channel| world.channel_permissions(channel, user))
        })
    }

    /// Returns the registered commands of every scope.
    #[must_use]
    pub fn registered_commands(&self) -> Vec<Command> {
        self.inner.world(|world| world.commands.values().cloned().collect())
    }

    /// Returns all calls of the API, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedCall> {
        self.inner.record().calls.iter().cloned().collect()
    }

    /// Returns the calls that came after the one with this number, oldest first.
    #[must_use]
    pub fn requests_after(&self, number: u64) -> Vec<RecordedCall> {
        self.inner.record().calls.iter().skip_while(|call| call.number <= number).cloned().collect()
    }

    /// Returns the calls of one route, given as `/guilds/{}/bans/{}`.
    #[must_use]
    pub fn requests_to(&self, method: &str, route: &str) -> Vec<RecordedCall> {
        let fits =
            |call: &&RecordedCall| call.method == method && super::rest::same_shape(&call.route, route);
        self.inner.record().calls.iter().filter(fits).cloned().collect()
    }

    /// Returns the inline answers to interactions.
    #[must_use]
    pub fn answers(&self) -> Vec<Value> {
        self.inner.world(|world| {
            let answered = world.exchanges.values().filter(|exchange| exchange.status == Some(200));
            answered.map(|exchange| exchange.response.clone()).collect()
        })
    }

    /// Returns the violations: everything malformed. A good test ends with none.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.inner.record().violations.clone()
    }

    /// Forgets the violations, for a test that expected them.
    pub fn clear_violations(&self) {
        self.inner.record().violations.clear();
    }

    /// Returns the number of calls that Discord counts as invalid: 401, 403 and most 429.
    #[must_use]
    pub fn invalid_requests(&self) -> u64 {
        self.inner.record().invalid_requests()
    }

    /// Subscribes to all events from now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<FeedEvent> {
        self.inner.feed.subscribe()
    }

    /// Waits until `look` returns something, calling it again after every change; `None` if time runs out.
    pub async fn eventually<T>(&self, within: Duration, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        let mut beat = self.inner.beat.subscribe();
        let looking = async {
            loop {
                beat.mark_unchanged();
                if let Some(found) = look() {
                    return Some(found);
                }
                if beat.changed().await.is_err() {
                    return None;
                }
            }
        };
        tokio::time::timeout(within, looking).await.ok().flatten()
    }

    /// Returns a message as Discord describes it over REST.
    #[must_use]
    pub fn message_json(&self, message: &Message) -> Value {
        self.inner.world(|world| world.message_json(message))
    }

    fn filtered(&self, channel: ChannelId, shown: impl Fn(&Message) -> bool) -> Vec<Message> {
        self.inner.world(|world| {
            let all = world.messages.get(&channel).into_iter().flat_map(|messages| messages.values());
            all.filter(|message| shown(message)).cloned().collect()
        })
    }
}
