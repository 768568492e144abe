//! Reports: made, merged, claimed, acted on, dismissed; each step once, whatever restarts between.

use std::cell::RefCell;

use discord_stand_in::{Fault, Message, OptionValue, UserId};

use crate::support::join;
use crate::support::stage::{SOON, Stage};

impl Stage {
    /// Returns the posts of reports, oldest first.
    fn report_cards(&self) -> Vec<Message> {
        let posts = self.logged().into_iter();
        posts.filter(|post| post.text().contains("Reported by")).collect()
    }

    /// Waits for the jobs, and returns the only card.
    async fn report_card(&self) -> Message {
        self.wait_until_idle().await;
        let mut cards = self.report_cards();
        assert_eq!(cards.len(), 1, "{cards:?}");
        cards.remove(0)
    }

    /// Presses a button of the only card.
    async fn on_report(&self, who: UserId, button: &str) -> Message {
        let card = self.report_card().await;
        self.pressed(who, &card, button).await
    }

    /// Dismisses the only report, and waits for the jobs.
    async fn dismiss(&self) {
        let card = self.report_card().await;
        let form = self.sim.press(self.cast.moderator, &card, "Dismiss").await.unwrap().modal().unwrap();
        let done = self.sim.submit(self.cast.moderator, &form).await.unwrap();
        assert!(done.final_message().await.unwrap().text().contains("is dismissed"), "{}", done.text());
        self.wait_until_idle().await;
    }
}

