//! The application under test, as Discord knows it.

use serde::Serialize;
use serde_json::{Value, json};

use crate::ids::{ApplicationId, UserId};

/// The application: its ids, keys and addresses.
#[derive(Clone, Debug, Serialize)]
pub struct Application {
    /// Its id; not the bot user's, as with old applications.
    pub id: ApplicationId,
    /// Its bot user.
    pub bot: UserId,
    /// Its name.
    pub name: String,
    /// Who owns it.
    pub owner: UserId,
    /// The key that verifies what Discord signs, in hex.
    pub public_key: String,
    /// The bot token.
    #[serde(skip)]
    pub token: String,
    /// Where interactions are posted.
    pub interactions_url: Option<String>,
    /// Where webhook events are posted.
    pub events_url: Option<String>,
    /// 1 off, 2 on, 3 switched off by Discord.
    pub events_status: u8,
    /// Which webhook events are wanted.
    pub events_types: Vec<String>,
    /// What its owner says about it.
    pub description: String,
    /// Its public flags, where the limited intents show.
    pub flags: u64,
}

impl Application {
    /// Flag: may list members.
    pub const MEMBERS_INTENT: u64 = 1 << 15;
    /// Flag: sees what others write.
    pub const MESSAGE_CONTENT_INTENT: u64 = 1 << 19;

    /// Whether the application may list members.
    #[must_use]
    pub fn lists_members(&self) -> bool {
        self.flags & Self::MEMBERS_INTENT != 0
    }

    /// Whether the application sees what others write.
    #[must_use]
    pub fn sees_content(&self) -> bool {
        self.flags & Self::MESSAGE_CONTENT_INTENT != 0
    }

    /// The application as Discord describes it to itself.
    pub(crate) fn json(&self, owner: Value, bot: Value, guilds: usize) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "icon": null,
            "description": self.description,
            "summary": "",
            "type": null,
            "is_monetized": false,
            "is_verified": false,
            "is_discoverable": false,
            "bot_public": true,
            "bot_require_code_grant": false,
            "bot": bot,
            "owner": owner,
            "team": null,
            "verify_key": self.public_key,
            "flags": self.flags,
            "flags_new": self.flags.to_string(),
            "eligible_oauth2_scopes": [],
            "hook": true,
            "storefront_available": false,
            "redirect_uris": [],
            "tags": [],
            "interactions_endpoint_url": self.interactions_url,
            "role_connections_verification_url": null,
            "event_webhooks_url": self.events_url,
            "event_webhooks_status": self.events_status,
            "event_webhooks_types": self.events_types,
            "integration_types_config": { "0": { "oauth2_install_params": {
                "scopes": ["applications.commands", "bot"], "permissions": "0" } } },
            "approximate_guild_count": guilds,
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
        })
    }
}
