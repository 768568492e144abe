//! `/report user`, for everyone; `/report list`, `/report view`, for moderators.

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::channel::message::component::ButtonStyle;
use twilight_model::guild::Permissions;

use crate::actions::reports::card;
use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::colour;
use crate::domain::limits;
use crate::domain::report::Report;
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::features::reports::make;
use crate::kernel::command::{Ack, Command};
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply, button};
use crate::store::reports;
use crate::words;

/// The reports on a page.
const PAGE: usize = 10;
/// The permission that reading reports takes.
const READ: Permissions = Permissions::MODERATE_MEMBERS;

#[derive(CommandModel, CreateCommand)]
#[command(name = "report", desc = "-")]
#[expect(clippy::large_enum_variant, reason = "the derive takes no boxes; it lives for one call")]
enum ReportCommand {
    #[command(name = "user")]
    User(User),
    #[command(name = "list")]
    List(List),
    #[command(name = "view")]
    View(View),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "user", desc = "-")]
struct User {
    /// The person to report
    user: ResolvedUser,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "list", desc = "-")]
struct List {
    /// Closed reports, too? Default: only open ones
    closed: Option<bool>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "view", desc = "-")]
struct View {
    /// The report's number
    #[command(min_value = 1, max_value = 2147483647)]
    number: i64,
}

pub(super) fn command() -> Command {
    // A form can't follow a deferral; the lists are indexed reads.
    Command::slash(Ack::Immediate, async |cx: Cx, command: ReportCommand| match command {
        ReportCommand::User(User { user }) => make::about(&cx, &user).await,
        ReportCommand::List(List { closed }) => {
            page(&cx, Audience::Private, !closed.unwrap_or_default(), i32::MAX).await
        }
        ReportCommand::View(View { number }) => view(&cx, number).await,
    })
    .permission_in("list", READ)
    .permission_in("view", READ)
}

async fn view(cx: &Cx, number: i64) -> Result<Reply> {
    let unknown = || Error::refused(words::report_unknown(number));
    let number = i32::try_from(number).map_err(|_| unknown())?;
    let facts = card::look(&cx.app.db, cx.guild()?, number).await?.ok_or_else(unknown)?;
    Ok(Reply::new(Audience::Private, facts.message()))
}

/// The button to the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    only_open: bool,
    before: i32,
}

impl Control for Turn {
    const FEATURE: &'static str = "reports";

    fn write(&self) -> String {
        let of = if self.only_open { "open" } else { "all" };
        format!("{of}:{}", self.before)
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            [of @ ("open" | "all"), before] => {
                Some(Self { only_open: *of == "open", before: before.parse().ok()? })
            }
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        READ
    }
}

/// Turns the page.
pub(super) async fn turn(cx: Cx, turn: Turn, _: Pressed) -> Result<Reply> {
    page(&cx, Audience::Update, turn.only_open, turn.before).await
}

async fn page(cx: &Cx, audience: Audience, only_open: bool, before: i32) -> Result<Reply> {
    let (guild, most) = (cx.guild()?, i64::try_from(PAGE + 1).unwrap_or(i64::MAX));
    let mut found = reports::reports_before(&cx.app.db, guild, only_open, before, most).await?;
    let is_last = found.len() <= PAGE;
    found.truncate(PAGE);
    let mut lines: Vec<String> = found.iter().map(line).collect();
    if lines.is_empty() {
        lines.push(if only_open { words::reports_none_open() } else { words::reports_none() });
    }
    if !found.is_empty() {
        lines.push(format!("-# {}", words::reports_more()));
    }
    let embed = Card::new()
        .title(if only_open { words::reports_open() } else { words::reports_all() })
        .text(lines.join("\n"))
        .colour(colour::BLURPLE)
        .build();
    let mut buttons = Vec::new();
    if before != i32::MAX {
        let newest = Turn { only_open, before: i32::MAX };
        buttons.push(button(ButtonStyle::Secondary, &words::reports_newest(), newest.id()));
    }
    if let Some(last) = found.last().filter(|_| !is_last) {
        let older = Turn { only_open, before: last.number };
        buttons.push(button(ButtonStyle::Secondary, &words::pages_older(), older.id()));
    }
    Ok(Reply::new(audience, Message::embed(embed)).with_buttons(buttons))
}

fn line(report: &Report) -> String {
    let what =
        if report.reported.message.is_some() { words::reports_message() } else { words::reports_person() };
    let mut line =
        words::reports_line(report.number, what, report.reported.about, report.created_at.as_second());
    if let Some(quote) = &report.reported.quote {
        let said = cut(quote.content.trim(), limits::REASON_IN_LINE);
        if !said.is_empty() {
            line.push_str(&format!(": {}", plain(&said)));
        }
    }
    let state = match (report.dismissed_by, report.closed_at, report.claimed_by) {
        (Some(_), ..) => Some(words::reports_state_dismissed()),
        (None, Some(_), _) if report.is_deletion() => Some(words::reports_state_deleted()),
        (None, Some(_), _) => Some(words::reports_state_acted()),
        (None, None, Some(by)) => Some(words::reports_state_claimed(by)),
        (None, None, None) => None,
    };
    if let Some(state) = state {
        line.push_str(&format!(" ({state})"));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_is_read_back_as_it_was_written() {
        for turn in [Turn { only_open: true, before: 7 }, Turn { only_open: false, before: i32::MAX }] {
            assert_eq!(Turn::read(&turn.id().split(':').skip(2).collect::<Vec<_>>()), Some(turn));
        }
    }
}
