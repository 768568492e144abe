//! Responses on Gavel's health, cached for some seconds, because anybody may ask.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use sqlx::PgPool;
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::kernel::app::App;
use crate::store;

/// The time for which a response is cached.
const KEPT: Duration = Duration::from_secs(2);

/// The state for `/readyz` and `/metrics`.
pub(super) struct Health {
    pub db: PgPool,
    pub not_ready: Kept<Option<&'static str>>,
    pub text: Kept<Bytes>,
}

impl Health {
    pub fn new(app: &Arc<App>) -> Self {
        Self { db: store::open_beside(&app.db), not_ready: Kept::default(), text: Kept::default() }
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
