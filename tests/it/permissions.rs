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
    assert_snapshot!(stage.explained(cast.moderator, "ban").await, @r"
    **<@moderator> can use </ban:id 1> here.**

    ✅ Server Settings → Integrations says nothing about them, so the command's own permission decides.
    ✅ They have Ban Members, from <@&moderator_role>.
    ✅ I have the permissions that I need for it here.
    ▫️ They can act on members below <@&moderator_role>.
    ");
    assert_snapshot!(stage.explained(cast.member, "/ban").await, @r"
    **<@member> can't use </ban:id 1> here.** What is marked ❌ has to change.

    ✅ Server Settings → Integrations says nothing about them, so the command's own permission decides.
    ❌ They lack Ban Members. Give them a role that has it.
    ✅ I have the permissions that I need for it here.
    ▫️ They can act on members below <@&member_role>.
    ");
    assert_snapshot!(stage.explained(cast.owner, "ban").await, @r"
    **<@owner> can use </ban:id 1> here.**

    ✅ They own the server: no setting, permission, limit or rank holds them back.
    ✅ I have the permissions that I need for it here.
    ");
    assert_snapshot!(stage.explained(cast.member, "record").await, @r"
    **<@member> can use </record:id 1> here.**

    ✅ Server Settings → Integrations says nothing about them, so the command's own permission decides.
    ✅ The command is for everyone.
    ✅ I have the permissions that I need for it here.
    ");
    assert_snapshot!(stage.explained(cast.member, "privacy erase").await, @r"
    **<@member> can't use </privacy erase:id 1> here.** What is marked ❌ has to change.

    ✅ Server Settings → Integrations says nothing about them, so the command's own permission decides.
    ❌ They lack Administrator. Give them a role that has it.
    ✅ I have the permissions that I need for it here.
    ");
    let shown = stage.explained(cast.member, "/privacy show").await;
    assert!(shown.contains("can use </privacy show:"), "{shown}");
    let unknown = stage.explained(cast.member, "banana").await;
    assert!(unknown.contains("banana"), "{unknown}");

    // What the server has set for the command goes before its own permission.
    let line = json!({ "id": cast.moderator.to_string(), "type": 2, "permission": false });
    sim.set_command_lines(cast.guild, "ban", vec![line]).unwrap();
    assert_snapshot!(stage.explained(cast.moderator, "ban").await, @r"
    **<@moderator> can't use </ban:id 1> here.** What is marked ❌ has to change.

    ❌ Server Settings → Integrations denies it for <@moderator>. Change it there.
    ✅ They have Ban Members, from <@&moderator_role>.
    ✅ I have the permissions that I need for it here.
    ▫️ They can act on members below <@&moderator_role>.
    ");
    stage.close().await;
}
