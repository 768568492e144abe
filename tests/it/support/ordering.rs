//! Orders in short: who does what to whom, and what they read.

use gavel::simulator::{Given, Message, UserId};

use crate::support::stage::{SOON, Stage};

impl Stage {
    /// Somebody uses a command on somebody; returns the reply once it says what came of it.
    pub async fn by(&self, who: UserId, name: &str, target: UserId, options: &[(&str, &str)]) -> Message {
        // Whose ban is to be lifted is typed: they are no member to be picked.
        let user: Given = if name == "unban" { target.to_string().into() } else { target.into() };
        let mut gesture = self.sim.slash(who, self.cast.general, name).with("user", user);
        for (option, value) in options {
            gesture = match value.parse::<i64>() {
                Ok(number) if *option == "points" => gesture.with(option, number),
                _ => gesture.with(option, *value),
            };
        }
        gesture.await.unwrap().settled().await.unwrap()
    }

    /// Somebody presses a button; returns the reply.
    pub async fn pressed(&self, who: UserId, message: &Message, button: &str) -> Message {
        self.sim.press(who, message, button).await.unwrap().settled().await.unwrap()
    }

    /// Makes the timers of a kind due now.
    pub async fn due(&self, kind: &str) {
        let due = "update jobs set run_at = now() where kind = $1 and finished_at is null";
        sqlx::query(due).bind(kind).execute(&self.database.pool).await.unwrap();
    }

    /// Waits until something is so.
    pub async fn wait_for(&self, what: &str, mut look: impl FnMut() -> bool) {
        assert!(self.sim.eventually(SOON, || look().then_some(())).await.is_some(), "never: {what}");
    }
}
