//! Moderation by hand becomes cases: each once, whatever reports it, and in the order in which it was done.

mod automod;
mod drift;
mod once;
mod reading;

use std::time::Duration;

use discord_stand_in::{AuditLogEntry, UserId};
use gavel::domain::event::{AuditAction, AuditEntry, Event};
use sqlx::FromRow;
use twilight_model::id::Id;

use crate::support::orders::english;
use crate::support::stage::Stage;

/// A case as it is stored.
#[derive(Clone, Debug, FromRow)]
pub struct Record {
    pub number: i32,
    pub kind: String,
    pub status: String,
    target_id: i64,
    target_name: String,
    moderator_id: i64,
    moderator_name: String,
    pub reason: Option<String>,
    summary: Option<String>,
    pub parent: Option<i32>,
    /// The time in milliseconds since 1970.
    at: i64,
    ends: Option<i64>,
    pub is_open: bool,
}

impl Record {
    fn summary(&self) -> String {
        english(self.summary.clone().unwrap_or_default())
    }
}

impl Stage {
    /// Returns a stage with one server that records moderation by hand, and the log set.
    async fn watching() -> Self {
        let mut stage = Self::empty().await;
        stage.add_server().await;
        let url = stage.server(0).url("/interactions");
        stage.sim.set_endpoint(&url);
        stage.set_log().await;
        stage
    }

    /// Uses `/settings manual` as the owner.
    async fn set_manual(&self, record: bool) {
        let cast = &self.cast;
        let set = self.sim.slash(cast.owner, cast.general, "settings manual").with("record", record);
        assert!(set.await.unwrap().final_message().await.unwrap().text().contains("from now on"));
    }

    /// Has the audit log read now, and waits for the results.
    async fn read_audit_log(&self) {
        self.ring("audit_poll").await;
        let due = "select count(*) from jobs where kind = 'audit_poll' and suspended_at is null and (lease is not null or run_at <= now())";
        while sqlx::query_scalar::<_, i64>(due).fetch_one(&self.database.pool).await.unwrap() > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        self.wait_until_idle().await;
    }

    /// Returns the seconds until the audit log is read next.
    async fn next_reading(&self) -> i64 {
        let due = "select extract(epoch from run_at - now())::bigint from jobs where kind = 'audit_poll' and finished_at is null";
        sqlx::query_scalar(due).fetch_one(&self.database.pool).await.unwrap()
    }

    async fn records(&self) -> Vec<Record> {
        let cases = "select number, kind, status, target_id, coalesce(target_name, '') as target_name, moderator_id, moderator_name, reason, summary, parent,
            floor(extract(epoch from created_at) * 1000)::bigint as at, floor(extract(epoch from ends_at) * 1000)::bigint as ends,
            closed_at is null as is_open
            from cases where target_id is not null order by number";
        sqlx::query_as(cases).fetch_all(&self.database.pool).await.unwrap()
    }

    async fn records_of(&self, person: UserId) -> Vec<Record> {
        let mut records = self.records().await;
        records.retain(|record| record.target_id == person.get().cast_signed());
        records
    }

    /// Returns the newest entry of the audit log.
    fn entry(&self) -> AuditLogEntry {
        self.sim.audit_log(self.cast.guild).pop().unwrap()
    }

    fn hours_from_now(&self, hours: i64) -> jiff::Timestamp {
        self.clock.now() + jiff::SignedDuration::from_hours(hours)
    }
}

/// Returns the sidecar's event of an audit-log entry.
fn told(stage: &Stage, entry: &AuditLogEntry, act: AuditAction) -> Event {
    let audited = AuditEntry {
        entry: entry.id.get(),
        by: Some(Id::new(entry.by.get())),
        on: Id::new(entry.target.unwrap()),
        reason: entry.reason.clone(),
        act,
        people: vec![],
    };
    audited.event(Id::new(stage.cast.guild.get()))
}

fn is_of(record: &Record, by: UserId, on: UserId) -> bool {
    record.moderator_id == by.get().cast_signed() && record.target_id == on.get().cast_signed()
}

