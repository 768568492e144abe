//! People and bots.

use serde::Serialize;
use serde_json::{Value, json};

use crate::ids::UserId;

/// A person or a bot, in whatever servers.
#[derive(Clone, Debug, Serialize)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their handle.
    pub name: String,
    /// The name they are shown under.
    pub display_name: Option<String>,
    /// Whether this is a bot.
    pub bot: bool,
    /// Whether the application may write to them.
    pub dms_open: bool,
    /// The language of their client.
    pub locale: String,
}

impl User {
    /// A person by that handle.
    pub(crate) fn new(id: UserId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            display_name: None,
            bot: false,
            dms_open: true,
            locale: "en-US".to_owned(),
        }
    }

    /// The user as Discord describes it.
    pub(crate) fn json(&self) -> Value {
        json!({
            "id": self.id,
            "username": self.name,
            "discriminator": "0",
            "global_name": self.display_name,
            "avatar": null,
            "avatar_decoration_data": null,
            "banner": null,
            "accent_color": null,
            "bot": self.bot,
            "system": false,
            "clan": null,
            "primary_guild": null,
            "collectibles": null,
            "display_name_styles": null,
            "public_flags": 0,
            "flags": 0,
        })
    }
}
