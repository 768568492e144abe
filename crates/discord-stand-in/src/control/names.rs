//! References to people, channels, roles, servers and messages: by id, or by the name that a person would use.

use twilight_model::id::Id;

use crate::ids::{ApplicationId, ChannelId, GuildId, MessageId, RoleId, UserId};
use crate::world::{Cast, Message, World};

/// The names of the default server, to look others up in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'a> {
    pub(super) world: &'a World,
    pub(super) cast: &'a Cast,
}

impl Names<'_> {
    /// Returns a user: an id, a mention, a role in the cast (`moderator`), `bot`, or a username.
    pub(super) fn user(&self, text: &str) -> Result<UserId, String> {
        let cast = self.cast;
        let name = bare(text, &["<@!", "<@", "@"]);
        let played = [
            ("owner", cast.owner),
            ("admin", cast.admin),
            ("senior", cast.senior),
            ("moderator", cast.moderator),
            ("member", cast.member),
            ("newcomer", cast.newcomer),
            ("helperbot", cast.helperbot),
            ("outsider", cast.outsider),
            ("bot", self.world.application.bot),
        ];
        let by_id = id(name).filter(|id| self.world.users.contains_key(id));
        let by_role = || played.iter().find(|(played, _)| *played == name).map(|(_, user)| *user);
        let by_name = || self.world.users.values().find(|user| user.name == name).map(|user| user.id);
        by_id.or_else(by_name).or_else(by_role).ok_or_else(|| format!("Nobody is called {text:?}."))
    }

    /// Returns a server: an id or a name; the default server if none is given.
    pub(super) fn guild(&self, text: Option<&str>) -> Result<GuildId, String> {
        let Some(text) = text else { return Ok(self.cast.guild) };
        let by_id = id(text).filter(|id| self.world.guilds.contains_key(id));
        let by_name = || self.world.guilds.values().find(|guild| guild.name == text).map(|guild| guild.id);
        by_id.or_else(by_name).ok_or_else(|| format!("There is no server {text:?}."))
    }

    /// Returns a channel: an id, a mention or a name.
    pub(super) fn channel(&self, text: &str) -> Result<ChannelId, String> {
        let name = bare(text, &["<#", "#"]);
        let by_id = id(name).filter(|id| self.world.channels.contains_key(id));
        let named = |home: bool| {
            let all = self.world.channels.values().filter(|channel| channel.name == name && !name.is_empty());
            let mut all = all.filter(|channel| (channel.guild == Some(self.cast.guild)) == home);
            all.next().map(|channel| channel.id)
        };
        let found = by_id.or_else(|| named(true)).or_else(|| named(false));
        found.ok_or_else(|| format!("There is no channel {text:?}."))
    }

    /// Returns a role: an id, a mention or a name.
    pub(super) fn role(&self, guild: GuildId, text: &str) -> Result<RoleId, String> {
        let name = bare(text, &["<@&", "@"]);
        let roles = &self.world.guild(guild).map_err(|failure| failure.message)?.roles;
        let by_id = id(name).filter(|id| roles.contains_key(id));
        let by_name =
            || roles.values().find(|role| role.name.trim_start_matches('@') == name).map(|role| role.id);
        by_id.or_else(by_name).ok_or_else(|| format!("There is no role {text:?}."))
    }

    /// Returns a message by its id, wherever it stands.
    pub(super) fn message(&self, text: &str) -> Result<Message, String> {
        let wanted: Option<MessageId> = id(text);
        let found = wanted.and_then(|id| self.world.messages.values().find_map(|here| here.get(&id)));
        found.cloned().ok_or_else(|| format!("There is no message {text:?}."))
    }

    /// Returns an application by its id or its name.
    pub(super) fn application(&self, text: &str) -> Result<ApplicationId, String> {
        let fits = |one: &&crate::Application| one.id.to_string() == text || one.name == text;
        let found = self.world.applications().find(fits).map(|one| one.id);
        found.ok_or_else(|| format!("There is no application {text:?}."))
    }
}

/// Returns a name without the signs around it.
fn bare<'a>(text: &'a str, signs: &[&str]) -> &'a str {
    let inner = signs.iter().find_map(|sign| text.strip_prefix(sign)).unwrap_or(text);
    inner.strip_suffix('>').unwrap_or(inner)
}

/// Reads an id.
pub(super) fn id<T>(text: &str) -> Option<Id<T>> {
    text.parse().ok().and_then(Id::new_checked)
}
