//! Who may do what in an appeal, and when there is nothing to appeal against.

use discord_stand_in::Fault;
use twilight_model::id::Id;

use super::has;
use crate::support::stage::Stage;

#[tokio::test]
async fn nobody_uses_the_buttons_of_somebody_else() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_appeals(&[]).await;
    stage.by(cast.admin, "ban", cast.member, &[]).await;
    stage.wait_until_idle().await;
    let notice = stage.notice();
    let stolen = sim.press(cast.newcomer, &notice, "Appeal").forged().await.unwrap();
    has(&stolen.text(), &["only the person it is about"]);
    let form = sim.press(cast.member, &notice, "Appeal").await.unwrap().modal().unwrap();
    let stolen = sim.submit(cast.newcomer, &form).with(super::ANSWER, "me").forged().await.unwrap();
    has(&stolen.text(), &["only the person it is about"]);
    stage.appeal("sorry").await;
    stage.on_card(cast.admin, "Ask", "Why?").await;
    let question = stage.notice();
    let stolen = sim.press(cast.newcomer, &question, "Answer").forged().await.unwrap();
    has(&stolen.text(), &["only the person it is about"]);
    let card = stage.appeals().pop().unwrap();
    for button in card.controls() {
        let pressed = sim.press(cast.newcomer, &card, &button.custom_id).forged().await.unwrap();
        has(&pressed.text(), &["You need the permission Ban Members"]);
        let other = button.custom_id.replace(":ban:", ":kick:");
        let pressed = sim.press(cast.admin, &card, &other).forged().await.unwrap();
        has(&pressed.text(), &["no longer in the record"]);
    }
    assert_eq!(stage.appeals_stored().await, [(1, "open".to_owned(), None)]);
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_decision_takes_the_rank_and_where_that_is_set_another_moderator() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    has(&stage.set_appeals(&[("by-another", "true")]).await, &["another moderator decides"]);
    stage.set_jail().await;
    stage.by(cast.senior, "jail", cast.member, &[]).await;
    stage.wait_until_idle().await;
    stage.appeal("sorry").await;
    for button in ["Accept", "Reject"] {
        has(&stage.on_card(cast.senior, button, "no").await.text(), &["another moderator has to decide"]);
    }
    has(&stage.on_card(cast.senior, "Ask", "Why?").await.text(), &["is recorded"]);
    for button in ["Accept", "Reject"] {
        let refused = stage.on_card(cast.moderator, button, "no").await.text();
        has(&refused, &["is above yours"]);
    }
    sim.set_roles(cast.guild, cast.member, &[cast.senior_role]);
    let card = stage.appeals().pop().unwrap();
    let id = card.control("Accept").unwrap().custom_id;
    let own = sim.press(cast.member, &card, &id).forged().await.unwrap();
    has(&own.text(), &["your own appeal"]);
    has(&stage.on_card(cast.admin, "Accept", "").await.text(), &["was released from jail"]);
    let again = sim.press(cast.admin, &card, &id).forged().await.unwrap();
    has(&again.text(), &["already accepted"]);
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn whose_warning_led_to_it_decides_on_no_appeal_against_it() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_appeals(&[("by-another", "true")]).await;
    let step = sim.slash(cast.owner, cast.general, "ladder edit").with("points", 1).with("action", "timeout");
    step.with("duration", "1d").await.unwrap().final_message().await.unwrap();
    stage.by(cast.senior, "warn", cast.member, &[]).await;
    stage.wait_until_idle().await;
    stage.appeal("sorry").await;
    has(&stage.on_card(cast.senior, "Accept", "").await.text(), &["another moderator has to decide"]);
    has(&stage.on_card(cast.admin, "Accept", "").await.text(), &["no longer timed out"]);
    stage.close().await;
}

#[tokio::test]
async fn an_appeals_number_is_not_given_again_when_it_was_erased() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.set_appeals(&[]).await;
    stage.by(cast.admin, "timeout", cast.member, &[("duration", "1d")]).await;
    stage.wait_until_idle().await;
    stage.appeal("sorry").await;
    let mut tx = stage.database.pool.begin().await.unwrap();
    let (person, guild) = (Id::new(cast.member.get()), Id::new(cast.guild.get()));
    gavel::store::erasure::person_erase(&mut tx, person, Some(guild), None).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(stage.appeals_stored().await, []);
    stage.by(cast.admin, "ban", cast.member, &[]).await;
    stage.wait_until_idle().await;
    stage.appeal("sorry again").await;
    assert_eq!(stage.appeals_stored().await, [(2, "open".to_owned(), None)]);
    stage.close().await;
}

impl Stage {
    async fn edit_appeal(&self, can: bool) -> String {
        let (sim, cast) = (&self.sim, self.cast);
        let edit = sim.slash(cast.admin, cast.general, "case edit").with("number", 1).with("appeal", can);
        let said = edit.await.unwrap().final_message().await.unwrap().text();
        self.wait_until_idle().await;
        said
    }
}

