//! Members of a server.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ids::{ChannelId, RoleId, UserId, iso};

/// A user's membership in one server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Member {
    /// The user.
    pub user: UserId,
    /// The member's name in this server.
    pub nick: Option<String>,
    /// The member's roles, without @everyone.
    pub roles: BTreeSet<RoleId>,
    /// The time the member joined.
    pub joined: Timestamp,
    /// The end of the member's timeout, which may be past.
    pub timed_out_until: Option<Timestamp>,
    /// `true` if the member is deafened in voice.
    pub deaf: bool,
    /// `true` if the member is muted in voice.
    pub mute: bool,
    /// The voice channel that the member is in.
    pub voice: Option<ChannelId>,
    /// `true` if the member has yet to pass the server's membership screening.
    pub pending: bool,
}

impl Member {
    /// Returns a member without roles.
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

    /// Returns `true` if the member is timed out at `now`.
    #[must_use]
    pub fn is_timed_out(&self, now: Timestamp) -> bool {
        self.timed_out_until.is_some_and(|until| until > now)
    }

    /// Returns the member as Discord describes it, without the user.
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
