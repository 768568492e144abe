//! The application's registered commands: reading and replacing them.

use serde::Deserialize;
use serde_json::Value;
use twilight_http::request::Method;
use twilight_model::id::Id;
use twilight_model::id::marker::GenericMarker;

use crate::discord::{Discord, request};
use crate::domain::command_override::{CommandOverride, OverrideSubject};
use crate::domain::ids::{ApplicationId, GuildId};
use crate::error::Result;

fn path(application: ApplicationId, guild: Option<GuildId>) -> String {
    match guild {
        Some(guild) => format!("applications/{application}/guilds/{guild}/commands"),
        None => format!("applications/{application}/commands"),
    }
}

/// The lines of a command, or of the application.
#[derive(Deserialize)]
struct OverridesBody {
    id: Id<GenericMarker>,
    permissions: Vec<OverrideBody>,
}

#[derive(Deserialize)]
struct OverrideBody {
    id: Id<GenericMarker>,
    #[serde(rename = "type")]
    kind: u64,
    permission: bool,
}

impl OverrideBody {
    /// Reads a line; `None` for one of a type that came later.
    fn read(&self) -> Option<CommandOverride> {
        let subject = match self.kind {
            1 => OverrideSubject::Role,
            2 => OverrideSubject::Person,
            3 => OverrideSubject::Channel,
            _ => return None,
        };
        Some(CommandOverride { subject: subject(self.id.get()), allows: self.permission })
    }
}

impl Discord {
    /// Returns the registered commands, localizations included: the global ones, or one server's.
    pub async fn commands(&self, application: ApplicationId, guild: Option<GuildId>) -> Result<Vec<Value>> {
        let path = format!("{}?with_localizations=true", path(application, guild));
        self.rest.call(request(Method::Get, path, None)?, self.rest.usual()).await?.json()
    }

    /// Returns what a server has set for a command: its own lines, or if it has none those of the whole application.
    pub async fn command_overrides(
        &self,
        application: ApplicationId,
        guild: GuildId,
        command: u64,
    ) -> Result<Vec<CommandOverride>> {
        let path = format!("{}/permissions", path(application, Some(guild)));
        let all: Vec<OverridesBody> =
            self.rest.call(request(Method::Get, path, None)?, self.rest.usual()).await?.json()?;
        let of = |id: u64| all.iter().find(|it| it.id.get() == id && !it.permissions.is_empty());
        let lines = of(command).or_else(|| of(application.get()));
        Ok(lines.into_iter().flat_map(|it| &it.permissions).filter_map(OverrideBody::read).collect())
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
