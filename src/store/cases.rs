//! Cases and their history. Numbers come from the server's own counter, taken in the same transaction as the
//! case: no gap, no clash. The record of a case is also how far its job is: each outcome is a column.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::{PgConnection, PgExecutor};

use crate::domain::case::{Case, Kind, Logged, NewCase, Notified, Status, Subject};
use crate::domain::channel::Change;
use crate::domain::evidence::Fate;
use crate::domain::ids::{GuildId, RoleId, UserId};
use crate::domain::ladder::Points;
use crate::error::{Error, Result};
use crate::store::{id, key};

struct Row {
    guild_id: i64,
    number: i32,
    kind: String,
    status: String,
    failure: Option<String>,
    target_id: Option<i64>,
    target_name: Option<String>,
    channel_id: Option<i64>,
    moderator_id: i64,
    moderator_name: String,
    reason: Option<String>,
    points: i32,
    summary: Option<String>,
    notified: Option<String>,
    logged: Option<String>,
    log_channel_id: Option<i64>,
    log_message_id: Option<i64>,
    created_at: jiff_sqlx::Timestamp,
    expires_at: Option<jiff_sqlx::Timestamp>,
    voided_at: Option<jiff_sqlx::Timestamp>,
    voided_by: Option<i64>,
    ends_at: Option<jiff_sqlx::Timestamp>,
    closed_at: Option<jiff_sqlx::Timestamp>,
    delete_seconds: i32,
    parent: Option<i32>,
    note: Option<String>,
    message_id: Option<i64>,
    role_id: Option<i64>,
    roles: Option<Vec<i64>>,
    evidence: Option<Value>,
    change: Option<Value>,
}

/// A statement that gives cases: what stands before their columns, and what after.
macro_rules! query_cases {
    ($before:literal, $after:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            $before
                + " guild_id, number, kind, status, failure, target_id, target_name, channel_id, moderator_id, moderator_name, reason, points, "
                + "summary, notified, logged, log_channel_id, log_message_id, created_at, expires_at, voided_at, voided_by, "
                + "ends_at, closed_at, delete_seconds, parent, note, message_id, role_id, roles, evidence, change "
                + $after
            $(, $argument)*
        )
    };
}

// After the macro, which it uses.
mod children;
mod returning;
mod transfer;

pub use children::{
    Child, NewChild, Waiting, children, children_applied, children_failed, children_in_force, children_open,
    children_waiting,
};
pub use returning::{case_restored, roles_in_force};
pub use transfer::{
    cases_after, cases_insert, number_last, numbers_lock, numbers_raise, numbers_taken, plans_forget,
    snapshot,
};

impl TryFrom<Row> for Case {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let unknown = |what: &str| Error::broken(format!("case {} has an unknown {what}", row.number));
        let logged = match (row.logged.as_deref(), row.log_channel_id, row.log_message_id) {
            (None, ..) => None,
            (Some("off"), ..) => Some(Logged::Off),
            (Some("posted"), Some(channel), Some(message)) => {
                Some(Logged::Posted { channel: id(channel), message: id(message) })
            }
            (Some("failed"), Some(channel), _) => Some(Logged::Failed(id(channel))),
            _ => return Err(unknown("log outcome")),
        };
        let evidence = row.evidence.map(serde_json::from_value).transpose();
        let change = row.change.map(serde_json::from_value).transpose();
        Ok(Self {
            guild: id(row.guild_id),
            number: row.number,
            kind: Kind::parse(&row.kind).ok_or_else(|| unknown("kind"))?,
            status: match row.status.as_str() {
                "pending" => Status::Pending,
                "applied" => Status::Applied,
                "failed" => Status::Failed(row.failure.unwrap_or_default()),
                _ => return Err(unknown("status")),
            },
            target: row.target_id.map(id),
            target_name: row.target_name,
            channel: row.channel_id.map(id),
            moderator: id(row.moderator_id),
            moderator_name: row.moderator_name,
            reason: row.reason,
            points: row.points,
            summary: row.summary,
            notified: row
                .notified
                .map(|text| Notified::parse(&text).ok_or_else(|| unknown("DM outcome")))
                .transpose()?,
            logged,
            created_at: row.created_at.to_jiff(),
            expires_at: row.expires_at.map(|at| at.to_jiff()),
            voided_at: row.voided_at.map(|at| at.to_jiff()),
            voided_by: row.voided_by.map(id),
            ends_at: row.ends_at.map(|at| at.to_jiff()),
            closed_at: row.closed_at.map(|at| at.to_jiff()),
            delete_seconds: row.delete_seconds.unsigned_abs(),
            parent: row.parent,
            note: row.note,
            message: row.message_id.map(id),
            role: row.role_id.map(id),
            roles: row.roles.map(|roles| roles.into_iter().map(id).collect()),
            evidence: evidence.map_err(|_| unknown("kind of evidence"))?,
            change: change.map_err(|_| unknown("kind of change"))?,
        })
    }
}

