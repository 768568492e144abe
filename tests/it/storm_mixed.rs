//! A storm in which actions meet: the ladder, mass bans, softbans, edits, voids and Undo, on two replicas that are killed
//! again and again. In the end the record explains Discord's state for every person.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use discord_stand_in::{Gesture, Message, OptionValue, RoleId, UserId};
use fastrand::Rng;
use sqlx::FromRow;

use crate::storm::{People, order, rage};
use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::Stage;

/// The number of orders in the suite, and in the long run.
const ORDERS: usize = 240;
const MANY: usize = 2000;
/// The number of moderators who order at the same time.
const MODERATORS: usize = 6;
/// The time that a moderator waits for a reply before going on, and that the test waits for the last job.
const GLANCE: Duration = Duration::from_millis(700);
const CALM: Duration = Duration::from_secs(120);
/// The seed of all random choices. The machine's timing adds to it.
const SEED: u64 = 1_573_614_999;

/// A case as it is stored.
#[derive(Clone, Debug, FromRow)]
struct Case {
    number: i32,
    kind: String,
    status: String,
    target_id: i64,
    parent: Option<i32>,
    holds: bool,
    /// Microseconds; `None` for what never ends.
    ends_at: Option<i64>,
    applied_at: Option<i64>,
    closed_at: Option<i64>,
}

#[tokio::test]
async fn whatever_meets_the_record_explains_what_is_in_force_for_everybody() {
    blow(ORDERS).await;
}

#[tokio::test]
#[ignore = "takes minutes; the suite has a shorter one"]
async fn whatever_meets_for_long_the_record_explains_what_is_in_force_for_everybody() {
    blow(MANY).await;
}

async fn blow(orders: usize) {
    let stage = Stage::empty().await;
    let people = People::gather(&stage);
    let mut rng = Rng::with_seed(SEED);
    let mut replicas = [Process::start(&stage).await, Process::start(&stage).await];
    stage.set_log().await;
    let cell = stage.set_jail().await;
    for (points, action, duration) in [(2, "timeout", "1h"), (3, "jail", "2d"), (4, "ban", "7d")] {
        let (owner, at) = (stage.cast.owner, stage.cast.general);
        let step = stage.sim.slash(owner, at, "ladder edit").with("points", points);
        let step = step.with("action", action).with("duration", duration).await.unwrap();
        step.final_message().await.unwrap();
    }
    let (busy, receipts) = (Cell::new(MODERATORS), RefCell::new(Vec::new()));
    let moderators: Vec<Rng> = (0..MODERATORS).map(|_| rng.fork()).collect();
    let moderators = moderators.into_iter().map(async |mut rng| {
        for _ in 0..orders / MODERATORS {
            let gesture = meet(&stage, &people, &receipts, &mut rng);
            // A button may be gone, and a replica die before it answers.
            let Ok(given) = gesture.await else { continue };
            if let Ok(Ok(reply)) = tokio::time::timeout(GLANCE, given.final_message()).await {
                receipts.borrow_mut().push(reply);
            }
        }
        busy.set(busy.get() - 1);
    });
    let kills = tokio::join!(join(moderators), rage(&stage, &mut replicas, &mut rng, &busy)).1;
    stage.wait_until_idle_within(CALM).await;

    let cases = cases(&stage).await;
    let mut wrong: Vec<String> = in_force(&stage, &cases, &people, cell);
    wrong.extend(weakened(&cases));
    let left =
        "select format('left: job %s %s, %s', id, kind, last_error) from jobs where finished_at is null
        and kind not in ('audit_poll', 'confirm_action') and (lease is not null or run_at <= now())";
    wrong.extend(sqlx::query_scalar::<_, String>(left).fetch_all(&stage.database.pool).await.unwrap());
    assert!(wrong.is_empty(), "seed {SEED}, {kills} kills, {} cases:\n{}", cases.len(), wrong.join("\n"));
    assert!(kills > 5 && cases.len() > orders / 3, "hardly anything happened: {kills}, {}", cases.len());
    for replica in replicas {
        assert_eq!(replica.terminate().await, Some(0));
    }
    stage.sim.clear_violations();
    stage.close().await;
}

