//! The rights that an import takes: each change of a file is checked as if the person had typed it.

use std::collections::BTreeSet;

use twilight_model::guild::Permissions;

use crate::actions::check::{self, ServerFacts};
use crate::discord::channels::Channel;
use crate::domain::greeting::{Greeting, GreetingPlace};
use crate::domain::ids::{ChannelId, RoleId};
use crate::domain::log::Category;
use crate::domain::menu::{Menus, named};
use crate::domain::permissions::{Where, covers, gavel_lacks};
use crate::domain::role_grant::{RoleGrant, RoleGrantError};
use crate::domain::settings::Settings;
use crate::domain::settings_file::Contents;
use crate::error::{Error, Result};
use crate::features::settings::facts::add_threads;
use crate::kernel::cx::Cx;
use crate::words;

/// A refusal, and the path of the value in the file that it is about.
pub(super) type Refusal = (String, String);

/// The server, and what was refused so far.
struct Checked<'a> {
    cx: &'a Cx,
    seen: ServerFacts,
    channels: Vec<Channel>,
    refused: Vec<Refusal>,
}

/// Returns what the caller may not change from `old` to `new`, or what Gavel could not do then.
pub(super) async fn refusals(cx: &Cx, old: &Settings, new: &Settings) -> Result<Vec<Refusal>> {
    let mut checked = Checked::new(cx, new).await?;
    checked.settings(old, new)?;
    Ok(checked.refused)
}

/// Returns what the caller may not change by a file, or what Gavel could not do then.
pub(super) async fn file_refusals(cx: &Cx, before: &Contents, after: &Contents) -> Result<Vec<Refusal>> {
    let mut checked = Checked::new(cx, &after.settings).await?;
    checked.settings(&before.settings, &after.settings)?;
    checked.menus(&before.menus, &after.menus)?;
    Ok(checked.refused)
}

impl<'a> Checked<'a> {
    /// Looks at the server, for settings that name what is in it.
    async fn new(cx: &'a Cx, named: &Settings) -> Result<Self> {
        let guild = cx.guild()?;
        let (seen, mut channels) = tokio::try_join!(check::look(cx), cx.app.discord.channels(guild))?;
        add_threads(&cx.app, guild, named, &mut channels).await?;
        Ok(Self { cx, seen, channels, refused: vec![] })
    }

    fn settings(&mut self, old: &Settings, new: &Settings) -> Result<()> {
        self.roles(old, new)?;
        self.ladder(old, new)?;
        self.logs(old, new)
    }

    /// Notes a refusal; other errors stay errors.
    fn note(&mut self, path: &str, outcome: Result<()>) -> Result<()> {
        match outcome {
            Err(Error::Refused(why)) => self.refused.push((path.to_owned(), why.text())),
            other => other?,
        }
        Ok(())
    }

    fn roles(&mut self, old: &Settings, new: &Settings) -> Result<()> {
        if let Some(role) = new.jail_role.filter(|_| new.jail_role != old.jail_role) {
            self.note("jail_role", check::may_give_unseen_in(self.cx, &self.seen, role))?;
        }
        for (at, role) in new.autorole.roles.iter().enumerate() {
            if !old.autorole.roles.contains(role) {
                let path = format!("autorole/roles/{at}");
                self.note(&path, check::may_give_unseen_in(self.cx, &self.seen, *role))?;
            }
        }
        for (at, role) in new.protected_roles.iter().enumerate() {
            if !old.protected_roles.contains(role) {
                self.limits(&format!("protected_roles/{at}"), *role)?;
                if role.get() == self.cx.guild()?.get() {
                    let why = words::settings_protected_everyone();
                    self.note(&format!("protected_roles/{at}"), Err(Error::refused(why)))?;
                }
            }
        }
        for role in old.protected_roles.iter().filter(|role| !new.protected_roles.contains(role)) {
            self.note("protected_roles", check::may_limit_in(self.cx, &self.seen, &[*role]))?;
        }
        let limited: BTreeSet<RoleId> = old.policy.keys().chain(new.policy.keys()).copied().collect();
        for role in limited.into_iter().filter(|role| old.policy.get(role) != new.policy.get(role)) {
            match new.policy.contains_key(&role) {
                true => self.limits(&format!("policy/{role}"), role)?,
                false => self.note("policy", check::may_limit_in(self.cx, &self.seen, &[role]))?,
            }
        }
        Ok(())
    }

    /// Checks a role whose holders are limited or protected from now on.
    fn limits(&mut self, path: &str, role: RoleId) -> Result<()> {
        let is_here = self.seen.guild.roles.iter().any(|it| it.id == role);
        let outcome = match is_here {
            true => check::may_limit_in(self.cx, &self.seen, &[role]),
            false => Err(Error::refused(words::grant_gone())),
        };
        self.note(path, outcome)
    }

