//! The promise: an order is carried out exactly once and recorded truthfully, whatever happens.

use std::time::Duration;

use discord_stand_in::{Fault, OptionValue, Scope};

use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::{SOON, Stage};

const POST: (&str, &str) = ("POST", "/channels/{}/messages");
const LOOK: (&str, &str) = ("GET", "/channels/{}/messages");
const OPEN: (&str, &str) = ("POST", "/users/@me/channels");
const BULK: (&str, &str) = ("POST", "/channels/{}/messages/bulk-delete");

fn on((method, route): (&str, &str)) -> Fault {
    Fault::on(method, route)
}

/// Returns the faults during which the process is killed: the call that hangs, and the answers lost before it.
fn deaths_of_a_warning() -> Vec<Vec<Fault>> {
    vec![
        vec![on(OPEN).hang()],
        vec![on(OPEN).applied_but_answer_lost(), on(OPEN).hang()],
        vec![on(POST).containing("You were warned").hang()],
        vec![on(POST).containing("You were warned").applied_but_answer_lost(), on(LOOK).hang()],
        vec![on(POST).containing("Moderator").hang()],
        vec![on(POST).containing("Moderator").applied_but_answer_lost(), on(LOOK).hang()],
    ]
}

#[tokio::test]
async fn killed_between_any_two_steps_a_warning_is_one_case_one_message_one_post() {
    let deaths = deaths_of_a_warning().into_iter().map(async |faults| {
        let stage = Stage::empty().await.impatient();
        let process = Process::start(&stage).await;
        stage.set_log().await;
        faults.into_iter().for_each(|fault| stage.sim.fault(fault));
        let cast = &stage.cast;
        let warned = stage.sim.slash(cast.moderator, cast.general, "warn").with("user", cast.member);
        process.killed_during(&stage, warned).await.unwrap();
        let process = Process::start(&stage).await;
        stage.wait_until_idle().await;
        assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
        assert_eq!((stage.told().len(), stage.logged().len()), (1, 1));
        assert_eq!(process.terminate().await, Some(0));
        stage.sim.clear_violations();
        stage.close().await;
    });
    join(deaths).await;
}

#[tokio::test]
async fn killed_between_any_two_steps_a_purge_deletes_what_it_chose_and_no_more() {
    let deaths = [
        vec![on(LOOK).hang()],
        vec![on(LOOK).skip(1).hang()],
        vec![on(BULK).hang()],
        vec![on(BULK).skip(1).hang()],
        vec![on(POST).containing("Moderator").hang()],
        vec![on(POST).containing("Moderator").applied_but_answer_lost(), on(LOOK).skip(2).hang()],
    ];
    let deaths = deaths.into_iter().map(async |faults| {
        let stage = Stage::empty().await.impatient();
        let process = Process::start(&stage).await;
        stage.set_log().await;
        let (sim, cast) = (&stage.sim, &stage.cast);
        let old = sim.messages(cast.general).len();
        for at in 0..150 {
            sim.write_aged(cast.member, cast.general, &format!("m{at}"), Duration::from_secs(500 - at));
        }
        faults.into_iter().for_each(|fault| sim.fault(fault));
        let purged = sim.slash(cast.moderator, cast.general, "purge").with("count", 130);
        process.killed_during(&stage, purged).await.unwrap();
        // Written after the command, so never a part of the purge.
        sim.write(cast.newcomer, cast.general, "later").unwrap();
        let process = Process::start(&stage).await;
        stage.wait_until_idle().await;
        assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
        assert_eq!(stage.logged().len(), 1);
        let mut left = sim.messages(cast.general);
        // The report is a message of its own if the reply can't be edited any more.
        left.retain(|message| message.author != sim.bot_user_id());
        assert_eq!(left.len(), old + 150 - 130 + 1);
        assert!(left.iter().any(|message| message.content == "later"));
        assert_eq!(process.terminate().await, Some(0));
        sim.clear_violations();
        stage.close().await;
    });
    join(deaths).await;
}