#[tokio::test]
async fn what_is_done_by_hand_becomes_cases_when_the_audit_log_is_read() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    let until = stage.hours_from_now(2);
    sim.time_out(cast.senior, cast.guild, cast.member, Some(until), "loud").unwrap();
    sim.time_out(cast.senior, cast.guild, cast.member, None, "").unwrap();
    sim.ban(cast.admin, cast.guild, cast.member, "spam").unwrap();
    sim.unban(cast.owner, cast.guild, cast.member, "sorry").unwrap();
    stage.read_audit_log().await;
    sim.kick(cast.senior, cast.guild, cast.newcomer, "out").unwrap();
    stage.read_audit_log().await;
    let entries = sim.audit_log(cast.guild);
    let records = stage.records().await;
    let kinds: Vec<_> = records.iter().map(|record| (record.kind.as_str(), record.parent)).collect();
    let expected =
        [("timeout", None), ("untimeout", Some(1)), ("ban", None), ("unban", Some(3)), ("kick", None)];
    assert_eq!(kinds, expected);
    assert!(is_of(&records[0], cast.senior, cast.member) && is_of(&records[4], cast.senior, cast.newcomer));
    assert_eq!(records[0].ends, Some(until.as_millisecond()));
    assert_eq!((records[2].target_name.as_str(), records[2].moderator_name.as_str()), ("member", "admin"));
    assert_eq!((records[2].reason.as_deref(), records[1].reason.as_deref()), (Some("spam"), None));
    for (record, entry) in records.iter().zip(&entries) {
        assert_eq!(record.status, "applied");
        assert_eq!(record.at, gavel::domain::ids::created_at(entry.id).as_millisecond());
        assert!(record.summary().contains("by hand"), "{record:?}");
    }
    assert!(!records[0].is_open && !records[2].is_open, "{records:?}");
    assert_eq!((stage.logged().len(), stage.told().len()), (5, 0));
    assert!(stage.logged()[2].text().contains("done by hand"), "{}", stage.logged()[2].text());
    stage.read_audit_log().await;
    assert_eq!((stage.records().await.len(), stage.logged().len()), (5, 5));
    stage.close().await;
}

#[tokio::test]
async fn what_the_sidecar_tells_becomes_a_case_at_once() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.ban(cast.admin, cast.guild, cast.member, "spam").unwrap();
    let entry = stage.entry();
    assert_eq!(stage.tell(&[told(&stage, &entry, AuditAction::Banned)]).await.0, 200);
    stage.wait_until_idle().await;
    let records = stage.records().await;
    assert!(records.len() == 1 && is_of(&records[0], cast.admin, cast.member), "{records:?}");
    // The entry has no names; they come from Discord.
    assert_eq!((records[0].target_name.as_str(), records[0].moderator_name.as_str()), ("member", "admin"));
    assert_eq!(stage.tell(&[told(&stage, &entry, AuditAction::Banned)]).await.0, 409);
    stage.read_audit_log().await;
    assert_eq!((stage.records().await.len(), stage.logged().len()), (1, 1));
    stage.close().await;
}

#[tokio::test]
async fn another_bot_is_called_one() {
    let stage = Stage::watching().await;
    let (sim, cast) = (&stage.sim, &stage.cast);
    sim.set_permissions(cast.guild, cast.helper_role, 1 << 2);
    sim.ban(cast.helperbot, cast.guild, cast.outsider, "").unwrap();
    stage.read_audit_log().await;
    let records = stage.records().await;
    assert!(is_of(&records[0], cast.helperbot, cast.outsider), "{records:?}");
    assert_eq!(records[0].summary(), "done by another bot");
    stage.close().await;
}

#[tokio::test]
async fn gavels_own_actions_never_become_second_cases() {
    let stage = Stage::watching().await;
    let cast = &stage.cast;
    let orders: [(&str, &[(&str, &str)]); 6] = [
        ("timeout", &[("duration", "1h")]),
        ("untimeout", &[]),
        ("softban", &[]),
        ("ban", &[("duration", "1h")]),
        ("unban", &[]),
        ("note", &[("reason", "x")]),
    ];
    for (name, options) in orders {
        stage.by(cast.admin, name, cast.member, options).await;
    }
    stage.by(cast.admin, "kick", cast.newcomer, &[]).await;
    let entries = stage.sim.audit_log(cast.guild);
    assert!(entries.len() >= 6 && entries.iter().all(|entry| entry.by == stage.sim.bot_user_id()));
    let event = told(&stage, &stage.entry(), AuditAction::Kicked);
    assert_eq!(stage.tell(&[event]).await.0, 200);
    stage.read_audit_log().await;
    assert_eq!(stage.cases().await.len(), 7);
    assert_eq!(stage.logged().len(), 7);
    stage.close().await;
}
