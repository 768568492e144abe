//! The result of an action on many: a sentence, and a list with a row for each person.

use crate::actions::receipt;
use crate::actions::work::Counts;
use crate::discord::card::Card;
use crate::discord::files::File;
use crate::discord::message::Message;
use crate::domain::case::{Case, Status};
use crate::domain::id_list::{self, ResultLine};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::features::moderation::mass::job::{MassAction, Massing};
use crate::kernel::reply::{Audience, Reply};
use crate::store::cases;
use crate::words;
use crate::words::Kept;

/// Returns the summary: `4988 people banned, 12 not`. `why` says why it ended before everybody had their turn.
pub(super) fn summary(kind: Kind, counts: Counts, why: Option<&Kept>) -> Kept {
    let mut text = match kind {
        Kind::MassUnban => words::kept::mass_done_unban(counts.done),
        _ => words::kept::mass_done_ban(counts.done),
    };
    if counts.failed > 0 {
        text = words::kept::mass_summary_failed(text, counts.failed);
    }
    let left = counts.total.saturating_sub(counts.done + counts.failed);
    if let Some(why) = why {
        text = words::kept::mass_summary_ended(text, left, why);
    }
    text
}

/// Returns the list, with a row for each person: those acted on, those not reached, and those left out. Its outcomes
/// are the same in all languages, like its columns.
pub(super) async fn list(work: &Massing, ordered: &MassAction, case: &Case) -> Result<File> {
    let (done, not) = match case.kind {
        Kind::MassUnban => ("unbanned", "not unbanned"),
        _ => ("banned", "not banned"),
    };
    let children = cases::children(work.job.db(), case.guild, case.number).await?;
    let tried = children.into_iter().map(|child| ResultLine {
        id: child.target,
        outcome: if child.failure.is_none() { done } else { not },
        case: Some(child.number),
        reason: child.failure.map(|why| why.text()).unwrap_or_default(),
    });
    let untried = ordered.ids.iter().skip(work.own.next).map(|id| ResultLine {
        id: *id,
        outcome: "not tried",
        case: None,
        reason: work.own.ended.as_ref().map(Kept::text).unwrap_or_default(),
    });
    let left_out = ordered.left_out.iter().map(|(id, why)| ResultLine {
        id: *id,
        outcome: "left out",
        case: None,
        reason: why.clone(),
    });
    let lines: Vec<ResultLine<'_>> = tried.chain(untried).chain(left_out).collect();
    let name = format!("case-{}.csv", case.number);
    Ok(File::new(name, words::mass_list_about(case.number), id_list::list(&lines)))
}

/// Returns the result, for the person who ordered it.
pub(super) fn reply(case: &Case, list: File) -> Reply {
    let mut content = match &case.status {
        Status::Failed(why) => words::mass_result_failed(case.number, why.text()),
        _ => words::mass_result(case.number, case.summary.as_ref().map(Kept::text).unwrap_or_default()),
    };
    let mut notes = Vec::new();
    if case.kind == Kind::MassBan && case.status == Status::Applied {
        notes.push(words::mass_take_back(case.number));
    }
    notes.extend(receipt::logged(case));
    if !notes.is_empty() {
        content.push_str(&format!("\n-# {}", notes.join(" ")));
    }
    let card = Card::new().text(content).colour(case.colour()).build();
    Reply::new(Audience::Update, Message { files: vec![list], ..Message::embed(card) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_adds_up_and_says_why_it_ended() {
        let counts = Counts { total: 10, done: 6, failed: 1 };
        assert_eq!(summary(Kind::MassBan, counts, None).text(), "6 people banned, 1 not");
        assert_eq!(
            summary(Kind::MassUnban, counts, Some(&"<@5> pressed Cancel".into())).text(),
            "6 people unbanned, 1 not, 3 not tried: <@5> pressed Cancel"
        );
        assert_eq!(
            summary(Kind::MassBan, Counts { total: 1, done: 1, failed: 0 }, None).text(),
            "1 person banned"
        );
    }
}
