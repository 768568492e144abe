//! The application's registered commands: reading and replacing them.

use serde_json::Value;
use twilight_http::request::Method;

use crate::discord::{Discord, request};
use crate::domain::ids::{ApplicationId, GuildId};
use crate::error::Result;

fn path(application: ApplicationId, guild: Option<GuildId>) -> String {
    match guild {
        Some(guild) => format!("applications/{application}/guilds/{guild}/commands"),
        None => format!("applications/{application}/commands"),
    }
}

impl Discord {
    /// Returns the registered commands, localizations included: the global ones, or one server's.
    pub async fn commands(&self, application: ApplicationId, guild: Option<GuildId>) -> Result<Vec<Value>> {
        let path = format!("{}?with_localizations=true", path(application, guild));
        self.rest.call(request(Method::Get, path, None)?, self.rest.usual()).await?.json()
    }

    /// Replaces all commands with these. Returns what Discord has registered now.
    pub async fn commands_set(
        &self,
        application: ApplicationId,
        guild: Option<GuildId>,
        commands: &Value,
    ) -> Result<Vec<Value>> {
        let request = request(Method::Put, path(application, guild), Some(commands))?;
        self.rest.call(request, self.rest.usual()).await?.json()
    }
}
