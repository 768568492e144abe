//! `/remind`: reminders that people order for themselves.

use discord_stand_in::{Fault, Gesture, Message, UserId};
use insta::assert_snapshot;
use jiff::SignedDuration;

use crate::support::process::Process;
use crate::support::stage::Stage;

const MESSAGES: &str = "/channels/{}/messages";
const OPEN_DM: &str = "/users/@me/channels";

impl Stage {
    /// Sets a reminder as somebody; returns the receipt.
    async fn remind(&self, who: UserId, when: &str, text: &str) -> Message {
        self.reminding(who, when, text).await.unwrap().final_message().await.unwrap()
    }

    fn reminding(&self, who: UserId, when: &str, text: &str) -> Gesture {
        self.sim.slash(who, self.cast.general, "remind me").with("when", when).with("text", text)
    }

    /// Lets all reminders fall due so long ago, and waits until they are delivered.
    async fn reminders_fall_due(&self, ago: &str) {
        self.reminders_ring(ago).await;
        self.wait_until_idle().await;
    }

    async fn reminders_ring(&self, ago: &str) {
        let due = "update reminders set due_at = now() - $1::text::interval";
        sqlx::query(due).bind(ago).execute(&self.database.pool).await.unwrap();
        self.ring("deliver_reminder").await;
    }

    /// Returns the numbers of reminders and of jobs that deliver one.
    async fn reminders(&self) -> (i64, i64) {
        let both = "select (select count(*) from reminders), (select count(*) from jobs where kind = 'deliver_reminder' and finished_at is null)";
        sqlx::query_as(both).fetch_one(&self.database.pool).await.unwrap()
    }

    /// Returns Gavel's posts in the general channel that answer nobody.
    fn announced(&self) -> Vec<Message> {
        let bot = self.sim.bot_user_id();
        let all = self.sim.messages(self.cast.general).into_iter();
        all.filter(|message| message.author == bot && message.interaction.is_none()).collect()
    }

    async fn reminder_list(&self, who: UserId) -> Message {
        self.sim.slash(who, self.cast.general, "remind list").await.unwrap().final_message().await.unwrap()
    }
}

