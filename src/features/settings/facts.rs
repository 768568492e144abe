//! The server as a card about its settings shows it: what the settings name, and what is wrong with that.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::timeout;
use twilight_model::guild::Permissions;

use crate::actions::check::{self, ServerFacts};
use crate::discord::channels::Channel;
use crate::domain::ids::{ChannelId, GuildId, RoleId};
use crate::domain::member::can_give;
use crate::domain::permissions::{covers, names};
use crate::domain::role_grant::powers;
use crate::domain::setting::Setting;
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::words;

/// The server, as Discord and the record have it.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) id: GuildId,
    pub(super) server: ServerFacts,
    pub(super) channels: Vec<Channel>,
}

/// Something that a setting names and that can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) setting: Setting,
    /// The mention, and why it can't be used.
    pub(super) what: String,
}

/// Gathers the facts.
pub(super) async fn gather(app: &App, id: GuildId) -> Result<Facts> {
    let (server, mut channels) = tokio::try_join!(check::look_into(app, id), app.discord.channels(id))?;
    add_threads(app, id, &server.settings, &mut channels).await?;
    Ok(Facts { id, server, channels })
}

/// Adds the threads that the settings name to a server's channels, which are listed without them.
pub(super) async fn add_threads(
    app: &App,
    id: GuildId,
    settings: &Settings,
    channels: &mut Vec<Channel>,
) -> Result<()> {
    let named: BTreeSet<ChannelId> =
        Setting::ALL.into_iter().flat_map(|setting| setting.channels(settings)).collect();
    for channel in named {
        if channels.iter().any(|it| it.id == channel) {
            continue;
        }
        match app.discord.place(channel).await {
            Ok(thread) => channels.extend(Some(thread).filter(|it| it.guild == Some(id) && it.is_thread())),
            Err(Error::Discord { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// The time allowed for asking Discord about what is shown without it, too.
const LOOK: Duration = Duration::from_millis(1_000);

/// Gathers the facts; `None` if Discord does not answer soon.
pub(super) async fn gather_soon(app: &App, id: GuildId) -> Option<Facts> {
    timeout(LOOK, gather(app, id)).await.ok()?.ok()
}

impl Facts {
    pub(super) fn settings(&self) -> &Settings {
        &self.server.settings
    }

    /// Returns Gavel's permissions in the server.
    pub(super) fn held(&self) -> Permissions {
        self.server.guild.permission_context(self.id, &self.server.gavel).permissions()
    }

    /// Returns why Gavel can't post in a channel; `None` if it can.
    pub(super) fn closed(&self, channel: ChannelId) -> Option<String> {
        let Some(found) = self.channels.iter().find(|it| it.id == channel) else {
            return Some(words::settings_show_log_deleted());
        };
        let context = self.server.guild.permission_context(self.id, &self.server.gavel);
        let (held, needed) = (context.permissions_in(&found.overwrites), found.posting());
        (!covers(held, needed)).then(|| words::facts_lacks(names(needed - held)))
    }

    /// Returns why a role can't be used for a setting; `None` if it can.
    pub(super) fn unusable(&self, setting: Setting, role: RoleId) -> Option<String> {
        let roles = &self.server.guild.roles;
        if !roles.iter().any(|it| it.id == role) {
            return Some(words::settings_show_log_deleted());
        }
        if !matches!(setting, Setting::JailRole | Setting::Autorole) {
            return None;
        }
        if !can_give(roles, &self.server.gavel, role) {
            return Some(words::facts_above());
        }
        let powers = powers(roles, role);
        (!powers.is_empty()).then(|| words::facts_powerful(names(powers)))
    }

    /// Returns all that the settings name and that can't be used.
    pub(super) fn broken(&self) -> Vec<Broken> {
        let mut broken = Vec::new();
        for setting in Setting::ALL {
            let posts = setting.posts_in(self.settings());
            let mut channels = setting.channels(self.settings());
            channels.sort();
            channels.dedup();
            for channel in channels {
                let is_there = self.channels.iter().any(|it| it.id == channel);
                let why = match (is_there, posts.contains(&channel)) {
                    (false, _) => Some(words::settings_show_log_deleted()),
                    (true, true) => self.closed(channel),
                    (true, false) => None,
                };
                if let Some(why) = why {
                    broken.push(Broken { setting, what: words::facts_broken(format!("<#{channel}>"), why) });
                }
            }
            for role in setting.roles(self.settings()) {
                if let Some(why) = self.unusable(setting, role) {
                    broken.push(Broken { setting, what: words::facts_broken(format!("<@&{role}>"), why) });
                }
            }
        }
        broken
    }
}
