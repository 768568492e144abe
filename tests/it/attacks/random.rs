//! Everything at random: signed interactions that somebody bent, signed events that lie, and a Discord that answers as it
//! likes. Nothing panics, nothing is a 5xx, no job is retried more than it should be, and the rows are bounded.

use std::cell::{Cell, RefCell};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use discord_stand_in::{Fault, Gesture, Invocation, Scope, SignatureKind};
use fastrand::Rng;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::attacks::sidecar;
use crate::attacks::table::{Named, filled, leaves};
use crate::http::mutate;
use crate::support::join;
use crate::support::signed_events::{Telling, key};
use crate::support::stage::Stage;

/// How many strangers, sidecars and moderators are at it at a time.
const HANDS: usize = 12;
/// How many faults wait to strike at most.
const FAULTS: usize = 10;
/// How often a job may begin, over and over, before it has failed too often: it waits longer each time. Periodic ones begin
/// as long as the server is used.
const RUNS: i32 = 25;
/// Bodies of interactions of many shapes.
const SHAPES: &str = include_str!("../shapes/bodies.json");

/// Where a test looks for panics, and how many there were.
static WATCHED: Mutex<Option<ThreadId>> = Mutex::new(None);
static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Counts the panics of this thread from now on: all of the server that the test runs is on it.
fn count_panics() {
    static HOOK: Once = Once::new();
    *WATCHED.lock().unwrap_or_else(PoisonError::into_inner) = Some(thread::current().id());
    PANICS.store(0, Ordering::Relaxed);
    HOOK.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let watched = *WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
            if watched == Some(thread::current().id()) {
                PANICS.fetch_add(1, Ordering::Relaxed);
            }
            usual(panic);
        }));
    });
}

/// Interactions to bend: each command, menu, form and button, as the stand-in sends them.
async fn seeds(stage: &Stage) -> Vec<Value> {
    let (sim, cast) = (&stage.sim, stage.cast);
    let mut seeds = Vec::new();
    let message = sim.write(cast.member, cast.general, "hello").unwrap();
    let named = Named { user: cast.member, role: cast.member_role, channel: cast.general };
    let mut sent: Vec<Invocation> = Vec::new();
    // What went before may have closed the channel, or removed the member.
    let send = async |gesture: Gesture| gesture.forged().await.ok();
    for (path, options) in leaves() {
        sent.extend(send(filled(sim.slash(cast.senior, cast.general, &path), &options, &named)).await);
        if let Some(option) = options.iter().find(|option| option["autocomplete"] == true) {
            let name = option["name"].as_str().unwrap();
            sent.extend(send(sim.slash(cast.senior, cast.general, &path).typing(name, "1")).await);
        }
    }
    for menu in ["Warn", "Moderate", "User info", "Report"] {
        sent.extend(send(sim.user_menu(cast.senior, cast.general, menu, cast.member)).await);
    }
    for menu in ["Delete and warn", "Purge down to here", "Report"] {
        sent.extend(send(sim.message_menu(cast.senior, menu, &message)).await);
    }
    stage.wait_until_idle().await;
    for at in 0..sent.len() {
        if let Some(form) = sent[at].modal() {
            sent.extend(send(sim.submit(cast.senior, &form).with("reason", "x")).await);
        }
        let Some(reply) = sent[at].reply() else { continue };
        for control in reply.controls() {
            sent.extend(send(sim.press(cast.senior, &reply, &control.custom_id)).await);
        }
    }
    seeds.extend(sent.iter().map(Invocation::body));
    let shapes: Value = serde_json::from_str(SHAPES).unwrap();
    let bodies = shapes.as_array().cloned().unwrap_or_default();
    seeds.extend(bodies.into_iter().map(|shape| shape.get("body").cloned().unwrap_or(shape)));
    seeds
}

/// Changes values here and there, and keeps the shape more often than not: what is refused at once finds nothing.
fn bend(value: &mut Value, words: &[String], chance: &mut Rng) {
    match value {
        Value::Object(fields) => {
            let at = chance.usize(..fields.len().max(1));
            if let Some(field) = fields.values_mut().nth(at) {
                bend(field, words, chance);
            }
        }
        Value::Array(all) if !all.is_empty() => {
            let at = chance.usize(..all.len());
            match chance.u8(..8) {
                0 => drop(all.remove(at)),
                1 => all.extend(std::iter::repeat_n(all[at].clone(), chance.usize(1..60))),
                _ => bend(&mut all[at], words, chance),
            }
        }
        leaf => {
            *leaf = match chance.u8(..10) {
                0 => json!(null),
                1 => json!(chance.i64(..)),
                2 => json!(chance.u8(..3)),
                3 => json!("\u{0}\u{202e}@everyone <@&1> `` \u{fe0f}"),
                4 => json!("x".repeat(chance.usize(..5_000))),
                5 => json!(chance.bool()),
                _ => json!(words[chance.usize(..words.len())]),
            }
        }
    }
}

