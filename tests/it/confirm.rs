//! Confirmation: another moderator was quicker, or a permanent action would be shortened.

use insta::assert_snapshot;

use std::time::Duration;

use crate::support::stage::Stage;

#[tokio::test]
async fn what_another_moderator_just_did_is_shown_first() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.by(cast.moderator, "warn", cast.member, &[("reason", "flood")]).await;
    let card =
        stage.by(cast.senior, "timeout", cast.member, &[("duration", "1h"), ("reason", "flood too")]).await;
    assert_snapshot!(stage.readable(&card.text()), @r"
    **Another moderator just acted on <@member>.** [case #1](https://discord.com/channels/guild/mod_log/id 1): <@member> was warned by <@moderator> <time:R>.
    > flood
    Go on with the timeout anyway?
    Go on
    Leave it
    ");
    assert!(card.is_ephemeral(), "others need not read it");
    assert_eq!(stage.cases().await.len(), 1);
    let stranger = stage.sim.press(cast.moderator, &card, "Go on").forged().await.unwrap();
    assert!(stranger.text().contains("Only <@"), "{}", stranger.text());
    let done = stage.pressed(cast.senior, &card, "Go on").await;
    assert!(done.text().contains("Case #2") && done.text().contains("was timed out"), "{}", done.text());
    assert!(stage.logged()[1].text().contains("flood too"));
    assert_eq!(stage.cases().await.len(), 2);
    stage.close().await;
}

#[tokio::test]
async fn a_question_can_be_left_and_ends_by_itself() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.by(cast.moderator, "warn", cast.member, &[]).await;
    let card = stage.by(cast.senior, "kick", cast.member, &[]).await;
    let left = stage.pressed(cast.senior, &card, "Leave it").await;
    assert!(left.text().contains("Nothing was done") && left.controls().is_empty(), "{}", left.text());
    let asked = stage.sim.slash(cast.senior, cast.general, "kick").with("user", cast.member).await.unwrap();
    let again = stage.repeated(&asked).await;
    assert!(again["data"]["content"].as_str().unwrap().contains("Another moderator"));
    stage.ring("confirm_action").await;
    stage.until("the question ends", || asked.text().contains("Nobody answered")).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await.len(), 1);
    assert!(stage.sim.member(cast.guild, cast.member).is_some());
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn the_own_action_notes_and_old_ones_ask_nothing() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.by(cast.moderator, "note", cast.member, &[("reason", "x")]).await;
    stage.by(cast.senior, "warn", cast.member, &[]).await;
    let own = stage.by(cast.senior, "warn", cast.member, &[]).await;
    assert!(own.text().contains("Case #3"), "{}", own.text());
    stage.age_cases(Duration::from_secs(6 * 60)).await;
    let later = stage.by(cast.moderator, "warn", cast.member, &[]).await;
    assert!(later.text().contains("Case #4"), "{}", later.text());
    stage.close().await;
}

#[tokio::test]
async fn nobody_is_asked_before_a_lifting_or_where_there_is_nothing_to_do() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.set_jail().await;
    for (name, options, lift, done) in [
        ("timeout", vec![("duration", "1h")], "untimeout", "is no longer timed out"),
        ("jail", vec![], "unjail", "was released from jail"),
        ("ban", vec![], "unban", "was unbanned"),
    ] {
        stage.by(cast.senior, name, cast.member, &options).await;
        if name != "timeout" {
            let nothing = stage.by(cast.admin, name, cast.member, &options).await;
            assert!(
                nothing.text().contains("permanently by") && nothing.controls().is_empty(),
                "{}",
                nothing.text()
            );
        }
        let lifted = stage.by(cast.admin, lift, cast.member, &[]).await;
        assert!(lifted.text().contains(done), "{lift}: {}", lifted.text());
        let nothing = stage.by(cast.senior, lift, cast.member, &[]).await;
        let refused =
            ["nothing to lift", "is not in jail"].iter().any(|words| nothing.text().contains(words));
        assert!(refused || nothing.text().contains("is banned"), "{lift}: {}", nothing.text());
        // The next pair does not meet this one.
        stage.age_cases(Duration::from_secs(6 * 60)).await;
    }
    assert_eq!(stage.cases().await.len(), 6);
    stage.close().await;
}

#[tokio::test]
async fn a_ban_for_good_is_cut_short_only_when_confirmed() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.by(cast.moderator, "ban", cast.member, &[]).await;
    let nothing = stage.by(cast.moderator, "ban", cast.member, &[]).await;
    assert!(nothing.text().contains("banned permanently by [case #1]("), "{}", nothing.text());
    let card = stage.by(cast.moderator, "ban", cast.member, &[("duration", "7d")]).await;
    assert!(card.text().contains("Let it end"), "{}", card.text());
    let done = stage.pressed(cast.moderator, &card, "Go on").await;
    assert!(done.text().contains("Case #2") && done.text().contains("until"), "{}", done.text());
    stage.ring("expire").await;
    stage.until("the ban ends", || stage.sim.ban_of(cast.guild, cast.member).is_none()).await;
    stage.wait_until_idle().await;
    stage.close().await;
}
