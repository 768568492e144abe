//! Reports, their reporters, and the cases that came of them.

use jiff::SignedDuration;
use jiff_sqlx::ToSqlx as _;
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::domain::report::{Report, ReportCategory, Reported, Reporter, Statement};
use crate::error::{Error, Result};
use crate::store::{id, key};

struct Row {
    guild_id: i64,
    number: i32,
    about_id: i64,
    about_name: String,
    channel_id: Option<i64>,
    message_id: Option<i64>,
    quote: Option<Value>,
    created_at: jiff_sqlx::Timestamp,
    claimed_by: Option<i64>,
    deleted_by: Option<i64>,
    dismissed_by: Option<i64>,
    dismissal: Option<String>,
    closed_at: Option<jiff_sqlx::Timestamp>,
    reopened_after: i32,
    message_gone: bool,
    card_channel_id: Option<i64>,
    card_message_id: Option<i64>,
}

impl TryFrom<Row> for Report {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let pair = |channel: Option<i64>, message: Option<i64>| -> Option<(ChannelId, MessageId)> {
            channel.zip(message).map(|(channel, message)| (id(channel), id(message)))
        };
        Ok(Self {
            guild: id(row.guild_id),
            number: row.number,
            reported: Reported {
                about: id(row.about_id),
                about_name: row.about_name,
                message: pair(row.channel_id, row.message_id),
                quote: row.quote.map(serde_json::from_value).transpose().map_err(Error::broken)?,
            },
            created_at: row.created_at.to_jiff(),
            claimed_by: row.claimed_by.map(id),
            deleted_by: row.deleted_by.map(id),
            dismissed_by: row.dismissed_by.map(id),
            dismissal: row.dismissal,
            closed_at: row.closed_at.map(|at| at.to_jiff()),
            reopened_after: row.reopened_after,
            message_gone: row.message_gone,
            card: pair(row.card_channel_id, row.card_message_id),
        })
    }
}

/// A statement that returns reports: the parts before and after the list of columns.
macro_rules! query_reports {
    ($before:literal, $after:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            $before
                + " guild_id, number, about_id, about_name, channel_id, message_id, quote, created_at, claimed_by, deleted_by, "
                + "dismissed_by, dismissal, closed_at, reopened_after, message_gone, card_channel_id, card_message_id "
                + $after
            $(, $argument)*
        )
    };
}

/// Returns the report of this message, or opens one under the server's next number. Reports of one server wait here for
/// each other, and decisions on this one for the end of the transaction.
pub async fn report_open(tx: &mut PgConnection, guild: GuildId, reported: &Reported) -> Result<Report> {
    sqlx::query!(
        "insert into guilds (guild_id) values ($1) on conflict (guild_id) do update set guild_id = excluded.guild_id",
        key(guild)
    )
    .execute(&mut *tx)
    .await?;
    if let Some((_, message)) = reported.message {
        let found = query_reports!(
            "select",
            "from reports where guild_id = $1 and message_id = $2 for update",
            key(guild),
            key(message)
        );
        if let Some(row) = found.fetch_optional(&mut *tx).await? {
            return row.try_into();
        }
    }
    query_reports!(
        "with numbered as (
            update guilds set last_report = last_report + 1 where guild_id = $1 returning last_report
         )
         insert into reports (guild_id, number, about_id, about_name, channel_id, message_id, quote)
         select $1, last_report, $2, $3, $4, $5, $6 from numbered returning",
        "",
        key(guild),
        key(reported.about),
        reported.about_name,
        reported.message.map(|(channel, _)| key(channel)),
        reported.message.map(|(_, message)| key(message)),
        reported.quote.as_ref().map(serde_json::to_value).transpose().map_err(Error::broken)?
    )
    .fetch_one(tx)
    .await?
    .try_into()
}

