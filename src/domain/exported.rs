//! The export format of cases: one flat object each, with its history. The field names are stable, and are those of the
//! record's columns; ids are strings, times are UTC. An import reads the same lines.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::case::{Case, Logged, Notified, Status};
use crate::domain::case_event::CaseEvent;
use crate::domain::channel::Change;
use crate::domain::evidence::{Evidence, EvidenceStatus};
use crate::domain::ids::{AuditEntryId, ChannelId, GuildId, MessageId, RoleId, UserId};
use crate::domain::kind::{DISCORDS_LONGEST, EndedBy, Kind};

/// A case. Missing values are null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseLine {
    /// The server that the case was exported from.
    pub guild_id: GuildId,
    pub number: i32,
    pub kind: Kind,
    pub status: State,
    /// The reason for which the action failed.
    pub failure: Option<String>,
    pub target_id: Option<UserId>,
    pub target_name: Option<String>,
    pub channel_id: Option<ChannelId>,
    pub moderator_id: UserId,
    pub moderator_name: String,
    pub reason: Option<String>,
    /// The points, from 0 to 100.
    pub points: i32,
    pub summary: Option<String>,
    /// The outcome of telling the member.
    pub notified: Option<Notified>,
    /// The outcome of the log post.
    pub logged: Option<LogPostOutcome>,
    pub log_channel_id: Option<ChannelId>,
    pub log_message_id: Option<MessageId>,
    pub created_at: Timestamp,
    /// The time at which the action took effect on Discord.
    pub applied_at: Option<Timestamp>,
    /// The time until which a warning counts.
    pub expires_at: Option<Timestamp>,
    pub voided_at: Option<Timestamp>,
    pub voided_by: Option<UserId>,
    /// Why it was voided.
    #[serde(default)]
    pub void_reason: Option<String>,
    /// The time at which a ban, timeout, jail, lock, slowmode, role change or lockdown ends by itself.
    pub ends_at: Option<Timestamp>,
    /// The time at which the action stopped being in force.
    pub closed_at: Option<Timestamp>,
    /// The number of the case that lifted, ended or replaced this one.
    #[serde(default)]
    pub closed_by: Option<i32>,
    /// The number of the newest case that this one lifted, ended or replaced.
    #[serde(default)]
    pub ended_case: Option<i32>,
    /// The age, in seconds, up to which a ban deletes messages.
    pub delete_seconds: u32,
    /// The number of the case that caused this one.
    pub parent: Option<i32>,
    pub note: Option<String>,
    pub message_id: Option<MessageId>,
    pub role_id: Option<RoleId>,
    pub roles: Option<Vec<RoleId>>,
    /// The file given with the action, and the status of the copy in the log.
    pub evidence: Option<Evidence>,
    /// The change to the channel or the server, with the state before it.
    pub change: Option<Change>,
    /// The audit log's entry, for an action made without Gavel.
    pub audit_entry: Option<AuditEntryId>,
    /// The points at which the ladder ordered it.
    #[serde(default)]
    pub ladder_points: Option<u32>,
    /// `true` if nobody can appeal against it.
    #[serde(default)]
    pub no_appeal: bool,
    /// The case's history, oldest first. CSV leaves it out.
    #[serde(default)]
    pub events: Vec<EventLine>,
}

/// The status of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Pending,
    Applied,
    Failed,
}

/// The outcome of the log post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogPostOutcome {
    Posted,
    Off,
    Failed,
}

/// An event in a case's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventLine {
    pub at: Timestamp,
    /// The actor; null if Gavel acted by itself.
    pub actor_id: Option<UserId>,
    pub event: String,
    pub detail: Value,
}

/// The failure of an imported case that was pending: nothing carries it out any more, and its progress is unknown.
const WAS_PENDING: &str = "it was imported while it was pending, so whether it was carried out is not known";

impl CaseLine {
    /// The columns in CSV.
    pub const COLUMNS: &[&str] = &[
        "guild_id",
        "number",
        "kind",
        "status",
        "failure",
        "target_id",
        "target_name",
        "channel_id",
        "moderator_id",
        "moderator_name",
        "reason",
        "points",
        "summary",
        "notified",
        "logged",
        "log_channel_id",
        "log_message_id",
        "created_at",
        "applied_at",
        "expires_at",
        "voided_at",
        "voided_by",
        "void_reason",
        "ends_at",
        "closed_at",
        "closed_by",
        "ended_case",
        "delete_seconds",
        "parent",
        "note",
        "message_id",
        "role_id",
        "roles",
        "evidence",
        "change",
        "audit_entry",
        "ladder_points",
        "no_appeal",
    ];

