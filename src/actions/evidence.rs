//! Evidence: taken with the order, and copied into the case's post in the log, so that it outlives its source.
//!
//! A post with the file is made in one request. So unless the case says that the file is lost, any post of the case
//! that exists contains it.

use twilight_model::channel::Attachment;

use crate::actions::outcome;
use crate::discord::card::Card;
use crate::discord::error_code;
use crate::discord::files::{Fetched, File};
use crate::domain::case::{Case, Logged};
use crate::domain::evidence::{Evidence, EvidenceStatus, LARGEST, safe_name};
use crate::domain::ids::ChannelId;
use crate::domain::text::plain;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::cases::StepOutcome;
use crate::words;
use crate::words::Kept;

/// The number of runs for which a file server may be unreachable. After those, the log and the receipt go out without
/// the file.
const RUNS: i32 = 4;

/// Returns the evidence that somebody attached.
///
/// # Errors
/// A refusal if the file is too large to keep.
pub fn given(file: Option<Attachment>) -> Result<Option<Evidence>> {
    let Some(file) = file else { return Ok(None) };
    let evidence = Evidence {
        attachment: file.id,
        name: safe_name(&file.filename),
        size: file.size,
        content_type: file.content_type,
        status: EvidenceStatus::Waiting { url: file.url },
    };
    match evidence.forbids() {
        Some(why) => Err(Error::refused(why)),
        None => Ok(Some(evidence)),
    }
}

/// Returns `true` if the case has evidence that is not copied yet.
#[must_use]
pub fn is_awaited(case: &Case) -> bool {
    case.evidence.as_ref().is_some_and(|evidence| evidence.source().is_some())
}

/// Fetches the file. If it can't be had, stores that it is lost.
pub(super) async fn fetch(job: &LeasedJob, case: &mut Case) -> Result<Option<File>> {
    let Some(evidence) = &case.evidence else { return Ok(None) };
    let Some(url) = evidence.source() else { return Ok(None) };
    let most = usize::try_from(LARGEST).map_err(Error::broken)?;
    let about = words::evidence_about(case.number);
    let why = match job.app.discord.file_fetch(url, most, evidence.name.clone(), about).await {
        Ok(Fetched::Whole(file)) => return Ok(Some(file)),
        Ok(Fetched::No(why)) => why,
        Err(Error::Unreachable { .. }) if job.stored.attempts >= RUNS => words::kept::evidence_no_answer(),
        Err(other) => return Err(other),
    };
    lose(job, case, why).await?;
    Ok(None)
}

/// Stores that the file can't be kept, and why.
pub(super) async fn lose(job: &LeasedJob, case: &mut Case, why: Kept) -> Result<()> {
    tracing::info!(guild = %case.guild, case = case.number, why = why.text(), "the evidence could not be kept");
    let evidence = Some(EvidenceStatus::Lost(why));
    outcome::step(job, case, StepOutcome { evidence, ..StepOutcome::default() }).await
}

/// Returns the status of evidence that was to be in the log post, from the outcome of that post.
#[must_use]
pub(super) fn status(logged: Logged) -> EvidenceStatus {
    match logged {
        Logged::Posted { .. } => EvidenceStatus::Kept,
        Logged::Off => EvidenceStatus::Lost(words::kept::evidence_no_log()),
        Logged::Failed(_) => EvidenceStatus::Lost(words::kept::evidence_log_failed()),
    }
}

/// Returns why Discord did not take the file; `None` if Gavel can't reach the channel at all.
#[must_use]
pub(super) fn refusal(error: &Error, channel: ChannelId) -> Option<Kept> {
    let Error::Discord { status, code, .. } = error else { return None };
    match (*status, *code) {
        (_, error_code::MISSING_ACCESS | error_code::UNKNOWN_CHANNEL) => None,
        (413, _) | (_, error_code::FILE_TOO_LARGE) => Some(words::kept::evidence_too_large()),
        (_, error_code::MISSING_PERMISSIONS) => Some(words::kept::evidence_may_not_post(channel)),
        (_, code) => Some(words::kept::evidence_refused(code)),
    }
}

/// Shows the evidence on the card of a case with this text: a picture in the card, any other file below it.
pub(super) fn show(card: Card, text: &str, evidence: &Evidence) -> Card {
    let line = match &evidence.status {
        EvidenceStatus::Lost(why) => words::evidence_line_lost(why.text()),
        EvidenceStatus::Waiting { .. } | EvidenceStatus::Kept => words::evidence_line(plain(&evidence.name)),
    };
    let card = card.text(format!("{text}\n{line}"));
    let picture = evidence.is_picture() && !matches!(evidence.status, EvidenceStatus::Lost(_));
    if picture { card.attached_image(&evidence.name) } else { card }
}

/// Returns the fate of the evidence as a sentence for moderators; `None` while it is open.
#[must_use]
pub fn outcome(case: &Case) -> Option<String> {
    match &case.evidence.as_ref()?.status {
        EvidenceStatus::Waiting { .. } => None,
        EvidenceStatus::Kept => Some(words::evidence_kept()),
        EvidenceStatus::Lost(why) => Some(words::evidence_lost(why.text())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no(status: u16, code: u64) -> Error {
        Error::Discord { status, code, message: String::new(), route: String::new() }
    }

    #[test]
    fn a_no_to_the_file_is_told_from_a_no_to_the_channel() {
        let why = |status, code| refusal(&no(status, code), ChannelId::new(7));
        assert_eq!(why(403, error_code::MISSING_ACCESS), None);
        assert_eq!(why(404, error_code::UNKNOWN_CHANNEL), None);
        assert!(why(413, 0).unwrap().text().contains("too large"));
        assert!(why(400, error_code::FILE_TOO_LARGE).unwrap().text().contains("too large"));
        assert!(why(403, error_code::MISSING_PERMISSIONS).unwrap().text().contains("Attach Files"));
        assert!(why(400, 50_035).unwrap().text().contains("50035"));
        let away = Error::Unreachable { route: String::new(), why: String::new() };
        assert_eq!(refusal(&away, ChannelId::new(7)), None);
    }

    #[test]
    fn a_picture_is_shown_as_long_as_it_is_not_lost() {
        let picture = |status| Evidence {
            attachment: twilight_model::id::Id::new(1),
            name: "a.png".to_owned(),
            size: 1,
            content_type: Some("image/png".to_owned()),
            status,
        };
        let show = |evidence: &Evidence| show(Card::new(), "what happened", evidence).build();
        let shown = show(&picture(EvidenceStatus::Kept));
        assert_eq!(shown.image.unwrap().url, "attachment://a.png");
        assert_eq!(shown.description.unwrap(), "what happened\n**Evidence:** a.png");
        let lost = show(&picture(EvidenceStatus::Lost("it is gone".into())));
        assert!(lost.image.is_none() && lost.description.unwrap().ends_with("not kept: it is gone"));
        let text = Evidence { name: "a.txt".to_owned(), ..picture(EvidenceStatus::Kept) };
        assert!(show(&text).image.is_none());
    }
}
