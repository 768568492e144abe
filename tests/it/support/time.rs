//! Time that passes: records get older, waiting jobs become due.

use std::time::Duration;

use crate::support::stage::Stage;

impl Stage {
    /// Makes the timer of one case due now.
    pub async fn ring_case(&self, number: i32) {
        let due = "update jobs set run_at = now() where kind = 'expire' and case_number = $1 and finished_at is null";
        sqlx::query(due).bind(number).execute(&self.database.pool).await.unwrap();
        self.wake().await;
    }

    /// Reschedules the waiting jobs of a kind to `wait` from now; returns their number.
    pub async fn reschedule(&self, kind: &str, wait: Duration) -> u64 {
        let later = "update jobs set run_at = now() + make_interval(secs => $2) where kind = $1 and finished_at is null";
        let later = sqlx::query(later).bind(kind).bind(wait.as_secs_f64());
        later.execute(&self.database.pool).await.unwrap().rows_affected()
    }

    /// Marks the jobs of a kind as finished.
    pub async fn finish(&self, kind: &str) {
        let done = "update jobs set finished_at = now() where kind = $1";
        sqlx::query(done).bind(kind).execute(&self.database.pool).await.unwrap();
    }

    /// Makes every case older.
    pub async fn age_cases(&self, by: Duration) {
        let older = "update cases set created_at = created_at - make_interval(secs => $1)";
        sqlx::query(older).bind(by.as_secs_f64()).execute(&self.database.pool).await.unwrap();
    }

    /// Makes one case older.
    pub async fn age_case(&self, number: i32, by: Duration) {
        let older = "update cases set created_at = created_at - make_interval(secs => $2) where number = $1";
        let older = sqlx::query(older).bind(number).bind(by.as_secs_f64());
        older.execute(&self.database.pool).await.unwrap();
    }

    /// Makes every case end a moment ago.
    pub async fn end_cases(&self) {
        let ended = "update cases set ends_at = now() - interval '1 second'";
        sqlx::query(ended).execute(&self.database.pool).await.unwrap();
    }

    /// Makes the last report of automation failures older.
    pub async fn age_troubles(&self, by: Duration) {
        let older = "update automation_failures set reported_at = reported_at - make_interval(secs => $1)";
        sqlx::query(older).bind(by.as_secs_f64()).execute(&self.database.pool).await.unwrap();
    }
}
