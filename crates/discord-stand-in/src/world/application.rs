//! An application, as Discord knows it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ids::{ApplicationId, UserId};
use crate::signer::Signer;

/// The application: its ids, keys and addresses.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Application {
    /// The application's id; not the bot user's, as with old applications.
    pub id: ApplicationId,
    /// The bot user.
    pub bot: UserId,
    /// The application's name.
    pub name: String,
    /// The application's owner.
    pub owner: UserId,
    /// The key that verifies what Discord signs, in hex.
    pub public_key: String,
    /// The bot token.
    #[serde(skip)]
    pub token: String,
    /// The seed of the key that signs requests to the application.
    #[serde(skip)]
    pub(crate) secret: [u8; 32],
    /// The URL for interactions.
    pub interactions_url: Option<String>,
    /// The URL for webhook events.
    pub events_url: Option<String>,
    /// The status of webhook events: 1 off, 2 on, 3 switched off by Discord.
    pub events_status: u8,
    /// The types of webhook events that the application receives.
    pub events_types: Vec<String>,
    /// The application's description.
    pub description: String,
    /// The application's public flags, including those of the limited intents.
    pub flags: u64,
}

impl Application {
    /// The flag of an application that sees who is online.
    pub const PRESENCES_INTENT: u64 = 1 << 13;
    /// The flag of an application that may list members.
    pub const MEMBERS_INTENT: u64 = 1 << 15;
    /// The flag of an application that sees message content.
    pub const MESSAGE_CONTENT_INTENT: u64 = 1 << 19;

    /// Returns the signer of requests to the application.
    pub(crate) fn signer(&self) -> Signer {
        Signer::new(self.secret)
    }

    /// Returns `true` if the application may list members.
    #[must_use]
    pub fn lists_members(&self) -> bool {
        self.flags & Self::MEMBERS_INTENT != 0
    }

    /// Returns `true` if the application sees message content.
    #[must_use]
    pub fn sees_content(&self) -> bool {
        self.flags & Self::MESSAGE_CONTENT_INTENT != 0
    }

    /// Returns the application as Discord describes it to itself.
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
