//! `/purge`: exactly the chosen messages, and a report that adds up.

use std::time::Duration;

use discord_stand_in::{Fault, Intent, Invocation, Message, OptionValue, UserId};

use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

const BULK: (&str, &str) = ("POST", "/channels/{}/messages/bulk-delete");
const ONE: (&str, &str) = ("DELETE", "/channels/{}/messages/{}");
const LOOK: (&str, &str) = ("GET", "/channels/{}/messages");
const POST: (&str, &str) = ("POST", "/channels/{}/messages");
const EDIT: (&str, &str) = ("PATCH", "/webhooks/{}/{}/messages/{}");
const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(86_400);

fn on((method, route): (&str, &str)) -> Fault {
    Fault::on(method, route)
}

impl Stage {
    /// Purges as the moderator with these options; returns the report.
    async fn purge(&self, count: i64, options: &[(&str, OptionValue)]) -> Message {
        let mut order = self.sim.slash(self.cast.moderator, self.cast.general, "purge").with("count", count);
        for (option, value) in options {
            order = order.with(option, value.clone());
        }
        let purge = order.await.unwrap();
        self.wait_until_idle().await;
        purge.final_message().await.unwrap()
    }

    fn says(&self, who: UserId, text: &str, age: Duration) -> Message {
        self.sim.write_aged(who, self.cast.general, text, age)
    }

    /// Returns the texts in the channel, without those from before the test.
    fn left(&self) -> Vec<String> {
        let messages = self.sim.messages(self.cast.general).into_iter();
        messages.map(|message| message.content).filter(|text| text.starts_with("m:")).collect()
    }
}

fn yes() -> OptionValue {
    true.into()
}

/// Returns the number before `words` in a text; 0 without them.
fn number(text: &str, words: &str) -> usize {
    let Some(at) = text.find(words) else { return 0 };
    let digits = text[..at].trim_end().rsplit(|c: char| !c.is_ascii_digit()).next().unwrap();
    digits.parse().expect(text)
}

/// Asserts that the counts of a report add up to the messages looked at.
fn assert_adds_up(text: &str) {
    let places = [
        "message deleted",
        "messages deleted",
        "didn't match",
        "kept because pinned",
        "kept because older than 14 days",
        "already gone",
        "posted by Discord itself",
        "that Discord refused to delete",
        "that may or may not be deleted",
        "left",
    ];
    let sum: usize = places.iter().map(|words| number(text, words)).sum();
    assert_eq!(sum, number(text, "looked at"), "{text}");
}

#[tokio::test]
async fn it_deletes_the_newest_of_one_person_and_nobody_elses() {
    let stage = Stage::with_log().await;
    let cast = &stage.cast;
    for at in 0..140 {
        let author = if at % 2 == 0 { cast.member } else { cast.newcomer };
        stage.says(author, &format!("m:{at}"), Duration::from_secs(1000 - at));
    }
    let report = stage.purge(60, &[("user", cast.member.into())]).await;
    let text = report.text();
    assert!(report.is_ephemeral() && text.contains("60 messages deleted"), "{text}");
    assert!(text.contains(&format!("only messages from <@{}>", cast.member)), "{text}");
    assert_adds_up(&text);
    let left = stage.left();
    assert_eq!(left.len(), 80);
    assert!(!left.contains(&"m:138".to_owned()) && left.contains(&"m:18".to_owned()), "{left:?}");
    assert!(stage.logged()[0].text().contains("60 messages deleted"));
    stage.close().await;
}

