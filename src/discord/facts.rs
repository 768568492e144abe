//! What Discord knows about a server and its people, in the domain's words. Asked, never cached.

use serde::Deserialize;
use twilight_model::guild::Permissions;

use crate::discord::{Discord, fault};
use crate::domain::ids::{ChannelId, GuildId, RoleId, UserId};
use crate::domain::rank::{Member, Role};
use crate::error::{Error, Result};

/// A server, as far as rank and wording go.
#[derive(Clone, Debug)]
pub struct Guild {
    pub name: String,
    pub owner: UserId,
    pub roles: Vec<Role>,
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
    position: i64,
    permissions: Permissions,
    #[serde(default)]
    managed: bool,
}

#[derive(Deserialize)]
struct MemberBody {
    roles: Vec<RoleId>,
}

#[derive(Deserialize)]
struct ChannelBody {
    #[serde(default)]
    guild_id: Option<GuildId>,
    #[serde(default)]
    permission_overwrites: Vec<Overwrite>,
}

#[derive(Deserialize)]
struct Overwrite {
    id: OverwriteId,
    #[serde(rename = "type")]
    kind: u8,
    allow: Permissions,
    deny: Permissions,
}

/// A role or a person: only the number counts.
type OverwriteId = twilight_model::id::Id<twilight_model::id::marker::GenericMarker>;

impl Discord {
    /// The server: owner, roles, name.
    pub async fn guild(&self, guild: GuildId) -> Result<Guild> {
        let body: GuildBody = self.rest.fetch(self.build.guild(guild)).await?;
        let roles = body.roles.into_iter();
        Ok(Guild {
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

    /// A member, or nothing when they are not in the server.
    pub async fn member(&self, guild: GuildId, user: UserId) -> Result<Option<Member>> {
        match self.rest.fetch::<MemberBody>(self.build.guild_member(guild, user)).await {
            Ok(body) => Ok(Some(Member { id: user, roles: body.roles })),
            Err(Error::Discord { code: fault::UNKNOWN_MEMBER | fault::UNKNOWN_USER, .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// What Gavel may do in a channel of this server; nothing where the channel is not of it.
    pub async fn my_permissions(&self, guild: GuildId, channel: ChannelId) -> Result<Permissions> {
        let me = self.me().await?;
        let (server, member, body) = tokio::try_join!(
            self.guild(guild),
            self.member(guild, me),
            self.rest.fetch::<ChannelBody>(self.build.channel(channel))
        )?;
        let Some(member) = member.filter(|_| body.guild_id == Some(guild)) else {
            return Ok(Permissions::empty());
        };
        if server.owner == me {
            return Ok(Permissions::all());
        }
        Ok(channel_permissions(guild, &server.roles, &member, &body.permission_overwrites))
    }
}

/// Discord's own order: @everyone, roles, then overwrites of @everyone, of roles together, of the member.
fn channel_permissions(
    guild: GuildId,
    roles: &[Role],
    member: &Member,
    overwrites: &[Overwrite],
) -> Permissions {
    let is_mine = |role: RoleId| role.get() == guild.get() || member.roles.contains(&role);
    let mut held = roles
        .iter()
        .filter(|role| is_mine(role.id))
        .fold(Permissions::empty(), |sum, role| sum | role.permissions);
    if held.contains(Permissions::ADMINISTRATOR) {
        return Permissions::all();
    }
    let mut apply = |matches: &dyn Fn(&Overwrite) -> bool| {
        let (allow, deny) = overwrites
            .iter()
            .filter(|overwrite| matches(overwrite))
            .fold((Permissions::empty(), Permissions::empty()), |(allow, deny), it| {
                (allow | it.allow, deny | it.deny)
            });
        held = (held - deny) | allow;
    };
    apply(&|it| it.kind == 0 && it.id.get() == guild.get());
    apply(&|it| it.kind == 0 && it.id.get() != guild.get() && member.roles.contains(&it.id.cast()));
    apply(&|it| it.kind == 1 && it.id.get() == member.id.get());
    if held.contains(Permissions::VIEW_CHANNEL) { held } else { Permissions::empty() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn overwrite(kind: u8, id: u64, allow: Permissions, deny: Permissions) -> Overwrite {
        Overwrite { id: Id::new(id), kind, allow, deny }
    }

    #[test]
    fn a_members_own_overwrite_wins_over_the_roles_and_those_over_everyone() {
        let send = Permissions::SEND_MESSAGES;
        let role = |id, permissions| Role { id: Id::new(id), position: 0, permissions, managed: false };
        let roles = [role(1, Permissions::VIEW_CHANNEL | send), role(2, Permissions::empty())];
        let member = Member { id: Id::new(9), roles: vec![Id::new(2)] };
        let held = |overwrites: &[Overwrite]| {
            channel_permissions(Id::new(1), &roles, &member, overwrites).contains(send)
        };
        let none = Permissions::empty();
        assert!(held(&[]));
        assert!(!held(&[overwrite(0, 1, none, send)]));
        assert!(held(&[overwrite(0, 1, none, send), overwrite(0, 2, send, none)]));
        assert!(!held(&[overwrite(0, 2, send, none), overwrite(1, 9, none, send)]));
        assert!(!held(&[overwrite(0, 1, none, Permissions::VIEW_CHANNEL)]));
    }
}