/// Returns all texts and ids in the bodies: what one expects, another may be sent.
fn words(bodies: &[Value]) -> Vec<String> {
    fn collect(value: &Value, words: &mut Vec<String>) {
        match value {
            Value::Object(fields) => fields.values().for_each(|field| collect(field, words)),
            Value::Array(all) => all.iter().for_each(|one| collect(one, words)),
            Value::String(text) if text.len() < 200 => words.push(text.clone()),
            _ => {}
        }
    }
    let mut words = Vec::new();
    bodies.iter().for_each(|body| collect(body, &mut words));
    words.sort_unstable();
    words.dedup();
    words
}

/// A fault on a route that Gavel uses.
fn fault(stage: &Stage, chance: &mut Rng) -> Option<Fault> {
    let calls = stage.sim.requests();
    let call = calls.get(chance.usize(..calls.len().max(1)))?;
    let fault = Fault::on(&call.method, &call.route).times(chance.u32(1..4));
    let codes = [
        (403, 50_013),
        (403, 50_001),
        (404, 10_007),
        (404, 10_008),
        (404, 10_062),
        (400, 50_035),
        (400, 0),
        (401, 0),
    ];
    Some(match chance.u8(..10) {
        0 => fault.status(500),
        1 => fault.status(502),
        2 => fault.reset(),
        3 => fault.slow(Duration::from_millis(chance.u64(..2_500))),
        4 => fault.applied_but_answer_lost(),
        5 => fault.rate_limited(Scope::User, Duration::from_millis(chance.u64(..2_000))),
        6 => fault.rate_limited(Scope::Shared, Duration::from_millis(chance.u64(..2_000))),
        // An answer of a shape that Discord does not give.
        7 => fault.answer(200, 0, "what?"),
        _ => {
            let (status, code) = codes[chance.usize(..codes.len())];
            // A refused token ends the process, as it should.
            if status == 401 { fault.status(503) } else { fault.answer(status, code, "no") }
        }
    })
}

/// Counts of what was sent.
#[derive(Debug, Default)]
struct Sent {
    interactions: Cell<u64>,
    events: Cell<u64>,
    faults: Cell<u64>,
    unanswered: Cell<u64>,
    wrong: RefCell<Vec<String>>,
}

fn count(cell: &Cell<u64>) -> u64 {
    cell.set(cell.get() + 1);
    cell.get()
}

/// Lets those come back who were removed, so that there is somebody to act on.
fn heal(stage: &Stage) {
    let (sim, cast) = (&stage.sim, stage.cast);
    for (user, roles) in [
        (cast.member, vec![cast.member_role]),
        (cast.newcomer, vec![]),
        (cast.moderator, vec![cast.moderator_role]),
    ] {
        if sim.member(cast.guild, user).is_none() {
            let _ = sim.unban(cast.owner, cast.guild, user, "random");
            sim.join(cast.guild, user, &roles);
        }
    }
}

/// Sends things at random until it is over.
async fn hand(stage: &Stage, seeds: &[Value], words: &[String], sent: &Sent, end: Instant, mut chance: Rng) {
    let told = sidecar::events(stage);
    while Instant::now() < end {
        match chance.u8(..20) {
            0..=2 if stage.sim.faults_left() < FAULTS => {
                if let Some(fault) = fault(stage, &mut chance) {
                    stage.sim.fault(fault);
                    count(&sent.faults);
                }
            }
            3 => heal(stage),
            0..=6 => {
                let mut event = told[chance.usize(..told.len())].clone();
                event["id"] = json!(format!("random:{}", count(&sent.events)));
                event["at"] = json!(stage.clock.now());
                for _ in 0..chance.usize(..3) {
                    bend(&mut event, words, &mut chance);
                }
                let body = json!({ "events": [event] });
                let status =
                    stage.telling(&Telling::new(&body, &key(), stage.clock.now().as_second())).await.0;
                // What is bent may outgrow what is read.
                if !matches!(status, 200 | 400 | 409 | 413) {
                    sent.wrong.borrow_mut().push(format!("{status} for {body}"));
                }
            }
            _ => {
                let mut body = seeds[chance.usize(..seeds.len())].clone();
                // Sent just now, and by nobody before.
                let age = stage.clock.now().as_millisecond() - 1_420_070_400_000;
                let nth = i64::try_from(count(&sent.interactions)).unwrap();
                body["id"] = json!(((age << 22) | (nth % (1 << 22))).to_string());
                for _ in 0..chance.usize(..4) {
                    bend(&mut body["data"], words, &mut chance);
                }
                if chance.u8(..4) == 0 {
                    bend(&mut body, words, &mut chance);
                }
                let text = if chance.u8(..5) == 0 {
                    mutate(&body.to_string(), &mut chance)
                } else {
                    body.to_string()
                };
                match stage.sim.raw(&text, SignatureKind::Good).await.status {
                    Some(200 | 400 | 413) => {}
                    // The machine did not get to it within three seconds; that is no answer of Gavel's.
                    None => drop(count(&sent.unanswered)),
                    status => sent.wrong.borrow_mut().push(format!("{status:?} for {text}")),
                }
            }
        }
    }
}

