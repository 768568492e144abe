//! The queue: what waits behind a held key is out of the way and goes on in its turn; an idle replica leaves the database
//! alone, and is woken by what is due soon.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use gavel::store::jobs::{self, StoredJob};
use gavel::store::queue;
use sqlx::PgPool;
use sqlx::postgres::PgListener;

use crate::support::database::Database;
use crate::support::process::Process;
use crate::support::stage::Stage;

fn kinds() -> Vec<String> {
    vec!["work".to_owned()]
}

/// Adds due jobs with one key.
async fn add(db: &PgPool, key: &str, count: i32) {
    let due = "insert into jobs (guild_id, kind, concurrency_key, payload, run_at)
        select 1, 'work', $1, '{}', now() - interval '1 minute' + n * interval '1 millisecond' from generate_series(1, $2) n";
    sqlx::query(due).bind(key).bind(count).execute(db).await.unwrap();
}

async fn claim(db: &PgPool) -> Option<StoredJob> {
    queue::job_claim(db, &kinds(), false).await.unwrap()
}

async fn put_behind(db: &PgPool) -> u64 {
    queue::jobs_put_behind(db, &kinds()).await.unwrap()
}

async fn run(db: &PgPool, statement: &'static str) -> u64 {
    sqlx::query(statement).execute(db).await.unwrap().rows_affected()
}

#[tokio::test]
async fn thousands_behind_one_key_are_in_nobodys_way_and_go_on_one_by_one() {
    let database = Database::new().await;
    let db = &database.pool;
    add(db, "busy", 3_000).await;
    let mut job = claim(db).await.unwrap();
    add(db, "other", 1).await;
    run(db, "update jobs set run_at = now() - interval '30 seconds' where concurrency_key = 'other'").await;
    assert!(claim(db).await.is_none(), "a claim walked past more than a hundred");
    assert_eq!(put_behind(db).await, 2_999);
    let other = claim(db).await.unwrap();
    jobs::job_finish(db, &other).await.unwrap();
    assert!(claim(db).await.is_none());
    assert_eq!(queue::jobs_ahead(db, &kinds(), false).await.unwrap().due, None);
    for _ in 0..3 {
        jobs::job_finish(db, &job).await.unwrap();
        let next = claim(db).await.unwrap();
        assert_eq!(next.id, job.id + 1);
        assert_eq!(put_behind(db).await, 0);
        job = next;
    }
    // Whatever becomes of the one that may go on: put off, suspended, finished unrun, deleted.
    jobs::job_reschedule(db, &job, Duration::from_secs(900), None).await.unwrap();
    let mut last = job.id;
    job = claim(db).await.unwrap();
    assert_eq!(job.id, last + 1);
    jobs::job_suspend(db, &job).await.unwrap();
    assert_eq!(run(db, "update jobs set finished_at = now() where id = (select min(id) from jobs where not behind and lease is null and suspended_at is null and finished_at is null and run_at < now())").await, 1);
    assert_eq!(run(db, "delete from jobs where id = (select min(id) from jobs where not behind and lease is null and suspended_at is null and finished_at is null and run_at < now())").await, 1);
    last = job.id;
    job = claim(db).await.unwrap();
    assert_eq!(job.id, last + 3);
    // A lease that ends lets its own job, which is the oldest, go on.
    run(db, "update jobs set leased_until = now() where lease is not null").await;
    queue::leases_free(db).await.unwrap();
    assert_eq!(claim(db).await.unwrap().id, job.id);
    database.drop().await;
}