#[tokio::test]
async fn a_reminder_comes_by_direct_message_when_it_is_due_and_once() {
    let stage = Stage::new().await;
    let cast = stage.cast;
    let receipt = stage.remind(cast.member, "2h", "  water the *plants*\n@everyone ").await;
    assert!(receipt.is_ephemeral());
    assert!(receipt.text().contains("I'll remind you by DM <t:"), "{}", receipt.text());
    stage.wait_until_idle().await;
    assert!(stage.told().is_empty(), "it is not due yet");
    stage.reminders_fall_due("1 second").await;
    stage.reminders_fall_due("1 second").await;
    let told = stage.told();
    assert_eq!(told.len(), 1);
    assert_snapshot!(stage.readable(&told[0].text()), @r"
    ⏰ You asked me in <#general> <time:R> to remind you:
    water the *plants*
    @everyone
    ");
    assert!(!told[0].mention_everyone && told[0].mentions.is_empty());
    assert_eq!(stage.reminders().await, (0, 0), "nothing of it is kept");
    assert!(stage.announced().is_empty());
    stage.close().await;
}

#[tokio::test]
async fn a_reminder_in_the_channel_notifies_the_person_and_nobody_else() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let text = format!("@everyone <@{}> <@&{}> **now**", cast.owner, cast.member_role);
    let order = stage.reminding(cast.member, "1h", &text).with("here", true);
    let receipt = order.await.unwrap().final_message().await.unwrap();
    assert!(receipt.text().contains("in this channel"), "{}", receipt.text());
    stage.reminders_fall_due("1 second").await;
    let posted = stage.announced();
    assert_eq!(posted.len(), 1);
    assert_snapshot!(stage.readable(&posted[0].text()), @r"
    ⏰ <@member>, you asked me <time:R> to remind you:
    > @everyone \<@owner\> \<@&member_role\> \*\*now\*\*
    ");
    assert_eq!(posted[0].mentions, [cast.member]);
    assert!(posted[0].mention_roles.is_empty() && !posted[0].mention_everyone);
    assert!(stage.told().is_empty());
    // Who can't write there, or may not now, has nothing posted for them.
    sim.set_member_overwrite(cast.general, cast.newcomer, 0, 1 << 11);
    let refused = stage.reminding(cast.newcomer, "1h", "x").with("here", true);
    let refused = refused.await.unwrap().final_message().await.unwrap();
    assert!(refused.text().contains("You need the permission Send Messages"), "{}", refused.text());
    stage
        .reminding(cast.member, "1h", "later")
        .with("here", true)
        .await
        .unwrap()
        .final_message()
        .await
        .unwrap();
    let until = stage.clock.now() + SignedDuration::from_hours(1);
    sim.time_out(cast.owner, cast.guild, cast.member, Some(until), "spam").unwrap();
    stage.reminders_fall_due("1 second").await;
    assert_eq!((stage.announced().len(), stage.told().len()), (1, 1));
    assert!(stage.told()[0].text().contains("later"));
    stage.close().await;
}

#[tokio::test]
async fn who_takes_no_direct_messages_is_told_in_the_channel_and_reads_it_alone() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.remind(cast.member, "1h", "see the doctor").await;
    sim.close_dms(cast.member);
    stage.reminders_fall_due("1 second").await;
    stage.reminders_fall_due("1 second").await;
    let posted = stage.announced();
    assert_eq!(posted.len(), 1);
    assert_snapshot!(stage.readable(&posted[0].text()), @r"
    ⏰ <@member>, a reminder is due, but I can't send you a DM.
    Show it to me
    ");
    assert_eq!(posted[0].mentions, [cast.member]);
    let curious = stage.pressed(cast.newcomer, &posted[0], "Show it to me").await;
    assert!(curious.text().contains(&format!("is for <@{}>", cast.member)), "{}", curious.text());
    let list = stage.reminder_list(cast.member).await;
    assert!(list.text().contains("**Was due**") && list.text().contains("see the doctor"), "{}", list.text());
    let shown = stage.pressed(cast.member, &posted[0], "Show it to me").await;
    assert!(shown.is_ephemeral() && shown.text().contains("see the doctor"), "{}", shown.text());
    let done = stage.pressed(cast.member, &shown, "Got it").await;
    assert!(done.text().contains("off your list") && done.controls().is_empty(), "{}", done.text());
    let gone = stage.pressed(cast.member, &posted[0], "Show it to me").await;
    assert!(gone.text().contains("no longer waiting"), "{}", gone.text());
    // Somebody who can't read the channel any more is told nothing there.
    stage.remind(cast.member, "1h", "secret").await;
    sim.leave(cast.guild, cast.member);
    stage.reminders_fall_due("1 second").await;
    assert_eq!((stage.announced().len(), stage.reminders().await), (1, (1, 0)));
    stage.close().await;
}

#[tokio::test]
async fn a_reminder_outlasts_an_outage_and_says_that_it_is_late() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.remind(cast.member, "1h", "call home").await;
    sim.fault(Fault::on("POST", OPEN_DM).status(503).always());
    stage.reminders_ring("10 minutes").await;
    stage.struck_by("POST", OPEN_DM, 1).await;
    sim.clear_faults();
    sim.fault(Fault::on("POST", MESSAGES).applied_but_answer_lost());
    stage.reminders_ring("10 minutes").await;
    stage.until("the reminder", || !stage.told().is_empty()).await;
    stage.wait_until_idle().await;
    assert_eq!(stage.told().len(), 1, "an answer that was lost repeats nothing");
    assert!(stage.told()[0].text().contains("-# It was due <t:"), "{}", stage.told()[0].text());
    assert_eq!(stage.reminders().await, (0, 0));
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_reminder_whose_process_was_killed_comes_once_from_the_next() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.remind(cast.member, "1h", "call home").await;
    sim.fault(Fault::on("POST", MESSAGES).applied_but_never_answered());
    process.killed_during(&stage, stage.reminders_ring("1 second")).await;
    assert_eq!(stage.told().len(), 1);
    let next = Process::start(&stage).await;
    stage.wait_until_idle().await;
    assert_eq!((stage.told().len(), stage.reminders().await), (1, (0, 0)));
    stage.remind(cast.member, "1h", "again").await;
    next.kill();
    let next = Process::start(&stage).await;
    stage.reminders_fall_due("1 second").await;
    assert_eq!(stage.told().len(), 2, "what was set before a restart is there after it");
    assert_eq!(next.terminate().await, Some(0));
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn reminders_are_listed_by_page_and_cancelled_in_three_ways() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let none = stage.reminder_list(cast.member).await;
    assert!(none.text().contains("You have no reminders here"), "{}", none.text());
    let receipt = stage.remind(cast.member, "30m", "tea").await;
    for number in 1..=24 {
        stage.remind(cast.member, &format!("{number}d"), &format!("task {number}.")).await;
    }
    let refused = stage.remind(cast.member, "1h", "one too many").await;
    assert!(refused.text().contains("already have 25 reminders"), "{}", refused.text());
    stage.remind(cast.newcomer, "1h", "somebody else's").await;

    let list = stage.reminder_list(cast.member).await;
    assert!(list.is_ephemeral());
    assert!(list.text().contains("25 of 25 reminders · page 1 of 3"), "{}", list.text());
    assert!(list.text().find("tea") < list.text().find("task 1."), "the next one first");
    assert!(!list.text().contains("somebody else's"));
    let second = stage.pressed(cast.member, &list, "Later").await;
    assert!(second.text().contains("task 10.") && second.text().contains("page 2 of 3"), "{}", second.text());
    assert!(second.control("Sooner").is_some() && second.control("Later").is_some());
    let third = stage.pressed(cast.member, &second, "Later").await;
    assert!(third.text().contains("task 24.") && third.control("Later").is_none());

    let cancelled = stage.pressed(cast.member, &receipt, "Cancel").await;
    assert!(
        cancelled.text().contains("Cancelled") && cancelled.controls().is_empty(),
        "{}",
        cancelled.text()
    );
    let old = &receipt.control("Cancel").unwrap().custom_id;
    let again = sim.press(cast.member, &receipt, old).forged().await.unwrap();
    let again = again.follow_ups().first().map_or_else(|| again.text(), Message::text);
    assert!(again.contains("no longer waiting"), "{again}");

    let typing = sim.slash(cast.member, cast.general, "remind cancel").typing("reminder", "TASK 24");
    let found = typing.await.unwrap().choices().unwrap();
    assert_eq!(found.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["task 24."]);
    let id = found[0].value.as_str().unwrap().to_owned();
    let cancel = |who| sim.slash(who, cast.general, "remind cancel").with("reminder", id.as_str());
    let not_theirs = cancel(cast.newcomer).await.unwrap().final_message().await.unwrap();
    assert!(not_theirs.text().contains("no longer waiting"), "{}", not_theirs.text());
    let cancelled = cancel(cast.member).await.unwrap().final_message().await.unwrap();
    assert!(cancelled.text().contains("task 24."), "{}", cancelled.text());
    let junk = sim.slash(cast.member, cast.general, "remind cancel").with("reminder", "tea");
    let junk = junk.await.unwrap().final_message().await.unwrap();
    assert!(junk.text().contains("Choose one of the reminders"), "{}", junk.text());

    let list = stage.reminder_list(cast.member).await;
    let option = list.components[0]["components"][0]["options"][0]["value"].as_str().unwrap().to_owned();
    let chosen = sim.select(cast.member, &list, "Cancel a reminder", vec![option]);
    let list = chosen.await.unwrap().final_message().await.unwrap();
    assert!(list.text().contains("Cancelled") && list.text().contains("22 of 25"), "{}", list.text());
    assert_eq!(stage.reminders().await, (23, 23));
    stage.reminders_fall_due("1 second").await;
    assert_eq!(stage.told().len(), 22);
    stage.close().await;
}