/// Picks what a moderator does next: an order on somebody, or on an earlier case or receipt.
fn meet(stage: &Stage, people: &People, receipts: &RefCell<Vec<Message>>, rng: &mut Rng) -> Gesture {
    let (sim, cast, receipts) = (&stage.sim, &stage.cast, receipts.borrow());
    let earlier = rng.i64(1..=receipts.len().max(1).try_into().unwrap());
    let receipt = (!receipts.is_empty())
        .then(|| receipts[rng.usize(receipts.len().saturating_sub(12)..receipts.len())].clone());
    let press = receipt.and_then(|receipt| {
        let mut buttons = receipt.controls();
        let button = (!buttons.is_empty()).then(|| buttons.swap_remove(rng.usize(..buttons.len())))?;
        Some(sim.press(cast.moderator, &receipt, &button.custom_id))
    });
    let case = |name: &str| sim.slash(cast.moderator, cast.general, name).with("number", earlier);
    match (rng.u8(..100), press) {
        (..=24, Some(press)) => press,
        (25..=32, _) => case("case void").with("reason", "mistaken"),
        (33..=37, _) => case("case edit").with("reason", "spam, and worse"),
        (38..=43, _) => case("case edit").with("duration", ["1h", "3d", "perm"][rng.usize(..3)]),
        (44..=48, _) => {
            let ids: Vec<String> =
                (0..3).map(|_| people.passing[rng.usize(..people.passing.len())].to_string()).collect();
            let file = OptionValue::file("ids.txt", ids.join("\n"));
            sim.slash(cast.moderator, cast.general, "massban").with("file", file)
        }
        _ => order(stage, people, rng).1,
    }
}

async fn cases(stage: &Stage) -> Vec<Case> {
    let cases = "select number, kind, status, coalesce(target_id, 0) as target_id, parent,
        status = 'applied' and closed_at is null and voided_at is null as holds,
        (extract(epoch from ends_at) * 1000000)::bigint as ends_at,
        (extract(epoch from applied_at) * 1000000)::bigint as applied_at,
        (extract(epoch from closed_at) * 1000000)::bigint as closed_at from cases order by number";
    sqlx::query_as(cases).fetch_all(&stage.database.pool).await.unwrap()
}

/// Compares what is in force for each person in Discord with the record.
fn in_force(stage: &Stage, cases: &[Case], people: &People, cell: RoleId) -> Vec<String> {
    let (sim, guild) = (&stage.sim, stage.cast.guild);
    let all = |person: UserId, kind: &str| -> Vec<&Case> {
        let of_person = cases.iter().filter(|case| case.target_id == person.get().cast_signed());
        of_person.filter(|case| case.kind == kind).collect()
    };
    let held = |person: UserId, kind: &str| -> Vec<&Case> {
        all(person, kind).into_iter().filter(|case| case.holds).collect()
    };
    let mut wrong = Vec::new();
    for person in people.all() {
        let banned = sim.ban_of(guild, person).is_some();
        let bans = held(person, "ban");
        if bans.len() != usize::from(banned) {
            wrong.push(format!("{person} is banned: {banned}; of {:?}", all(person, "ban")));
        }
        let Some(member) = sim.member(guild, person) else { continue };
        let is_jailed = member.roles.contains(&cell);
        let jails = held(person, "jail");
        if is_jailed && jails.len() != 1 || jails.len() > 1 {
            wrong.push(format!("{person} is in jail: {is_jailed}; of {:?}", all(person, "jail")));
        }
        let until = member.timed_out_until.map(|until| until.as_millisecond());
        let timeouts = held(person, "timeout");
        let recorded = timeouts.first().and_then(|case| case.ends_at).map(|end| end / 1000);
        // Who left and came back is timed out no more, as far as Discord goes.
        let is_gone = people.passing.contains(&person) && until.is_none();
        let is_near = recorded.zip(until).is_some_and(|(recorded, until)| (recorded - until).abs() < 2);
        // A timeout for good is renewed slice by slice.
        let is_for_good = until.is_some() && timeouts.first().is_some_and(|case| case.ends_at.is_none());
        let is_right = timeouts.is_empty() && until.is_none() || is_near || is_gone || is_for_good;
        if !is_right || timeouts.len() > 1 {
            wrong.push(format!("{person} is timed out until {until:?}; of {:?}", all(person, "timeout")));
        }
    }
    wrong
}

/// Returns each case that something automatic ended in favour of less.
fn weakened(cases: &[Case]) -> Vec<String> {
    let mut wrong = Vec::new();
    for later in cases.iter().filter(|case| case.parent.is_some() && case.status == "applied") {
        let ended = |case: &&Case| {
            let same = (case.target_id, &case.kind) == (later.target_id, &later.kind);
            same && case.status == "applied"
                && case.number != later.number
                && case.closed_at.is_some()
                && case.closed_at == later.applied_at
        };
        for case in cases.iter().filter(ended) {
            let is_less = match (case.ends_at, later.ends_at) {
                (None, Some(_)) => true,
                (Some(end), Some(later)) => later < end,
                (_, None) => false,
            };
            if is_less {
                wrong.push(format!("{later:?} weakened {case:?}"));
            }
        }
    }
    wrong
}
