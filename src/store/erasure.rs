//! Erasing people and servers, and what is kept about a person. The rules are functions of the schema, which look at every
//! table.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor, PgPool};

use crate::domain::case_event::CaseEvent;
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::Kind;
use crate::domain::settings::Retention;
use crate::error::{Error, Result};
use crate::store::{PIECE, id, key, unhurried};

/// The numbers of values that were changed and of rows that were deleted, by table.
pub type Counts = BTreeMap<String, u64>;

fn counts(found: Option<Value>) -> Result<Counts> {
    serde_json::from_value(found.unwrap_or_default()).map_err(Error::broken)
}

fn lasting() -> Vec<String> {
    Kind::ALL.into_iter().filter(|kind| kind.lasts()).map(|kind| kind.as_str().to_owned()).collect()
}

/// Erases a person: in a server, or everywhere if it is `None`. Cases on them keep their numbers; they are counted as
/// `tombstones`, beside the tables. `actor` is who ordered
/// it; `None` for the operator.
pub async fn person_erase(
    tx: &mut PgConnection,
    person: UserId,
    guild: Option<GuildId>,
    actor: Option<UserId>,
) -> Result<Counts> {
    unhurried(&mut *tx).await?;
    let erased = sqlx::query_scalar!(
        "select erase_person($1, $2, $3, $4, $5)",
        key(person),
        guild.map(key),
        &lasting(),
        actor.map(key),
        CaseEvent::Erased.as_str()
    )
    .fetch_one(tx)
    .await?;
    counts(erased)
}

/// Deletes everything stored about a server; if a job does it, all but that job.
pub async fn guild_erase(tx: &mut PgConnection, guild: GuildId, by_job: Option<i64>) -> Result<Counts> {
    unhurried(&mut *tx).await?;
    let erased = sqlx::query_scalar!("select erase_server($1, $2)", key(guild), by_job).fetch_one(tx).await?;
    counts(erased)
}

/// A case that is in force on a person.
#[derive(Clone, Copy, Debug)]
pub struct InForce {
    pub number: i32,
    pub kind: Kind,
    pub ends_at: Option<Timestamp>,
}

/// Returns what is in force on a person, the newest first; 20 at most.
pub async fn in_force_on(db: impl PgExecutor<'_>, guild: GuildId, person: UserId) -> Result<Vec<InForce>> {
    let rows = sqlx::query!(
        r#"select number, kind, ends_at as "ends_at: jiff_sqlx::Timestamp" from cases
           where guild_id = $1 and coalesce(target_id, channel_id) = $2 and kind = any($3)
             and closed_at is null and status = 'applied'
           order by number desc limit 20"#,
        key(guild),
        key(person),
        &lasting()
    )
    .fetch_all(db)
    .await?;
    let found = rows.into_iter().filter_map(|row| {
        let ends_at = row.ends_at.map(|at| at.to_jiff());
        Some(InForce { number: row.number, kind: Kind::parse(&row.kind)?, ends_at })
    });
    Ok(found.collect())
}

