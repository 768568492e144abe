//! One case as it is stored: its row, the statement that reads it, and its opening. The file to read first.

use jiff_sqlx::ToSqlx as _;
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};

use crate::domain::case::{Case, Closer, Logged, NewCase, Notified, Status, Subject};
use crate::domain::case_event::CaseEvent;
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::store::{id, key};
use crate::words;
use crate::words::Kept;

pub(super) struct Row {
    pub guild_id: i64,
    pub number: i32,
    pub kind: String,
    pub status: String,
    pub failure: Option<String>,
    pub target_id: Option<i64>,
    pub target_name: Option<String>,
    pub channel_id: Option<i64>,
    pub moderator_id: i64,
    pub moderator_name: String,
    pub reason: Option<String>,
    pub points: i32,
    pub summary: Option<String>,
    pub notified: Option<String>,
    pub logged: Option<String>,
    pub log_channel_id: Option<i64>,
    pub log_message_id: Option<i64>,
    pub created_at: jiff_sqlx::Timestamp,
    pub applied_at: Option<jiff_sqlx::Timestamp>,
    pub expires_at: Option<jiff_sqlx::Timestamp>,
    pub voided_at: Option<jiff_sqlx::Timestamp>,
    pub voided_by: Option<i64>,
    pub void_reason: Option<String>,
    pub ends_at: Option<jiff_sqlx::Timestamp>,
    pub closed_at: Option<jiff_sqlx::Timestamp>,
    pub closed_by: Option<i32>,
    pub closer_kind: Option<String>,
    pub closer_moderator: Option<i64>,
    pub ended_case: Option<i32>,
    pub posts: Option<Value>,
    pub delete_seconds: i32,
    pub parent: Option<i32>,
    pub note: Option<String>,
    pub message_id: Option<i64>,
    pub role_id: Option<i64>,
    pub roles: Option<Vec<i64>>,
    pub evidence: Option<Value>,
    pub change: Option<Value>,
    pub audit_entry: Option<i64>,
    pub ladder_points: Option<i32>,
    pub notice: Option<Value>,
    pub no_appeal: bool,
}

/// A statement that returns cases: the parts before and after the list of columns.
macro_rules! query_cases {
    ($before:literal, $after:literal $(+ $more:literal)* $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            $before
                + " guild_id, number, kind, status, failure, target_id, target_name, channel_id, moderator_id, moderator_name, reason, points, "
                + "summary, notified, logged, log_channel_id, log_message_id, created_at, applied_at, expires_at, voided_at, voided_by, void_reason, "
                + "ends_at, closed_at, closed_by, ended_case, "
                + "(select c.kind from cases c where c.guild_id = cases.guild_id and c.number = cases.closed_by) as closer_kind, "
                + "(select c.moderator_id from cases c where c.guild_id = cases.guild_id and c.number = cases.closed_by) as closer_moderator, "
                + "case when coalesce(closed_by, ended_case, parent) is not null then ("
                + "select jsonb_object_agg(c.number, jsonb_build_array(c.log_channel_id::text, c.log_message_id::text)) from cases c "
                + "where c.guild_id = cases.guild_id and c.number in (cases.closed_by, cases.ended_case, cases.parent) and c.log_message_id is not null"
                + ") end as posts, "
                + "delete_seconds, parent, note, message_id, role_id, roles, evidence, change, audit_entry, ladder_points, notice, no_appeal "
                + $after $(+ $more)*
            $(, $argument)*
        )
    };
}

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
        let notice = row.notice.map(serde_json::from_value).transpose();
        let posts = row.posts.map(serde_json::from_value).transpose();
        let closed_by = match (row.closed_by, row.closer_kind.as_deref(), row.closer_moderator) {
            (Some(number), Some(kind), Some(moderator)) => {
                let kind = Kind::parse(kind).ok_or_else(|| unknown("kind of end"))?;
                Some(Closer { number, kind, moderator: id(moderator) })
            }
            _ => None,
        };
        Ok(Self {
            guild: id(row.guild_id),
            number: row.number,
            kind: Kind::parse(&row.kind).ok_or_else(|| unknown("kind"))?,
            status: match row.status.as_str() {
                "pending" => Status::Pending,
                "applied" => Status::Applied,
                "failed" => Status::Failed(Kept::stored(&row.failure.unwrap_or_default())),
                _ => return Err(unknown("status")),
            },
            target: row.target_id.map(id),
            target_name: row.target_name,
            channel: row.channel_id.map(id),
            moderator: id(row.moderator_id),
            moderator_name: row.moderator_name,
            reason: row.reason,
            points: row.points,
            summary: row.summary.as_deref().map(Kept::stored),
            notified: row
                .notified
                .map(|text| Notified::parse(&text).ok_or_else(|| unknown("DM outcome")))
                .transpose()?,
            logged,
            created_at: row.created_at.to_jiff(),
            applied_at: row.applied_at.map(|at| at.to_jiff()),
            expires_at: row.expires_at.map(|at| at.to_jiff()),
            voided_at: row.voided_at.map(|at| at.to_jiff()),
            voided_by: row.voided_by.map(id),
            void_reason: row.void_reason.as_deref().map(Kept::stored),
            ends_at: row.ends_at.map(|at| at.to_jiff()),
            closed_at: row.closed_at.map(|at| at.to_jiff()),
            closed_by,
            ended: row.ended_case,
            posts: posts.map_err(|_| unknown("log post"))?.unwrap_or_default(),
            delete_seconds: row.delete_seconds.unsigned_abs(),
            parent: row.parent,
            note: row.note,
            message: row.message_id.map(id),
            role: row.role_id.map(id),
            roles: row.roles.map(|roles| roles.into_iter().map(id).collect()),
            evidence: evidence.map_err(|_| unknown("kind of evidence"))?,
            change: change.map_err(|_| unknown("kind of change"))?,
            audit_entry: row.audit_entry.map(id),
            ladder_points: row.ladder_points.map(i32::unsigned_abs),
            notice: notice.map_err(|_| unknown("kind of notice"))?,
            no_appeal: row.no_appeal,
        })
    }
}

