//! Appeals against cases.

use jiff_sqlx::ToSqlx as _;
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::appeal::{AnsweredQuestion, Appeal, AppealCard, AppealStatus, AppealTold, LastAppeal};
use crate::domain::ids::{GuildId, UserId};
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::store::guilds::read;
use crate::store::{id, key};
use crate::words::Kept;

struct Row {
    guild_id: i64,
    number: i32,
    case_number: i32,
    user_id: i64,
    user_name: String,
    answers: Value,
    rounds: Value,
    status: String,
    decided_by: Option<i64>,
    decided_at: Option<jiff_sqlx::Timestamp>,
    reason: Option<String>,
    lifted_by: Option<i32>,
    failure: Option<String>,
    told: Option<String>,
    channel_id: Option<i64>,
    message_id: Option<i64>,
    created_at: jiff_sqlx::Timestamp,
}

impl TryFrom<Row> for Appeal {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let unknown = |what: &str| Error::broken(format!("appeal {} has an unknown {what}", row.number));
        Ok(Self {
            guild: id(row.guild_id),
            number: row.number,
            case: row.case_number,
            user: id(row.user_id),
            user_name: row.user_name,
            answers: serde_json::from_value(row.answers).map_err(Error::broken)?,
            rounds: serde_json::from_value(row.rounds).map_err(Error::broken)?,
            status: AppealStatus::parse(&row.status).ok_or_else(|| unknown("status"))?,
            decided_by: row.decided_by.map(id),
            decided_at: row.decided_at.map(|at| at.to_jiff()),
            reason: row.reason,
            lifted_by: row.lifted_by,
            failure: row.failure.as_deref().map(Kept::stored),
            told: row
                .told
                .map(|text| AppealTold::parse(&text).ok_or_else(|| unknown("DM outcome")))
                .transpose()?,
            card: row
                .channel_id
                .zip(row.message_id)
                .map(|(channel, message)| AppealCard { channel: id(channel), message: id(message) }),
            created_at: row.created_at.to_jiff(),
        })
    }
}

/// An appeal to open.
#[derive(Clone, Debug)]
pub struct NewAppeal {
    pub guild: GuildId,
    pub case: i32,
    pub user: UserId,
    pub user_name: String,
    pub answers: Vec<AnsweredQuestion>,
}

/// Opens an appeal under the server's next number. Returns `None` if one against the case is open.
pub async fn appeal_open(tx: &mut PgConnection, new: &NewAppeal) -> Result<Option<i32>> {
    // Those who open one in the same server wait for each other; what the next statement sees begins after that.
    sqlx::query!("select last_appeal from guilds where guild_id = $1 for update", key(new.guild))
        .fetch_optional(&mut *tx)
        .await?;
    let number = sqlx::query_scalar!(
        "with numbered as (
            update guilds set last_appeal = last_appeal + 1
            where guild_id = $1
                and not exists (select from appeals where guild_id = $1 and case_number = $2 and status = 'open')
            returning last_appeal
         )
         insert into appeals (guild_id, number, case_number, user_id, user_name, answers)
         select $1, last_appeal, $2, $3, $4, $5 from numbered
         returning number",
        key(new.guild),
        new.case,
        key(new.user),
        new.user_name,
        serde_json::to_value(&new.answers).map_err(Error::broken)?
    )
    .fetch_optional(tx)
    .await?;
    Ok(number)
}

/// Returns an appeal.
pub async fn appeal_find(db: impl PgExecutor<'_>, guild: GuildId, number: i32) -> Result<Option<Appeal>> {
    sqlx::query_as!(Row, "select * from appeals where guild_id = $1 and number = $2", key(guild), number)
        .fetch_optional(db)
        .await?
        .map(Appeal::try_from)
        .transpose()
}

/// Returns the newest appeal against a case.
pub async fn appeal_newest(db: impl PgExecutor<'_>, guild: GuildId, case: i32) -> Result<Option<Appeal>> {
    sqlx::query_as!(
        Row,
        "select * from appeals where guild_id = $1 and case_number = $2 order by number desc limit 1",
        key(guild),
        case
    )
    .fetch_optional(db)
    .await?
    .map(Appeal::try_from)
    .transpose()
}

/// Returns the settings of a server, and the newest appeal against a case.
pub async fn appeal_before(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    case: i32,
) -> Result<(Settings, Option<LastAppeal>)> {
    let found = sqlx::query!(
        r#"
        select settings, number as "number?", status as "status?", decided_at as "decided_at?: jiff_sqlx::Timestamp"
        from guilds left join lateral (
            select number, status, decided_at from appeals
            where appeals.guild_id = guilds.guild_id and case_number = $2 order by number desc limit 1
        ) last on true
        where guilds.guild_id = $1
        "#,
        key(guild),
        case
    )
    .fetch_optional(db)
    .await?;
    let Some(found) = found else { return Ok((Settings::default(), None)) };
    let last =
        found.number.zip(found.status.as_deref().and_then(AppealStatus::parse)).map(|(number, status)| {
            LastAppeal { number, status, decided_at: found.decided_at.map(|at| at.to_jiff()) }
        });
    Ok((read(found.settings)?, last))
}

/// Changes an appeal; other changes of it wait. Returns it as it is then; `None` if there is none of that number.
///
/// # Errors
/// A refusal if `change` fails: its sentence.
pub async fn appeal_change(
    tx: &mut PgConnection,
    guild: GuildId,
    number: i32,
    change: impl FnOnce(&mut Appeal) -> std::result::Result<(), String>,
) -> Result<Option<Appeal>> {
    let row = sqlx::query_as!(
        Row,
        "select * from appeals where guild_id = $1 and number = $2 for update",
        key(guild),
        number
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let mut appeal = Appeal::try_from(row)?;
    change(&mut appeal).map_err(Error::refused)?;
    sqlx::query!(
        "update appeals set rounds = $3, status = $4, decided_by = $5, decided_at = $6, reason = $7, lifted_by = $8, failure = $9,
             told = $10, channel_id = $11, message_id = $12
         where guild_id = $1 and number = $2",
        key(guild),
        number,
        serde_json::to_value(&appeal.rounds).map_err(Error::broken)?,
        appeal.status.as_str(),
        appeal.decided_by.map(key),
        appeal.decided_at.map(|at| at.to_sqlx()) as Option<jiff_sqlx::Timestamp>,
        appeal.reason,
        appeal.lifted_by,
        appeal.failure.as_ref().map(Kept::as_stored),
        appeal.told.map(AppealTold::as_str),
        appeal.card.map(|card| key(card.channel)),
        appeal.card.map(|card| key(card.message))
    )
    .execute(tx)
    .await?;
    Ok(Some(appeal))
}
