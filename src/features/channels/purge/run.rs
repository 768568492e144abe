//! The purge job: chooses, deletes, logs, and reports.

use serde_json::Value;

use super::filter::Sieve;
use super::job::{PurgeMessages, Purging};
use super::plan::Plan;
use super::{delete, scan, transcript};
use crate::actions::work::{Go, Work};
use crate::actions::{modlog, outcome};
use crate::discord::error_code;
use crate::discord::files::File;
use crate::discord::history::Listed;
use crate::discord::message::Message;
use crate::discord::reason::audit_reason;
use crate::domain::case::{Case, Logged, Status};
use crate::domain::ids::MessageId;
use crate::domain::text::plain;
use crate::error::{Error, Result};
use crate::kernel::job::{JobContext, Next};
use crate::kernel::reply::Reply;
use crate::store::{cases, transcripts};
use crate::words;
use crate::words::Kept;

pub(in crate::features::channels) async fn run(job: JobContext<PurgeMessages>) -> Result<Next> {
    let (number, plan) = (job.payload.number, job.payload.plan.clone());
    let mut case = outcome::find(&job, number).await?;
    let mut work = Work::open(job, || words::purge_title(number));
    if case.status == Status::Pending {
        match purge(&mut work, &plan, &case).await {
            Ok(Go::Later) => return Ok(Next::Yield),
            Ok(Go::On | Go::Cancelled) => conclude(&mut work, &plan, &mut case, None).await?,
            Err(Error::Discord { code, .. }) => {
                conclude(&mut work, &plan, &mut case, Some(error_code::meaning(code))).await?;
            }
            Err(other) => return Err(other),
        }
    }
    let files = log(&mut work, &mut case).await?;
    let message = words::written_in(work.languages(), || {
        let (files, fate) = hand_over(&work, &case, files);
        Message { content: report(&case, fate.as_deref()), files, ..Message::default() }
    });
    // Files meant for one person never go to the channel.
    let is_for_reply = !message.files.is_empty();
    let reply = Reply::new(plan.audience, message);
    if is_for_reply { Ok(Next::Done(Some(reply))) } else { work.end(reply).await }
}

async fn purge(work: &mut Purging, plan: &Plan, case: &Case) -> Result<Go> {
    let sieve = Sieve::ready(&plan.filter).await?;
    while work.own.end.is_none() {
        let (scanned, chosen) = (work.own.tally.scanned, work.own.chosen.len());
        work.note(|| if scanned == 0 { String::new() } else { words::purge_so_far(scanned, chosen) });
        match work.step().await? {
            Go::On => {}
            other => return Ok(other),
        }
        let now = work.job.app.clock.now();
        let chosen = scan::page(&work.job.app.discord, plan, &sieve, &mut work.own, now).await?;
        keep(work, plan, &chosen).await?;
    }
    if work.counts().total == 0 {
        work.set_total(delete::count(&work.own.chosen));
    }
    let old = work.own.old;
    work.note(|| if old == 0 { String::new() } else { words::purge_one_by_one(old) });
    delete::chosen(work, plan, &audit_reason(case)).await
}

/// Stores the chosen messages, if a transcript is to be kept.
async fn keep(work: &mut Purging, plan: &Plan, chosen: &[Listed]) -> Result<()> {
    if !plan.transcript || chosen.is_empty() {
        return Ok(());
    }
    let line = |message: &Listed| -> Result<(MessageId, Value)> {
        Ok((message.id, serde_json::to_value(message).map_err(Error::broken)?))
    };
    let lines = chosen.iter().map(line).collect::<Result<Vec<_>>>()?;
    let mut tx = work.job.db().begin().await?;
    transcripts::lines_keep(&mut tx, work.job.guild(), work.job.stored.id, &lines).await?;
    work.save_in(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Stores the result. `refused` is the reason why Discord stopped it; earlier deletions count all the same.
async fn conclude(work: &mut Purging, plan: &Plan, case: &mut Case, refused: Option<Kept>) -> Result<()> {
    let summary = summary(work, plan);
    let (may_be_deleted, mut tx) = (work.own.tally.may_be_deleted(), work.job.db().begin().await?);
    work.save_in(&mut tx).await?;
    match refused {
        None => cases::case_applied(&mut tx, case, Some(summary)).await?,
        Some(why) if may_be_deleted => {
            let summary = words::kept::purge_ended(summary, why.open());
            cases::case_applied(&mut tx, case, Some(summary)).await?;
        }
        Some(why) => {
            cases::case_failed(&mut tx, case, Kept::Several(vec![why, " (".into(), summary, ")".into()]))
                .await?
        }
    }
    Ok(tx.commit().await?)
}

fn summary(work: &Purging, plan: &Plan) -> Kept {
    let left = delete::count(&work.own.chosen);
    let counts = work.own.tally.words(left, work.cancelled_by(), work.own.end);
    match plan.filter.words() {
        Some(only) => words::kept::purge_only(counts, only),
        None => counts,
    }
}

/// Posts the case in the log, with the transcript. Returns the transcript if the log does not have it.
async fn log(work: &mut Purging, case: &mut Case) -> Result<Vec<File>> {
    let has_it = matches!(case.logged, Some(Logged::Posted { .. })) && work.own.unlogged.is_none();
    let files = if has_it { vec![] } else { transcript::files(&work.job, case).await? };
    if !files.is_empty() && work.own.unlogged.is_none() {
        let refused =
            modlog::post_whole(&work.job, case, work.job.payload.interaction, files.clone()).await?;
        if let Some(why) = refused {
            tracing::info!(guild = %case.guild, case = case.number, why = why.text(), "the log did not take a transcript");
            work.own.unlogged = Some(why);
            work.save().await?;
        } else if matches!(case.logged, Some(Logged::Posted { .. })) {
            return Ok(vec![]);
        }
    }
    modlog::post(&work.job, case, work.job.payload.interaction).await?;
    Ok(files)
}

/// Returns the files of a transcript that the log does not have, for the reply, and a sentence on that.
fn hand_over(work: &Purging, case: &Case, files: Vec<File>) -> (Vec<File>, Option<String>) {
    if files.is_empty() {
        return (files, None);
    }
    let why = match (&work.own.unlogged, case.logged) {
        (Some(why), _) => words::purge_transcript_unlogged(why.text()),
        (None, Some(Logged::Failed(_))) => String::new(),
        (None, _) => words::purge_transcript_without_log(),
    };
    if work.reaches_reply() {
        (files, Some(format!("{why} {}", words::purge_transcript_here())))
    } else {
        (vec![], Some(format!("{why} {}", words::purge_transcript_lost())))
    }
}

fn report(case: &Case, transcript: Option<&str>) -> String {
    let mut text = match (&case.status, &case.summary) {
        (Status::Failed(why), _) => words::purge_not_applied(case.number, plain(&why.text())),
        (_, Some(summary)) => words::purge_done(case.number, summary.text()),
        (_, None) => words::purge_under_way(case.number),
    };
    let logged = match case.logged {
        Some(Logged::Posted { channel, .. }) => Some(words::purge_logged(channel)),
        Some(Logged::Failed(_)) => modlog::failure(case),
        Some(Logged::Off) | None => None,
    };
    for note in logged.as_deref().into_iter().chain(transcript) {
        text.push_str(&format!("\n-# {}", note.trim()));
    }
    text
}
