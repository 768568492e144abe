//! Counts over the record: points, standing, limits, moderators' actions.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgExecutor;

use crate::domain::case::Case;
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::Kind;
use crate::domain::ladder::Points;
use crate::error::{Error, Result};
use crate::store::cases::record::{Row, names};
use crate::store::{id, key};

/// Returns the names of the kinds whose points add up.
fn with_points() -> Vec<String> {
    names(Kind::which(|facts| facts.has_points))
}

/// Returns the names of the kinds that count on a person's record.
fn counted() -> Vec<String> {
    names(Kind::which(|facts| facts.is_counted))
}

/// Returns the number and the points of a person's warnings that count: neither failed, nor voided, nor expired, up to
/// and including case `until`.
pub async fn warnings_active(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    target: UserId,
    until: i32,
) -> Result<(u64, u64)> {
    let row = sqlx::query!(
        r#"
        select count(*) as "count!", coalesce(sum(points), 0) as "points!"
        from cases
        where guild_id = $1 and target_id = $2 and number <= $3 and kind = any($4) and status <> 'failed' and voided_at is null
          and (expires_at is null or expires_at > now())
        "#,
        key(guild),
        key(target),
        until,
        &with_points()
    )
    .fetch_one(db)
    .await?;
    Ok((row.count.cast_unsigned(), row.points.cast_unsigned()))
}

/// Returns the points of a person's warnings before a case that count now.
pub async fn points_before(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    target: UserId,
    before: i32,
) -> Result<Vec<Points>> {
    let rows = sqlx::query!(
        "select points, created_at from cases
         where guild_id = $1 and target_id = $2 and number < $3 and kind = any($4) and status <> 'failed' and voided_at is null
           and (expires_at is null or expires_at > now())",
        key(guild),
        key(target),
        before,
        &with_points()
    )
    .fetch_all(db)
    .await?;
    let points = rows.into_iter();
    Ok(points.map(|row| Points { points: row.points.unsigned_abs(), at: row.created_at.to_jiff() }).collect())
}

/// Returns a person's warnings that nobody took back and that had not expired at a time.
pub async fn warnings_points(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    target: UserId,
    at: Timestamp,
) -> Result<Vec<Points>> {
    let rows = sqlx::query!(
        "select points, created_at from cases
         where guild_id = $1 and target_id = $2 and kind = any($3) and status <> 'failed' and voided_at is null
           and (expires_at is null or expires_at > $4)",
        key(guild),
        key(target),
        &with_points(),
        at.to_sqlx() as jiff_sqlx::Timestamp
    )
    .fetch_all(db)
    .await?;
    let points = rows.into_iter();
    Ok(points.map(|row| Points { points: row.points.unsigned_abs(), at: row.created_at.to_jiff() }).collect())
}

/// Returns the numbers of actions of a kind that a moderator ordered in the last hour and in the last day.
pub async fn cases_counted(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    moderator: UserId,
    kinds: impl Iterator<Item = Kind>,
) -> Result<(u64, u64)> {
    let row = sqlx::query!(
        r#"
        select count(*) filter (where created_at > now() - interval '1 hour') as "hour!", count(*) as "day!"
        from cases where guild_id = $1 and moderator_id = $2 and kind = any($3) and created_at > now() - interval '1 day'
        "#,
        key(guild),
        key(moderator),
        &names(kinds)
    )
    .fetch_one(db)
    .await?;
    Ok((row.hour.cast_unsigned(), row.day.cast_unsigned()))
}

/// A moderator's orders of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    pub moderator: UserId,
    pub kind: Kind,
    /// The number that neither failed nor were voided.
    pub done: u64,
    pub voided: u64,
    pub failed: u64,
    /// The newest case's number and time.
    pub newest: i32,
    pub at: Timestamp,
}

struct TallyRow {
    moderator_id: i64,
    kind: String,
    done: i64,
    voided: i64,
    failed: i64,
    newest: i32,
    at: jiff_sqlx::Timestamp,
}

