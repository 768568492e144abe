//! A sidecar that lies or errs, with good signatures and bad ones.

use std::time::Duration;

use gavel::domain::event::BatchResponse;
use gavel::telemetry::metrics::{EventLabels, EventOutcome};
use serde_json::{Value, json};

use crate::support::signed_events::{Telling, key};
use crate::support::stage::Stage;

impl Stage {
    async fn claim(&self, body: Value) -> (u16, Option<BatchResponse>) {
        self.telling(&Telling::new(&body, &key(), self.clock.now().as_second())).await
    }

    /// How much was dropped as too much.
    fn excess(&self) -> u64 {
        let labels = EventLabels { outcome: EventOutcome::Excess };
        self.server(0).app.metrics.events_received.get_or_create_owned(&labels).get()
    }
}

/// Returns events of every kind at extreme times.
pub(super) fn events(stage: &Stage) -> Vec<Value> {
    let guild = stage.cast.guild.to_string();
    let person = json!({ "id": stage.cast.member.to_string(), "name": "x".repeat(50_000), "bot": false });
    let mut events = Vec::new();
    for (number, at) in
        ["-009999-01-03T00:00:00Z", "9999-12-30T22:00:00Z", "1970-01-01T00:00:00Z"].iter().enumerate()
    {
        let kinds = [
            ("member_joined", json!({ "user": person, "joined_at": at, "pending": false })),
            ("member_left", person.clone()),
            (
                "message_edited",
                json!({
                    "channel": stage.cast.general.to_string(), "message": "5", "author": person,
                    "before": "x".repeat(50_000), "after": "\u{0}y"
                }),
            ),
            (
                "messages_deleted",
                json!({
                    "channel": stage.cast.general.to_string(),
                    "messages": [{ "id": "5", "author": person, "content": "x", "files": vec!["f"; 100] }]
                }),
            ),
            (
                "audit_entry",
                json!({
                    "entry": u64::MAX, "by": null, "on": stage.cast.member.to_string(), "reason": "x",
                    "act": { "timed_out": { "until": at } }
                }),
            ),
            (
                "automod_hit",
                json!({
                    "rule": 5, "user": stage.cast.member.to_string(), "channel": null, "message": null, "action": 255
                }),
            ),
        ];
        for (kind, data) in kinds {
            let id = format!("{kind}:{number}");
            events.push(json!({ "id": id, "guild": guild, "at": at, "kind": kind, "data": data }));
        }
    }
    events
}

#[tokio::test]
async fn events_of_the_year_minus_9999_are_taken_or_dropped_and_nothing_panics() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    for (name, option) in
        [("settings welcome", "channel"), ("settings leave", "channel"), ("settings messagelog", "channel")]
    {
        let set = sim.slash(cast.owner, cast.general, name).with(option, cast.mod_log).await.unwrap();
        set.final_message().await.unwrap();
    }
    let (status, taken) = stage.claim(json!({ "events": events(&stage) })).await;
    let taken = taken.unwrap();
    assert_eq!(status, 200);
    assert!((10..=15).contains(&taken.new), "{taken:?}");
    // Would not return if a job panicked, for it would be retried for ever.
    stage.wait_until_idle().await;
    let largest = "select coalesce(max(length(payload::text)), 0) from jobs";
    let largest: i32 = sqlx::query_scalar(largest).fetch_one(&stage.database.pool).await.unwrap();
    assert!(largest < 50_000, "{largest}");
    stage.close().await;
}

