//! Actions on members: timeouts, roles, kicks, bans. All but the kick may be repeated.

use std::time::Duration;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use twilight_http::request::{AuditLogReason, Method, TryIntoRequest};

use crate::discord::files::TRANSFER;
use crate::discord::reason::is_of_case;
use crate::discord::rest::Call;
use crate::discord::{Discord, error_code, request, request_because};
use crate::domain::case::Case;
use crate::domain::ids::{GuildId, RoleId, UserId};
use crate::domain::member_edit::MemberEdit;
use crate::error::{Error, Result};

/// The time allowed for a bulk ban of two hundred people.
const BULK: Duration = Duration::from_secs(20);

/// Somebody banned from a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Banned {
    pub id: UserId,
    pub name: String,
    pub reason: Option<String>,
}

#[derive(Deserialize)]
struct BanBody {
    user: BannedUser,
    reason: Option<String>,
}

#[derive(Deserialize)]
struct BannedUser {
    id: UserId,
    username: String,
}

#[derive(Deserialize)]
struct AuditLogBody {
    audit_log_entries: Vec<LogEntryBody>,
}

#[derive(Deserialize)]
struct LogEntryBody {
    id: String,
    target_id: Option<String>,
    reason: Option<String>,
}

impl Discord {
    /// Times a member out until `until`; `None` ends the timeout.
    pub async fn timeout_set(
        &self,
        guild: GuildId,
        user: UserId,
        until: Option<Timestamp>,
        reason: &str,
    ) -> Result<()> {
        // Built without twilight's builder, which checks the 28 days against the machine's clock instead of the one
        // passed in.
        let body = serde_json::json!({ "communication_disabled_until": until });
        let path = format!("guilds/{guild}/members/{user}");
        let edit = request_because(Method::Patch, path, Some(&body), reason)?;
        self.rest.call(edit, Call::default()).await.map(drop)
    }

    /// Makes one change of a member. Repeating a change has no effect, except that disconnecting somebody who is not in
    /// voice fails, so that one is not retried if Discord may have acted on it.
    pub async fn member_edit(
        &self,
        guild: GuildId,
        user: UserId,
        edit: &MemberEdit,
        reason: &str,
    ) -> Result<()> {
        let body = match edit {
            MemberEdit::Nick(nick) => serde_json::json!({ "nick": nick }),
            MemberEdit::Voice(channel) => serde_json::json!({ "channel_id": channel }),
            MemberEdit::Mute(mute) => serde_json::json!({ "mute": mute }),
            MemberEdit::Deafen(deaf) => serde_json::json!({ "deaf": deaf }),
        };
        let how = if *edit == MemberEdit::Voice(None) { Call::default().once() } else { Call::default() };
        let path = format!("guilds/{guild}/members/{user}");
        let edit = request_because(Method::Patch, path, Some(&body), reason)?;
        self.rest.call(edit, how).await.map(drop)
    }

    /// Changes Gavel's own nickname, avatar, banner and bio in a server. Repeating it has no effect.
    pub async fn own_member_edit(&self, guild: GuildId, body: &Value, reason: &str) -> Result<()> {
        let path = format!("guilds/{guild}/members/@me");
        let edit = request_because(Method::Patch, path, Some(body), reason)?;
        self.rest.call(edit, TRANSFER).await.map(drop)
    }

    /// Sets the roles of a member, in one call.
    pub async fn roles_set(
        &self,
        guild: GuildId,
        user: UserId,
        roles: &[RoleId],
        reason: &str,
    ) -> Result<()> {
        self.rest.send(self.build.update_guild_member(guild, user).roles(roles).reason(reason)).await
    }

    /// Gives a member one role. Repeating it has no effect.
    pub async fn role_give(&self, guild: GuildId, user: UserId, role: RoleId, reason: &str) -> Result<()> {
        self.rest.send(self.build.add_guild_member_role(guild, user, role).reason(reason)).await
    }

    /// Takes one role from a member. Repeating it has no effect.
    pub async fn role_take(&self, guild: GuildId, user: UserId, role: RoleId, reason: &str) -> Result<()> {
        self.rest.send(self.build.remove_guild_member_role(guild, user, role).reason(reason)).await
    }

    /// Kicks a member.
    pub async fn kick(&self, guild: GuildId, user: UserId, reason: &str) -> Result<()> {
        // Not tried again by itself: the person may have come back since an attempt that worked.
        let request = self.build.remove_guild_member(guild, user).reason(reason);
        let request = request.try_into_request().map_err(Error::broken)?;
        self.rest.call(request, self.rest.usual().once()).await.map(drop)
    }

