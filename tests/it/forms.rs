//! Apps → Moderate, and Apps → Delete and warn.

use discord_stand_in::Fault;
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
