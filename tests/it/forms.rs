//! Apps → Moderate, and Apps → Delete and warn.

use discord_stand_in::{Fault, OptionValue};
use gavel::features::registry;
use gavel::kernel::definitions;

use crate::support::stage::Stage;

#[tokio::test]
async fn the_card_shows_the_record_and_offers_what_the_caller_may_order() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.by(cast.moderator, "warn", cast.member, &[("reason", "flood"), ("points", "3")]).await;
    let menu = sim.user_menu(cast.moderator, cast.general, "Moderate", cast.member).await.unwrap();
    let card = menu.final_message().await.unwrap();
    assert!(
        card.is_ephemeral() && card.text().contains("3 points") && card.text().contains("flood"),
        "{}",
        card.text()
    );
    let labels: Vec<String> = card.controls().iter().map(|button| button.label.clone()).collect();
    assert_eq!(labels, ["Warn", "Note", "Timeout", "Jail", "Kick", "Ban"]);
    let form = sim.press(cast.moderator, &card, "Timeout").await.unwrap().modal().unwrap();
    let done =
        sim.submit(cast.moderator, &form).with("duration", "2h").with("reason", "calm down").await.unwrap();
    assert!(done.final_message().await.unwrap().text().contains("was timed out until"), "{}", done.text());
    let form = sim.press(cast.moderator, &card, "Ban").await.unwrap().modal().unwrap();
    let junk = sim.submit(cast.moderator, &form).with("duration", "soonish").await.unwrap();
    assert!(junk.text().contains("can't read"), "{}", junk.text());
    let kicker = sim.add_role(cast.guild, "Timeouts only", 2, 1 << 40);
    let junior = sim.add_member(cast.guild, "junior", &[kicker]);
    let menu = sim.user_menu(junior, cast.general, "Moderate", cast.newcomer).await.unwrap();
    let card = menu.final_message().await.unwrap();
    assert!(card.control("Ban").is_none() && card.control("Warn").is_some());
    stage.close().await;
}

#[tokio::test]
async fn delete_and_warn_does_both_once() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let message = sim.write(cast.member, cast.general, "buy now").unwrap();
    let form = sim.message_menu(cast.moderator, "Delete and warn", &message).await.unwrap().modal().unwrap();
    let done = sim.submit(cast.moderator, &form).with("reason", "advertising").await.unwrap();
    let text = done.final_message().await.unwrap().text();
    assert!(text.contains("was warned") && text.contains("the message was deleted"), "{text}");
    assert!(sim.messages(cast.general).iter().all(|it| it.content != "buy now"));
    assert_eq!(stage.told().len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn a_message_that_cannot_be_deleted_never_fails_the_warning() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let message = sim.write(cast.member, cast.general, "buy now").unwrap();
    sim.fault(Fault::on("DELETE", "/channels/{}/messages/{}").answer(403, 50_013, "Missing Permissions"));
    let form = sim.message_menu(cast.moderator, "Delete and warn", &message).await.unwrap().modal().unwrap();
    let done = sim.submit(cast.moderator, &form).with("reason", "advertising").await.unwrap();
    let text = done.final_message().await.unwrap().text();
    assert!(text.contains("was warned") && text.contains("could not be deleted"), "{text}");
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    stage.close().await;
}

#[tokio::test]
async fn a_form_takes_as_much_as_the_command_does() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let commands = definitions::body(&registry().unwrap()).unwrap();
    let menu = sim.user_menu(cast.moderator, cast.general, "Moderate", cast.member).await.unwrap();
    let card = menu.final_message().await.unwrap();
    for button in card.controls() {
        let form = sim.press(cast.moderator, &card, &button.label).await.unwrap().modal().unwrap();
        let command = commands.iter().find(|it| it["name"] == button.label.to_lowercase()).unwrap();
        let options = command["options"].as_array().unwrap();
        for field in form.fields() {
            let option = options.iter().find(|option| option["name"] == field.custom_id).unwrap();
            assert_eq!(field.component["max_length"], option["max_length"], "{}: {field:?}", button.label);
        }
    }
    stage.close().await;
}