#[tokio::test]
async fn a_time_is_read_in_the_servers_zone_and_what_is_none_is_refused() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let zone = sim.slash(cast.owner, cast.general, "settings time-zone").with("zone", "Europe/Prague");
    zone.await.unwrap().final_message().await.unwrap();
    for (when, why) in [
        ("perm", "A reminder needs a time"),
        ("soon", "can't read"),
        ("2020-01-01", "already passed"),
        ("11y", "too long"),
        ("0", "no time at all"),
    ] {
        let refused = stage.remind(cast.member, when, "x").await;
        assert!(refused.text().contains(why), "{when}: {}", refused.text());
    }
    let empty = stage.remind(cast.member, "1h", "\u{200B} ").await;
    assert!(empty.text().contains("nothing to remind you of"), "{}", empty.text());
    assert_eq!(stage.reminders().await, (0, 0));
    let year = stage.clock.now().to_zoned(jiff::tz::TimeZone::UTC).year() + 1;
    for when in [format!("{year}-07-01 18:00"), format!("{year}-07-01T16:00Z")] {
        let set = stage.reminding(cast.member, &when, "x").await.unwrap();
        let at: jiff::Timestamp = format!("{year}-07-01T16:00:00Z").parse().unwrap();
        assert!(set.text().contains(&format!("<t:{}:f>", at.as_second())), "{when}: {}", set.text());
        let (first, second) = (set.response(), stage.repeated(&set).await);
        assert_eq!(second["data"]["content"], first["data"]["content"]);
    }
    assert_eq!(stage.reminders().await, (2, 2), "a second delivery sets no second reminder");
    let typing = sim.slash(cast.member, cast.general, "remind me").typing("when", "").await.unwrap();
    let offered: Vec<String> = typing.choices().unwrap().into_iter().map(|it| it.name).collect();
    assert!(offered.len() > 5 && offered.iter().all(|it| it.contains("until")), "{offered:?}");
    let card = sim.slash(cast.owner, cast.general, "reset").await.unwrap().final_message().await.unwrap();
    stage.pressed(cast.owner, &card, "Delete everything").await;
    assert_eq!(stage.reminders().await, (0, 0));
    stage.close().await;
}
