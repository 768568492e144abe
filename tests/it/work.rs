//! Long-running work: progress that only grows, Cancel from anywhere, and the result in the same message.

use std::time::Duration;

use discord_stand_in::{Fault, Invocation, Message};

use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

const BULK: (&str, &str) = ("POST", "/channels/{}/messages/bulk-delete");
const EDIT: (&str, &str) = ("PATCH", "/webhooks/{}/{}/messages/{}");
const TOKEN: Duration = Duration::from_secs(15 * 60);

/// Starts a purge of 600 messages, at a hundred every two seconds.
async fn purge(stage: &Stage) -> Invocation {
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.limit(BULK.0, BULK.1, 1, Duration::from_secs(2));
    for at in 0..600 {
        sim.write_aged(cast.member, cast.general, &format!("m{at}"), Duration::from_secs(1000 - at));
    }
    sim.slash(cast.moderator, cast.general, "purge").with("count", 600).await.unwrap()
}

/// Waits until the reply shows progress.
async fn under_way(stage: &Stage, purge: &Invocation) -> Message {
    let shown = || purge.reply().filter(|reply| reply.text().contains("of 600"));
    stage.sim.eventually(SOON, shown).await.expect("nothing is shown of how far it is")
}

/// Returns the progress counts of all edits and posts, in order.
pub fn told(stage: &Stage) -> Vec<u64> {
    let calls = stage.sim.requests();
    let texts = calls.iter().filter_map(|call| call.body["embeds"][0]["description"].as_str());
    let counts = texts.filter_map(|text| text.strip_prefix("**")?.split_once("** of "));
    counts.map(|(done, _)| done.parse().unwrap()).collect()
}

fn left(stage: &Stage) -> usize {
    let messages = stage.sim.messages(stage.cast.general);
    messages.iter().filter(|message| message.content.starts_with('m')).count()
}

#[tokio::test]
async fn how_far_it_is_is_shown_at_most_every_two_seconds_and_only_grows() {
    let stage = Stage::with_log().await;
    let purge = purge(&stage).await;
    under_way(&stage, &purge).await;
    stage.wait_until_idle().await;
    assert!(purge.text().contains("600 messages deleted"), "{}", purge.text());
    assert!(purge.reply().unwrap().components.is_empty(), "Cancel is still there");
    let told = told(&stage);
    assert!(told.len() >= 2 && told.is_sorted(), "{told:?}");
    let edits: Vec<_> = stage.sim.requests_to(EDIT.0, EDIT.1);
    let gaps = edits.windows(2).map(|pair| pair[1].at.duration_since(pair[0].at).as_millis());
    // The last edit is the result, which is not throttled. The tolerance is for the way to Discord.
    assert!(gaps.take(edits.len() - 2).all(|gap| gap >= 1900), "{edits:?}");
    stage.close().await;
}

#[tokio::test]
async fn cancel_works_from_another_replica_and_what_was_not_done_is_said() {
    let mut stage = Stage::with_log().await;
    let purge = purge(&stage).await;
    let shown = under_way(&stage, &purge).await;
    stage.add_server().await;
    stage.sim.set_endpoint(&stage.server(1).url("/interactions"));
    let pressed = stage.sim.press(stage.cast.moderator, &shown, "Cancel").await.unwrap();
    assert!(pressed.text().contains("I'll stop after the current step"), "{}", pressed.text());
    stage.wait_until_idle().await;
    let (left, text) = (left(&stage), purge.text());
    assert!((1..600).contains(&left), "{left}");
    let deleted = 600 - left;
    assert!(text.contains(&format!("{deleted} messages deleted, 600 looked at, {left} left when")), "{text}");
    assert!(stage.logged()[0].text().contains("pressed Cancel"));
    let cancel = shown.control("Cancel").unwrap().custom_id;
    let late = stage.sim.press(stage.cast.moderator, &shown, &cancel).forged().await.unwrap();
    assert!(late.text().contains("already over"), "{}", late.text());
    stage.close().await;
}

