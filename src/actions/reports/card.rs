//! A report's card: what was reported and by whom, what came of it, and the buttons for moderators.

use sqlx::PgPool;
use twilight_model::channel::message::component::{ActionRow, Button, ButtonStyle};
use twilight_model::channel::message::{Component, Embed};

use crate::actions::reports::control::{OFFERED, ReportControl};
use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::case::Case;
use crate::domain::colour;
use crate::domain::ids::GuildId;
use crate::domain::limits;
use crate::domain::page::{Place, Total};
use crate::domain::report::{Report, ReportState, Reporter};
use crate::domain::text::{clip, cut, heading, length, plain, quote};
use crate::error::Result;
use crate::kernel::control::Control;
use crate::kernel::reply::button;
use crate::store::cases::{self, Shown};
use crate::store::reports;
use crate::words;

/// The number of reporters that are shown.
const REPORTERS: i64 = 8;
/// The number of other contents of a message, beside its text, that are listed.
const SHOWN: usize = 15;

/// Everything that a card shows.
#[derive(Debug)]
pub struct CardFacts {
    pub report: Report,
    pub cases: Vec<Case>,
    reporters: Vec<Reporter>,
    all_reporters: u64,
    record: (u64, u64, Total),
}

/// Reads what a card shows; `None` if there is no such report.
pub async fn look(db: &PgPool, guild: GuildId, number: i32) -> Result<Option<CardFacts>> {
    let mut db = db.acquire().await?;
    let Some(report) = reports::report_find(&mut *db, guild, number).await? else { return Ok(None) };
    let cases = cases::cases_of_report(&mut *db, guild, number).await?;
    let reporters = reports::reporters_after(&mut *db, guild, number, 0, REPORTERS).await?;
    let all_reporters = reports::reporters_count(&mut *db, guild, number).await?;
    let about = report.reported.about;
    let (warnings, points) = cases::warnings_active(&mut *db, guild, about, i32::MAX).await?;
    let page = cases::case_page_of(&mut db, guild, about, Shown::All, Place::Start, 1).await?;
    Ok(Some(CardFacts { report, cases, reporters, all_reporters, record: (warnings, points, page.total) }))
}

impl CardFacts {
    /// Returns the card.
    #[must_use]
    pub fn message(&self) -> Message {
        let components = self.rows().into_iter().map(|components| ActionRow {
            id: None,
            components: components.into_iter().map(Component::Button).collect(),
        });
        Message { components: components.map(Component::ActionRow).collect(), ..Message::embed(self.embed()) }
    }

    /// Returns what became of the report.
    #[must_use]
    pub fn state(&self) -> ReportState {
        self.report.state(&self.cases)
    }

    fn embed(&self) -> Embed {
        let report = &self.report;
        let colour = match self.state() {
            ReportState::Open if report.claimed_by.is_some() => colour::AMBER,
            ReportState::Open => colour::RED,
            ReportState::UnderWay | ReportState::Acted => colour::GREEN,
            ReportState::Dismissed => colour::GREY,
        };
        let mut embed = Card::new()
            .title(words::report_title(report.number))
            .text(self.text())
            .colour(colour)
            .field(words::report_field_reporters(), self.reporters());
        if let Some(outcome) = self.outcome() {
            let outcome = cut(&outcome, limits::EMBED_FIELD);
            embed = embed.field(words::report_field_outcome(), outcome);
        }
        embed.build()
    }

    fn text(&self) -> String {
        let (report, reported) = (&self.report, &self.report.reported);
        let (warnings, points, cases) = self.record;
        let name = plain(&reported.about_name);
        let mut lines = vec![words::report_about(reported.about, name)];
        let (warnings, points) = (words::count_warnings(warnings), words::count_points(points));
        lines.push(words::report_record(warnings, points, cases.to_string()));
        if let Some((channel, message)) = reported.message {
            let link = format!("https://discord.com/channels/{}/{channel}/{message}", report.guild);
            lines.push(words::report_message(channel, link));
        }
        match &reported.quote {
            Some(said) => {
                lines.extend(said.made_by.map(words::report_written_for));
                let has_text = !said.content.trim().is_empty();
                if has_text {
                    lines.push(quote(&said.content, limits::MESSAGE));
                }
                lines.extend(said.shows.iter().take(SHOWN).map(|line| plain(line)));
                let more = said.shows.len().saturating_sub(SHOWN);
                if more > 0 {
                    lines.push(words::report_more(u64::try_from(more).unwrap_or(u64::MAX)));
                }
                if !has_text && said.shows.is_empty() {
                    lines.push(format!("*{}*", words::report_no_text()));
                }
            }
            None if reported.message.is_some() => lines.push(format!("*{}*", words::report_quote_gone())),
            None => {}
        }
        lines.join("\n")
    }

