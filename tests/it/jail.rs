//! Jail: one role instead of all others, and back.

use discord_stand_in::{Fault, RoleId};

use crate::support::stage::Stage;

impl Stage {
    fn roles(&self, user: discord_stand_in::UserId) -> Vec<RoleId> {
        self.sim.member(self.cast.guild, user).unwrap().roles.into_iter().collect()
    }
}

#[tokio::test]
async fn jail_takes_the_roles_in_one_call_and_release_gives_back_those_that_are_there() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let jailed = stage.set_jail().await;
    let extra = sim.add_role(cast.guild, "Extra", 1, 0);
    let doomed = sim.add_role(cast.guild, "Doomed", 1, 0);
    sim.set_roles(cast.guild, cast.member, &[cast.member_role, extra, doomed]);
    let receipt = stage.by(cast.moderator, "jail", cast.member, &[("reason", "raid")]).await;
    assert!(receipt.text().contains("was jailed permanently"), "{}", receipt.text());
    assert_eq!(stage.roles(cast.member), [jailed]);
    assert_eq!(sim.requests_to("PATCH", "/guilds/{}/members/{}").len(), 1);
    let already = stage.by(cast.moderator, "jail", cast.member, &[]).await;
    assert!(already.text().contains("in jail permanently by"), "{}", already.text());
    sim.remove_role(cast.guild, doomed);
    let released = stage.by(cast.moderator, "unjail", cast.member, &[]).await;
    assert!(
        released.text().contains("follows case [#1](") && released.text().contains("not given back"),
        "{}",
        released.text()
    );
    let mut back = vec![cast.member_role, extra];
    back.sort();
    assert_eq!(stage.roles(cast.member), back);
    let nobody = stage.by(cast.moderator, "unjail", cast.member, &[]).await;
    assert!(nobody.text().contains("not in jail"), "{}", nobody.text());
    stage.close().await;
}

#[tokio::test]
async fn a_jail_that_is_repeated_keeps_the_roles_it_took_first() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let jailed = stage.set_jail().await;
    stage.by(cast.moderator, "jail", cast.member, &[("duration", "1h")]).await;
    stage.by(cast.moderator, "jail", cast.member, &[("duration", "2h")]).await;
    assert_eq!(stage.roles(cast.member), [jailed]);
    stage.ring("expire").await;
    stage.until("the jail ends", || stage.roles(cast.member) == [cast.member_role]).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 3, "only the jail that holds expires");
    stage.close().await;
}

#[tokio::test]
async fn a_jail_is_not_ended_by_what_else_happens_to_its_member() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let jailed = stage.set_jail().await;
    stage.by(cast.moderator, "jail", cast.member, &[("duration", "7d")]).await;
    stage.by(cast.moderator, "timeout", cast.member, &[("duration", "1h")]).await;
    stage.by(cast.moderator, "untimeout", cast.member, &[]).await;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.roles(cast.member), [jailed]);
    assert_eq!(stage.cases().await.len(), 3);
    stage.close().await;
}

#[tokio::test]
async fn managed_roles_stay_and_the_jail_is_undone_with_its_button() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let jailed = stage.set_jail().await;
    let before = stage.roles(cast.helperbot);
    let receipt = stage.by(cast.moderator, "jail", cast.helperbot, &[]).await;
    let mut now = vec![cast.helper_role, jailed];
    now.sort();
    assert_eq!(stage.roles(cast.helperbot), now, "{}", receipt.text());
    stage.pressed(cast.moderator, &receipt, "Undo").await;
    assert_eq!(stage.roles(cast.helperbot), before);
    sim.leave(cast.guild, cast.member);
    let refused = stage.by(cast.moderator, "jail", cast.member, &[]).await;
    assert!(refused.text().contains("not in this server"), "{}", refused.text());
    stage.close().await;
}

#[tokio::test]
async fn without_a_jail_or_with_one_out_of_reach_a_sentence_says_what_to_do() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let none = stage.by(cast.moderator, "jail", cast.member, &[]).await;
    assert!(none.text().contains("/settings jail"), "{}", none.text());
    let managed =
        sim.slash(cast.owner, cast.general, "settings jail").with("role", cast.bot_role).await.unwrap();
    assert!(managed.text().contains("nobody can give or take it"), "{}", managed.text());
    let above =
        sim.slash(cast.owner, cast.general, "settings jail").with("role", cast.admin_role).await.unwrap();
    assert!(above.text().contains("not below my highest role"), "{}", above.text());
    assert_eq!(stage.cases().await, []);
    stage.close().await;
}

#[tokio::test]
async fn a_timer_of_a_server_gavel_left_is_parked_and_goes_on_when_it_is_back() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.set_events_endpoint(&stage.server(0).url("/webhook-events"));
    stage.by(cast.moderator, "ban", cast.member, &[("duration", "1h")]).await;
    sim.fault(Fault::on("DELETE", "/guilds/{}/bans/{}").always().answer(403, 50_001, "Missing Access"));
    sim.fault(Fault::on("GET", "/guilds/{}").always().answer(404, 10_004, "Unknown Guild"));
    stage.ring("expire").await;
    let suspended = "select count(*) from jobs where suspended_at is not null";
    let suspended =
        async || sqlx::query_scalar::<_, i64>(suspended).fetch_one(&stage.database.pool).await.unwrap();
    while suspended().await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert!(sim.ban_of(cast.guild, cast.member).is_some());
    sim.clear_faults();
    let data = serde_json::json!({ "integration_type": 0, "guild": { "id": cast.guild.to_string() } });
    assert_eq!(sim.webhook_event("APPLICATION_AUTHORIZED", data).await.status, Some(204));
    stage.until("the ban ends", || sim.ban_of(cast.guild, cast.member).is_none()).await;
    stage.wait_until_idle().await;
    assert_eq!(suspended().await, 0);
    stage.close().await;
}
