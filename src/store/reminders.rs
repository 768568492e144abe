//! Reminders that people ordered for themselves. One that was delivered is deleted.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgExecutor;

use crate::domain::ids::{ChannelId, GuildId, InteractionId, UserId};
use crate::error::Result;
use crate::store::{PIECE, id, key};

/// A reminder as it is stored.
#[derive(Clone, Debug)]
pub struct Reminder {
    /// The interaction that ordered it.
    pub id: InteractionId,
    pub user: UserId,
    /// The channel in which it was ordered.
    pub channel: ChannelId,
    /// `true` if it is posted in that channel, `false` for a direct message.
    pub in_channel: bool,
    pub text: String,
    pub due_at: Timestamp,
    /// The time at which it was announced without its text; `None` if it is yet to come.
    pub told_at: Option<Timestamp>,
}

struct Row {
    id: i64,
    user_id: i64,
    channel_id: i64,
    in_channel: bool,
    text: String,
    due_at: jiff_sqlx::Timestamp,
    told_at: Option<jiff_sqlx::Timestamp>,
}

impl From<Row> for Reminder {
    fn from(row: Row) -> Self {
        Self {
            id: id(row.id),
            user: id(row.user_id),
            channel: id(row.channel_id),
            in_channel: row.in_channel,
            text: row.text,
            due_at: row.due_at.to_jiff(),
            told_at: row.told_at.map(|at| at.to_jiff()),
        }
    }
}

/// Stores a reminder. Returns `false` if the person has `most` already.
pub async fn reminder_add(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    reminder: &Reminder,
    most: i64,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into reminders (guild_id, user_id, id, channel_id, in_channel, text, due_at)
         select $1, $2, $3, $4, $5, $6, $7
         where (select count(*) from reminders where guild_id = $1 and user_id = $2) < $8",
        key(guild),
        key(reminder.user),
        key(reminder.id),
        key(reminder.channel),
        reminder.in_channel,
        reminder.text,
        reminder.due_at.to_sqlx() as jiff_sqlx::Timestamp,
        most
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Returns a person's reminder.
pub async fn reminder_find(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    user: UserId,
    reminder: InteractionId,
) -> Result<Option<Reminder>> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, user_id, channel_id, in_channel, text, due_at as "due_at: jiff_sqlx::Timestamp",
             told_at as "told_at: jiff_sqlx::Timestamp"
           from reminders where guild_id = $1 and user_id = $2 and id = $3"#,
        key(guild),
        key(user),
        key(reminder)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Reminder::from))
}

/// Returns a person's reminders, the next one first; 100 at most.
pub async fn reminders_of(db: impl PgExecutor<'_>, guild: GuildId, user: UserId) -> Result<Vec<Reminder>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, user_id, channel_id, in_channel, text, due_at as "due_at: jiff_sqlx::Timestamp",
             told_at as "told_at: jiff_sqlx::Timestamp"
           from reminders where guild_id = $1 and user_id = $2 order by due_at, id limit 100"#,
        key(guild),
        key(user)
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(Reminder::from).collect())
}

/// Deletes a reminder, because it was delivered, read or cancelled. Returns it.
pub async fn reminder_delete(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    user: UserId,
    reminder: InteractionId,
) -> Result<Option<Reminder>> {
    let row = sqlx::query_as!(
        Row,
        r#"delete from reminders where guild_id = $1 and user_id = $2 and id = $3
           returning id, user_id, channel_id, in_channel, text, due_at as "due_at: jiff_sqlx::Timestamp",
             told_at as "told_at: jiff_sqlx::Timestamp""#,
        key(guild),
        key(user),
        key(reminder)
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(Reminder::from))
}

/// Records that a reminder was announced, or that nobody could be reached. It stays until the person reads it.
pub async fn reminder_told(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    user: UserId,
    reminder: InteractionId,
) -> Result<()> {
    sqlx::query!(
        "update reminders set told_at = now() where guild_id = $1 and user_id = $2 and id = $3",
        key(guild),
        key(user),
        key(reminder)
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes reminders that nobody came to read within thirty days, a piece of them. Returns their number.
pub async fn reminders_prune(db: impl PgExecutor<'_>) -> Result<u64> {
    let done = sqlx::query!(
        "delete from reminders where (guild_id, user_id, id) in (
             select guild_id, user_id, id from reminders
             where told_at < now() - interval '30 days' order by told_at limit $1)",
        PIECE
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
