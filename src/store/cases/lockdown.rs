//! Lockdowns: the one that lasts, what follows from it, and its end.

use sqlx::{PgConnection, PgExecutor};

use super::Row;
use crate::domain::case::{Case, Kind};
use crate::domain::ids::GuildId;
use crate::error::Result;
use crate::store::key;

/// The lockdown that lasts in a server, or is being carried out, of those opened before a case.
pub async fn lockdown_lasting(db: impl PgExecutor<'_>, guild: GuildId, before: i32) -> Result<Option<Case>> {
    query_cases!(
        "select",
        "from cases
         where guild_id = $1 and number < $2 and kind = 'lockdown' and status <> 'failed' and closed_at is null and voided_at is null
         order by number desc limit 1",
        key(guild),
        before
    )
    .fetch_optional(db)
    .await?
    .map(Case::try_from)
    .transpose()
}

/// The end of a lockdown that is being carried out, of those opened before a case.
pub async fn lockdown_ending(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    lockdown: i32,
    before: i32,
) -> Result<Option<Case>> {
    query_cases!(
        "select",
        "from cases
         where guild_id = $1 and parent = $2 and number < $3 and kind = 'lockdown_end' and status = 'pending'
         order by number desc limit 1",
        key(guild),
        lockdown,
        before
    )
    .fetch_optional(db)
    .await?
    .map(Case::try_from)
    .transpose()
}

/// All cases of a kind that follow from one, oldest first.
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

/// The case is not what holds any more.
pub async fn case_close(tx: &mut PgConnection, case: &mut Case) -> Result<()> {
    let at = sqlx::query_scalar!(
        r#"
        update cases set closed_at = coalesce(closed_at, now()) where guild_id = $1 and number = $2
        returning closed_at as "at!: jiff_sqlx::Timestamp"
        "#,
        key(case.guild),
        case.number
    )
    .fetch_one(tx)
    .await?;
    case.closed_at = Some(at.to_jiff());
    Ok(())
}
