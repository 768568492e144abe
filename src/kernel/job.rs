//! Jobs as types: the struct is the payload, and its kind, progress and concurrency key belong to the type.

use std::any::Any;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::{PgConnection, PgPool, Postgres, Transaction};
use tokio::time::Instant;
use twilight_model::guild::Permissions;

use crate::discord::rest::Urgency;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::GuildId;
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::kernel::reply::Reply;
use crate::store::jobs::{self, NewJob, StoredJob};

/// A kind of job. Its fields are the payload: fixed when the job is added.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// The kind's name in the database and in metrics.
    const KIND: &'static str;
    /// The state that a job keeps from one run to the next.
    type Progress: Default + Serialize + DeserializeOwned + Send + Sync + 'static;

    /// The urgency of the job and its calls to Discord. Those of one that is due go first while somebody waits for it.
    const URGENCY: Urgency = Urgency::Due;

    /// `true` if nobody but the person who ordered the job reads what it writes: it writes in their language, and what others
    /// read is written with [`for_server`](crate::words::for_server).
    const FOR_CALLER: bool = false;

    /// Returns the key that no two running jobs may share.
    fn concurrency_key(&self) -> ConcurrencyKey;

    /// Returns the permission that stops a job of this kind; `None` if it can't be stopped.
    #[must_use]
    fn stopped_by() -> Option<Stopper> {
        None
    }

    /// Returns the number of the case that this job is about.
    fn case_number(&self) -> Option<i32> {
        None
    }

    /// The reply to a second delivery of the interaction that ordered this job, while the job waits. `None`: the reply is
    /// the job's outcome.
    fn waiting(&self, _job: i64) -> Option<Reply> {
        None
    }

    /// The key of all jobs of this kind, for those of which one runs at a time in a server.
    #[must_use]
    fn key_of_kind() -> ConcurrencyKey {
        ConcurrencyKey::Kind(Self::KIND.to_owned())
    }

    /// Returns the job as a row for the database, due at once and without a reply target.
    fn new_job(&self, guild: GuildId) -> Result<NewJob> {
        Ok(NewJob {
            guild,
            kind: Self::KIND,
            key: self.concurrency_key(),
            case: self.case_number(),
            urgent: Self::URGENCY <= Urgency::Due,
            payload: serde_json::to_value(self).map_err(Error::broken)?,
            answer: None,
            run_at: None,
        })
    }

    /// Returns the job as a row that nobody waits for, with a due time.
    fn new_job_at(&self, guild: GuildId, run_at: Timestamp) -> Result<NewJob> {
        Ok(NewJob { run_at: Some(run_at), ..self.new_job(guild)? })
    }

    /// Reads the payload of a job of this kind.
    fn read(payload: Value) -> Result<Self> {
        serde_json::from_value(payload).map_err(Error::broken)
    }
}

/// Adds a job that nobody waits for. Any worker takes it when it is due.
pub async fn add<T: Job>(tx: &mut PgConnection, guild: GuildId, job: &T, run_at: Timestamp) -> Result<()> {
    jobs::job_add(tx, job.new_job_at(guild, run_at)?).await.map(drop)
}

/// The permission that stops a long job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopper {
    /// The permission needed in the channel where Cancel is pressed.
    Here(Permissions),
    /// The permission needed server-wide: one given by a channel is not enough.
    InServer(Permissions),
}

/// The outcome of a run that did not fail.
#[derive(Debug)]
pub enum Next {
    /// Every step is stored. The reply, if the job has one to show, is rebuilt from the record each time.
    Done(Option<Reply>),
    /// More to do, at this time.
    RetryAt(Timestamp),
    /// More to do, after other jobs had a turn. All progress is stored.
    Yield,
    /// More to do, when Gavel is in the server again.
    Suspend,
}

/// The facts that an order hands to the run of its job.
pub(super) type Known = Arc<dyn Any + Send + Sync>;