#[tokio::test]
async fn the_same_interaction_delivered_twice_acts_once_and_answers_the_same() {
    let stage = Stage::with_log().await.impatient();
    let warned = stage.warn("spam").await;
    let text = warned.final_message().await.unwrap().text();
    let again = stage.repeated(&warned).await;
    let shown = again["data"]["embeds"][0]["description"].as_str().unwrap();
    assert!(text.starts_with(shown), "{shown}");
    assert_eq!(stage.cases().await.len(), 1);
    assert_eq!((stage.told().len(), stage.logged().len()), (1, 1));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn discord_away_the_person_gets_a_sentence_and_it_is_done_when_discord_is_back() {
    let stage = Stage::with_log().await.impatient();
    stage.sim.fault(on(OPEN).always().status(503));
    let warned = stage.warn("spam").await;
    let told = stage
        .sim
        .eventually(SOON, || warned.reply().filter(|reply| reply.text().contains("Discord is not answering")))
        .await;
    assert!(told.is_some(), "{}", warned.text());
    assert_eq!(stage.cases().await, [(1, "pending".to_owned())]);
    stage.sim.clear_faults();
    let done = stage
        .sim
        .eventually(SOON, || warned.reply().filter(|reply| reply.text().contains("was warned")))
        .await;
    assert!(done.is_some(), "{}", warned.text());
    assert_eq!(stage.cases().await, [(1, "applied".to_owned())]);
    assert_eq!((stage.told().len(), stage.logged().len()), (1, 1));
    stage.close().await;
}

#[tokio::test]
async fn every_kind_of_rate_limit_is_obeyed_and_nothing_is_done_twice() {
    for scope in [Scope::User, Scope::Shared, Scope::Global, Scope::Cloudflare] {
        let stage = Stage::with_log().await.impatient();
        stage.sim.fault(on(POST).rate_limited(scope, Duration::from_secs(1)));
        let warned = stage.warn("spam").await;
        assert!(
            warned.final_message().await.unwrap().text().contains("Case #1"),
            "{scope:?}: {}",
            warned.text()
        );
        stage.wait_until_idle().await;
        assert_eq!((stage.told().len(), stage.logged().len()), (1, 1), "{scope:?}");
        stage.close().await;
    }
}

#[tokio::test]
async fn a_slow_discord_is_deferred_and_edited_in() {
    let stage = Stage::with_log().await.impatient();
    stage.sim.delay_webhooks(2);
    stage.sim.fault(on(OPEN).slow(Duration::from_secs(3)));
    let warned = stage.warn("spam").await;
    assert_eq!(warned.response()["type"], 5);
    assert!(warned.final_message().await.unwrap().text().contains("Case #1"), "{}", warned.text());
    assert_eq!(stage.told().len(), 1);
    stage.close().await;
}

#[tokio::test]
async fn lost_answers_never_double_a_message() {
    let stage = Stage::with_log().await.impatient();
    stage.sim.fault(on(POST).times(2).applied_but_answer_lost());
    let warned = stage.warn("spam").await;
    assert!(warned.final_message().await.unwrap().text().contains("Case #1"));
    stage.wait_until_idle().await;
    assert_eq!((stage.told().len(), stage.logged().len()), (1, 1));
    stage.close().await;
}

#[tokio::test]
async fn two_replicas_never_share_a_number_or_a_job() {
    let mut stage = Stage::with_log().await.impatient();
    stage.add_server().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let mut warnings = Vec::new();
    for at in 0..20 {
        sim.set_endpoint(&stage.server(at % 2).url("/interactions"));
        let target = if at % 4 < 2 { cast.member } else { cast.newcomer };
        warnings.push(sim.slash(cast.moderator, cast.general, "warn").with("user", target).await.unwrap());
    }
    for warned in &warnings {
        assert!(warned.final_message().await.unwrap().text().contains("Case #"), "{}", warned.text());
    }
    let numbers: Vec<i32> = stage.cases().await.into_iter().map(|(number, _)| number).collect();
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    assert_eq!((stage.told().len(), stage.logged().len()), (10, 20));
    stage.close().await;
}

#[tokio::test]
async fn who_was_left_thinking_by_a_process_that_died_is_told_that_nothing_was_done() {
    let stage = Stage::empty().await.impatient();
    let process = Process::start(&stage).await;
    stage.set_log().await;
    // The list hangs, so that nothing is committed; the reply is deferred meanwhile.
    stage.sim.fault(Fault::on("GET", "/attachments/{}/{}/{}").hang());
    let list = OptionValue::file("list.txt", stage.cast.outsider.to_string());
    let asked = stage.sim.slash(stage.cast.admin, stage.cast.general, "massban").with("file", list);
    let asked = asked.await.unwrap();
    assert_eq!(asked.response()["type"], 5);
    process.kill();
    stage.sim.clear_faults();
    stage.ring("answer_deferral").await;
    let process = Process::start(&stage).await;
    let told = stage
        .sim
        .eventually(SOON, || {
            let mut all = asked.reply().into_iter().chain(asked.follow_ups());
            all.find(|it| it.text().contains("nothing was done"))
        })
        .await;
    assert!(told.is_some(), "{}", asked.text());
    assert_eq!(stage.cases().await, []);
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

/// Orders a purge, which is not recorded before Discord was asked.
async fn purge(stage: &Stage) -> discord_stand_in::Invocation {
    let cast = &stage.cast;
    stage.sim.slash(cast.moderator, cast.general, "purge").with("count", 5).await.unwrap()
}

#[tokio::test]
async fn a_late_answer_is_never_followed_by_the_word_that_nothing_was_done() {
    let stage = Stage::with_log().await.impatient();
    stage.sim.fault(on(LOOK).slow(Duration::from_secs(3)));
    let purged = purge(&stage).await;
    assert!(purged.final_message().await.unwrap().text().contains("Case #1"), "{}", purged.text());
    stage.wait_until_idle().await;
    let noted: Vec<bool> =
        sqlx::query_scalar("select finished_at is not null from jobs where kind = 'answer_deferral'")
            .fetch_all(&stage.database.pool)
            .await
            .unwrap();
    assert_eq!(noted, [true]);
    stage.close().await;
}
