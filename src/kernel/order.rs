//! Ordering an action: committed before it is done.
//!
//! One transaction takes the interaction (so that a second delivery of it orders nothing), writes what was ordered,
//! and adds the job that carries it out. Then the job runs, here and at once where it can.

use std::time::Duration;

use jiff::SignedDuration;
use serde_json::Value;
use sqlx::{PgConnection, Postgres, Transaction};

use crate::discord::fault;
use crate::error::{Error, Result};
use crate::kernel::chores;
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::kernel::worker::{Ran, run};
use crate::store::handled;
use crate::store::jobs::{self, Job, NewJob};

/// An order: new, or what an earlier delivery of the same interaction ordered.
pub enum Order<'a> {
    New(Open<'a>),
    Known(Known<'a>),
}

/// An open transaction that has taken the interaction.
pub struct Open<'a> {
    cx: &'a Cx,
    tx: Transaction<'static, Postgres>,
}

/// What an earlier delivery ordered.
pub struct Known<'a> {
    cx: &'a Cx,
    job: Option<Job>,
}

impl Cx {
    /// What an earlier delivery of this interaction ordered: to be asked before a check that its outcome would fail.
    pub async fn ordered_before(&self) -> Result<Option<Known<'_>>> {
        let guild = self.guild()?;
        let Some(job) = handled::interaction_job(&self.app.db, guild, self.at.id).await? else {
            return Ok(None);
        };
        Ok(Some(Known { cx: self, job: jobs::job_find(&self.app.db, guild, job).await? }))
    }

    /// Begins an order in this server.
    pub async fn order(&self) -> Result<Order<'_>> {
        let guild = self.guild()?;
        let mut tx = self.app.db.begin().await?;
        if handled::interaction_take(&mut tx, guild, self.at.id).await? {
            // Whoever orders something here shows that Gavel is here.
            jobs::jobs_unpark(&mut *tx, guild).await?;
            chores::used(&mut tx, self).await?;
            return Ok(Order::New(Open { cx: self, tx }));
        }
        let job = match handled::interaction_job(&mut *tx, guild, self.at.id).await? {
            Some(job) => jobs::job_find(&mut *tx, guild, job).await?,
            None => None,
        };
        Ok(Order::Known(Known { cx: self, job }))
    }
}

impl<'a> Open<'a> {
    /// The transaction, to write what was ordered.
    pub fn tx(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Takes everything back: nothing was ordered.
    pub async fn abandon(self) -> Result<()> {
        Ok(self.tx.rollback().await?)
    }

    /// Adds a job for later that shows something in this interaction's reply, such as a button's end.
    pub async fn later(&mut self, kind: &'static str, payload: Value, after: SignedDuration) -> Result<Job> {
        let run_at = self.cx.app.clock.now().checked_add(after).ok();
        let (guild, answer) = (self.cx.guild()?, Some(self.cx.answer()));
        let lane = format!("{kind}:{}", self.cx.at.id);
        jobs::job_add(&mut self.tx, NewJob { guild, kind, lane, payload, answer, run_at }).await
    }

    /// Commits what needs no job to be carried out.
    pub async fn commit_only(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }

    /// Commits with a job of [`Open::later`] as all that was ordered.
    pub async fn commit_with(mut self, job: &Job) -> Result<()> {
        let guild = self.cx.guild()?;
        handled::interaction_ordered(&mut self.tx, guild, self.cx.at.id, job.id).await?;
        Ok(self.tx.commit().await?)
    }

    /// Adds the job and commits. From here on it will be carried out, whatever happens to this process.
    pub async fn commit(mut self, kind: &'static str, lane: String, payload: Value) -> Result<Ordered<'a>> {
        let (guild, answer) = (self.cx.guild()?, Some(self.cx.answer()));
        let job =
            jobs::job_add(&mut self.tx, NewJob { guild, kind, lane, payload, answer, run_at: None }).await?;
        handled::interaction_ordered(&mut self.tx, guild, self.cx.at.id, job.id).await?;
        self.tx.commit().await?;
        Ok(Ordered { cx: self.cx, job })
    }
}

impl Known<'_> {
    /// The job that the first delivery ordered.
    #[must_use]
    pub fn job(&self) -> Option<&Job> {
        self.job.as_ref()
    }

    /// The reply to a second delivery: the first one's outcome. Which of the two Discord listens to is not known here,
    /// so both answer, with the same words.
    pub async fn reply(self) -> Result<Reply> {
        let Some(mut job) = self.job else { return Ok(Reply::private(ALREADY)) };
        let mut looks = 0;
        while !job.finished {
            looks += 1;
            if looks > LOOKS {
                return Ok(Reply::Later);
            }
            tokio::time::sleep(LOOK).await;
            match jobs::job_find(&self.cx.app.db, job.guild, job.id).await? {
                Some(found) => job = found,
                None => return Ok(Reply::private(ALREADY)),
            }
        }
        match run(&self.cx.app, &job).await {
            Ran::Done(Some(reply)) => Ok(reply),
            _ => Ok(Reply::private(ALREADY)),
        }
    }
}

const ALREADY: &str = "This was carried out already.";
/// How often, and how many times, a second delivery looks whether the first one's job is done.
const LOOK: Duration = Duration::from_millis(100);
const LOOKS: u32 = 600;

/// A committed order.
pub struct Ordered<'a> {
    cx: &'a Cx,
    job: Job,
}

impl Ordered<'_> {
    /// Carries it out here and now, where it can be. `meanwhile` is what the person reads when it must wait;
    /// the reason is added, and the job edits the outcome in.
    pub async fn carry_out(self, meanwhile: impl FnOnce(&str) -> Reply) -> Result<Reply> {
        if self.job.lease.is_none() {
            self.cx.app.wake.notify_one();
            return Ok(Reply::Later);
        }
        match run(&self.cx.app, &self.job).await {
            Ran::Done(Some(reply)) => Ok(reply.settling(self.job)),
            Ran::Done(None) => {
                jobs::job_finish(&self.cx.app.db, &self.job).await?;
                Ok(Reply::private("Done."))
            }
            Ran::PutOff(Some(error)) => Ok(meanwhile(&waiting_for(&error, self.cx)).fleeting()),
            // A worker goes on with it, and says itself how far it is.
            Ran::PutOff(None) | Ran::Lost => Ok(Reply::Later),
        }
    }
}

fn waiting_for(error: &Error, cx: &Cx) -> String {
    match error {
        Error::Unreachable { .. } => "Discord is not answering me right now; I keep trying.".to_owned(),
        Error::Limited { after, .. } => {
            format!("Discord is limiting how fast I may act; I go on in {} s.", after.as_secs().max(1))
        }
        Error::Database(_) | Error::Unavailable(_) => {
            "My records are not reachable right now; I go on when they are.".to_owned()
        }
        Error::Discord { code, .. } => format!("{} I keep trying.", fault::text(*code)),
        _ => format!("Something went wrong on my side (incident `{}`); I keep trying.", cx.incident()),
    }
}
