//! The subcommands of `/settings` that change one setting each.

use twilight_interactions::command::{CommandModel, CommandOption, CreateCommand, CreateOption};
use twilight_model::application::interaction::InteractionChannel;
use twilight_model::guild::Role;

use crate::actions::check;
use crate::discord::channels::Channel;
use crate::discord::message::Message;
use crate::discord::posts::NewPost;
use crate::domain::automation::Automation;
use crate::domain::ids::ChannelId;
use crate::domain::lockdown::CHOSEN;
use crate::domain::log::Category;
use crate::domain::settings::{Dm, Settings};
use crate::domain::settings_rules::{self, PRESETS, PROTECTED};
use crate::domain::template;
use crate::domain::text::{plain, words};
use crate::error::{Error, Result};
use crate::features::settings::change::{change, change_anew, postable};
use crate::features::settings::kinds::Told;
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::guilds;
use crate::words;
use crate::words::Language;

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
#[command(name = "log", desc = "-")]
pub(super) struct Log {
    /// The log's channel, thread or forum
    #[command(
        channel_types = "guild_text guild_announcement public_thread private_thread announcement_thread guild_forum"
    )]
    channel: InteractionChannel,
    /// The kind of entries to log there. Default: everything
    category: Option<LogCategory>,
}

pub(super) async fn log(cx: &Cx, args: Log) -> Result<Reply> {
    let place = postable(cx, args.channel.id).await?;
    let category = match args.category {
        None => Category::Everything,
        Some(LogCategory::Moderation) => Category::Moderation,
        Some(LogCategory::Messages) => Category::Messages,
        Some(LogCategory::Reports) => Category::Reports,
    };
    let channel = match place.has_posts() && category != Category::Reports {
        true => log_post(cx, &place, category).await?,
        // Each report is a post of its own.
        false => place.id,
    };
    let set = |settings: &mut Settings| {
        settings.log.insert(category, channel);
        Ok(match category {
            Category::Everything => words::settings_log_everything(channel),
            other => words::settings_log_category(channel, other.title()),
        })
    };
    match category {
        Category::Everything | Category::Reports => change_anew(cx, Automation::Reports, set).await,
        Category::Moderation | Category::Messages => change(cx, set).await,
    }
}

/// Returns the post of a forum in which a category is logged; begins it if there is none.
async fn log_post(cx: &Cx, forum: &Channel, category: Category) -> Result<ChannelId> {
    let (name, text) = words::for_server(|| {
        (words::settings_log_post(category.title()), words::settings_log_post_text(category.title()))
    });
    let message = Message { content: text, ..Message::default() };
    let post = NewPost { name: &name, message: &message, after: 0 };
    cx.app.discord.post_begin_once(forum, post).await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "protected-roles", desc = "-")]
pub(super) struct Protected {
    /// The role to protect
    role: Role,
    /// Stop protecting this role
    remove: Option<bool>,
}

pub(super) async fn protected(cx: &Cx, args: Protected) -> Result<Reply> {
    let role = args.role.id;
    if cx.guild()?.get() == role.get() {
        return Err(Error::refused(words::settings_protected_everyone()));
    }
    check::may_limit(cx, &[role]).await?;
    change(cx, |settings| {
        settings.protected_roles.retain(|it| *it != role);
        if args.remove == Some(true) {
            return Ok(words::settings_protected_off(role));
        }
        if settings.protected_roles.len() >= PROTECTED {
            return Err(Error::refused(words::settings_protected_full(PROTECTED)));
        }
        settings.protected_roles.push(role);
        Ok(words::settings_protected_on(role))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "jail", desc = "-")]
pub(super) struct Jail {
    /// The jail role; deny it what jailed members shouldn't see or do
    role: Role,
}

pub(super) async fn jail(cx: &Cx, args: Jail) -> Result<Reply> {
    let role = args.role.id;
    check::may_give_unseen(cx, role).await?;
    change(cx, |settings| {
        settings.jail_role = Some(role);
        Ok(words::settings_jail_now(role))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "lockdown", desc = "-")]
pub(super) struct Lockdown {
    /// The channel, or a category for all of its channels
    #[command(
        channel_types = "guild_text guild_announcement guild_voice guild_stage_voice guild_forum guild_category"
    )]
    channel: InteractionChannel,
    /// Remove it from the lockdown channels
    remove: Option<bool>,
}

