//! Malicious patterns: none of them stops the process.

use std::time::Duration;

use discord_stand_in::{Intent, SignatureKind};
use tokio::time::Instant;

use crate::attacks::strangers::{MEMORY, PROMISED};
use crate::support::process::Process;
use crate::support::stage::Stage;

/// The time that a PING may take on a busy machine.
const PATIENCE: Duration = Duration::from_millis(2_500);

/// Purges two hundred messages of 2,000 letters with this pattern; returns the final reply.
async fn purge(pattern: &str) -> String {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.set_intents(&[Intent::MessageContent]);
    let letters = "ab".repeat(1_000);
    for _ in 0..200 {
        sim.write_aged(cast.member, cast.general, &letters, Duration::from_secs(60));
    }
    let order = sim.slash(cast.owner, cast.general, "purge").with("count", 1_000).with("regex", pattern);
    let purged = order.await.unwrap();
    let pings = async {
        for _ in 0..20 {
            let begun = Instant::now();
            let ping = sim.raw("{\"type\":1}", SignatureKind::Good).await;
            let took = begun.elapsed();
            assert!(ping.status == Some(200) && took < PATIENCE, "a PING took {took:?}: {:?}", ping.status);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let ((), ()) = tokio::join!(pings, stage.wait_until_idle_within(Duration::from_secs(90)));
    let said = purged.final_message().await.unwrap().text();
    assert_eq!(process.terminate().await, Some(0));
    stage.close().await;
    said
}

/// Measured, not tested: `cargo test --release --test it attacks::patterns::measured -- --ignored --nocapture`, on a
/// quiet machine. A slow pattern, Cancel, a kill in between, and PINGs all the time.
#[tokio::test]
#[ignore = "to be measured by hand"]
async fn measured() {
    let stage = Stage::empty().await;
    let mut process = Process::start(&stage).await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.set_intents(&[Intent::MessageContent]);
    let letters = "ab".repeat(1_000);
    let fill = || {
        for _ in 0..1_000 {
            sim.write_aged(cast.member, cast.general, &letters, Duration::from_secs(60));
        }
    };
    let (mut took, mut peak) = (Vec::new(), 0);
    for (round, pattern) in
        ["a(?:a?b?){1000}[^ab]", "a(?:(?:){5}a?b?){9000}[^ab]", "(?:a?){900}b{900}$"].into_iter().enumerate()
    {
        fill();
        let order = sim.slash(cast.owner, cast.general, "purge").with("count", 1_000).with("regex", pattern);
        let purged = order.await.unwrap();
        for at in 0..200 {
            if (round, at) == (0, 50) {
                peak = process.peak();
                process.replace(&stage).await;
                stage.expire_leases().await;
            }
            let cancel = purged.reply().filter(|reply| round == 2 && reply.control("Cancel").is_some());
            if let Some(shown) = cancel.filter(|_| at == 100) {
                let pressed = sim.press(cast.owner, &shown, "Cancel").await.unwrap();
                assert!(!pressed.text().is_empty(), "Cancel is not answered");
            }
            let begun = Instant::now();
            let ping = sim.raw("{\"type\":1}", SignatureKind::Good).await;
            assert_eq!(ping.status, Some(200));
            took.push(begun.elapsed());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        stage.wait_until_idle_within(Duration::from_secs(90)).await;
        let said = purged.reply().unwrap().text();
        println!("{pattern}: {}", said.lines().next().unwrap_or_default());
    }
    took.sort_unstable();
    let (median, ninety_nine) = (took[took.len() / 2], took[took.len() * 99 / 100]);
    peak = peak.max(process.peak());
    println!(
        "PING median {median:?}, 99 % {ninety_nine:?}, worst {:?}; {peak} MiB at most",
        took[took.len() - 1]
    );
    tokio::time::sleep(Duration::from_secs(6)).await;
    let metrics = process.get("/metrics").await.1;
    assert_eq!(process.terminate().await, Some(0));
    sim.clear_violations();
    stage.close().await;
    if !cfg!(debug_assertions) {
        assert!(ninety_nine < PROMISED && peak < MEMORY, "{ninety_nine:?}, {peak} MiB");
        assert!(metrics.contains("gavel_long_steps_total 0"), "{metrics}");
    }
}

#[tokio::test]
async fn a_pattern_that_grows_when_it_is_compiled_is_refused() {
    let said = purge("a(?:(?:){5}a?b?){9000}[^ab]").await;
    assert!(said.contains("too large"), "{said}");
}

#[tokio::test]
async fn a_pattern_that_is_slow_on_long_messages_ends_in_words_and_nobody_waits_for_it() {
    let said = purge("a(?:a?b?){1000}[^ab]").await;
    assert!(said.contains("the pattern takes too long") || said.contains("0 messages deleted"), "{said}");
}
