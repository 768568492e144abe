//! What Discord knows about a server and its people, in the domain's words. Asked, never cached.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Deserialize;
use twilight_model::guild::Permissions;

use crate::discord::{Discord, fault};
use crate::domain::event::Person;
use crate::domain::ids::{ChannelId, GuildId, RoleId, UserId};
use crate::domain::member::{Member, Role};
use crate::domain::standing::Standing;
use crate::error::{Error, Result};

/// A server, as far as rank and wording go.
#[derive(Clone, Debug)]
pub struct Guild {
    pub name: String,
    pub owner: UserId,
    pub roles: Vec<Role>,
    pub role_names: HashMap<RoleId, String>,
}

impl Guild {
    /// Where a member stands in it.
    #[must_use]
    pub fn standing<'a>(&'a self, guild: GuildId, member: &'a Member) -> Standing<'a> {
        Standing { guild, owner: self.owner, roles: &self.roles, member }
    }
}

#[derive(Deserialize)]
struct GuildBody {
    name: String,
    owner_id: UserId,
    roles: Vec<RoleBody>,
}

#[derive(Deserialize)]
struct RoleBody {
    id: RoleId,
    name: String,
    position: i64,
    permissions: Permissions,
    #[serde(default)]
    managed: bool,
}

#[derive(Deserialize)]
struct MemberBody {
    roles: Vec<RoleId>,
    #[serde(default)]
    pending: bool,
    #[serde(default)]
    joined_at: Option<Timestamp>,
}

/// How many a server has, and its name.
#[derive(Clone, Debug, Deserialize)]
pub struct Size {
    pub name: String,
    /// As Discord counts them: about.
    #[serde(rename = "approximate_member_count", default)]
    pub members: u64,
}

/// A member who came in lately.
#[derive(Clone, Debug)]
pub struct Newcomer {
    pub member: Member,
    /// They have yet to pass the server's membership screening.
    pub pending: bool,
    pub joined_at: Option<Timestamp>,
}

/// A user as Discord describes them.
#[derive(Deserialize)]
pub(in crate::discord) struct PersonBody {
    id: UserId,
    username: String,
    #[serde(default)]
    bot: bool,
}

impl From<PersonBody> for Person {
    fn from(body: PersonBody) -> Self {
        Self { id: body.id, name: body.username, bot: body.bot }
    }
}

impl Discord {
    /// The server: owner, roles, name.
    pub async fn guild(&self, guild: GuildId) -> Result<Guild> {
        let body: GuildBody = self.rest.fetch(self.build.guild(guild)).await?;
        let role_names = body.roles.iter().map(|role| (role.id, role.name.clone())).collect();
        let roles = body.roles.into_iter();
        Ok(Guild {
            role_names,
            name: body.name,
            owner: body.owner_id,
            roles: roles
                .map(|role| Role {
                    id: role.id,
                    position: role.position,
                    permissions: role.permissions,
                    managed: role.managed,
                })
                .collect(),
        })
    }

    /// Whether Gavel is in the server.
    pub async fn is_in(&self, guild: GuildId) -> Result<bool> {
        match self.guild(guild).await {
            Err(Error::Discord { code: fault::UNKNOWN_GUILD | fault::MISSING_ACCESS, .. }) => Ok(false),
            Ok(_) | Err(Error::Discord { .. }) => Ok(true),
            Err(other) => Err(other),
        }
    }

    /// A person, or nothing when Discord has no such account.
    pub async fn person(&self, user: UserId) -> Result<Option<Person>> {
        match self.rest.fetch::<PersonBody>(self.build.user(user)).await {
            Ok(body) => Ok(Some(body.into())),
            Err(Error::Discord { code: fault::UNKNOWN_USER, .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// A member, or nothing when they are not in the server.
    pub async fn member(&self, guild: GuildId, user: UserId) -> Result<Option<Member>> {
        Ok(self.newcomer(guild, user).await?.map(|newcomer| newcomer.member))
    }

    /// The server's name, and how many are in it.
    pub async fn guild_size(&self, guild: GuildId) -> Result<Size> {
        self.rest.fetch(self.build.guild(guild).with_counts(true)).await
    }

    /// A member and how they came in, or nothing when they are not in the server.
    pub async fn newcomer(&self, guild: GuildId, user: UserId) -> Result<Option<Newcomer>> {
        match self.rest.fetch::<MemberBody>(self.build.guild_member(guild, user)).await {
            Ok(body) => Ok(Some(Newcomer {
                member: Member { id: user, roles: body.roles },
                pending: body.pending,
                joined_at: body.joined_at,
            })),
            Err(Error::Discord { code: fault::UNKNOWN_MEMBER | fault::UNKNOWN_USER, .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// What Gavel may do in a channel of this server; nothing where the channel is not of it.
    pub async fn my_permissions(&self, guild: GuildId, channel: ChannelId) -> Result<Permissions> {
        let me = self.me().await?;
        let (server, member, place) =
            tokio::try_join!(self.guild(guild), self.member(guild, me), self.channel(channel))?;
        let Some(member) = member.filter(|_| place.guild == Some(guild)) else {
            return Ok(Permissions::empty());
        };
        // A thread has its channel's.
        let overwrites = match place.parent.filter(|_| place.is_thread()) {
            Some(parent) => self.channel(parent).await?.overwrites,
            None => place.overwrites,
        };
        Ok(server.standing(guild, &member).permissions_in(&overwrites))
    }
}
