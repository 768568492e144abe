//! The cases of one order on many people: one for each, beneath the order's own case, opened in batches.

use sqlx::{PgConnection, PgExecutor};

use crate::domain::case::Case;
use crate::domain::case_event::CaseEvent;
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::store::cases::record::names;
use crate::store::{id, key, unhurried};
use crate::words::Kept;

/// A person to open a case for.
#[derive(Clone, Debug)]
pub struct NewChild {
    pub target: UserId,
    pub name: Option<String>,
    /// The reason why nothing is done to them.
    pub failure: Option<Kept>,
}

/// A case that is still to be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub number: i32,
    pub target: UserId,
    /// A later case on the same person that was carried out meanwhile, and so supersedes this one.
    pub later: Option<i32>,
}

/// The outcome of one case.
#[derive(Clone, Debug)]
pub struct Child {
    pub number: i32,
    pub target: UserId,
    /// The reason why it was not applied.
    pub failure: Option<Kept>,
}

/// Opens a case for each person, under the server's next numbers: pending, or failed at once.
pub async fn children_open(
    tx: &mut PgConnection,
    parent: &Case,
    kind: Kind,
    children: &[NewChild],
) -> Result<()> {
    unhurried(&mut *tx).await?;
    let count = i32::try_from(children.len()).unwrap_or(i32::MAX);
    let last = sqlx::query_scalar!(
        "update guilds set last_case = last_case + $2 where guild_id = $1 returning last_case",
        key(parent.guild),
        count
    )
    .fetch_one(&mut *tx)
    .await?;
    let targets: Vec<i64> = children.iter().map(|child| key(child.target)).collect();
    let names: Vec<Option<String>> = children.iter().map(|child| child.name.clone()).collect();
    let failures = children.iter().map(|child| child.failure.as_ref().map(Kept::as_stored));
    let failures: Vec<Option<String>> = failures.collect();
    sqlx::query!(
        "with opened as (
            insert into cases (guild_id, number, kind, status, failure, target_id, target_name, moderator_id, moderator_name, reason, delete_seconds, parent)
            select $1, $2 + place, $3, case when failure is null then 'pending' else 'failed' end, failure, target, name, $4, $5, $6, $7, $8
            from unnest($9::bigint[], $10::text[], $11::text[]) with ordinality as child (target, name, failure, place)
            returning number, failure
         )
         insert into case_events (guild_id, number, actor_id, event, detail)
         select $1, number, $4, $12, '{}'::jsonb from opened
         union all
         select $1, number, null, $13, jsonb_build_object('why', failure) from opened where failure is not null",
        key(parent.guild),
        i64::from(last - count),
        kind.as_str(),
        key(parent.moderator),
        parent.moderator_name,
        parent.reason,
        parent.delete_seconds.cast_signed(),
        parent.number,
        &targets,
        &names as &[Option<String>],
        &failures as &[Option<String>],
        CaseEvent::Opened.as_str(),
        CaseEvent::Failed.as_str()
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Returns the pending cases, in order.
pub async fn children_waiting(
    db: impl PgExecutor<'_>,
    parent: &Case,
    competing: impl Iterator<Item = Kind>,
) -> Result<Vec<Waiting>> {
    let competing = names(competing);
    let rows = sqlx::query!(
        r#"
        select number, target_id as "target!",
            (select max(later.number) from cases later
             where later.guild_id = $1 and coalesce(later.target_id, later.channel_id) = child.target_id
               and later.number > child.number and later.status = 'applied' and later.kind = any($3)
               and coalesce(later.applied_at, later.created_at) > child.created_at) as later
        from cases child where guild_id = $1 and parent = $2 and status = 'pending' and target_id is not null
        order by number
        "#,
        key(parent.guild),
        parent.number,
        &competing
    )
    .fetch_all(db)
    .await?;
    let waiting = rows.into_iter();
    Ok(waiting.map(|row| Waiting { number: row.number, target: id(row.target), later: row.later }).collect())
}

/// Stores that the cases were carried out. Closes the older bans of the same people, including bans by hand that Gavel
/// learnt of later.
pub async fn children_applied(
    tx: &mut PgConnection,
    guild: GuildId,
    kind: Kind,
    numbers: &[i32],
) -> Result<Vec<i32>> {
    sqlx::query!(
        "with applied as (
            update cases set status = 'applied', applied_at = now() where guild_id = $1 and number = any($2) returning number
         )
         insert into case_events (guild_id, number, event) select $1, number, $3 from applied",
        key(guild),
        numbers,
        CaseEvent::Applied.as_str()
    )
    .execute(&mut *tx)
    .await?;
    let closed = sqlx::query_scalar!(
        r#"with closed as (
            update cases old set closed_at = now(), closed_by = new.number from cases new
            where new.guild_id = $1 and new.number = any($2) and old.guild_id = $1
              and coalesce(old.target_id, old.channel_id) = new.target_id and old.kind = any($3)
              and (old.number < new.number or coalesce(old.applied_at, old.created_at) < new.created_at)
              and old.closed_at is null and old.status = 'applied'
            returning old.number as old, old.kind as was, old.ends_at, new.number as new, new.kind, new.moderator_id
         ), linked as (
            update cases set ended_case = old from closed where guild_id = $1 and number = new
         ), told as (
            insert into case_events (guild_id, number, actor_id, event, detail)
            select $1, old, moderator_id, case when was = kind then $5 else $6 end, jsonb_build_object('case', new) from closed
         ), replaced as (
            insert into case_events (guild_id, number, actor_id, event, detail)
            select $1, new, moderator_id, $4, jsonb_build_object('case', old, 'old', coalesce(to_jsonb(ends_at), '"never"'::jsonb), 'new', 'never')
            from closed where was = kind
         )
         select old as "old!" from closed"#,
        key(guild),
        numbers,
        &names(kind.closes().iter().copied()),
        CaseEvent::Replaced.as_str(),
        CaseEvent::ReplacedBy.as_str(),
        CaseEvent::Ended.as_str()
    )
    .fetch_all(tx)
    .await?;
    Ok(closed)
}