#[tokio::test]
async fn a_thousand_messages_of_all_kinds_end_each_in_its_place() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    for at in 0..50 {
        stage.says(cast.member, &format!("m:old{at}"), DAY * 20 + MINUTE * at);
    }
    let mut all = Vec::new();
    for at in 0..1000 {
        let (age, text) = (DAY - Duration::from_secs(at), format!("m:{at}"));
        let author = [cast.member, cast.newcomer, cast.helperbot][usize::try_from(at).unwrap() % 3];
        // Some messages are renames of a thread, which nobody can delete.
        let kind = if at % 100 == 7 { 4 } else { 0 };
        all.push(sim.write_like(author, cast.general, &text, age, |message| message.kind = kind));
    }
    // The number of pins is limited.
    for message in all.iter().step_by(20) {
        sim.pin(cast.owner, message).unwrap();
    }
    // While the newest hundreds are being deleted, another user deletes ten of the oldest.
    sim.fault(on(BULK).slow(Duration::from_millis(300)));
    let order = sim.slash(cast.moderator, cast.general, "purge").with("count", 1000);
    let order = order.into_future();
    let (purge, ()) = tokio::join!(order, async {
        stage.until("nothing is deleted", || stage.left().len() < 1040).await;
        for message in all.iter().skip(1).take(10).filter(|message| message.kind == 0) {
            sim.delete(cast.owner, cast.general, message.id).unwrap();
        }
    });
    stage.wait_until_idle().await;
    let text = purge.unwrap().text();
    assert_eq!(number(&text, "kept because pinned"), 50, "{text}");
    assert_eq!(number(&text, "posted by Discord itself"), 10, "{text}");
    assert_eq!(number(&text, "already gone"), 9, "{text}");
    assert_eq!(number(&text, "messages deleted"), 1000 - 50 - 10 - 9, "{text}");
    assert!(text.contains("stopped at messages older than 14 days"), "{text}");
    assert_adds_up(&text);
    let left = stage.left();
    assert_eq!(left.len(), 50 + 50 + 10, "{left:?}");
    assert_eq!(left.iter().filter(|text| text.starts_with("m:old")).count(), 50);
    stage.close().await;
}

#[tokio::test]
async fn pinned_messages_stay_unless_they_are_asked_for() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let pinned = stage.says(cast.member, "m:pinned", DAY);
    sim.pin(cast.owner, &pinned).unwrap();
    stage.says(cast.member, "m:plain", MINUTE);
    let report = stage.purge(1000, &[]).await;
    assert!(report.text().contains("1 kept because pinned"), "{}", report.text());
    assert_eq!(stage.left(), ["m:pinned"]);
    let report = stage.purge(1000, &[("pins", yes())]).await;
    assert!(report.text().contains("1 message deleted"), "{}", report.text());
    assert_eq!(stage.left(), Vec::<String>::new());
    stage.close().await;
}

#[tokio::test]
async fn what_is_pinned_while_the_purge_waits_stays_too() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let first = stage.says(cast.member, "m:first", DAY);
    for at in 0..120 {
        stage.says(cast.member, "m:more", MINUTE * (at + 1));
    }
    sim.fault(on(BULK).slow(Duration::from_millis(400)));
    let order = sim.slash(cast.moderator, cast.general, "purge").with("count", 1000).into_future();
    let (purge, ()) = tokio::join!(order, async {
        let bulk = || sim.requests_to(BULK.0, BULK.1).len() == 1;
        stage.until("nothing is being deleted", bulk).await;
        sim.pin(cast.owner, &first).unwrap();
    });
    stage.wait_until_idle().await;
    let text = purge.unwrap().text();
    assert!(text.contains("120 messages deleted") && text.contains("1 kept because pinned"), "{text}");
    assert_eq!(stage.left(), ["m:first"]);
    stage.close().await;
}

#[tokio::test]
async fn the_log_channel_is_spared_unless_forced() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let refused = sim.slash(cast.owner, cast.mod_log, "purge").with("count", 5).await.unwrap();
    let is_private = refused.reply().unwrap().is_ephemeral();
    assert!(refused.text().contains("log channel") && is_private, "{}", refused.text());
    let post = sim.write_aged(cast.member, cast.mod_log, "hello", MINUTE);
    let menu = sim.message_menu(cast.owner, "Purge down to here", &post).await.unwrap();
    assert!(menu.text().contains("log channel"), "{}", menu.text());
    assert_eq!(stage.cases().await, []);
    let forced = sim.slash(cast.owner, cast.mod_log, "purge").with("count", 5).with("force", true);
    assert!(forced.await.unwrap().final_message().await.unwrap().text().contains("deleted"));
    assert!(!sim.messages(cast.mod_log).iter().any(|message| message.id == post.id));
    stage.close().await;
}

