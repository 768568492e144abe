//! The subcommands of `/settings` that change one setting each.

use jiff::tz::TimeZone;
use twilight_interactions::command::{CommandModel, CommandOption, CreateCommand, CreateOption};
use twilight_model::application::interaction::InteractionChannel;
use twilight_model::guild::Role;

use crate::actions::{check, durations};
use crate::domain::limits;
use crate::domain::lockdown::CHOSEN;
use crate::domain::log::Category;
use crate::domain::settings::{Dm, Settings};
use crate::domain::template;
use crate::domain::text::{plain, words};
use crate::error::{Error, Result};
use crate::features::settings::change::{change, writable};
use crate::features::settings::kinds::Told;
use crate::features::settings::ladder;
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::guilds;

/// The most reasons that can be kept: as many as a menu shows.
const PRESETS: usize = limits::CHOICES;
/// The most roles that can be protected.
const PROTECTED: usize = 25;

#[derive(Clone, Copy, Debug, CommandOption, CreateOption)]
pub(super) enum LogCategory {
    #[option(name = "actions on members", value = "moderation")]
    Moderation,
    #[option(name = "deleted messages", value = "messages")]
    Messages,
    #[option(name = "reports", value = "reports")]
    Reports,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "log", desc = "Choose the channel where cases are posted")]
pub(super) struct Log {
    /// The channel for the log
    #[command(channel_types = "guild_text guild_announcement")]
    channel: InteractionChannel,
    /// Only for these; everything, when left out
    category: Option<LogCategory>,
}

