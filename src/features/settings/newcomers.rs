//! `/settings autorole`, `/settings rejoin`, `/settings alert`: what Gavel does when somebody joins.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::interaction::InteractionChannel;
use twilight_model::guild::Role;

use crate::actions::check;
use crate::domain::automation::Automation;
use crate::domain::ids::RoleId;
use crate::domain::log::Category;
use crate::domain::settings::{self, Settings};
use crate::domain::settings_rules::{self, AUTOROLES};
use crate::error::{Error, Result};
use crate::features::settings::change::{change_of, writable};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::guilds;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "autorole", desc = "-")]
pub(super) struct Autorole {
    /// The role to give
    role: Option<Role>,
    /// Stop giving this role
    remove: Option<bool>,
    /// How long after they join, e.g. 10m or 1d; none for right away
    #[command(max_length = 60)]
    delay: Option<String>,
    /// Give the roles to bots, too?
    bots: Option<bool>,
}

pub(super) async fn autorole(cx: &Cx, args: Autorole) -> Result<Reply> {
    if args.role.is_none() && args.delay.is_none() && args.bots.is_none() {
        return Err(Error::refused(words::settings_autorole_nothing_given()));
    }
    let delay = match args.delay.as_deref() {
        None => None,
        Some(text) => Some(delay(cx, text).await?),
    };
    let removed = args.remove == Some(true);
    if let Some(role) = args.role.as_ref().filter(|_| !removed) {
        may_be_given(cx, role.id).await?;
    }
    change_of(cx, Automation::Autorole, |settings| {
        let autorole = &mut settings.autorole;
        if let Some(role) = args.role.map(|role| role.id) {
            autorole.roles.retain(|it| *it != role);
            autorole.roles.extend(Some(role).filter(|_| !removed));
        }
        if autorole.roles.len() > AUTOROLES {
            return Err(Error::refused(words::settings_autorole_full(AUTOROLES)));
        }
        autorole.delay = delay.unwrap_or(autorole.delay.take());
        autorole.bots = args.bots.unwrap_or(autorole.bots);
        Ok(words::settings_autorole_now(roles_line(autorole)))
    })
    .await
}

/// Reads a delay; `None` for none.
async fn delay(cx: &Cx, text: &str) -> Result<Option<String>> {
    let zone = guilds::settings(&cx.app.db, cx.guild()?).await?.zone();
    settings_rules::delay(text, cx.app.clock.now(), &zone).map_err(Error::refused)
}

/// Fails unless Gavel may give the role to newcomers.
///
/// # Errors
/// A refusal if nobody can be given the role, or nobody should.
async fn may_be_given(cx: &Cx, role: RoleId) -> Result<()> {
    check::may_give_unseen(cx, role).await?;
    if guilds::settings(&cx.app.db, cx.guild()?).await?.jail_role == Some(role) {
        return Err(Error::refused(words::settings_autorole_jail(role)));
    }
    Ok(())
}

/// Returns the line for the card of all settings.
pub(super) fn roles_line(autorole: &settings::Autorole) -> String {
    if autorole.roles.is_empty() {
        return words::settings_autorole_none();
    }
    let roles: Vec<String> = autorole.roles.iter().map(|role| format!("<@&{role}>")).collect();
    let roles = roles.join(" ");
    match (&autorole.delay, autorole.bots) {
        (None, false) => words::settings_autorole_at_once(roles),
        (None, true) => words::settings_autorole_at_once_bots(roles),
        (Some(delay), false) => words::settings_autorole_after(roles, delay),
        (Some(delay), true) => words::settings_autorole_after_bots(roles, delay),
    }
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "rejoin", desc = "-")]
pub(super) struct Rejoin {
    /// Jail members again if they left while jailed? If not, leaving frees them
    jail: Option<bool>,
    /// Give temporary roles back for their remaining time? If not, leaving ends them
    roles: Option<bool>,
}

pub(super) async fn rejoin(cx: &Cx, args: Rejoin) -> Result<Reply> {
    if args.jail.is_none() && args.roles.is_none() {
        return Err(Error::refused(words::settings_rejoin_nothing_given()));
    }
    change_of(cx, Automation::Rejoin, |settings| {
        settings.rejoin_frees = args.jail.map_or(settings.rejoin_frees, |jail| !jail);
        settings.rejoin_roles = args.roles.unwrap_or(settings.rejoin_roles);
        Ok(words::settings_rejoin_now(rejoin_line(settings)))
    })
    .await
}

/// Returns the line for the card of all settings.
pub(super) fn rejoin_line(settings: &Settings) -> String {
    let jail = match (settings.rejoin_frees, settings.jail_role) {
        (true, _) => words::settings_rejoin_jail_out(),
        (false, None) => words::settings_rejoin_jail_none(),
        (false, Some(_)) => words::settings_rejoin_jail_again(),
    };
    let roles = match settings.rejoin_roles {
        true => words::settings_rejoin_roles_again(),
        false => words::settings_rejoin_roles_gone(),
    };
    format!("{jail}; {roles}")
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "alert", desc = "-")]
pub(super) struct Alert {
    /// The channel for alerts. Default: the log of actions on members
    #[command(
        channel_types = "guild_text guild_announcement public_thread private_thread announcement_thread"
    )]
    channel: Option<InteractionChannel>,
    /// Turn join alerts off
    off: Option<bool>,
}

pub(super) async fn alert(cx: &Cx, args: Alert) -> Result<Reply> {
    let channel = match &args.channel {
        Some(channel) => Some(writable(cx, channel).await?),
        None => None,
    };
    change_of(cx, Automation::Alert, |settings| {
        settings.alert = Some(settings::Alert { channel }).filter(|_| args.off != Some(true));
        if settings.alert.is_some() && settings.alert_channel().is_none() {
            return Err(Error::refused(words::settings_alert_no_log()));
        }
        Ok(words::settings_alert_now(alert_line(settings)))
    })
    .await
}

/// Returns the line for the card of all settings.
pub(super) fn alert_line(settings: &Settings) -> String {
    match (&settings.alert, settings.alert_channel()) {
        (Some(settings::Alert { channel: None }), Some(channel)) => {
            words::settings_alert_with(channel, Category::Moderation.title())
        }
        (Some(_), Some(channel)) => format!("<#{channel}>"),
        (Some(_), None) => words::settings_alert_nowhere(),
        (None, _) => words::word_off(),
    }
}
