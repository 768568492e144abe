//! Servers, their roles and bans.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use super::audit::AuditLogEntry;
use super::member::Member;
use crate::ids::{GuildId, RoleId, RuleId, UserId, iso};

/// A server.
#[derive(Clone, Debug, Serialize)]
pub struct Guild {
    /// Its id; also the id of its @everyone role.
    pub id: GuildId,
    /// Its name.
    pub name: String,
    /// Who owns it.
    pub owner: UserId,
    /// Its preferred language.
    pub locale: String,
    /// Its roles, @everyone included.
    pub roles: BTreeMap<RoleId, Role>,
    /// Its members.
    pub members: BTreeMap<UserId, Member>,
    /// Who is banned.
    pub bans: BTreeMap<UserId, Ban>,
    /// What happened, oldest first.
    pub audit_log: Vec<AuditLogEntry>,
    /// Its auto-moderation rules, as Discord describes them.
    pub rules: BTreeMap<RuleId, Value>,
    /// Invites and direct messages paused until then.
    pub incidents: Incidents,
}

/// What a raid has paused.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Incidents {
    /// Nobody can join until then.
    pub invites_until: Option<Timestamp>,
    /// Members cannot write to each other until then.
    pub dms_until: Option<Timestamp>,
}

/// A role.
#[derive(Clone, Debug, Serialize)]
pub struct Role {
    /// Its id.
    pub id: RoleId,
    /// Its name.
    pub name: String,
    /// Its height; of two at one height the lower id stands higher.
    pub position: i64,
    /// What it permits, as raw bits.
    pub permissions: u64,
    /// Its colour.
    pub color: u32,
    /// The application that owns it, where it is managed.
    pub managed_by: Option<UserId>,
}

/// A ban.
#[derive(Clone, Debug, Serialize)]
pub struct Ban {
    /// Who is banned.
    pub user: UserId,
    /// Why, as the audit log has it.
    pub reason: Option<String>,
}

impl Role {
    /// How high it stands; compare with `>`.
    pub(crate) fn rank(&self) -> (i64, std::cmp::Reverse<RoleId>) {
        (self.position, std::cmp::Reverse(self.id))
    }

    /// The role as Discord describes it.
    pub(crate) fn json(&self) -> Value {
        let mut role = json!({
            "id": self.id,
            "name": self.name,
            "description": null,
            "permissions": self.permissions.to_string(),
            "position": self.position,
            "color": self.color,
            "colors": { "primary_color": self.color, "secondary_color": null, "tertiary_color": null },
            "hoist": false,
            "managed": self.managed_by.is_some(),
            "mentionable": false,
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
    /// The id of @everyone.
    pub(crate) fn everyone(&self) -> RoleId {
        self.id.cast()
    }

    /// The roles a member has, @everyone included.
    pub(crate) fn roles_of(&self, user: UserId) -> impl Iterator<Item = &Role> {
        let own = self.members.get(&user).into_iter().flat_map(|member| &member.roles);
        own.chain([&self.id.cast()])
            .filter_map(|id| self.roles.get(&id.cast()))
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The guild as GET describes it.
    pub(crate) fn json(&self) -> Value {
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
            "emojis": [],
            "stickers": [],
            "incidents_data": self.incidents.json(),
        })
    }
}

impl Incidents {
    /// As Discord describes it; null when nothing is paused.
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