/// Opens a case under the server's next number.
pub async fn case_open(tx: &mut PgConnection, new: &NewCase) -> Result<Case> {
    let number = sqlx::query_scalar!(
        "insert into guilds as g (guild_id, last_case) values ($1, 1)
         on conflict (guild_id) do update set last_case = g.last_case + 1
         returning last_case",
        key(new.guild)
    )
    .fetch_one(&mut *tx)
    .await?;
    let row = query_cases!(
        "insert into cases (guild_id, number, kind, target_id, target_name, channel_id, moderator_id, moderator_name, reason, points, expires_at,
            ends_at, delete_seconds, parent, note, message_id, role_id, evidence, change)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) returning",
        "",
        key(new.guild),
        number,
        new.kind.as_str(),
        new.target.map(key),
        new.target_name,
        new.channel.map(key),
        key(new.moderator),
        new.moderator_name,
        new.reason,
        new.points,
        new.expires_at.map(|at| at.to_sqlx()) as Option<jiff_sqlx::Timestamp>,
        new.ends_at.map(|at| at.to_sqlx()) as Option<jiff_sqlx::Timestamp>,
        new.delete_seconds.cast_signed(),
        new.parent,
        new.note,
        new.message.map(key),
        new.role.map(key),
        new.evidence.as_ref().map(serde_json::to_value).transpose().map_err(Error::broken)?,
        new.change.map(serde_json::to_value).transpose().map_err(Error::broken)?
    )
    .fetch_one(&mut *tx)
    .await?;
    event_add(tx, new.guild, number, Some(new.moderator), "opened", json!({})).await?;
    row.try_into()
}

/// One case.
pub async fn case_find(db: impl PgExecutor<'_>, guild: GuildId, number: i32) -> Result<Option<Case>> {
    query_cases!("select", "from cases where guild_id = $1 and number = $2", key(guild), number)
        .fetch_optional(db)
        .await?
        .map(Case::try_from)
        .transpose()
}

/// A page of cases, newest first, all or one person's; and how many there are.
pub async fn case_page(
    tx: &mut PgConnection,
    guild: GuildId,
    target: Option<UserId>,
    page: u32,
    size: u32,
) -> Result<(Vec<Case>, u64)> {
    let total = sqlx::query_scalar!(
        r#"select count(*) as "n!" from cases where guild_id = $1 and ($2::bigint is null or target_id = $2)"#,
        key(guild),
        target.map(key)
    )
    .fetch_one(&mut *tx)
    .await?;
    let rows = query_cases!(
        "select",
        "from cases where guild_id = $1 and ($2::bigint is null or target_id = $2) order by number desc limit $3 offset $4",
        key(guild),
        target.map(key),
        i64::from(size),
        i64::from(page) * i64::from(size)
    )
    .fetch_all(tx)
    .await?;
    let cases = rows.into_iter().map(Case::try_from).collect::<Result<_>>()?;
    Ok((cases, total.cast_unsigned()))
}

/// A person's warnings that count: neither failed, nor voided, nor expired, up to and including case `until`.
/// Returns how many, and their points.
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
        where guild_id = $1 and target_id = $2 and number <= $3 and kind = 'warn' and status <> 'failed' and voided_at is null
          and (expires_at is null or expires_at > now())
        "#,
        key(guild),
        key(target),
        until
    )
    .fetch_one(db)
    .await?;
    Ok((row.count.cast_unsigned(), row.points.cast_unsigned()))
}