#[tokio::test]
async fn one_bad_message_never_fails_the_rest_nor_two() {
    let stage = Stage::with_log().await;
    let cast = &stage.cast;
    let all: Vec<Message> =
        (0..250).map(|at| stage.says(cast.member, &format!("m:{at}"), MINUTE * (300 - at))).collect();
    // Discord refuses these two in bulk, and one of them by itself too.
    for (bad, code) in [(&all[30], 50_034), (&all[240], 50_021)] {
        stage.sim.fault(on(BULK).containing(&bad.id.to_string()).always().answer(400, code, "no"));
    }
    stage.sim.fault(on(ONE).answer(403, 50_021, "Cannot execute action on a system message"));
    let text = stage.purge(1000, &[]).await.text();
    assert_eq!(number(&text, "messages deleted"), 249, "{text}");
    assert_eq!(number(&text, "posted by Discord itself"), 1, "{text}");
    assert_adds_up(&text);
    assert_eq!(stage.left(), ["m:240"]);
    let calls = stage.sim.requests_to(BULK.0, BULK.1).len() + stage.sim.requests_to(ONE.0, ONE.1).len();
    assert!(calls < 50, "{calls}");
    stage.close().await;
}

#[tokio::test]
async fn where_discord_refuses_each_message_the_purge_ends_and_says_so() {
    let stage = Stage::with_log().await;
    for at in 0..40 {
        stage.says(stage.cast.member, "m:", MINUTE * (at + 1));
    }
    stage.sim.fault(on(BULK).always().answer(400, 50_000, "no"));
    stage.sim.fault(on(ONE).always().answer(400, 50_000, "no"));
    let text = stage.purge(40, &[]).await.text();
    assert!(text.contains("not applied") && text.contains("(0 messages deleted, 40 looked at"), "{text}");
    assert!(text.contains("5 that Discord refused to delete, 35 left"), "{text}");
    assert_eq!(stage.cases().await, [(1, "failed".to_owned())]);
    stage.close().await;
}

#[tokio::test]
async fn where_the_channel_is_lost_half_way_each_message_is_still_in_one_place() {
    // The channel is lost just before the second hundred; or after an answer that never came, which leaves it unknown
    // if the messages were deleted.
    for (is_lost_while_deleting, told) in [
        (false, "100 messages deleted, 250 looked at, 150 left"),
        (true, "100 that may or may not be deleted"),
    ] {
        let stage = Stage::with_log().await;
        for at in 0..250 {
            stage.says(stage.cast.member, "m:", MINUTE * (at + 1));
        }
        if is_lost_while_deleting {
            stage.sim.fault(on(BULK).skip(1).applied_but_answer_lost());
        }
        // The channel is read three times to choose, and once before each hundred.
        let looks = if is_lost_while_deleting { 5 } else { 4 };
        stage.sim.fault(on(LOOK).skip(looks).always().answer(403, 50_001, "Missing Access"));
        let text = stage.purge(1000, &[]).await.text();
        assert!(text.contains("it stopped there: I can't see that channel") && text.contains(told), "{text}");
        assert_adds_up(&text);
        assert_eq!(stage.cases().await, [(1, "applied".to_owned())], "something is deleted");
        stage.sim.clear_violations();
        stage.close().await;
    }
}

#[tokio::test]
async fn what_gavel_can_t_read_any_more_is_left_and_not_gone() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    for at in 0..250 {
        stage.says(cast.member, "m:", MINUTE * (at + 1));
    }
    sim.fault(on(BULK).slow(Duration::from_millis(400)));
    let order = sim.slash(cast.moderator, cast.general, "purge").with("count", 1000).into_future();
    let (purge, ()) = tokio::join!(order, async {
        let bulk = || sim.requests_to(BULK.0, BULK.1).len() == 1;
        stage.until("nothing is being deleted", bulk).await;
        // Without Read Message History, Discord answers that there are no messages.
        sim.set_role_overwrite(cast.general, cast.bot_role, 0, 1 << 16);
    });
    stage.wait_until_idle().await;
    let text = purge.unwrap().text();
    assert!(text.contains("100 messages deleted, 250 looked at, 150 left"), "{text}");
    assert!(text.contains("it stopped there: Discord says I lack a permission"), "{text}");
    assert_adds_up(&text);
    assert_eq!(stage.left().len(), 150);
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn old_messages_go_one_by_one_where_that_is_asked_for_and_200_at_most() {
    let stage = Stage::with_log().await;
    let cast = &stage.cast;
    for at in 0..210 {
        stage.says(cast.member, &format!("m:old{at}"), DAY * 20 + MINUTE * (210 - at));
    }
    for at in 0..5 {
        stage.says(cast.member, &format!("m:{at}"), MINUTE * (at + 1));
    }
    let before = stage.sim.requests_to(ONE.0, ONE.1).len();
    let text = stage.purge(1000, &[("include_old", yes()), ("user", cast.member.into())]).await.text();
    assert!(text.contains("205 messages deleted"), "{text}");
    assert!(text.contains("stopped after 200 older than 14 days"), "{text}");
    assert_adds_up(&text);
    assert_eq!(stage.sim.requests_to(ONE.0, ONE.1).len() - before, 200);
    assert_eq!(stage.left().len(), 10);
    let shown = stage.sim.requests_to(EDIT.0, EDIT.1).into_iter().map(|call| call.body.to_string());
    let deleting = shown.filter(|body| body.contains("** of 205")).collect::<Vec<_>>();
    assert!(deleting.iter().all(|body| body.contains("200 are older than 14 days")), "{deleting:?}");
    stage.close().await;
}