    fn reporters(&self) -> String {
        let shown = u64::try_from(self.reporters.len()).unwrap_or(u64::MAX);
        let others = self.all_reporters.saturating_sub(shown);
        let more = (others > 0).then(|| words::report_more_reporters(others));
        let lines = self.reporters.iter().map(line_of_reporter).collect();
        fit(lines, more, limits::EMBED_FIELD)
    }

    fn outcome(&self) -> Option<String> {
        let report = &self.report;
        let mut lines = Vec::new();
        lines.extend(report.claimed_by.map(words::report_line_claimed));
        match report.deleted_by {
            Some(by) => lines.push(words::report_line_deleted(by)),
            None if report.message_gone => lines.push(words::report_line_gone()),
            None => {}
        }
        for case in &self.cases {
            let mark = case.mark().map(|mark| format!(" ({mark})")).unwrap_or_default();
            let line = words::report_line_case(case.kind.title(), case.link(), case.moderator);
            lines.push(format!("{line}{mark}"));
        }
        if let Some(by) = report.dismissed_by {
            let why = report.dismissal.as_deref().map(|why| format!(": {}", plain(why)));
            lines.push(format!("{}{}", words::report_line_dismissed(by), why.unwrap_or_default()));
        }
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn rows(&self) -> Vec<Vec<Button>> {
        let number = self.report.number;
        let one = |style, label: &str, control: ReportControl| button(style, label, control.id());
        let state = self.state();
        if state == ReportState::Dismissed {
            let label = words::report_button_reopen();
            return vec![vec![one(ButtonStyle::Secondary, &label, ReportControl::Reopen { number })]];
        }
        let mut first = Vec::new();
        if state == ReportState::Open {
            let label = match self.report.claimed_by {
                Some(_) => words::report_button_give_back(),
                None => words::report_button_claim(),
            };
            first.push(one(ButtonStyle::Primary, &label, ReportControl::Claim { number }));
        }
        let is_there = self.report.deleted_by.is_none() && !self.report.message_gone;
        if self.report.reported.message.is_some() && is_there {
            let label = words::report_button_delete();
            first.push(one(ButtonStyle::Secondary, &label, ReportControl::Delete { number }));
        }
        if state == ReportState::Open {
            let label = words::report_button_dismiss();
            first.push(one(ButtonStyle::Secondary, &label, ReportControl::Dismiss { number }));
        }
        let act = |kind: crate::domain::kind::Kind| {
            let style = if kind.removes() { ButtonStyle::Danger } else { ButtonStyle::Secondary };
            one(style, &heading(&kind.word().to_string()), ReportControl::Act { number, kind })
        };
        let rows = [first, OFFERED.map(act).to_vec()];
        rows.into_iter().filter(|row| !row.is_empty()).collect()
    }
}

/// Returns the lines and the one after them within `limit`. No line takes the room of another, and the last is never cut.
fn fit(lines: Vec<String>, last: Option<String>, limit: usize) -> String {
    let breaks = lines.len().saturating_sub(usize::from(last.is_none()));
    let room = limit.saturating_sub(breaks + last.as_deref().map_or(0, length));
    let most = fair_share(lines.iter().map(|line| length(line)).collect(), room);
    let lines = lines.iter().map(|line| clip(line, most)).chain(last);
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the greatest length to which all can be cut so that they fit into `room` together: what the short ones leave, the
/// long ones share.
fn fair_share(mut lengths: Vec<usize>, room: usize) -> usize {
    lengths.sort_unstable();
    let (mut left, mut most) = (room, 0);
    for (at, length) in lengths.iter().enumerate() {
        most = left / (lengths.len() - at);
        left -= most.min(*length);
    }
    most
}

/// Returns the mention of a reporter, unless the reporter stays anonymous.
pub(super) fn mention(reporter: &Reporter) -> String {
    if reporter.statement.is_anonymous { words::report_anonymous() } else { format!("<@{}>", reporter.user) }
}

fn line_of_reporter(reporter: &Reporter) -> String {
    let (said, who) = (&reporter.statement, mention(reporter));
    let text = said.words.as_deref().map(|text| format!(": {}", plain(text))).unwrap_or_default();
    format!("{who} · {}{text}", said.category.title())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_reporter_takes_the_room_of_another_and_the_rest_are_always_counted() {
        let long = format!("<@1> · Spam: {}", "\\*".repeat(500));
        let (short, more) = ("<@2> · Hate: no".to_owned(), "… and 4 more".to_owned());
        let shown = fit(vec![long.clone(), short.clone(), long.clone()], Some(more.clone()), 1024);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(length(&shown) <= 1024 && length(&shown) > 1000, "{shown}");
        assert_eq!((lines[1], lines[3]), (&*short, &*more));
        assert_eq!(lines[0], lines[2]);
        assert!(lines[0].ends_with("\\*…") && length(lines[0]) > 450, "{shown}");
        assert_eq!(fit(vec![short.clone(), short.clone()], None, 1024), format!("{short}\n{short}"));
        assert_eq!(fit(vec![long; 8], Some(more.clone()), 1024).lines().last(), Some(&*more));
    }
}
