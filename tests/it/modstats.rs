//! `/modstats`: the actions of each moderator, without voided and failed ones.

use std::time::Duration;

use discord_stand_in::Fault;
use insta::assert_snapshot;

use crate::support::stage::Stage;

#[tokio::test]
async fn what_counts_is_counted_by_moderator_and_the_rest_is_mentioned_apart() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    for reason in ["one", "two", "three"] {
        stage.by(cast.moderator, "warn", cast.member, &[("reason", reason)]).await;
    }
    let void = sim.slash(cast.admin, cast.general, "case void").with("number", 1).with("reason", "wrong");
    void.await.unwrap().final_message().await.unwrap();
    stage.by(cast.senior, "ban", cast.outsider, &[("duration", "1h")]).await;
    sim.fault(Fault::on("DELETE", "/guilds/{}/members/{}").answer(403, 50_013, "Missing Permissions"));
    stage.by(cast.senior, "kick", cast.newcomer, &[]).await;
    stage.ring("expire").await;
    stage.until("the ban ends", || sim.ban_of(cast.guild, cast.outsider).is_none()).await;
    stage.wait_until_idle().await;
    stage.age_case(2, Duration::from_secs(10 * 86_400)).await;
    let all = sim.slash(cast.moderator, cast.general, "modstats").await.unwrap();
    assert!(all.reply().unwrap().is_ephemeral());
    assert_snapshot!(stage.readable(&all.text()), @r"
    What moderators did
    <@moderator> **2**: Warning 2
    <@senior> **1**: Ban 1
    -# Not counted: 1 voided, 1 not applied.
    The last 30 days
    ");
    let week = sim.slash(cast.moderator, cast.general, "modstats").with("days", 7).await.unwrap().text();
    assert!(week.contains(&format!("<@{}> **1**: Warning 1", cast.moderator)), "{week}");
    let one =
        sim.slash(cast.moderator, cast.general, "modstats").with("user", cast.senior).await.unwrap().text();
    assert_snapshot!(stage.readable(&one), @r"
    What one moderator did
    <@senior> **1**
    Ban 1
    -# Not counted: 1 not applied.
    **Most recent:** case #5, Kick, <time:R>
    The last 30 days
    ");
    let none =
        sim.slash(cast.moderator, cast.general, "modstats").with("user", cast.admin).await.unwrap().text();
    assert!(none.contains("No action is recorded"), "{none}");
    stage.close().await;
}