/// A person's warnings before a case that count now.
pub async fn points_before(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    target: UserId,
    before: i32,
) -> Result<Vec<Points>> {
    let rows = sqlx::query!(
        "select points, created_at from cases
         where guild_id = $1 and target_id = $2 and number < $3 and kind = 'warn' and status <> 'failed' and voided_at is null
           and (expires_at is null or expires_at > now())",
        key(guild),
        key(target),
        before
    )
    .fetch_all(db)
    .await?;
    let points = rows.into_iter();
    Ok(points.map(|row| Points { points: row.points.unsigned_abs(), at: row.created_at.to_jiff() }).collect())
}

/// The cases that follow from one, oldest first.
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

/// How many actions of a kind somebody ordered in the last hour, and in the last day.
pub async fn cases_counted(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    moderator: UserId,
    kind: Kind,
) -> Result<(u64, u64)> {
    let row = sqlx::query!(
        r#"
        select count(*) filter (where created_at > now() - interval '1 hour') as "hour!", count(*) as "day!"
        from cases where guild_id = $1 and moderator_id = $2 and kind = $3 and created_at > now() - interval '1 day'
        "#,
        key(guild),
        key(moderator),
        kind.as_str()
    )
    .fetch_one(db)
    .await?;
    Ok((row.hour.cast_unsigned(), row.day.cast_unsigned()))
}

/// What somebody gave as reasons lately, newest first, each once: of their newest 200 cases. Notes are not for members'
/// eyes, and what follows from a case has words of Gavel's own.
pub async fn reasons_recent(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    moderator: UserId,
) -> Result<Vec<String>> {
    let reasons = sqlx::query_scalar!(
        r#"
        select reason as "reason!" from (
            select reason, created_at from cases
            where guild_id = $1 and moderator_id = $2 and reason is not null and kind <> 'note' and parent is null
            order by created_at desc limit 200
        ) recent
        group by reason order by max(created_at) desc
        "#,
        key(guild),
        key(moderator)
    )
    .fetch_all(db)
    .await?;
    Ok(reasons)
}

/// What a moderator ordered of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Tally {
    pub moderator: UserId,
    pub kind: Kind,
    /// Neither failed nor voided.
    pub done: u64,
    pub voided: u64,
    pub failed: u64,
    /// The newest case's number and time.
    pub newest: i32,
    pub at: Timestamp,
}

