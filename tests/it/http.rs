//! The endpoint: unsigned requests get 401, malformed interactions 400, and nothing ever a 5xx.

use discord_stand_in::SignatureKind;
use serde_json::json;

use crate::support::stage::{SOON, Stage};

#[tokio::test]
async fn discord_accepts_the_endpoint() {
    let stage = Stage::new().await;
    stage.sim.check_endpoint().await.unwrap();
    stage.close().await;
}

#[tokio::test]
async fn every_bad_signature_is_401() {
    let stage = Stage::new().await;
    let ping = json!({ "type": 1 }).to_string();
    for kind in [
        SignatureKind::OtherKey,
        SignatureKind::OtherBody,
        SignatureKind::OtherTimestamp,
        SignatureKind::Stale,
        SignatureKind::Short,
        SignatureKind::NotHex,
        SignatureKind::NoSignature,
        SignatureKind::NoTimestamp,
    ] {
        assert_eq!(stage.sim.raw(&ping, kind).await.status, Some(401), "{kind:?}");
    }
    let good = stage.sim.raw(&ping, SignatureKind::Good).await;
    assert_eq!((good.status, good.response), (Some(200), json!({ "type": 1 })));
    stage.close().await;
}

#[tokio::test]
async fn what_is_no_interaction_is_400_and_what_is_too_large_413() {
    let stage = Stage::new().await;
    for body in [
        "",
        "{}",
        "null",
        "[]",
        "{\"type\":\"1\"}",
        "{\"type\":99}",
        "{\"type\":2}",
        "{\"type\":1e9}",
        "\u{0}",
    ] {
        assert_eq!(stage.sim.raw(body, SignatureKind::Good).await.status, Some(400), "{body:?}");
    }
    let deep = format!("{{\"type\":2,\"data\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(stage.sim.raw(&deep, SignatureKind::Good).await.status, Some(400));
    let large = " ".repeat(2 * 1024 * 1024 + 1);
    assert_eq!(stage.sim.raw(&large, SignatureKind::Good).await.status, Some(413));
    stage.close().await;
}

#[tokio::test]
async fn ten_thousand_mutated_bodies_never_give_a_5xx() {
    let stage = Stage::with_log().await;
    let warned = stage.warn("spam").await;
    let seed = warned.body().to_string();
    let mut chance = fastrand::Rng::with_seed(7);
    for round in 0..10_000 {
        let body = mutate(&seed, &mut chance);
        let status = stage.sim.raw(&body, SignatureKind::Good).await.status;
        assert!(matches!(status, Some(200 | 400)), "round {round}: {status:?} for {body}");
    }
    stage.sim.clear_violations();
    stage.close().await;
}

/// Mutates a body: changes characters, cuts it, doubles it, or replaces a value with one of another type.
pub fn mutate(seed: &str, chance: &mut fastrand::Rng) -> String {
    const VALUES: [&str; 12] = [
        "null",
        "true",
        "-1",
        "0",
        "1e400",
        "99999999999999999999999",
        "\"\"",
        "\"\\ud800\"",
        "[]",
        "{}",
        "[[[[]]]]",
        "\"x\"",
    ];
    let mut text: Vec<char> = seed.chars().collect();
    for _ in 0..chance.usize(1..4) {
        let at = chance.usize(..text.len());
        match chance.u8(..5) {
            0 => text[at] = char::from(chance.u8(32..127)),
            1 => drop(text.drain(at..(at + chance.usize(..20)).min(text.len()))),
            2 => text.truncate(at.max(1)),
            3 => {
                let colon = text[at..]
                    .iter()
                    .position(|c| *c == ':')
                    .map_or(at, |found| at + found + 1)
                    .min(text.len());
                let end = text[colon..]
                    .iter()
                    .position(|c| ",}]".contains(*c))
                    .map_or(colon, |found| colon + found);
                let value = VALUES[chance.usize(..VALUES.len())];
                drop(text.splice(colon..end, value.chars()));
            }
            _ => text.insert(at, char::from_u32(chance.u32(1..0xd7ff)).unwrap_or('x')),
        }
        if text.is_empty() {
            text.push('{');
        }
    }
    text.into_iter().collect()
}

#[tokio::test]
async fn webhook_events_are_acknowledged_once_verified_and_recorded_once() {
    let stage = Stage::new().await;
    stage.sim.set_events_endpoint(&stage.server(0).url("/webhook-events"));
    let data = json!({ "user": { "id": "5" }, "scopes": ["bot"] });
    for _ in 0..2 {
        assert_eq!(stage.sim.webhook_event("APPLICATION_DEAUTHORIZED", data.clone()).await.status, Some(204));
    }
    let recorded: i64 =
        sqlx::query_scalar("select count(*) from webhook_events where kind = 'APPLICATION_DEAUTHORIZED'")
            .fetch_one(&stage.database.pool)
            .await
            .unwrap();
    assert!((1..=2).contains(&recorded), "{recorded}");
    stage.close().await;
}

#[tokio::test]
async fn webhook_events_are_forgotten_after_thirty_days() {
    let mut stage = Stage::empty().await;
    let old = "insert into webhook_events (received_at, kind, body) values
        (now() - interval '31 days', 'OLD', '{}'), (now() - interval '29 days', 'NEW', '{\"a\":1}')";
    sqlx::query(old).execute(&stage.database.pool).await.unwrap();
    stage.add_server().await;
    let kinds = async || {
        let kinds = sqlx::query_scalar::<_, String>("select kind from webhook_events");
        kinds.fetch_all(&stage.database.pool).await.unwrap()
    };
    let swept = tokio::time::timeout(SOON, async {
        while kinds().await != ["NEW"] {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    });
    swept.await.expect("never swept");
    stage.close().await;
}
