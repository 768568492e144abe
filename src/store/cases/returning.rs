//! The cases in force for somebody who left the server and comes back.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::case::Case;
use crate::domain::case_event::CaseEvent;
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::store::cases::record::{Row, event_add};
use crate::store::key;

/// Returns the temporary roles that a person still has in force.
pub async fn roles_in_force(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    user: UserId,
    now: Timestamp,
) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases where guild_id = $1 and target_id = $2 and kind = $3 and status = 'applied' and closed_at is null
           and ends_at > $4 order by number",
        key(guild),
        key(user),
        Kind::RoleAdd.as_str(),
        now.to_sqlx() as jiff_sqlx::Timestamp
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}

/// Records that somebody came back and was jailed, or given their role, again.
pub async fn case_restored(tx: &mut PgConnection, case: &Case) -> Result<()> {
    let event = if case.kind == Kind::Jail { CaseEvent::Rejailed } else { CaseEvent::GivenAgain };
    event_add(tx, case.guild, case.number, None, event, json!({})).await
}