/// What moderators ordered in the last days, by moderator and kind; all of them, or one.
pub async fn cases_tallied(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    moderator: Option<UserId>,
    days: i32,
) -> Result<Vec<Tally>> {
    let rows = sqlx::query!(
        r#"
        select moderator_id, kind,
            count(*) filter (where status <> 'failed' and voided_at is null) as "done!",
            count(*) filter (where status <> 'failed' and voided_at is not null) as "voided!",
            count(*) filter (where status = 'failed') as "failed!",
            max(number) as "newest!", max(created_at) as "at!: jiff_sqlx::Timestamp"
        from cases
        where guild_id = $1 and ($2::bigint is null or moderator_id = $2) and created_at > now() - make_interval(days => $3)
        group by moderator_id, kind
        "#,
        key(guild),
        moderator.map(key),
        days
    )
    .fetch_all(db)
    .await?;
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

/// A warning, as far as the ladder looks at it.
#[derive(Clone, Copy, Debug)]
pub struct Warning {
    pub target: UserId,
    pub points: Points,
    pub expires: Option<Timestamp>,
}

/// The warnings since a moment that were not voided, oldest first; 10,000 at most.
pub async fn warnings_since(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    since: Timestamp,
) -> Result<Vec<Warning>> {
    let rows = sqlx::query!(
        r#"
        select target_id as "target!", points, created_at, expires_at from cases
        where guild_id = $1 and kind = 'warn' and status = 'applied' and voided_at is null and target_id is not null
          and created_at > $2
        order by number limit 10000
        "#,
        key(guild),
        since.to_sqlx() as jiff_sqlx::Timestamp
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

/// What came of telling the member.
pub async fn case_notified(tx: &mut PgConnection, case: &mut Case, outcome: Notified) -> Result<()> {
    sqlx::query!(
        "update cases set notified = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        outcome.as_str()
    )
    .execute(&mut *tx)
    .await?;
    case.notified = Some(outcome);
    event_add(tx, case.guild, case.number, None, "notified", json!({ "outcome": outcome.as_str() })).await
}

/// The action was carried out.
pub async fn case_applied(tx: &mut PgConnection, case: &mut Case, summary: Option<String>) -> Result<()> {
    sqlx::query!(
        "update cases set status = 'applied', summary = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        summary
    )
    .execute(&mut *tx)
    .await?;
    case.status = Status::Applied;
    case.summary = summary;
    event_add(tx, case.guild, case.number, None, "applied", json!({})).await
}

/// Stores which roles a jail takes, before it takes them.
pub async fn case_roles(tx: &mut PgConnection, case: &mut Case, roles: Vec<RoleId>) -> Result<()> {
    let keys: Vec<i64> = roles.iter().copied().map(key).collect();
    sqlx::query!(
        "update cases set roles = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        &keys
    )
    .execute(tx)
    .await?;
    case.roles = Some(roles);
    Ok(())
}

/// A person's cases that stand, by kind: neither failed nor voided, and nothing that only lifts another.
pub async fn cases_standing(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    target: UserId,
) -> Result<Vec<(Kind, u64)>> {
    let rows = sqlx::query!(
        r#"
        select kind, count(*) as "count!" from cases
        where guild_id = $1 and target_id = $2 and status <> 'failed' and voided_at is null
          and kind in ('note', 'warn', 'timeout', 'kick', 'softban', 'ban', 'jail')
        group by kind
        "#,
        key(guild),
        key(target)
    )
    .fetch_all(db)
    .await?;
    let mut counts: Vec<(Kind, u64)> =
        rows.iter().filter_map(|row| Some((Kind::parse(&row.kind)?, row.count.cast_unsigned()))).collect();
    counts.sort();
    Ok(counts)
}

/// The newest of those cases.
pub async fn cases_standing_newest(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    target: UserId,
    limit: u32,
) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases
         where guild_id = $1 and target_id = $2 and status <> 'failed' and voided_at is null
           and kind in ('note', 'warn', 'timeout', 'kick', 'softban', 'ban', 'jail')
         order by number desc limit $3",
        key(guild),
        key(target),
        i64::from(limit)
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}

/// Stores what a channel was like, before it is changed.
pub async fn case_change(tx: &mut PgConnection, case: &mut Case, change: Change) -> Result<()> {
    sqlx::query!(
        "update cases set change = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        serde_json::to_value(change).map_err(Error::broken)?
    )
    .execute(tx)
    .await?;
    case.change = Some(change);
    Ok(())
}

/// Closes the older cases that this one replaces or ends. Of what it replaced, old and new end are in its history.
pub async fn cases_close(tx: &mut PgConnection, case: &Case) -> Result<()> {
    let (subject, role) = subject(case);
    let closed = sqlx::query!(
        r#"
        update cases set closed_at = now()
        where guild_id = $1 and coalesce(target_id, channel_id) = $2 and ($3::bigint is null or role_id = $3)
          and kind = any($4) and number < $5 and closed_at is null and status = 'applied'
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
    for old in closed.into_iter().filter(|old| old.kind == case.kind.as_str()) {
        let end = |at: Option<Timestamp>| at.map_or(json!("never"), |at| json!(at));
        let detail = json!({ "case": old.number, "old": end(old.ends_at.map(|at| at.to_jiff())), "new": end(case.ends_at) });
        event_add(tx, case.guild, case.number, Some(case.moderator), "replaced", detail).await?;
    }
    Ok(())
}

/// A later rival of a case, on the same person, role of theirs, or channel, that was carried out while this one had to
/// wait.
pub async fn case_overtaken(db: impl PgExecutor<'_>, case: &Case) -> Result<Option<i32>> {
    let (subject, role) = subject(case);
    let later = sqlx::query_scalar!(
        "select max(number) from cases
         where guild_id = $1 and coalesce(target_id, channel_id) = $2 and ($3::bigint is null or role_id = $3)
           and number > $4 and status = 'applied' and kind = any($5)",
        key(case.guild),
        subject,
        role,
        case.number,
        &names(case.kind.rivals())
    )
    .fetch_one(db)
    .await?;
    Ok(later)
}

/// The ban, timeout or jail that holds for a person, the change of one of their roles, or the lock or slowmode of a
/// channel, as the record has it.
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
           and kind = $4 and status = 'applied' and closed_at is null order by number desc limit 1",
        key(guild),
        subject,
        role,
        kind.as_str()
    )
    .fetch_optional(db)
    .await?
    .map(Case::try_from)
    .transpose()
}

/// The newest action on the same person that somebody else ordered since a moment, before this case.
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
           and status <> 'failed' and voided_at is null and kind not in ('note', 'purge')
         order by number desc limit 1",
        key(case.guild),
        case.target.map(key),
        case.number,
        key(case.moderator),
        key(me),
        since.to_sqlx() as jiff_sqlx::Timestamp
    )
    .fetch_optional(tx)
    .await?
    .map(Case::try_from)
    .transpose()
}

