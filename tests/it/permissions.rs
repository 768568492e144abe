//! `/permissions explain`: which rule decides whether somebody can use a command here, and what would change it.

use discord_stand_in::{OptionValue, UserId};
use insta::assert_snapshot;
use serde_json::json;

use crate::support::stage::Stage;

impl Stage {
    /// Asks as the owner whether somebody can use a command in the general channel.
    async fn explained(&self, person: UserId, command: &str) -> String {
        let asked = self.sim.slash(self.cast.owner, self.cast.general, "permissions explain");
        let asked = asked.with("user", OptionValue::from(person)).with("command", command).await.unwrap();
        self.readable(&asked.final_message().await.unwrap().text())
    }
}

#[tokio::test]
async fn the_rule_that_decides_is_named_with_what_would_change_it() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    assert_snapshot!(stage.explained(cast.moderator, "ban").await, @"");
    assert_snapshot!(stage.explained(cast.member, "/ban").await, @"");
    assert_snapshot!(stage.explained(cast.owner, "ban").await, @"");
    assert_snapshot!(stage.explained(cast.member, "record").await, @"");
    let unknown = stage.explained(cast.member, "banana").await;
    assert!(unknown.contains("banana"), "{unknown}");

    // What the server has set for the command goes before its own permission.
    let line = json!({ "id": cast.moderator.to_string(), "type": 2, "permission": false });
    sim.set_command_lines(cast.guild, "ban", vec![line]).unwrap();
    assert_snapshot!(stage.explained(cast.moderator, "ban").await, @"");
    stage.close().await;
}
