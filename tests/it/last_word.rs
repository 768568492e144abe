//! The last word: whoever was acknowledged reads the truth in the end, whatever is lost on the way; and what may be done
//! only once is not done again by a process that can't know that it was.

use std::time::Duration;

use discord_stand_in::{AuditAction, Fault, Invocation, Message, OptionValue, UserId};

use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};
use crate::support::wire::Wire;

const ORIGINAL: &str = "/webhooks/{}/{}/messages/{}";
const KICK: (&str, &str) = ("DELETE", "/guilds/{}/members/{}");

/// Waits until the reply of an interaction says this.
async fn says(stage: &Stage, invocation: &Invocation, words: &str) -> Message {
    let all = || invocation.reply().into_iter().chain(invocation.follow_ups());
    let said = || all().find(|reply| reply.text().contains(words));
    let said = stage.sim.eventually(2 * SOON, said).await;
    assert!(said.is_some(), "{words:?} is not in {:?}", invocation.text());
    said.unwrap()
}

/// Returns somebody who has left the server.
fn gone(stage: &Stage) -> UserId {
    let gone = stage.sim.add_member(stage.cast.guild, "gone", &[]);
    stage.sim.leave(stage.cast.guild, gone);
    gone
}

/// Makes the checks of an order take longer than Discord waits, without any call being slow enough to count as lost.
fn be_slow(stage: &Stage) {
    for (method, route) in [("GET", "/guilds/{}"), ("GET", "/guilds/{}/bans/{}")] {
        stage.sim.fault(Fault::on(method, route).slow(Duration::from_millis(1050)));
    }
}

#[tokio::test]
async fn after_a_commit_whose_answer_was_lost_the_truth_is_looked_up_before_a_word_is_said() {
    let stage = Stage::empty().await.impatient();
    let wire = Wire::to(&stage).await;
    let process = Process::start_on(&stage, &wire.url()).await;
    stage.set_log().await;
    wire.lose_a_commit();
    let warned = stage.warn("spam").await;
    wire.lost().await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    wire.mend();
    let said = says(&stage, &warned, "Case #1").await.text();
    assert!(said.contains("was warned"), "{said}");
    stage.wait_until_idle().await;
    let edits = stage.sim.requests_to("PATCH", ORIGINAL).into_iter().map(|call| call.body.to_string());
    let all = edits.chain([warned.response().to_string()]);
    let words: Vec<String> = all.filter(|text| text.contains("did nothing")).collect();
    assert!(words.is_empty(), "{words:?}");
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    assert_eq!((stage.told().len(), stage.logged().len()), (1, 1));
    assert_eq!(process.terminate().await, Some(0));
    stage.close().await;
}

#[tokio::test]
async fn a_late_refusal_that_discord_does_not_take_is_shown_later_by_another_process() {
    let stage = Stage::empty().await.impatient();
    let process = Process::start(&stage).await;
    stage.set_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    // A refusal that follows slow looks at the server, and is for the caller alone.
    let gone = gone(&stage);
    be_slow(&stage);
    for method in ["GET", "DELETE", "PATCH"] {
        sim.fault(Fault::on(method, ORIGINAL).always().status(503));
    }
    let asked = sim.slash(cast.moderator, cast.general, "timeout").with("user", gone).with("duration", "1h");
    let asked = asked.await.unwrap();
    assert_eq!(asked.response()["type"], 5);
    stage.struck_by("GET", ORIGINAL, 2).await;
    let kept = "select count(*) from jobs where kind = 'answer_deferral' and payload->'reply' <> 'null' and finished_at is null";
    stage.counted(kept, 1).await;
    process.kill();
    sim.clear_faults();
    stage.expire_leases().await;
    let process = Process::start(&stage).await;
    let refusal = says(&stage, &asked, "is not in this server").await;
    assert!(refusal.is_ephemeral(), "a refusal is for the caller alone");
    assert_eq!(stage.cases().await, []);
    assert_eq!(process.terminate().await, Some(0));
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_refusal_whose_second_half_was_lost_is_shown_all_the_same() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, &stage.cast);
    let gone = gone(&stage);
    be_slow(&stage);
    // "Thinking…" is taken away, and then Discord is away for a while.
    sim.fault(Fault::on("POST", "/webhooks/{}/{}").times(4).status(503));
    let asked = sim.slash(cast.moderator, cast.general, "timeout").with("user", gone).with("duration", "1h");
    let asked = asked.await.unwrap();
    assert_eq!(asked.response()["type"], 5);
    says(&stage, &asked, "is not in this server").await;
    stage.close().await;
}

