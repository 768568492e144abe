//! `/case view number`: one case, with the outcome of each step.

use crate::actions::{evidence, modlog};
use crate::domain::appeal::{AppealStatus, is_over};
use crate::domain::case::{Case, Logged, Notified};
use crate::domain::evidence::{Evidence, EvidenceStatus};
use crate::domain::limits;
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::{appeals, cases};
use crate::words;

/// Returns the case of a number, or a refusal.
pub(super) async fn find(cx: &Cx, number: i64) -> Result<Case> {
    let found = match i32::try_from(number) {
        Ok(number) => cases::case_find(&cx.app.db, cx.guild()?, number).await?,
        Err(_) => None,
    };
    found.ok_or_else(|| Error::refused(words::cases_unknown(number)))
}

pub(super) async fn show(cx: &Cx, number: i64) -> Result<Reply> {
    let case = find(cx, number).await?;
    let mut text = modlog::describe(&case);
    if let Some(note) = &case.note {
        let note = words::caseview_note(plain(&cut(note, limits::REASON)));
        text.push_str(&format!("\n{note}"));
    }
    text.push_str(&steps(&case));
    for line in appeal(cx, &case).await? {
        text.push_str(&format!("\n{line}"));
    }
    Ok(Reply::private("").with_embed(modlog::card(&case, &text).build()))
}

/// Returns the outcomes of notifying and logging, as lines.
fn steps(case: &Case) -> String {
    let notified = case.notified.map(|notified| match notified {
        Notified::Sent => words::caseview_dm_sent(),
        Notified::Closed => words::caseview_dm_closed(),
        Notified::Outside => words::caseview_dm_outside(),
        Notified::Failed => words::caseview_dm_failed(),
        Notified::Untold => words::caseview_dm_untold(),
    });
    let logged = match case.logged {
        Some(Logged::Posted { channel, message }) => Some(words::caseview_log(format!(
            "https://discord.com/channels/{}/{channel}/{message}",
            case.guild
        ))),
        Some(Logged::Failed(channel)) => Some(words::caseview_log_failed(channel)),
        Some(Logged::Off) | None => None,
    };
    let evidence = case.evidence.as_ref().map(|evidence| words::caseview_evidence(proof(case, evidence)));
    [notified, logged, evidence].into_iter().flatten().map(|line| format!("\n{line}")).collect()
}

/// Returns whether an appeal is possible, and the newest one, as lines.
async fn appeal(cx: &Cx, case: &Case) -> Result<Vec<String>> {
    if !case.kind.is_appealable() {
        return Ok(vec![]);
    }
    let newest = appeals::appeal_newest(&cx.app.db, case.guild, case.number).await?;
    let state = |status| match status {
        AppealStatus::Open if is_over(case, cx.app.clock.now()) => words::caseview_appeal_over(),
        AppealStatus::Open => words::caseview_appeal_open(),
        AppealStatus::Accepted => words::caseview_appeal_accepted(),
        AppealStatus::Rejected => words::caseview_appeal_rejected(),
    };
    let newest = newest.map(|appeal| {
        let state = state(appeal.status);
        match appeal.card {
            Some(card) => {
                let link =
                    format!("https://discord.com/channels/{}/{}/{}", case.guild, card.channel, card.message);
                words::caseview_appeal_linked(appeal.number, link, state)
            }
            None => words::caseview_appeal(appeal.number, state),
        }
    });
    Ok(case.no_appeal.then(words::caseview_no_appeal).into_iter().chain(newest).collect())
}

/// Returns the place of the evidence, or the reason why it is not kept.
fn proof(case: &Case, evidence: &Evidence) -> String {
    let name = plain(&evidence.name);
    match (&evidence.status, case.logged) {
        (EvidenceStatus::Kept, Some(Logged::Posted { channel, message })) => {
            format!("[{name}](https://discord.com/channels/{}/{channel}/{message})", case.guild)
        }
        (EvidenceStatus::Waiting { .. }, _) => words::caseview_evidence_waits(name),
        _ => evidence::outcome(case).unwrap_or(name),
    }
}
