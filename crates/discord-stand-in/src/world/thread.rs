//! Threads: the fields that other channels lack, and their members.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Channel, ChannelKind, World};
use crate::bits;
use crate::failure::{Code, Failure};
use crate::feed::Change;
use crate::ids::{ChannelId, UserId, iso};

/// The state of a thread.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Thread {
    /// The user who made the thread.
    pub owner: UserId,
    /// `true` if the thread is archived.
    pub archived: bool,
    /// `true` if only moderators can reopen the thread.
    pub locked: bool,
    /// The minutes without a message after which the thread is archived.
    pub auto_archive: u64,
    /// The time of the last change of the archive's state.
    pub archive_at: Timestamp,
    /// The time at which the thread was made.
    pub created: Timestamp,
    /// The members, with the times at which they joined.
    pub members: Vec<(UserId, Timestamp)>,
    /// The tags of a forum post.
    pub tags: Vec<String>,
    /// `true` if members of a private thread may add others.
    pub invitable: bool,
}

impl World {
    /// Adds a thread to a channel; its owner is its first member.
    pub(crate) fn add_thread(
        &mut self,
        parent: ChannelId,
        (id, kind, name): (ChannelId, ChannelKind, &str),
        owner: UserId,
    ) {
        let now = self.now();
        let mut channel = Channel::new(id, kind, name);
        channel.guild = self.channels.get(&parent).and_then(|parent| parent.guild);
        channel.parent = Some(parent);
        channel.thread = Some(Thread {
            owner,
            archived: false,
            locked: false,
            auto_archive: 1440,
            archive_at: now,
            created: now,
            members: vec![(owner, now)],
            tags: Vec::new(),
            invitable: true,
        });
        self.channels.insert(id, channel.clone());
        self.changed(Change::ChannelCreated { channel: Box::new(channel) });
    }
}

impl Thread {
    /// Returns `true` if the user is a member of the thread.
    pub(super) fn has(&self, user: UserId) -> bool {
        self.members.iter().any(|(member, _)| *member == user)
    }

    /// Adds the thread's fields to its channel's.
    pub(super) fn describe(&self, messages: usize, channel: &mut Value) {
        channel["owner_id"] = json!(self.owner);
        channel["message_count"] = json!(messages);
        channel["total_message_sent"] = json!(messages);
        channel["member_count"] = json!(self.members.len());
        channel["thread_metadata"] = json!({
            "archived": self.archived,
            "auto_archive_duration": self.auto_archive,
            "archive_timestamp": iso(self.archive_at),
            "create_timestamp": iso(self.created),
            "locked": self.locked,
            "invitable": self.invitable,
        });
        if !self.tags.is_empty() {
            channel["applied_tags"] = json!(self.tags);
        }
        if let Some(fields) = channel.as_object_mut() {
            for field in ["topic", "position", "permission_overwrites"] {
                fields.remove(field);
            }
        }
    }
}

impl Channel {
    /// Fails in an archived thread, where nothing but deleting messages works.
    pub(crate) fn need_active(&self) -> Result<(), Failure> {
        if self.thread.as_ref().is_some_and(|thread| thread.archived) {
            return Err(Code::ThreadIsArchived.into());
        }
        Ok(())
    }
}

impl World {
    /// Demands that `user` may write in the channel, if it is a thread: in a locked one, only those who manage threads may.
    pub(crate) fn need_unlocked(&self, channel: &Channel, user: UserId) -> Result<(), Failure> {
        let is_locked = channel.thread.as_ref().is_some_and(|thread| thread.locked);
        if is_locked && !self.forced && self.channel_permissions(channel, user) & bits::MANAGE_THREADS == 0 {
            return Err(Code::ThreadIsLocked.into());
        }
        Ok(())
    }

    /// Reopens an archived thread, as a new message in it does.
    pub(super) fn wake(&mut self, channel: ChannelId) {
        let now = self.now();
        let Some(place) = self.channels.get_mut(&channel) else { return };
        let Some(thread) = place.thread.as_mut().filter(|thread| thread.archived) else { return };
        thread.archived = false;
        thread.archive_at = now;
        let channel = Box::new(place.clone());
        self.changed(Change::ChannelUpdated { channel });
    }
}

/// Returns a thread's member as Discord describes it.
pub(crate) fn member_json(thread: ChannelId, (user, joined): (UserId, Timestamp)) -> Value {
    json!({ "id": thread, "user_id": user, "join_timestamp": iso(joined), "flags": 0 })
}