#[tokio::test]
async fn a_report_is_made_joined_claimed_and_acted_on_with_a_restart_between_any_two_steps() {
    let mut stage = Stage::with_log().await;
    let cast = stage.cast;
    let bad = stage.sim.write(cast.member, cast.general, "nasty words").unwrap();
    let told = [("outcome", true.into()), ("words", OptionValue::from("he keeps doing it"))];
    let thanks = stage.reported(cast.newcomer, &bad, &told).await;
    assert!(thanks.is_ephemeral() && thanks.text().contains("(#1)"), "{}", thanks.text());
    let card = stage.report_card().await.text();
    assert!(card.contains("nasty words") && card.contains("he keeps doing it"), "{card}");

    stage.restart().await;
    let hidden = [("anonymous", true.into())];
    let thanks = stage.reported(cast.senior, &bad, &hidden).await;
    assert!(thanks.text().contains("(#1)"), "the same message is the same report: {}", thanks.text());
    let card = stage.report_card().await.text();
    assert!(card.contains("stay anonymous"), "{card}");
    let again = stage.sim.message_menu(cast.newcomer, "Report", &bad).await.unwrap().modal().unwrap();
    let again = stage.sim.submit(cast.newcomer, &again).with("category", "hate").await.unwrap();
    assert!(
        again.final_message().await.unwrap().text().contains("reported this already"),
        "{}",
        again.text()
    );

    stage.restart().await;
    let claimed = stage.on_report(cast.moderator, "Claim").await;
    assert!(claimed.is_ephemeral() && claimed.text().contains("is yours"), "{}", claimed.text());
    let card = stage.report_card().await;
    assert!(card.text().contains(&format!("<@{}> is looking into it", cast.moderator)), "{}", card.text());
    let other = stage.sim.press(cast.admin, &card, "report:1:claim:1").await.unwrap();
    assert!(other.final_message().await.unwrap().text().contains("already"), "{}", other.text());

    stage.restart().await;
    let card = stage.report_card().await;
    let form = stage.sim.press(cast.moderator, &card, "Timeout").await.unwrap().modal().unwrap();
    assert_eq!(form.title, "Timeout: member");
    let done = stage.sim.submit(cast.moderator, &form).with("duration", "2h").await.unwrap();
    let receipt = done.final_message().await.unwrap();
    assert!(receipt.is_ephemeral() && receipt.text().contains("was timed out"), "{}", receipt.text());
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    let shown = || {
        let card = stage.report_cards().pop()?.text();
        (card.contains("Timeout: ") && card.contains("case #1")).then_some(card)
    };
    assert!(stage.sim.eventually(SOON, shown).await.is_some(), "{}", stage.report_card().await.text());
    let told = || stage.sim.dms(cast.newcomer).pop();
    let told = stage.sim.eventually(SOON, told).await.unwrap().text();
    assert!(told.contains("did something about it"), "{told}");
    stage.wait_until_idle().await;
    assert_eq!(stage.sim.dms(cast.newcomer).len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn a_message_is_deleted_from_the_card_and_a_dismissed_report_can_be_reopened() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let bad = sim.write(cast.member, cast.general, "nasty words").unwrap();
    stage.reported(cast.newcomer, &bad, &[("outcome", true.into())]).await;
    let card = stage.report_card().await;
    let form = sim.press(cast.moderator, &card, "Dismiss").await.unwrap().modal().unwrap();
    let done = sim.submit(cast.moderator, &form).with("reason", "just a joke").await.unwrap();
    assert!(done.final_message().await.unwrap().text().contains("is dismissed"), "{}", done.text());
    let card = stage.report_card().await;
    assert!(card.text().contains("dismissed it: just a joke"), "{}", card.text());
    assert_eq!(card.controls().iter().map(|it| it.label.as_str()).collect::<Vec<_>>(), ["Reopen"]);
    assert!(sim.dms(cast.newcomer)[0].text().contains("nothing needs to be done"));
    let late = sim.press(cast.moderator, &card, "report:1:claim:1").forged().await.unwrap();
    assert!(late.final_message().await.is_ok());
    stage.on_report(cast.moderator, "Reopen").await;
    let done = stage.on_report(cast.moderator, "Delete the message").await;
    assert!(done.text().contains("is deleted"), "{}", done.text());
    assert!(sim.messages(cast.general).iter().all(|it| it.content != "nasty words"));
    let card = stage.report_card().await;
    assert!(card.text().contains("deleted the message") && card.text().contains("nasty words"));
    assert_eq!(sim.dms(cast.newcomer).len(), 1, "they were told once");
    stage.close().await;
}

#[tokio::test]
async fn a_person_is_reported_by_command_and_by_menu_and_reports_are_listed() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let form = sim.slash(cast.newcomer, cast.general, "report user").with("user", cast.member).await.unwrap();
    let form = form.modal().unwrap();
    let empty = sim.submit(cast.newcomer, &form).with("category", "other").await.unwrap();
    assert!(empty.final_message().await.unwrap().text().contains("write what happened"), "{}", empty.text());
    let done = sim.submit(cast.newcomer, &form).with("category", "other").with("words", "follows me").await;
    assert!(done.unwrap().final_message().await.unwrap().text().contains("(#1)"));
    let twice = sim.submit(cast.newcomer, &form).with("category", "spam").await.unwrap();
    assert!(twice.final_message().await.unwrap().text().contains("sent already"), "{}", twice.text());
    let form = sim.user_menu(cast.newcomer, cast.general, "Report", cast.member).await.unwrap();
    let form = form.modal().unwrap();
    let file = OptionValue::Many(vec![OptionValue::file("proof.png", b"a picture".to_vec())]);
    let done = sim.submit(cast.newcomer, &form).with("category", "danger").with("files", file).await.unwrap();
    assert!(done.final_message().await.unwrap().text().contains("(#2)"), "{}", done.text());
    stage.wait_until_idle().await;
    let files = stage.logged().into_iter().find(|post| !post.attachments.is_empty()).unwrap();
    assert!(files.content.contains("report #2"), "{}", files.content);
    let own = sim.user_menu(cast.member, cast.general, "Report", cast.member).await.unwrap();
    assert!(own.final_message().await.unwrap().text().contains("report yourself"), "{}", own.text());
    let list = sim.slash(cast.moderator, cast.general, "report list").await.unwrap();
    let list = list.final_message().await.unwrap();
    assert!(list.is_ephemeral() && list.text().contains("**#2**") && list.text().contains("**#1**"));
    let view = sim.slash(cast.moderator, cast.general, "report view").with("number", 1).await.unwrap();
    let view = view.final_message().await.unwrap();
    assert!(view.text().contains("follows me") && view.control("Claim").is_some(), "{}", view.text());
    for path in ["report list", "report view"] {
        let mut gesture = sim.slash(cast.newcomer, cast.general, path);
        if path == "report view" {
            gesture = gesture.with("number", 1);
        }
        let refused = gesture.await.unwrap().final_message().await.unwrap().text();
        assert!(refused.contains("You need the permission"), "{refused}");
    }
    stage.close().await;
}

