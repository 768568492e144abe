//! Registered commands.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::failure::{Code, Failure};
use super::ids::{ApplicationId, CommandId, GuildId};
use super::world::World;

/// A registered command.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Command {
    /// The command's id, which changes do not alter.
    pub id: CommandId,
    /// The application whose command it is.
    pub application: ApplicationId,
    /// The version, which alters with every change.
    pub version: u64,
    /// The server it is registered in; `None` for a global command.
    pub guild: Option<GuildId>,
    /// 1 for a slash command, 2 for a user menu, 3 for a message menu.
    pub kind: u8,
    /// The command's name.
    pub name: String,
    /// The rest of the definition, as Discord keeps it.
    pub definition: Value,
}

/// `with_localizations`: tells if a command is described with its localisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Localizations {
    /// Localisations are dictionaries.
    Shown,
    /// Localisations are left out.
    Hidden,
}

impl Command {
    /// Returns the command as Discord describes it.
    pub(super) fn json(&self, localizations: Localizations) -> Value {
        let mut command = self.definition.clone();
        if localizations == Localizations::Hidden {
            without_localizations(&mut command);
        }
        command["id"] = json!(self.id);
        command["application_id"] = json!(self.application);
        command["version"] = json!(self.version.to_string());
        command["type"] = json!(self.kind);
        if let Some(guild) = self.guild {
            command["guild_id"] = json!(guild);
        }
        command
    }

    /// Returns the permissions that a member needs to see the command, unless an administrator decided otherwise.
    #[must_use]
    pub fn needs(&self) -> Option<u64> {
        self.definition["default_member_permissions"].as_str()?.parse().ok()
    }

    /// Returns `true` if the command shows in this context: 0 server, 1 direct message with the bot, 2 elsewhere.
    #[must_use]
    pub fn shows_in(&self, context: u64) -> bool {
        self.definition["contexts"].as_array().is_none_or(|all| all.iter().any(|one| one == context))
    }
}

fn without_localizations(value: &mut Value) {
    if let Some(fields) = value.as_object_mut() {
        for field in ["name_localizations", "description_localizations"] {
            fields.remove(field);
        }
    }
    for field in ["options", "choices"] {
        value
            .get_mut(field)
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
            .for_each(without_localizations);
    }
}

/// The largest number of new commands a day in one scope.
const DAILY: usize = 200;

impl World {
    /// Counts new commands; fails if that exceeds the day's limit of 200.
    pub(super) fn count_creates(&mut self, guild: Option<GuildId>, count: usize) -> Result<(), Failure> {
        let now = self.now();
        let today = self.creates.entry((self.application.id, guild)).or_default();
        today.retain(|at| now.duration_since(*at) < SignedDuration::from_hours(24));
        if today.len() + count > DAILY {
            return Err(Code::DailyCommandCreates.into());
        }
        today.extend(std::iter::repeat_n(now, count));
        Ok(())
    }

    /// Returns the command of this type and name in a scope.
    pub(super) fn registered(&self, guild: Option<GuildId>, kind: u8, name: &str) -> Option<&Command> {
        let own = |one: &&Command| one.application == self.application.id && one.guild == guild;
        self.commands.values().filter(own).find(|one| one.kind == kind && one.name == name)
    }

    /// Returns the command that a person gets by this name: the server's own before the global one.
    pub(super) fn offered(&self, guild: Option<GuildId>, kind: u8, name: &str) -> Option<&Command> {
        let own = guild.and_then(|_| self.registered(guild, kind, name));
        own.or_else(|| self.registered(None, kind, name))
    }
}
