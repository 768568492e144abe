//! Reading the record: pages, searches, the cases that follow from one, and a case's history.

use jiff::Timestamp;
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::domain::case::Case;
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::{DISCORDS_LONGEST, EndedBy, Kind};
use crate::domain::page::{MOST_COUNTED, Page, Place, Total};
use crate::error::{Error, Result};
use crate::store::cases::record::{Row, names};
use crate::store::{id, key};

/// The cases of a person that a reader is shown.
#[derive(Clone, Copy, Debug)]
pub enum Shown {
    All,
    /// Those that the person concerned may see: no notes, nothing that failed, nothing of which they were not to be told.
    ToThemselves,
}

/// Returns a page of the cases for which a condition holds, newest first, and counts them up to a limit. The condition's own
/// parameters are from `$3` on where it is in the page's statement, and from `$1` on where they are counted.
macro_rules! page_of_cases {
    ($tx:expr, $place:expr, $size:expr, $of:literal, $counted:literal, $($argument:expr),+) => {{
        let (place, limit) = ($place, i64::from($size) + 1);
        let total = sqlx::query_scalar!(
            "select count(*) as \"n!\" from (select from cases where " + $counted + " limit 1001) counted",
            $($argument),+
        )
        .fetch_one(&mut *$tx)
        .await?;
        let rows = match place {
            Place::Start | Place::After(_) => {
                let below = if let Place::After(key) = place { key } else { i64::MAX };
                query_cases!(
                    "select",
                    "from cases where number < $1::bigint and " + $of + " order by number desc limit $2",
                    below, limit, $($argument),+
                )
                .fetch_all(&mut *$tx)
                .await?
            }
            Place::Before(above) => {
                query_cases!(
                    "select",
                    "from cases where number > $1::bigint and " + $of + " order by number limit $2",
                    above, limit, $($argument),+
                )
                .fetch_all(&mut *$tx)
                .await?
            }
        };
        let cases = rows.into_iter().map(Case::try_from).collect::<Result<_>>()?;
        Ok(Page::new(place, cases, $size, Total::up_to(MOST_COUNTED, total)))
    }};
}

/// Returns a page of a server's cases.
pub async fn case_page(tx: &mut PgConnection, guild: GuildId, place: Place, size: u32) -> Result<Page<Case>> {
    page_of_cases!(tx, place, size, "guild_id = $3", "guild_id = $1", key(guild))
}

/// Returns a page of the cases of a person.
pub async fn case_page_of(
    tx: &mut PgConnection,
    guild: GuildId,
    target: UserId,
    shown: Shown,
    place: Place,
    size: u32,
) -> Result<Page<Case>> {
    match shown {
        Shown::All => page_of_cases!(
            tx,
            place,
            size,
            "guild_id = $3 and target_id = $4",
            "guild_id = $1 and target_id = $2",
            key(guild),
            key(target)
        ),
        Shown::ToThemselves => page_of_cases!(
            tx,
            place,
            size,
            "guild_id = $3 and target_id = $4 and kind <> all($5) and status <> 'failed' and notified is distinct from 'untold'",
            "guild_id = $1 and target_id = $2 and kind <> all($3) and status <> 'failed' and notified is distinct from 'untold'",
            key(guild),
            key(target),
            &names(Kind::which(|facts| facts.is_private))
        ),
    }
}

/// Returns the cases that came of a report, ascending; 20 at most.
pub async fn cases_of_report(db: impl PgExecutor<'_>, guild: GuildId, report: i32) -> Result<Vec<Case>> {
    let rows = query_cases!(
        "select",
        "from cases where guild_id = $1 and number in (
            select r.case_number from report_cases r where r.guild_id = $1 and r.number = $2 order by r.case_number limit 20
         ) order by number",
        key(guild),
        report
    );
    rows.fetch_all(db).await?.into_iter().map(Case::try_from).collect()
}