#[tokio::test]
async fn nobody_decides_on_a_report_of_themselves_and_nobody_reports_without_end() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let bad = sim.write(cast.moderator, cast.general, "abuse of power").unwrap();
    stage.reported(cast.newcomer, &bad, &[]).await;
    let card = stage.report_card().await;
    for button in ["Claim", "Delete the message", "Warn"] {
        let refused = sim.press(cast.moderator, &card, button).await.unwrap();
        let text = refused.final_message().await.unwrap().text();
        assert!(text.contains("This report is about you"), "{button}: {text}");
    }
    for at in 0..9 {
        let bad = sim.write(cast.member, cast.general, &format!("words {at}")).unwrap();
        stage.reported(cast.newcomer, &bad, &[]).await;
    }
    let bad = sim.write(cast.member, cast.general, "the last").unwrap();
    let refused = sim.message_menu(cast.newcomer, "Report", &bad).await.unwrap();
    assert!(refused.final_message().await.unwrap().text().contains("many reports"), "{}", refused.text());
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn a_report_waits_for_discord_and_is_posted_once() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let bad = sim.write(cast.member, cast.general, "nasty words").unwrap();
    let form = sim.message_menu(cast.newcomer, "Report", &bad).await.unwrap().modal().unwrap();
    sim.fault(Fault::on("POST", "/channels/{}/messages").answer(503, 0, "away").times(3));
    let told = sim.submit(cast.newcomer, &form).with("category", "spam").await.unwrap();
    let done = || told.reply().filter(|reply| reply.text().contains("Thank you"));
    assert!(sim.eventually(SOON, done).await.is_some(), "{}", told.text());
    assert_eq!(stage.report_card().await.text().matches("nasty words").count(), 1);
    stage.close().await;
}

#[tokio::test]
async fn a_report_whose_action_fails_stays_open() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let bad = sim.write(cast.member, cast.general, "nasty words").unwrap();
    stage.reported(cast.newcomer, &bad, &[]).await;
    let card = stage.report_card().await;
    let form = sim.press(cast.moderator, &card, "Ban").await.unwrap().modal().unwrap();
    sim.fault(Fault::on("PUT", "/guilds/{}/bans/{}").answer(403, 50_013, "Missing Permissions"));
    sim.submit(cast.moderator, &form).await.unwrap().final_message().await.unwrap();
    assert!(matches!(stage.cases().await.as_slice(), [(1, status)] if status == "failed"));
    let open = || stage.report_cards().pop().filter(|card| card.text().contains("not applied"));
    assert!(sim.eventually(SOON, open).await.is_some(), "{}", stage.report_card().await.text());
    let list = sim.slash(cast.moderator, cast.general, "report list").await.unwrap();
    assert!(list.final_message().await.unwrap().text().contains("**#1**"), "{}", list.text());
    stage.close().await;
}

