//! Discord's data on a server and its people, in the domain's types. Fetched each time, never cached.

use std::borrow::Cow;
use std::collections::HashMap;

use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use twilight_model::guild::Permissions;

use crate::discord::{Discord, error_code};
use crate::domain::event::EventUser;
use crate::domain::ids::{ChannelId, GuildId, RoleId, UserId};
use crate::domain::member::{Member, Role};
use crate::domain::permission_context::PermissionContext;
use crate::domain::permissions::{covers, of_digits};
use crate::error::{Error, Result};

/// A server, with the fields that rank and wording need.
#[derive(Clone, Debug)]
pub struct Guild {
    pub name: String,
    pub owner: UserId,
    pub roles: Vec<Role>,
    pub role_names: HashMap<RoleId, String>,
    /// The colours, as 0xRRGGBB, of the roles that have one.
    pub role_colours: HashMap<RoleId, u32>,
}

impl Guild {
    /// Sorts roles from the highest down. Those that no longer exist come last.
    #[must_use]
    pub fn in_order(&self, roles: &[RoleId]) -> Vec<RoleId> {
        let mut order: Vec<&Role> = self.roles.iter().collect();
        order.sort_by_key(|other| std::cmp::Reverse(other.height()));
        let place = |role: &RoleId| order.iter().position(|it| it.id == *role).unwrap_or(usize::MAX);
        let mut sorted = roles.to_vec();
        sorted.sort_by_key(place);
        sorted
    }

    /// Returns the context for computing a member's permissions.
    #[must_use]
    pub fn permission_context<'a>(&'a self, guild: GuildId, member: &'a Member) -> PermissionContext<'a> {
        PermissionContext { guild, owner: self.owner, roles: &self.roles, member }
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
    #[serde(deserialize_with = "bits")]
    permissions: Permissions,
    #[serde(default)]
    managed: bool,
    #[serde(default)]
    color: u32,
}

/// Reads permissions, which may have bits without a name.
fn bits<'de, D: Deserializer<'de>>(raw: D) -> Result<Permissions, D::Error> {
    let digits = Cow::<str>::deserialize(raw)?;
    of_digits(&digits).ok_or_else(|| D::Error::custom("no permissions"))
}

#[derive(Deserialize)]
struct MemberBody {
    roles: Vec<RoleId>,
    #[serde(default)]
    pending: bool,
    #[serde(default)]
    joined_at: Option<Timestamp>,
    #[serde(default)]
    communication_disabled_until: Option<Timestamp>,
}

/// A server's name and number of members.
#[derive(Clone, Debug, Deserialize)]
pub struct Size {
    pub name: String,
    /// The number of members, approximately, as Discord counts them.
    #[serde(rename = "approximate_member_count", default)]
    pub members: u64,
}

/// A member with the circumstances of their joining.
#[derive(Clone, Debug)]
pub struct Newcomer {
    pub member: Member,
    /// `true` if they have yet to pass the server's membership screening.
    pub pending: bool,
    pub joined_at: Option<Timestamp>,
    /// The end of their last timeout, which may be over.
    pub timed_out_until: Option<Timestamp>,
}

/// A person's permissions in a channel.
#[derive(Clone, Copy, Debug)]
pub struct ChannelPermissions {
    /// Those of their roles and the channel's overwrites; empty for somebody outside the server.
    pub held: Permissions,
    /// The end of their last timeout, which may be over.
    timed_out_until: Option<Timestamp>,
    is_thread: bool,
}

impl ChannelPermissions {
    const NONE: Self = Self { held: Permissions::empty(), timed_out_until: None, is_thread: false };

    /// Returns `true` if the person can read in the channel.
    #[must_use]
    pub fn may_read(&self) -> bool {
        covers(self.held, Permissions::VIEW_CHANNEL)
    }