#[tokio::test]
async fn what_is_no_batch_is_400_and_never_a_503() {
    let stage = Stage::new().await;
    let event =
        json!({ "id": "a", "guild": "1", "at": "2026-01-01T00:00:00Z", "kind": "sun_rose", "data": {} });
    for body in [
        json!({ "events": vec![event; 1_001] }),
        json!({ "hello": { "shards": "\u{0}", "missing_intents": [], "knows": null } }),
        json!({ "hello": { "shards": "x".repeat(10_000), "missing_intents": [], "knows": null } }),
        json!({ "hello": { "shards": "0..1/1", "missing_intents": ["nonsense"], "knows": null } }),
    ] {
        assert_eq!(stage.claim(body).await.0, 400);
    }
    let rows: i64 =
        sqlx::query_scalar("select count(*) from sidecars").fetch_one(&stage.database.pool).await.unwrap();
    assert_eq!(rows, 0);
    stage.close().await;
}

#[tokio::test]
async fn random_events_never_give_a_5xx() {
    let stage = Stage::new().await;
    let mut chance = fastrand::Rng::with_seed(11);
    let seed = events(&stage);
    for round in 0..300 {
        let event = &seed[chance.usize(..seed.len())];
        let mut text: Vec<u8> = event.to_string().into_bytes();
        for _ in 0..chance.usize(1..4) {
            let at = chance.usize(..text.len());
            text[at] = b"0123456789{}[]\",:-eEnulltrue"[chance.usize(..28)];
        }
        let Ok(event) = serde_json::from_slice::<Value>(&text) else { continue };
        let (status, _) = stage.claim(json!({ "events": [event] })).await;
        assert!(matches!(status, 200 | 400 | 409), "round {round}: {status}");
    }
    stage.wait_until_idle().await;
    stage.close().await;
}

#[tokio::test]
async fn a_sidecar_that_tells_without_end_fills_nothing_and_what_is_dropped_is_counted() {
    const BATCH: usize = 1_000;
    /// The number of events that are accepted for a server in an hour: events of less than a kilobyte.
    const MOST: usize = 30_000;
    let stage = Stage::new().await;
    let person = json!({ "id": stage.cast.member.to_string(), "name": "x", "bot": false });
    let (guild, at) = (stage.cast.guild.to_string(), stage.clock.now());
    for batch in 0..=MOST / BATCH {
        let event = |number: usize| json!({ "id": format!("{batch}:{number}"), "guild": guild, "at": at, "kind": "member_left", "data": person });
        let (status, taken) =
            stage.claim(json!({ "events": (0..BATCH).map(event).collect::<Vec<_>>() })).await;
        let expected = if batch < MOST / BATCH { (200, BATCH) } else { (409, 0) };
        assert_eq!((status, taken.unwrap().new), expected, "batch {batch}");
    }
    let rows: i64 =
        sqlx::query_scalar("select count(*) from events").fetch_one(&stage.database.pool).await.unwrap();
    assert_eq!(usize::try_from(rows).unwrap(), MOST);
    assert_eq!(stage.excess(), BATCH as u64);
    stage.close().await;
}

#[tokio::test]
async fn a_thousand_sidecars_are_known_and_no_more() {
    let stage = Stage::new().await;
    let many =
        "insert into sidecars (shards) select n || '..' || n + 1 || '/5000' from generate_series(0, 998) n";
    sqlx::query(many).execute(&stage.database.pool).await.unwrap();
    let known = async || -> i64 {
        sqlx::query_scalar("select count(*) from sidecars").fetch_one(&stage.database.pool).await.unwrap()
    };
    let hello = async |shards: &str| {
        let hello = json!({ "shards": shards, "missing_intents": ["member_joined"], "knows": null });
        assert_eq!(stage.claim(json!({ "hello": hello })).await.0, 200);
    };
    hello("1000..1001/5000").await;
    assert_eq!((known().await, stage.excess()), (1_000, 0));
    hello("1001..1002/5000").await;
    hello("1000..1001/5000").await;
    assert_eq!((known().await, stage.excess()), (1_000, 1));
    stage.age_sidecars("5", Duration::from_secs(2 * 3600)).await;
    hello("1001..1002/5000").await;
    hello("1001..1002/5000").await;
    assert!(known().await < 1_000);
    stage.close().await;
}
