//! Hits of Discord's own AutoMod rules.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::event::Hit;
use crate::domain::ids::{GuildId, UserId};
use crate::error::Result;
use crate::store::{PIECE, key};

/// Records a hit. Discord sends each action of a rule separately, and a blocked message without its id, so everything
/// from one rule and one person within five seconds is one hit. The caller must not record two hits of one person
/// concurrently.
pub async fn hit_record(tx: &mut PgConnection, guild: GuildId, hit: &Hit, at: Timestamp) -> Result<()> {
    let (rule, action) = (hit.rule.cast_signed(), i16::from(hit.action));
    let message = hit.message.map(key);
    let known = sqlx::query!(
        "update automod_hits set action = greatest(action, $5), message_id = coalesce(message_id, $4)
         where guild_id = $1 and user_id = $2 and rule_id = $3
           and (message_id = $4
             or (message_id is null or $4::bigint is null)
               and at between $6::timestamptz - interval '5 seconds' and $6::timestamptz + interval '5 seconds')",
        key(guild),
        key(hit.user),
        rule,
        message,
        action,
        at.to_sqlx() as jiff_sqlx::Timestamp
    )
    .execute(&mut *tx)
    .await?;
    if known.rows_affected() > 0 {
        return Ok(());
    }
    sqlx::query!(
        "insert into automod_hits (guild_id, user_id, rule_id, channel_id, message_id, action, at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        key(guild),
        key(hit.user),
        rule,
        hit.channel.map(key),
        message,
        action,
        at.to_sqlx() as jiff_sqlx::Timestamp
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A person's hits.
#[derive(Clone, Copy, Debug)]
pub struct Hits {
    /// The number of hits of the last thirty days.
    pub count: u64,
    pub newest: Timestamp,
}

/// Returns a person's hits; `None` if there are none.
pub async fn hits_of(db: impl PgExecutor<'_>, guild: GuildId, user: UserId) -> Result<Option<Hits>> {
    let row = sqlx::query!(
        r#"
        select count(*) filter (where at > now() - interval '30 days') as "count!",
            max(at) as "newest: jiff_sqlx::Timestamp"
        from automod_hits where guild_id = $1 and user_id = $2
        "#,
        key(guild),
        key(user)
    )
    .fetch_one(db)
    .await?;
    Ok(row.newest.map(|newest| Hits { count: row.count.cast_unsigned(), newest: newest.to_jiff() }))
}

/// Deletes hits older than ninety days, a piece of them. Returns their number.
pub async fn hits_prune(db: impl PgExecutor<'_>) -> Result<u64> {
    let done = sqlx::query!(
        "delete from automod_hits where id in (
             select id from automod_hits where at < now() - interval '90 days' order by at limit $1)",
        PIECE
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
