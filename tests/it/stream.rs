//! 2,000 messages a second for a minute, into the sidecar and into the program that it is compared with: processor
//! time and memory. Measured, not tested, on a quiet machine:
//! `cargo test --release --test it stream -- --ignored --nocapture`.

#![expect(clippy::print_stdout, reason = "what was measured is shown")]

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use discord_stand_in::{Intent, OptionValue};
use gavel::domain::event::EventKind;
use tokio::time::{Instant, sleep, sleep_until};

use crate::support::process::Process;
use crate::support::sidecar::{EventSink, Sidecar};
use crate::support::signed_events::key;
use crate::support::stage::Stage;

const SECONDS: u32 = 60;
const EACH_SECOND: u32 = 2000;
/// The kernel counts processor time in hundredths of a second.
const TICKS: f64 = 100.0;

struct Found {
    processor: f64,
    memory: Vec<u64>,
}

#[tokio::test]
#[ignore = "a minute of load, to be measured by hand"]
async fn a_stream_of_messages_into_the_sidecar() {
    let stage = stage().await;
    let sink = EventSink::new(&[EventKind::MessageEdited, EventKind::MessagesDeleted]).await;
    let directory = tempfile::tempdir().unwrap();
    let mut command = on_one_core(env!("CARGO_BIN_EXE_gavel"), &["sidecar"]);
    command
        .env("GAVEL_EVENTS_KEY", hex::encode(key().to_bytes()))
        .env("GAVEL_SERVER_URL", format!("http://{}", sink.address))
        .env("GAVEL_SESSIONS", directory.path())
        .env("PORT", "0");
    report("the sidecar", &pour(&stage, command).await);
    stage.close().await;
}

#[tokio::test]
#[ignore = "needs discord.py: PATH must begin with a python that has it"]
async fn the_same_stream_into_a_bot_on_discord_py() {
    let stage = stage().await;
    let bot = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/bench/discord_py.py");
    report("the bot", &pour(&stage, on_one_core("python3", &[bot])).await);
    stage.stop_with_violations().await;
}

#[tokio::test]
#[ignore = "a quarter of a minute, to be measured by hand"]
async fn from_the_joining_to_the_welcome_and_the_role() {
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    sim.set_intents(&[Intent::Members]);
    let server = Process::start(&stage).await;
    let guest = sim.add_role(cast.guild, "Guest", 1, 0);
    for (name, option, value) in [
        ("welcome", "channel", OptionValue::from(cast.general)),
        ("autorole", "role", OptionValue::from(guest)),
    ] {
        let set = sim.slash(cast.owner, cast.general, &format!("settings {name}")).with(option, value);
        set.await.unwrap().final_message().await.unwrap();
    }
    let directory = tempfile::tempdir().unwrap();
    let sidecar = Sidecar::start(&stage, server.address(), &directory.path().join("data"), &[]).await;
    let mut took = Vec::new();
    for at in 0..50 {
        sleep(Duration::from_millis(300)).await;
        let begun = Instant::now();
        let user = sim.add_member(cast.guild, &format!("member{at}"), &[]);
        let welcomed = || sim.messages(cast.general).iter().any(|message| message.mentions == [user]);
        let given = || sim.member(cast.guild, user).is_some_and(|member| member.roles.contains(&guest));
        stage.until("the welcome and the role", || welcomed() && given()).await;
        took.push(begun.elapsed().as_millis());
    }
    took.sort_unstable();
    println!("joined to welcomed: median {} ms, {} to {} ms", took[25], took[0], took[49]);
    assert_eq!(sidecar.terminate().await, Some(0));
    assert_eq!(server.terminate().await, Some(0));
    stage.close().await;
}

async fn stage() -> Stage {
    let stage = Stage::empty().await;
    stage.sim.set_intents(&[Intent::Members, Intent::MessageContent]);
    stage
}

fn on_one_core(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", "1", program]).args(arguments).stderr(Stdio::inherit());
    command
}

async fn pour(stage: &Stage, mut command: Command) -> Found {
    let child = command
        .env("DISCORD_TOKEN", stage.sim.token())
        .env("DISCORD_API_URL", stage.sim.api_url())
        .spawn()
        .unwrap();
    let poured = Poured(child);
    while stage.sim.gateway().connected().is_empty() {
        sleep(Duration::from_millis(50)).await;
    }
    sleep(Duration::from_secs(3)).await;
    let cast = stage.cast;
    let before = poured.processor();
    let begun = Instant::now();
    let text = "the quick brown fox jumps over the lazy dog, and a few words more than that";
    let mut memory = vec![];
    for step in 0..SECONDS * 20 {
        stage.sim.gateway().pump(cast.member, cast.general, text, EACH_SECOND / 20);
        if step % 200 == 199 {
            memory.push(poured.memory());
        }
        sleep_until(begun + Duration::from_millis(50) * (step + 1)).await;
    }
    println!("poured in {:.1} s", begun.elapsed().as_secs_f64());
    let heard = stage.sim.gateway().connected();
    assert_eq!(heard.len(), 1, "it was cut off");
    sleep(Duration::from_secs(3)).await;
    Found { processor: poured.processor() - before, memory }
}

struct Poured(Child);

impl Poured {
    /// Returns the processor time in seconds.
    fn processor(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / TICKS
    }

    /// Returns the resident memory in KiB.
    fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }
}

impl Drop for Poured {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn report(who: &str, found: &Found) {
    let thousands = f64::from(SECONDS * EACH_SECOND) / 10_000.0;
    println!(
        "{who}: {:.3} s of processor per 10,000 messages, {:.1} s in all; memory every ten seconds {:?} MB",
        found.processor / thousands,
        found.processor,
        found.memory.iter().map(|kib| kib / 1024).collect::<Vec<_>>()
    );
}
