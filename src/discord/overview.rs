//! Servers, roles and channels in full, for the cards that show them.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use twilight_http::request::Method;

use crate::discord::rest::Call;
use crate::discord::{Discord, request};
use crate::domain::channel::ThreadState;
use crate::domain::ids::{ChannelId, GuildId, RoleId, UserId};
use crate::error::Result;

/// A server with its counts.
#[derive(Clone, Debug, Deserialize)]
pub struct ServerOverview {
    pub name: String,
    pub owner_id: UserId,
    #[serde(default)]
    pub icon: Option<String>,
    #[serde(default)]
    pub banner: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    /// Discord's names of the features that the server has.
    #[serde(default)]
    pub features: Vec<String>,
    #[serde(default)]
    pub roles: Vec<IgnoredAny>,
    #[serde(default)]
    pub emojis: Vec<IgnoredAny>,
    #[serde(default)]
    pub stickers: Vec<IgnoredAny>,
    #[serde(default)]
    pub premium_subscription_count: u64,
    #[serde(default)]
    pub premium_tier: u64,
    /// The number of members, approximately, as Discord counts them.
    #[serde(default)]
    pub approximate_member_count: u64,
    /// The number of members who are online, approximately.
    #[serde(default)]
    pub approximate_presence_count: u64,
    /// Discord's number for what newcomers need to write.
    #[serde(default)]
    pub verification_level: u64,
    /// 1 if moderators need a second factor.
    #[serde(default)]
    pub mfa_level: u64,
    #[serde(default)]
    pub vanity_url_code: Option<String>,
}

/// A channel with what people see of it.
#[derive(Clone, Debug, Deserialize)]
pub struct ChannelOverview {
    pub id: ChannelId,
    #[serde(default)]
    pub guild_id: Option<GuildId>,
    /// Discord's number of the type.
    #[serde(rename = "type")]
    pub kind: u64,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub topic: Option<String>,
    #[serde(default)]
    pub nsfw: bool,
    /// The slowmode in seconds.
    #[serde(default)]
    pub rate_limit_per_user: Option<u32>,
    /// The category, or the thread's channel.
    #[serde(default)]
    pub parent_id: Option<ChannelId>,
    /// The bits a second of a voice channel.
    #[serde(default)]
    pub bitrate: Option<u64>,
    /// The most people in a voice channel; 0 for any number.
    #[serde(default)]
    pub user_limit: Option<u64>,
    /// The person who began a thread.
    #[serde(default)]
    pub owner_id: Option<UserId>,
    /// The number of messages in a thread.
    #[serde(default)]
    pub total_message_sent: Option<u64>,
    #[serde(default)]
    pub thread_metadata: Option<ThreadState>,
    /// The tags of a forum's posts.
    #[serde(default)]
    pub available_tags: Vec<IgnoredAny>,
    #[serde(default)]
    pub permission_overwrites: Vec<IgnoredAny>,
}

impl Discord {
    /// Returns a server with its counts.
    pub async fn server_overview(&self, guild: GuildId) -> Result<ServerOverview> {
        self.rest.fetch(self.build.guild(guild).with_counts(true)).await
    }

    /// Returns a channel in full.
    pub async fn channel_overview(&self, channel: ChannelId) -> Result<ChannelOverview> {
        self.rest.fetch(self.build.channel(channel)).await
    }

    /// Returns the number of members with a role.
    pub async fn role_members(&self, guild: GuildId, role: RoleId) -> Result<u64> {
        // Everybody has @everyone, which Discord does not count.
        if role == guild.cast() {
            return Ok(self.guild_size(guild).await?.members);
        }
        let request = request(Method::Get, format!("guilds/{guild}/roles/member-counts"), None)?;
        let counts: HashMap<RoleId, u64> = self.rest.call(request, Call::default()).await?.json()?;
        Ok(counts.get(&role).copied().unwrap_or_default())
    }
}
