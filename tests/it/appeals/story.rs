//! The whole way of an appeal, and its ends.

use insta::assert_snapshot;

use super::has;
use crate::support::readable::response_text;
use crate::support::stage::Stage;

#[tokio::test]
async fn a_ban_is_appealed_asked_about_answered_and_lifted_with_a_restart_between_any_two_steps() {
    let mut stage = Stage::with_log().await;
    let cast = stage.cast;
    has(&stage.set_appeals(&[]).await, &["at once, and once"]);
    stage.restart().await;
    stage.by(cast.admin, "ban", cast.member, &[("reason", "spam")]).await;
    stage.restart().await;
    assert!(stage.is_banned(cast.member));
    let form = stage.sim.press(cast.member, &stage.notice(), "Appeal").await.unwrap().modal().unwrap();
    assert_eq!(form.fields()[0].label, "Why should this be taken back?");
    stage.restart().await;
    let sent = stage.sim.submit(cast.member, &form).with(super::ANSWER, "It was my *cat*.").await.unwrap();
    has(&sent.final_message().await.unwrap().text(), &["appeal #1 is with the moderators"]);
    assert!(stage.repeated(&sent).await["data"]["content"].as_str().unwrap().contains("#1"));
    stage.restart().await;
    assert_snapshot!(stage.readable(&stage.appeals()[0].text()), @r"
    Appeal #1 · Ban
    **Member:** <@member> (member)
    **Against:** [case #1](https://discord.com/channels/guild/mod_log/id 1) · Ban, <time:R>
    **Moderator:** <@admin> (admin)
    **Reason:** spam
    **Record:** 1 × ban · counting now: 0 warnings (0 points)
    Why should this be taken back?
    > It was my \*cat\*.
    Accept
    Reject
    Ask
    ");
    let asked = stage.on_card(cast.owner, "Ask", "Which cat?").await;
    has(&asked.text(), &["is recorded", "in my earlier one"]);
    stage.restart().await;
    let question = stage.notice();
    has(&question.text(), &["A question about your appeal", "> Which cat?"]);
    has(&stage.answer(&question, "The grey one.").await, &["The moderators have your answer"]);
    has(&stage.answer(&question, "No, the black one.").await, &["already answered"]);
    stage.restart().await;
    has(&stage.appeals()[0].text(), &["Which cat?", "> The grey one."]);
    let accepted = stage.on_card(cast.owner, "Accept", "").await;
    has(&accepted.text(), &["was unbanned", "follows case [#1](", "Appeal \\#1 accepted"]);
    let again = stage.repeated(&accepted).await;
    has(&response_text(&again), &["was unbanned"]);
    stage.restart().await;
    assert!(!stage.is_banned(cast.member));
    assert_eq!(stage.cases().await.len(), 2);
    assert_eq!(stage.appeals_stored().await, [(1, "accepted".to_owned(), Some(2))]);
    let cards = stage.appeals();
    assert_eq!((cards.len(), stage.told().len(), cards[0].controls().len()), (1, 1, 0));
    assert_snapshot!(stage.readable(&cards[0].text()), @r"
    Appeal #1 · Ban
    **Member:** <@member> (member)
    **Against:** [case #1](https://discord.com/channels/guild/mod_log/id 1) · Ban, <time:R>
    **Moderator:** <@admin> (admin)
    **Reason:** spam
    **Record:** 1 × ban · counting now: 0 warnings (0 points)
    **Accepted:** by <@owner>, <time:R>, [case #2](https://discord.com/channels/guild/mod_log/id 2)
    I can't send them a new message, so it is in my earlier one, about the action.
    Why should this be taken back?
    > It was my \*cat\*.
    Question
    <@owner>: Which cat?
    > The grey one.
    ");
    let notice = stage.notice();
    has(&notice.text(), &["It was lifted <t:", "Your appeal in", "was accepted"]);
    assert_eq!(notice.controls().len(), 0);
    let view = stage.sim.slash(cast.admin, cast.general, "case view").with("number", 1).await.unwrap();
    has(&view.text(), &["**Appeal:** [#1](", "accepted"]);
    stage.close().await;
}

#[tokio::test]
async fn a_rejection_says_why_and_the_wait_begins_anew() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    has(&stage.set_appeals(&[("wait", "2h")]).await, &["after 2h"]);
    stage.by(cast.admin, "timeout", cast.member, &[("duration", "7d")]).await;
    stage.wait_until_idle().await;
    has(&stage.appeal("sorry").await, &["You can appeal from <t:"]);
    stage.age_case(1, std::time::Duration::from_secs(3 * 3600)).await;
    has(&stage.appeal("sorry").await, &["is with the moderators"]);
    has(&stage.appeal("sorry").await, &["appeal #1 is already with the moderators"]);
    let rejected = stage.on_card(cast.admin, "Reject", "You did it *twice*.").await;
    has(&rejected.text(), &["Appeal #1 is rejected.", "told by direct message"]);
    let told = stage.told();
    has(&told.last().unwrap().text(), &["was rejected", "**Reason:** You did it \\*twice\\*."]);
    assert_eq!(told.len(), 2);
    has(&stage.appeals()[0].text(), &["**Rejected:** by <@", "You did it"]);
    has(&stage.appeal("again").await, &["You can appeal from <t:"]);
    let older = "update appeals set decided_at = decided_at - interval '3 hours'";
    sqlx::query(older).execute(&stage.database.pool).await.unwrap();
    has(&stage.appeal("again").await, &["appeal #2 is with the moderators"]);
    assert_eq!(stage.appeals().len(), 2);
    stage.on_card(cast.admin, "Reject", "No.").await;
    stage.set_appeals(&[("wait", "none")]).await;
    sqlx::query(older).execute(&stage.database.pool).await.unwrap();
    has(&stage.appeal("again").await, &["Appeal #2 was rejected, and that is final"]);
    assert!(stage.sim.member(cast.guild, cast.member).unwrap().timed_out_until.is_some());
    stage.close().await;
}

#[tokio::test]
async fn an_accepted_kick_no_longer_counts() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.set_appeals(&[]).await;
    stage.by(cast.admin, "kick", cast.member, &[]).await;
    stage.wait_until_idle().await;
    stage.appeal("It wasn't me.").await;
    let accepted = stage.on_card(cast.admin, "Accept", "").await;
    has(&accepted.text(), &["Appeal #1 is accepted."]);
    assert_eq!(stage.cases().await.len(), 1);
    assert_eq!(stage.appeals_stored().await, [(1, "accepted".to_owned(), None)]);
    has(&stage.logged()[0].text(), &["voided", "Appeal \\#1 accepted"]);
    let notice = stage.notice();
    has(&notice.text(), &["It was taken back <t:", "was accepted"]);
    assert!(notice.control("Appeal").is_none());
    has(&stage.appeals()[0].text(), &["**Accepted:** by <@"]);
    stage.close().await;
}

#[tokio::test]
async fn a_member_who_is_reached_gets_each_question_and_the_outcome_as_a_message() {
    let stage = Stage::with_log().await;
    let cast = stage.cast;
    stage.set_jail().await;
    let set = stage.set_appeals(&[
        ("question-1", "What happened?"),
        ("question-2", "Why should we believe you, and what will you do differently from now on?"),
    ]);
    has(&set.await, &["• What happened?", "• Why should we believe you"]);
    stage.by(cast.admin, "jail", cast.member, &[]).await;
    stage.wait_until_idle().await;
    let form = stage.sim.press(cast.member, &stage.notice(), "Appeal").await.unwrap().modal().unwrap();
    let labels: Vec<String> = form.fields().iter().map(|field| field.label.clone()).collect();
    assert_eq!(labels, ["What happened?", "Question 2"]);
    let sent = stage.sim.submit(cast.member, &form).with("answer0", "a").with("answer1", "b").await.unwrap();
    sent.final_message().await.unwrap();
    stage.wait_until_idle().await;
    for question in ["One?", "Two?"] {
        has(&stage.on_card(cast.admin, "Ask", question).await.text(), &["told by direct message"]);
    }
    let told = stage.told();
    assert_eq!(told.len(), 3);
    has(&told[1].text(), &["> One?", "question 1"]);
    has(&told[2].text(), &["> Two?", "question 2"]);
    stage.answer(&told[2], "To the second.").await;
    stage.answer(&told[1], "To the first.").await;
    let card = stage.appeals()[0].text();
    has(&card, &["One?\n> To the first.", "Two?\n> To the second."]);
    stage.sim.close_dms(cast.member);
    let accepted = stage.on_card(cast.admin, "Accept", "").await;
    has(&accepted.text(), &["was released from jail"]);
    has(&stage.appeals()[0].text(), &["**Accepted:** by <@", "in my earlier one"]);
    has(&stage.told()[0].text(), &["was accepted"]);
    stage.close().await;
}