    /// Returns `true` if the audit log has Gavel carrying out the case after an id; `false` also if the log can't be
    /// read.
    pub async fn did_after(&self, case: &Case, after: u64) -> Result<bool> {
        let Some(proof) = case.kind.facts().audit else { return Ok(false) };
        let (me, kind) = (self.me().await?, u16::from(proof));
        let path = format!("guilds/{}/audit-logs?user_id={me}&action_type={kind}&limit=100", case.guild);
        let answer = match self.rest.call(request(Method::Get, path, None)?, Call::default()).await {
            Ok(answer) => answer,
            Err(Error::Discord { .. }) => return Ok(false),
            Err(other) => return Err(other),
        };
        let target = case.target.map(|target| target.to_string());
        let is_it = |entry: &LogEntryBody| {
            entry.target_id == target
                && entry.reason.as_deref().is_some_and(|reason| is_of_case(reason, case.number))
                && entry.id.parse::<u64>().is_ok_and(|id| id > after)
        };
        Ok(answer.json::<AuditLogBody>()?.audit_log_entries.iter().any(is_it))
    }

    /// Returns `true` if the case's target is banned by the case's own ban, whose reason names the case.
    pub async fn is_banned_for(&self, case: &Case) -> Result<bool> {
        #[derive(Deserialize)]
        struct Because {
            reason: Option<String>,
        }
        let Some(person) = case.target else { return Ok(false) };
        match self.rest.fetch::<Because>(self.build.ban(case.guild, person)).await {
            Ok(ban) => Ok(ban.reason.is_some_and(|reason| is_of_case(&reason, case.number))),
            Err(Error::Discord { code: error_code::UNKNOWN_BAN, .. }) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// Returns the end of a member's timeout; `None` if they are not timed out, or not in the server.
    pub async fn timeout_of(&self, guild: GuildId, user: UserId) -> Result<Option<Timestamp>> {
        #[derive(Deserialize)]
        struct TimedOut {
            communication_disabled_until: Option<Timestamp>,
        }
        match self.rest.fetch::<TimedOut>(self.build.guild_member(guild, user)).await {
            Ok(member) => Ok(member.communication_disabled_until),
            Err(Error::Discord { code: error_code::UNKNOWN_MEMBER | error_code::UNKNOWN_USER, .. }) => {
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// Bans a user, member or not. Repeating it has no effect.
    pub async fn ban(&self, guild: GuildId, user: UserId, delete_seconds: u32, reason: &str) -> Result<()> {
        let ban = self.build.create_ban(guild, user).delete_message_seconds(delete_seconds);
        self.rest.send(ban.reason(reason)).await
    }

    /// Bans up to 200 people in one call. Returns those it banned; people already banned, and those who can't be, are
    /// left out.
    pub async fn ban_many(
        &self,
        guild: GuildId,
        users: &[UserId],
        delete_seconds: u32,
        reason: &str,
    ) -> Result<Vec<UserId>> {
        #[derive(Deserialize)]
        struct Bulk {
            banned_users: Vec<UserId>,
        }
        let body = serde_json::json!({ "user_ids": users, "delete_message_seconds": delete_seconds });
        let ban = request_because(Method::Post, format!("guilds/{guild}/bulk-ban"), Some(&body), reason)?;
        match self.rest.call(ban, Call::within(BULK).attempt(BULK)).await {
            Ok(answer) => Ok(answer.json::<Bulk>()?.banned_users),
            Err(Error::Discord { code: error_code::NOBODY_BANNED, .. }) => Ok(vec![]),
            Err(other) => Err(other),
        }
    }

    /// Lifts a ban. Returns `false` if there was none.
    pub async fn unban(&self, guild: GuildId, user: UserId, reason: &str) -> Result<bool> {
        match self.rest.send(self.build.delete_ban(guild, user).reason(reason)).await {
            Ok(()) => Ok(true),
            Err(Error::Discord { code: error_code::UNKNOWN_BAN, .. }) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// Returns the first thousand of a server's bans, by id.
    pub async fn bans(&self, guild: GuildId, how: Call) -> Result<Vec<Banned>> {
        let path = format!("guilds/{guild}/bans?limit=1000");
        let bans: Vec<BanBody> = self.rest.call(request(Method::Get, path, None)?, how).await?.json()?;
        let banned = |ban: BanBody| Banned { id: ban.user.id, name: ban.user.username, reason: ban.reason };
        Ok(bans.into_iter().map(banned).collect())
    }

    /// Returns `true` if the user is banned.
    pub async fn is_banned(&self, guild: GuildId, user: UserId) -> Result<bool> {
        match self.rest.send(self.build.ban(guild, user)).await {
            Ok(()) => Ok(true),
            Err(Error::Discord { code: error_code::UNKNOWN_BAN, .. }) => Ok(false),
            Err(other) => Err(other),
        }
    }
}