/// The jobs that are still to be done two minutes later, though Discord refuses nothing and they are no timers.
async fn left(stage: &Stage) -> Vec<String> {
    let left = "select format('job %s, %s: %s runs, %s lost, due %s, %s, %s, %s', id, kind, attempts, leases_lost, run_at - now(), lease, last_error, payload)
        from jobs where finished_at is null and suspended_at is null and refusals = 0 and not periodic
            and (lease is not null or run_at <= now())";
    let mut jobs = Vec::new();
    for _ in 0..240 {
        jobs = sqlx::query_scalar(left).fetch_all(&stage.database.pool).await.unwrap();
        if jobs.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    jobs
}

async fn for_so_long(time: Duration, seed: u64) {
    count_panics();
    let stage = Stage::with_log().await;
    let (sim, cast) = (&stage.sim, stage.cast);
    stage.set_jail().await;
    for (name, option) in
        [("settings welcome", "channel"), ("settings leave", "channel"), ("settings messagelog", "channel")]
    {
        let set = sim.slash(cast.owner, cast.general, name).with(option, cast.mod_log).await.unwrap();
        set.final_message().await.unwrap();
    }
    let seeds = seeds(&stage).await;
    let (words, sent) = (words(&seeds), Sent::default());
    assert!(seeds.len() > 100 && words.len() > 200, "{} {}", seeds.len(), words.len());
    let (mut chance, end) = (Rng::with_seed(seed), Instant::now() + time);
    let hands: Vec<Rng> = (0..HANDS).map(|_| chance.fork()).collect();
    join(hands.into_iter().map(|chance| hand(&stage, &seeds, &words, &sent, end, chance))).await;

    sim.clear_faults();
    // What waits for its next try has it now.
    let again = "update jobs set run_at = now() where finished_at is null and lease is null and attempts > 0 and not periodic";
    sqlx::query(again).execute(&stage.database.pool).await.unwrap();
    stage.wake().await;
    assert_eq!(left(&stage).await, Vec::<String>::new(), "{sent:?}");

    let numbers = async |query: &'static str| -> i64 {
        sqlx::query_scalar(query).fetch_one(&stage.database.pool).await.unwrap()
    };
    let interactions = i64::try_from(sent.interactions.get() + seeds.len() as u64 + 10).unwrap();
    let events = i64::try_from(sent.events.get()).unwrap();
    let runs: Vec<(String, i32, Option<String>)> = sqlx::query_as("select kind, attempts, last_error from jobs where attempts > $1 and not periodic or last_error like '%panic%' or broken_at is not null")
        .bind(RUNS)
        .fetch_all(&stage.database.pool)
        .await
        .unwrap();
    let rows = [
        ("cases", numbers("select count(*) from cases").await, interactions * 12 + events),
        ("jobs", numbers("select count(*) from jobs").await, interactions * 30 + events * 5),
        ("events", numbers("select count(*) from events").await, events),
        ("cooldowns", numbers("select count(*) from cooldowns").await, interactions),
        ("hits", numbers("select count(*) from automod_hits").await, events),
        ("failures", numbers("select count(*) from automation_failures").await, 50),
    ];
    assert_eq!(sent.wrong.into_inner(), Vec::<String>::new());
    assert_eq!(PANICS.load(Ordering::Relaxed), 0, "something panicked");
    assert_eq!(runs, []);
    assert!(sent.unanswered.get() * 50 <= sent.interactions.get(), "{} unanswered", sent.unanswered.get());
    for (table, rows, most) in rows {
        assert!(rows <= most, "{table} has {rows} rows, and {most} at most could be meant");
    }
    assert!(
        sent.interactions.get() > 50 && sent.events.get() > 20 && sent.faults.get() > 5,
        "hardly anything was sent"
    );
    // Bent interactions are answered, and Discord would not know them.
    sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn random_interactions_events_and_answers_do_no_harm() {
    for_so_long(Duration::from_secs(10), 5).await;
}

/// `cargo test --test it attacks::random::ten_minutes -- --ignored --nocapture`
#[tokio::test]
#[ignore = "ten minutes"]
async fn ten_minutes() {
    for_so_long(Duration::from_secs(600), fastrand::u64(..)).await;
}
