//! A moderator's order for a channel, and the question whether it is to end earlier what is in force there.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use crate::actions::request::words;
use crate::actions::state::until;
use crate::discord::message::Message;
use crate::domain::case::{Case, NewCase};
use crate::domain::channel::{Change, delay};
use crate::domain::ids::ChannelId;
use crate::domain::kind::Kind;
use crate::error::Result;
use crate::kernel::cx::Cx;
use crate::kernel::question::Question;
use crate::kernel::reply::{Audience, Reply};
use crate::words;

/// A moderator's order for a channel.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChannelPlan {
    pub(super) kind: Kind,
    pub(super) channel: ChannelId,
    reason: Option<String>,
    /// The time at which the action ends; never if `None`.
    pub(super) ends_at: Option<Timestamp>,
    /// The state to set; `None` takes back what was set before.
    pub(super) set: Option<Set>,
    /// The case that this action takes back.
    parent: Option<i32>,
    /// `true` if the moderator agreed that what is in force is to end earlier.
    #[serde(default)]
    pub(super) is_agreed: bool,
    pub(super) audience: Audience,
}

/// A state of a channel that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Set {
    Lock {
        /// `true` if it takes what the channel allows roles, too.
        roles: bool,
    },
    /// The seconds between two messages.
    Slowmode(u32),
}

impl ChannelPlan {
    /// Returns the plan of a permanent lock; `roles` is `true` if it takes what the channel allows roles, too.
    #[must_use]
    pub fn lock(channel: ChannelId, roles: bool, reason: Option<String>) -> Self {
        Self::new(Kind::Lock, Some(Set::Lock { roles }), channel, reason)
    }

    /// Returns the plan of a permanent slowmode.
    #[must_use]
    pub fn slowmode(channel: ChannelId, seconds: u32, reason: Option<String>) -> Self {
        Self::new(Kind::Slowmode, Some(Set::Slowmode(seconds)), channel, reason)
    }

    /// Returns the plan of an action of the kind `by` that takes back the one of the case `parent`.
    #[must_use]
    pub fn take_back(by: Kind, parent: i32, channel: ChannelId, reason: Option<String>) -> Self {
        Self { parent: Some(parent), ..Self::new(by, None, channel, reason) }
    }

    /// Makes the action end; never if `None`.
    #[must_use]
    pub fn until(self, ends_at: Option<Timestamp>) -> Self {
        Self { ends_at, ..self }
    }

    /// Makes the receipt a reply to this audience.
    #[must_use]
    pub fn to(self, audience: Audience) -> Self {
        Self { audience, ..self }
    }

    fn new(kind: Kind, set: Option<Set>, channel: ChannelId, reason: Option<String>) -> Self {
        let reason = words(reason);
        let (ends_at, parent, is_agreed, audience) = (None, None, false, Audience::Public);
        Self { kind, channel, reason, ends_at, set, parent, is_agreed, audience }
    }

    /// Returns the case that the plan opens. The change is known once the channel was looked at.
    pub(super) fn case(&self, cx: &Cx, change: Option<Change>) -> Result<NewCase> {
        Ok(NewCase {
            channel: Some(self.channel),
            reason: self.reason.clone(),
            ends_at: self.ends_at,
            parent: self.parent,
            change,
            ..NewCase::new(cx.guild()?, self.kind, cx.caller(), &cx.at.user.name)
        })
    }
}

/// The question whether what is in force in a channel is to end earlier.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChannelQuestion {
    text: String,
    /// The order if the answer is yes.
    pub(super) plan: ChannelPlan,
}

impl ChannelQuestion {
    /// Returns the question about a plan that ends earlier than a case.
    pub(super) fn shorter(plan: &ChannelPlan, held: &Case) -> Self {
        let (at, until, link) = (plan.channel, until(held.ends_at), held.link());
        let held = match plan.set {
            Some(Set::Slowmode(seconds)) => {
                words::channel_check_slow_held(at, delay(seconds).text(), until, link)
            }
            Some(Set::Lock { .. }) | None => words::channel_check_locked_held(at, until, link),
        };
        // What has no end is never shorter.
        let instead = plan.ends_at.map(|end| format!(" {}", words::inforce_end_instead(end.as_second())));
        let text = format!("{held}{}", instead.unwrap_or_default());
        Self { text, plan: ChannelPlan { is_agreed: true, ..plan.clone() } }
    }
}

impl Question for ChannelQuestion {
    const KIND: &'static str = "confirm_channel";

    fn card(&self) -> Reply {
        Reply::new(
            self.plan.audience.of_question(),
            Message { content: self.text.clone(), ..Message::default() },
        )
    }

    fn labels(&self) -> (String, String) {
        (words::confirm_go_on(), words::button_leave_it())
    }

    fn permission(&self) -> Permissions {
        self.plan.kind.permission()
    }
}
