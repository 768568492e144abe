//! `/case history number`, `/history user`, `/record`: the history of a case, or of a person.

use jiff::Timestamp;
use serde_json::Value;
use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::guild::Permissions;
use twilight_util::builder::embed::{EmbedBuilder, EmbedFooterBuilder};

use crate::actions::automod;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::ids::UserId;
use crate::domain::limits;
use crate::domain::page::Place;
use crate::domain::text::{count, cut, plain};
use crate::error::Result;
use crate::features::cases::case_view::find;
use crate::features::cases::pages::{NEWEST_FIRST, Sheet, Spot, Turn, is_past_start, line, number};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::store::cases::{self, Event, Shown};

/// The number of a person's cases on a page.
const SHOWN: u32 = 10;
/// The number of entries of a case's history on a page.
const EVENTS: u32 = 10;

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
        person_page(&cx, Audience::Private, args.user.resolved.id, Spot::FIRST).await
    })
    .permission(Permissions::MODERATE_MEMBERS)
}

/// Returns the command with which members see their own record, without what only moderators may see.
pub(super) fn own() -> Command {
    Command::slash(Ack::Private, async |cx: Cx, _: Record| {
        own_page(&cx, Audience::Private, Spot::FIRST).await
    })
}

pub(super) async fn person_page(cx: &Cx, audience: Audience, user: UserId, spot: Spot) -> Result<Reply> {
    of_person(cx, audience, (user, Shown::All), spot, |spot| Some(Turn::Person { user, spot })).await
}

pub(super) async fn own_page(cx: &Cx, audience: Audience, spot: Spot) -> Result<Reply> {
    of_person(cx, audience, (cx.caller(), Shown::ToThemselves), spot, |spot| Some(Turn::Own { spot })).await
}

async fn of_person(
    cx: &Cx,
    audience: Audience,
    (user, shown): (UserId, Shown),
    spot: Spot,
    turn: impl Fn(Spot) -> Option<Turn>,
) -> Result<Reply> {
    let (_share, guild) = (cx.read_a_lot()?, cx.guild()?);
    let mut db = cx.app.db.acquire().await?;
    let mut page = cases::case_page_of(&mut db, guild, user, shown, spot.place, SHOWN).await?;
    if is_past_start(spot, SHOWN, &page) {
        page = cases::case_page_of(&mut db, guild, user, shown, Place::Start, SHOWN).await?;
    }
    let (warnings, points) = cases::warnings_active(&mut *db, guild, user, i32::MAX).await?;
    // Holding one connection while waiting for another could deadlock the pool.
    drop(db);
    let lines: Vec<String> = page.entries.iter().map(line).collect();
    let hits = automod::hits(&cx.app, guild, user).await?;
    let hits = hits.map(|hits| format!("**AutoMod:** {hits}\n")).unwrap_or_default();
    let text = if lines.is_empty() { "Nothing is recorded.".to_owned() } else { lines.join("\n") };
    let sheet = Sheet::new(spot, SHOWN, &page, number);
    let counts = format!(
        "{} with {} count now · {} · {}",
        count(warnings, "warning", "warnings"),
        count(points, "point", "points"),
        page.total.count("case", "cases"),
        sheet.place()
    );
    let embed = EmbedBuilder::new()
        .title("Record")
        .description(cut(&format!("<@{user}>\n{hits}{text}"), limits::EMBED_DESCRIPTION))
        .color(colour::BLURPLE)
        .footer(EmbedFooterBuilder::new(counts))
        .build();
    Ok(Reply::new(audience, Message::embed(embed)).with_buttons(sheet.buttons(NEWEST_FIRST, turn)))
}

pub(super) async fn of_case(cx: &Cx, audience: Audience, number: i64, spot: Spot) -> Result<Reply> {
    let case = find(cx, number).await?;
    let mut db = cx.app.db.acquire().await?;
    let mut page = cases::case_history(&mut db, case.guild, case.number, spot.place, EVENTS).await?;
    if is_past_start(spot, EVENTS, &page) {
        page = cases::case_history(&mut db, case.guild, case.number, Place::Start, EVENTS).await?;
    }
    drop(db);
    let lines: Vec<String> = page.entries.iter().map(tell).collect();
    let sheet = Sheet::new(spot, EVENTS, &page, |event| event.seq);
    let embed = EmbedBuilder::new()
        .title(format!("History of case #{}", case.number))
        .description(cut(&lines.join("\n"), limits::EMBED_DESCRIPTION))
        .color(case.kind.colour())
        .footer(EmbedFooterBuilder::new(format!(
            "{} · {}",
            page.total.count("entry", "entries"),
            sheet.place()
        )))
        .build();
    let buttons = sheet.buttons(["Earlier", "Later"], |spot| Some(Turn::Events { number, spot }));
    Ok(Reply::new(audience, Message::embed(embed)).with_buttons(buttons))
}

fn tell(event: &Event) -> String {
    let who = event.actor.map(|actor| format!(" by <@{actor}>")).unwrap_or_default();
    let text = |field: &str| match &event.detail[field] {
        Value::Null => "none".to_owned(),
        // A stored timestamp is shown as one.
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
        "ended" | "replaced by" => format!(": case #{}", text("case")),
        "voided" => format!(": {}", text("reason")),
        "failed" => format!(": {}", text("why")),
        "notified" | "logged" | "evidence" => format!(": {}", text("outcome")),
        _ => String::new(),
    };
    format!("<t:{}:f> **{}**{who}{what}", event.at.as_second(), event.event)
}
