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

    /// Lets nobody have used Gavel, and no audit log entry have been found, for so long.
    pub async fn quiet_for(&self, time: Duration) {
        let used = "update processed_interactions set at = at - make_interval(secs => $1)";
        sqlx::query(used).bind(time.as_secs_f64()).execute(&self.database.pool).await.unwrap();
        let found =
            "update jobs set progress = jsonb_set(progress, '{found_at}', to_jsonb(now() - make_interval(secs => $1)))
            where kind = 'audit_poll'";
        sqlx::query(found).bind(time.as_secs_f64()).execute(&self.database.pool).await.unwrap();
    }

    /// Makes it longer ago that the sidecars whose shards begin like this said hello.
    pub async fn age_sidecars(&self, shards: &str, by: Duration) {
        let older =
            "update sidecars set seen_at = seen_at - make_interval(secs => $2) where starts_with(shards, $1)";
        let older = sqlx::query(older).bind(shards).bind(by.as_secs_f64());
        older.execute(&self.database.pool).await.unwrap();
    }

    /// Makes old hits of Discord's AutoMod `days` days old: those that are older than the sidecar may report.
    pub async fn age_old_hits(&self, days: i32) {
        let aged = "update automod_hits set at = now() - make_interval(days => $1) where at < now() - interval '6 days'";
        sqlx::query(aged).bind(days).execute(&self.database.pool).await.unwrap();
    }

    /// Makes the timers of a kind due now.
    pub async fn ring(&self, kind: &str) {
        let due = "update jobs set run_at = now() where kind = $1 and finished_at is null";
        sqlx::query(due).bind(kind).execute(&self.database.pool).await.unwrap();
        self.wake().await;
    }

    /// Ends all leases, as time does for a killed process.
    pub async fn expire_leases(&self) {
        let end = "update jobs set leased_until = now() where lease is not null";
        sqlx::query(end).execute(&self.database.pool).await.unwrap();
        self.wake().await;
    }
}
