//! The words of the direct message about a case, as they are now.

use twilight_model::channel::message::Embed;

use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::case::{Case, NoticeNews};
use crate::domain::colour;
use crate::domain::limits;
use crate::domain::template;
use crate::domain::text::{self, cut, plain};
use crate::words;

/// The facts in the message that are not in the case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts<'a> {
    pub server: &'a str,
    /// The number of the member's warnings, this one included.
    pub total: u64,
    /// The server's own wording.
    pub text: Option<&'a str>,
}

/// Returns the text: what was ordered, and what became of it since.
pub(super) fn text(case: &Case, facts: Facts<'_>) -> String {
    let text = match facts.text {
        Some(own) => template::fill(own, &template::NOTICE, |name| placeholder(name, case, facts)),
        None => ordered(case, facts).join("\n"),
    };
    let since = since(case).map(|since| format!("\n\n{since}")).unwrap_or_default();
    format!("{}{since}", cut(&text, limits::EMBED_DESCRIPTION - text::length(&since)))
}

/// Returns the message with a text.
pub(super) fn message(case: &Case, facts: Facts<'_>, said: &str) -> Message {
    let server = text::name(facts.server);
    let told = case.kind.told(&server).unwrap_or_else(|| words::dm_news(&server));
    titled(case, &told, said)
}

/// Returns the message that is sent where the first one can't be edited.
pub(super) fn anew(case: &Case, facts: Facts<'_>, said: &str) -> Message {
    let title = words::dm_news_of_case(case.number, text::name(facts.server));
    titled(case, &title, said)
}

/// Returns news of an appeal, as a part of the message.
pub(super) fn news(news: &NoticeNews) -> Embed {
    Card::new().title(&news.title).text(&news.text).colour(colour::BLURPLE).build()
}

fn titled(case: &Case, title: &str, said: &str) -> Message {
    let colour = if since(case).is_some() { colour::GREY } else { case.kind.colour() };
    Message::embed(
        Card::new().title(title).text(said).colour(colour).footer(words::entry_footer(case.number)).build(),
    )
}

fn ordered(case: &Case, facts: Facts<'_>) -> Vec<String> {
    let kind = case.kind;
    let mut lines = vec![match case.reason.as_deref() {
        Some(reason) => words::dm_reason(plain(&cut(reason, limits::REASON_SHOWN))),
        None => words::dm_no_reason(),
    }];
    if since(case).is_some() {
        return lines;
    }
    match case.ends_at {
        Some(end) if kind.lasts() => lines.push(words::dm_ends(end.as_second())),
        None if kind.lasts() => lines.push(words::dm_endless()),
        _ => {}
    }
    if kind.facts().has_points {
        lines.push(words::dm_total(facts.total));
    }
    lines
}

/// Returns what became of it since, for the member.
fn since(case: &Case) -> Option<String> {
    if let Some(at) = case.voided_at {
        return Some(words::dm_taken_back(at.as_second()));
    }
    let at = case.closed_at?.as_second();
    Some(match case.closed_by {
        Some(by) if by.kind.lasts() => words::dm_replaced(at, by.number),
        Some(_) => words::dm_lifted(at),
        None => words::dm_ended(at),
    })
}

/// Returns the text for a placeholder. Other people's text is escaped.
fn placeholder(name: &str, case: &Case, facts: Facts<'_>) -> String {
    match name {
        "user" => case.target.map(|target| format!("<@{target}>")).unwrap_or_default(),
        "server" => plain(facts.server),
        "moderator" => plain(&case.moderator_name),
        "reason" => case
            .reason
            .as_deref()
            .map_or_else(words::dm_no_reason_inside, |it| plain(&cut(it, limits::REASON_SHOWN))),
        "case" => format!("#{}", case.number),
        "end" => case.ends_at.map_or_else(words::word_never, |end| format!("<t:{}:f>", end.as_second())),
        "points" => case.points.to_string(),
        "total" => facts.total.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::{Closer, Status};
    use crate::domain::ids::UserId;
    use crate::domain::kind::Kind;
    use jiff::Timestamp;

    #[test]
    fn the_text_says_what_became_of_it() {
        let facts = Facts { server: "Home", total: 2, text: None };
        let timeout = Case { status: Status::Applied, ..Case::of(Kind::Timeout) };
        assert!(text(&timeout, facts).ends_with("It has no end date."));
        let closed = |kind| Case {
            closed_at: Some(Timestamp::UNIX_EPOCH),
            closed_by: Some(Closer { number: 9, kind, moderator: UserId::new(5) }),
            ..timeout.clone()
        };
        assert!(text(&closed(Kind::Untimeout), facts).ends_with("\n\nIt was lifted <t:0:R>."));
        assert!(text(&closed(Kind::Timeout), facts).ends_with("replaced <t:0:R> by case #9."));
        assert!(!text(&closed(Kind::Untimeout), facts).contains("has no end date"));
        let voided = Case { voided_at: Some(Timestamp::UNIX_EPOCH), ..Case::of(Kind::Warn) };
        let own = Facts { text: Some("{total} in {server}"), ..facts };
        assert_eq!(text(&voided, own), "2 in Home\n\nIt was taken back <t:0:R> and no longer counts.");
    }
}
