//! Reading the record: pages, searches, the cases that follow from one, and a case's history.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::domain::case::{Case, Notified};
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::{DISCORDS_LONGEST, EndedBy, Kind};
use crate::error::{Error, Result};
use crate::store::cases::record::{Row, names};
use crate::store::{id, key};

/// The cases that a reader is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The kinds that are left out.
    pub without: &'a [Kind],
    /// `true` to include cases that were not applied.
    pub failed: bool,
    /// `true` to show also cases that the person was not to be told of.
    pub untold: bool,
}

impl Shown<'_> {
    /// All cases.
    pub const ALL: Self = Shown { without: &[], failed: true, untold: true };
    /// The cases that the person concerned may see: no notes, and nothing that failed.
    pub const TO_THEMSELVES: Self = Shown { without: &[Kind::Note], failed: false, untold: false };
}

/// Returns a page of cases without those of some kinds, newest first, of everybody or one person; and their total
/// number.
pub async fn case_page(
    tx: &mut PgConnection,
    guild: GuildId,
    target: Option<UserId>,
    kinds: &Shown<'_>,
    page: u32,
    size: u32,
) -> Result<(Vec<Case>, u64)> {
    let (without, failed) = (kinds.without, kinds.failed);
    let without_notified = (!kinds.untold).then(|| Notified::Untold.as_str());
    let without: Vec<String> = without.iter().map(|kind| kind.as_str().to_owned()).collect();
    let total = sqlx::query_scalar!(
        r#"select count(*) as "n!" from cases
           where guild_id = $1 and ($2::bigint is null or target_id = $2) and not kind = any($3) and ($4 or status <> 'failed')
             and ($5::text is null or notified is distinct from $5)"#,
        key(guild),
        target.map(key),
        &without,
        failed,
        without_notified
    )
    .fetch_one(&mut *tx)
    .await?;
    let rows = query_cases!(
        "select",
        "from cases where guild_id = $1 and ($2::bigint is null or target_id = $2) and not kind = any($3) and ($4 or status <> 'failed')
           and ($5::text is null or notified is distinct from $5) order by number desc limit $6 offset $7",
        key(guild),
        target.map(key),
        &without,
        failed,
        without_notified,
        i64::from(size),
        i64::from(page) * i64::from(size)
    )
    .fetch_all(tx)
    .await?;
    let cases = rows.into_iter().map(Case::try_from).collect::<Result<_>>()?;
    Ok((cases, total.cast_unsigned()))
}

/// Returns the newest cases whose number begins with these digits.
pub async fn cases_numbered(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    digits: &str,
    limit: usize,
) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases where guild_id = $1 and starts_with(number::text, $2) order by number desc limit $3",
        key(guild),
        digits,
        i64::try_from(limit).map_err(Error::broken)?
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}

/// Returns a moderator's recent reasons, newest first, each once, from their newest 200 cases. Notes are left out,
/// because members must not see them, and so are cases that follow from others, because Gavel wrote their reasons.
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

/// Returns a page of the cases whose reason has these words, newest first; and their total number.
pub async fn cases_search(
    tx: &mut PgConnection,
    guild: GuildId,
    words: &str,
    page: u32,
    size: u32,
) -> Result<(Vec<Case>, u64)> {
    let total = sqlx::query_scalar!(
        r#"select count(*) as "n!" from cases
           where guild_id = $1 and to_tsvector('simple', coalesce(reason, '')) @@ websearch_to_tsquery('simple', $2)"#,
        key(guild),
        words
    )
    .fetch_one(&mut *tx)
    .await?;
    let rows = query_cases!(
        "select",
        "from cases where guild_id = $1 and to_tsvector('simple', coalesce(reason, '')) @@ websearch_to_tsquery('simple', $2) order by number desc limit $3 offset $4",
        key(guild),
        words,
        i64::from(size),
        i64::from(page) * i64::from(size)
    )
    .fetch_all(tx)
    .await?;
    let cases = rows.into_iter().map(Case::try_from).collect::<Result<_>>()?;
    Ok((cases, total.cast_unsigned()))
}

