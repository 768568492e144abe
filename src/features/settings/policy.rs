//! `/policy show|set`: limits on what holders of a role may order.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::command::CommandOptionChoice;
use twilight_model::guild::{Permissions, Role};

use crate::actions::{check, durations};
use crate::discord::card::Card;
use crate::domain::colour;
use crate::domain::policy::Limit;
use crate::domain::settings::Settings;
use crate::domain::settings_rules as rules;
use crate::error::{Error, Result};
use crate::features::settings::change::change;
use crate::features::settings::kinds::Limited;
use crate::kernel::command::{Ack, Command, Focus};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::guilds;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "policy", desc = "-")]
#[expect(clippy::large_enum_variant, reason = "the derive takes no boxes; it lives for one call")]
enum PolicyCommand {
    #[command(name = "show")]
    Show(Show),
    #[command(name = "set")]
    Set(Set),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "show", desc = "-")]
struct Show {}

#[derive(CommandModel, CreateCommand)]
#[command(name = "set", desc = "-")]
struct Set {
    /// The role to limit
    role: Role,
    /// The action to limit
    action: Limited,
    /// The longest duration, e.g. 1h or 7d
    #[command(max_length = 60, autocomplete = true)]
    longest: Option<String>,
    /// The most points per warning
    #[command(min_value = 0, max_value = 100)]
    points: Option<i64>,
    /// How many times per hour
    #[command(min_value = 0, max_value = 10000)]
    per_hour: Option<i64>,
    /// How many times per day
    #[command(min_value = 0, max_value = 10000)]
    per_day: Option<i64>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, policy).reads_in(&["show"]).permission(Permissions::MANAGE_GUILD).completes(
        async |cx, focus: Focus| -> Result<Vec<CommandOptionChoice>> {
            durations::suggest(&cx, &focus.typed, durations::First::Minutes).await
        },
    )
}

async fn policy(cx: Cx, command: PolicyCommand) -> Result<Reply> {
    match command {
        PolicyCommand::Show(Show {}) => {
            let settings = guilds::settings(&cx.app.db, cx.guild()?).await?;
            let embed = Card::new()
                .title(words::settings_policy_title())
                .text(shown(&settings))
                .colour(colour::BLURPLE)
                .footer(words::settings_policy_footer());
            Ok(Reply::private("").with_embed(embed.build()))
        }
        PolicyCommand::Set(set) => limit(&cx, set).await,
    }
}

/// Returns the limits in lines; empty if there are none.
pub(super) fn lines(settings: &Settings) -> String {
    let limits = settings.policy.iter().flat_map(|(role, limits)| {
        limits.iter().map(move |(kind, limit)| format!("<@&{role}> · {}: {}", kind.word(), limit.text()))
    });
    limits.collect::<Vec<_>>().join("\n")
}

fn shown(settings: &Settings) -> String {
    match lines(settings) {
        lines if lines.is_empty() => words::settings_policy_empty(),
        lines => lines,
    }
}

async fn limit(cx: &Cx, set: Set) -> Result<Reply> {
    let (role, kind) = (set.role.id, set.action.kind());
    let longest = rules::longest(kind, set.longest.as_deref()).map_err(Error::refused)?;
    let number = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok());
    let limit = Limit {
        longest,
        points: number(set.points),
        per_hour: number(set.per_hour),
        per_day: number(set.per_day),
    };
    rules::limit(kind, &limit).map_err(Error::refused)?;
    check::may_limit(cx, &[role]).await?;
    change(cx, |settings| {
        let limits = settings.policy.entry(role).or_default();
        if limit.is_empty() {
            limits.remove(&kind);
        } else {
            limits.insert(kind, limit);
        }
        if limits.is_empty() {
            settings.policy.remove(&role);
        }
        if settings.policy.len() > rules::LIMITED_ROLES {
            return Err(Error::refused(words::settings_policy_full(rules::LIMITED_ROLES)));
        }
        Ok(format!("{}\n{}", words::settings_policy_now(), shown(settings)))
    })
    .await
}
