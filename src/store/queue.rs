//! The queue: which job is next, by the database's clock. Each statement reads a range of an index, however much waits.

use sqlx::{PgExecutor, PgPool};

use crate::error::Result;
use crate::store::PIECE;
use crate::store::jobs::{LEASE, Row, StoredJob};

/// The seconds until there is something to do: negative if there is already, `None` if nothing is ahead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ahead {
    /// Until a job of a known kind is due.
    pub due: Option<f64>,
    /// Until a lease ends, unless it is prolonged.
    pub lease_ends: Option<f64>,
}

/// Returns when there is something to do next. All that an idle worker asks.
pub async fn jobs_ahead(db: &PgPool, kinds: &[String], only_urgent: bool) -> Result<Ahead> {
    let ahead = sqlx::query_as!(
        Ahead,
        r#"
        select
            least(
                (select extract(epoch from run_at - clock_timestamp())::float8 from jobs
                 where finished_at is null and suspended_at is null and lease is null and not behind and kind = any($1)
                   and urgent order by run_at, id limit 1),
                (select extract(epoch from run_at - clock_timestamp())::float8 from jobs
                 where finished_at is null and suspended_at is null and lease is null and not behind and kind = any($1)
                   and not urgent and not $2 order by run_at, id limit 1)
            ) as due,
            (select extract(epoch from leased_until - clock_timestamp())::float8 from jobs
             where lease is not null order by leased_until limit 1) as lease_ends
        "#,
        kinds,
        only_urgent
    )
    .fetch_one(db)
    .await?;
    Ok(ahead)
}