/// Returns the cases that follow from one, oldest first.
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

/// Returns the first cases in force that only Gavel ends or renews, soonest end first, and how many there are.
pub async fn cases_ending(db: &PgPool, guild: GuildId, limit: u32) -> Result<(Vec<Case>, u64)> {
    let by_gavel =
        names(Kind::which(|facts| facts.lasts.is_some_and(|lasting| lasting.ended_by == EndedBy::Gavel)));
    let by_discord =
        names(Kind::which(|facts| facts.lasts.is_some_and(|lasting| lasting.ended_by == EndedBy::Discord)));
    let longest = i32::try_from(DISCORDS_LONGEST.as_hours()).unwrap_or(i32::MAX);
    let cases = query_cases!(
        "select",
        "from cases where guild_id = $1 and status = 'applied' and closed_at is null
           and (kind = any($2) and ends_at is not null
             or kind = any($3) and (ends_at is null or ends_at > now() and ends_at > created_at + make_interval(hours => $4)))
         order by ends_at, number limit $5",
        key(guild),
        &by_gavel,
        &by_discord,
        longest,
        i64::from(limit)
    )
    .fetch_all(db)
    .await?;
    let total = sqlx::query_scalar!(
        r#"select count(*) as "n!" from cases where guild_id = $1 and status = 'applied' and closed_at is null
           and (kind = any($2) and ends_at is not null
             or kind = any($3) and (ends_at is null or ends_at > now() and ends_at > created_at + make_interval(hours => $4)))"#,
        key(guild),
        &by_gavel,
        &by_discord,
        longest
    )
    .fetch_one(db)
    .await?;
    Ok((cases.into_iter().map(Case::try_from).collect::<Result<_>>()?, total.cast_unsigned()))
}

/// Returns what the ladder ordered for a person and is pending or in force, oldest first.
pub async fn cases_of_ladder(db: impl PgExecutor<'_>, guild: GuildId, target: UserId) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases where guild_id = $1 and target_id = $2 and ladder_points is not null and status <> 'failed' and closed_at is null
         order by number",
        key(guild),
        key(target)
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}

/// An entry of a case's history.
#[derive(Clone, Debug)]
pub struct Event {
    pub at: Timestamp,
    pub actor: Option<UserId>,
    pub event: String,
    pub detail: Value,
}

struct Stored {
    at: jiff_sqlx::Timestamp,
    actor_id: Option<i64>,
    event: String,
    detail: Value,
}

/// Returns a page of a case's history, oldest first; and the total number of entries.
pub async fn case_history(
    tx: &mut PgConnection,
    guild: GuildId,
    number: i32,
    page: u32,
    size: u32,
) -> Result<(Vec<Event>, u64)> {
    let total = sqlx::query_scalar!(
        r#"select count(*) as "n!" from case_events where guild_id = $1 and number = $2"#,
        key(guild),
        number
    )
    .fetch_one(&mut *tx)
    .await?;
    let rows = sqlx::query_as!(
        Stored,
        "select at, actor_id, event, detail from case_events where guild_id = $1 and number = $2 order by seq limit $3 offset $4",
        key(guild),
        number,
        i64::from(size),
        i64::from(page) * i64::from(size)
    )
    .fetch_all(tx)
    .await?;
    let event = |row: Stored| {
        let Stored { at, actor_id, event, detail } = row;
        Event { at: at.to_jiff(), actor: actor_id.map(id), event, detail }
    };
    Ok((rows.into_iter().map(event).collect(), total.cast_unsigned()))
}

/// Returns the bans in force, as the record has them, of people whose name or id contains `letters` (lowercase); newest
/// first, 1,000 at most.
pub async fn bans_in_force(db: impl PgExecutor<'_>, guild: GuildId, letters: &str) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases where guild_id = $1 and kind = $3 and status = 'applied' and closed_at is null and (strpos(lower(coalesce(target_name, '')), $2) > 0 or strpos(target_id::text, $2) > 0) order by number desc limit 1000",
        key(guild),
        letters,
        Kind::Ban.as_str()
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}
