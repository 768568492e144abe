//! Escalation: a warning that crosses a step of the ladder orders the step's action, as a case of its own.

use jiff::Timestamp;

use crate::actions::commit::{RunAction, follow};
use crate::actions::known::Known;
use crate::domain::case::{Case, NewCase, Status};
use crate::domain::duration::Length;
use crate::domain::kind::Kind;
use crate::domain::ladder::{Points, Step, crossed};
use crate::error::Result;
use crate::kernel::job::JobContext;
use crate::store::{cases, guilds};
use crate::words;

/// Orders the action that follows from a warning, once: the order and the progress are stored in one transaction. Only
/// warnings that were carried out count; if several steps are crossed, the highest applies.
pub(super) async fn escalate(job: &mut JobContext<RunAction>, warning: &Case) -> Result<()> {
    let (Kind::Warn, Status::Applied, Some(target)) = (warning.kind, &warning.status, warning.target) else {
        return Ok(());
    };
    if warning.voided_at.is_some() || job.progress.escalated {
        return Ok(());
    }
    let settings = match job.known::<Known>() {
        Some(known) => known.server.settings.clone(),
        None => guilds::settings(job.db(), warning.guild).await?,
    };
    if settings.ladder.is_empty() {
        return Ok(());
    }
    let before = cases::points_before(job.db(), warning.guild, target, warning.number).await?;
    let newest = Points { points: warning.points.unsigned_abs(), at: warning.created_at };
    let Some(step) = crossed(&settings.ladder, &before, newest) else { return Ok(()) };
    let me = job.app.discord.me().await?;
    let new = NewCase {
        target: warning.target,
        target_name: warning.target_name.clone(),
        reason: Some(reason(step, warning)),
        ends_at: ends_at(step, job.app.clock.now()),
        parent: Some(warning.number),
        ladder_points: Some(step.points),
        role: settings.jail_role.filter(|_| step.action == Kind::Jail),
        ..NewCase::new(warning.guild, step.action, me, "Gavel")
    };
    let notice = job.payload.notice.clone().of(step.action, &settings, None);
    let mut tx = job.step().await?;
    follow(&mut tx, &new, notice).await?;
    job.progress.escalated = true;
    job.save_in(&mut tx).await?;
    Ok(tx.commit().await?)
}

fn reason(step: &Step, warning: &Case) -> String {
    let (points, number) = (step.points, warning.number);
    let reached = match step.window_days {
        Some(days) => words::escalate_reached_within(points.into(), days.into(), number),
        None => words::escalate_reached(points.into(), number),
    };
    let last = warning.reason.as_deref().map(|reason| format!(" {}", words::escalate_last(reason)));
    format!("{reached}{}", last.unwrap_or_default())
}

/// Returns the end of a step's action. A stored duration can always be read; if it can't, an hour is safer than
/// permanent.
fn ends_at(step: &Step, now: Timestamp) -> Option<Timestamp> {
    let length = Length::parse(step.duration.as_deref()?).unwrap_or(Length::For(jiff::Span::new().hours(1)));
    length.ends(now, &jiff::tz::TimeZone::UTC).ok().flatten()
}
