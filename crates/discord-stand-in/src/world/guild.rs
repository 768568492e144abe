//! Servers, their roles and bans.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::audit::AuditLogEntry;
use super::member::Member;
use crate::ids::{GuildId, RoleId, RuleId, UserId, iso};

/// A server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Guild {
    /// The server's id; also the id of its @everyone role.
    pub id: GuildId,
    /// The server's name.
    pub name: String,
    /// The server's owner.
    pub owner: UserId,
    /// The server's preferred language.
    pub locale: String,
    /// The server's roles, @everyone included.
    pub roles: BTreeMap<RoleId, Role>,
    /// The server's members.
    pub members: BTreeMap<UserId, Member>,
    /// The server's bans.
    pub bans: BTreeMap<UserId, Ban>,
    /// The audit log, oldest first.
    pub audit_log: Vec<AuditLogEntry>,
    /// The auto-moderation rules, as Discord describes them.
    pub rules: BTreeMap<RuleId, Value>,
    /// The pauses of invites and direct messages.
    pub incidents: Incidents,
    /// The emojis, as Discord describes them.
    #[serde(default)]
    pub emojis: BTreeMap<u64, Value>,
    /// The stickers, as Discord describes them.
    #[serde(default)]
    pub stickers: BTreeMap<u64, Value>,
    /// Fields of the server that were set and have no other place here.
    #[serde(default)]
    pub settings: BTreeMap<String, Value>,
}

/// The pauses of invites and direct messages, as against a raid.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Incidents {
    /// The time until which nobody can join.
    pub invites_until: Option<Timestamp>,
    /// The time until which members cannot write to each other.
    pub dms_until: Option<Timestamp>,
}

/// A role.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Role {
    /// The role's id.
    pub id: RoleId,
    /// The role's name.
    pub name: String,
    /// The role's height; of two roles at one height the lower id is higher.
    pub position: i64,
    /// The role's permissions, as raw bits.
    pub permissions: u64,
    /// The role's colour.
    pub color: u32,
    /// The bot that owns the role, if it is managed.
    pub managed_by: Option<UserId>,
    /// `true` if members with the role are listed separately.
    #[serde(default)]
    pub hoist: bool,
    /// `true` if anyone may mention the role.
    #[serde(default)]
    pub mentionable: bool,
}

/// A ban.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ban {
    /// The banned user.
    pub user: UserId,
    /// The ban's reason.
    pub reason: Option<String>,
}

impl Role {
    /// Returns the role's rank, to compare with `>`.
    pub(crate) fn rank(&self) -> (i64, std::cmp::Reverse<RoleId>) {
        (self.position, std::cmp::Reverse(self.id))
    }

    /// Returns the role as Discord describes it.
    pub(crate) fn json(&self) -> Value {
        let mut role = json!({
            "id": self.id,
            "name": self.name,
            "description": null,
            "permissions": self.permissions.to_string(),
            "position": self.position,
            "color": self.color,
            "colors": { "primary_color": self.color, "secondary_color": null, "tertiary_color": null },
            "hoist": self.hoist,
            "managed": self.managed_by.is_some(),
            "mentionable": self.mentionable,
            "icon": null,
            "unicode_emoji": null,
            "flags": 0,
        });
        if let Some(bot) = self.managed_by {
            role["tags"] = json!({ "bot_id": bot });
        }
        role
    }
}

impl Guild {
    /// Returns the id of @everyone.
    pub(crate) fn everyone(&self) -> RoleId {
        self.id.cast()
    }

    /// Returns the roles of a user, @everyone included.
    pub(crate) fn roles_of(&self, user: UserId) -> impl Iterator<Item = &Role> {
        let own = self.members.get(&user).into_iter().flat_map(|member| &member.roles);
        own.chain([&self.id.cast()])
            .filter_map(|id| self.roles.get(&id.cast()))
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// Returns the server as GET describes it.
    pub(crate) fn json(&self) -> Value {
        let mut json = self.plain_json();
        for (field, value) in &self.settings {
            json[field] = value.clone();
        }
        json
    }

    fn plain_json(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "icon": null,
            "description": null,
            "home_header": null,
            "splash": null,
            "discovery_splash": null,
            "features": ["COMMUNITY"],
            "banner": null,
            "owner_id": self.owner,
            "application_id": null,
            "region": "deprecated",
            "afk_channel_id": null,
            "afk_timeout": 300,
            "system_channel_id": null,
            "system_channel_flags": 0,
            "widget_enabled": false,
            "widget_channel_id": null,
            "verification_level": 1,
            "roles": self.roles.values().map(Role::json).collect::<Vec<_>>(),
            "default_message_notifications": 1,
            "mfa_level": 0,
            "explicit_content_filter": 2,
            "max_presences": null,
            "max_members": 500_000,
            "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25,
            "vanity_url_code": null,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "preferred_locale": self.locale,
            "rules_channel_id": null,
            "safety_alerts_channel_id": null,
            "public_updates_channel_id": null,
            "premium_progress_bar_enabled": false,
            "nsfw": false,
            "nsfw_level": 0,
            "emojis": self.emojis.values().collect::<Vec<_>>(),
            "stickers": self.stickers.values().collect::<Vec<_>>(),
            "incidents_data": self.incidents.json(),
        })
    }
}

impl Incidents {
    /// Returns the pauses as Discord describes them; null if there are none.
    pub(crate) fn json(&self) -> Value {
        if self.invites_until.is_none() && self.dms_until.is_none() {
            return Value::Null;
        }
        json!({
            "invites_disabled_until": self.invites_until.map(iso),
            "dms_disabled_until": self.dms_until.map(iso),
            "dm_spam_detected_at": null,
            "raid_detected_at": null,
        })
    }
}