/// Returns what is kept about a person in a server, as they may read it: of each kind of record a list, of 10,000 entries at
/// most. Without what only moderators may see, without the reports that are still open, and without who made those about them.
pub async fn person_record(db: impl PgExecutor<'_>, guild: GuildId, person: UserId) -> Result<Value> {
    let record = sqlx::query_scalar!(
        r#"
        select jsonb_build_object(
            'cases', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                    'number', number, 'kind', kind, 'status', status, 'name', target_name, 'reason', reason, 'points', points,
                    'channel_id', channel_id::text, 'role_id', role_id::text, 'evidence', evidence ->> 'name',
                    'created_at', created_at, 'applied_at', applied_at, 'expires_at', expires_at, 'ends_at', ends_at,
                    'closed_at', closed_at, 'voided_at', voided_at)) order by number), '[]')
                from (select * from cases where guild_id = $1 and target_id = $2 and status <> 'failed'
                        and notified is distinct from 'untold' and kind <> all($3) order by number limit 10000) it),
            'appeals', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                    'number', number, 'case', case_number, 'name', user_name, 'answers', answers,
                    'questions', (select jsonb_agg(jsonb_build_object('question', round -> 'question', 'answer', round -> 'answer'))
                        from jsonb_array_elements(rounds) round),
                    'status', status, 'reason', reason, 'created_at', created_at, 'decided_at', decided_at)) order by number), '[]')
                from (select * from appeals where guild_id = $1 and user_id = $2 order by number limit 10000) it),
            'reports_made', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                    'number', number, 'about_id', about_id::text, 'category', category, 'words', words, 'anonymous', is_anonymous,
                    'wants_outcome', wants_outcome, 'files', files, 'created_at', it.created_at, 'told_at', told_at)) order by number), '[]')
                from (select reporter.*, about_id from report_reporters reporter join reports using (guild_id, number)
                    where guild_id = $1 and user_id = $2 order by number limit 10000) it),
            'reports_about_you', (select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                    'number', number, 'name', about_name, 'channel_id', channel_id::text, 'message_id', message_id::text,
                    'message', quote, 'created_at', created_at, 'closed_at', closed_at)) order by number), '[]')
                from (select * from reports where guild_id = $1 and about_id = $2 and closed_at is not null
                    order by number limit 10000) it),
            'reminders', (select coalesce(jsonb_agg(jsonb_build_object(
                    'text', text, 'channel_id', channel_id::text, 'in_channel', in_channel, 'due_at', due_at) order by due_at), '[]')
                from (select * from reminders where guild_id = $1 and user_id = $2 order by due_at limit 10000) it),
            'automod_hits', (select coalesce(jsonb_agg(jsonb_build_object(
                    'rule_id', rule_id::text, 'channel_id', channel_id::text, 'action', action, 'at', at) order by at), '[]')
                from (select * from automod_hits where guild_id = $1 and user_id = $2 order by at desc limit 10000) it),
            'actions', (select coalesce(jsonb_agg(jsonb_build_object(
                    'number', number, 'kind', kind, 'status', status, 'created_at', created_at) order by number), '[]')
                from (select * from cases where guild_id = $1 and moderator_id = $2 order by created_at limit 10000) it),
            'case_changes', (select coalesce(jsonb_agg(jsonb_build_object('number', number, 'event', event, 'at', at) order by at), '[]')
                from (select * from case_events where guild_id = $1 and actor_id = $2 order by seq limit 10000) it),
            'decisions_on_appeals', (select coalesce(jsonb_agg(jsonb_build_object(
                    'number', number, 'status', status, 'decided_at', decided_at) order by number), '[]')
                from (select * from appeals where guild_id = $1 and decided_by = $2 order by number limit 10000) it),
            'decisions_on_reports', (select coalesce(jsonb_agg(jsonb_build_object('number', number, 'claimed', claimed_by is not distinct from $2,
                    'deleted', deleted_by is not distinct from $2, 'dismissed', dismissed_by is not distinct from $2) order by number), '[]')
                from (select * from reports where guild_id = $1 and $2 in (claimed_by, deleted_by, dismissed_by)
                    order by number limit 10000) it),
            'setting_changes', (select coalesce(jsonb_agg(jsonb_build_object('setting', setting, 'at', at) order by seq), '[]')
                from (select * from setting_events where guild_id = $1 and actor_id = $2 order by seq limit 10000) it),
            'role_menus_naming_you', (select coalesce(jsonb_agg(name order by name), '[]')
                from (select * from role_menus where guild_id = $1 and strpos(menu::text, $2::text) > 0 limit 10000) it),
            'tags_naming_you', (select coalesce(jsonb_agg(name order by name), '[]')
                from (select * from tags where guild_id = $1 and strpos(text, $2::text) > 0 limit 10000) it),
            'added_gavel', (select coalesce(jsonb_agg(received_at order by id), '[]')
                from webhook_events where body #>> '{user,id}' = $2::text and body #>> '{guild,id}' = $1::text),
            'cooldowns', (select coalesce(jsonb_agg(jsonb_build_object('command', command, 'until', until)), '[]')
                from cooldowns where user_id = $2),
            'direct_channel', (select channel_id::text from direct_channels where user_id = $2)
        ) as "it!"
        "#,
        key(guild),
        key(person),
        &private()
    )
    .fetch_one(db)
    .await?;
    Ok(record)
}

/// Returns the kinds that the person never sees.
fn private() -> Vec<String> {
    Kind::which(|facts| facts.is_private).map(|kind| kind.as_str().to_owned()).collect()
}

/// A server that wants some records to be kept for a limited time.
struct Wanted {
    guild_id: i64,
    kept: Value,
}

