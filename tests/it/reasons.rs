//! Suggestions for `reason`: the server's, and the moderator's own.

use discord_stand_in::{Gesture, UserId};

use crate::support::stage::Stage;

impl Stage {
    /// Returns the suggestions for `reason` while `typed` is typed.
    async fn reasons(&self, by: UserId, command: &str, typed: &str) -> Vec<String> {
        self.offered(self.sim.slash(by, self.cast.general, command).typing("reason", typed)).await
    }

    /// Returns the values offered while an option is typed.
    pub async fn offered(&self, gesture: Gesture) -> Vec<String> {
        let answered = gesture.await.unwrap();
        let choices = answered.choices().unwrap();
        choices.iter().map(|choice| choice.value.as_str().unwrap_or_default().to_owned()).collect()
    }
}

#[tokio::test]
async fn presets_and_own_recent_reasons_are_suggested_and_what_was_typed_stays_possible() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let preset = sim.slash(cast.owner, cast.general, "settings presets").with("reason", "Posting adverts");
    preset.await.unwrap();
    let long = "a long reason ".repeat(10);
    for reason in ["shouting", "adverts again", "shouting", &long] {
        stage.warn(reason).await.final_message().await.unwrap();
    }
    let note = sim.slash(cast.moderator, cast.general, "note").with("user", cast.member);
    note.with("reason", "a secret").await.unwrap().final_message().await.unwrap();
    assert_eq!(
        stage.reasons(cast.moderator, "kick", "").await,
        ["Posting adverts", "shouting", "adverts again"]
    );
    for command in [
        "warn",
        "ban",
        "unban",
        "softban",
        "jail",
        "unjail",
        "timeout",
        "untimeout",
        "purge",
        "case edit",
        "case void",
    ] {
        assert_eq!(
            stage.reasons(cast.moderator, command, "ADV").await,
            ["ADV", "Posting adverts", "adverts again"],
            "/{command}"
        );
    }
    assert_eq!(stage.reasons(cast.senior, "warn", "").await, ["Posting adverts"]);
    let typed = stage.offered(sim.slash(cast.moderator, cast.general, "warn").typing("expires", "1h")).await;
    assert_eq!(typed[0], "1h");
    stage.close().await;
}