    /// Returns a case and its history as a line. Every field is named, so that a new one can't be forgotten here.
    #[must_use]
    pub fn new(case: Case, events: Vec<EventLine>) -> Self {
        let Case {
            guild,
            number,
            kind,
            status,
            target,
            target_name,
            channel,
            moderator,
            moderator_name,
            reason,
            points,
            summary,
            notified,
            logged,
            created_at,
            applied_at,
            expires_at,
            voided_at,
            voided_by,
            void_reason,
            ends_at,
            closed_at,
            closed_by,
            ended,
            // They follow from the other cases.
            posts: _,
            delete_seconds,
            parent,
            note,
            message,
            role,
            roles,
            evidence,
            change,
            audit_entry,
            ladder_points,
            // Nobody edits an imported message.
            notice: _,
            no_appeal,
        } = case;
        let (status, failure) = match status {
            Status::Pending => (State::Pending, None),
            Status::Applied => (State::Applied, None),
            Status::Failed(why) => (State::Failed, Some(why.text())),
        };
        let (logged, log_channel_id, log_message_id) = match logged {
            None => (None, None, None),
            Some(Logged::Off) => (Some(LogPostOutcome::Off), None, None),
            Some(Logged::Failed(channel)) => (Some(LogPostOutcome::Failed), Some(channel), None),
            Some(Logged::Posted { channel, message }) => {
                (Some(LogPostOutcome::Posted), Some(channel), Some(message))
            }
        };
        Self {
            guild_id: guild,
            number,
            kind,
            status,
            failure,
            target_id: target,
            target_name,
            channel_id: channel,
            moderator_id: moderator,
            moderator_name,
            reason,
            points,
            summary: summary.map(|summary| summary.text()),
            notified,
            logged,
            log_channel_id,
            log_message_id,
            created_at,
            applied_at,
            expires_at,
            voided_at,
            voided_by,
            void_reason: void_reason.map(|why| why.text()),
            ends_at,
            closed_at,
            closed_by: closed_by.map(|closer| closer.number),
            ended_case: ended,
            delete_seconds,
            parent,
            note,
            message_id: message,
            role_id: role,
            roles,
            evidence,
            change,
            audit_entry,
            ladder_points,
            no_appeal,
            events,
        }
        .readable()
    }

    /// Returns the line with the fate of its evidence as a text.
    fn readable(mut self) -> Self {
        if let Some(EvidenceStatus::Lost(why)) = self.evidence.as_mut().map(|evidence| &mut evidence.status) {
            *why = why.text().into();
        }
        self
    }