/// Deletes what servers no longer want to be kept, a piece of each kind. Returns the number of rows.
pub async fn retention_prune(db: &PgPool) -> Result<u64> {
    let wanted = sqlx::query_as!(
        Wanted,
        r#"select guild_id, settings -> 'retention' as "kept!" from guilds
           where settings <> '{}' and settings -> 'retention' <> '{}'"#
    );
    let mut deleted = 0;
    for Wanted { guild_id, kept } in wanted.fetch_all(db).await? {
        let kept: Retention = serde_json::from_value(kept).map_err(Error::broken)?;
        let days = |days: u32| i32::try_from(days).unwrap_or(i32::MAX);
        if let Some(most) = kept.cases {
            deleted += cases_prune(db, guild_id, days(most)).await?;
        }
        if let Some(most) = kept.notes {
            deleted += notes_prune(db, guild_id, days(most)).await?;
        }
        if let Some(most) = kept.automod_hits {
            let done = sqlx::query!(
                "delete from automod_hits where id in (
                     select id from automod_hits
                     where guild_id = $1 and at < now() - make_interval(days => $2) limit $3)",
                guild_id,
                days(most),
                PIECE
            );
            deleted += done.execute(db).await?.rows_affected();
        }
        if let Some(most) = kept.history {
            let done = sqlx::query!(
                "delete from setting_events where guild_id = $1 and seq in (
                     select seq from setting_events
                     where guild_id = $1 and at < now() - make_interval(days => $2) order by seq limit $3)",
                guild_id,
                days(most),
                PIECE
            );
            deleted += done.execute(db).await?.rows_affected();
        }
    }
    Ok(deleted)
}

/// Deletes cases that are over and count no more since so many days. What is in force stays, and so does a warning that
/// counts for good.
async fn cases_prune(db: &PgPool, guild: i64, days: i32) -> Result<u64> {
    let counting: Vec<String> =
        Kind::which(|facts| facts.has_points).map(|kind| kind.as_str().to_owned()).collect();
    let done = sqlx::query_scalar!(
        r#"
        with gone as (
            delete from cases where guild_id = $1 and number in (
                select number from cases
                where guild_id = $1 and created_at < now() - make_interval(days => $2) and kind <> all($4)
                  and status <> 'pending' and not (status = 'applied' and closed_at is null and kind = any($5))
                  and (status = 'failed' or voided_at < now() - make_interval(days => $2)
                       or case when kind = any($6) then expires_at else coalesce(closed_at, created_at) end
                          < now() - make_interval(days => $2))
                order by created_at limit $3
            )
            returning number, reason
        ), unworded as (
            delete from case_words using gone
            where guild_id = $1 and case_words.number = gone.number and word = any(words_of(gone.reason))
        )
        select count(*) as "n!" from gone
        "#,
        guild,
        days,
        PIECE,
        &private(),
        &lasting(),
        &counting
    );
    Ok(done.fetch_one(db).await?.cast_unsigned())
}

/// Deletes notes that are older than so many days.
async fn notes_prune(db: &PgPool, guild: i64, days: i32) -> Result<u64> {
    let done = sqlx::query_scalar!(
        r#"
        with gone as (
            delete from cases where guild_id = $1 and number in (
                select number from cases
                where guild_id = $1 and created_at < now() - make_interval(days => $2) and kind = any($4)
                order by created_at limit $3
            )
            returning number, reason
        ), unworded as (
            delete from case_words using gone
            where guild_id = $1 and case_words.number = gone.number and word = any(words_of(gone.reason))
        )
        select count(*) as "n!" from gone
        "#,
        guild,
        days,
        PIECE,
        &private()
    );
    Ok(done.fetch_one(db).await?.cast_unsigned())
}

/// Notes which servers Gavel is in: of those with ids above `after` and up to `last`, the ones in `here`, and no others.
pub async fn guilds_seen(
    db: impl PgExecutor<'_>,
    (after, last): (Option<GuildId>, Option<GuildId>),
    here: &[GuildId],
) -> Result<()> {
    let here: Vec<i64> = here.iter().copied().map(key).collect();
    sqlx::query!(
        "update guilds set left_at = case when guild_id = any($3) then null else now() end
         where guild_id > $1 and guild_id <= $2 and (left_at is null) <> (guild_id = any($3))",
        after.map_or(0, key),
        last.map_or(i64::MAX, key),
        &here
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that Gavel is not in a server any more.
pub async fn guild_left(db: impl PgExecutor<'_>, guild: GuildId) -> Result<()> {
    sqlx::query!("update guilds set left_at = now() where guild_id = $1 and left_at is null", key(guild))
        .execute(db)
        .await?;
    Ok(())
}

/// Notes that Gavel is in a server after all.
pub async fn guild_back(db: impl PgExecutor<'_>, guild: GuildId) -> Result<()> {
    sqlx::query!("update guilds set left_at = null where guild_id = $1 and left_at is not null", key(guild))
        .execute(db)
        .await?;
    Ok(())
}

/// Returns servers that Gavel left thirty days ago or earlier; ten at most.
pub async fn guilds_left_long_ago(db: impl PgExecutor<'_>) -> Result<Vec<GuildId>> {
    let found = sqlx::query_scalar!(
        "select guild_id from guilds where left_at < now() - interval '30 days' order by left_at limit 10"
    );
    Ok(found.fetch_all(db).await?.into_iter().map(id).collect())
}