/// The bans that hold, as the record has them, newest first; 1,000 at most.
pub async fn bans_in_force(db: impl PgExecutor<'_>, guild: GuildId) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases where guild_id = $1 and kind = 'ban' and status = 'applied' and closed_at is null order by number desc limit 1000",
        key(guild)
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}

/// Discord refused the action for good.
pub async fn case_failed(tx: &mut PgConnection, case: &mut Case, why: &str) -> Result<()> {
    sqlx::query!(
        "update cases set status = 'failed', failure = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        why
    )
    .execute(&mut *tx)
    .await?;
    case.status = Status::Failed(why.to_owned());
    event_add(tx, case.guild, case.number, None, "failed", json!({ "why": why })).await
}

/// What came of the mod-log post.
pub async fn case_logged(tx: &mut PgConnection, case: &mut Case, outcome: Logged) -> Result<()> {
    let (text, channel, message) = match outcome {
        Logged::Off => ("off", None, None),
        Logged::Posted { channel, message } => ("posted", Some(key(channel)), Some(key(message))),
        Logged::Failed(channel) => ("failed", Some(key(channel)), None),
    };
    sqlx::query!(
        "update cases set logged = $3, log_channel_id = $4, log_message_id = $5 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        text,
        channel,
        message
    )
    .execute(&mut *tx)
    .await?;
    case.logged = Some(outcome);
    event_add(tx, case.guild, case.number, None, "logged", json!({ "outcome": text })).await
}

/// What became of the copy of the evidence. The address it came from is forgotten.
pub async fn case_evidence(tx: &mut PgConnection, case: &mut Case, fate: Fate) -> Result<()> {
    let Some(mut evidence) = case.evidence.clone() else { return Ok(()) };
    let outcome = match &fate {
        Fate::Waiting { .. } => "waiting".to_owned(),
        Fate::Kept => "kept".to_owned(),
        Fate::Lost(why) => format!("not kept: {why}"),
    };
    evidence.fate = fate;
    sqlx::query!(
        "update cases set evidence = $3 where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        serde_json::to_value(&evidence).map_err(Error::broken)?
    )
    .execute(&mut *tx)
    .await?;
    case.evidence = Some(evidence);
    event_add(tx, case.guild, case.number, None, "evidence", json!({ "outcome": outcome })).await
}

/// Takes a case back. `None`: there is no such case, or it was voided before.
pub async fn case_void(
    tx: &mut PgConnection,
    guild: GuildId,
    number: i32,
    actor: UserId,
    reason: &str,
    at: Timestamp,
) -> Result<bool> {
    let done = sqlx::query!(
        "update cases set voided_at = $4, voided_by = $3 where guild_id = $1 and number = $2 and voided_at is null",
        key(guild),
        number,
        key(actor),
        at.to_sqlx() as jiff_sqlx::Timestamp
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    event_add(tx, guild, number, Some(actor), "voided", json!({ "reason": reason })).await?;
    Ok(true)
}

/// Cases whose reason has these words, newest first.
pub async fn cases_search(
    db: impl PgExecutor<'_>,
    guild: GuildId,
    words: &str,
    limit: u32,
) -> Result<Vec<Case>> {
    query_cases!(
        "select",
        "from cases where guild_id = $1 and to_tsvector('simple', coalesce(reason, '')) @@ websearch_to_tsquery('simple', $2) order by number desc limit $3",
        key(guild),
        words,
        i64::from(limit)
    )
    .fetch_all(db)
    .await?
    .into_iter()
    .map(Case::try_from)
    .collect()
}

/// Changes a case's reason and points, where given. The moderator of record stays; old and new are in the history.
pub async fn case_edit(
    tx: &mut PgConnection,
    case: &Case,
    actor: UserId,
    reason: Option<&str>,
    points: Option<i32>,
) -> Result<()> {
    sqlx::query!(
        "update cases set reason = coalesce($3, reason), points = coalesce($4, points) where guild_id = $1 and number = $2",
        key(case.guild),
        case.number,
        reason,
        points
    )
    .execute(&mut *tx)
    .await?;
    if let Some(new) = reason {
        let detail = json!({ "what": "reason", "old": case.reason, "new": new });
        event_add(tx, case.guild, case.number, Some(actor), "edited", detail).await?;
    }
    if let Some(new) = points {
        let detail = json!({ "what": "points", "old": case.points, "new": new });
        event_add(tx, case.guild, case.number, Some(actor), "edited", detail).await?;
    }
    Ok(())
}

/// How the end of a case was moved; `None`: it does not end by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndMoved {
    pub old: Option<Timestamp>,
    pub new: Option<Timestamp>,
}

