//! The cases in force for a person, one of their roles or a channel, and those that they replace.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use serde_json::json;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::case::{Case, Subject};
use crate::domain::case_event::CaseEvent;
use crate::domain::ids::{GuildId, RoleId, UserId};
use crate::domain::kind::{EndedBy, Kind};
use crate::error::Result;
use crate::store::cases::record::{Row, event_add, names, subject, subject_keys};
use crate::store::{id, key};

/// Closes the older cases that this one replaces or ends; the history of a replaced case has its old and its new end.
/// An action by hand is as old as its audit log entry, whatever its number.
pub async fn cases_close(tx: &mut PgConnection, case: &Case) -> Result<Vec<i32>> {
    let (subject, role) = subject(case);
    let closed = sqlx::query!(
        r#"
        with this as (select created_at, audit_entry, audit_entry is not null as by_hand from cases where guild_id = $1 and number = $5)
        update cases set closed_at = case when this.by_hand then this.created_at else now() end, closed_by = $5
        from this
        where guild_id = $1 and coalesce(target_id, channel_id) = $2 and ($3::bigint is null or role_id = $3)
          and kind = any($4) and number <> $5 and status = 'applied'
          and (closed_at is null or this.by_hand and closed_at > this.created_at)
          and (number < $5 and not this.by_hand or (coalesce(applied_at, cases.created_at), cases.audit_entry) < (this.created_at, this.audit_entry))
        returning number, kind, ends_at
        "#,
        key(case.guild),
        subject,
        role,
        &names(case.kind.closes().iter().copied()),
        case.number
    )
    .fetch_all(&mut *tx)
    .await?;
    let numbers: Vec<i32> = closed.iter().map(|old| old.number).collect();
    ended(tx, case.guild, &numbers, case).await?;
    for old in closed.into_iter().filter(|old| old.kind == case.kind.as_str()) {
        let end = |at: Option<Timestamp>| at.map_or(json!("never"), |at| json!(at));
        let detail = json!({ "case": old.number, "old": end(old.ends_at.map(|at| at.to_jiff())), "new": end(case.ends_at) });
        event_add(tx, case.guild, case.number, Some(case.moderator), CaseEvent::Replaced, detail).await?;
    }
    Ok(numbers)
}

