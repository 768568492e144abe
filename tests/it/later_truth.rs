//! Later truth: what lifts, ends, replaces, voids or edits a case reaches the log post, the direct message and the receipt.

use std::sync::LazyLock;
use std::time::Duration;

use discord_stand_in::{Fault, Invocation};
use regex::Regex;

use crate::support::orders::english;
use crate::support::stage::Stage;

const POST: (&str, &str) = ("POST", "/channels/{}/messages");
const EDIT: (&str, &str) = ("PATCH", "/channels/{}/messages/{}");

impl Stage {
    async fn case(&self, command: &str, number: i64, options: &[(&str, &str)]) -> Invocation {
        let name = format!("case {command}");
        let mut gesture = self.sim.slash(self.cast.admin, self.cast.general, &name).with("number", number);
        for (option, value) in options {
            gesture = gesture.with(option, *value);
        }
        gesture.await.unwrap()
    }

    /// Returns the text of each log post, in order.
    async fn log(&self) -> Vec<String> {
        self.wait_until_idle().await;
        self.logged().iter().map(discord_stand_in::Message::text).collect()
    }
}

/// Returns a text in which the cases' numbers are no links.
fn unlinked(text: &str) -> String {
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[(#[0-9]+)\]\(\S+/channels/[0-9]+/[0-9]+/[0-9]+\)").unwrap());
    LINK.replace_all(text, "$1").into_owned()
}

fn has(text: &str, words: &[&str]) {
    let text = unlinked(text);
    for word in words {
        assert!(text.contains(word), "{word}: {text}");
    }
}

#[tokio::test]
async fn a_ban_and_what_lifts_it_name_each_other() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let ban = stage.order("ban", cast.member, &[]).await;
    has(&stage.log().await[0], &["**Ends:** never"]);
    stage.by(cast.admin, "unban", cast.member, &[]).await;
    let log = stage.log().await;
    let by = format!("by <@{}>, case #2", cast.admin);
    has(&log[0], &["**Ended:** <t:", &by]);
    assert!(!log[0].contains("Ends:"), "{}", log[0]);
    has(&log[1], &["**Ends:** case #1"]);
    has(&stage.case("view", 1, &[]).await.text(), &["**Ended:** <t:", &by]);
    has(&stage.case("history", 1, &[]).await.text(), &["**ended**", ": case #2"]);
    has(&stage.told()[0].text(), &["It was lifted <t:"]);
    let says = || unlinked(&ban.text());
    stage.until("the receipt", || says().contains("Ended <t:") && says().contains(&by)).await;
    stage.until("Undo goes", || ban.reply().is_some_and(|reply| reply.control("Undo").is_none())).await;
    stage.close().await;
}

#[tokio::test]
async fn a_timeout_that_is_undone_says_so_in_its_message_and_in_the_log() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let receipt = stage.by(cast.admin, "timeout", cast.member, &[("duration", "1h")]).await;
    let undone = stage.pressed(cast.admin, &receipt, "Undo").await;
    let log = stage.log().await;
    has(&log[0], &["**Ended:** <t:", "case #2"]);
    let told = stage.told();
    assert_eq!(told.len(), 2);
    has(&told[0].text(), &["It was lifted <t:"]);
    assert!(!told[0].text().contains("It ends"), "{}", told[0].text());
    has(&undone.text(), &["Case #2", "follows case #1"]);
    stage.close().await;
}

#[tokio::test]
async fn what_replaces_a_ban_and_what_ends_it_in_time_are_told_of() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.by(cast.admin, "ban", cast.member, &[("duration", "1d")]).await;
    has(&stage.log().await[0], &["**Ends:** <t:"]);
    stage.by(cast.admin, "ban", cast.member, &[("duration", "2d")]).await;
    let log = stage.log().await;
    has(&log[0], &["**Replaced:** <t:", "case #2"]);
    has(&log[1], &["**Replaces:** case #1", "**Ends:** <t:"]);
    has(&stage.case("history", 1, &[]).await.text(), &["**replaced by**", ": case #2"]);
    stage.ring("expire").await;
    let log = stage.log().await;
    has(&log[1], &["**Ended:** <t:", "case #3"]);
    has(&log[2], &["case #2", "expired"]);
    stage.close().await;
}

#[tokio::test]
async fn a_void_and_an_edit_reach_the_member_and_the_log_with_the_reason() {
    let stage = Stage::with_log().await;
    let warned = stage.warn("spam").await;
    stage.case("edit", 1, &[("reason", "flooding")]).await.final_message().await.unwrap();
    has(&stage.log().await[0], &["flooding"]);
    has(&stage.told()[0].text(), &["**Reason:** flooding"]);
    stage.until("the receipt", || warned.text().contains("flooding")).await;
    stage.case("void", 1, &[("reason", "mistaken")]).await.final_message().await.unwrap();
    has(&stage.log().await[0], &["voided", "**Voided:** by <@", ": mistaken"]);
    let told = stage.told();
    has(&told[0].text(), &["It was taken back <t:"]);
    assert!(!told[0].text().contains("mistaken") && told.len() == 1, "the reason is the moderators'");
    stage.until("the receipt", || warned.text().contains("was taken back by")).await;
    stage.until("Undo goes", || warned.reply().is_some_and(|reply| reply.control("Undo").is_none())).await;
    stage.close().await;
}

