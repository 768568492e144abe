//! `/settings`, `/reset`, Apps → Report, `/case`, and the other commands that read.

use insta::assert_snapshot;

use crate::support::stage::{SOON, Stage};

#[tokio::test]
async fn a_channel_gavel_cannot_write_to_is_refused_and_nothing_changes() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let hidden = sim.add_channel(cast.guild, "hidden", discord_stand_in::ChannelKind::Text);
    sim.set_member_overwrite(hidden, sim.bot_user_id(), 0, 1 << 11);
    let refused = sim.slash(cast.owner, cast.general, "settings log").with("channel", hidden).await.unwrap();
    assert!(refused.text().contains("Send Messages"), "{}", refused.text());
    let shown = sim.slash(cast.owner, cast.general, "settings show").await.unwrap();
    assert!(shown.text().contains("not set"), "{}", shown.text());
    stage.set_log().await;
    let changes: i64 = sqlx::query_scalar("select count(*) from setting_events where new is not null")
        .fetch_one(&stage.database.pool)
        .await
        .unwrap();
    assert_eq!(changes, 1);
    stage.close().await;
}

#[tokio::test]
async fn reset_asks_only_the_caller_and_deletes_what_it_says() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.warn("one").await;
    let question = sim.slash(cast.owner, cast.general, "reset").await.unwrap().final_message().await.unwrap();
    let stranger = sim.press(cast.moderator, &question, "Delete everything").await.unwrap();
    assert!(
        stranger.text().contains("Only <@") && stranger.reply().unwrap().is_ephemeral(),
        "{}",
        stranger.text()
    );
    let kept =
        sim.press(cast.owner, &question, "Keep everything").await.unwrap().final_message().await.unwrap();
    assert!(kept.text().contains("Nothing was deleted") && kept.controls().is_empty(), "{}", kept.text());
    assert_eq!(stage.cases().await.len(), 1);
    let question = sim.slash(cast.owner, cast.general, "reset").await.unwrap().final_message().await.unwrap();
    let done =
        sim.press(cast.owner, &question, "Delete everything").await.unwrap().final_message().await.unwrap();
    assert!(done.text().contains("1 case,"), "{}", done.text());
    assert_eq!(stage.cases().await, []);
    let again = stage.warn("two").await;
    assert!(again.text().contains("Case #2"), "no button from before means a new case: {}", again.text());
    stage.close().await;
}

#[tokio::test]
async fn a_reset_nobody_answers_ends_by_itself() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let asked = sim.slash(cast.owner, cast.general, "reset").await.unwrap();
    asked.final_message().await.unwrap();
    stage.ring("ask_reset").await;
    let ended =
        sim.eventually(SOON, || asked.reply().filter(|reply| reply.text().contains("Nobody answered"))).await;
    assert!(ended.unwrap().controls().iter().all(|button| button.disabled));
    stage.close().await;
}

#[tokio::test]
async fn the_record_is_listed_in_pages_and_viewed_one_by_one() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    for at in 1..=12 {
        stage.warn(&format!("reason {at}")).await.final_message().await.unwrap();
    }
    let first =
        sim.slash(cast.moderator, cast.general, "case list").await.unwrap().final_message().await.unwrap();
    assert!(first.text().contains("#12") && !first.text().contains("#2**"), "{}", first.text());
    let second = sim.press(cast.moderator, &first, "Older").await.unwrap().final_message().await.unwrap();
    assert!(second.text().contains("**#2**") && second.control("Older").is_none(), "{}", second.text());
    let one = sim.slash(cast.moderator, cast.general, "case view").with("number", 3).await.unwrap();
    assert!(one.text().contains("Case #3") && one.text().contains("reason 3"), "{}", one.text());
    let none = sim.slash(cast.moderator, cast.general, "case view").with("number", 99).await.unwrap();
    assert!(none.text().contains("no case #99"), "{}", none.text());
    let typed = sim.slash(cast.moderator, cast.general, "case view").typing("number", "1").await.unwrap();
    assert_eq!(typed.choices().unwrap().len(), 4);
    stage.close().await;
}