/// Returns the newest cases whose number begins with these digits.
pub async fn cases_numbered(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    digits: &str,
    limit: usize,
) -> Result<Vec<Case>> {
    let (low, high): (Vec<i32>, Vec<i32>) = numbers_beginning(digits).into_iter().unzip();
    query_cases!(
        "select",
        "from unnest($2::int[], $3::int[]) as range (low, high)
         cross join lateral (
             select * from cases where guild_id = $1 and number >= low and number <= high order by number desc limit $4
         ) cases
         order by number desc limit $4",
        key(guild),
        &low,
        &high,
        i64::try_from(limit).map_err(Error::broken)?
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}

/// Returns the ranges of the numbers that begin with these digits, one for each length.
fn numbers_beginning(digits: &str) -> Vec<(i32, i32)> {
    if digits.is_empty() {
        return vec![(1, i32::MAX)];
    }
    let Some(number) =
        digits.parse::<i64>().ok().filter(|number| number.to_string() == digits && *number > 0)
    else {
        return vec![];
    };
    let ranges =
        (0..10).map(|more| 10_i64.pow(more)).map(|times| (number * times, number * times + times - 1));
    ranges
        .filter_map(|(low, high)| Some((i32::try_from(low).ok()?, i32::try_from(high).unwrap_or(i32::MAX))))
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

/// Returns the number of a person's warnings that count, up to and including case `number`, and whether any case follows
/// from that one.
pub async fn receipt_counts(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    target: Option<UserId>,
    number: i32,
) -> Result<(u64, bool)> {
    let counts = sqlx::query!(
        r#"
        select (
            select count(*) from cases
            where guild_id = $1 and target_id = $2 and number <= $3 and kind = any($4) and status <> 'failed' and voided_at is null
              and (expires_at is null or expires_at > now())
        ) as "warnings!", exists (select from cases where guild_id = $1 and parent = $3) as "is_followed!"
        "#,
        key(guild),
        target.map(key),
        number,
        &names(Kind::which(|facts| facts.has_points))
    )
    .fetch_one(db)
    .await?;
    Ok((counts.warnings.cast_unsigned(), counts.is_followed))
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
    /// The position among the entries of the case.
    pub seq: i64,
    pub at: Timestamp,
    pub actor: Option<UserId>,
    pub event: String,
    pub detail: Value,
}

struct Stored {
    seq: i64,
    at: jiff_sqlx::Timestamp,
    actor_id: Option<i64>,
    event: String,
    detail: Value,
}

/// Returns a page of a case's history, oldest first.
pub async fn case_history(
    tx: &mut PgConnection,
    guild: GuildId,
    number: i32,
    place: Place,
    size: u32,
) -> Result<Page<Event>> {
    let total = sqlx::query_scalar!(
        r#"select count(*) as "n!" from (select from case_events where guild_id = $1 and number = $2 limit 1001) counted"#,
        key(guild),
        number
    )
    .fetch_one(&mut *tx)
    .await?;
    let limit = i64::from(size) + 1;
    let rows = match place {
        Place::Start | Place::After(_) => {
            let after = if let Place::After(key) = place { key } else { 0 };
            sqlx::query_as!(
                Stored,
                "select seq, at, actor_id, event, detail from case_events
                 where guild_id = $1 and number = $2 and seq > $3 order by seq limit $4",
                key(guild),
                number,
                after,
                limit
            )
            .fetch_all(tx)
            .await?
        }
        Place::Before(before) => {
            sqlx::query_as!(
                Stored,
                "select seq, at, actor_id, event, detail from case_events
                 where guild_id = $1 and number = $2 and seq < $3 order by seq desc limit $4",
                key(guild),
                number,
                before,
                limit
            )
            .fetch_all(tx)
            .await?
        }
    };
    let event = |row: Stored| {
        let Stored { seq, at, actor_id, event, detail } = row;
        Event { seq, at: at.to_jiff(), actor: actor_id.map(id), event, detail }
    };
    Ok(Page::new(place, rows, size, Total::up_to(MOST_COUNTED, total)).map(event))
}

/// Returns the bans in force, as the record has them, of people whose name or id contains `letters` (lowercase); newest
/// first, 1,000 at most.
pub async fn bans_in_force(db: impl PgExecutor<'_>, guild: GuildId, letters: &str) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases where guild_id = $1 and number = any(array(
             select number from cases
             where guild_id = $1 and kind = $3 and status = 'applied' and closed_at is null
               and (strpos(lower(coalesce(target_name, '')), $2) > 0 or strpos(target_id::text, $2) > 0)
             order by number desc limit 1000
         )) order by number desc",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_that_begin_with_digits_are_ranges() {
        assert_eq!(numbers_beginning("17")[..3], [(17, 17), (170, 179), (1_700, 1_799)]);
        assert_eq!(numbers_beginning("17").len(), 9);
        assert_eq!(numbers_beginning("2147483648"), []);
        assert_eq!(numbers_beginning("3").last(), Some(&(300_000_000, 399_999_999)));
        assert_eq!(numbers_beginning("2").last(), Some(&(2_000_000_000, i32::MAX)));
        for none in ["0", "017", "x", "1x", "-1", "+1"] {
            assert_eq!(numbers_beginning(none), [], "{none}");
        }
        assert_eq!(numbers_beginning(""), [(1, i32::MAX)]);
    }
}
