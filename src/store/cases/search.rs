//! Search over reasons, newest first. Each word of a reason has a row in `case_words`; the rarest word of the search leads
//! to the cases, a thousand at a time, and the reasons of these decide, unless one of its words is enough.

use std::collections::HashSet;

use sqlx::PgConnection;

use crate::domain::case::Case;
use crate::domain::ids::GuildId;
use crate::domain::page::{MOST_COUNTED, Page, Place, Total};
use crate::domain::search::alternatives;
use crate::domain::search::any_of;
use crate::error::Result;
use crate::store::cases::record::Row;
use crate::store::key;

/// The cases that can be meant.
enum Candidates {
    /// Those with one of these words.
    Words(Vec<String>),
    /// All, because the search says only what must not be there.
    All,
}

/// Returns a page of the cases whose reason has words that begin like these, newest first.
pub async fn cases_search(
    tx: &mut PgConnection,
    guild: GuildId,
    text: &str,
    place: Place,
    size: u32,
) -> Result<Page<Case>> {
    let wanted = query(tx, text).await?;
    if wanted.is_empty() {
        return Ok(Page::new(Place::Start, vec![], size, Total::Exactly(0)));
    }
    let (candidates, wanted) = match any_of(&wanted) {
        Some(beginnings) => (Candidates::Words(words(tx, guild, &beginnings).await?), None),
        None => (candidates(tx, guild, text).await?, Some(wanted)),
    };
    let wanted = wanted.as_deref();
    let newest = numbers(tx, guild, &candidates, Place::Start).await?;
    let found = matching(tx, guild, newest.clone(), wanted).await?;
    let counted = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let total = if is_all(&newest) { Total::Exactly(counted) } else { Total::AtLeast(counted) };
    let enough = usize::try_from(size).unwrap_or(usize::MAX).saturating_add(1);
    let (mut read, mut next, mut shown) = (newest, place, found);
    if place != Place::Start {
        read = numbers(tx, guild, &candidates, place).await?;
        shown = matching(tx, guild, read.clone(), wanted).await?;
    }
    while shown.len() < enough
        && !is_all(&read)
        && let Some(last) = read.last()
    {
        let last = i64::from(*last);
        next = if matches!(next, Place::Before(_)) { Place::Before(last) } else { Place::After(last) };
        read = numbers(tx, guild, &candidates, next).await?;
        shown.extend(matching(tx, guild, read.clone(), wanted).await?);
    }
    shown.truncate(enough);
    let page = Page::new(place, shown, size, total);
    let rows = query_cases!(
        "select",
        "from cases where guild_id = $1 and number = any($2) order by number desc",
        key(guild),
        &page.entries
    )
    .fetch_all(tx)
    .await?;
    let entries = rows.into_iter().map(Case::try_from).collect::<Result<_>>()?;
    let Page { total, is_after_others, is_before_others, .. } = page;
    Ok(Page { entries, total, is_after_others, is_before_others })
}

/// Returns `true` if no candidates come after these.
fn is_all(numbers: &[i32]) -> bool {
    i64::try_from(numbers.len()).unwrap_or(i64::MAX) < MOST_COUNTED
}

