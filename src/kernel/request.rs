//! Requests: an action is committed before it is carried out.
//!
//! One transaction takes the interaction (so that a second delivery of it orders nothing), writes what was ordered, and
//! adds the job that carries it out. Then the job runs, here and at once if possible.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use jiff::SignedDuration;
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

use crate::discord::error_code;
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::cx::Cx;
use crate::kernel::job::{Job, Known};
use crate::kernel::periodic;
use crate::kernel::question;
use crate::kernel::reply::Reply;
use crate::kernel::worker::{RunOutcome, run, run_knowing};
use crate::store::interactions;
use crate::store::jobs::{self, NewJob, StoredJob};
use crate::words;

/// An interaction that may order something.
pub enum Request<'a> {
    New(New<'a>),
    Duplicate(Duplicate<'a>),
}

/// An open transaction that has taken the interaction.
pub struct New<'a> {
    cx: &'a Cx,
    tx: Transaction<'static, Postgres>,
    /// The jobs for later, which are added with the commit.
    later: Vec<NewJob>,
}

/// A second delivery of an interaction, with the job that the first one added.
pub struct Duplicate<'a> {
    cx: &'a Cx,
    job: Option<StoredJob>,
}

impl Cx {
    /// Returns the order of an earlier delivery of this interaction, if any. To be called before any check that the
    /// earlier outcome would fail.
    pub async fn duplicate(&self) -> Result<Option<Duplicate<'_>>> {
        let guild = self.guild()?;
        let ordered = interactions::interaction_job(&self.app.db, guild, self.at.id).await?;
        // While it waits for Discord, nothing is ordered yet.
        let waited = self.waited.as_ref().map(|waited| waited.id);
        let Some(job) = ordered.filter(|job| Some(*job) != waited) else { return Ok(None) };
        Ok(Some(Duplicate { cx: self, job: jobs::job_find(&self.app.db, guild, job).await? }))
    }

    /// Refuses, unless an earlier delivery of this interaction ordered: then its outcome may be what the checks stumble
    /// over, and its reply is given again.
    pub async fn refuse(&self, error: Error) -> Result<Reply> {
        match self.duplicate().await? {
            Some(duplicate) => duplicate.reply().await,
            None => Err(error),
        }
    }

    /// Takes the interaction, in order to commit a request in this server.
    pub async fn request(&self) -> Result<Request<'_>> {
        let guild = self.guild()?;
        let mut tx = self.app.db.begin().await?;
        if let Some(waited) = &self.waited {
            if let Some(by) = jobs::job_save(&mut *tx, waited).await? {
                return Err(Error::refused(words::waiting_cancelled(by)));
            }
            if interactions::interaction_take_over(&mut *tx, guild, self.at.id, waited.id).await? {
                self.is_taken.store(true, Ordering::Relaxed);
                return Ok(Request::New(New { cx: self, tx, later: vec![] }));
            }
        }
        if interactions::interaction_take(&mut tx, guild, self.at.id, &periodic::used(self)?).await? {
            self.is_taken.store(true, Ordering::Relaxed);
            return Ok(Request::New(New { cx: self, tx, later: vec![] }));
        }
        let job = match interactions::interaction_job(&mut *tx, guild, self.at.id).await? {
            Some(job) => jobs::job_find(&mut *tx, guild, job).await?,
            None => None,
        };
        Ok(Request::Duplicate(Duplicate { cx: self, job }))
    }
}

impl<'a> New<'a> {
    /// Returns the transaction, for writing what was ordered.
    pub fn tx(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Rolls everything back: nothing was ordered.
    pub async fn abandon(self) -> Result<()> {
        Ok(self.tx.rollback().await?)
    }

    /// Adds a job for later that edits this interaction's reply, such as removing a button. It is stored with the order's
    /// own job.
    pub fn later<T: Job>(&mut self, job: &T, after: SignedDuration) -> Result<()> {
        let run_at = self.cx.app.clock.now().checked_add(after).ok();
        let new = NewJob { answer: Some(self.cx.answer()), run_at, ..job.new_job(self.cx.guild()?)? };
        self.later.push(new);
        Ok(())
    }

    /// Adds timers, which are stored with the order's own job.
    pub fn timers(&mut self, timers: Vec<NewJob>) {
        self.later.extend(timers);
    }

    /// Commits a request that needs no job.
    pub async fn commit_only(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }

    /// Commits with a job for later as the only one, which edits this interaction's reply.
    pub async fn commit_later<T: Job>(mut self, job: &T, after: SignedDuration) -> Result<StoredJob> {
        let run_at = self.cx.app.clock.now().checked_add(after).ok();
        let stored = self.add(NewJob { run_at, ..job.new_job(self.cx.guild()?)? }).await?;
        self.tx.commit().await?;
        Ok(stored)
    }

    async fn add(&mut self, new: NewJob) -> Result<StoredJob> {
        let new = NewJob { answer: Some(self.cx.answer()), ..new };
        jobs::order_add(&mut self.tx, new, &self.later, self.cx.at.id).await
    }

    /// Adds the job and commits. After this the job will be carried out, whatever happens to this process.
    pub async fn commit<T: Job>(mut self, job: &T) -> Result<Committed<'a>> {
        let job = self.add(job.new_job(self.cx.guild()?)?).await?;
        self.tx.commit().await?;
        Ok(Committed { cx: self.cx, job, known: None })
    }
}