#[tokio::test]
async fn a_case_may_allow_no_appeal() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_appeals(&[]).await;
    stage.by(cast.admin, "ban", cast.member, &[]).await;
    stage.wait_until_idle().await;
    let button = stage.notice().control("Appeal").unwrap().custom_id;
    has(&stage.edit_appeal(false).await, &["changed"]);
    let notice = stage.notice();
    assert!(notice.controls().is_empty(), "the button goes");
    let pressed = sim.press(cast.member, &notice, &button).forged().await.unwrap();
    has(&pressed.text(), &["You can't appeal against case #1"]);
    let view = sim.slash(cast.admin, cast.general, "case view").with("number", 1).await.unwrap();
    has(&view.text(), &["**Appeal:** not possible"]);
    let history = sim.slash(cast.admin, cast.general, "case history").with("number", 1).await.unwrap();
    has(&history.text(), &["no appeal"]);
    stage.edit_appeal(true).await;
    has(&stage.appeal("sorry").await, &["is with the moderators"]);
    stage.by(cast.admin, "warn", cast.newcomer, &[]).await;
    let edit = sim.slash(cast.admin, cast.general, "case edit").with("number", 2).with("appeal", false);
    has(&edit.await.unwrap().text(), &["appeals are for bans"]);
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn where_the_case_ended_meanwhile_nothing_is_left_to_decide() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_appeals(&[]).await;
    stage.by(cast.admin, "ban", cast.member, &[]).await;
    stage.wait_until_idle().await;
    let button = stage.notice().control("Appeal").unwrap().custom_id;
    stage.appeal("sorry").await;
    let before = stage.appeals().pop().unwrap();
    stage.by(cast.admin, "unban", cast.member, &[]).await;
    stage.wait_until_idle().await;
    let card = stage.appeals().pop().unwrap();
    has(&card.text(), &["**Over:**"]);
    assert!(card.controls().is_empty() && stage.notice().controls().is_empty());
    for pressed in before.controls() {
        let pressed = sim.press(cast.admin, &before, &pressed.custom_id).forged().await.unwrap();
        has(&pressed.text(), &["nothing left to decide"]);
    }
    let pressed = sim.press(cast.member, &stage.notice(), &button).forged().await.unwrap();
    has(&pressed.text(), &["Case #1 is over"]);
    let view = sim.slash(cast.admin, cast.general, "case view").with("number", 1).await.unwrap();
    has(&view.text(), &["left undecided"]);
    assert_eq!(stage.cases().await.len(), 2);
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn two_presses_of_accept_lift_once() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_appeals(&[]).await;
    stage.by(cast.admin, "ban", cast.member, &[]).await;
    stage.wait_until_idle().await;
    stage.appeal("sorry").await;
    let card = stage.appeals().pop().unwrap();
    let press = async |who| sim.press(who, &card, "Accept").await.unwrap().final_message().await.unwrap();
    let (one, other) = tokio::join!(press(cast.admin), press(cast.owner));
    stage.wait_until_idle().await;
    let said = [one.text(), other.text()];
    assert_eq!(said.iter().filter(|text| text.contains("was unbanned")).count(), 1, "{said:?}");
    assert_eq!(stage.cases().await.len(), 2);
    assert_eq!(sim.requests_to("DELETE", "/guilds/{}/bans/{}").len(), 1);
    assert_eq!(stage.appeals_stored().await, [(1, "accepted".to_owned(), Some(2))]);
    stage.close().await;
}

#[tokio::test]
async fn an_acceptance_that_discord_refuses_leaves_the_appeal_open() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_appeals(&[]).await;
    stage.by(cast.admin, "ban", cast.member, &[]).await;
    stage.wait_until_idle().await;
    stage.appeal("sorry").await;
    sim.fault(Fault::on("DELETE", "/guilds/{}/bans/{}").answer(403, 50_013, "Missing Permissions"));
    stage.on_card(cast.admin, "Accept", "").await;
    assert_eq!(stage.appeals_stored().await, [(1, "open".to_owned(), None)]);
    let card = stage.appeals().pop().unwrap();
    has(&card.text(), &["**Accepted, but not lifted:**"]);
    assert!(!stage.notice().text().contains("accepted"));
    stage.on_card(cast.admin, "Accept", "").await;
    assert!(!stage.is_banned(cast.member));
    assert_eq!(stage.appeals_stored().await, [(1, "accepted".to_owned(), Some(3))]);
    has(&stage.notice().text(), &["was accepted"]);
    stage.close().await;
}

#[tokio::test]
async fn without_the_setting_there_is_no_button_and_an_old_one_says_so() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.by(cast.admin, "ban", cast.newcomer, &[]).await;
    let bot = sim.bot_user_id();
    let told = sim.dms(cast.newcomer).into_iter().find(|told| told.author == bot).unwrap();
    assert!(told.controls().is_empty());
    stage.set_appeals(&[]).await;
    stage.by(cast.admin, "ban", cast.member, &[]).await;
    stage.wait_until_idle().await;
    has(&stage.cleared("appeals").await, &["reset"]);
    has(&stage.appeal("sorry").await, &["doesn't take appeals"]);
    let nothing = sim.slash(cast.owner, cast.general, "settings appeals").await.unwrap();
    has(&nothing.text(), &["didn't say what to change"]);
    let nowhere = stage.set("settings appeals", &[("wait", "7d")]).await;
    has(&nowhere, &["Choose the channel"]);
    has(&stage.set_appeals(&[("wait", "perm")]).await, &["how long to wait"]);
    stage.close().await;
}

#[tokio::test]
async fn an_appeal_whose_channel_is_closed_is_shown_once_it_opens() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_appeals(&[]).await;
    stage.by(cast.admin, "ban", cast.member, &[]).await;
    stage.wait_until_idle().await;
    sim.fault(Fault::on("POST", "/channels/{}/messages").containing("Appeal #1").answer(
        403,
        50_013,
        "Missing Permissions",
    ));
    has(&stage.appeal("sorry").await, &["can't show it to the moderators yet"]);
    let shown = sim.slash(cast.owner, cast.general, "settings show").await.unwrap();
    has(&shown.text(), &["Not working", "I couldn't write in"]);
    stage.ring("show_appeal").await;
    stage.wait_until_idle().await;
    assert_eq!(stage.appeals().len(), 1);
    let shown = sim.slash(cast.owner, cast.general, "settings show").await.unwrap();
    assert!(!shown.text().contains("Not working"), "{}", shown.text());
    stage.close().await;
}