/// Returns the search as Postgres has it: each word, but for the shortest, stands for all that begin with it.
async fn query(tx: &mut PgConnection, text: &str) -> Result<String> {
    let query = sqlx::query_scalar!(
        r#"
        select regexp_replace(
            regexp_replace(websearch_to_tsquery('simple', $1)::text, '''([^'']|'''')*''', '\&:*', 'g'),
            '''([!-&(-~]{1,2})'':\*', '''\1''', 'g') as "query!"
        "#,
        text
    )
    .fetch_one(tx)
    .await?;
    Ok(query)
}

/// Returns the words that lead to every case that can be meant: for each alternative, all that begin like its rarest word.
async fn candidates(tx: &mut PgConnection, guild: GuildId, text: &str) -> Result<Candidates> {
    let beginnings = sqlx::query_scalar!(
        r#"
        select (
            select beginning from unnest(words_of(text)) beginning
            order by case when cardinality(words_of(text)) > 1 then (
                select count(*) from (
                    select from case_words
                    where guild_id = $1 and word >= beginning and word < words_end(beginning) limit 1000
                ) few
            ) end, beginning desc
            limit 1
        ) from unnest($2::text[]) text
        "#,
        key(guild),
        &alternatives(text)
    )
    .fetch_all(&mut *tx)
    .await?;
    let Some(beginnings) = beginnings.into_iter().collect::<Option<Vec<String>>>() else {
        return Ok(Candidates::All);
    };
    Ok(Candidates::Words(words(tx, guild, &beginnings).await?))
}

/// Returns the words that begin like one of these.
async fn words(tx: &mut PgConnection, guild: GuildId, beginnings: &[String]) -> Result<Vec<String>> {
    let words = sqlx::query_scalar!(
        r#"
        with recursive found as (
            select beginning, (
                select w.word from case_words w
                where w.guild_id = $1 and w.word >= beginning and w.word < words_end(beginning)
                order by w.word limit 1
            ) as word from unnest($2::text[]) beginning
            union all
            select beginning, (
                select w.word from case_words w
                where w.guild_id = $1 and w.word > found.word and w.word < words_end(beginning)
                order by w.word limit 1
            ) from found where found.word is not null
        )
        select distinct word as "word!" from found where word is not null
        "#,
        key(guild),
        beginnings
    )
    .fetch_all(tx)
    .await?;
    Ok(words)
}

/// Returns the numbers of up to a thousand candidates from a place on, in the order of reading.
async fn numbers(
    tx: &mut PgConnection,
    guild: GuildId,
    candidates: &Candidates,
    place: Place,
) -> Result<Vec<i32>> {
    let guild = key(guild);
    let numbers = match (candidates, place) {
        (Candidates::Words(words), Place::Start | Place::After(_)) => {
            let below = if let Place::After(key) = place { key } else { i64::MAX };
            sqlx::query_scalar!(
                r#"
                select distinct number as "number!" from unnest($2::text[]) form
                cross join lateral (
                    select number from case_words where guild_id = $1 and word = form and number < $3::bigint
                    order by number desc limit $4
                ) of_form
                order by 1 desc limit $4
                "#,
                guild,
                words,
                below,
                MOST_COUNTED
            )
            .fetch_all(tx)
            .await
        }
        (Candidates::Words(words), Place::Before(above)) => {
            sqlx::query_scalar!(
                r#"
                select distinct number as "number!" from unnest($2::text[]) form
                cross join lateral (
                    select number from case_words where guild_id = $1 and word = form and number > $3::bigint
                    order by number limit $4
                ) of_form
                order by 1 limit $4
                "#,
                guild,
                words,
                above,
                MOST_COUNTED
            )
            .fetch_all(tx)
            .await
        }
        (Candidates::All, Place::Start | Place::After(_)) => {
            let below = if let Place::After(key) = place { key } else { i64::MAX };
            sqlx::query_scalar!(
                "select number from cases where guild_id = $1 and number < $2::bigint order by number desc limit $3",
                guild,
                below,
                MOST_COUNTED
            )
            .fetch_all(tx)
            .await
        }
        (Candidates::All, Place::Before(above)) => sqlx::query_scalar!(
            "select number from cases where guild_id = $1 and number > $2::bigint order by number limit $3",
            guild,
            above,
            MOST_COUNTED
        )
        .fetch_all(tx)
        .await,
    };
    Ok(numbers?)
}

/// Returns those of the candidates whose reason has what is wanted beyond the words that led to them, in the same order.
async fn matching(
    tx: &mut PgConnection,
    guild: GuildId,
    mut numbers: Vec<i32>,
    wanted: Option<&str>,
) -> Result<Vec<i32>> {
    let Some(wanted) = wanted else {
        return Ok(numbers);
    };
    let found = sqlx::query_scalar!(
        "select number from cases
         where guild_id = $1 and number = any($2) and to_tsvector('simple', coalesce(reason, '')) @@ $3::text::tsquery",
        key(guild),
        &numbers,
        wanted
    )
    .fetch_all(tx)
    .await?;
    let found: HashSet<i32> = found.into_iter().collect();
    numbers.retain(|number| found.contains(number));
    Ok(numbers)
}
