//! `/case history number`, `/history user`, `/record`: the history of a case, or of a person.

use jiff::Timestamp;
use serde_json::Value;
use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::guild::Permissions;

use crate::actions::automod;
use crate::actions::pages::{self, Sheet, Spot, is_past_start};
use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::ids::UserId;
use crate::domain::page::{Place, Total};
use crate::domain::text::{cut, plain};
use crate::error::Result;
use crate::features::cases::case_view::find;
use crate::features::cases::pages::{self as cards, Turn, line, number};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::store::cases::{self, Event, Shown};
use crate::words;
use crate::words::Kept;

/// The number of a person's cases on a page.
const SHOWN: u32 = 10;
/// The number of entries of a case's history on a page.
const EVENTS: u32 = 10;

#[derive(CommandModel, CreateCommand)]
#[command(name = "history", desc = "-")]
struct History {
    /// The person whose cases to show
    user: ResolvedUser,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "record", desc = "-")]
struct Record {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, async |cx, args: History| {
        person_page(&cx, Audience::Private, args.user.resolved.id, Spot::FIRST).await
    })
    .only_reads()
    .permission(Permissions::MODERATE_MEMBERS)
}

/// Returns the command with which members see their own record, without what only moderators may see.
pub(super) fn own() -> Command {
    Command::slash(Ack::Private, async |cx: Cx, _: Record| {
        own_page(&cx, Audience::Private, Spot::FIRST).await
    })
    .only_reads()
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
    let hits = hits.map(|hits| format!("{}\n", words::history_automod(hits))).unwrap_or_default();
    let text = if lines.is_empty() { words::pages_empty() } else { lines.join("\n") };
    let sheet = Sheet::new(spot, SHOWN, &page, number);
    let counts = format!(
        "{} · {} · {}",
        words::history_counting(warnings, points),
        cards::cases(page.total),
        sheet.place()
    );
    let embed = Card::new()
        .title(words::history_record())
        .text(format!("<@{user}>\n{hits}{text}"))
        .colour(colour::BLURPLE)
        .footer(counts)
        .build();
    Ok(Reply::new(audience, Message::embed(embed)).with_buttons(sheet.buttons(pages::newest_first(), turn)))
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
    let embed = Card::new()
        .title(words::history_of_case(case.number))
        .text(lines.join("\n"))
        .colour(case.kind.colour())
        .footer(format!("{} · {}", entries(page.total), sheet.place()))
        .build();
    let labels = [words::history_earlier(), words::history_later()];
    let buttons = sheet.buttons(labels, |spot| Some(Turn::Events { number, spot }));
    Ok(Reply::new(audience, Message::embed(embed)).with_buttons(buttons))
}

fn entries(total: Total) -> String {
    match total {
        Total::Exactly(count) => words::history_entries(count),
        Total::AtLeast(_) => words::history_entries_at_least(total),
    }
}

fn tell(event: &Event) -> String {
    let text = |field: &str| match &event.detail[field] {
        Value::Null => words::history_nothing(),
        // A stored timestamp is shown as one.
        Value::String(text) => text
            .parse::<Timestamp>()
            .map_or_else(|_| plain(&cut(text, 150)), |moment| format!("<t:{}:f>", moment.as_second())),
        other => other.to_string(),
    };
    let until = |field: &str| match event.detail[field].as_str().and_then(|at| at.parse::<Timestamp>().ok()) {
        Some(end) => format!("<t:{}:f>", end.as_second()),
        None => words::history_no_end(),
    };
    let why = || plain(&cut(&Kept::stored(event.detail["why"].as_str().unwrap_or_default()).text(), 150));
    let what = match event.event.as_str() {
        "edited" if event.detail["what"] == "duration" => {
            Some(words::history_end_changed(until("old"), until("new")))
        }
        "edited" if event.detail["what"] == "no_appeal" => Some(match event.detail["new"] == true {
            true => words::history_appeal_off(),
            false => words::history_appeal_on(),
        }),
        "edited" => Some(words::history_changed(text("what"), text("old"), text("new"))),
        "replaced" if event.detail["old"] == event.detail["new"] => Some(words::history_case(text("case"))),
        "replaced" => Some(words::history_replaced(text("case"), until("old"), until("new"))),
        "ended" | "replaced by" => Some(words::history_case(text("case"))),
        "voided" | "failed" => Some(why()),
        "evidence" if event.detail["outcome"] == "lost" => Some(words::history_not_kept(why())),
        "notified" | "logged" | "evidence" => {
            Some(words::history_outcome(event.detail["outcome"].as_str().unwrap_or_default()))
        }
        _ => None,
    };
    let (at, name) = (event.at.as_second(), words::history_event(event.event.replace(' ', "-")));
    let head = match event.actor {
        Some(actor) => words::history_entry_by(at, name, actor),
        None => words::history_entry(at, name),
    };
    match what {
        Some(what) => format!("{head}: {what}"),
        None => head,
    }
}
