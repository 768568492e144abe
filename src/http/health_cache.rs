//! Responses on Gavel's health, cached for some seconds, because anybody may ask.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use sqlx::PgPool;
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::error::Result;
use crate::kernel::app::App;
use crate::store;
use crate::store::queue::{Waiting, jobs_waiting};

/// The time for which a response is cached.
const KEPT: Duration = Duration::from_secs(2);

/// The longest that a scrape waits for a count of the jobs that wait.
const QUICK: Duration = Duration::from_millis(5);

/// The state for `/readyz` and `/metrics`.
pub(super) struct Health {
    pub db: PgPool,
    pub not_ready: Kept<Option<&'static str>>,
    pub text: Kept<Bytes>,
    pub waiting: Arc<WaitingJobs>,
}

impl Health {
    pub fn new(app: &Arc<App>) -> Self {
        Self {
            db: store::open_beside(&app.db),
            not_ready: Kept::default(),
            text: Kept::default(),
            waiting: Arc::default(),
        }
    }
}

/// A response that is computed once for everyone who asks within some seconds.
#[derive(Default)]
pub(super) struct Kept<T>(Mutex<Option<(Instant, T)>>);

impl<T: Clone> Kept<T> {
    pub async fn get(&self, find_out: impl Future<Output = T>) -> T {
        let mut kept = self.0.lock().await;
        if let Some((at, answer)) = &*kept
            && at.elapsed() < KEPT
        {
            return answer.clone();
        }
        let answer = find_out.await;
        *kept = Some((Instant::now(), answer.clone()));
        answer
    }
}

/// The number of jobs that wait. Counting takes longer the more there are: while it is quick, each count is new; else the
/// last one is given, and the next is made meanwhile.
#[derive(Default)]
pub(super) struct WaitingJobs {
    last: Mutex<Option<(Duration, Vec<Waiting>)>>,
    counting: Arc<Mutex<()>>,
}

impl WaitingJobs {
    pub async fn get(self: &Arc<Self>, app: &App, db: &PgPool) -> Result<Vec<Waiting>> {
        let last = self.last.lock().await.clone();
        let Some((_, counts)) = last.filter(|(took, _)| *took > QUICK) else { return self.count(db).await };
        if let Ok(counting) = Arc::clone(&self.counting).try_lock_owned() {
            let (waiting, db) = (Arc::clone(self), db.clone());
            app.tracker.spawn(async move {
                if let Err(error) = waiting.count(&db).await {
                    tracing::debug!(%error, "the jobs that wait could not be counted");
                }
                drop(counting);
            });
        }
        Ok(counts)
    }

    async fn count(&self, db: &PgPool) -> Result<Vec<Waiting>> {
        let began = Instant::now();
        let counts = jobs_waiting(db).await?;
        *self.last.lock().await = Some((began.elapsed(), counts.clone()));
        Ok(counts)
    }
}