/// Opens a case under the server's next number. From here on other orders in the server wait for this one.
pub async fn case_open(tx: &mut PgConnection, new: &NewCase) -> Result<Case> {
    let row = query_cases!(
        "with numbered as (
            insert into guilds as g (guild_id, last_case, locale) values ($1, 1, $22)
            on conflict (guild_id) do update set last_case = g.last_case + 1, locale = excluded.locale
            returning last_case
         ), opened as (
            insert into cases (guild_id, number, kind, target_id, target_name, channel_id, moderator_id, moderator_name, reason, points, expires_at,
                ends_at, delete_seconds, parent, note, message_id, role_id, evidence, change, notified, ladder_points)
            select $1, last_case, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20 from numbered
            returning *
         ), history as (
            insert into case_events (guild_id, number, actor_id, event) select guild_id, number, moderator_id, $21 from opened
         )
         select",
        "from opened as cases",
        key(new.guild),
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
        new.change.as_ref().map(serde_json::to_value).transpose().map_err(Error::broken)?,
        new.is_untold.then(|| Notified::Untold.as_str()),
        new.ladder_points.map(u32::cast_signed),
        CaseEvent::Opened.as_str(),
        words::languages().server.tag()
    )
    .fetch_one(tx)
    .await?;
    row.try_into()
}

/// Returns a case.
pub async fn case_find(db: impl PgExecutor<'_>, guild: GuildId, number: i32) -> Result<Option<Case>> {
    query_cases!("select", "from cases where guild_id = $1 and number = $2", key(guild), number)
        .fetch_optional(db)
        .await?
        .map(Case::try_from)
        .transpose()
}

pub(super) fn subject(case: &Case) -> (Option<i64>, Option<i64>) {
    case.subject().map_or((None, None), |subject| {
        let (subject, role) = subject_keys(subject);
        (Some(subject), role)
    })
}

/// Returns the key of the person or channel; and that of the role, if the subject is one.
pub(in crate::store) fn subject_keys(subject: Subject) -> (i64, Option<i64>) {
    match subject {
        Subject::Person(user) => (key(user), None),
        Subject::Role(user, role) => (key(user), Some(key(role))),
        Subject::Channel(channel) => (key(channel), None),
    }
}

pub(in crate::store) fn names(kinds: impl Iterator<Item = Kind>) -> Vec<String> {
    kinds.map(|kind| kind.as_str().to_owned()).collect()
}

pub(super) async fn event_add(
    tx: &mut PgConnection,
    guild: GuildId,
    number: i32,
    actor: Option<UserId>,
    event: CaseEvent,
    detail: Value,
) -> Result<()> {
    sqlx::query!(
        "insert into case_events (guild_id, number, actor_id, event, detail) values ($1, $2, $3, $4, $5)",
        key(guild),
        number,
        actor.map(key),
        event.as_str(),
        detail
    )
    .execute(tx)
    .await?;
    Ok(())
}