/// Options, and the texts that they match.
type Row<'a> = (&'a [(&'a str, OptionValue)], &'a [&'a str]);

#[tokio::test]
async fn each_filter_takes_what_it_says_and_together_they_take_what_fits_all() {
    let all = [
        "m:plain",
        "m:Free NITRO",
        "m:see https://x.example",
        "m:join discord.gg/abc",
        "m:bot",
        "m:file",
        "m:embed",
    ];
    let cases: [Row<'_>; 9] = [
        (&[("contains", OptionValue::from("nitro"))], &["m:Free NITRO"]),
        (
            &[("regex", OptionValue::from(r"^m:(join|see)\b"))],
            &["m:see https://x.example", "m:join discord.gg/abc"],
        ),
        (&[("bots", OptionValue::from(true))], &["m:bot"]),
        (&[("links", OptionValue::from(true))], &["m:see https://x.example"]),
        (&[("invites", OptionValue::from(true))], &["m:join discord.gg/abc"]),
        (&[("attachments", OptionValue::from(true))], &["m:file"]),
        (&[("embeds", OptionValue::from(true))], &["m:embed"]),
        (
            &[("links", OptionValue::from(true)), ("contains", OptionValue::from("x.EXAMPLE"))],
            &["m:see https://x.example"],
        ),
        (&[("links", OptionValue::from(true)), ("bots", OptionValue::from(true))], &[]),
    ];
    join(cases.into_iter().map(async |(options, taken)| {
        let stage = Stage::with_log().await;
        let (sim, cast) = (&stage.sim, &stage.cast);
        sim.set_intents(&[Intent::MessageContent]);
        for (at, text) in (0..).zip(all) {
            let author = if text == "m:bot" { cast.helperbot } else { cast.member };
            sim.write_like(author, cast.general, text, MINUTE * (20 - at), |message| match text {
                "m:file" => message.attachments.push(discord_stand_in::Attachment {
                    id: message.id.cast(),
                    filename: "a.png".to_owned(),
                    content_type: None,
                    description: None,
                    url: "https://cdn.discordapp.com/a.png".to_owned(),
                    bytes: bytes::Bytes::new(),
                }),
                "m:embed" => message.embeds.push(serde_json::json!({ "type": "rich", "title": "t" })),
                _ => {}
            });
        }
        let text = stage.purge(100, options).await.text();
        let left: Vec<&str> = all.into_iter().filter(|text| !taken.contains(text)).collect();
        assert_eq!(stage.left(), left, "{options:?}: {text}");
        assert_adds_up(&text);
        assert!(text.contains("only messages "), "{text}");
        stage.close().await;
    }))
    .await;
}

#[tokio::test]
async fn before_and_after_take_links_and_ids_of_this_channel_and_nothing_else() {
    let stage = Stage::with_log().await;
    let cast = &stage.cast;
    let all: Vec<Message> =
        (0..10).map(|at| stage.says(cast.member, &format!("m:{at}"), MINUTE * (20 - at))).collect();
    let link =
        |channel, at: usize| format!("https://discord.com/channels/{}/{channel}/{}", cast.guild, all[at].id);
    let refused = stage.purge(10, &[("before", link(cast.staff, 5).into())]).await.text();
    assert!(refused.contains(&format!("is in <#{}>", cast.staff)), "{refused}");
    let refused = stage.purge(10, &[("after", "yesterday".into())]).await.text();
    assert!(refused.contains("Copy Message Link"), "{refused}");
    let (sixth, third) = (link(cast.general, 6), all[3].id.to_string());
    let refused = stage.purge(10, &[("before", third.clone().into()), ("after", sixth.clone().into())]).await;
    assert!(refused.text().contains("There can't be anything between"), "{}", refused.text());
    assert_eq!((stage.left().len(), stage.cases().await.len()), (10, 0));
    let text = stage.purge(10, &[("before", sixth.into()), ("after", third.into())]).await.text();
    assert!(text.contains("2 messages deleted, 2 looked at"), "{text}");
    assert_eq!(stage.left(), ["m:0", "m:1", "m:2", "m:3", "m:6", "m:7", "m:8", "m:9"]);
    stage.close().await;
}

#[tokio::test]
async fn a_pattern_that_is_none_is_refused_before_anything_is_ordered() {
    let stage = Stage::with_log().await;
    stage.sim.set_intents(&[Intent::MessageContent]);
    let text = stage.purge(10, &[("regex", "(a".into())]).await.text();
    assert!(text.contains("I can't read that `regex`"), "{text}");
    assert_eq!(stage.cases().await, []);
    stage.close().await;
}

#[tokio::test]
async fn what_takes_reading_messages_is_refused_where_discord_does_not_let_gavel() {
    let stage = Stage::with_log().await;
    stage.says(stage.cast.member, "m:spam", MINUTE);
    for (option, value) in
        [("contains", "spam".into()), ("links", yes()), ("embeds", yes()), ("transcript", yes())]
    {
        let text = stage.purge(10, &[(option, value)]).await.text();
        assert!(
            text.contains("Message Content Intent") && text.contains(&format!("For `{option}`")),
            "{text}"
        );
    }
    assert_eq!((stage.cases().await.len(), stage.left().len()), (0, 1));
    let text = stage.purge(10, &[("bots", yes())]).await.text();
    assert!(text.contains("0 messages deleted"), "{text}");
    stage.sim.set_intents(&[Intent::MessageContent]);
    let text = stage.purge(10, &[("contains", "SPAM".into())]).await.text();
    assert!(text.contains("1 message deleted"), "{text}");
    stage.close().await;
}

/// Starts a purge of 500 at a hundred every five seconds; returns it, and its reply once that shows progress.
async fn slow_purge(stage: &Stage) -> (Invocation, Message) {
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.limit(BULK.0, BULK.1, 1, Duration::from_secs(5));
    for at in 0..500 {
        stage.says(cast.member, &format!("m:{at}"), Duration::from_secs(600 - at));
    }
    let order = sim.slash(cast.moderator, cast.general, "purge").with("count", 500);
    let purge = order.with("transcript", true).await.unwrap();
    let shown = || purge.reply().filter(|reply| reply.text().contains("of 500"));
    let shown = sim.eventually(SOON, shown).await.expect("nothing is shown");
    (purge, shown)
}

#[tokio::test]
async fn cancel_on_another_replica_ends_it_and_the_report_and_the_transcript_add_up() {
    let mut stage = Stage::with_log().await;
    stage.sim.set_intents(&[Intent::MessageContent]);
    let (purge, shown) = slow_purge(&stage).await;
    stage.add_server().await;
    stage.sim.set_endpoint(&stage.server(1).url("/interactions"));
    stage.sim.press(stage.cast.moderator, &shown, "Cancel").await.unwrap();
    stage.wait_until_idle().await;
    let (text, left) = (purge.text(), stage.left().len());
    assert!((1..500).contains(&left), "{left}");
    assert!(
        text.contains(&format!("{} messages deleted, 500 looked at, {left} left when", 500 - left)),
        "{text}"
    );
    assert_adds_up(&text);
    let post = &stage.logged()[0];
    assert_eq!(transcript(post)["messages"].as_array().unwrap().len(), 500 - left);
    stage.close().await;
}

fn transcript(message: &Message) -> serde_json::Value {
    let file = message.attachments.iter().find(|file| file.filename.ends_with(".json"));
    serde_json::from_slice(&file.expect("a transcript").bytes).unwrap()
}

#[tokio::test]
async fn a_transcript_has_what_was_deleted_and_only_that_and_nothing_of_it_stays_here() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.set_intents(&[Intent::MessageContent]);
    let pinned = stage.says(cast.member, "m:pinned", DAY);
    sim.pin(cast.owner, &pinned).unwrap();
    stage.says(cast.member, "m:<script>alert(1)</script> @everyone", MINUTE * 3);
    sim.write_like(cast.helperbot, cast.general, "m:bot", MINUTE * 2, |message| {
        message.embeds.push(serde_json::json!({ "type": "rich", "title": "Offer", "description": "free" }));
    });
    stage.says(cast.newcomer, "m:příliš žluťoučký 🐎", MINUTE);
    let report = stage.purge(3, &[("transcript", yes()), ("reason", "spam".into())]).await;
    assert!(
        report.attachments.is_empty() && report.text().contains("3 messages deleted"),
        "{}",
        report.text()
    );
    let logged = stage.logged();
    assert_eq!(logged.len(), 1);
    let post = &logged[0];
    let names: Vec<&str> = post.attachments.iter().map(|file| file.filename.as_str()).collect();
    assert_eq!(names, ["purge-case-1.html", "purge-case-1.json"]);
    assert!(post.mentions.is_empty() && !post.mention_everyone);
    let json = transcript(post);
    let texts: Vec<&str> =
        json["messages"].as_array().unwrap().iter().map(|line| line["content"].as_str().unwrap()).collect();
    assert_eq!(texts, ["m:<script>alert(1)</script> @everyone", "m:bot", "m:příliš žluťoučký 🐎"]);
    assert_eq!((json["case"].as_i64(), json["reason"].as_str()), (Some(1), Some("spam")));
    assert_eq!(json["messages"][1]["embeds"][0]["description"], "free");
    let html = std::str::from_utf8(&post.attachments[0].bytes).unwrap();
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script") && html.contains("žluťoučký 🐎"));
    let kept: i64 = sqlx::query_scalar("select count(*) from transcript_lines")
        .fetch_one(&stage.database.pool)
        .await
        .unwrap();
    assert_eq!(kept, 0);
    let stored =
        "select string_agg(payload::text || progress::text, '') from jobs where kind = 'purge_messages'";
    let stored: String = sqlx::query_scalar(stored).fetch_one(&stage.database.pool).await.unwrap();
    assert!(!stored.contains("alert"), "{stored}");
    stage.close().await;
}

#[tokio::test]
async fn where_the_log_can_t_have_the_transcript_the_reply_has_it() {
    for trouble in ["no log", "closed", "no files"] {
        let stage = Stage::new().await;
        stage.sim.set_intents(&[Intent::MessageContent]);
        if trouble != "no log" {
            stage.set_log().await;
        }
        match trouble {
            "closed" => stage.sim.fault(on(POST).always().answer(403, 50_001, "Missing Access")),
            "no files" => {
                stage.sim.fault(on(POST).containing("attachments").answer(
                    413,
                    40_005,
                    "Request entity too large",
                ));
            }
            _ => {}
        }
        stage.says(stage.cast.member, "m:gone", MINUTE);
        let report = stage.purge(1, &[("transcript", yes())]).await;
        let text = report.text();
        assert!(text.contains("The transcript is here, and only you can see it"), "{trouble}: {text}");
        assert_eq!(transcript(&report)["messages"][0]["content"], "m:gone", "{trouble}");
        assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
        let posts = stage.logged().len();
        assert_eq!(posts, usize::from(trouble == "no files"), "{trouble}");
        assert_eq!(text.contains("too large"), trouble == "no files", "{text}");
        stage.sim.clear_violations();
        stage.close().await;
    }
}

#[tokio::test]
async fn a_transcript_for_one_person_never_goes_to_the_channel() {
    let stage = Stage::new().await;
    stage.sim.set_intents(&[Intent::MessageContent]);
    slow_purge(&stage).await;
    stage.clock.advance(MINUTE * 15);
    stage.wait_until_idle().await;
    let here = stage.sim.messages(stage.cast.general);
    let posts: Vec<&Message> = here.iter().filter(|it| it.author == stage.sim.bot_user_id()).collect();
    assert!(posts.iter().all(|post| post.attachments.is_empty()), "{posts:?}");
    let text = posts.last().unwrap().text();
    assert!(text.contains("500 messages deleted") && text.contains("could not be kept"), "{text}");
    stage.close().await;
}

#[tokio::test]
async fn a_reply_that_can_t_take_the_transcript_says_so_and_the_purge_stands() {
    let stage = Stage::new().await;
    stage.sim.set_intents(&[Intent::MessageContent]);
    stage.says(stage.cast.member, "m:gone", MINUTE);
    stage.sim.fault(on(EDIT).containing("purge-case").always().answer(
        413,
        40_005,
        "Request entity too large",
    ));
    let report = stage.purge(1, &[("transcript", yes())]).await;
    assert!(report.text().contains("Discord didn't accept the attachments"), "{}", report.text());
    assert_eq!(stage.left(), Vec::<String>::new());
    stage.sim.clear_violations();
    stage.close().await;
}

/// A fault that is fatal to the process: before or after Discord applies the call.
type Ending = fn(Fault) -> Fault;

/// The call during which the process is killed.
struct Death {
    call: (&'static str, &'static str),
    nth: u32,
    fault: Ending,
}

impl Death {
    fn at(call: (&'static str, &'static str), nth: u32, fault: Ending) -> Self {
        Self { call, nth, fault }
    }

    /// Returns `true` if the call was made.
    fn is_reached(&self, stage: &Stage) -> bool {
        let made = stage.sim.requests_to(self.call.0, self.call.1);
        let of_purge = made
            .iter()
            .filter(|call| call.path.contains(&stage.cast.general.to_string()) || self.call == POST);
        of_purge.count() > usize::try_from(self.nth).unwrap()
    }
}

#[tokio::test]
async fn killed_at_any_call_its_counts_are_true_and_the_transcript_is_there_once() {
    let (before, after): (Ending, Ending) = (Fault::hang, Fault::applied_but_never_answered);
    let deaths = [
        Death::at(LOOK, 0, before),
        Death::at(LOOK, 2, before),
        Death::at(BULK, 0, before),
        Death::at(BULK, 0, after),
        Death::at(BULK, 1, after),
        Death::at(ONE, 0, before),
        Death::at(ONE, 0, after),
        Death::at(POST, 0, before),
        Death::at(POST, 0, after),
    ];
    let deaths = deaths.into_iter().enumerate().map(async |(at, death)| {
        let stage = Stage::empty().await;
        let mut process = Process::start(&stage).await;
        stage.set_log().await;
        let (sim, cast) = (&stage.sim, &stage.cast);
        sim.set_intents(&[Intent::MessageContent]);
        let gone = stage.says(cast.newcomer, "m:gone", DAY);
        // Deleted in bulk, in bulk with the one that goes, and one by itself.
        let old = stage.says(cast.member, "m:old", DAY * 20);
        for at in 0..150 {
            stage.says(cast.member, &format!("m:{at}"), Duration::from_secs(500 - at));
        }
        sim.fault((death.fault)(on(death.call).skip(death.nth)));
        let options = [("transcript", true), ("include_old", true)];
        let order = sim.slash(cast.moderator, cast.general, "purge").with("count", 152);
        let order = options.into_iter().fold(order, |order, (option, value)| order.with(option, value));
        let dying = async {
            stage.until("the call is not made", || death.is_reached(&stage)).await;
            process.kill_now();
        };
        tokio::join!(order.into_future(), dying).0.unwrap();
        sim.clear_faults();
        // Deleted by another hand, so not counted as Gavel's.
        let by_others = sim.messages(cast.general).iter().any(|message| message.id == gone.id)
            && sim.delete(cast.owner, cast.general, gone.id).is_ok();
        let next = Process::start(&stage).await;
        stage.wait_until_idle().await;
        assert_eq!(stage.cases().await, [(1, "applied".to_owned())], "{at}");
        assert_eq!(stage.left(), Vec::<String>::new(), "{at}");
        let posts = stage.logged();
        assert_eq!(posts.len(), 1, "{at}");
        let text = posts[0].text();
        let deleted = 152 - usize::from(by_others);
        assert_eq!(number(&text, "messages deleted"), deleted, "{at}: {text}");
        // Before the channel is read, Gavel can't miss the message.
        let missed = by_others && (death.call, death.nth) != (LOOK, 0);
        assert_eq!(number(&text, "already gone"), usize::from(missed), "{at}: {text}");
        assert_adds_up(&text);
        let kept = transcript(&posts[0]);
        assert_eq!(kept["messages"].as_array().unwrap().len(), deleted, "{at}");
        assert_eq!(kept["messages"][0]["id"], old.id.to_string(), "{at}");
        assert_eq!(next.terminate().await, Some(0));
        sim.clear_violations();
        stage.close().await;
    });
    join(deaths).await;
}

#[tokio::test]
async fn the_menu_asks_first_and_deletes_down_to_the_message_that_was_chosen() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let all: Vec<Message> =
        (0..8).map(|at| stage.says(cast.member, &format!("m:{at}"), MINUTE * (20 - at))).collect();
    sim.pin(cast.owner, &all[6]).unwrap();
    let asked = sim.message_menu(cast.moderator, "Purge down to here", &all[3]).await.unwrap();
    let card = asked.final_message().await.unwrap();
    assert!(
        card.is_ephemeral() && card.text().contains("Delete 4 messages, from the newest"),
        "{}",
        card.text()
    );
    assert!(card.text().contains("What stays: 1 pinned"), "{}", card.text());
    assert_eq!((stage.left().len(), stage.cases().await.len()), (8, 0));
    // Written after the question, so not part of the purge.
    stage.sim.write(cast.newcomer, cast.general, "m:later").unwrap();
    let done = stage.pressed(cast.moderator, &card, "Delete them").await;
    assert!(done.text().contains("4 messages deleted") && done.components.is_empty(), "{}", done.text());
    assert_adds_up(&done.text());
    assert_eq!(stage.left(), ["m:0", "m:1", "m:2", "m:6", "m:later"]);
    let go = card.control("Delete them").unwrap().custom_id;
    let late = sim.press(cast.moderator, &card, &go).forged().await.unwrap();
    assert!(late.text().contains("This question is over"), "{}", late.text());
    assert_eq!(stage.cases().await.len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn the_menu_s_question_is_for_who_was_asked_and_can_be_declined() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let one = stage.says(cast.member, "m:one", MINUTE);
    let refused = sim.message_menu(cast.member, "Purge down to here", &one).forged().await.unwrap();
    assert!(refused.text().contains("Manage Messages"), "{}", refused.text());
    let card = sim.message_menu(cast.moderator, "Purge down to here", &one).await.unwrap();
    let card = card.final_message().await.unwrap();
    assert!(card.text().contains("Delete 1 message, "), "{}", card.text());
    let go = card.control("Delete them").unwrap().custom_id;
    let other = sim.press(cast.admin, &card, &go).forged().await.unwrap();
    assert!(other.text().contains("was asked and can answer"), "{}", other.text());
    let left = stage.pressed(cast.moderator, &card, "Leave them").await;
    assert!(left.text().contains("Nothing was deleted") && left.components.is_empty(), "{}", left.text());
    assert_eq!((stage.left().len(), stage.cases().await.len()), (1, 0));
    stage.close().await;
}

#[tokio::test]
async fn the_policy_limits_purges_and_those_by_the_menu_too() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let limit = sim.slash(cast.owner, cast.general, "policy set").with("role", cast.moderator_role);
    let limit =
        limit.with("action", "purge").with("per_hour", 1).await.unwrap().final_message().await.unwrap();
    assert!(limit.text().contains("1 an hour"), "{}", limit.text());
    let one = stage.says(cast.member, "m:one", MINUTE * 2);
    stage.says(cast.member, "m:two", MINUTE);
    let card = sim.message_menu(cast.moderator, "Purge down to here", &one).await.unwrap();
    let card = card.final_message().await.unwrap();
    let text = stage.purge(1, &[]).await.text();
    assert!(text.contains("1 message deleted"), "{text}");
    let text = stage.purge(1, &[]).await.text();
    assert!(text.contains("use purge only once an hour"), "{text}");
    let go = sim.press(cast.moderator, &card, "Delete them").await.unwrap();
    let said = go.follow_ups().first().map_or_else(|| go.text(), Message::text);
    assert!(said.contains("use purge only once an hour"), "{said}");
    assert_eq!((stage.left(), stage.cases().await.len()), (vec!["m:one".to_owned()], 1));
    stage.close().await;
}

#[tokio::test]
async fn the_menu_says_where_more_than_a_thousand_are_meant_and_where_none_is() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let old = stage.says(cast.member, "m:old", DAY * 20);
    let first = stage.says(cast.member, "m:first", DAY);
    for at in 0..1000 {
        stage.says(cast.member, "m:", Duration::from_secs(2000 - at));
    }
    let card = sim.message_menu(cast.moderator, "Purge down to here", &first).await.unwrap();
    let text = card.final_message().await.unwrap().text();
    assert!(text.contains("Delete the newest 1000 messages?") && text.contains("do it again"), "{text}");
    for message in sim.messages(cast.general).iter().filter(|message| message.id > old.id) {
        sim.delete(cast.owner, cast.general, message.id).unwrap();
    }
    let none = sim.message_menu(cast.moderator, "Purge down to here", &old).await.unwrap();
    let text = none.final_message().await.unwrap().text();
    assert!(text.contains("nothing to delete") && text.contains("older than 14 days"), "{text}");
    stage.close().await;
}