pub(super) async fn lockdown(cx: &Cx, args: Lockdown) -> Result<Reply> {
    let channel = args.channel.id;
    change(cx, |settings| {
        settings.lockdown.retain(|it| *it != channel);
        if args.remove == Some(true) {
            return Ok(match settings.lockdown.is_empty() {
                true => words::settings_lockdown_removed_last(channel),
                false => words::settings_lockdown_removed(channel),
            });
        }
        if settings.lockdown.len() >= CHOSEN {
            return Err(Error::refused(words::settings_lockdown_full(CHOSEN)));
        }
        settings.lockdown.push(channel);
        Ok(words::settings_lockdown_added(channel))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "presets", desc = "-")]
pub(super) struct Presets {
    /// The reason
    #[command(max_length = 100, autocomplete = true)]
    reason: String,
    /// Remove this reason
    remove: Option<bool>,
}

pub(super) async fn presets(cx: &Cx, args: Presets) -> Result<Reply> {
    let reason = words(&args.reason).ok_or_else(|| Error::refused(words::settings_presets_blank()))?;
    change(cx, |settings| {
        settings.presets.retain(|it| *it != reason);
        if args.remove == Some(true) {
            return Ok(words::settings_presets_removed(plain(&reason)));
        }
        if settings.presets.len() >= PRESETS {
            return Err(Error::refused(words::settings_presets_full(PRESETS)));
        }
        settings.presets.push(reason.clone());
        Ok(words::settings_presets_added(plain(&reason)))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "dm", desc = "-")]
pub(super) struct DirectMessage {
    /// The action that the DM is about
    action: Told,
    /// Send members a DM about it?
    send: Option<bool>,
    /// Text with {user} {server} {reason} {case} {end} {points} …; "default" for my own text
    #[command(max_length = 1500)]
    text: Option<String>,
}

pub(super) async fn dm(cx: &Cx, args: DirectMessage) -> Result<Reply> {
    let kind = args.action.kind();
    if args.send.is_none() && args.text.is_none() {
        return Err(Error::refused(words::settings_dm_nothing_given()));
    }
    if let Some(text) = &args.text {
        template::check(text, &template::NOTICE).map_err(Error::refused)?;
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
        let said = match (dm.off, dm.text.is_some()) {
            (true, _) => words::settings_dm_off(kind.word()),
            (false, true) => words::settings_dm_your_words(kind.word()),
            (false, false) => words::settings_dm_my_words(kind.word()),
        };
        if *dm == Dm::default() {
            settings.dm.remove(&kind);
        }
        Ok(said)
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "warnings", desc = "-")]
pub(super) struct Warnings {
    /// How long, e.g. 30d, 6 months, or perm
    #[command(max_length = 60, autocomplete = true)]
    duration: String,
}

pub(super) async fn warnings(cx: &Cx, args: Warnings) -> Result<Reply> {
    let zone = guilds::settings(&cx.app.db, cx.guild()?).await?.zone();
    let span = settings_rules::warnings(&args.duration, cx.app.clock.now(), &zone).map_err(Error::refused)?;
    change(cx, |settings| {
        settings.warnings_count_for = Some(span.clone());
        Ok(words::settings_warnings_now(&span))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "language", desc = "-")]
pub(super) struct ServerLanguage {
    /// The language
    #[command(max_length = 60, autocomplete = true)]
    language: String,
}

pub(super) async fn language(cx: &Cx, args: ServerLanguage) -> Result<Reply> {
    let typed = args.language.trim().to_lowercase();
    let is_it = |language: &Language| {
        language.tag().eq_ignore_ascii_case(&typed) || language.name().to_lowercase() == typed
    };
    let Some(chosen) = Language::all().find(is_it) else {
        let known: Vec<String> = Language::all().map(Language::name).collect();
        return Err(Error::refused(words::settings_language_unknown(
            plain(&args.language),
            known.join(", "),
        )));
    };
    change(cx, |settings| {
        settings.language = Some(chosen);
        Ok(words::settings_language_now(chosen.name()))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "time-zone", desc = "-")]
pub(super) struct Zone {
    /// The time zone, e.g. Europe/Prague
    #[command(max_length = 60, autocomplete = true)]
    zone: String,
}

pub(super) async fn zone(cx: &Cx, args: Zone) -> Result<Reply> {
    let name = settings_rules::zone(&args.zone).map_err(Error::refused)?;
    change(cx, |settings| {
        settings.time_zone = Some(name.clone());
        Ok(words::settings_zone_now(&name))
    })
    .await
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "manual", desc = "-")]
pub(super) struct Manual {
    /// Record bans, kicks and timeouts made by hand as cases?
    record: bool,
}

pub(super) async fn manual(cx: &Cx, args: Manual) -> Result<Reply> {
    change(cx, |settings| {
        settings.ignores_manual = !args.record;
        Ok(match args.record {
            true => words::settings_manual_on(),
            false => words::settings_manual_off(),
        })
    })
    .await
}
