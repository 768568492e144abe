//! The audit log: its entries as Discord tells them, over REST and over the Gateway alike, and what of it is moderation
//! of a person.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use twilight_http::request::Method;
use twilight_model::id::Id;
use twilight_model::id::marker::GenericMarker;

use crate::discord::facts::PersonBody;
use crate::discord::rest::Call;
use crate::discord::{Discord, request};
use crate::domain::event::{AuditAction, AuditEntry, EventUser};
use crate::domain::ids::{GuildId, UserId};
use crate::error::Result;

/// As many as Discord gives at once.
const PAGE: usize = 100;

/// An entry, as far as it is looked at.
#[derive(Debug, Deserialize)]
pub struct AuditLogEntry {
    id: Id<GenericMarker>,
    action_type: u64,
    user_id: Option<UserId>,
    target_id: Option<String>,
    reason: Option<String>,
    changes: Option<Vec<AuditChange>>,
    options: Option<Options>,
}

#[derive(Debug, Deserialize)]
struct AuditChange {
    key: Option<String>,
    new_value: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Options {
    auto_moderation_rule_name: Option<String>,
}

impl AuditLogEntry {
    /// What it says was done to a person; nothing where it is about something else. Whom Discord names as the doer of
    /// what AutoMod did is not documented: it is AutoMod.
    #[must_use]
    pub fn audited(self) -> Option<AuditEntry> {
        let act = match self.action_type {
            20 => AuditAction::Kicked,
            22 => AuditAction::Banned,
            23 => AuditAction::Unbanned,
            24 => self.timeout()?,
            145 => {
                let rule = self.options.and_then(|options| options.auto_moderation_rule_name);
                AuditAction::TimedOutByAutomod { rule: rule.filter(|name| !name.is_empty()) }
            }
            _ => return None,
        };
        Some(AuditEntry {
            entry: self.id.get(),
            by: self.user_id.filter(|_| self.action_type != 145),
            on: self.target_id?.parse().ok()?,
            reason: self.reason,
            act,
            people: Vec::new(),
        })
    }

    /// A change of a member is one of many things; no new value means that it is lifted.
    fn timeout(&self) -> Option<AuditAction> {
        let changes = self.changes.iter().flatten();
        let mut timeouts =
            changes.filter(|change| change.key.as_deref() == Some("communication_disabled_until"));
        let until = match &timeouts.next()?.new_value {
            None | Some(Value::Null) => None,
            Some(until) => Some(until.as_str()?.parse::<Timestamp>().ok()?),
        };
        let done = crate::domain::ids::created_at(self.id);
        Some(match until.filter(|until| *until > done) {
            Some(until) => AuditAction::TimedOut { until },
            None => AuditAction::TimeoutLifted,
        })
    }
}

/// A page of the audit log, oldest first.
#[derive(Debug)]
pub struct Page {
    /// The newest entry in it, whatever that is about; nothing where the page is empty.
    pub last: Option<u64>,
    /// Whether more may follow.
    pub is_full: bool,
    pub audited: Vec<AuditEntry>,
}

#[derive(Deserialize)]
struct AuditLogBody {
    audit_log_entries: Vec<Value>,
    users: Vec<PersonBody>,
}

impl Discord {
    /// The entries after an id, oldest first. Needs View Audit Log. An entry of a shape that is not known says nothing.
    pub async fn audit_log_after(&self, guild: GuildId, after: u64) -> Result<Page> {
        self.audit_log(format!("guilds/{guild}/audit-logs?after={after}&limit={PAGE}")).await
    }

    /// The same, of those that are about a person.
    pub async fn audit_log_about(&self, guild: GuildId, person: UserId, after: u64) -> Result<Page> {
        self.audit_log(format!("guilds/{guild}/audit-logs?target_id={person}&after={after}&limit={PAGE}"))
            .await
    }

    async fn audit_log(&self, path: String) -> Result<Page> {
        let log: AuditLogBody =
            self.rest.call(request(Method::Get, path, None)?, Call::default()).await?.json()?;
        let is_full = log.audit_log_entries.len() >= PAGE;
        let ids = log.audit_log_entries.iter().filter_map(|entry| entry["id"].as_str()?.parse().ok());
        let last = ids.max();
        let people: Vec<EventUser> = log.users.into_iter().map(EventUser::from).collect();
        let entries = log.audit_log_entries.into_iter();
        let audited =
            entries.filter_map(|entry| serde_json::from_value::<AuditLogEntry>(entry).ok()?.audited());
        let named = audited.map(|mut audited| {
            let is_in = |person: &&EventUser| audited.by == Some(person.id) || audited.on == person.id;
            audited.people = people.iter().filter(is_in).cloned().collect();
            audited
        });
        Ok(Page { last, is_full, audited: named.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(entry: Value) -> Option<AuditEntry> {
        serde_json::from_value::<AuditLogEntry>(entry).unwrap().audited()
    }

    /// One of 2016-04-30T11:18:25.796Z.
    fn entry(action: u64, more: Value) -> Value {
        let mut entry = json!({
            "id": "175928847299117063", "action_type": action, "user_id": "5", "target_id": "6", "reason": "spam"
        });
        entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        entry
    }

    fn timeout(new: Value) -> Value {
        let change = |key: &str, new: Value| json!({ "key": key, "old_value": "x", "new_value": new });
        entry(
            24,
            json!({ "changes": [change("nick", json!("n")), change("communication_disabled_until", new)] }),
        )
    }

    #[test]
    fn what_is_done_to_a_person_is_read_and_nothing_else() {
        let ban = read(entry(22, json!({}))).unwrap();
        assert_eq!((ban.act, ban.by, ban.on), (AuditAction::Banned, Some(Id::new(5)), Id::new(6)));
        assert_eq!(ban.reason.as_deref(), Some("spam"));
        assert_eq!(read(entry(20, json!({}))).unwrap().act, AuditAction::Kicked);
        assert_eq!(read(entry(23, json!({ "user_id": null }))).unwrap().by, None);
        assert_eq!(read(entry(25, json!({ "changes": [{ "key": "$add", "new_value": [] }] }))), None);
        assert_eq!(read(entry(22, json!({ "target_id": null }))), None);
        assert_eq!(read(entry(24, json!({ "changes": [{ "key": "nick", "new_value": "n" }] }))), None);
    }

    #[test]
    fn a_timeout_is_set_until_a_time_to_come_and_lifted_without_one() {
        let until = "2016-05-01T00:00:00+00:00";
        let act = |new: Value| read(timeout(new)).unwrap().act;
        assert_eq!(act(json!(until)), AuditAction::TimedOut { until: until.parse().unwrap() });
        assert_eq!(act(Value::Null), AuditAction::TimeoutLifted);
        assert_eq!(act(json!("2016-04-30T11:18:25.700000+00:00")), AuditAction::TimeoutLifted);
        let none = json!({ "changes": [{ "key": "communication_disabled_until", "old_value": until }] });
        assert_eq!(read(entry(24, none)).unwrap().act, AuditAction::TimeoutLifted);
    }

    #[test]
    fn what_automod_did_is_automods_whoever_is_named() {
        let options = json!({ "options": { "auto_moderation_rule_name": "words", "channel_id": "" } });
        let hit = read(entry(145, options)).unwrap();
        assert_eq!(hit.by, None);
        assert_eq!(hit.act, AuditAction::TimedOutByAutomod { rule: Some("words".to_owned()) });
    }
}
