//! What tests order, and what they wait for.

use discord_stand_in::{Invocation, Message, OptionValue, RoleId, UserId};

use crate::support::stage::{SOON, Stage};

impl Stage {
    /// Somebody uses a command on somebody; returns the reply once it says what came of it.
    pub async fn by(&self, who: UserId, name: &str, target: UserId, options: &[(&str, &str)]) -> Message {
        // Whose ban is to be lifted is typed: they are no member to be picked.
        let user = named(name, target);
        let mut gesture = self.sim.slash(who, self.cast.general, name).with("user", user);
        for (option, value) in options {
            gesture = match value.parse::<i64>() {
                Ok(number) if *option == "points" => gesture.with(option, number),
                _ => gesture.with(option, *value),
            };
        }
        gesture.await.unwrap().final_message().await.unwrap()
    }

    /// Somebody presses a button; returns the reply.
    pub async fn pressed(&self, who: UserId, message: &Message, button: &str) -> Message {
        self.sim.press(who, message, button).await.unwrap().final_message().await.unwrap()
    }

    /// The admin does something to somebody.
    pub async fn order(&self, name: &str, target: UserId, options: &[(&str, &str)]) -> Invocation {
        let mut gesture =
            self.sim.slash(self.cast.admin, self.cast.general, name).with("user", named(name, target));
        for (option, value) in options {
            gesture = gesture.with(option, *value);
        }
        gesture.await.unwrap()
    }

    /// Sets a jail up; returns its role.
    pub async fn set_jail(&self) -> RoleId {
        let (sim, cast) = (&self.sim, &self.cast);
        let role = sim.add_role(cast.guild, "Jailed", 1, 0);
        let set = sim.slash(cast.owner, cast.general, "settings jail").with("role", role).await.unwrap();
        let text = set.final_message().await.unwrap().text();
        assert!(text.contains("Jailed members have"), "{text}");
        role
    }

    /// Makes a timer due now.
    pub async fn ring(&self, kind: &str) {
        let due = "update jobs set run_at = now() where kind = $1 and finished_at is null";
        sqlx::query(due).bind(kind).execute(&self.database.pool).await.unwrap();
        self.wake().await;
    }

    /// Lets every worker look for what is due, as a new job does.
    pub async fn wake(&self) {
        sqlx::query("select pg_notify('gavel_jobs', '')").execute(&self.database.pool).await.unwrap();
    }

    /// The timers of a kind that wait: how many seconds from now, and how many from what their cases say.
    pub async fn timers(&self, kind: &str) -> Vec<(i64, i64)> {
        let timers =
            "select extract(epoch from run_at - now())::bigint, extract(epoch from run_at - ends_at)::bigint
            from jobs join cases on number = case_number
            where jobs.kind = $1 and finished_at is null";
        sqlx::query_as(timers).bind(kind).fetch_all(&self.database.pool).await.unwrap()
    }

    /// What time would do: a dead process's leases end.
    pub async fn expire_leases(&self) {
        let end = "update jobs set leased_until = now() where lease is not null";
        sqlx::query(end).execute(&self.database.pool).await.unwrap();
        self.wake().await;
    }

    /// Waits until no job is being carried out.
    pub async fn rest(&self) {
        let leased = "select count(*) from jobs where lease is not null";
        while sqlx::query_scalar::<_, i64>(leased).fetch_one(&self.database.pool).await.unwrap() > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    /// Waits until all the trouble that was scripted has struck.
    pub async fn struck(&self) {
        let struck = tokio::time::timeout(SOON, async {
            while self.sim.faults_left() > 0 {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        });
        struck.await.expect("the trouble does not come");
    }

    pub fn is_banned(&self, user: UserId) -> bool {
        self.sim.ban_of(self.cast.guild, user).is_some()
    }

    /// Waits until it is so.
    pub async fn until(&self, what: &str, mut look: impl FnMut() -> bool) {
        assert!(self.sim.eventually(SOON, || look().then_some(())).await.is_some(), "{what}");
    }
}

/// A person as the command takes them: `/unban` is typed.
pub fn named(name: &str, target: UserId) -> OptionValue {
    if name == "unban" { target.to_string().into() } else { target.into() }
}
