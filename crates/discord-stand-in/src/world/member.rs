//! Members of a server.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};

use crate::ids::{ChannelId, RoleId, UserId, iso};

/// A user's membership in one server.
#[derive(Clone, Debug, Serialize)]
pub struct Member {
    /// Who.
    pub user: UserId,
    /// Their name in this server.
    pub nick: Option<String>,
    /// Their roles, without @everyone.
    pub roles: BTreeSet<RoleId>,
    /// Since when.
    pub joined: Timestamp,
    /// Timed out until then; may lie in the past.
    pub timed_out_until: Option<Timestamp>,
    /// Moved to silence in voice.
    pub deaf: bool,
    /// Not heard in voice.
    pub mute: bool,
    /// The voice channel they are in.
    pub voice: Option<ChannelId>,
    /// Yet to pass the server's membership screening.
    pub pending: bool,
}

impl Member {
    /// A member without roles.
    pub(crate) fn new(user: UserId, joined: Timestamp) -> Self {
        Self {
            user,
            nick: None,
            roles: BTreeSet::new(),
            joined,
            timed_out_until: None,
            deaf: false,
            mute: false,
            voice: None,
            pending: false,
        }
    }

    /// Whether they are timed out at `now`.
    #[must_use]
    pub fn is_timed_out(&self, now: Timestamp) -> bool {
        self.timed_out_until.is_some_and(|until| until > now)
    }

    /// The member as Discord describes it, without the user.
    pub(crate) fn json(&self) -> Value {
        json!({
            "avatar": null,
            "banner": null,
            "nick": self.nick,
            "roles": self.roles,
            "joined_at": iso(self.joined),
            "premium_since": null,
            "pending": self.pending,
            "flags": 0,
            "communication_disabled_until": self.timed_out_until.map(iso),
            "unusual_dm_activity_until": null,
            "collectibles": null,
            "deaf": self.deaf,
            "mute": self.mute,
        })
    }
}
