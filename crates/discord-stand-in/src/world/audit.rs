//! The audit log.

use serde::Serialize;
use serde_json::{Value, json};

use crate::ids::{AuditId, UserId};

/// What kind of act an entry tells of; the numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum AuditAction {
    /// A channel was changed.
    ChannelUpdate = 11,
    /// An overwrite was made.
    OverwriteCreate = 13,
    /// An overwrite was changed.
    OverwriteUpdate = 14,
    /// An overwrite was removed.
    OverwriteDelete = 15,
    /// A member was removed.
    MemberKick = 20,
    /// Someone was banned.
    MemberBanAdd = 22,
    /// A ban was lifted.
    MemberBanRemove = 23,
    /// A member was changed: timeout, nickname.
    MemberUpdate = 24,
    /// A member's roles were changed.
    MemberRoleUpdate = 25,
    /// Someone else's message was deleted.
    MessageDelete = 72,
    /// Messages were deleted in one call.
    MessageBulkDelete = 73,
    /// A message was pinned.
    MessagePin = 74,
    /// A message was unpinned.
    MessageUnpin = 75,
    /// An auto-moderation rule was made.
    RuleCreate = 140,
    /// An auto-moderation rule was changed.
    RuleUpdate = 141,
    /// An auto-moderation rule was removed.
    RuleDelete = 142,
    /// Auto-moderation blocked a message.
    AutoModBlock = 143,
    /// Auto-moderation flagged a message.
    AutoModFlag = 144,
    /// Auto-moderation timed a member out.
    AutoModTimeout = 145,
}

/// One line of a server's audit log.
#[derive(Clone, Debug, Serialize)]
pub struct AuditLogEntry {
    /// Its id, which tells when.
    pub id: AuditId,
    /// What was done.
    pub action: AuditAction,
    /// Who did it.
    pub by: UserId,
    /// To whom or what.
    pub target: Option<u64>,
    /// The reason given.
    pub reason: Option<String>,
    /// What changed, as Discord describes it.
    pub changes: Vec<Value>,
    /// What else Discord says.
    pub options: Option<Value>,
}

impl AuditLogEntry {
    /// The entry as Discord describes it.
    pub(crate) fn json(&self) -> Value {
        let mut entry = json!({
            "id": self.id,
            "action_type": self.action as u64,
            "user_id": self.by,
            "target_id": self.target.map(|id| id.to_string()),
        });
        if let Some(reason) = &self.reason {
            entry["reason"] = json!(reason);
        }
        if !self.changes.is_empty() {
            entry["changes"] = json!(self.changes);
        }
        if let Some(options) = &self.options {
            entry["options"] = options.clone();
        }
        entry
    }
}
