//! `/settings show`: everything that is set, on one card.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tokio::time::timeout;
use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::channel::message::Embed;
use twilight_model::guild::Permissions;
use twilight_util::builder::embed::{EmbedBuilder, EmbedFieldBuilder};

use crate::discord::error_code;
use crate::domain::colour;
use crate::domain::ids::ChannelId;
use crate::domain::limits;
use crate::domain::log::Category;
use crate::domain::permissions::covers;
use crate::domain::settings::Settings;
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::features::settings::{greetings, ladder, messagelog, newcomers, policy};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::automation_failures::AutomationFailure;
use crate::store::{automation_failures, guilds};

/// The most letters shown of each setting: both cards together hold 6,000 characters.
const ROOM: usize = 310;

#[derive(CommandModel, CreateCommand)]
#[command(name = "show", desc = "Show everything that is set")]
pub(super) struct Show {}

pub(super) async fn show(cx: &Cx) -> Result<Reply> {
    let guild = cx.guild()?;
    let (settings, automation_failures) = tokio::try_join!(
        guilds::settings(&cx.app.db, guild),
        automation_failures::automation_failures(&cx.app.db, guild)
    )?;
    let lost = lost(cx, &settings).await;
    let card = Reply::private("").with_embed(card(&settings, &lost, cx.at.app_permissions));
    Ok(if automation_failures.is_empty() { card } else { card.with_embed(warning(&automation_failures)) })
}

/// The time allowed for checking that a channel exists.
const LOOK: Duration = Duration::from_secs(1);

/// Returns the log channels that can't be posted in, and why.
async fn lost(cx: &Cx, settings: &Settings) -> BTreeMap<ChannelId, &'static str> {
    let channels: BTreeSet<ChannelId> = settings.log.values().copied().collect();
    let mut lost = BTreeMap::new();
    for channel in channels {
        if let Ok(Err(Error::Discord { code, .. })) = timeout(LOOK, cx.app.discord.channel(channel)).await {
            let gone = code == error_code::UNKNOWN_CHANNEL;
            lost.insert(channel, if gone { "it was deleted" } else { "I can't see it" });
        }
    }
    lost
}

/// Returns the card. `held` are Gavel's permissions in the server.
fn card(settings: &Settings, lost: &BTreeMap<ChannelId, &'static str>, held: Permissions) -> Embed {
    let fields = [
        ("Log channels", log(settings, lost)),
        ("Protected roles", or(roles(settings), "none; protect them with `/settings protected-roles`")),
        ("Jail role", or(jail(settings), "not set; choose it with `/settings jail`")),
        (
            "Lockdown",
            or(lockdown(settings), "all channels where members write; choose with `/settings lockdown`"),
        ),
        ("Ladder", or(ladder::lines(settings), "no steps; add one with `/ladder edit`")),
        ("Policy", or(policy::lines(settings), "no limits; set one with `/policy set`")),
        ("Warnings count for", settings.warnings_count_for.clone().unwrap_or_else(|| "90d".to_owned())),
        ("Direct messages", or(dm(settings), "sent in my words; change them with `/settings dm`")),
        ("Reasons to choose from", or(presets(settings), "none; add one with `/settings presets`")),
        ("Done by hand", manual(settings, held).to_owned()),
        ("Welcome message", greetings::line(settings.welcome.as_ref())),
        ("Leave message", greetings::line(settings.leave.as_ref())),
        ("Roles for newcomers", newcomers::roles_line(&settings.autorole)),
        ("Who comes back", newcomers::rejoin_line(settings)),
        ("Alert on who joins", newcomers::alert_line(settings)),
        ("Log of messages", messagelog::line(settings.message_log.as_ref())),
        ("Time zone", settings.time_zone.clone().unwrap_or_else(|| "UTC".to_owned())),
    ];
    let embed = EmbedBuilder::new().title("Settings of this server").color(colour::BLURPLE);
    let add = |embed: EmbedBuilder, (name, value): (&str, String)| {
        embed.field(EmbedFieldBuilder::new(name, cut(&value, ROOM)))
    };
    fields.into_iter().fold(embed, add).build()
}

/// Returns the card of the automations that fail.
fn warning(automation_failures: &[AutomationFailure]) -> Embed {
    let line = |it: &AutomationFailure| {
        format!("**{}**, since <t:{}:R>: {}", it.automation.title(), it.since.as_second(), it.why)
    };
    let lines: Vec<String> = automation_failures.iter().map(line).collect();
    EmbedBuilder::new()
        .title("This does not work")
        .description(cut(&lines.join("\n"), 800))
        .color(colour::RED)
        .build()
}

fn or(text: String, otherwise: &str) -> String {
    if text.is_empty() { otherwise.to_owned() } else { text }
}

fn log(settings: &Settings, lost: &BTreeMap<ChannelId, &'static str>) -> String {
    if settings.log.is_empty() {
        return "not set; cases are recorded but posted nowhere. Set one with `/settings log`.".to_owned();
    }
    let line = |category: Category| {
        let channel = settings.log.get(&category)?;
        let why = lost.get(channel).map(|why| format!("⚠️ {why} · ")).unwrap_or_default();
        Some(format!("{why}<#{channel}>: {}", category.title()))
    };
    let fix = (!lost.is_empty())
        .then(|| "Nothing is posted there; choose another with `/settings log`.".to_owned());
    fix.into_iter().chain(Category::ALL.into_iter().filter_map(line)).collect::<Vec<_>>().join("\n")
}

fn roles(settings: &Settings) -> String {
    settings.protected_roles.iter().map(|role| format!("<@&{role}>")).collect::<Vec<_>>().join(" ")
}

fn jail(settings: &Settings) -> String {
    settings.jail_role.map(|role| format!("<@&{role}>")).unwrap_or_default()
}

fn lockdown(settings: &Settings) -> String {
    settings.lockdown.iter().map(|channel| format!("<#{channel}>")).collect::<Vec<_>>().join(" ")
}

fn dm(settings: &Settings) -> String {
    let lines = settings.dm.iter().map(|(kind, dm)| {
        let off = if dm.off { "not sent" } else { "sent" };
        let text = dm
            .text
            .as_ref()
            .map(|text| format!(": {}", plain(&cut(text, limits::TEXT_IN_LIST))))
            .unwrap_or_default();
        format!("{} · {off}{text}", kind.title())
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn manual(settings: &Settings, held: Permissions) -> &'static str {
    if settings.ignores_manual {
        "not recorded; change it with `/settings manual`"
    } else if covers(held, Permissions::VIEW_AUDIT_LOG) {
        "bans, kicks and timeouts become cases"
    } else {
        "not recorded, because I can't see it: give my role View Audit Log in Server Settings → Roles"
    }
}

fn presets(settings: &Settings) -> String {
    let lines = settings.presets.iter().map(|text| format!("• {}", plain(&cut(text, limits::PRESET))));
    lines.collect::<Vec<_>>().join("\n")
}
