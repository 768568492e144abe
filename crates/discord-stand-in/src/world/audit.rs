//! The audit log.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ids::{AuditId, UserId};

/// The action of an entry; the numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AuditAction {
    /// The server was changed.
    GuildUpdate = 1,
    /// A channel was created.
    ChannelCreate = 10,
    /// A channel was deleted.
    ChannelDelete = 12,
    /// A role was created.
    RoleCreate = 30,
    /// A role was changed.
    RoleUpdate = 31,
    /// A role was deleted.
    RoleDelete = 32,
    /// An invite was created.
    InviteCreate = 40,
    /// An invite was deleted.
    InviteDelete = 42,
    /// A webhook was created.
    WebhookCreate = 50,
    /// A webhook was changed.
    WebhookUpdate = 51,
    /// A webhook was deleted.
    WebhookDelete = 52,
    /// An emoji was created.
    EmojiCreate = 60,
    /// An emoji was changed.
    EmojiUpdate = 61,
    /// An emoji was deleted.
    EmojiDelete = 62,
    /// A sticker was created.
    StickerCreate = 90,
    /// A sticker was changed.
    StickerUpdate = 91,
    /// A sticker was deleted.
    StickerDelete = 92,
    /// A thread was created.
    ThreadCreate = 110,
    /// A thread was changed.
    ThreadUpdate = 111,
    /// A thread was deleted.
    ThreadDelete = 112,
    /// A channel was changed.
    ChannelUpdate = 11,
    /// An overwrite was created.
    OverwriteCreate = 13,
    /// An overwrite was changed.
    OverwriteUpdate = 14,
    /// An overwrite was removed.
    OverwriteDelete = 15,
    /// A member was removed.
    MemberKick = 20,
    /// A user was banned.
    MemberBanAdd = 22,
    /// A ban was lifted.
    MemberBanRemove = 23,
    /// A member was changed: timeout, nickname.
    MemberUpdate = 24,
    /// A member's roles were changed.
    MemberRoleUpdate = 25,
    /// Another user's message was deleted.
    MessageDelete = 72,
    /// Messages were deleted in one call.
    MessageBulkDelete = 73,
    /// A message was pinned.
    MessagePin = 74,
    /// A message was unpinned.
    MessageUnpin = 75,
    /// An auto-moderation rule was created.
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

/// An entry of a server's audit log.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AuditLogEntry {
    /// The entry's id, which holds its time.
    pub id: AuditId,
    /// The action.
    pub action: AuditAction,
    /// The user who acted.
    pub by: UserId,
    /// The id of the action's target.
    pub target: Option<u64>,
    /// The reason for the action.
    pub reason: Option<String>,
    /// The changes, as Discord describes them.
    pub changes: Vec<Value>,
    /// The options, as Discord describes them.
    pub options: Option<Value>,
}

impl AuditLogEntry {
    /// Returns the entry as Discord describes it.
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

/// Returns the changes from `old` to `new`, two descriptions of one thing; null stands for one that is not there.
pub(crate) fn changes(old: &Value, new: &Value) -> Vec<Value> {
    let fields = old.as_object().into_iter().chain(new.as_object()).flat_map(serde_json::Map::keys);
    let names: std::collections::BTreeSet<&String> = fields.collect();
    let change = |name: &String| {
        let (old, new) = (&old[name], &new[name]);
        if old == new || name == "id" || name == "guild_id" || name == "token" {
            return None;
        }
        let mut change = json!({ "key": name });
        for (side, value) in [("old_value", old), ("new_value", new)] {
            if !value.is_null() {
                change[side] = value.clone();
            }
        }
        Some(change)
    };
    names.into_iter().filter_map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_name_what_differs_and_leave_out_what_was_not_there() {
        let (old, new) =
            (json!({ "id": "1", "name": "a", "color": 1 }), json!({ "id": "1", "name": "b", "color": 1 }));
        assert_eq!(changes(&old, &new), [json!({ "key": "name", "old_value": "a", "new_value": "b" })]);
        let made = changes(&Value::Null, &json!({ "code": "x" }));
        assert_eq!(made, [json!({ "key": "code", "new_value": "x" })]);
        assert_eq!(
            changes(&json!({ "code": "x" }), &Value::Null),
            [json!({ "key": "code", "old_value": "x" })]
        );
    }
}