pub(super) async fn log(cx: &Cx, args: Log) -> Result<Reply> {
    let channel = writable(cx, &args.channel).await?;
    let category = match args.category {
        None => Category::Everything,
        Some(LogCategory::Moderation) => Category::Moderation,
        Some(LogCategory::Messages) => Category::Messages,
        Some(LogCategory::Reports) => Category::Reports,
    };
    change(cx, |settings| {
        settings.log.insert(category, channel);
        Ok(match category {
            Category::Everything => format!("Every case is posted in <#{}> from now on.", channel),
            other => format!("Posted in <#{}> from now on: {}.", channel, other.title()),
        })
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "protected-roles", desc = "Protect the holders of a role: nobody can act on them")]
pub(super) struct Protected {
    /// The role to protect
    role: Role,
    /// Yes: protect it no more
    remove: Option<bool>,
}

pub(super) async fn protected(cx: &Cx, args: Protected) -> Result<Reply> {
    let role = args.role.id;
    if cx.guild()?.get() == role.get() {
        return Err(Error::refused(
            "Everybody has @everyone, so nobody could be acted on; choose another role.",
        ));
    }
    check::may_limit(cx, &[role]).await?;
    change(cx, |settings| {
        settings.protected_roles.retain(|it| *it != role);
        if args.remove == Some(true) {
            return Ok(format!("<@&{role}> is not protected."));
        }
        if settings.protected_roles.len() >= PROTECTED {
            return Err(Error::refused(format!(
                "{PROTECTED} roles are protected already; take one away with `remove` first."
            )));
        }
        settings.protected_roles.push(role);
        Ok(format!("Nobody can act on holders of <@&{role}> from now on."))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "jail", desc = "Choose the one role that jailed members have")]
pub(super) struct Jail {
    /// The role; deny it what jailed members shall not see and do
    role: Role,
}

pub(super) async fn jail(cx: &Cx, args: Jail) -> Result<Reply> {
    let role = args.role.id;
    check::may_give_unseen(cx, role).await?;
    change(cx, |settings| {
        settings.jail_role = Some(role);
        Ok(format!("Jailed members have <@&{role}> instead of their roles from now on."))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "lockdown", desc = "Choose a channel or category that a lockdown closes")]
pub(super) struct Lockdown {
    /// The channel, or the category whose channels are meant
    #[command(
        channel_types = "guild_text guild_announcement guild_voice guild_stage_voice guild_forum guild_category"
    )]
    channel: InteractionChannel,
    /// Yes: it is not chosen any more
    remove: Option<bool>,
}

pub(super) async fn lockdown(cx: &Cx, args: Lockdown) -> Result<Reply> {
    let channel = args.channel.id;
    change(cx, |settings| {
        settings.lockdown.retain(|it| *it != channel);
        if args.remove == Some(true) {
            let now = if settings.lockdown.is_empty() {
                "no channel is chosen, so a lockdown closes all where members write"
            } else {
                "the others stay"
            };
            return Ok(format!("<#{channel}> is not chosen for lockdowns any more; {now}."));
        }
        if settings.lockdown.len() >= CHOSEN {
            return Err(Error::refused(format!(
                "{CHOSEN} channels and categories are chosen already; choose a category instead of its channels, or take one away with `remove` first."
            )));
        }
        settings.lockdown.push(channel);
        Ok(format!("A lockdown closes <#{channel}> from now on, and of others only those you choose here too."))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "presets", desc = "Keep a reason to choose from when you act on somebody")]
pub(super) struct Presets {
    /// The reason
    #[command(max_length = 100, autocomplete = true)]
    reason: String,
    /// Yes: keep it no more
    remove: Option<bool>,
}

pub(super) async fn presets(cx: &Cx, args: Presets) -> Result<Reply> {
    let reason = words(&args.reason).ok_or_else(|| Error::refused("The reason has no words; type some."))?;
    change(cx, |settings| {
        settings.presets.retain(|it| *it != reason);
        if args.remove == Some(true) {
            return Ok(format!("“{}” is not offered any more.", plain(&reason)));
        }
        if settings.presets.len() >= PRESETS {
            return Err(Error::refused(format!(
                "{PRESETS} reasons are kept already; take one away with `remove` first."
            )));
        }
        settings.presets.push(reason.clone());
        Ok(format!("“{}” is offered as a reason from now on.", plain(&reason)))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "dm", desc = "Choose what members are told of an action, and whether they are")]
pub(super) struct DirectMessage {
    /// The action
    action: Told,
    /// Whether they are told
    send: Option<bool>,
    /// In these words, with {user} {server} {reason} {case} {end} {points} …; "default" for my own words
    #[command(max_length = 1500)]
    text: Option<String>,
}

pub(super) async fn dm(cx: &Cx, args: DirectMessage) -> Result<Reply> {
    let kind = args.action.kind();
    if args.send.is_none() && args.text.is_none() {
        return Err(Error::refused("Nothing to change was given; add `send` or `text`."));
    }
    if let Some(text) = &args.text {
        template::check(text, &template::NOTICE).map_err(Error::Refused)?;
    }
    change(cx, |settings| {
        let dm: &mut Dm = settings.dm.entry(kind).or_default();
        if let Some(send) = args.send {
            dm.off = !send;
        }
        if let Some(text) = args.text {
            let own = !text.trim().eq_ignore_ascii_case("default");
            dm.text = Some(text).filter(|_| own);
        }
        let told = if dm.off { "not told" } else { "told" };
        let words = if dm.text.is_some() { ", in your words" } else { ", in my words" };
        let words = if dm.off { "" } else { words };
        if *dm == Dm::default() {
            settings.dm.remove(&kind);
        }
        Ok(format!("Of the action “{}” members are {told}{words}.", kind.as_str()))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "warnings", desc = "Choose how long a warning counts, unless `expires` says otherwise")]
pub(super) struct Warnings {
    /// How long, like 30d, 6 months, or perm
    #[command(max_length = 60, autocomplete = true)]
    duration: String,
}

pub(super) async fn warnings(cx: &Cx, args: Warnings) -> Result<Reply> {
    durations::ends(cx, &args.duration).await?;
    let span = durations::lasting(&args.duration)?;
    change(cx, |settings| {
        settings.warnings_count_for = Some(span.clone());
        Ok(format!("A warning counts for {span} from now on, unless `expires` says otherwise."))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "time-zone", desc = "Choose the zone that times of day are meant in")]
pub(super) struct Zone {
    /// Its name, like Europe/Prague
    #[command(max_length = 60, autocomplete = true)]
    zone: String,
}

pub(super) async fn zone(cx: &Cx, args: Zone) -> Result<Reply> {
    let found = TimeZone::get(args.zone.trim());
    let name = found.ok().and_then(|zone| zone.iana_name().map(str::to_owned)).ok_or_else(|| {
        let zone = plain(&args.zone);
        Error::refused(format!("I know no time zone {zone}; write it like Europe/Prague or UTC."))
    })?;
    change(cx, |settings| {
        settings.time_zone = Some(name.clone());
        Ok(format!("Times of day are meant in {name} from now on."))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(
    name = "manual",
    desc = "Choose whether what is done without me, by hand or by AutoMod, is recorded"
)]
pub(super) struct Manual {
    /// Yes: bans, kicks and timeouts by hand become cases
    record: bool,
}

pub(super) async fn manual(cx: &Cx, args: Manual) -> Result<Reply> {
    change(cx, |settings| {
        settings.ignores_manual = !args.record;
        Ok(match args.record {
            true => {
                "Bans, kicks and timeouts that moderators do by hand become cases from now on.".to_owned()
            }
            false => "What is done without me is not recorded from now on.".to_owned(),
        })
    })
    .await
}

#[derive(Clone, Copy, Debug, CommandOption, CreateOption)]
pub(super) enum Setting {
    #[option(name = "log channels", value = "log")]
    Log,
    #[option(name = "protected roles", value = "protected-roles")]
    Protected,
    #[option(name = "jail role", value = "jail")]
    Jail,
    #[option(name = "channels of a lockdown", value = "lockdown")]
    Lockdown,
    #[option(name = "reasons to choose from", value = "presets")]
    Presets,
    #[option(name = "direct messages", value = "dm")]
    Dm,
    #[option(name = "how long warnings count", value = "warnings")]
    Warnings,
    #[option(name = "time zone", value = "time-zone")]
    Zone,
    #[option(name = "ladder", value = "ladder")]
    Ladder,
    #[option(name = "policy", value = "policy")]
    Policy,
    #[option(name = "what is done by hand", value = "manual")]
    Manual,
    #[option(name = "welcome message", value = "welcome")]
    Welcome,
    #[option(name = "leave message", value = "leave")]
    Leave,
    #[option(name = "roles for newcomers", value = "autorole")]
    Autorole,
    #[option(name = "what holds for those who come back", value = "rejoin")]
    Rejoin,
    #[option(name = "alert on who joins", value = "alert")]
    Alert,
    #[option(name = "log of messages", value = "messagelog")]
    MessageLog,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "clear", desc = "Put one setting back to what it was in the beginning")]
pub(super) struct Clear {
    /// Which
    setting: Setting,
}

pub(super) async fn clear(cx: &Cx, args: Clear) -> Result<Reply> {
    let settings = guilds::settings(&cx.app.db, cx.guild()?).await?;
    match args.setting {
        Setting::Protected => check::may_limit(cx, &settings.protected_roles).await?,
        Setting::Policy => {
            check::may_limit(cx, &settings.policy.keys().copied().collect::<Vec<_>>()).await?;
        }
        Setting::Ladder => ladder::may_edit(cx, settings.ladder.iter().map(|step| step.action)).await?,
        _ => {}
    }
    change(cx, |settings| {
        let new = Settings::default();
        match args.setting {
            Setting::Log => settings.log = new.log,
            Setting::Protected => settings.protected_roles = new.protected_roles,
            Setting::Jail => settings.jail_role = new.jail_role,
            Setting::Lockdown => settings.lockdown = new.lockdown,
            Setting::Presets => settings.presets = new.presets,
            Setting::Dm => settings.dm = new.dm,
            Setting::Warnings => settings.warnings_count_for = new.warnings_count_for,
            Setting::Zone => settings.time_zone = new.time_zone,
            Setting::Ladder => settings.ladder = new.ladder,
            Setting::Policy => settings.policy = new.policy,
            Setting::Manual => settings.ignores_manual = new.ignores_manual,
            Setting::Welcome => settings.welcome = new.welcome,
            Setting::Leave => settings.leave = new.leave,
            Setting::Autorole => settings.autorole = new.autorole,
            Setting::Rejoin => {
                settings.rejoin_frees = new.rejoin_frees;
                settings.rejoin_roles = new.rejoin_roles;
            }
            Setting::Alert => settings.alert = new.alert,
            Setting::MessageLog => settings.message_log = new.message_log,
        }
        Ok("That setting is back to what it was in the beginning; `/settings show` lists all.".to_owned())
    })
    .await
}
