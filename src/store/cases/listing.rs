//! The record as it is read: pages, searches, what follows from a case and what happened to it.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::case::Case;
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::store::cases::record::{Row, names};
use crate::store::{id, key};

/// A page of cases, newest first, all or one person's; and how many there are.
pub async fn case_page(
    tx: &mut PgConnection,
    guild: GuildId,
    target: Option<UserId>,
    page: u32,
    size: u32,
) -> Result<(Vec<Case>, u64)> {
    let total = sqlx::query_scalar!(
        r#"select count(*) as "n!" from cases where guild_id = $1 and ($2::bigint is null or target_id = $2)"#,
        key(guild),
        target.map(key)
    )
    .fetch_one(&mut *tx)
    .await?;
    let rows = query_cases!(
        "select",
        "from cases where guild_id = $1 and ($2::bigint is null or target_id = $2) order by number desc limit $3 offset $4",
        key(guild),
        target.map(key),
        i64::from(size),
        i64::from(page) * i64::from(size)
    )
    .fetch_all(tx)
    .await?;
    let cases = rows.into_iter().map(Case::try_from).collect::<Result<_>>()?;
    Ok((cases, total.cast_unsigned()))
}

/// What somebody gave as reasons lately, newest first, each once: of their newest 200 cases. Notes are not for members'
/// eyes, and what follows from a case has words of Gavel's own.
pub async fn reasons_recent(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    moderator: UserId,
) -> Result<Vec<String>> {
    let reasons = sqlx::query_scalar!(
        r#"
        select reason as "reason!" from (
            select reason, created_at from cases
            where guild_id = $1 and moderator_id = $2 and reason is not null and kind <> all($3) and parent is null
            order by created_at desc limit 200
        ) recent
        group by reason order by max(created_at) desc
        "#,
        key(guild),
        key(moderator),
        &names(Kind::which(|facts| facts.is_private))
    )
    .fetch_all(db)
    .await?;
    Ok(reasons)
}

/// Cases whose reason has these words, newest first.
pub async fn cases_search(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    words: &str,
    limit: u32,
) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases where guild_id = $1 and to_tsvector('simple', coalesce(reason, '')) @@ websearch_to_tsquery('simple', $2) order by number desc limit $3",
        key(guild),
        words,
        i64::from(limit)
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}

/// The cases that follow from one, oldest first.
pub async fn cases_following(db: impl PgExecutor<'_>, guild: GuildId, parent: i32) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases where guild_id = $1 and parent = $2 order by number limit 20",
        key(guild),
        parent
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}

/// One thing that happened to a case.
#[derive(Clone, Debug)]
pub struct Event {
    pub at: Timestamp,
    pub actor: Option<UserId>,
    pub event: String,
    pub detail: Value,
}

/// What happened to a case, oldest first, the newest 50.
pub async fn case_history(db: impl PgExecutor<'_>, guild: GuildId, number: i32) -> Result<Vec<Event>> {
    let rows = sqlx::query!(
        "select at, actor_id, event, detail from (
            select seq, at, actor_id, event, detail from case_events where guild_id = $1 and number = $2 order by seq desc limit 50
         ) newest order by seq",
        key(guild),
        number
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Event {
            at: row.at.to_jiff(),
            actor: row.actor_id.map(id),
            event: row.event,
            detail: row.detail,
        })
        .collect())
}

/// The bans that hold, as the record has them, newest first; 1,000 at most.
pub async fn bans_in_force(db: impl PgExecutor<'_>, guild: GuildId) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases where guild_id = $1 and kind = $2 and status = 'applied' and closed_at is null order by number desc limit 1000",
        key(guild),
        Kind::Ban.as_str()
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}