/// Moves the end of a case that holds; old and new are in the history. `None`: it holds no more, or the case that ends
/// it is recorded.
pub async fn case_end_move(
    tx: &mut PgConnection,
    case: &mut Case,
    actor: Option<UserId>,
    ends_at: Option<Timestamp>,
) -> Result<Option<EndMoved>> {
    let held = sqlx::query_scalar!(
        r#"
        select ends_at as "ends_at: jiff_sqlx::Timestamp" from cases
        where guild_id = $1 and number = $2 and status = 'applied' and closed_at is null and voided_at is null
          and not exists (
            select from cases lifting
            where lifting.guild_id = $1 and lifting.parent = $2 and lifting.kind = $3 and lifting.status <> 'failed'
          )
        for update
        "#,
        key(case.guild),
        case.number,
        case.kind.undone_by().map(Kind::as_str)
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(old) = held else { return Ok(None) };
    let new = sqlx::query_scalar!(
        r#"update cases set ends_at = $3 where guild_id = $1 and number = $2 returning ends_at as "ends_at: jiff_sqlx::Timestamp""#,
        key(case.guild),
        case.number,
        ends_at.map(|at| at.to_sqlx()) as Option<jiff_sqlx::Timestamp>
    )
    .fetch_one(&mut *tx)
    .await?;
    // As stored: coarser than what was given.
    case.ends_at = new.map(|at| at.to_jiff());
    let moved = EndMoved { old: old.map(|at| at.to_jiff()), new: case.ends_at };
    let detail = json!({ "what": "duration", "old": moved.old, "new": moved.new });
    event_add(tx, case.guild, case.number, actor, "edited", detail).await?;
    Ok(Some(moved))
}

/// One thing that happened to a case.
#[derive(Clone, Debug)]
pub struct Event {
    pub at: Timestamp,
    pub actor: Option<UserId>,
    pub event: String,
    pub detail: Value,
}

/// What happened to a case, oldest first, the newest 50.
pub async fn case_history(db: impl PgExecutor<'_>, guild: GuildId, number: i32) -> Result<Vec<Event>> {
    let rows = sqlx::query!(
        "select at, actor_id, event, detail from (
            select seq, at, actor_id, event, detail from case_events where guild_id = $1 and number = $2 order by seq desc limit 50
         ) newest order by seq",
        key(guild),
        number
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Event {
            at: row.at.to_jiff(),
            actor: row.actor_id.map(id),
            event: row.event,
            detail: row.detail,
        })
        .collect())
}

fn subject(case: &Case) -> (Option<i64>, Option<i64>) {
    case.subject().map_or((None, None), |subject| {
        let (subject, role) = subject_keys(subject);
        (Some(subject), role)
    })
}

/// The person or channel; and the role, where only that is meant.
fn subject_keys(subject: Subject) -> (i64, Option<i64>) {
    match subject {
        Subject::Person(user) => (key(user), None),
        Subject::Role(user, role) => (key(user), Some(key(role))),
        Subject::Channel(channel) => (key(channel), None),
    }
}

fn names(kinds: impl Iterator<Item = Kind>) -> Vec<String> {
    kinds.map(|kind| kind.as_str().to_owned()).collect()
}

async fn event_add(
    tx: &mut PgConnection,
    guild: GuildId,
    number: i32,
    actor: Option<UserId>,
    event: &str,
    detail: Value,
) -> Result<()> {
    sqlx::query!(
        "insert into case_events (guild_id, number, actor_id, event, detail) values ($1, $2, $3, $4, $5)",
        key(guild),
        number,
        actor.map(key),
        event,
        detail
    )
    .execute(tx)
    .await?;
    Ok(())
}