/// Opens a decided report again, because somebody reported the message anew: with the message as it is now, and nobody
/// seeing to it. What was decided before stays on the record and decides nothing any more.
pub async fn report_reopen(
    tx: &mut PgConnection,
    guild: GuildId,
    number: i32,
    reported: &Reported,
) -> Result<()> {
    sqlx::query!(
        "update reports set about_id = $3, about_name = $4, quote = coalesce($5, quote), claimed_by = null, dismissed_by = null,
           dismissal = null, closed_at = null, message_gone = message_gone or deleted_by is not null,
           reopened_after = (
             select coalesce(max(case_number), 0) from report_cases c where c.guild_id = $1 and c.number = $2)
         where guild_id = $1 and number = $2",
        key(guild),
        number,
        key(reported.about),
        reported.about_name,
        reported.quote.as_ref().map(serde_json::to_value).transpose().map_err(Error::broken)?
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Adds a reporter. Returns `false` if they reported it before.
pub async fn reporter_add(
    tx: &mut PgConnection,
    guild: GuildId,
    number: i32,
    user: UserId,
    statement: &Statement,
) -> Result<bool> {
    let done = sqlx::query!(
        "insert into report_reporters (guild_id, number, place, user_id, category, words, is_anonymous, wants_outcome, files)
         select $1, $2, coalesce(max(place), 0) + 1, $3, $4, $5, $6, $7, $8
         from report_reporters where guild_id = $1 and number = $2
         on conflict (guild_id, number, user_id) do nothing",
        key(guild),
        number,
        key(user),
        statement.category.as_str(),
        statement.words,
        statement.is_anonymous,
        statement.wants_outcome,
        serde_json::to_value(&statement.files).map_err(Error::broken)?
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Returns the number of reports that a person made within a time until now; `most` at most.
pub async fn reports_made(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    user: UserId,
    within: SignedDuration,
    most: i64,
) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from (
             select from report_reporters where guild_id = $1 and user_id = $2
               and created_at > now() - make_interval(secs => $3) limit $4) as recent"#,
        key(guild),
        key(user),
        within.as_secs_f64(),
        most
    );
    Ok(count.fetch_one(db).await?)
}

/// Returns a report.
pub async fn report_find(db: impl PgExecutor<'_>, guild: GuildId, number: i32) -> Result<Option<Report>> {
    query_reports!("select", "from reports where guild_id = $1 and number = $2", key(guild), number)
        .fetch_optional(db)
        .await?
        .map(Report::try_from)
        .transpose()
}

/// Returns up to `most` reports numbered below `before`, newest first.
pub async fn reports_before(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    only_open: bool,
    before: i32,
    most: i64,
) -> Result<Vec<Report>> {
    let rows = if only_open {
        query_reports!(
            "select",
            "from reports where guild_id = $1 and number < $2 and closed_at is null order by number desc limit $3",
            key(guild),
            before,
            most
        )
        .fetch_all(db)
        .await?
    } else {
        query_reports!(
            "select",
            "from reports where guild_id = $1 and number < $2 order by number desc limit $3",
            key(guild),
            before,
            most
        )
        .fetch_all(db)
        .await?
    };
    rows.into_iter().map(Report::try_from).collect()
}

/// Returns up to `most` reporters after a place, in the order in which they reported.
pub async fn reporters_after(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    number: i32,
    after: u32,
    most: i64,
) -> Result<Vec<Reporter>> {
    let rows = sqlx::query_as!(
        ReporterRow,
        r#"select place, user_id, category, words, is_anonymous, wants_outcome, files,
             told_at as "told_at: jiff_sqlx::Timestamp"
           from report_reporters where guild_id = $1 and number = $2 and place > $3 order by place limit $4"#,
        key(guild),
        number,
        after.cast_signed(),
        most
    );
    rows.fetch_all(db).await?.into_iter().map(Reporter::try_from).collect()
}

struct ReporterRow {
    place: i32,
    user_id: i64,
    category: String,
    words: Option<String>,
    is_anonymous: bool,
    wants_outcome: bool,
    files: Value,
    told_at: Option<jiff_sqlx::Timestamp>,
}

impl TryFrom<ReporterRow> for Reporter {
    type Error = Error;

    fn try_from(row: ReporterRow) -> Result<Self> {
        Ok(Self {
            place: row.place.cast_unsigned(),
            user: id(row.user_id),
            statement: Statement {
                category: ReportCategory::parse(&row.category)
                    .ok_or_else(|| Error::broken("a report has an unknown category"))?,
                words: row.words,
                is_anonymous: row.is_anonymous,
                wants_outcome: row.wants_outcome,
                files: serde_json::from_value(row.files).map_err(Error::broken)?,
            },
            told_at: row.told_at.map(|at| at.to_jiff()),
        })
    }
}

/// Returns the number of a report's reporters.
pub async fn reporters_count(db: impl PgExecutor<'_>, guild: GuildId, number: i32) -> Result<u64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from report_reporters where guild_id = $1 and number = $2"#,
        key(guild),
        number
    );
    Ok(count.fetch_one(db).await?.cast_unsigned())
}

/// Stores that a reporter's files were posted: their addresses are not needed any more.
pub async fn reporter_files_posted(
    tx: &mut PgConnection,
    guild: GuildId,
    number: i32,
    user: UserId,
) -> Result<()> {
    sqlx::query!(
        "update report_reporters set files = '[]' where guild_id = $1 and number = $2 and user_id = $3",
        key(guild),
        number,
        key(user)
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Stores that a reporter was told the outcome, or can't be.
pub async fn reporter_told(tx: &mut PgConnection, guild: GuildId, number: i32, user: UserId) -> Result<()> {
    sqlx::query!(
        "update report_reporters set told_at = now() where guild_id = $1 and number = $2 and user_id = $3",
        key(guild),
        number,
        key(user)
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Stores where the moderators' card is.
pub async fn report_card(
    tx: &mut PgConnection,
    guild: GuildId,
    number: i32,
    (channel, message): (ChannelId, MessageId),
) -> Result<()> {
    sqlx::query!(
        "update reports set card_channel_id = $3, card_message_id = $4 where guild_id = $1 and number = $2",
        key(guild),
        number,
        key(channel),
        key(message)
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Returns a report, and keeps others from changing it before the transaction ends.
pub async fn report_lock(tx: &mut PgConnection, guild: GuildId, number: i32) -> Result<Option<Report>> {
    query_reports!(
        "select",
        "from reports where guild_id = $1 and number = $2 for update",
        key(guild),
        number
    )
    .fetch_optional(tx)
    .await?
    .map(Report::try_from)
    .transpose()
}

/// Stores who sees to a report and what became of it.
pub async fn report_change(tx: &mut PgConnection, report: &Report) -> Result<()> {
    sqlx::query!(
        "update reports set claimed_by = $3, deleted_by = $4, dismissed_by = $5, dismissal = $6, closed_at = $7, message_gone = $8
         where guild_id = $1 and number = $2",
        key(report.guild),
        report.number,
        report.claimed_by.map(key),
        report.deleted_by.map(key),
        report.dismissed_by.map(key),
        report.dismissal,
        report.closed_at.map(|at| at.to_sqlx()) as Option<jiff_sqlx::Timestamp>,
        report.message_gone
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Links a case with the report that it came of.
pub async fn report_link(tx: &mut PgConnection, guild: GuildId, number: i32, case: i32) -> Result<()> {
    sqlx::query!(
        "insert into report_cases (guild_id, case_number, number) values ($1, $2, $3) on conflict do nothing",
        key(guild),
        case,
        number
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Returns the report that a case came of.
pub async fn report_of_case(db: impl PgExecutor<'_>, guild: GuildId, case: i32) -> Result<Option<i32>> {
    let number = sqlx::query_scalar!(
        "select number from report_cases where guild_id = $1 and case_number = $2",
        key(guild),
        case
    );
    Ok(number.fetch_optional(db).await?)
}

/// The number of rows deleted at once.
const PIECE: i64 = 1_000;

/// Deletes the quotes of reports closed for ninety days, a piece of them. Returns their number.
pub async fn quotes_prune(db: impl PgExecutor<'_>) -> Result<u64> {
    let done = sqlx::query!(
        "update reports set quote = null where (guild_id, number) in (
             select guild_id, number from reports
             where quote is not null and closed_at is not null and closed_at < now() - interval '90 days'
             order by closed_at limit $1)",
        PIECE
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