#[tokio::test]
async fn who_reports_after_the_decision_opens_the_report_again_with_the_message_as_it_is_now() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let wanted = [("outcome", true.into())];
    let bad = sim.write(cast.member, cast.general, "mild words").unwrap();
    stage.reported(cast.newcomer, &bad, &wanted).await;
    stage.on_report(cast.moderator, "Claim").await;
    stage.dismiss().await;
    let edited = sim.edit(cast.member, &bad, "nasty words").unwrap();
    stage.reported(cast.senior, &edited, &wanted).await;
    let card = stage.report_card().await;
    let text = card.text();
    assert!(text.contains("nasty words") && !text.contains("mild words"), "{text}");
    assert!(!text.contains("dismissed") && !text.contains("looking into it"), "{text}");
    let all = ["Claim", "Delete the message", "Dismiss", "Warn", "Timeout", "Ban"];
    assert_eq!(card.controls().iter().map(|it| it.label.as_str()).collect::<Vec<_>>(), all);
    let list = sim.slash(cast.moderator, cast.general, "report list").await.unwrap();
    assert!(list.final_message().await.unwrap().text().contains("**#1**"), "{}", list.text());
    assert_eq!((sim.dms(cast.newcomer).len(), sim.dms(cast.senior).len()), (1, 0));
    let again = sim.message_menu(cast.newcomer, "Report", &edited).await.unwrap().modal().unwrap();
    let again = sim.submit(cast.newcomer, &again).with("category", "hate").await.unwrap();
    assert!(again.final_message().await.unwrap().text().contains("already"), "{}", again.text());

    let form = sim.press(cast.moderator, &card, "Warn").await.unwrap().modal().unwrap();
    sim.submit(cast.moderator, &form).with("reason", "rude").await.unwrap().final_message().await.unwrap();
    stage.wait_until_idle().await;
    assert!(sim.dms(cast.senior)[0].text().contains("did something about it"));
    assert!(stage.report_card().await.control("Claim").is_none());
    stage.reported(cast.owner, &edited, &wanted).await;
    let card = stage.report_card().await;
    assert!(card.text().contains("case #1"), "what was done still stands there: {}", card.text());
    assert_eq!(card.controls().iter().map(|it| it.label.as_str()).collect::<Vec<_>>(), all);
    assert!(sim.dms(cast.owner).is_empty(), "nothing was done since");
    stage.dismiss().await;
    assert!(sim.dms(cast.owner)[0].text().contains("nothing needs to be done"));
    assert_eq!((sim.dms(cast.newcomer).len(), sim.dms(cast.senior).len()), (1, 1));
    stage.close().await;
}

#[tokio::test]
async fn no_reporter_writes_so_much_that_the_others_are_not_shown() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let bad = sim.write(cast.member, cast.general, "nasty words").unwrap();
    let long = || OptionValue::from("*".repeat(1000).as_str());
    stage.reported(cast.newcomer, &bad, &[("words", long())]).await;
    stage.reported(cast.senior, &bad, &[("words", "he shouted".into())]).await;
    let card = stage.report_card().await.text();
    assert!(card.contains(&format!("<@{}>", cast.senior)) && card.contains("he shouted"), "{card}");
    let others = "insert into report_reporters (guild_id, number, place, user_id, category, words, is_anonymous, wants_outcome)
        select guild_id, number, place, place, 'spam', repeat('_', 1000), false, false from reports, generate_series(3, 10) as place";
    sqlx::query(others).execute(&stage.database.pool).await.unwrap();
    stage.reported(cast.owner, &bad, &[("words", long())]).await;
    let card = stage.report_card().await.text();
    assert!(card.contains("he shouted") && card.contains("<@8>") && card.contains("and 3 others"), "{card}");
    stage.close().await;
}

