//! The state of a database that another version of Gavel is about to use, read before anything changes.

use serde_json::Value;
use sqlx::PgExecutor;

use crate::domain::ids::GuildId;
use crate::domain::settings::Settings;
use crate::error::Result;
use crate::store::{id, key};

/// The most settings that are read at a time.
const PAGE: i64 = 500;

/// The unfinished jobs of a kind.
#[derive(Clone, Debug)]
pub struct UnfinishedJobs {
    pub kind: String,
    pub count: i64,
}

/// Returns the version of Postgres, as it names itself and as a number such as 150004.
pub async fn postgres_version(db: impl PgExecutor<'_>) -> Result<(String, i32)> {
    let version = "select current_setting('server_version'), current_setting('server_version_num')::int";
    Ok(sqlx::query_as(version).fetch_one(db).await?)
}

/// Returns the number of unfinished jobs of each kind.
pub async fn jobs_unfinished(db: impl PgExecutor<'_>) -> Result<Vec<UnfinishedJobs>> {
    let jobs = sqlx::query_as!(
        UnfinishedJobs,
        r#"select kind, count(*) as "count!" from jobs where finished_at is null group by kind order by kind"#
    );
    Ok(jobs.fetch_all(db).await?)
}

/// Returns the servers whose settings can't be read, of the next page after a server, and the last server of the page;
/// `None` if there are no more.
pub async fn settings_unreadable(
    db: impl PgExecutor<'_>,
    after: Option<GuildId>,
) -> Result<Option<(Vec<GuildId>, GuildId)>> {
    let rows = sqlx::query!(
        "select guild_id, settings from guilds where guild_id > $1 and settings <> '{}' order by guild_id limit $2",
        after.map_or(0, key),
        PAGE
    )
    .fetch_all(db)
    .await?;
    let Some(last) = rows.last().map(|row| id(row.guild_id)) else { return Ok(None) };
    let is_readable = |settings: Value| serde_json::from_value::<Settings>(settings).is_ok();
    let unreadable = rows.into_iter().filter(|row| !is_readable(row.settings.clone()));
    Ok(Some((unreadable.map(|row| id(row.guild_id)).collect(), last)))
}

/// Returns the number of processes that serve from this database, not counting those of the asking process.
pub async fn processes_serving(db: impl PgExecutor<'_>) -> Result<i64> {
    let listening = "select count(*) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen %gavel_jobs%'";
    Ok(sqlx::query_scalar(listening).fetch_one(db).await?)
}