#[tokio::test]
async fn where_the_message_can_not_be_edited_a_new_one_says_it() {
    let stage = Stage::with_log().await;
    stage.warn("spam").await;
    stage.wait_until_idle().await;
    stage.sim.fault(Fault::on(EDIT.0, EDIT.1).containing("taken back").answer(
        404,
        10_008,
        "Unknown Message",
    ));
    stage.case("void", 1, &[("reason", "mistaken")]).await.final_message().await.unwrap();
    stage.wait_until_idle().await;
    let told = stage.told();
    assert_eq!(told.len(), 2);
    has(&told[1].text(), &["Update on case #1", "It was taken back <t:"]);
    stage.close().await;
}

#[tokio::test]
async fn an_edit_during_the_log_post_does_not_leave_it_stale() {
    let stage = Stage::with_log().await;
    stage.sim.fault(Fault::on(POST.0, POST.1).containing("Moderator").slow(Duration::from_millis(1200)));
    let during = async {
        stage.struck().await;
        stage.case("edit", 1, &[("reason", "flooding")]).await.final_message().await.unwrap();
    };
    let (warned, ()) = tokio::join!(stage.warn("spam"), during);
    let log = stage.log().await;
    assert!(log[0].contains("flooding"), "{}", log[0]);
    has(&stage.told()[0].text(), &["flooding"]);
    stage.until("the receipt", || warned.text().contains("flooding")).await;
    stage.close().await;
}

#[tokio::test]
async fn a_void_during_the_log_post_does_not_leave_it_stale() {
    let stage = Stage::with_log().await;
    stage.sim.fault(Fault::on(POST.0, POST.1).containing("Moderator").slow(Duration::from_millis(1200)));
    let during = async {
        stage.struck().await;
        stage.case("void", 1, &[("reason", "mistaken")]).await.final_message().await.unwrap();
    };
    let (warned, ()) = tokio::join!(stage.warn("spam"), during);
    let log = stage.log().await;
    has(&log[0], &["**Voided:** by <@", "mistaken"]);
    has(&stage.told()[0].text(), &["taken back"]);
    stage.until("the receipt", || warned.text().contains("was taken back by")).await;
    stage.close().await;
}

#[tokio::test]
async fn undo_takes_the_place_of_a_receipt_even_while_that_is_being_shown_anew() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    let receipt = stage.by(cast.admin, "timeout", cast.member, &[("duration", "1h")]).await;
    stage.wait_until_idle().await;
    stage.sim.fault(Fault::on("PATCH", "/webhooks/{}/{}/messages/{}").hang());
    stage.ring("close_receipt").await;
    stage.struck().await;
    let undone = stage.sim.press(cast.admin, &receipt, "Undo").await.unwrap();
    has(&undone.final_message().await.unwrap().text(), &["Case #2", "follows case #1"]);
    stage.rest().await;
    stage.ring("close_receipt").await;
    stage.wait_until_idle().await;
    stage.rest().await;
    has(&undone.text(), &["Case #2", "follows case #1"]);
    let cared = "select count(*) from jobs where kind = 'close_receipt' and finished_at is null";
    stage.counted(cared, 0).await;
    stage.close().await;
}

#[tokio::test]
async fn a_step_of_the_ladder_whose_warning_is_voided_meanwhile_is_called_off() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let step = sim.slash(cast.owner, cast.general, "ladder edit").with("points", 1).with("action", "ban");
    step.await.unwrap();
    sim.fault(Fault::on("GET", "/guilds/{}/bans/{}").always().status(503));
    stage.warn("spam").await;
    stage.rest().await;
    stage.case("void", 1, &[("reason", "mistaken")]).await;
    sim.clear_faults();
    stage.ring("run_action").await;
    stage.ring("case_change").await;
    stage.wait_until_idle().await;
    let failed: String = sqlx::query_scalar("select coalesce(failure, status) from cases where number = 2")
        .fetch_one(&stage.database.pool)
        .await
        .unwrap();
    assert_eq!(english(failed), "called off, because the warnings no longer reach 1 point");
    assert!(!stage.is_banned(cast.member));
    stage.close().await;
}

#[tokio::test]
async fn lowering_an_earlier_warning_offers_to_lift_the_step_that_is_not_reached_any_more() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let step = sim.slash(cast.owner, cast.general, "ladder edit").with("points", 3).with("action", "timeout");
    step.with("duration", "1h").await.unwrap();
    stage.by(cast.moderator, "warn", cast.member, &[("points", "2")]).await;
    stage.by(cast.moderator, "warn", cast.member, &[("points", "1")]).await;
    stage.wait_until_idle().await;
    let edit = async |points: i64| {
        let edit =
            sim.slash(cast.moderator, cast.general, "case edit").with("number", 1).with("points", points);
        edit.await.unwrap().final_message().await.unwrap()
    };
    let enough = edit(3).await;
    assert!(enough.control("Lift the timeout (case #3)").is_none(), "{}", enough.text());
    let lowered = edit(1).await;
    assert!(lowered.is_ephemeral() && lowered.control("Lift the timeout (case #3)").is_some());
    let lifted = stage.pressed(cast.moderator, &lowered, "Lift the timeout (case #3)").await;
    has(&lifted.text(), &["Case #4", "follows case #3"]);
    assert!(sim.member(cast.guild, cast.member).unwrap().timed_out_until.is_none());
    stage.wait_until_idle().await;
    stage.close().await;
}
