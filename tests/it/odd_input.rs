//! Odd input: values that the database can't store are rejected early. If the database refuses one all the same, the
//! job ends, the failure is reported, and nothing is held up.

use serde_json::{Value, json};
use sqlx::Executor;

use crate::support::readable::response_text;
use crate::support::stage::Stage;

/// Sends a signed interaction again as a new one, with words replaced.
async fn again(stage: &Stage, body: &Value, replaced: &[(&str, &str)]) -> Value {
    let id: u64 = body["id"].as_str().unwrap().parse().unwrap();
    let mut text = body.to_string().replace(&format!("\"{id}\""), &format!("\"{}\"", id + 1));
    for (old, new) in replaced {
        assert!(text.contains(old), "{old} is not in {text}");
        text = text.replace(old, new);
    }
    stage.sent(&text).await
}

/// Returns `true` if an answer contains `words`.
fn says(answered: &Value, words: &str) -> bool {
    response_text(answered).contains(words)
}

#[tokio::test]
async fn a_nul_in_a_reason_or_a_name_is_dropped_and_the_action_is_recorded() {
    let stage = Stage::new().await;
    let warned = stage.warn("NUMBERONE").await;
    warned.final_message().await.unwrap();
    let odd = [("NUMBERONE", "sp\\u0000am\\u0000"), ("moderator\"", "mod\\u0000erator\"")];
    let answered = again(&stage, &warned.body(), &odd).await;
    assert!(says(&answered, "spam"), "{answered}");
    stage.wait_until_idle().await;
    let kept: Vec<(String, String)> =
        sqlx::query_as("select reason, moderator_name from cases order by number")
            .fetch_all(&stage.database.pool)
            .await
            .unwrap();
    assert_eq!(kept[1].0, "spam");
    assert_eq!(kept[1].1, kept[0].1);
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn half_a_surrogate_pair_is_a_mark_and_no_silence() {
    let stage = Stage::new().await;
    let warned = stage.warn("NUMBERONE").await;
    warned.final_message().await.unwrap();
    let half = again(&stage, &warned.body(), &[("NUMBERONE", "sp\\ud83dam")]).await;
    assert!(says(&half, "sp\u{fffd}am"), "{half}");
    stage.wait_until_idle().await;
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn a_nul_in_a_webhook_event_is_dropped_and_the_event_recorded() {
    let stage = Stage::new().await;
    stage.sim.set_events_endpoint(&stage.server(0).url("/webhook-events"));
    let data = json!({ "user": { "id": "5", "username": "a\u{0}nn" }, "scopes": ["bot"] });
    assert_eq!(stage.sim.webhook_event("APPLICATION_DEAUTHORIZED", data).await.status, Some(204));
    let name: String = sqlx::query_scalar("select body #>> '{event,data,user,username}' from webhook_events")
        .fetch_one(&stage.database.pool)
        .await
        .unwrap();
    assert_eq!(name, "ann");
    stage.close().await;
}

#[tokio::test]
async fn what_the_database_refuses_for_good_ends_and_is_told_once() {
    let stage = Stage::with_log().await;
    let planted = "alter table cases add constraint planted check (status <> 'applied')";
    stage.database.pool.execute(planted).await.unwrap();
    let warned = stage.warn("spam").await;
    stage.wait_until_idle().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage
        .until("the person is told", || {
            warned.reply().is_some_and(|reply| reply.text().contains("I gave up on case #1"))
        })
        .await;
    let told = stage
        .logged()
        .iter()
        .filter(|post| sim.message_json(post).to_string().contains("could not be recorded"))
        .count();
    assert_eq!(told, 1);
    assert_eq!(stage.cases().await, [(1, "failed".to_owned())]);
    let broken: Vec<(String, i32, String)> =
        sqlx::query_as("select kind, attempts, last_error from jobs where broken_at is not null")
            .fetch_all(&stage.database.pool)
            .await
            .unwrap();
    assert_eq!(broken.len(), 1);
    assert_eq!((broken[0].0.as_str(), broken[0].1), ("run_action", 3));
    assert!(broken[0].2.contains("planted"), "{}", broken[0].2);
    // Nothing is held up: the next order on the same member runs.
    stage.database.pool.execute("alter table cases drop constraint planted").await.unwrap();
    let next =
        sim.slash(cast.moderator, cast.general, "note").with("user", cast.member).with("reason", "calm now");
    next.await.unwrap().final_message().await.unwrap();
    stage.wait_until_idle().await;
    assert_eq!(stage.cases().await[1], (2, "applied".to_owned()));
    stage.close().await;
}

#[tokio::test]
async fn what_is_shorter_than_a_second_turns_nothing_off_and_nought_does() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let slow = async |delay: &str| {
        let set = sim.slash(cast.admin, cast.general, "slowmode").with("delay", delay).await.unwrap();
        let text = set.final_message().await.unwrap().text();
        stage.wait_until_idle().await;
        (text, sim.channel(cast.general).unwrap().slowmode)
    };
    assert_eq!(slow("30s").await.1, 30);
    for short in ["500ms", "1ns", "0.5s"] {
        let (text, seconds) = slow(short).await;
        assert!(text.contains("shorter than a second"), "{short}: {text}");
        assert_eq!(seconds, 30, "{short}");
    }
    assert_eq!(slow("0 seconds").await.1, 0);
    let timed = async |duration: &str| {
        stage.by(cast.moderator, "timeout", cast.member, &[("duration", duration)]).await.text()
    };
    assert!(timed("1h").await.contains("1"));
    let until = sim.member(cast.guild, cast.member).unwrap().timed_out_until;
    assert!(timed("1ns").await.contains("shorter than a second"));
    assert!(timed("0").await.contains("no time at all"));
    assert_eq!(sim.member(cast.guild, cast.member).unwrap().timed_out_until, until);
    stage.close().await;
}

#[tokio::test]
async fn a_bare_number_of_a_ban_is_offered_as_days_first_and_elsewhere_as_minutes() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    let offered = async |command: &str| {
        let asked =
            sim.slash(cast.admin, cast.general, command).with("user", cast.member).typing("duration", "7");
        asked.await.unwrap().choices().unwrap()
    };
    assert!(offered("ban").await[0].name.starts_with("7 days"));
    assert!(offered("timeout").await[0].name.starts_with("7 ·"));
    stage.close().await;
}

#[tokio::test]
async fn a_reason_of_blanks_is_no_reason() {
    let stage = Stage::new().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    for blank in ["\u{200b}\u{200b}", "\u{3164}", "\u{a0} \u{3000}", "\u{2800}"] {
        stage.warn(blank).await.final_message().await.unwrap();
    }
    let voided =
        sim.slash(cast.admin, cast.general, "case void").with("number", 1).with("reason", "\u{3164}");
    let refused = voided.await.unwrap().final_message().await.unwrap().text();
    assert!(refused.contains("is blank"), "{refused}");
    stage.wait_until_idle().await;
    let reasons: Vec<Option<String>> =
        sqlx::query_scalar("select reason from cases").fetch_all(&stage.database.pool).await.unwrap();
    assert_eq!(reasons, vec![None::<String>; 4]);
    stage.close().await;
}
