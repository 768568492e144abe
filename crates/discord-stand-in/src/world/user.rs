//! People and bots.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ids::UserId;

/// A person or a bot.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct User {
    /// The user's id.
    pub id: UserId,
    /// The username.
    pub name: String,
    /// The display name.
    pub display_name: Option<String>,
    /// `true` for a bot.
    pub bot: bool,
    /// `true` if the application may write to the user.
    pub dms_open: bool,
    /// The language of the user's client.
    pub locale: String,
}

impl User {
    /// Returns a person with this username.
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

    /// Returns the user as Discord describes them.
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
