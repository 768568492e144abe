//! Lockdowns: the one in force, the cases that follow from it, and its end.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::case::{Case, Closer};
use crate::domain::ids::{ChannelId, GuildId};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::store::cases::force::ended;
use crate::store::cases::record::Row;
use crate::store::{id, key};

/// Returns the server's lockdown that is in force or pending, of those opened before a case.
pub async fn lockdown_lasting(db: impl PgExecutor<'_>, guild: GuildId, before: i32) -> Result<Option<Case>> {
    query_cases!(
        "select",
        "from cases
         where guild_id = $1 and number < $2 and kind = $3 and status <> 'failed' and closed_at is null and voided_at is null
         order by number desc limit 1",
        key(guild),
        before,
        Kind::Lockdown.as_str()
    )
    .fetch_optional(db)
    .await?
    .map(Case::try_from)
    .transpose()
}

/// Returns the server's lockdown that is in force or pending, of those opened before a case, and that blocks another
/// one: a lockdown whose end only waits for channels that Discord refuses to open does not.
pub async fn lockdown_in_force(db: impl PgExecutor<'_>, guild: GuildId, before: i32) -> Result<Option<Case>> {
    query_cases!(
        "select",
        "from cases
         where guild_id = $1 and number < $2 and kind = $3 and status <> 'failed' and closed_at is null and voided_at is null
           and not exists (
             select from cases e
             where e.guild_id = $1 and e.parent = cases.number and e.kind = $4 and (e.status = 'applied' or e.status = 'pending' and (
               select bool_and(j.refusals > 0) from cases u
               join jobs j on j.guild_id = $1 and j.case_number = u.number and j.finished_at is null
               where u.guild_id = $1 and u.parent = e.number and u.status = 'pending')))
         order by number desc limit 1",
        key(guild),
        before,
        Kind::Lockdown.as_str(),
        Kind::LockdownEnd.as_str()
    )
    .fetch_optional(db)
    .await?
    .map(Case::try_from)
    .transpose()
}

/// Returns the channels whose locks are due to end: they have an end, or an unlock is pending.
pub async fn locks_ending(db: impl PgExecutor<'_>, guild: GuildId) -> Result<Vec<ChannelId>> {
    let channels = sqlx::query_scalar!(
        r#"
        select channel_id as "it!" from cases l
        where guild_id = $1 and kind = $2 and status = 'applied' and closed_at is null and channel_id is not null
          and (ends_at is not null or exists (
            select from cases u where u.guild_id = $1 and coalesce(u.target_id, u.channel_id) = l.channel_id and u.kind = $3 and u.status = 'pending'))
        "#,
        key(guild),
        Kind::Lock.as_str(),
        Kind::Unlock.as_str()
    )
    .fetch_all(db)
    .await?;
    Ok(channels.into_iter().map(id).collect())
}

/// Returns the end of the lock that this one replaced, if that is still to come.
pub async fn lock_replaced_until(
    db: impl PgExecutor<'_>,
    lock: &Case,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let until = sqlx::query_scalar!(
        r#"
        select old.ends_at as "it!: jiff_sqlx::Timestamp" from cases old
        join cases new on new.guild_id = old.guild_id and new.channel_id = coalesce(old.target_id, old.channel_id) and old.closed_at = new.applied_at
        where old.guild_id = $1 and new.number = $2 and old.number < $2 and old.kind = $4 and old.ends_at > $3
        "#,
        key(lock.guild),
        lock.number,
        now.to_sqlx() as jiff_sqlx::Timestamp,
        Kind::Lock.as_str()
    )
    .fetch_optional(db)
    .await?;
    Ok(until.map(|until| until.to_jiff()))
}

/// Returns the pending end of a lockdown, of those opened before a case.
pub async fn lockdown_ending(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    lockdown: i32,
    before: i32,
) -> Result<Option<Case>> {
    query_cases!(
        "select",
        "from cases
         where guild_id = $1 and parent = $2 and number < $3 and kind = $4 and status = 'pending'
         order by number desc limit 1",
        key(guild),
        lockdown,
        before,
        Kind::LockdownEnd.as_str()
    )
    .fetch_optional(db)
    .await?
    .map(Case::try_from)
    .transpose()
}

/// Returns all cases of a kind that follow from one, oldest first.
pub async fn cases_parts(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    parent: i32,
    kind: Kind,
) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases where guild_id = $1 and parent = $2 and kind = $3 order by number",
        key(guild),
        parent,
        kind.as_str()
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}

/// Closes a case: it is no longer in force.
pub async fn case_close(tx: &mut PgConnection, case: &mut Case, by: Option<&Case>) -> Result<()> {
    let at = sqlx::query_scalar!(
        r#"
        update cases set closed_at = coalesce(closed_at, now()), closed_by = coalesce(closed_by, $3)
        where guild_id = $1 and number = $2
        returning closed_at as "at!: jiff_sqlx::Timestamp"
        "#,
        key(case.guild),
        case.number,
        by.map(|by| by.number)
    )
    .fetch_one(&mut *tx)
    .await?;
    case.closed_at = Some(at.to_jiff());
    let Some(by) = by else { return Ok(()) };
    case.closed_by = Some(Closer { number: by.number, kind: by.kind, moderator: by.moderator });
    ended(tx, case.guild, &[case.number], by).await
}