/// Links the cases that were closed with the one that closed them, in the histories of both. A lift follows from what it
/// lifted, unless it followed from something else.
pub(super) async fn ended(tx: &mut PgConnection, guild: GuildId, closed: &[i32], by: &Case) -> Result<()> {
    let Some(newest) = closed.iter().max() else { return Ok(()) };
    let event = if by.kind.lasts() { CaseEvent::ReplacedBy } else { CaseEvent::Ended };
    sqlx::query!(
        "with linked as (
            update cases set ended_case = $3, parent = case when $4 then coalesce(parent, $3) else parent end
            where guild_id = $1 and number = $2
         )
         insert into case_events (guild_id, number, actor_id, event, detail)
         select $1, number, $5, $6, $7 from unnest($8::integer[]) as number",
        key(guild),
        by.number,
        newest,
        !by.kind.lasts() && *newest < by.number,
        key(by.moderator),
        event.as_str(),
        json!({ "case": by.number }),
        closed
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Returns the rival of a case, on the same person, role or channel, that was carried out while this one had to wait: a
/// later one; or, if nothing is left to be lifted, another one that lifted it.
pub async fn case_superseded_by(db: impl PgExecutor<'_>, case: &Case) -> Result<Option<i32>> {
    let (subject, role) = subject(case);
    if case.kind.competing().next().is_none() {
        return Ok(None);
    }
    let lifts = case.kind.undoes().filter(|_| !case.kind.lasts());
    let rival = sqlx::query_scalar!(
        "select max(number) from cases
         where guild_id = $1 and coalesce(target_id, channel_id) = $2 and ($3::bigint is null or role_id = $3)
           and status = 'applied' and kind = any($5) and coalesce(applied_at, created_at) > $6
           and (number > $4 or number <> $4 and kind = $7 and not exists (
                 select from cases held
                 where held.guild_id = $1 and coalesce(held.target_id, held.channel_id) = $2 and held.kind = $8
                   and held.status = 'applied' and held.closed_at is null))",
        key(case.guild),
        subject,
        role,
        case.number,
        &names(case.kind.competing()),
        case.created_at.to_sqlx() as jiff_sqlx::Timestamp,
        lifts.map(|_| case.kind.as_str()),
        lifts.map(Kind::as_str)
    )
    .fetch_one(db)
    .await?;
    Ok(rival)
}

/// The cases and jobs that a newly opened case meets, now that other orders wait for it.
#[derive(Clone, Copy, Debug)]
pub struct Meeting {
    /// `true` if an earlier case may have the last word on the same ([`case_last_word`]).
    pub is_contested: bool,
    /// `true` if somebody else acted on the same person just now ([`case_by_others`]).
    pub is_shared: bool,
    /// The number of the person's warnings that count, this one included.
    pub warnings: u64,
}

/// Returns what a case meets. Reads in one round trip what most orders don't meet; what is met is then read by itself.
pub async fn case_meeting(
    tx: &mut PgConnection,
    case: &Case,
    me: UserId,
    since: Timestamp,
) -> Result<Meeting> {
    let (subject, role) = subject(case);
    let found = sqlx::query!(
        r#"
        select exists (
            select from cases where guild_id = $1 and coalesce(target_id, channel_id) = $2 and ($3::bigint is null or role_id = $3)
              and kind = any($4) and number < $5 and status <> 'failed'
        ) as "is_contested!", exists (
            select from cases where guild_id = $1 and target_id = $6 and number < $5 and moderator_id not in ($7, $8) and created_at > $9
              and status <> 'failed' and voided_at is null and kind = any($10)
        ) as "is_shared!", (
            select count(*) from cases where guild_id = $1 and target_id = $6 and number <= $5 and kind = any($11)
              and status <> 'failed' and voided_at is null and (expires_at is null or expires_at > now())
        ) as "warnings!"
        "#,
        key(case.guild),
        subject,
        role,
        &names(case.kind.competing()),
        case.number,
        case.target.map(key),
        key(case.moderator),
        key(me),
        since.to_sqlx() as jiff_sqlx::Timestamp,
        &names(Kind::which(|facts| facts.is_guarded)),
        &names(Kind::which(|facts| facts.has_points))
    )
    .fetch_one(tx)
    .await?;
    Ok(Meeting {
        is_contested: found.is_contested,
        is_shared: found.is_shared,
        warnings: found.warnings.cast_unsigned(),
    })
}

/// Returns the case, of those before a number, that has the last word on a person, role or channel: the newest one that is
/// being carried out, else the one that took effect last. Left out is what Discord refuses so far, what is being called
/// off, and what has no job of its own: a person's order does not wait for it.
pub async fn case_last_word(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    subject: impl Into<Subject>,
    kind: Kind,
    before: i32,
) -> Result<Option<Case>> {
    let (subject, role) = subject_keys(subject.into());
    query_cases!(
        "select",
        "from cases where guild_id = $1 and coalesce(target_id, channel_id) = $2 and ($3::bigint is null or role_id = $3)
           and kind = any($4) and number < $5
           and (status = 'applied' or status = 'pending' and voided_at is null and exists (
                 select from jobs where jobs.guild_id = $1 and case_number = number and finished_at is null and refusals = 0))
         order by status = 'pending' desc, case when status = 'pending' then number end desc,
           coalesce(applied_at, created_at) desc, number desc
         limit 1",
        key(guild),
        subject,
        role,
        &names(kind.competing()),
        before
    )
    .fetch_optional(db)
    .await?
    .map(Case::try_from)
    .transpose()
}

/// Returns the case in force: a person's ban, timeout or jail, a change of one of their roles, or a channel's lock or
/// slowmode. A timeout ends by itself, on Discord.
pub async fn case_in_force(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    subject: impl Into<Subject>,
    kind: Kind,
) -> Result<Option<Case>> {
    let (subject, role) = subject_keys(subject.into());
    query_cases!(
        "select",
        "from cases where guild_id = $1 and coalesce(target_id, channel_id) = $2 and ($3::bigint is null or role_id = $3)
           and kind = $4 and status = 'applied' and closed_at is null
           and (kind <> all($5) or ends_at is null or ends_at > now())
         order by number desc limit 1",
        key(guild),
        subject,
        role,
        kind.as_str(),
        &names(Kind::which(|facts| facts.lasts.is_some_and(|lasting| lasting.ended_by == EndedBy::Discord)))
    )
    .fetch_optional(db)
    .await?
    .map(Case::try_from)
    .transpose()
}

/// Returns `true` if a case of a kind in force gave this role.
pub async fn role_in_force(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    role: RoleId,
    kind: Kind,
) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from cases where guild_id = $1 and kind = $2 and role_id = $3 and status = 'applied'
           and closed_at is null) as "it!""#,
        key(guild),
        kind.as_str(),
        key(role)
    );
    Ok(found.fetch_one(db).await?)
}

/// Returns the cases of a kind in force on any of these people.
pub async fn cases_in_force(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    ids: &[UserId],
    kind: Kind,
) -> Result<Vec<Case>> {
    let ids: Vec<i64> = ids.iter().copied().map(key).collect();
    let rows = query_cases!(
        "select",
        "from cases where guild_id = $1 and target_id = any($2) and kind = $3 and status = 'applied' and closed_at is null",
        key(guild),
        &ids,
        kind.as_str()
    )
    .fetch_all(db)
    .await?;
    rows.into_iter().map(Case::try_from).collect()
}

/// Returns the people, of these, who have a temporary ban in force, as the record has it.
pub async fn bans_ending(db: impl PgExecutor<'_>, guild: GuildId, ids: &[UserId]) -> Result<Vec<UserId>> {
    let ids: Vec<i64> = ids.iter().copied().map(key).collect();
    let ending = sqlx::query_scalar!(
        r#"
        select distinct target_id as "it!" from cases
        where guild_id = $1 and target_id = any($2) and kind = $3 and status = 'applied' and closed_at is null and ends_at is not null
        "#,
        key(guild),
        &ids,
        Kind::Ban.as_str()
    )
    .fetch_all(db)
    .await?;
    Ok(ending.into_iter().map(id).collect())
}

/// Returns the newest action on the same person that somebody else ordered since `since`, before this case.
pub async fn case_by_others(
    tx: &mut PgConnection,
    case: &Case,
    me: UserId,
    since: Timestamp,
) -> Result<Option<Case>> {
    query_cases!(
        "select",
        "from cases
         where guild_id = $1 and target_id = $2 and number < $3 and moderator_id not in ($4, $5) and created_at > $6
           and status <> 'failed' and voided_at is null and kind = any($7)
         order by number desc limit 1",
        key(case.guild),
        case.target.map(key),
        case.number,
        key(case.moderator),
        key(me),
        since.to_sqlx() as jiff_sqlx::Timestamp,
        &names(Kind::which(|facts| facts.is_guarded))
    )
    .fetch_optional(tx)
    .await?
    .map(Case::try_from)
    .transpose()
}