#[tokio::test]
async fn only_who_may_purge_may_cancel_a_purge() {
    let stage = Stage::with_log().await;
    let purge = purge(&stage).await;
    let shown = under_way(&stage, &purge).await;
    let refused = stage.sim.press(stage.cast.member, &shown, "Cancel").forged().await.unwrap();
    assert!(refused.text().contains("Manage Messages"), "{}", refused.text());
    stage.wait_until_idle().await;
    assert_eq!(left(&stage), 0);
    stage.close().await;
}

#[tokio::test]
async fn when_the_reply_can_be_edited_no_more_it_goes_on_in_the_channel() {
    let stage = Stage::with_log().await;
    let purge = purge(&stage).await;
    under_way(&stage, &purge).await;
    let before = stage.sim.messages(stage.cast.general).iter().map(|it| it.id).max().unwrap();
    stage.clock.advance(TOKEN);
    stage.wait_until_idle().await;
    let bot = stage.sim.bot_user_id();
    let here = stage.sim.messages(stage.cast.general);
    let posted: Vec<&Message> = here.iter().filter(|it| it.author == bot && it.id > before).collect();
    assert_eq!(posted.len(), 1, "{posted:?}");
    assert!(posted[0].text().contains("600 messages deleted"), "{}", posted[0].text());
    assert!(posted[0].components.is_empty());
    let told = told(&stage);
    assert!(told.is_sorted() && purge.text().contains("of 600"), "{told:?}");
    stage.close().await;
}

#[tokio::test]
async fn where_nothing_can_be_shown_the_work_is_done_all_the_same() {
    let stage = Stage::with_log().await;
    let refuse = |method: &str, route: &str| Fault::on(method, route).always();
    stage.sim.fault(refuse(EDIT.0, EDIT.1).answer(404, 10_008, "Unknown Message"));
    stage.sim.fault(refuse("POST", "/channels/{}/messages").containing("Under way").answer(
        403,
        50_001,
        "Missing Access",
    ));
    purge(&stage).await;
    stage.clock.advance(Duration::from_secs(10));
    stage.wait_until_idle().await;
    assert_eq!(left(&stage), 0);
    assert!(stage.logged()[0].text().contains("600 messages deleted"));
    stage.close().await;
}

#[tokio::test]
async fn a_process_that_ends_hands_its_work_over_at_once_and_one_that_is_killed_loses_none() {
    let stage = Stage::empty().await;
    let first = Process::start(&stage).await;
    let second = Process::start(&stage).await;
    stage.set_log().await;
    let purge = purge(&stage).await;
    under_way(&stage, &purge).await;
    second.kill();
    let third = Process::start(&stage).await;
    under_way(&stage, &purge).await;
    assert_eq!(first.terminate().await, Some(0));
    let fourth = Process::start(&stage).await;
    third.kill();
    stage.wait_until_idle().await;
    assert_eq!(left(&stage), 0);
    assert!(purge.text().contains("600 messages deleted"), "{}", purge.text());
    let told = told(&stage);
    assert!(told.is_sorted(), "{told:?}");
    assert_eq!(fourth.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_long_job_gives_its_slot_back_between_turns() {
    let stage = Stage::with_log().await;
    let purge = purge(&stage).await;
    under_way(&stage, &purge).await;
    let mut leases = Vec::<i64>::new();
    let lease = "select lease from jobs where kind = 'purge_messages' and lease is not null";
    while purge.text().contains("of 600") {
        let now: Option<i64> = sqlx::query_scalar(lease).fetch_optional(&stage.database.pool).await.unwrap();
        leases.extend(now.filter(|now| leases.last() != Some(now)));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(leases.len() >= 2, "one lease from the first step to the last: {leases:?}");
    let attempts: i32 = sqlx::query_scalar("select attempts from jobs where kind = 'purge_messages'")
        .fetch_one(&stage.database.pool)
        .await
        .unwrap();
    assert_eq!(attempts, 1, "a turn is no failure");
    stage.close().await;
}
