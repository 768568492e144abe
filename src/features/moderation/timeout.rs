//! `/timeout user duration reason? dm?`, `/untimeout user reason?`: silence a member for a while.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::application::command::{CommandOptionChoice, CommandOptionChoiceValue};
use twilight_model::guild::Permissions;

use crate::actions::punish::{Sentence, punish};
use crate::domain::case::Kind;
use crate::domain::span::Span;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, Focus, Person};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;

#[derive(CommandModel, CreateCommand)]
#[command(name = "timeout", desc = "Silence a member for a while")]
struct Timeout {
    /// Whom to silence
    user: ResolvedUser,
    /// How long, like 10m, 2h, 1d 12h, 2 weeks, or perm
    #[command(max_length = 60, autocomplete = true)]
    duration: String,
    /// Why; the member reads it
    #[command(max_length = 1000)]
    reason: Option<String>,
    /// Whether to tell them; yes, when left out
    dm: Option<bool>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "untimeout", desc = "Let a silenced member speak again")]
struct Untimeout {
    /// Whom to let speak
    user: ResolvedUser,
    /// Why; the member reads it
    #[command(max_length = 1000)]
    reason: Option<String>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, timeout).permission(Permissions::MODERATE_MEMBERS).completes(suggest)
}

pub(super) fn lift() -> Command {
    Command::slash(Ack::Public, untimeout).permission(Permissions::MODERATE_MEMBERS)
}

async fn timeout(cx: Cx, args: Timeout) -> Result<Reply> {
    let span = Span::parse(&args.duration).map_err(Error::Refused)?;
    let ends_at = span.ends(cx.app.clock.now()).map_err(Error::Refused)?;
    let sentence = Sentence::new(Kind::Timeout, Person::of(&args.user), args.reason);
    punish(&cx, Sentence { ends_at, tell: args.dm.unwrap_or(true), ..sentence }).await
}

async fn untimeout(cx: Cx, args: Untimeout) -> Result<Reply> {
    punish(&cx, Sentence::new(Kind::Untimeout, Person::of(&args.user), args.reason)).await
}

/// What was typed, with its end spelled out; else the usual ones.
pub(super) async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    let now = cx.app.clock.now();
    let typed = focus.typed.trim();
    let usual = ["60s", "10m", "1h", "6h", "1d", "3d", "1w", "2w", "28d", "perm"];
    let choice = |text: &str| {
        let ends = Span::parse(text).and_then(|span| span.ends(now)).ok()?;
        let name = ends.map_or_else(
            || format!("{text} · until it is lifted"),
            |end| format!("{text} · until {} UTC", end.strftime("%Y-%m-%d %H:%M")),
        );
        Some(CommandOptionChoice {
            name,
            name_localizations: None,
            value: CommandOptionChoiceValue::String(text.to_owned()),
        })
    };
    let own = choice(typed).filter(|_| !typed.is_empty());
    Ok(own
        .into_iter()
        .chain(usual.iter().filter(|it| it.starts_with(typed)).filter_map(|it| choice(it)))
        .take(25)
        .collect())
}