/// A job of any kind under its lease, which is the right to write. It has what all steps need.
#[derive(Debug)]
pub struct LeasedJob {
    pub app: Arc<App>,
    pub stored: StoredJob,
    known: Option<Known>,
    /// The time at which the lease was last known to be held.
    confirmed: Mutex<Instant>,
}

/// The time for which a lease counts as held without asking: a process may have been stopped for longer.
const CONFIRMED: Duration = Duration::from_millis(500);

impl LeasedJob {
    pub(super) fn new(app: Arc<App>, stored: StoredJob, known: Option<Known>) -> Self {
        Self { app, stored, known, confirmed: Mutex::new(Instant::now()) }
    }

    /// Returns what the order has read or written already; `None` in a later run, and in another process.
    #[must_use]
    pub fn known<K: Any>(&self) -> Option<&K> {
        self.known.as_deref()?.downcast_ref()
    }

    /// Makes sure that the lease is still held: the last thing before a call that must not be made twice. A process that
    /// was frozen in the meantime has lost it, and another may have made the call.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] if another process has the job now.
    pub async fn confirm(&self) -> Result<()> {
        if self.confirmed.lock().unwrap_or_else(PoisonError::into_inner).elapsed() < CONFIRMED {
            return Ok(());
        }
        jobs::job_prolong(&self.app.db, &self.stored).await?;
        self.lease_is_prolonged();
        Ok(())
    }

    /// Notes that a statement just prolonged the lease.
    pub fn lease_is_prolonged(&self) {
        *self.confirmed.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Returns `true` if an earlier run may have done something that it could not store.
    #[must_use]
    pub fn is_resumed(&self) -> bool {
        self.stored.attempts > 1
    }

    #[must_use]
    pub fn db(&self) -> &PgPool {
        &self.app.db
    }

    /// Returns the job's server.
    #[must_use]
    pub fn guild(&self) -> GuildId {
        self.stored.guild
    }

    /// Begins a transaction for writing a step; fails if the lease was lost.
    pub async fn step(&self) -> Result<Transaction<'static, Postgres>> {
        let mut tx = self.app.db.begin().await?;
        jobs::job_save(&mut *tx, &self.stored).await?;
        self.lease_is_prolonged();
        Ok(tx)
    }
}

/// A job of one kind under its lease, as its run function gets it.
#[derive(Debug)]
pub struct JobContext<T: Job> {
    pub payload: T,
    /// The job's progress. Stored by [`JobContext::save`] and [`JobContext::save_in`].
    pub progress: T::Progress,
    leased: LeasedJob,
}

impl<T: Job> Deref for JobContext<T> {
    type Target = LeasedJob;

    fn deref(&self) -> &LeasedJob {
        &self.leased
    }
}

impl<T: Job> JobContext<T> {
    /// Reads payload and progress. Nothing else reads either.
    pub(super) fn read(leased: LeasedJob) -> Result<Self> {
        let payload = T::read(leased.stored.payload.clone())?;
        let progress = match &leased.stored.progress {
            Value::Object(empty) if empty.is_empty() => T::Progress::default(),
            progress => serde_json::from_value(progress.clone()).map_err(Error::broken)?,
        };
        Ok(Self { payload, progress, leased })
    }

    /// Stores the progress, together with the transaction's other changes.
    pub async fn save_in(&mut self, tx: &mut PgConnection) -> Result<()> {
        self.leased.stored.progress = serde_json::to_value(&self.progress).map_err(Error::broken)?;
        self.leased.stored.cancelled_by = jobs::job_save(tx, &self.leased.stored).await?;
        Ok(())
    }

    /// Stores the progress.
    pub async fn save(&mut self) -> Result<()> {
        self.leased.stored.progress = serde_json::to_value(&self.progress).map_err(Error::broken)?;
        self.leased.stored.cancelled_by = jobs::job_save(&self.leased.app.db, &self.leased.stored).await?;
        Ok(())
    }
}
