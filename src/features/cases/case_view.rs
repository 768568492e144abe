//! `/case view number`: one case, with the outcome of each step.

use crate::actions::{evidence, modlog};
use crate::domain::case::{Case, Logged, Notified};
use crate::domain::evidence::{Evidence, EvidenceStatus};
use crate::domain::limits;
use crate::domain::text::{cut, plain};
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::cases;

/// Returns the case of a number, or a refusal.
pub(super) async fn find(cx: &Cx, number: i64) -> Result<Case> {
    let found = match i32::try_from(number) {
        Ok(number) => cases::case_find(&cx.app.db, cx.guild()?, number).await?,
        Err(_) => None,
    };
    found.ok_or_else(|| {
        Error::refused(format!(
            "There is no case #{number} in this server; see `/case list` for those there are."
        ))
    })
}

pub(super) async fn show(cx: &Cx, number: i64) -> Result<Reply> {
    let case = find(cx, number).await?;
    let mut embed = modlog::entry(&case);
    if let Some(description) = &mut embed.description {
        if let Some(note) = &case.note {
            description
                .push_str(&format!("\n**Note for moderators:** {}", plain(&cut(note, limits::REASON))));
        }
        description.push_str(&steps(&case));
    }
    Ok(Reply::private("").with_embed(embed))
}

/// Returns the outcomes of notifying and logging, as lines.
fn steps(case: &Case) -> String {
    let mut text = match case.notified {
        Some(Notified::Sent) => "\n**Direct message:** sent".to_owned(),
        Some(Notified::Closed) => "\n**Direct message:** they take none from me".to_owned(),
        Some(Notified::Outside) => {
            "\n**Direct message:** not sent, for they are not in this server".to_owned()
        }
        Some(Notified::Failed) => "\n**Direct message:** Discord refused it".to_owned(),
        Some(Notified::Untold) => "\n**Direct message:** none, as ordered".to_owned(),
        None => String::new(),
    };
    match case.logged {
        Some(Logged::Posted { channel, message }) => {
            let guild = case.guild;
            text.push_str(&format!("\n**Log:** https://discord.com/channels/{guild}/{channel}/{message}"));
        }
        Some(Logged::Failed(channel)) => {
            text.push_str(&format!("\n**Log:** could not be written to <#{channel}>"))
        }
        Some(Logged::Off) | None => {}
    }
    if let Some(evidence) = &case.evidence {
        text.push_str(&format!("\n**Evidence:** {}", proof(case, evidence)));
    }
    text
}

/// Returns the place of the evidence, or the reason why it is not kept.
fn proof(case: &Case, evidence: &Evidence) -> String {
    let name = plain(&evidence.name);
    match (&evidence.status, case.logged) {
        (EvidenceStatus::Kept, Some(Logged::Posted { channel, message })) => {
            format!("[{name}](https://discord.com/channels/{}/{channel}/{message})", case.guild)
        }
        (EvidenceStatus::Waiting { .. }, _) => format!("{name}, which I am about to copy into the log"),
        _ => evidence::outcome(case).unwrap_or(name),
    }
}
