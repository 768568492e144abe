//! The playground's database, whose clock can be wound: functions of the names that Postgres' own clock has stand before
//! them in the search path, and add an interval.

use std::time::Duration;

use serde_json::Value;
use sqlx::postgres::PgPool;
use sqlx::{AssertSqlSafe, Executor};

use crate::cli::playground::scratch::Scratch;
use crate::error::Result;
use crate::store;

const CLOCK: &str = "
    create schema wound;
    create table wound.shift (ahead interval not null);
    insert into wound.shift values (interval '0');
    create function wound.now() returns timestamptz language sql stable
        as 'select pg_catalog.now() + (select ahead from wound.shift)';
    create function wound.clock_timestamp() returns timestamptz language sql volatile
        as 'select pg_catalog.clock_timestamp() + (select ahead from wound.shift)';
";

/// The jobs that an interaction ordered, and their cases.
const RECORDS: &str = "
    with ordered as (
        select j.* from processed_interactions p join jobs j on j.id = p.job_id where p.interaction_id = $1
    )
    select jsonb_build_object(
        'cases', coalesce((
            select jsonb_agg(jsonb_strip_nulls(to_jsonb(c)) order by c.number) from cases c
            where (c.guild_id, c.number) in (select guild_id, case_number from ordered)), '[]'),
        'jobs', coalesce((
            select jsonb_agg(jsonb_strip_nulls(to_jsonb(j) - 'answer') order by j.id) from jobs j
            where (j.guild_id, j.case_number) in (select guild_id, case_number from ordered)
               or j.id in (select id from ordered)), '[]'))
";

/// Creates the database anew, with its clock this much ahead, and opens it.
pub(super) async fn create(scratch: &Scratch, ahead: Duration) -> Result<PgPool> {
    scratch.create().await?;
    let new = store::open(scratch.options());
    new.execute(CLOCK).await?;
    let path = format!("alter database {} set search_path = public, wound, pg_catalog", scratch.name());
    new.execute(AssertSqlSafe(path)).await?;
    new.close().await;
    let pool = store::open(scratch.options());
    wind(&pool, ahead).await?;
    Ok(pool)
}

/// Moves the database's clock forward, and wakes those who wait for a time.
pub(super) async fn wind(pool: &PgPool, by: Duration) -> Result<()> {
    sqlx::query("update wound.shift set ahead = ahead + make_interval(secs => $1)")
        .bind(by.as_secs_f64())
        .execute(pool)
        .await?;
    Ok(())
}

/// Returns what was stored of an interaction.
pub(super) async fn records(pool: &PgPool, interaction: u64) -> Result<Value> {
    let id = i64::try_from(interaction).unwrap_or_default();
    Ok(sqlx::query_scalar::<_, Value>(RECORDS).bind(id).fetch_one(pool).await?)
}
