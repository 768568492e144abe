//! The audit log: its entries as Discord sends them, over REST and the Gateway alike, and those among them that
//! moderate a person.

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

/// The number of entries that Discord returns at once.
const PAGE: usize = 100;

/// An entry, with the fields that Gavel uses.
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
    /// Returns the action on a person; `None` for any other entry. Discord does not document whom it names as the actor
    /// of AutoMod's actions, so that is ignored.
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

    /// Returns the timeout in a change of a member, which can change many things. Without a new value, the timeout was
    /// lifted.
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
    /// The newest entry in the page, of any kind; `None` for an empty page.
    pub last: Option<u64>,
    /// `true` if more may follow.
    pub is_full: bool,
    pub audited: Vec<AuditEntry>,
}

#[derive(Deserialize)]
struct AuditLogBody {
    audit_log_entries: Vec<Value>,
    users: Vec<PersonBody>,
}

impl Discord {
    /// Returns the entries after an id, oldest first. Needs View Audit Log. Entries of unknown form are left out.
    pub async fn audit_log_after(&self, guild: GuildId, after: u64) -> Result<Page> {
        self.audit_log(format!("guilds/{guild}/audit-logs?after={after}&limit={PAGE}")).await
    }

    /// Returns the entries about a person after an id, oldest first. Needs View Audit Log.
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

    /// Returns an entry of 2016-04-30T11:18:25.796Z.
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
