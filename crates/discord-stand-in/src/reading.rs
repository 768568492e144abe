//! Looking at the world, and at what was called.

use std::time::Duration;

use serde_json::Value;
use tokio::sync::broadcast;

use super::StandIn;
use super::feed::FeedEvent;
use super::ids::{ChannelId, GuildId, UserId};
use super::record::RecordedCall;
use super::registry::Command;
use super::world::{Application, AuditLogEntry, Ban, Channel, Guild, Member, Message, User};

impl StandIn {
    /// The application as it is configured.
    #[must_use]
    pub fn application(&self) -> Application {
        self.inner.world(|world| world.application.clone())
    }

    /// All servers.
    #[must_use]
    pub fn guilds(&self) -> Vec<Guild> {
        self.inner.world(|world| world.guilds.values().cloned().collect())
    }

    /// One server with its roles, members, bans and audit log.
    #[must_use]
    pub fn guild(&self, guild: GuildId) -> Option<Guild> {
        self.inner.world(|world| world.guilds.get(&guild).cloned())
    }

    /// Everyone.
    #[must_use]
    pub fn users(&self) -> Vec<User> {
        self.inner.world(|world| world.users.values().cloned().collect())
    }

    /// One user.
    #[must_use]
    pub fn user(&self, user: UserId) -> Option<User> {
        self.inner.world(|world| world.users.get(&user).cloned())
    }

    /// A membership; none where the user is not in the server.
    #[must_use]
    pub fn member(&self, guild: GuildId, user: UserId) -> Option<Member> {
        self.inner.world(|world| world.member(guild, user).ok().cloned())
    }

    /// A server's channels, in order.
    #[must_use]
    pub fn channels(&self, guild: GuildId) -> Vec<Channel> {
        let mut here: Vec<_> = self.inner.world(|world| {
            world.channels.values().filter(|channel| channel.guild == Some(guild)).cloned().collect()
        });
        here.sort_by_key(|channel| (channel.position, channel.id));
        here
    }

    /// One channel.
    #[must_use]
    pub fn channel(&self, channel: ChannelId) -> Option<Channel> {
        self.inner.world(|world| world.channels.get(&channel).cloned())
    }

    /// What everyone in a channel sees, oldest first.
    #[must_use]
    pub fn messages(&self, channel: ChannelId) -> Vec<Message> {
        self.filtered(channel, |message| !message.is_ephemeral())
    }

    /// What one person in a channel sees, ephemeral messages included, oldest first.
    #[must_use]
    pub fn messages_seen_by(&self, user: UserId, channel: ChannelId) -> Vec<Message> {
        self.filtered(channel, |message| message.only_for.is_none_or(|only| only == user))
    }

    /// What stands in a user's direct messages, oldest first.
    #[must_use]
    pub fn dms(&self, user: UserId) -> Vec<Message> {
        let channel = self.inner.world(|world| world.direct_channel(user));
        channel.map(|channel| self.messages(channel)).unwrap_or_default()
    }

    /// Who is banned.
    #[must_use]
    pub fn bans(&self, guild: GuildId) -> Vec<Ban> {
        self.guild(guild).map(|guild| guild.bans.into_values().collect()).unwrap_or_default()
    }

    /// The ban of one user.
    #[must_use]
    pub fn ban_of(&self, guild: GuildId, user: UserId) -> Option<Ban> {
        self.inner.world(|world| world.guilds.get(&guild)?.bans.get(&user).cloned())
    }

    /// A server's audit log, oldest first.
    #[must_use]
    pub fn audit_log(&self, guild: GuildId) -> Vec<AuditLogEntry> {
        self.inner
            .world(|world| world.guilds.get(&guild).map(|guild| guild.audit_log.clone()))
            .unwrap_or_default()
    }

    /// A member's permissions in the server, or in a channel with its overwrites, as raw bits.
    #[must_use]
    pub fn permissions(&self, user: UserId, channel: ChannelId) -> u64 {
        self.inner.world(|world| {
            world.channels.get(&channel).map_or(0, |channel| world.channel_permissions(channel, user))
        })
    }

    /// The registered commands of every scope.
    #[must_use]
    pub fn registered_commands(&self) -> Vec<Command> {
        self.inner.world(|world| world.commands.values().cloned().collect())
    }

    /// Every call of the API, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedCall> {
        self.inner.record().calls.iter().cloned().collect()
    }

    /// The calls of one route, given as `/guilds/{}/bans/{}`.
    #[must_use]
    pub fn requests_to(&self, method: &str, route: &str) -> Vec<RecordedCall> {
        let fits =
            |call: &&RecordedCall| call.method == method && super::rest::same_shape(&call.route, route);
        self.inner.record().calls.iter().filter(fits).cloned().collect()
    }

    /// What interactions were answered with inline.
    #[must_use]
    pub fn answers(&self) -> Vec<Value> {
        self.inner.world(|world| {
            let answered = world.exchanges.values().filter(|exchange| exchange.status == Some(200));
            answered.map(|exchange| exchange.response.clone()).collect()
        })
    }

    /// Everything that was out of shape; a good test ends with none.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.inner.record().violations.clone()
    }

    /// Forgets the violations, after a test has looked at the ones it wanted.
    pub fn clear_violations(&self) {
        self.inner.record().violations.clear();
    }

    /// How many calls Discord counted as invalid: 401, 403 and most 429.
    #[must_use]
    pub fn invalid_requests(&self) -> u64 {
        self.inner.record().invalid_requests()
    }

    /// Everything that happens from now on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<FeedEvent> {
        self.inner.feed.subscribe()
    }

    /// Waits until `look` finds something, looking again whenever anything happened; none when time is up.
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

    /// A message as Discord describes it over REST.
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