/// Frees the leases that ended: their processes died, or lost the database.
pub async fn leases_free(db: &PgPool) -> Result<()> {
    sqlx::query!(
        "update jobs set lease = null, leased_until = null, leases_lost = leases_lost + 1
         where lease is not null and leased_until <= clock_timestamp()"
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Claims a due job of the known kinds whose key no other job holds, or an urgent one only. The urgent come before the
/// others; then those of the servers of which the fewest run; then those that became due in the last ten seconds, newest
/// first, since the others are late already; then those that have been due longest. A hundred of each are looked at and no
/// more: [`jobs_put_behind`] takes those out of the way whose key is held. Of one key the earliest goes first.
pub async fn job_claim(db: &PgPool, kinds: &[String], only_urgent: bool) -> Result<Option<StoredJob>> {
    let claimed = sqlx::query_as!(
        Row,
        r#"
        update jobs
        set lease = nextval('job_leases'), leased_until = now() + make_interval(secs => $2), attempts = attempts + 1
        where id = (
            with running as materialized (
                select guild_id, count(*) as jobs from jobs where lease is not null group by guild_id
            ), due as materialized (
                (select id, guild_id, run_at, urgent, true as on_time from jobs
                 where finished_at is null and suspended_at is null and lease is null and not behind
                   and urgent and run_at <= now() and run_at > now() - interval '10 seconds' and kind = any($1)
                 order by run_at desc, id desc limit 100)
                union all
                (select id, guild_id, run_at, urgent, false from jobs
                 where finished_at is null and suspended_at is null and lease is null and not behind
                   and urgent and run_at <= now() and kind = any($1)
                 order by run_at, id limit 100)
                union all
                (select id, guild_id, run_at, urgent, false from jobs
                 where finished_at is null and suspended_at is null and lease is null and not behind
                   and not urgent and not $3 and run_at <= now() and kind = any($1)
                 order by run_at, id limit 100)
            ), in_order as materialized (
                select due.id, on_time from due left join running using (guild_id)
                order by urgent desc, coalesce(running.jobs, 0), on_time desc, case when on_time then now() - run_at end, run_at, id
            )
            select free.id from in_order
            cross join lateral (
                select id from jobs j
                where j.id = in_order.id and finished_at is null and suspended_at is null and lease is null and not behind
                  and not exists (select from jobs o where o.guild_id = j.guild_id and o.concurrency_key = j.concurrency_key and o.lease is not null)
                  and not exists (
                      select from jobs o
                      where o.guild_id = j.guild_id and o.concurrency_key = j.concurrency_key and o.kind = any($1)
                        and finished_at is null and suspended_at is null and lease is null and not behind
                        and (o.run_at, o.id) < (j.run_at, j.id)
                  )
                for update skip locked
            ) free
            limit 1
        )
        returning id, guild_id, kind, payload, progress, answer, attempts, leases_lost, lease, finished_at is not null as "finished!", cancelled_by, refusals, reported_at as "reported_at: jiff_sqlx::Timestamp", server_language(guild_id) as language
        "#,
        kinds,
        LEASE.as_secs_f64(),
        only_urgent
    )
    .fetch_optional(db)
    .await;
    match claimed {
        Ok(row) => Ok(row.map(StoredJob::from)),
        // Another worker claimed a job with the same key in the same instant.
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// Takes the due jobs out of the way whose key another job holds, by the keys of the hundred that have been due longest, of the
/// urgent and of the others. The
/// end of that job lets the first of them go on. Returns the number of jobs.
pub async fn jobs_put_behind(db: &PgPool, kinds: &[String]) -> Result<u64> {
    // The lock keeps the other job from ending between the look and the change. One that ends just now is passed over.
    let done = sqlx::query!(
        "with held as materialized (
             select guild_id, concurrency_key from jobs
             where lease is not null and (guild_id, concurrency_key) in (
                 select guild_id, concurrency_key from (
                     (select guild_id, concurrency_key from jobs
                      where finished_at is null and suspended_at is null and lease is null and not behind and urgent and run_at <= now() and kind = any($1)
                      order by run_at, id limit 100)
                     union all
                     (select guild_id, concurrency_key from jobs
                      where finished_at is null and suspended_at is null and lease is null and not behind and not urgent and run_at <= now() and kind = any($1)
                      order by run_at, id limit 100)
                 ) due
             )
             for share skip locked
         )
         update jobs set behind = true from held
         where jobs.guild_id = held.guild_id and jobs.concurrency_key = held.concurrency_key
           and finished_at is null and suspended_at is null and lease is null and not behind and run_at <= now() and kind = any($1)",
        kinds
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Lets those jobs go on that are behind another which no longer holds their key: none, unless somebody changed the table
/// by hand. Returns their number.
pub async fn jobs_let_go(db: &PgPool) -> Result<u64> {
    let done = sqlx::query!(
        "update jobs j set behind = false
         where behind and finished_at is null
           and not exists (select from jobs o where o.guild_id = j.guild_id and o.concurrency_key = j.concurrency_key and o.lease is not null)"
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// The number of jobs of a kind in a state (`leased`, `due`, `suspended`), and how long the oldest has been due.
#[derive(Clone, Debug)]
pub struct Queue {
    pub kind: String,
    pub state: String,
    pub count: i64,
    /// The seconds for which the oldest has been due; negative if it is due later.
    pub oldest: f64,
}

/// Returns what is in the queue but for what is due later, by kind and state.
pub async fn jobs_at_hand(db: &PgPool) -> Result<Vec<Queue>> {
    let rows = sqlx::query_as!(
        Queue,
        r#"
        select kind as "kind!", state as "state!", count(*) as "count!", extract(epoch from now() - min(run_at))::float8 as "oldest!"
        from (
            select kind, 'leased' as state, run_at from jobs where lease is not null
            union all
            select kind, 'suspended', run_at from jobs where suspended_at is not null and finished_at is null and lease is null
            union all
            select kind, 'due', run_at from jobs
            where finished_at is null and suspended_at is null and lease is null and not behind and urgent and run_at <= now()
            union all
            select kind, 'due', run_at from jobs
            where finished_at is null and suspended_at is null and lease is null and not behind and not urgent and run_at <= now()
            union all
            select kind, 'due', run_at from jobs where behind and finished_at is null
        ) at_hand
        group by kind, state
        "#
    )
    .fetch_all(db)
    .await?;
    Ok(rows)
}

/// The number of jobs of a kind that wait: due now or later.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub kind: String,
    pub count: i64,
}

/// Returns how many jobs wait, by kind. Reads one entry of an index for each.
pub async fn jobs_waiting(db: &PgPool) -> Result<Vec<Waiting>> {
    let rows = sqlx::query_as!(
        Waiting,
        r#"
        select kind, count(*) as "count!" from jobs
        where finished_at is null and suspended_at is null and lease is null
        group by kind
        "#
    )
    .fetch_all(db)
    .await?;
    Ok(rows)
}

/// Deletes finished jobs after a day, and broken ones after thirty: a piece of them. Returns their number.
pub async fn jobs_prune(db: impl PgExecutor<'_>) -> Result<u64> {
    let done = sqlx::query!(
        "delete from jobs where id in (
             (select id from jobs where finished_at < now() - interval '1 day' and broken_at is null order by finished_at limit $1)
             union all
             (select id from jobs where broken_at < now() - interval '30 days' order by broken_at limit $1)
         )",
        PIECE
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
