//! Each act by hand becomes one case, whatever reports it, however often, and whatever is killed meanwhile.

use std::collections::BTreeSet;
use std::time::Duration;

use discord_stand_in::{Fault, UserId};
use gavel::domain::event::AuditAction;
use sqlx::Connection;

use crate::by_hand::told;
use crate::support::join;
use crate::support::process::Process;
use crate::support::stage::Stage;

const POST: (&str, &str) = ("POST", "/channels/{}/messages");
const LOG: (&str, &str) = ("GET", "/guilds/{}/audit-logs");

fn on((method, route): (&str, &str)) -> Fault {
    Fault::on(method, route)
}

#[tokio::test]
async fn told_and_read_at_the_same_time_by_two_replicas_it_is_one_case() {
    let mut stage = Stage::watching().await;
    stage.add_server().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let mut events = Vec::new();
    for at in 0..20 {
        let person = sim.add_member(cast.guild, &format!("p{at}"), &[]);
        sim.ban(cast.owner, cast.guild, person, "spam").unwrap();
        events.push(told(&stage, &stage.entry(), AuditAction::Banned));
    }
    // The ids of another sidecar differ.
    for event in &mut events[10..] {
        event.id = format!("other:{}", event.id);
    }
    stage.ring("audit_poll").await;
    let (first, second) = events.split_at(10);
    tokio::join!(stage.tell(first), stage.tell(second));
    stage.read_audit_log().await;
    let records = stage.records().await;
    let numbers: Vec<i32> = records.iter().map(|record| record.number).collect();
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    assert_eq!(stage.logged().len(), 20);
    stage.close().await;
}

/// Waits until Gavel has made the call `times` times.
async fn reached(stage: &Stage, (method, route): (&str, &str), times: usize) {
    stage.until("the call is not made", || stage.sim.requests_to(method, route).len() >= times).await;
}

#[tokio::test]
async fn killed_between_any_two_steps_it_is_one_case_and_one_post() {
    let deaths = [(LOG, true), (LOG, false), (POST, true), (POST, false)].into_iter();
    join(deaths.map(async |(call, is_applied)| {
        let stage = Stage::empty().await;
        let process = Process::start(&stage).await;
        stage.set_log().await;
        let (sim, cast) = (&stage.sim, &stage.cast);
        sim.ban(cast.owner, cast.guild, cast.member, "spam").unwrap();
        let before = sim.requests_to(call.0, call.1).len();
        sim.fault(if is_applied { on(call).applied_but_never_answered() } else { on(call).hang() });
        stage.ring("audit_poll").await;
        reached(&stage, call, before + 1).await;
        process.kill();
        one_case(stage).await;
    }))
    .await;
}

#[tokio::test]
async fn killed_between_reading_and_storing_it_is_one_case() {
    for table in ["events", "cases"] {
        let stage = Stage::empty().await;
        let process = Process::start(&stage).await;
        stage.set_log().await;
        let (sim, cast) = (&stage.sim, &stage.cast);
        sim.ban(cast.owner, cast.guild, cast.member, "spam").unwrap();
        let mut locking = stage.database.pool.acquire().await.unwrap();
        let mut lock = locking.begin().await.unwrap();
        let statement = if table == "cases" {
            "lock table cases in share row exclusive mode"
        } else {
            "lock table events in share row exclusive mode"
        };
        sqlx::query(statement).execute(&mut *lock).await.unwrap();
        stage.ring("audit_poll").await;
        let waits = "select count(*) from pg_locks where not granted and relation = $1::regclass";
        while sqlx::query_scalar::<_, i64>(waits).bind(table).fetch_one(&stage.database.pool).await.unwrap()
            == 0
        {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        process.kill();
        // A killed client's waiting query must not run on.
        let end = "select count(pg_terminate_backend(pid)) from pg_locks where not granted and relation = $1::regclass";
        sqlx::query(end).bind(table).execute(&stage.database.pool).await.unwrap();
        lock.rollback().await.unwrap();
        drop(locking);
        one_case(stage).await;
    }
}

/// Starts another process, and asserts that there is one case.
async fn one_case(stage: Stage) {
    stage.sim.clear_faults();
    stage.expire_leases().await;
    let process = Process::start(&stage).await;
    stage.read_audit_log().await;
    let records = stage.records().await;
    assert_eq!((records.len(), stage.logged().len()), (1, 1), "{records:?}");
    stage.read_audit_log().await;
    assert_eq!((stage.cases().await.len(), stage.logged().len()), (1, 1));
    assert_eq!(process.terminate().await, Some(0));
    stage.sim.clear_violations();
    stage.close().await;
}

#[tokio::test]
async fn of_hundreds_between_two_readings_none_is_lost() {
    let stage = Stage::watching().await;
    stage.forget_log().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let people: Vec<UserId> = (0..250).map(|at| sim.add_member(cast.guild, &format!("p{at}"), &[])).collect();
    for person in &people {
        sim.kick(cast.owner, cast.guild, *person, "raid").unwrap();
    }
    stage.read_audit_log().await;
    let mut kicked: Vec<i64> = stage.records().await.into_iter().map(|record| record.target_id).collect();
    kicked.sort_unstable();
    assert_eq!(kicked, people.iter().map(|person| person.get().cast_signed()).collect::<Vec<_>>());
    let pages: BTreeSet<String> = sim.requests_to(LOG.0, LOG.1).into_iter().map(|call| call.path).collect();
    assert_eq!(pages.len(), 3, "{pages:?}");
    stage.close().await;
}