#[tokio::test]
async fn a_report_whose_channel_is_closed_is_posted_once_it_opens() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let bad = sim.write(cast.member, cast.general, "nasty words").unwrap();
    let closed = Fault::on("POST", "/channels/{}/messages").containing("Report #1");
    sim.fault(closed.answer(403, 50_013, "Missing Permissions").times(2));
    let told = stage.reported(cast.newcomer, &bad, &[]).await.text();
    assert!(told.contains("can't show it to the moderators yet"), "{told}");
    let view = sim.slash(cast.moderator, cast.general, "report view").with("number", 1).await.unwrap();
    let view = view.final_message().await.unwrap();
    let claimed = stage.pressed(cast.moderator, &view, "Claim").await.text();
    assert!(claimed.contains("is yours"), "{claimed}");
    stage.wait_until_idle().await;
    assert!(stage.report_cards().is_empty());
    let notices = stage.logged().into_iter().filter(|post| post.text().contains("Not working: Reports"));
    assert_eq!(notices.count(), 1);
    let shown = sim.slash(cast.owner, cast.general, "settings show").await.unwrap().text();
    assert!(shown.contains("Not working") && shown.contains("about report #1"), "{shown}");
    assert_eq!(stage.reschedule("show_report", SOON).await, 1, "one job tries it again");
    stage.ring("show_report").await;
    let card = stage.report_card().await.text();
    assert!(card.contains("is looking into it"), "{card}");
    let shown = sim.slash(cast.owner, cast.general, "settings show").await.unwrap().text();
    assert!(!shown.contains("Not working"), "{shown}");
    stage.close().await;
}

#[tokio::test]
async fn forms_that_are_sent_at_once_do_not_pass_the_limit() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let mut forms = Vec::new();
    for at in 0..13 {
        let bad = sim.write(cast.member, cast.general, &format!("words {at}")).unwrap();
        forms.push(sim.message_menu(cast.newcomer, "Report", &bad).await.unwrap().modal().unwrap());
    }
    let told = RefCell::new(Vec::new());
    join(forms.iter().map(async |form| {
        let sent = sim.submit(cast.newcomer, form).with("category", "spam").await.unwrap();
        let text = sent.final_message().await.unwrap().text();
        told.borrow_mut().push(text);
    }))
    .await;
    let told = told.into_inner();
    assert_eq!(told.iter().filter(|it| it.contains("have your report")).count(), 10, "{told:?}");
    assert_eq!(told.iter().filter(|it| it.contains("many reports")).count(), 3, "{told:?}");
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn a_message_that_its_author_deleted_is_nobodys_deletion() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let bad = sim.write(cast.member, cast.general, "nasty words").unwrap();
    stage.reported(cast.newcomer, &bad, &[("outcome", true.into())]).await;
    sim.delete(cast.member, cast.general, bad.id).unwrap();
    let told = stage.on_report(cast.moderator, "Delete the message").await.text();
    assert!(told.contains("already gone"), "{told}");
    let card = stage.report_card().await;
    let text = card.text();
    assert!(text.contains("already gone") && !text.contains("deleted the message"), "{text}");
    assert!(card.control("Delete the message").is_none() && card.control("Dismiss").is_some(), "{text}");
    let late = sim.press(cast.moderator, &card, "report:1:delete:1").forged().await.unwrap();
    assert!(late.final_message().await.unwrap().text().contains("already gone"), "{}", late.text());
    assert!(sim.dms(cast.newcomer).is_empty(), "nothing was done about it yet");
    stage.close().await;
}

#[tokio::test]
async fn a_deletion_whose_answer_was_lost_is_the_moderators_and_told_in_their_language() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let bad = sim.write(cast.member, cast.general, "nasty words").unwrap();
    stage.reported(cast.newcomer, &bad, &[]).await;
    let card = stage.report_card().await;
    sim.set_locale(cast.moderator, "de");
    sim.fault(Fault::on("DELETE", "/channels/{}/messages/{}").applied_but_answer_lost());
    let told = sim.press(cast.moderator, &card, "Delete the message").await.unwrap();
    let done = || told.reply().filter(|reply| reply.text().contains("ist gelöscht"));
    assert!(sim.eventually(SOON, done).await.is_some(), "{}", told.text());
    let card = stage.report_card().await.text();
    assert!(card.contains(&format!("<@{}> deleted the message", cast.moderator)), "{card}");
    stage.close().await;
}
