//! The texts about an appeal: its card for moderators, and its news for the person.

use jiff::Timestamp;
use twilight_model::channel::message::Embed;
use twilight_model::channel::message::component::{Button, ButtonStyle};

use crate::actions::appealable::{AppealControl, AppealNews, Verb};
use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::appeal::{Appeal, AppealStatus, AppealTold, ROUNDS, Round, is_over};
use crate::domain::case::{Case, NoticeNews, Status};
use crate::domain::colour;
use crate::domain::kind::Kind;
use crate::domain::limits;
use crate::domain::text::{cut, plain, quote, sentence};
use crate::kernel::control::Control;
use crate::kernel::reply::button;
use crate::words;

/// The person's record at a glance.
#[derive(Debug)]
pub(super) struct Record {
    pub kinds: Vec<(Kind, u64)>,
    pub warnings: u64,
    pub points: u64,
}

/// Returns the card. `lift` is the case by which the appeal was accepted.
pub(super) fn card(
    appeal: &Appeal,
    case: &Case,
    lift: Option<&Case>,
    record: &Record,
    now: Timestamp,
) -> Message {
    let colour = match appeal.status {
        AppealStatus::Open if is_over(case, now) => colour::GREY,
        AppealStatus::Open => colour::AMBER,
        AppealStatus::Accepted => colour::GREEN,
        AppealStatus::Rejected => colour::RED,
    };
    let mut lines = about(appeal, case, record);
    lines.extend(outcome(appeal, case, lift, now));
    let mut embed = Card::new()
        .title(words::appeal_card_title(appeal.number, case.kind.title()))
        .text(lines.join("\n"))
        .colour(colour);
    for answered in &appeal.answers {
        let answer = quote(&answered.answer, limits::EMBED_FIELD);
        embed = embed.field(plain(&answered.question), answer);
    }
    for round in &appeal.rounds {
        embed = embed.field(words::appeal_card_round(), asked(round));
    }
    Message::embed(embed.build()).with_buttons(buttons(appeal, case, now))
}

/// Returns who appeals, and against what.
fn about(appeal: &Appeal, case: &Case, record: &Record) -> Vec<String> {
    let (user, name) = (appeal.user, plain(&appeal.user_name));
    let kinds: Vec<String> =
        record.kinds.iter().map(|(kind, many)| format!("{many} × {}", kind.word())).collect();
    vec![
        words::entry_member(format!("<@{user}> ({name})")),
        words::appeal_card_case(case.link(), case.kind.title(), case.created_at.as_second()),
        words::entry_moderator(case.moderator, plain(&case.moderator_name)),
        match &case.reason {
            Some(reason) => words::entry_reason(plain(&cut(reason, limits::REASON_IN_QUESTION))),
            None => words::entry_no_reason(),
        },
        words::appeal_card_record(
            if kinds.is_empty() { words::history_nothing() } else { kinds.join(", ") },
            words::count_warnings(record.warnings),
            words::count_points(record.points),
        ),
    ]
}

/// Returns what came of the appeal, as lines.
fn outcome(appeal: &Appeal, case: &Case, lift: Option<&Case>, now: Timestamp) -> Vec<String> {
    let at = appeal.decided_at.unwrap_or(appeal.created_at).as_second();
    let by = appeal.decided_by.map(|by| format!("<@{by}>")).unwrap_or_default();
    let mut lines = match (appeal.status, lift) {
        (AppealStatus::Open, _) if is_over(case, now) => vec![words::appeal_card_over()],
        (AppealStatus::Open, _) => {
            let failed = appeal.failure.as_ref();
            failed.map(|why| words::appeal_card_failed(sentence(&why.text()))).into_iter().collect()
        }
        (AppealStatus::Accepted, Some(lift)) if lift.status == Status::Pending => {
            vec![words::appeal_card_accepting(by, lift.link())]
        }
        (AppealStatus::Accepted, Some(lift)) => vec![words::appeal_card_accepted_by(by, at, lift.link())],
        (AppealStatus::Accepted, None) => vec![words::appeal_card_accepted(by, at)],
        (AppealStatus::Rejected, _) => {
            let why = appeal.reason.as_deref().map(|why| plain(&cut(why, limits::REASON_IN_QUESTION)));
            vec![words::appeal_card_rejected(by, at, why.unwrap_or_default())]
        }
    };
    lines.extend(appeal.told.and_then(reached));
    lines
}

/// Returns the line on a person who could not be told as usual.
fn reached(told: AppealTold) -> Option<String> {
    match told {
        AppealTold::Sent => None,
        AppealTold::Added => Some(words::appeal_card_added()),
        AppealTold::Closed => Some(words::appeal_card_closed()),
    }
}

/// Returns a question of a moderator with the answer.
fn asked(round: &Round) -> String {
    let question = words::appeal_card_asked(round.by, plain(&round.question));
    let answer = match (&round.answer, round.told.and_then(reached)) {
        (Some(answer), _) => quote(answer, limits::EMBED_FIELD),
        (None, Some(unreached)) => unreached,
        (None, None) => words::appeal_card_unanswered(),
    };
    format!("{question}\n{answer}")
}

fn buttons(appeal: &Appeal, case: &Case, now: Timestamp) -> Vec<Button> {
    if appeal.status != AppealStatus::Open || is_over(case, now) {
        return vec![];
    }
    let id = |what| AppealControl::Decide { what, kind: case.kind, number: appeal.number }.id();
    let mut buttons = vec![
        button(ButtonStyle::Success, &words::button_accept(), id(Verb::Accept)),
        button(ButtonStyle::Danger, &words::button_reject(), id(Verb::Reject)),
    ];
    if appeal.rounds.len() < ROUNDS {
        buttons.push(button(ButtonStyle::Secondary, &words::button_ask(), id(Verb::Ask)));
    }
    buttons
}

/// Returns the news for the person; `None` for what is none of theirs.
pub(super) fn news(appeal: &Appeal, what: AppealNews, server: &str) -> Option<NoticeNews> {
    let (number, server) = (appeal.number, plain(server));
    let (title, text, question) = match (what, appeal.status) {
        (AppealNews::Asked(at), AppealStatus::Open) => {
            let asked = quote(&appeal.rounds.get(at)?.question, limits::APPEAL_ASKED);
            (words::appeal_dm_asked(&server), asked, Some(at))
        }
        (AppealNews::Decided, AppealStatus::Accepted) => {
            (words::appeal_dm_accepted(&server), words::appeal_dm_accepted_text(), None)
        }
        (AppealNews::Decided, AppealStatus::Rejected) => {
            let why = appeal.reason.as_deref().unwrap_or_default();
            let why = words::entry_reason(plain(&cut(why, limits::REASON)));
            (words::appeal_dm_rejected(&server), why, None)
        }
        _ => return None,
    };
    Some(NoticeNews { title, text, appeal: number, question })
}

/// Returns the news as a message of its own.
pub(super) fn news_message(news: &NoticeNews) -> Embed {
    let footer = match news.question {
        Some(at) => words::appeal_footer_question(news.appeal, at + 1),
        None => words::appeal_footer(news.appeal),
    };
    Card::new().title(&news.title).text(&news.text).colour(colour::BLURPLE).footer(footer).build()
}
