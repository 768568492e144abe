//! `/warn`, Apps → Warn, Undo: the member is told, the case is logged and recorded, and can be voided.

use discord_stand_in::Fault;
use insta::assert_snapshot;

use crate::support::stage::Stage;

#[tokio::test]
async fn a_warning_is_told_logged_and_recorded_and_the_second_counts_two() {
    let stage = Stage::with_log().await;
    let first = stage.warn("spam").await.final_message().await.unwrap();
    assert_snapshot!(stage.readable(&first.text()), @r"
    **Case #1** · <@member> (member) was warned: 1 warning in total.
    > spam
    -# They were told by direct message. Logged in <#mod_log>.
    Undo
    ");
    assert!(!first.is_ephemeral());
    assert_snapshot!(stage.readable(&stage.told()[0].text()), @r"
    You were warned in Lantern Square
    **Reason:** spam
    You now have 1 warning there.
    Case #1
    ");
    assert_snapshot!(stage.readable(&stage.logged()[0].text()), @r"
    Case #1 · Warning
    **Member:** <@member> (member)
    **Moderator:** <@moderator> (moderator)
    **Reason:** spam
    **Points:** 1
    **Counts until:** <time:D>
    ");
    let second = stage.warn("more spam").await.final_message().await.unwrap();
    assert_snapshot!(stage.readable(&second.text()), @r"
    **Case #2** · <@member> (member) was warned: 2 warnings in total.
    > more spam
    -# They were told by direct message. Logged in <#mod_log>.
    Undo
    ");
    assert_eq!((stage.told().len(), stage.logged().len()), (2, 2));
    assert_eq!(stage.cases().await, [(1, "applied".to_owned()), (2, "applied".to_owned())]);
    stage.close().await;
}

#[tokio::test]
async fn the_channel_of_direct_messages_is_opened_once_and_again_after_discord_refused_it() {
    let stage = Stage::with_log().await;
    let opened = || stage.sim.requests_to("POST", "/users/@me/channels").len();
    let kept = async || {
        let kept = "select count(*) from direct_channels";
        sqlx::query_scalar::<_, i64>(kept).fetch_one(&stage.database.pool).await.unwrap()
    };
    let warned = async |fault: Option<(u16, u64)>| {
        if let Some((status, code)) = fault {
            let post = Fault::on("POST", "/channels/{}/messages");
            stage.sim.fault(post.answer(status, code, "no"));
        }
        stage.warn("spam").await.final_message().await.unwrap().text()
    };
    for _ in 0..2 {
        let said = warned(None).await;
        assert!(said.contains("They were told"), "{said}");
        assert_eq!((opened(), kept().await), (1, 1));
    }
    // The channel is gone: another one is opened, and they are told there.
    let said = warned(Some((404, 10_003))).await;
    assert!(said.contains("They were told"), "{said}");
    assert_eq!((opened(), kept().await), (2, 1));
    // They take no direct messages: that is the outcome, and the next time it is asked anew.
    let said = warned(Some((403, 50_007))).await;
    assert!(said.contains("could not be told"), "{said}");
    assert_eq!((opened(), kept().await), (2, 0));
    let said = warned(None).await;
    assert!(said.contains("They were told"), "{said}");
    assert_eq!((opened(), kept().await, stage.told().len()), (3, 1, 4));
    stage.close().await;
}

#[tokio::test]
async fn undo_voids_the_warning_and_the_log_says_so() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let receipt = stage.warn("spam").await.final_message().await.unwrap();
    let stranger = sim.press(cast.newcomer, &receipt, "Undo").await.unwrap();
    assert!(stranger.text().contains("Timeout Members"), "{}", stranger.text());
    let undone = sim.press(cast.moderator, &receipt, "Undo").await.unwrap().final_message().await.unwrap();
    assert!(undone.text().contains("taken back"), "{}", undone.text());
    assert!(undone.control("Undo").is_none());
    assert!(stage.logged()[0].text().contains("voided"));
    let next = stage.warn("again").await.final_message().await.unwrap();
    assert!(next.text().contains("1 warning in total"), "{}", next.text());
    stage.close().await;
}

#[tokio::test]
async fn undo_is_over_after_five_minutes_and_the_button_goes() {
    let stage = Stage::with_log().await;
    let warned = stage.warn("spam").await;
    let receipt = warned.final_message().await.unwrap();
    stage.clock.advance(std::time::Duration::from_secs(301));
    let late = stage.sim.press(stage.cast.moderator, &receipt, "Undo").await.unwrap();
    assert!(late.text().contains("five minutes") && late.reply().unwrap().is_ephemeral(), "{}", late.text());
    stage.ring("close_receipt").await;
    let gone = stage
        .sim
        .eventually(crate::support::stage::SOON, || {
            warned.reply().filter(|reply| reply.control("Undo").is_none())
        })
        .await;
    assert!(gone.expect("the button stays").text().contains("Case #1"));
    stage.close().await;
}

#[tokio::test]
async fn each_check_refuses_in_private_before_anything_is_written() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let refused = [
        (cast.moderator, cast.moderator, "yourself"),
        (cast.moderator, sim.bot_user_id(), "can't act on myself"),
        (cast.moderator, cast.owner, "owns this server"),
        (cast.moderator, cast.senior, "Your highest role is not above"),
        (cast.admin, cast.admin, "yourself"),
        (cast.newcomer, cast.member, "Timeout Members"),
    ];
    for (caller, target, why) in refused {
        let reply = sim
            .slash(caller, cast.general, "warn")
            .with("user", target)
            .with("reason", "x")
            .forged()
            .await
            .unwrap()
            .final_message()
            .await
            .unwrap();
        assert!(reply.is_ephemeral() && reply.text().contains(why), "{why}: {}", reply.text());
    }
    assert_eq!(stage.cases().await, []);
    assert!(stage.logged().is_empty() && stage.told().is_empty());
    stage.close().await;
}

#[tokio::test]
async fn gavel_must_stand_above_the_target() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let above = sim.add_role(cast.guild, "above", 50, 0);
    let target = sim.add_member(cast.guild, "towering", &[above]);
    let reply = sim.slash(cast.owner, cast.general, "warn").with("user", target).await.unwrap();
    assert!(reply.text().contains("My highest role is not above"), "{}", reply.text());
    stage.close().await;
}

#[tokio::test]
async fn closed_direct_messages_and_a_forbidden_log_never_fail_the_warning() {
    let stage = Stage::with_log().await;
    stage.sim.close_dms(stage.cast.member);
    stage.sim.fault(Fault::on("POST", "/channels/{}/messages").containing("Case #1 ·").answer(
        403,
        50_013,
        "Missing Permissions",
    ));
    let receipt = stage.warn("spam").await.final_message().await.unwrap();
    assert!(receipt.text().contains("don't accept direct messages"), "{}", receipt.text());
    assert!(receipt.text().contains("could not write to the log channel"), "{}", receipt.text());
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    stage.close().await;
}

#[tokio::test]
async fn the_menu_asks_for_a_reason_in_a_form() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let form =
        sim.user_menu(cast.moderator, cast.general, "Warn", cast.member).await.unwrap().modal().unwrap();
    let receipt = sim.submit(cast.moderator, &form).with("reason", "from the menu").await.unwrap();
    assert!(receipt.final_message().await.unwrap().text().contains("Case #1"), "{}", receipt.text());
    assert!(stage.told()[0].text().contains("from the menu"));
    let on_senior =
        sim.user_menu(cast.moderator, cast.general, "Warn", cast.senior).await.unwrap().modal().unwrap();
    let refused = sim.submit(cast.moderator, &on_senior).with("reason", "x").await.unwrap();
    assert!(refused.text().contains("Your highest role"), "{}", refused.text());
    stage.close().await;
}

#[tokio::test]
async fn somebody_who_left_is_warned_on_record() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let receipt = sim.slash(cast.moderator, cast.general, "warn").with("user", cast.outsider).await.unwrap();
    assert!(
        receipt.final_message().await.unwrap().text().contains("could not be told"),
        "{}",
        receipt.text()
    );
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    stage.close().await;
}

#[tokio::test]
async fn other_peoples_words_stay_words() {
    let stage = Stage::with_log().await;
    let receipt = stage
        .warn("@everyone **bold** [x](https://example.com) `code` <@1>")
        .await
        .final_message()
        .await
        .unwrap();
    assert!(
        receipt.text().contains("\\*\\*bold\\*\\*")
            && receipt.mentions.is_empty()
            && !receipt.mention_everyone
    );
    stage.close().await;
}