    /// Returns the reason for which the record can't take the line, if there is one: the end of a sentence.
    #[must_use]
    pub fn problem(&self) -> Option<&'static str> {
        let post = (self.logged, self.log_channel_id.is_some(), self.log_message_id.is_some());
        let post_fits = matches!(
            post,
            (None | Some(LogPostOutcome::Off), false, false)
                | (Some(LogPostOutcome::Posted), true, true)
                | (Some(LogPostOutcome::Failed), true, false)
        );
        let wrong = [
            (self.number < 1, "`number` counts from 1"),
            (!(0..=100).contains(&self.points), "`points` go from 0 to 100"),
            (self.delete_seconds > 604_800, "`delete_seconds` go up to 604800"),
            (
                self.failure.is_some() != (self.status == State::Failed),
                "`failure` goes with the status failed",
            ),
            (
                self.applied_at.is_some() && self.status != State::Applied,
                "`applied_at` goes with the status applied",
            ),
            (!post_fits, "`logged` does not fit `log_channel_id` and `log_message_id`"),
            (self.voided_at.is_some() != self.voided_by.is_some(), "`voided_at` and `voided_by` go together"),
            (
                self.parent.is_some_and(|parent| parent < 1 || parent >= self.number),
                "`parent` is an earlier case",
            ),
            (self.events.iter().any(|event| !event.detail.is_object()), "an event's `detail` is an object"),
            (self.ids().any(|id| i64::try_from(id).is_err()), "an id is larger than Discord's are"),
            (self.times().any(|at| at < Timestamp::UNIX_EPOCH), "a time is before 1970"),
        ];
        wrong.into_iter().find_map(|(is_wrong, what)| is_wrong.then_some(what))
    }

    fn ids(&self) -> impl Iterator<Item = u64> {
        let ids = [
            self.target_id.map(|id| id.get()),
            self.channel_id.map(|id| id.get()),
            Some(self.moderator_id.get()),
            self.log_channel_id.map(|id| id.get()),
            self.log_message_id.map(|id| id.get()),
            self.voided_by.map(|id| id.get()),
            self.message_id.map(|id| id.get()),
            self.role_id.map(|id| id.get()),
            self.audit_entry.map(|id| id.get()),
            self.evidence.as_ref().map(|evidence| evidence.attachment.get()),
        ];
        let roles = self.roles.iter().flatten().map(|id| id.get());
        let actors = self.events.iter().filter_map(|event| event.actor_id).map(|id| id.get());
        ids.into_iter().flatten().chain(roles).chain(actors)
    }

    fn times(&self) -> impl Iterator<Item = Timestamp> {
        let (created, applied) = (Some(self.created_at), self.applied_at);
        let times = [created, applied, self.expires_at, self.voided_at, self.ends_at, self.closed_at];
        times.into_iter().flatten().chain(self.events.iter().map(|event| event.at))
    }

    /// Returns `true` if the case is in force, and only a timer would end or renew it.
    #[must_use]
    pub fn needs_timer(&self, now: Timestamp) -> bool {
        if self.status != State::Applied || self.closed_at.is_some() || self.voided_at.is_some() {
            return false;
        }
        match self.kind.facts().lasts.map(|lasting| lasting.ended_by) {
            None => false,
            Some(EndedBy::Gavel) => self.ends_at.is_some(),
            Some(EndedBy::Discord) => self
                .ends_at
                .is_none_or(|end| end > now && end.duration_since(self.created_at) > DISCORDS_LONGEST),
        }
    }

    /// Returns the case for a server's record, under a number that is free there.
    ///
    /// Most of the case stays as it is. An event `renumbered` keeps the old number. A pending case fails, with an event
    /// `failed`. In another server, the log post is dropped, and evidence that was in it is lost; so is evidence that
    /// had yet to be copied.
    #[must_use]
    pub fn into_record(
        mut self,
        guild: GuildId,
        number: i32,
        renumbered: impl Fn(i32) -> i32,
        now: Timestamp,
    ) -> Self {
        if number != self.number {
            self.add_event(now, CaseEvent::Renumbered, json!({ "old": self.number, "new": number }));
        }
        if self.status == State::Pending {
            self.add_event(now, CaseEvent::Failed, json!({ "why": WAS_PENDING }));
            (self.status, self.failure) = (State::Failed, Some(WAS_PENDING.to_owned()));
        }
        if guild != self.guild_id && self.log_channel_id.is_some() {
            (self.logged, self.log_channel_id, self.log_message_id) = (Some(LogPostOutcome::Off), None, None);
            self.lose_evidence(|status| *status == EvidenceStatus::Kept, "it is in another server's log");
        }
        self.lose_evidence(
            |status| matches!(status, EvidenceStatus::Waiting { .. }),
            "the case was imported before it was copied",
        );
        let [parent, closed_by, ended_case] =
            [self.parent, self.closed_by, self.ended_case].map(|it| it.map(&renumbered));
        Self { guild_id: guild, number, parent, closed_by, ended_case, ..self }
    }

    fn lose_evidence(&mut self, is_lost: impl FnOnce(&EvidenceStatus) -> bool, why: &str) {
        if let Some(evidence) = self.evidence.as_mut().filter(|evidence| is_lost(&evidence.status)) {
            evidence.status = EvidenceStatus::Lost(why.into());
        }
    }

    fn add_event(&mut self, at: Timestamp, event: CaseEvent, detail: Value) {
        self.events.push(EventLine { at, actor_id: None, event: event.as_str().to_owned(), detail });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn ban() -> CaseLine {
        let line = json!({
            "guild_id": "1", "number": 5, "kind": "ban", "status": "applied", "moderator_id": "7", "moderator_name": "m",
            "points": 0, "created_at": "2026-01-01T00:00:00Z", "ends_at": "2026-02-01T00:00:00Z", "delete_seconds": 0,
            "logged": "posted", "log_channel_id": "8", "log_message_id": "9", "parent": 4, "closed_by": 6,
        });
        serde_json::from_value(line).unwrap()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn csv_has_every_field_but_the_history() {
        let line = serde_json::to_value(ban()).unwrap();
        let mut fields: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
        fields.retain(|field| *field != "events");
        let mut columns = CaseLine::COLUMNS.to_vec();
        columns.sort_unstable();
        assert_eq!(fields, columns);
    }

    #[test]
    fn what_the_record_would_refuse_is_found_before() {
        assert_eq!(ban().problem(), None);
        for (wrong, part) in [
            (CaseLine { number: 0, ..ban() }, "number"),
            (CaseLine { points: 101, ..ban() }, "points"),
            (CaseLine { failure: Some(String::new()), ..ban() }, "failure"),
            (
                CaseLine { applied_at: Some(at("2026-01-01T00:00:01Z")), status: State::Pending, ..ban() },
                "applied_at",
            ),
            (CaseLine { applied_at: Some(Timestamp::MIN), ..ban() }, "1970"),
            (CaseLine { audit_entry: Some(Id::new(u64::MAX)), ..ban() }, "id"),
            (CaseLine { log_message_id: None, ..ban() }, "logged"),
            (CaseLine { voided_by: Some(Id::new(1)), ..ban() }, "voided"),
            (CaseLine { parent: Some(5), ..ban() }, "parent"),
            (CaseLine { target_id: Some(Id::new(u64::MAX)), ..ban() }, "id"),
            (CaseLine { ends_at: Some(Timestamp::MIN), ..ban() }, "1970"),
        ] {
            let problem = wrong.problem().unwrap_or("nothing");
            assert!(problem.contains(part), "{part}: {problem}");
        }
    }

    #[test]
    fn an_unknown_field_is_refused_for_it_would_be_lost() {
        let mut line = serde_json::to_value(ban()).unwrap();
        line["colour"] = json!("red");
        assert!(serde_json::from_value::<CaseLine>(line).unwrap_err().to_string().contains("colour"));
    }

    #[test]
    fn what_changes_on_the_way_in_is_told() {
        let now = at("2026-03-01T00:00:00Z");
        assert_eq!(ban().into_record(Id::new(1), 5, |it| it, now), ban());
        let pending = CaseLine { status: State::Pending, ..ban() };
        let moved = pending.into_record(Id::new(2), 15, |it| it + 10, now);
        assert_eq!((moved.number, moved.parent, moved.closed_by), (15, Some(14), Some(16)));
        assert_eq!(moved.status, State::Failed);
        assert_eq!(
            (moved.logged, moved.log_channel_id, moved.log_message_id),
            (Some(LogPostOutcome::Off), None, None)
        );
        let events: Vec<_> = moved.events.iter().map(|event| event.event.as_str()).collect();
        assert_eq!(events, ["renumbered", "failed"]);
        assert_eq!(moved.problem(), None);
    }

    #[test]
    fn evidence_out_of_reach_says_so() {
        let now = at("2026-03-01T00:00:00Z");
        let status = |status: Value, guild| {
            let evidence = json!({ "attachment": "3", "name": "a.png", "size": 1, "content_type": null, "status": status });
            let line = CaseLine { evidence: serde_json::from_value(evidence).unwrap(), ..ban() };
            line.into_record(Id::new(guild), 5, |it| it, now).evidence.unwrap().status
        };
        assert_eq!(status(json!("kept"), 1), EvidenceStatus::Kept);
        assert!(
            matches!(status(json!("kept"), 2), EvidenceStatus::Lost(why) if why.text().contains("another server"))
        );
        assert!(
            matches!(status(json!({ "waiting": { "url": "x" } }), 1), EvidenceStatus::Lost(why) if why.text().contains("imported"))
        );
    }

    #[test]
    fn what_only_a_timer_would_end_is_known() {
        let now = at("2026-01-10T00:00:00Z");
        assert!(ban().needs_timer(now));
        assert!(!CaseLine { ends_at: None, ..ban() }.needs_timer(now));
        assert!(!CaseLine { closed_at: Some(now), ..ban() }.needs_timer(now));
        assert!(!CaseLine { status: State::Failed, ..ban() }.needs_timer(now));
        let timeout = CaseLine { kind: Kind::Timeout, ..ban() };
        assert!(timeout.needs_timer(now));
        assert!(!timeout.needs_timer(at("2026-02-02T00:00:00Z")));
        let short = CaseLine { ends_at: Some(at("2026-01-20T00:00:00Z")), ..timeout };
        assert!(!short.needs_timer(now));
    }
}