    /// Returns `true` if the person can write in the channel now.
    #[must_use]
    pub fn may_write(&self, now: Timestamp) -> bool {
        let write = match self.is_thread {
            true => Permissions::SEND_MESSAGES_IN_THREADS,
            false => Permissions::SEND_MESSAGES,
        };
        // Discord times administrators out in no server.
        let is_timed_out = self.timed_out_until.is_some_and(|until| until > now)
            && !self.held.contains(Permissions::ADMINISTRATOR);
        covers(self.held, write) && !is_timed_out
    }
}

/// A user as Discord describes them.
#[derive(Deserialize)]
pub(in crate::discord) struct PersonBody {
    id: UserId,
    username: String,
    #[serde(default)]
    bot: bool,
}

impl From<PersonBody> for EventUser {
    fn from(body: PersonBody) -> Self {
        Self { id: body.id, name: body.username, bot: body.bot }
    }
}

impl Discord {
    /// Returns the server: owner, roles, name.
    pub async fn guild(&self, guild: GuildId) -> Result<Guild> {
        let body: GuildBody = self.rest.fetch(self.build.guild(guild)).await?;
        let role_names = body.roles.iter().map(|role| (role.id, role.name.clone())).collect();
        let coloured = body.roles.iter().filter(|role| role.color != 0);
        let role_colours = coloured.map(|role| (role.id, role.color)).collect();
        let roles = body.roles.into_iter();
        Ok(Guild {
            role_names,
            role_colours,
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

    /// Returns `true` if Gavel is in the server.
    pub async fn is_in(&self, guild: GuildId) -> Result<bool> {
        match self.guild(guild).await {
            Err(Error::Discord { code: error_code::UNKNOWN_GUILD | error_code::MISSING_ACCESS, .. }) => {
                Ok(false)
            }
            Ok(_) | Err(Error::Discord { .. }) => Ok(true),
            Err(other) => Err(other),
        }
    }

    /// Returns a user; `None` if Discord has no such account.
    pub async fn person(&self, user: UserId) -> Result<Option<EventUser>> {
        match self.rest.fetch::<PersonBody>(self.build.user(user)).await {
            Ok(body) => Ok(Some(body.into())),
            Err(Error::Discord { code: error_code::UNKNOWN_USER, .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Returns a member; `None` if they are not in the server.
    pub async fn member(&self, guild: GuildId, user: UserId) -> Result<Option<Member>> {
        Ok(self.newcomer(guild, user).await?.map(|newcomer| newcomer.member))
    }

    /// Returns the server's name and number of members.
    pub async fn guild_size(&self, guild: GuildId) -> Result<Size> {
        self.rest.fetch(self.build.guild(guild).with_counts(true)).await
    }

    /// Returns a member and how they joined; `None` if they are not in the server.
    pub async fn newcomer(&self, guild: GuildId, user: UserId) -> Result<Option<Newcomer>> {
        match self.rest.fetch::<MemberBody>(self.build.guild_member(guild, user)).await {
            Ok(body) => Ok(Some(Newcomer {
                member: Member { id: user, roles: body.roles },
                pending: body.pending,
                joined_at: body.joined_at,
                timed_out_until: body.communication_disabled_until,
            })),
            Err(Error::Discord { code: error_code::UNKNOWN_MEMBER | error_code::UNKNOWN_USER, .. }) => {
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Returns Gavel's permissions in a channel of this server; empty if the channel is in another.
    pub async fn my_permissions(&self, guild: GuildId, channel: ChannelId) -> Result<Permissions> {
        Ok(self.permissions_of(guild, self.me().await?, channel).await?.held)
    }

    /// Returns somebody's permissions in a channel of this server; none if the channel is in another.
    pub async fn permissions_of(
        &self,
        guild: GuildId,
        user: UserId,
        channel: ChannelId,
    ) -> Result<ChannelPermissions> {
        let (server, found, place) =
            tokio::try_join!(self.guild(guild), self.newcomer(guild, user), self.place(channel))?;
        let Some(found) = found.filter(|_| place.guild == Some(guild)) else {
            return Ok(ChannelPermissions::NONE);
        };
        let held = server.permission_context(guild, &found.member).permissions_in(&place.overwrites);
        let is_thread = place.is_thread();
        Ok(ChannelPermissions { held, timed_out_until: found.timed_out_until, is_thread })
    }
}