    /// Checks the menus as their panel does.
    fn menus(&mut self, before: &Menus, after: &Menus) -> Result<()> {
        if before == after {
            return Ok(());
        }
        let (guild, caller) = (self.cx.guild()?, self.cx.caller_member());
        self.note("role_menu", check::holds_in_server(self.cx, &self.seen, Permissions::MANAGE_ROLES))?;
        let seen = &self.seen;
        let (owner, roles) = (seen.guild.owner, &seen.guild.roles);
        let givers = RoleGrant { guild, owner, roles, caller: &caller, gavel: &seen.gavel };
        for (name, menu) in after {
            let old = named(before, name);
            if old == Some(menu) {
                continue;
            }
            let path = format!("role_menu/{name}");
            let is_new = |role: RoleId| old.is_none_or(|old| old.entry(role).is_none());
            let is_opened = old.is_some_and(|old| menu.is_opened_since(old));
            for (at, role) in menu.entries.iter().map(|entry| entry.role).enumerate() {
                let bar = givers.bar(role);
                let counts = is_new(role) || (is_opened && bar == Some(RoleGrantError::NotBelowCaller));
                if let Some(bar) = bar.filter(|_| counts) {
                    self.refused.push((format!("{path}/roles/{at}/role"), bar.text(role).text()));
                }
            }
            let is_asked = |role: &RoleId| old.and_then(|old| old.required) != Some(*role);
            if let Some(role) = menu.required.filter(is_asked) {
                let is_there = role != guild.cast() && roles.iter().any(|it| it.id == role);
                if !is_there {
                    self.refused.push((format!("{path}/required"), words::grant_gone()));
                }
            }
        }
        Ok(())
    }

    fn ladder(&mut self, old: &Settings, new: &Settings) -> Result<()> {
        let gone = old.ladder.iter().filter(|step| !new.ladder.contains(step));
        let come = new.ladder.iter().filter(|step| !old.ladder.contains(step));
        let needed = gone.chain(come).fold(Permissions::empty(), |sum, step| sum | step.action.permission());
        self.note("ladder", check::holds_in_server(self.cx, &self.seen, needed))
    }

    fn logs(&mut self, old: &Settings, new: &Settings) -> Result<()> {
        let channel_of = |greeting: &Option<Greeting>| match greeting.as_ref()?.place {
            GreetingPlace::Channel(channel) => Some(channel),
            GreetingPlace::DirectMessage => None,
        };
        let alert = |settings: &Settings| settings.alert.as_ref()?.channel;
        let messages = |settings: &Settings| Some(settings.message_log.as_ref()?.channel);
        let appeals = |settings: &Settings| Some(settings.appeals.as_ref()?.channel);
        let one_by_one = [
            ("welcome/channel", channel_of(&old.welcome), channel_of(&new.welcome)),
            ("leave/channel", channel_of(&old.leave), channel_of(&new.leave)),
            ("alert/channel", alert(old), alert(new)),
            ("message_log/channel", messages(old), messages(new)),
            ("appeals/channel", appeals(old), appeals(new)),
        ];
        for (path, before, after) in one_by_one {
            if let Some(channel) = after.filter(|_| before != after) {
                let outcome = self.writable(channel, path.starts_with("appeals"));
                self.note(path, outcome)?;
            }
        }
        for (category, channel) in &new.log {
            if old.log.get(category) != Some(channel) {
                let outcome = self.writable(*channel, *category == Category::Reports);
                self.note(&format!("log/{}", category.as_str()), outcome)?;
            }
        }
        for (at, channel) in new.lockdown.iter().enumerate() {
            if !old.lockdown.contains(channel) {
                let outcome = self.found(*channel, |it| it.is_lockable() || it.is_category()).map(drop);
                self.note(&format!("lockdown/{at}"), outcome)?;
            }
        }
        Ok(())
    }

    /// Returns a channel of the server that is of a fitting kind.
    fn found(&self, channel: ChannelId, fits: impl Fn(&Channel) -> bool) -> Result<&Channel> {
        match self.channels.iter().find(|it| it.id == channel) {
            None => Err(Error::refused(words::settings_file_no_channel(channel))),
            Some(found) if !fits(found) => Err(Error::refused(words::settings_file_channel_kind(channel))),
            Some(found) => Ok(found),
        }
    }

    /// Fails unless Gavel can post cards in a channel.
    fn writable(&self, channel: ChannelId, takes_posts: bool) -> Result<()> {
        let fits = |it: &Channel| it.is_text() || it.is_thread() || takes_posts && it.has_posts();
        let found = self.found(channel, fits)?;
        let context = self.seen.guild.permission_context(self.cx.guild()?, &self.seen.gavel);
        let held = context.permissions_in(&found.overwrites);
        let needed = found.posting();
        match covers(held, needed) {
            true => Ok(()),
            false => Err(Error::refused(gavel_lacks(needed - held, Where::Channel(channel)))),
        }
    }
}