/// Returns the orders of the last days, by moderator and kind; of all moderators, or of one. Each has an index that the sums
/// are read from.
pub async fn cases_tallied(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    moderator: Option<UserId>,
    days: i32,
) -> Result<Vec<Tally>> {
    macro_rules! tallies {
        ($whose:literal $(, $argument:expr)*) => {
            sqlx::query_as!(
                TallyRow,
                "select moderator_id, kind,
                    count(*) filter (where status <> 'failed' and voided_at is null) as \"done!\",
                    count(*) filter (where status <> 'failed' and voided_at is not null) as \"voided!\",
                    count(*) filter (where status = 'failed') as \"failed!\",
                    max(number) as \"newest!\", max(created_at) as \"at!: jiff_sqlx::Timestamp\"
                 from cases
                 where guild_id = $1 and created_at > now() - make_interval(days => $2)" + $whose + "
                 group by moderator_id, kind",
                key(guild),
                days
                $(, $argument)*
            )
            .fetch_all(db)
            .await?
        };
    }
    let rows = match moderator {
        Some(moderator) => tallies!(" and moderator_id = $3", key(moderator)),
        None => tallies!(""),
    };
    let tally = |kind: &str| {
        Kind::parse(kind).ok_or_else(|| Error::broken(format!("a case has the unknown kind {kind}")))
    };
    rows.into_iter()
        .map(|row| {
            Ok(Tally {
                moderator: id(row.moderator_id),
                kind: tally(&row.kind)?,
                done: row.done.cast_unsigned(),
                voided: row.voided.cast_unsigned(),
                failed: row.failed.cast_unsigned(),
                newest: row.newest,
                at: row.at.to_jiff(),
            })
        })
        .collect()
}

/// A warning, with the fields that the ladder needs.
#[derive(Clone, Copy, Debug)]
pub struct Warning {
    pub target: UserId,
    pub points: Points,
    pub expires: Option<Timestamp>,
}

/// Returns the warnings since `since` that were not voided, oldest first; 10,000 at most.
pub async fn warnings_since(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    since: Timestamp,
) -> Result<Vec<Warning>> {
    let rows = sqlx::query!(
        r#"
        select target_id as "target!", points, created_at, expires_at from cases
        where guild_id = $1 and kind = any($3) and status = 'applied' and voided_at is null and target_id is not null
          and created_at > $2
        order by created_at limit 10000
        "#,
        key(guild),
        since.to_sqlx() as jiff_sqlx::Timestamp,
        &with_points()
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Warning {
            target: id(row.target),
            points: Points { points: row.points.unsigned_abs(), at: row.created_at.to_jiff() },
            expires: row.expires_at.map(|at| at.to_jiff()),
        })
        .collect())
}

/// Returns the numbers of a person's valid cases, by kind: neither failed nor voided, and not lifting another.
pub async fn cases_valid(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    target: UserId,
) -> Result<Vec<(Kind, u64)>> {
    let rows = sqlx::query!(
        r#"
        select kind, count(*) as "count!" from cases
        where guild_id = $1 and target_id = $2 and status <> 'failed' and voided_at is null
          and kind = any($3)
        group by kind
        "#,
        key(guild),
        key(target),
        &counted()
    )
    .fetch_all(db)
    .await?;
    let mut counts: Vec<(Kind, u64)> =
        rows.iter().filter_map(|row| Some((Kind::parse(&row.kind)?, row.count.cast_unsigned()))).collect();
    counts.sort();
    Ok(counts)
}

/// Returns a person's newest valid cases.
pub async fn cases_valid_newest(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    target: UserId,
    limit: u32,
) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases
         where guild_id = $1 and target_id = $2 and status <> 'failed' and voided_at is null
           and kind = any($4)
         order by number desc limit $3",
        key(guild),
        key(target),
        i64::from(limit),
        &counted()
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}
