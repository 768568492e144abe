//! The tests' orders and waits.

use discord_stand_in::{Invocation, Message, OptionValue, RoleId, UserId};
use gavel::words::Kept;

use crate::support::stage::{SOON, Stage};

impl Stage {
    /// Uses a command on a user; returns the final reply.
    pub async fn by(&self, who: UserId, name: &str, target: UserId, options: &[(&str, &str)]) -> Message {
        // The ban's target is typed for `/unban`: they are no member to pick.
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

    /// Reports a message as spam with these answers, too; returns the final reply.
    pub async fn reported(&self, who: UserId, message: &Message, answers: &[(&str, OptionValue)]) -> Message {
        let form = self.sim.message_menu(who, "Report", message).await.unwrap().modal().unwrap();
        let gesture = self.sim.submit(who, &form).with("category", "spam");
        let gesture =
            answers.iter().fold(gesture, |gesture, (name, answer)| gesture.with(name, answer.clone()));
        gesture.await.unwrap().final_message().await.unwrap()
    }

    /// Presses a button; returns the final reply.
    pub async fn pressed(&self, who: UserId, message: &Message, button: &str) -> Message {
        self.sim.press(who, message, button).await.unwrap().final_message().await.unwrap()
    }

    /// Uses a command on a user as the admin.
    pub async fn order(&self, name: &str, target: UserId, options: &[(&str, &str)]) -> Invocation {
        let mut gesture =
            self.sim.slash(self.cast.admin, self.cast.general, name).with("user", named(name, target));
        for (option, value) in options {
            gesture = gesture.with(option, *value);
        }
        gesture.await.unwrap()
    }

    /// Sets up a jail; returns its role.
    pub async fn set_jail(&self) -> RoleId {
        let (sim, cast) = (&self.sim, &self.cast);
        let role = sim.add_role(cast.guild, "Jailed", 1, 0);
        let set = sim.slash(cast.owner, cast.general, "settings jail").with("role", role).await.unwrap();
        let text = set.final_message().await.unwrap().text();
        assert!(text.contains("Jailed members have"), "{text}");
        role
    }

    /// Wakes every worker to look for due jobs, as a new job does.
    pub async fn wake(&self) {
        sqlx::query("select pg_notify('gavel_jobs', '')").execute(&self.database.pool).await.unwrap();
    }

    /// Returns the waiting timers of a kind: the seconds from now, and those from the end of their case.
    pub async fn timers(&self, kind: &str) -> Vec<(i64, i64)> {
        let timers =
            "select extract(epoch from run_at - now())::bigint, extract(epoch from run_at - ends_at)::bigint
            from jobs join cases on number = case_number
            where jobs.kind = $1 and finished_at is null";
        sqlx::query_as(timers).bind(kind).fetch_all(&self.database.pool).await.unwrap()
    }

    /// Waits until no job is running.
    pub async fn rest(&self) {
        let leased = "select count(*) from jobs where lease is not null";
        while sqlx::query_scalar::<_, i64>(leased).fetch_one(&self.database.pool).await.unwrap() > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    /// Waits until all scripted faults have struck.
    pub async fn struck(&self) {
        let struck = tokio::time::timeout(SOON, async {
            while self.sim.faults_left() > 0 {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        });
        struck.await.expect("the trouble does not come");
    }

    /// Waits until Gavel has made a call this often.
    pub async fn struck_by(&self, method: &str, route: &str, times: usize) {
        let called = || self.sim.requests_to(method, route).len() >= times;
        self.until("the call was not made", called).await;
    }

    /// Waits until a count in the database is this.
    pub async fn counted(&self, query: &'static str, expected: i64) {
        let counted = tokio::time::timeout(SOON, async {
            while sqlx::query_scalar::<_, i64>(query).fetch_one(&self.database.pool).await.unwrap()
                != expected
            {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        });
        assert!(counted.await.is_ok(), "never {expected}: {query}");
    }

    pub fn is_banned(&self, user: UserId) -> bool {
        self.sim.ban_of(self.cast.guild, user).is_some()
    }

    /// Waits until `look` returns `true`.
    pub async fn until(&self, what: &str, mut look: impl FnMut() -> bool) {
        assert!(self.sim.eventually(SOON, || look().then_some(())).await.is_some(), "{what}");
    }
}

/// Returns a sentence of the record in English.
pub fn english(stored: String) -> String {
    Kept::stored(&stored).text()
}

/// Returns a user as the command takes them: `/unban` takes a text.
pub fn named(name: &str, target: UserId) -> OptionValue {
    if name == "unban" { target.to_string().into() } else { target.into() }
}