#[tokio::test]
async fn many_workers_leave_none_behind() {
    let database = Database::new().await;
    let db = &database.pool;
    for key in ["a", "b", "c"] {
        add(db, key, 150).await;
    }
    let worker = async || {
        let mut nothing = 0;
        while nothing < 200 {
            match claim(db).await {
                Some(job) => {
                    nothing = 0;
                    tokio::task::yield_now().await;
                    jobs::job_finish(db, &job).await.unwrap();
                }
                None if put_behind(db).await > 0 => {}
                None => {
                    let left = "select count(*) from jobs where finished_at is null";
                    let left: i64 = sqlx::query_scalar(left).fetch_one(db).await.unwrap();
                    if left == 0 {
                        break;
                    }
                    nothing += 1;
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        }
    };
    tokio::join!(worker(), worker(), worker(), worker(), worker(), worker());
    let left: i64 = sqlx::query_scalar("select count(*) from jobs where finished_at is null")
        .fetch_one(db)
        .await
        .unwrap();
    assert_eq!(left, 0);
    database.drop().await;
}

#[tokio::test]
async fn what_is_due_within_ten_seconds_wakes_everybody_and_what_is_due_later_nobody() {
    let database = Database::new().await;
    let db = &database.pool;
    let mut listener = PgListener::connect_with(db).await.unwrap();
    listener.listen(jobs::WAKE).await.unwrap();
    let mut wakes = async |statement: &'static str| {
        assert_eq!(run(db, statement).await, 1, "{statement}");
        // Notifications arrive in order: this one ends the wait.
        run(db, "select pg_notify('gavel_jobs', 'end')").await;
        let mut heard = 0;
        while listener.recv().await.unwrap().payload() != "end" {
            heard += 1;
        }
        heard
    };
    let add = "insert into jobs (guild_id, kind, concurrency_key, payload, run_at) values (1, 'work', 'a', '{}', now() + interval '1 hour')";
    assert_eq!(wakes(add).await, 0);
    assert_eq!(wakes("update jobs set run_at = now() + interval '30 minutes'").await, 0);
    assert_eq!(wakes("update jobs set run_at = now() + interval '5 seconds'").await, 1);
    assert_eq!(wakes("update jobs set suspended_at = now()").await, 0);
    assert_eq!(wakes("update jobs set suspended_at = null, run_at = now()").await, 1);
    assert_eq!(wakes("update jobs set lease = 1, leased_until = now() + interval '10 seconds'").await, 0);
    assert_eq!(wakes("update jobs set leased_until = now() + interval '11 seconds'").await, 0);
    assert_eq!(wakes("update jobs set leased_until = now() + interval '1 second'").await, 1);
    assert_eq!(wakes("update jobs set lease = null, leased_until = null").await, 1);
    assert_eq!(wakes("update jobs set finished_at = now()").await, 0);
    drop(listener);
    database.drop().await;
}

#[tokio::test]
async fn an_idle_replica_asks_the_database_once_in_ten_seconds() {
    let stage = Stage::empty().await;
    let process = Process::start(&stage).await;
    // A timer that waits is nothing to do.
    let timer = "insert into jobs (guild_id, kind, concurrency_key, payload, run_at) values (1, 'expire', 'a', '{}', now() + interval '1 hour')";
    run(&stage.database.pool, timer).await;
    // The server's audit log is read once; nothing happens there, so that is all for ten minutes.
    let read = "select count(*) from jobs where kind = 'audit_poll' and lease is null and run_at > now() + interval '1 minute'";
    let deadline = Instant::now() + Duration::from_secs(40);
    while sqlx::query_scalar::<_, i64>(read).fetch_one(&stage.database.pool).await.unwrap() == 0 {
        assert!(Instant::now() < deadline, "the audit log was not read");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    // A replica that called Discord tells the others for two seconds more.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let mut watch = stage.database.pool.acquire().await.unwrap();
    let mut statements = BTreeSet::new();
    let began = Instant::now();
    while began.elapsed() < Duration::from_secs(30) {
        let running = "select pid, query_start::text from pg_stat_activity
            where datname = current_database() and backend_type = 'client backend' and application_name = 'gavel'
              and pid <> pg_backend_pid() and query_start > now() - interval '1 second'";
        let running: Vec<(i32, String)> = sqlx::query_as(running).fetch_all(&mut *watch).await.unwrap();
        statements.extend(running);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    drop(watch);
    assert!((2..=4).contains(&statements.len()), "{statements:?}");
    assert_eq!(process.terminate().await, Some(0));
    stage.close().await;
}

/// Adds jobs of a server, due so many seconds ago, each with a key of its own; returns the first one's id.
async fn due(db: &PgPool, guild: i64, urgent: bool, seconds_ago: f64, count: i32) -> i64 {
    let add = "with added as (
            insert into jobs (guild_id, kind, concurrency_key, urgent, payload, run_at)
            select $1, 'work', format('%s:%s:%s:%s', $1::text, $2::text, $3::text, n), $2, '{}', now() - make_interval(secs => $3)
            from generate_series(1, $4) n returning id
        ) select min(id) from added";
    let add = sqlx::query_scalar(add).bind(guild).bind(urgent).bind(seconds_ago).bind(count);
    add.fetch_one(db).await.unwrap()
}

#[tokio::test]
async fn what_became_due_just_now_goes_before_thousands_that_are_late() {
    let database = Database::new().await;
    let db = &database.pool;
    due(db, 1, true, 600.0, 3000).await;
    let older = due(db, 2, true, 3.0, 1).await;
    let newer = due(db, 3, true, 1.0, 1).await;
    assert_eq!(claim(db).await.unwrap().id, newer);
    assert_eq!(claim(db).await.unwrap().id, older);
    assert!(claim(db).await.is_some_and(|job| job.guild.get() == 1));
    database.drop().await;
}

#[tokio::test]
async fn of_two_with_one_key_the_earlier_goes_first_even_if_both_became_due_just_now() {
    let database = Database::new().await;
    let db = &database.pool;
    let add = "insert into jobs (guild_id, kind, concurrency_key, payload, run_at)
        select 1, 'work', 'member:1', '{}', now() - interval '3 seconds' + n * interval '1 second' from generate_series(1, 2) n";
    run(db, add).await;
    let ids: Vec<i64> =
        sqlx::query_scalar("select id from jobs order by run_at").fetch_all(db).await.unwrap();
    assert_eq!(claim(db).await.unwrap().id, ids[0]);
    assert!(claim(db).await.is_none());
    database.drop().await;
}

#[tokio::test]
async fn servers_take_turns() {
    let database = Database::new().await;
    let db = &database.pool;
    due(db, 1, true, 700.0, 500).await;
    for guild in 2..5 {
        due(db, guild, true, 600.0, 1).await;
    }
    // The window of a hundred is full of the first server's, which has run since: the others are seen once they are on time.
    due(db, 9, true, 5.0, 1).await;
    let mut guilds = Vec::new();
    for _ in 0..3 {
        guilds.push(claim(db).await.unwrap().guild.get());
    }
    assert_eq!(guilds, [9, 1, 1]);
    run(db, "delete from jobs where guild_id = 1 and lease is null").await;
    for _ in 0..3 {
        guilds.push(claim(db).await.unwrap().guild.get());
    }
    assert_eq!(guilds[3..], [2, 3, 4]);
    database.drop().await;
}

#[tokio::test]
async fn long_work_and_what_may_wait_comes_last_and_leaves_places_free() {
    let database = Database::new().await;
    let db = &database.pool;
    due(db, 1, false, 600.0, 200).await;
    let urgent = due(db, 1, true, 60.0, 1).await;
    assert_eq!(claim(db).await.unwrap().id, urgent);
    assert!(queue::job_claim(db, &kinds(), true).await.unwrap().is_none());
    assert_eq!(queue::jobs_ahead(db, &kinds(), true).await.unwrap().due, None);
    assert!(claim(db).await.is_some());
    database.drop().await;
}