#[tokio::test]
async fn a_case_is_edited_voided_searched_and_its_history_tells_who() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    stage.warn("posting invites everywhere").await.final_message().await.unwrap();
    stage.warn("shouting").await.final_message().await.unwrap();
    let case = |name: &str, number: i64| sim.slash(cast.admin, cast.general, name).with("number", number);
    let edited = case("case edit", 1).with("reason", "posting adverts").with("points", 3).await.unwrap();
    assert!(edited.final_message().await.unwrap().text().contains("changed"), "{}", edited.text());
    assert!(
        stage.logged()[0].text().contains("posting adverts")
            && stage.logged()[0].text().contains("moderator")
    );
    let found = sim.slash(cast.moderator, cast.general, "case search").with("text", "adverts").await.unwrap();
    assert!(found.text().contains("#1") && !found.text().contains("#2"), "{}", found.text());
    let record = sim.slash(cast.member, cast.general, "record").await.unwrap();
    assert!(record.text().contains("2 warnings with 4 points"), "{}", record.text());
    let voided =
        case("case void", 1).with("reason", "wrong person").await.unwrap().final_message().await.unwrap();
    assert!(voided.text().contains("voided"), "{}", voided.text());
    assert!(stage.logged()[0].text().contains("voided"));
    let again = case("case void", 1).with("reason", "x").await.unwrap();
    assert!(again.text().contains("already voided"), "{}", again.text());
    let history = case("case history", 1).await.unwrap().text();
    assert_snapshot!(stage.readable(&history), @r"
    History of case #1
    <time:f> **opened** by <@moderator>
    <time:f> **notified**: sent
    <time:f> **applied**
    <time:f> **logged**: posted
    <time:f> **edited** by <@admin>: reason “posting invites everywhere” → “posting adverts”
    <time:f> **edited** by <@admin>: points “1” → “3”
    <time:f> **voided** by <@admin>: wrong person
    7 entries · page 1 of 1
    ");
    let person = sim.slash(cast.moderator, cast.general, "history").with("user", cast.member).await.unwrap();
    assert!(person.text().contains("1 warning with 1 point"), "{}", person.text());
    stage.close().await;
}

#[tokio::test]
async fn a_ban_that_holds_is_lifted_not_voided() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let ban = sim.slash(cast.admin, cast.general, "ban").with("user", cast.member).with("duration", "1d");
    ban.await.unwrap().final_message().await.unwrap();
    let void =
        sim.slash(cast.admin, cast.general, "case void").with("number", 1).with("reason", "x").await.unwrap();
    assert!(void.text().contains("lift it with </unban:"), "{}", void.text());
    stage.close().await;
}

#[tokio::test]
async fn help_lists_what_the_caller_may_use() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let member = sim.slash(cast.newcomer, cast.general, "help").await.unwrap();
    assert!(member.text().contains("/ping") && !member.text().contains("/warn"), "{}", member.text());
    let moderator = sim.slash(cast.moderator, cast.general, "help").await.unwrap();
    assert!(
        moderator.text().contains("/warn") && !moderator.text().contains("/reset"),
        "{}",
        moderator.text()
    );
    for name in ["ping", "about", "userinfo"] {
        let reply =
            sim.slash(cast.newcomer, cast.general, name).await.unwrap().final_message().await.unwrap();
        assert!(reply.is_ephemeral() && !reply.text().is_empty());
    }
    let card = sim.user_menu(cast.newcomer, cast.general, "User info", cast.outsider).await.unwrap();
    assert!(card.text().contains("In this server"), "{}", card.text());
    stage.close().await;
}

#[tokio::test]
async fn a_reset_is_answered_once() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let question = sim.slash(cast.owner, cast.general, "reset").await.unwrap().final_message().await.unwrap();
    stage.finish("ask_reset").await;
    let late = sim.press(cast.owner, &question, "Delete everything").await.unwrap();
    assert!(late.text().contains("This question is over"), "{}", late.text());
    stage.close().await;
}

#[tokio::test]
async fn a_press_from_another_age_is_too_old_not_an_error() {
    let stage = Stage::with_log().await;
    let receipt = stage.warn("spam").await.final_message().await.unwrap();
    let undone = stage.sim.press(stage.cast.moderator, &receipt, "Undo").await.unwrap();
    for other in ["undo:0:warn:1", "undo:1:frobnicate", "undo:1:warn:x", "gone:1:x", "", "::::"] {
        let body = undone.body().to_string().replace("undo:1:warn:1", other);
        let answered = stage.sent(&body).await;
        let text = answered["data"]["content"].as_str().unwrap_or_default();
        assert!(text.contains("too old"), "{other}: {text}");
    }
    stage.sim.clear_violations();
    stage.close().await;
}