/// Stores that the cases were not carried out, each with its own reason.
pub async fn children_failed(tx: &mut PgConnection, guild: GuildId, failures: &[(i32, Kept)]) -> Result<()> {
    let numbers: Vec<i32> = failures.iter().map(|(number, _)| *number).collect();
    let reasons: Vec<String> = failures.iter().map(|(_, why)| why.as_stored()).collect();
    sqlx::query!(
        "with failed as (
            update cases set status = 'failed', failure = why
            from unnest($2::int[], $3::text[]) as given (child, why)
            where guild_id = $1 and number = child returning number, why
         )
         insert into case_events (guild_id, number, event, detail)
         select $1, number, $4, jsonb_build_object('why', why) from failed",
        key(guild),
        &numbers,
        &reasons,
        CaseEvent::Failed.as_str()
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Returns the outcomes, in order.
pub async fn children(db: impl PgExecutor<'_>, guild: GuildId, parent: i32) -> Result<Vec<Child>> {
    let rows = sqlx::query!(
        r#"select number, target_id as "target!", failure from cases
           where guild_id = $1 and parent = $2 and target_id is not null and status <> 'pending' order by number"#,
        key(guild),
        parent
    )
    .fetch_all(db)
    .await?;
    let children = rows.into_iter();
    Ok(children
        .map(|row| Child {
            number: row.number,
            target: id(row.target),
            failure: row.failure.as_deref().map(Kept::stored),
        })
        .collect())
}

/// Returns the people for whom an order on many is still in force.
pub async fn children_in_force(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    parent: i32,
    kind: Kind,
) -> Result<Vec<UserId>> {
    let targets = sqlx::query_scalar!(
        r#"select target_id as "target!" from cases
           where guild_id = $1 and parent = $2 and kind = $3 and status = 'applied' and closed_at is null and target_id is not null"#,
        key(guild),
        parent,
        kind.as_str()
    )
    .fetch_all(db)
    .await?;
    Ok(targets.into_iter().map(id).collect())
}