impl Duplicate<'_> {
    /// Returns whether this job is what the first delivery ordered.
    #[must_use]
    pub fn is(&self, job: i64) -> bool {
        self.job.as_ref().is_some_and(|found| found.id == job)
    }

    /// Returns the question that the first delivery led to, with its buttons while it is open.
    pub fn question(&self) -> Result<Option<Reply>> {
        self.job.as_ref().map_or(Ok(None), |job| question::again(&self.cx.app, job))
    }

    /// Replies with the first delivery's outcome, or with the question that it led to. Which of the two deliveries
    /// Discord listens to is not known here, so both answer, with the same words.
    pub async fn reply(self) -> Result<Reply> {
        let Some(mut job) = self.job else { return Ok(Reply::private(words::order_already())) };
        if let Some(reply) = standing_reply(&self.cx.app, &job)? {
            return Ok(reply);
        }
        let mut looks = 0;
        while !job.finished {
            looks += 1;
            if looks > LOOKS {
                return Ok(Reply::Deferred);
            }
            tokio::time::sleep(LOOK).await;
            match jobs::job_find(&self.cx.app.db, job.guild, job.id).await? {
                Some(found) => job = found,
                None => return Ok(Reply::private(words::order_already())),
            }
        }
        match run(&self.cx.app, &job).await {
            RunOutcome::Done(Some(reply)) => Ok(reply),
            _ => Ok(Reply::private(words::order_already())),
        }
    }
}

/// Returns the reply that a job has without running: a question's card, or the word that an order waits.
pub(super) fn standing_reply(app: &App, job: &StoredJob) -> Result<Option<Reply>> {
    match question::again(app, job)? {
        None if !job.finished => app.registry.waiting(job),
        reply => Ok(reply),
    }
}

/// The interval and the number of checks with which a second delivery waits for the first one's job.
const LOOK: Duration = Duration::from_millis(100);
const LOOKS: u32 = 600;

/// A committed order.
pub struct Committed<'a> {
    cx: &'a Cx,
    job: StoredJob,
    known: Option<Known>,
}

impl Committed<'_> {
    /// Hands to the job's run what the order has read or written already.
    #[must_use]
    pub fn knowing(self, known: impl Any + Send + Sync) -> Self {
        Self { known: Some(Arc::new(known)), ..self }
    }

    /// Runs the job at once, if it can. `meanwhile` makes the reply for a job that must wait, from the reason; the job
    /// edits the outcome in.
    pub async fn run(self, meanwhile: impl FnOnce(&str) -> Reply) -> Result<Reply> {
        self.run_with(async |_, why| Ok(meanwhile(why))).await
    }

    /// Runs the job at once, if it can. `meanwhile` makes its reply from the record, too.
    pub async fn run_with(
        self,
        meanwhile: impl AsyncFnOnce(&PgPool, &str) -> Result<Reply>,
    ) -> Result<Reply> {
        if self.job.lease.is_none() {
            self.cx.app.wake.notify_one();
            return Ok(Reply::Deferred);
        }
        match run_knowing(&self.cx.app, &self.job, self.known).await {
            RunOutcome::Done(Some(reply)) => Ok(reply.completing(self.job)),
            RunOutcome::Done(None) => {
                jobs::job_finish(&self.cx.app.db, &self.job).await?;
                Ok(Reply::private(words::order_done()))
            }
            RunOutcome::Rescheduled(Some(error)) => {
                Ok(meanwhile(&self.cx.app.db, &waiting_for(&error, self.cx)).await?.provisional())
            }
            // A worker resumes the job, and shows its progress.
            RunOutcome::Rescheduled(None) | RunOutcome::Lost | RunOutcome::Broken => Ok(Reply::Deferred),
        }
    }
}

fn waiting_for(error: &Error, cx: &Cx) -> String {
    match error {
        Error::Unreachable { .. } => words::order_waits_unreachable(),
        Error::Limited { after, .. } => words::order_waits_limited(after.as_secs().max(1)),
        Error::Database(_) | Error::Unavailable(_) => words::order_waits_records(),
        Error::Discord { code, .. } => words::order_waits_refused(error_code::text(*code)),
        _ => words::order_waits_ours(cx.incident()),
    }
}
