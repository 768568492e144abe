//! Bans, kicks, timeouts, softbans, notes, and the timers that end them.

use std::time::Duration;

use discord_stand_in::Fault;
use insta::assert_snapshot;

use crate::support::process::Process;
use crate::support::stage::Stage;

const BAN: (&str, &str) = ("PUT", "/guilds/{}/bans/{}");
const UNBAN: (&str, &str) = ("DELETE", "/guilds/{}/bans/{}");
const KICK: (&str, &str) = ("DELETE", "/guilds/{}/members/{}");

fn on((method, route): (&str, &str)) -> Fault {
    Fault::on(method, route)
}

#[tokio::test]
async fn a_ban_tells_why_and_undo_lifts_it() {
    let stage = Stage::with_log().await;
    let receipt =
        stage.order("ban", stage.cast.member, &[("reason", "raid")]).await.final_message().await.unwrap();
    assert_snapshot!(stage.readable(&receipt.text()), @r"
    **Case #1** · <@member> (member) was banned permanently.
    > raid
    -# They were told by direct message. Logged in <#mod_log>.
    Undo
    ");
    assert!(stage.is_banned(stage.cast.member));
    assert_snapshot!(stage.readable(&stage.told()[0].text()), @r"
    You were banned from Lantern Square
    **Reason:** raid
    It has no end date.
    Case #1
    ");
    let reason = stage.sim.requests_to(BAN.0, BAN.1)[0].reason.clone().unwrap_or_default();
    assert!(reason.contains("raid") && reason.contains("case 1"), "{reason}");
    let lifted =
        stage.sim.press(stage.cast.admin, &receipt, "Undo").await.unwrap().final_message().await.unwrap();
    assert_snapshot!(stage.readable(&lifted.text()), @r"
    **Case #2** · <@member> (member) was unbanned. It follows case [#1](https://discord.com/channels/guild/mod_log/id 1).
    > Undo
    -# Logged in <#mod_log>.
    ");
    assert!(!stage.is_banned(stage.cast.member));
    stage.close().await;
}

#[tokio::test]
async fn a_temporary_ban_ends_by_a_case_of_its_own() {
    let stage = Stage::with_log().await;
    stage.order("ban", stage.cast.member, &[("duration", "7d")]).await.final_message().await.unwrap();
    stage.ring("expire").await;
    stage.until("the ban stays", || !stage.is_banned(stage.cast.member)).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, [(1, "applied".to_owned()), (2, "applied".to_owned())]);
    assert!(stage.logged().last().unwrap().text().contains("expired"));
    stage.close().await;
}

#[tokio::test]
async fn a_ban_that_replaces_another_but_fails_leaves_the_first_ones_timer() {
    let stage = Stage::with_log().await;
    stage.order("ban", stage.cast.member, &[("duration", "7d")]).await.final_message().await.unwrap();
    stage.sim.fault(on(BAN).answer(403, 50_013, "Missing Permissions"));
    let failed = stage.order("ban", stage.cast.member, &[]).await.final_message().await.unwrap();
    assert!(failed.text().contains("not applied"), "{}", failed.text());
    stage.ring("expire").await;
    stage.until("the ban stays", || !stage.is_banned(stage.cast.member)).await;
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn a_ban_that_had_to_wait_gives_way_to_the_unban_that_came_after_it() {
    let stage = Stage::with_log().await;
    stage.sim.fault(on(BAN).always().status(503));
    stage.order("ban", stage.cast.member, &[("duration", "7d")]).await.final_message().await.unwrap();
    let lifted = stage.order("unban", stage.cast.member, &[]).await.final_message().await.unwrap();
    assert!(lifted.text().contains("was unbanned"), "{}", lifted.text());
    stage.sim.clear_faults();
    stage.wait_until_idle().await;
    assert!(!stage.is_banned(stage.cast.member));
    assert_eq!(stage.cases().await, [(1, "failed".to_owned()), (2, "applied".to_owned())]);
    assert!(stage.told()[1].text().contains("did not happen"));
    assert!(stage.logged()[1].text().contains("was carried out first"));
    stage.close().await;
}

#[tokio::test]
async fn a_timer_that_had_to_wait_never_lifts_the_ban_that_came_after_it() {
    let stage = Stage::with_log().await;
    stage.order("ban", stage.cast.member, &[("duration", "7d")]).await.final_message().await.unwrap();
    stage.sim.fault(on(UNBAN).always().answer(403, 50_013, "Missing Permissions"));
    stage.ring("expire").await;
    stage.until("not tried", || !stage.sim.requests_to(UNBAN.0, UNBAN.1).is_empty()).await;
    stage.rest().await;
    stage.order("ban", stage.cast.member, &[]).await.final_message().await.unwrap();
    stage.sim.clear_faults();
    stage.wait_until_idle().await;
    assert!(stage.is_banned(stage.cast.member), "lifted by the old ban's timer");
    let status = |number, status: &str| (number, status.to_owned());
    assert_eq!(stage.cases().await, [status(1, "applied"), status(2, "failed"), status(3, "applied")]);
    stage.close().await;
}

#[tokio::test]
async fn a_softban_that_had_to_wait_never_lifts_the_ban_that_came_after_it() {
    let stage = Stage::with_log().await;
    stage.sim.fault(on(UNBAN).always().answer(403, 50_013, "Missing Permissions"));
    stage.order("softban", stage.cast.member, &[]).await;
    stage.until("not tried twice", || stage.sim.requests_to(UNBAN.0, UNBAN.1).len() >= 2).await;
    stage.sim.unban(stage.cast.owner, stage.cast.guild, stage.cast.member, "").unwrap();
    stage.order("ban", stage.cast.member, &[]).await.final_message().await.unwrap();
    stage.sim.clear_faults();
    stage.wait_until_idle().await;
    assert!(stage.is_banned(stage.cast.member), "lifted by the softban");
    assert_eq!(stage.cases().await, [(1, "applied".to_owned()), (2, "applied".to_owned())]);
    stage.close().await;
}

#[tokio::test]
async fn a_ban_that_ended_while_nobody_ran_is_lifted_at_the_next_start() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    stage.set_log().await;
    stage.order("ban", stage.cast.member, &[("duration", "1h")]).await.final_message().await.unwrap();
    process.kill();
    stage.ring("expire").await;
    let process = Process::start(&stage).await;
    stage.until("the ban stays", || !stage.is_banned(stage.cast.member)).await;
    stage.wait_until_idle().await;
    assert_eq!(process.terminate().await, Some(0));
    stage.close().await;
}

#[tokio::test]
async fn a_softban_never_leaves_the_ban_even_when_killed_between_its_calls() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    stage.set_log().await;
    stage.sim.fault(on(UNBAN).hang());
    let order =
        stage.sim.slash(stage.cast.admin, stage.cast.general, "softban").with("user", stage.cast.member);
    process.killed_during(&stage, order).await.unwrap();
    let process = Process::start(&stage).await;
    stage.wait_until_idle().await;
    assert!(!stage.is_banned(stage.cast.member));
    assert!(stage.sim.member(stage.cast.guild, stage.cast.member).is_none());
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_kick_whose_answer_was_lost_is_not_repeated_on_somebody_who_came_back() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    stage.set_log().await;
    stage.sim.fault(on(KICK).applied_but_never_answered());
    let order = stage.sim.slash(stage.cast.admin, stage.cast.general, "kick").with("user", stage.cast.member);
    process.killed_during(&stage, order).await.unwrap();
    stage.sim.join(stage.cast.guild, stage.cast.member, &[]);
    let process = Process::start(&stage).await;
    stage.wait_until_idle().await;
    assert!(stage.sim.member(stage.cast.guild, stage.cast.member).is_some(), "kicked twice");
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn of_two_kicks_of_one_person_one_is_applied_and_the_other_found_nobody() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    stage.set_log().await;
    stage.sim.fault(on(KICK).hang());
    let kick =
        || stage.sim.slash(stage.cast.admin, stage.cast.general, "kick").with("user", stage.cast.member);
    let second = async {
        stage.struck().await;
        kick().await.unwrap();
        process.kill();
    };
    tokio::join!(kick().into_future(), second).0.unwrap();
    stage.expire_leases().await;
    let process = Process::start(&stage).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, [(1, "applied".to_owned()), (2, "failed".to_owned())]);
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_timeout_is_absolute_and_undone_and_a_long_one_is_renewed() {
    let stage = Stage::with_log().await;
    let receipt = stage
        .order("timeout", stage.cast.member, &[("duration", "90 min")])
        .await
        .final_message()
        .await
        .unwrap();
    assert!(receipt.text().contains("was timed out until"), "{}", receipt.text());
    let until =
        |stage: &Stage| stage.sim.member(stage.cast.guild, stage.cast.member).unwrap().timed_out_until;
    assert!(until(&stage).is_some());
    stage.sim.press(stage.cast.admin, &receipt, "Undo").await.unwrap().final_message().await.unwrap();
    assert!(until(&stage).is_none());
    stage.order("timeout", stage.cast.member, &[("duration", "60d")]).await.final_message().await.unwrap();
    let first = until(&stage).unwrap();
    stage.clock.advance(Duration::from_secs(27 * 86_400));
    stage.ring("renew").await;
    stage.until("not renewed", || until(&stage).is_some_and(|now| now > first)).await;
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn who_may_not_be_touched_is_not() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let refused = [
        ("ban", cast.owner, "owns this server"),
        ("kick", cast.outsider, "not in this server"),
        ("timeout", cast.outsider, "not in this server"),
        ("timeout", cast.senior, "Your highest role"),
    ];
    for (name, target, why) in refused {
        let mut gesture = sim.slash(cast.moderator, cast.general, name).with("user", target);
        if name == "timeout" {
            gesture = gesture.with("duration", "1h");
        }
        let reply = gesture.await.unwrap().final_message().await.unwrap();
        assert!(reply.is_ephemeral() && reply.text().contains(why), "/{name}: {}", reply.text());
    }
    assert_eq!(stage.cases().await, []);
    let by_id = stage.order("ban", cast.outsider, &[]).await.final_message().await.unwrap();
    assert!(by_id.text().contains("was banned") && stage.is_banned(cast.outsider), "{}", by_id.text());
    stage.close().await;
}

#[tokio::test]
async fn a_note_is_private_and_untold() {
    let stage = Stage::with_log().await;
    let reply = stage
        .order("note", stage.cast.member, &[("reason", "keep an eye on")])
        .await
        .final_message()
        .await
        .unwrap();
    assert!(reply.is_ephemeral() && reply.text().contains("Case #1"), "{}", reply.text());
    assert!(stage.told().is_empty());
    stage.close().await;
}

#[tokio::test]
async fn a_ban_delivered_twice_answers_twice_and_bans_once() {
    let stage = Stage::with_log().await;
    let banned = stage.order("ban", stage.cast.member, &[]).await;
    let words = banned.final_message().await.unwrap().text();
    let again = stage.repeated(&banned).await;
    let shown = again["data"]["embeds"][0]["description"].as_str().unwrap();
    assert!(words.starts_with(shown), "{shown}");
    assert_eq!((stage.cases().await.len(), stage.sim.requests_to(BAN.0, BAN.1).len()), (1, 1));
    stage.sim.clear_violations();
    stage.close().await;
}