#[tokio::test]
async fn a_second_delivery_to_a_replica_without_records_leaves_the_first_ones_reply_alone() {
    let stage = Stage::empty().await.impatient();
    let wire = Wire::to(&stage).await;
    let process = Process::start_on(&stage, &wire.url()).await;
    stage.set_log().await;
    let warned = stage.warn("spam").await;
    let text = warned.final_message().await.unwrap().text();
    stage.wait_until_idle().await;
    wire.cut();
    warned.deliver_again().await;
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(warned.reply().map(|reply| reply.text()), Some(text));
    wire.mend();
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_second_delivery_while_the_records_hang_leaves_the_first_ones_reply_alone() {
    let stage = Stage::with_log().await.impatient();
    let warned = stage.warn("spam").await;
    let text = warned.final_message().await.unwrap().text();
    stage.wait_until_idle().await;
    let mut held = stage.database.pool.begin().await.unwrap();
    let lock = "lock table jobs, cases, processed_interactions, guilds in access exclusive mode";
    sqlx::query(lock).execute(&mut *held).await.unwrap();
    // It is answered that the records are slow, which Discord does not show, and then refused.
    let again = warned.deliver_again().await.response;
    assert!(again["data"]["content"].as_str().unwrap().contains("My records are slow"), "{again}");
    let asked = || !stage.sim.requests_to("GET", ORIGINAL).is_empty();
    stage.until("nobody looks what stands there", asked).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    held.rollback().await.unwrap();
    assert_eq!(warned.reply().map(|reply| reply.text()), Some(text));
    assert!(warned.follow_ups().is_empty());
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_question_that_was_stored_but_not_shown_is_shown_by_another_process() {
    let stage = Stage::empty().await.impatient();
    let process = Process::start(&stage).await;
    stage.set_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.by(cast.admin, "ban", cast.member, &[]).await;
    be_slow(&stage);
    sim.fault(Fault::on("PATCH", ORIGINAL).hang());
    sim.fault(Fault::on("GET", ORIGINAL).hang());
    let shorter = sim.slash(cast.admin, cast.general, "ban").with("user", cast.member).with("duration", "7d");
    let shorter = shorter.await.unwrap();
    assert_eq!(shorter.response()["type"], 5, "{}", shorter.text());
    stage.counted("select count(*) from jobs where kind = 'confirm_action' and finished_at is null", 1).await;
    process.kill();
    sim.clear_faults();
    stage.ring("answer_deferral").await;
    let process = Process::start(&stage).await;
    let card = says(&stage, &shorter, "instead?").await;
    stage.pressed(cast.admin, &card, "Go on").await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 2);
    assert_eq!(process.terminate().await, Some(0));
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_command_delivered_again_after_its_question_was_answered_leaves_the_receipt_alone() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.by(cast.admin, "ban", cast.member, &[]).await;
    let shorter = sim.slash(cast.admin, cast.general, "ban").with("user", cast.member).with("duration", "7d");
    let shorter = shorter.await.unwrap();
    let card = shorter.final_message().await.unwrap();
    stage.pressed(cast.admin, &card, "Go on").await;
    stage.wait_until_idle().await;
    let receipt = shorter.reply().unwrap().text();
    assert!(receipt.contains("Case #2"), "{receipt}");
    let again = stage.repeated(&shorter).await;
    // A reply of its own, for the caller alone: an update would replace the receipt.
    assert_eq!((again["type"].as_u64(), again["data"]["flags"].as_u64()), (Some(4), Some(64)), "{again}");
    let said = again["data"]["content"].as_str().unwrap();
    assert!(said.contains("already") && !said.contains("Nobody answered"), "{said}");
    assert_eq!(shorter.reply().unwrap().text(), receipt);
    assert_eq!(stage.cases().await.len(), 2);
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_deferral_that_can_not_be_noted_is_a_sentence_and_nobody_is_left_thinking() {
    let stage = Stage::empty().await.impatient();
    let wire = Wire::to(&stage).await;
    let process = Process::start_on(&stage, &wire.url()).await;
    stage.set_log().await;
    stage.sim.fault(Fault::on("GET", "/attachments/{}/{}/{}").hang());
    let list = OptionValue::file("list.txt", stage.cast.outsider.to_string());
    let asked = stage.sim.slash(stage.cast.admin, stage.cast.general, "massban").with("file", list);
    let cutting = async {
        stage.struck().await;
        wire.cut();
    };
    let (asked, ()) = tokio::join!(asked.into_future(), cutting);
    let asked = asked.unwrap();
    // The process dies before it can say more, and the records come back to another.
    process.kill();
    assert_eq!(asked.response()["type"], 4, "{}", asked.response());
    let said = asked.reply().unwrap().text();
    assert!(said.contains("My records are slow to answer"), "{said}");
    stage.sim.clear_faults();
    wire.mend();
    let process = Process::start(&stage).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, []);
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn who_was_deferred_by_a_process_that_died_while_the_database_was_away_reads_so_once_it_is_back() {
    let stage = Stage::empty().await.impatient();
    let wire = Wire::to(&stage).await;
    let process = Process::start_on(&stage, &wire.url()).await;
    stage.set_log().await;
    // The list hangs, so that nothing is committed; the reply is deferred meanwhile.
    stage.sim.fault(Fault::on("GET", "/attachments/{}/{}/{}").hang());
    let list = OptionValue::file("list.txt", stage.cast.outsider.to_string());
    let asked = stage.sim.slash(stage.cast.admin, stage.cast.general, "massban").with("file", list);
    let asked = asked.await.unwrap();
    assert_eq!(asked.response()["type"], 5, "{}", asked.response());
    wire.cut();
    process.kill();
    stage.sim.clear_faults();
    stage.ring("answer_deferral").await;
    let process = Process::start(&stage).await;
    says(&stage, &asked, "nothing was done").await;
    assert_eq!(stage.cases().await, []);
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_kick_that_worked_behind_an_error_is_not_repeated_on_somebody_who_came_back() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.fault(Fault::on(KICK.0, KICK.1).applied_but_answer_lost());
    let back = async {
        stage.until("the kick never came", || sim.member(cast.guild, cast.member).is_none()).await;
        sim.join(cast.guild, cast.member, &[]);
    };
    let order = sim.slash(cast.moderator, cast.general, "kick").with("user", cast.member);
    let (kicked, ()) = tokio::join!(order.into_future(), back);
    says(&stage, &kicked.unwrap(), "was kicked").await;
    stage.wait_until_idle().await;
    assert!(sim.member(cast.guild, cast.member).is_some(), "they were kicked twice");
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    stage.close().await;
}

#[tokio::test]
async fn a_process_that_was_frozen_before_a_kick_does_not_repeat_what_another_did_meanwhile() {
    let stage = Stage::empty().await.impatient();
    let frozen = Process::start(&stage).await;
    stage.set_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    // The first attempt fails, so that the second looks at the audit log first. That is where the process is frozen.
    sim.fault(Fault::on(KICK.0, KICK.1).status(502));
    sim.fault(Fault::on("GET", "/guilds/{}/audit-logs").always().slow(Duration::from_secs(2)));
    let kicked = sim.slash(cast.moderator, cast.general, "kick").with("user", cast.member).with("dm", false);
    let kicked = kicked.await.unwrap();
    let second = "select count(*) from jobs where kind = 'run_action' and attempts = 2 and lease is not null";
    stage.counted(second, 1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    frozen.freeze();
    sim.clear_faults();
    // What the audit log says comes meanwhile: as yet that nobody was kicked. It must be read within the call's five seconds.
    let other = Process::start(&stage).await;
    tokio::time::sleep(Duration::from_millis(2_200)).await;
    stage.expire_leases().await;
    stage.until("nobody took the job over", || sim.member(cast.guild, cast.member).is_none()).await;
    sim.join(cast.guild, cast.member, &[]);
    frozen.thaw();
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert!(sim.member(cast.guild, cast.member).is_some(), "they were kicked twice");
    let kicks = sim.audit_log(cast.guild).iter().filter(|it| it.action == AuditAction::MemberKick).count();
    assert_eq!(kicks, 1);
    assert!(kicked.text().contains("was kicked"), "{}", kicked.text());
    frozen.kill();
    assert_eq!(other.terminate().await, Some(0));
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn what_took_effect_while_every_answer_was_lost_is_recorded_as_done_though_a_later_order_ended_it() {
    let stage = Stage::with_log().await.impatient();
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.fault(Fault::on("PUT", "/guilds/{}/bans/{}").always().applied_but_answer_lost());
    let banned = sim.slash(cast.admin, cast.general, "ban").with("user", cast.member).await.unwrap();
    says(&stage, &banned, "I'll keep trying").await;
    while stage.reschedule("run_action", Duration::from_secs(60)).await == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    sim.clear_faults();
    let lifted = stage.by(cast.admin, "unban", cast.member, &[]).await.text();
    assert!(lifted.contains("was unbanned"), "{lifted}");
    stage.ring("run_action").await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await, [(1, "applied".to_owned()), (2, "applied".to_owned())]);
    assert!(!stage.is_banned(cast.member));
    assert!(banned.text().contains("was banned"), "{}", banned.text());
    stage.close().await;
}
