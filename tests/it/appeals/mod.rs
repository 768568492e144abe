//! Appeals: from the button in the direct message to the decision, each step once, whoever presses and whatever crashes.

mod crashes;
mod rules;
mod story;

use discord_stand_in::{Invocation, Message, UserId};

use crate::support::stage::Stage;

/// The question of a server that asks none of its own, by the id of its field.
const ANSWER: &str = "answer0";

impl Stage {
    /// Turns appeals on, decided in the staff channel; with more options.
    async fn set_appeals(&self, options: &[(&str, &str)]) -> String {
        let mut set = self
            .sim
            .slash(self.cast.owner, self.cast.general, "settings appeals")
            .with("channel", self.cast.staff);
        for (option, value) in options {
            set = match value.parse::<bool>() {
                Ok(truth) => set.with(option, truth),
                Err(_) => set.with(option, *value),
            };
        }
        set.await.unwrap().final_message().await.unwrap().text()
    }

    /// Returns the cards of the appeals. The receipts of what is accepted stand beside them.
    fn appeals(&self) -> Vec<Message> {
        let bot = self.sim.bot_user_id();
        let is_card = |message: &Message| message.author == bot && message.text().starts_with("Appeal #");
        self.sim.messages(self.cast.staff).into_iter().filter(is_card).collect()
    }

    /// Returns the direct message about the newest case that tells the member of one.
    fn notice(&self) -> Message {
        let told = self.told().into_iter().filter(|told| told.text().contains("Case #"));
        told.last().expect("a direct message about a case")
    }

    /// Presses Appeal and answers the question; returns the reply, whether that is a refusal or not.
    async fn appeal(&self, answer: &str) -> String {
        let (sim, member) = (&self.sim, self.cast.member);
        let pressed = sim.press(member, &self.notice(), "Appeal").await.unwrap();
        let Some(form) = pressed.modal() else { return pressed.text() };
        let sent = sim.submit(member, &form).with(ANSWER, answer).await.unwrap();
        let said = sent.final_message().await.unwrap().text();
        self.wait_until_idle().await;
        said
    }

    /// Presses a button of the newest card and fills in its form, if it has one; returns the reply.
    async fn on_card(&self, who: UserId, button: &str, text: &str) -> Invocation {
        let card = self.appeals().pop().expect("a card");
        let pressed = self.sim.press(who, &card, button).await.unwrap();
        let done = match pressed.modal() {
            Some(form) => self.sim.submit(who, &form).with("text", text).await.unwrap(),
            None => pressed,
        };
        drop(done.final_message().await);
        self.wait_until_idle().await;
        done
    }

    /// Answers a moderator's question in a direct message; returns the reply.
    async fn answer(&self, message: &Message, text: &str) -> String {
        let (sim, member) = (&self.sim, self.cast.member);
        let pressed = sim.press(member, message, "Answer").await.unwrap();
        let Some(form) = pressed.modal() else { return pressed.text() };
        let sent = sim.submit(member, &form).with("text", text).await.unwrap();
        let said = sent.final_message().await.unwrap().text();
        self.wait_until_idle().await;
        said
    }

    /// Returns number, status and lifting case of each appeal.
    async fn appeals_stored(&self) -> Vec<(i32, String, Option<i32>)> {
        sqlx::query_as("select number, status, lifted_by from appeals order by number")
            .fetch_all(&self.database.pool)
            .await
            .unwrap()
    }
}

fn has(text: &str, words: &[&str]) {
    for word in words {
        assert!(text.contains(word), "{word}: {text}");
    }
}
