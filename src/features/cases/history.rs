//! `/case history number`, `/history user`, `/record`: what happened, to a case or to a person.

use jiff::Timestamp;
use serde_json::Value;
use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::guild::Permissions;
use twilight_util::builder::embed::{EmbedBuilder, EmbedFooterBuilder};

use crate::actions::automod;
use crate::domain::case::Case;
use crate::domain::colour;
use crate::domain::ids::UserId;
use crate::domain::kind::Kind;
use crate::domain::text::{count, cut, plain};
use crate::error::Result;
use crate::features::cases::list::line;
use crate::features::cases::show::find;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::cases::{self, Event};

/// How many cases of a person are shown.
const SHOWN: u32 = 15;

#[derive(CommandModel, CreateCommand)]
#[command(name = "history", desc = "Show a person's cases and what counts against them")]
struct History {
    /// Whose history
    user: ResolvedUser,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "record", desc = "Show your own record in this server")]
struct Record {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, async |cx, args: History| {
        of_person(&cx, args.user.resolved.id, |_| true).await
    })
    .permission(Permissions::MODERATE_MEMBERS)
}

/// For everyone: their own, without the moderators' notes.
pub(super) fn own() -> Command {
    Command::slash(Ack::Private, async |cx: Cx, _: Record| {
        of_person(&cx, cx.caller(), |case| case.kind != Kind::Note).await
    })
}

async fn of_person(cx: &Cx, user: UserId, shown: fn(&Case) -> bool) -> Result<Reply> {
    let guild = cx.guild()?;
    let mut db = cx.app.db.acquire().await?;
    let (cases, _) = cases::case_page(&mut db, guild, Some(user), 0, SHOWN).await?;
    let (warnings, points) = cases::warnings_active(&mut *db, guild, user, i32::MAX).await?;
    let lines: Vec<String> = cases.iter().filter(|case| shown(case)).map(line).collect();
    let hits = automod::hits(&cx.app, guild, user).await?;
    let hits = hits.map(|hits| format!("**AutoMod:** {hits}\n")).unwrap_or_default();
    let text = if lines.is_empty() { "Nothing is recorded.".to_owned() } else { lines.join("\n") };
    let counts = format!(
        "{} with {} count now",
        count(warnings, "warning", "warnings"),
        count(points, "point", "points")
    );
    let embed = EmbedBuilder::new()
        .title("Record")
        .description(cut(&format!("<@{user}>\n{hits}{text}"), 4096))
        .color(colour::BLURPLE)
        .footer(EmbedFooterBuilder::new(counts))
        .build();
    Ok(Reply::private("").with_embed(embed))
}

pub(super) async fn of_case(cx: &Cx, number: i64) -> Result<Reply> {
    let case = find(cx, number).await?;
    let events = cases::case_history(&cx.app.db, case.guild, case.number).await?;
    let lines: Vec<String> = events.iter().map(tell).collect();
    let embed = EmbedBuilder::new()
        .title(format!("History of case #{}", case.number))
        .description(cut(&lines.join("\n"), 4096))
        .color(case.kind.colour())
        .build();
    Ok(Reply::private("").with_embed(embed))
}

fn tell(event: &Event) -> String {
    let who = event.actor.map(|actor| format!(" by <@{actor}>")).unwrap_or_default();
    let text = |field: &str| match &event.detail[field] {
        Value::Null => "none".to_owned(),
        // What was stored as a moment is shown as one.
        Value::String(text) => text
            .parse::<Timestamp>()
            .map_or_else(|_| plain(&cut(text, 150)), |moment| format!("<t:{}:f>", moment.as_second())),
        other => other.to_string(),
    };
    let what = match event.event.as_str() {
        "edited" if event.detail["what"] == "duration" => {
            let until = |field: &str| match event.detail[field]
                .as_str()
                .and_then(|at| at.parse::<Timestamp>().ok())
            {
                Some(end) => format!("<t:{}:f>", end.as_second()),
                None => "no end".to_owned(),
            };
            format!(": end {} → {}", until("old"), until("new"))
        }
        "edited" => format!(": {} “{}” → “{}”", text("what"), text("old"), text("new")),
        "replaced" => {
            format!(": case #{}, which was to end {} and now ends {}", text("case"), text("old"), text("new"))
        }
        "voided" => format!(": {}", text("reason")),
        "failed" => format!(": {}", text("why")),
        "notified" | "logged" | "evidence" => format!(": {}", text("outcome")),
        _ => String::new(),
    };
    format!("<t:{}:f> **{}**{who}{what}", event.at.as_second(), event.event)
}