#[tokio::test]
async fn a_form_offers_presets_evidence_and_the_direct_message_and_takes_each() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set("settings presets", &[("reason", "Spam")]).await;
    let menu = sim.user_menu(cast.moderator, cast.general, "Moderate", cast.member).await.unwrap();
    let card = menu.final_message().await.unwrap();
    let form = sim.press(cast.moderator, &card, "Jail").await.unwrap().modal().unwrap();
    assert_eq!(form.title, "Jail: member");
    let form = sim.press(cast.moderator, &card, "Timeout").await.unwrap().modal().unwrap();
    let names: Vec<String> = form.fields().iter().map(|field| field.custom_id.clone()).collect();
    assert_eq!(names, ["duration", "preset", "reason", "dm", "evidence"]);
    let evidence = OptionValue::Many(vec![OptionValue::file("a.png", b"a picture".to_vec())]);
    let done = sim
        .submit(cast.moderator, &form)
        .with("duration", "2h")
        .with("preset", "Spam")
        .with("reason", "in #help")
        .with("dm", false)
        .with("evidence", evidence)
        .await
        .unwrap();
    let text = done.final_message().await.unwrap().text();
    assert!(text.contains("They were not told, as requested."), "{text}");
    assert_eq!(stage.told().len(), 0);
    let view = sim.slash(cast.moderator, cast.general, "case view").with("number", 1).await.unwrap();
    let view = view.final_message().await.unwrap().text();
    assert!(view.contains(r"Spam: in \#help"), "{view}");
    stage.wait_until_idle().await;
    let logged = stage.logged().pop().unwrap();
    assert!(logged.text().contains("Evidence"), "{}", logged.text());
    stage.close().await;
}

#[tokio::test]
async fn a_ban_by_form_has_reason_boxes_and_evidence_where_the_server_has_reasons() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set("settings presets", &[("reason", "Spam")]).await;
    let menu = sim.user_menu(cast.moderator, cast.general, "Moderate", cast.member).await.unwrap();
    let card = menu.final_message().await.unwrap();
    let form = sim.press(cast.moderator, &card, "Ban").await.unwrap().modal().unwrap();
    let names: Vec<String> = form.fields().iter().map(|field| field.custom_id.clone()).collect();
    assert_eq!(names, ["duration", "preset", "reason", "also", "evidence"]);
    let boxes = form.fields()[3].component["options"].as_array().unwrap().clone();
    assert_eq!(boxes[0]["default"], true, "they are told by default");
    let evidence = OptionValue::Many(vec![OptionValue::file("a.png", b"a picture".to_vec())]);
    let done = sim
        .submit(cast.moderator, &form)
        .with("preset", "Spam")
        .with("also", OptionValue::Many(vec!["3600".into(), "86400".into()]))
        .with("evidence", evidence)
        .await
        .unwrap();
    let text = done.final_message().await.unwrap().text();
    assert!(text.contains("They were not told, as requested."), "{text}");
    stage.wait_until_idle().await;
    let ban = sim.requests_to("PUT", "/guilds/{}/bans/{}").pop().unwrap();
    assert_eq!(ban.body["delete_message_seconds"], 86_400);
    assert!(stage.logged().pop().unwrap().text().contains("Evidence"));
    stage.close().await;
}

#[tokio::test]
async fn a_warning_by_form_tells_nobody_where_the_box_is_not_checked() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    for (dm, told) in [(false, 0), (true, 1)] {
        let form =
            sim.user_menu(cast.moderator, cast.general, "Warn", cast.member).await.unwrap().modal().unwrap();
        let done = sim.submit(cast.moderator, &form).with("reason", "flood").with("dm", dm).await.unwrap();
        assert!(done.final_message().await.unwrap().text().contains("was warned"), "{}", done.text());
        stage.wait_until_idle().await;
        assert_eq!(stage.told().len(), told);
    }
    stage.close().await;
}

#[tokio::test]
async fn an_answer_that_a_form_does_not_offer_is_refused_in_words() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let menu = sim.user_menu(cast.moderator, cast.general, "Moderate", cast.member).await.unwrap();
    let card = menu.final_message().await.unwrap();
    let form = sim.press(cast.moderator, &card, "Ban").await.unwrap().modal().unwrap();
    for (name, odd) in [
        ("delete", OptionValue::Text("31536000".to_owned())),
        ("delete", OptionValue::Text("-1".to_owned())),
        ("evidence", OptionValue::Text("17".to_owned())),
    ] {
        let refused = sim.submit(cast.moderator, &form).with(name, odd).forged().await.unwrap();
        assert!(refused.text().contains("isn't one that this form offers"), "{}", refused.text());
    }
    assert!(stage.cases().await.is_empty());
    stage.close().await;
}
