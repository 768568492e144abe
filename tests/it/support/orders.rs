//! What tests order, and what they wait for.

use gavel::simulator::{Invocation, UserId};

use crate::support::stage::{SOON, Stage};

impl Stage {
    /// The admin does something to somebody.
    pub async fn order(&self, name: &str, target: UserId, options: &[(&str, &str)]) -> Invocation {
        let mut gesture = self.sim.slash(self.cast.admin, self.cast.general, name).with("user", target);
        for (option, value) in options {
            gesture = gesture.with(option, *value);
        }
        gesture.await.unwrap()
    }

    /// Makes a timer due now.
    pub async fn ring(&self, kind: &str) {
        let due = "update jobs set run_at = now() where kind = $1 and finished_at is null";
        sqlx::query(due).bind(kind).execute(&self.database.pool).await.unwrap();
    }

    /// The timers of a kind that wait: how many seconds from now, and how many from what their cases say.
    pub async fn timers(&self, kind: &str) -> Vec<(i64, i64)> {
        let timers =
            "select extract(epoch from run_at - now())::bigint, extract(epoch from run_at - ends_at)::bigint
            from jobs join cases on number = (payload->>'number')::int
            where jobs.kind = $1 and finished_at is null";
        sqlx::query_as(timers).bind(kind).fetch_all(&self.database.pool).await.unwrap()
    }

    pub fn is_banned(&self, user: UserId) -> bool {
        self.sim.ban_of(self.cast.guild, user).is_some()
    }

    /// Waits until it is so.
    pub async fn until(&self, what: &str, mut look: impl FnMut() -> bool) {
        assert!(self.sim.eventually(SOON, || look().then_some(())).await.is_some(), "{what}");
    }
}
