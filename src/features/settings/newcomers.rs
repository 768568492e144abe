//! `/settings autorole`, `/settings rejoin`, `/settings alert`: what Gavel does when somebody joins.

use jiff::SignedDuration;
use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::interaction::InteractionChannel;
use twilight_model::guild::Role;

use crate::actions::{check, durations};
use crate::domain::automation::Automation;
use crate::domain::duration::Length;
use crate::domain::ids::RoleId;
use crate::domain::log::Category;
use crate::domain::settings::{self, Settings};
use crate::error::{Error, Result};
use crate::features::settings::change::{change_of, writable};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::guilds;

/// The most roles that newcomers are given.
const ROLES: usize = 10;
/// The longest delay before they get them.
const LONGEST: SignedDuration = SignedDuration::from_hours(28 * 24);

#[derive(CommandModel, CreateCommand)]
#[command(name = "autorole", desc = "Choose the roles that newcomers are given")]
pub(super) struct Autorole {
    /// The role
    role: Option<Role>,
    /// Yes: give it no more
    remove: Option<bool>,
    /// How long after they joined, like 10m or 1d; none: at once
    #[command(max_length = 60)]
    delay: Option<String>,
    /// Yes: bots are given them too
    bots: Option<bool>,
}

pub(super) async fn autorole(cx: &Cx, args: Autorole) -> Result<Reply> {
    if args.role.is_none() && args.delay.is_none() && args.bots.is_none() {
        return Err(Error::refused("Nothing to change was given; add `role`, `delay` or `bots`."));
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
        if autorole.roles.len() > ROLES {
            return Err(Error::refused(format!(
                "Newcomers have {ROLES} roles already; take one away first."
            )));
        }
        autorole.delay = delay.unwrap_or(autorole.delay.take());
        autorole.bots = args.bots.unwrap_or(autorole.bots);
        Ok(format!("Newcomers are given: {}", roles_line(autorole)))
    })
    .await
}

/// Reads a delay; `None` for none.
async fn delay(cx: &Cx, text: &str) -> Result<Option<String>> {
    if Length::is_off(text) {
        return Ok(None);
    }
    let ends = durations::ends(cx, text).await?;
    let longest = cx.app.clock.now() + LONGEST;
    match ends {
        Some(end) if end <= longest => durations::lasting(text).map(Some),
        _ => Err(Error::refused("Newcomers can wait 28 days at most; write less, like `10m`, or `none`.")),
    }
}

/// Fails unless Gavel may give the role to newcomers.
///
/// # Errors
/// A refusal if nobody can be given the role, or nobody should.
async fn may_be_given(cx: &Cx, role: RoleId) -> Result<()> {
    check::may_give_unseen(cx, role).await?;
    if guilds::settings(&cx.app.db, cx.guild()?).await?.jail_role == Some(role) {
        return Err(Error::refused(format!("<@&{role}> is the jail's role; choose another role.")));
    }
    Ok(())
}

/// Returns the line for the card of all settings.
pub(super) fn roles_line(autorole: &settings::Autorole) -> String {
    if autorole.roles.is_empty() {
        return "none; choose one with `/settings autorole`".to_owned();
    }
    let roles: Vec<String> = autorole.roles.iter().map(|role| format!("<@&{role}>")).collect();
    let when = autorole.delay.as_ref().map_or_else(|| "at once".to_owned(), |delay| format!("after {delay}"));
    let bots = if autorole.bots { ", bots too" } else { "" };
    format!("{} · {when}{bots}", roles.join(" "))
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "rejoin", desc = "Choose what still holds for those who left the server and come back")]
pub(super) struct Rejoin {
    /// Yes: who was in jail is jailed again. No: leaving the server frees them
    jail: Option<bool>,
    /// Yes: roles given for a while are given again for the rest of it. No: leaving ends them
    roles: Option<bool>,
}

pub(super) async fn rejoin(cx: &Cx, args: Rejoin) -> Result<Reply> {
    if args.jail.is_none() && args.roles.is_none() {
        return Err(Error::refused("Choose `jail`, `roles`, or both."));
    }
    change_of(cx, Automation::Rejoin, |settings| {
        settings.rejoin_frees = args.jail.map_or(settings.rejoin_frees, |jail| !jail);
        settings.rejoin_roles = args.roles.unwrap_or(settings.rejoin_roles);
        Ok(format!("Who comes back: {}.", rejoin_line(settings)))
    })
    .await
}

/// Returns the line for the card of all settings.
pub(super) fn rejoin_line(settings: &Settings) -> String {
    let jail = match (settings.rejoin_frees, settings.jail_role) {
        (true, _) => "out of jail",
        (false, None) => "there is no jail to go back to",
        (false, Some(_)) => "in jail again, where they were in jail",
    };
    let roles = if settings.rejoin_roles { "roles given for a while again" } else { "roles not again" };
    format!("{jail}; {roles}")
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "alert", desc = "Hear of it when somebody with a record joins")]
pub(super) struct Alert {
    /// Where; the log of actions on members, when left out
    #[command(channel_types = "guild_text guild_announcement")]
    channel: Option<InteractionChannel>,
    /// Yes: hear of it no more
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
            return Err(Error::refused(
                "There is no log of actions on members yet; choose a `channel`, or set the log with `/settings log`.",
            ));
        }
        Ok(format!("When somebody with a record joins: {}", alert_line(settings)))
    })
    .await
}

/// Returns the line for the card of all settings.
pub(super) fn alert_line(settings: &Settings) -> String {
    match (&settings.alert, settings.alert_channel()) {
        (Some(settings::Alert { channel: None }), Some(channel)) => {
            format!("<#{channel}>, with {}", Category::Moderation.title())
        }
        (Some(_), Some(channel)) => format!("<#{channel}>"),
        (Some(_), None) => "nowhere, for there is no log; set one with `/settings log`".to_owned(),
        (None, _) => "off".to_owned(),
    }
}
