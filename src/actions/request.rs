//! The request for an action on a person, as a moderator makes it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::case::{NewCase, Subject};
use crate::domain::evidence::Evidence;
use crate::domain::ids::{ChannelId, MessageId, RoleId};
use crate::domain::kind::Kind;
use crate::domain::member_edit::MemberEdit;
use crate::domain::policy::PlannedAction;
use crate::domain::settings::Settings;
use crate::domain::text;
use crate::error::Result;
use crate::kernel::command::CommandUser;
use crate::kernel::cx::Cx;
use crate::kernel::reply::Audience;

/// The time for which a warning counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Counts {
    /// The server's setting.
    Usual,
    Until(Timestamp),
    Always,
}

/// An action on a person, as it was requested.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ActionRequest {
    pub kind: Kind,
    pub person: CommandUser,
    pub reason: Option<String>,
    /// A note that only moderators see.
    pub note: Option<String>,
    pub evidence: Option<Evidence>,
    pub points: i32,
    pub counts: Counts,
    /// The time at which a lasting action ends; never if `None`.
    pub ends_at: Option<Timestamp>,
    pub delete_seconds: u32,
    /// The role to give or take.
    pub role: Option<RoleId>,
    /// The change of the member, for an action that makes one.
    pub edit: Option<MemberEdit>,
    /// The message to delete with a warning.
    pub message: Option<(ChannelId, MessageId)>,
    /// Tells the member, or not; `None` leaves it to the server's setting.
    pub tell: Option<bool>,
    /// The case that this one follows from.
    pub parent: Option<i32>,
    /// The number of the report that it comes of.
    #[serde(default)]
    pub report: Option<i32>,
    /// `true` for Undo: it takes the rank over whoever ordered the parent, too.
    pub takes_back: bool,
    /// The appeal that is accepted by it.
    #[serde(default)]
    pub appeal: Option<i32>,
    pub audience: Audience,
    pub agreed: Agreed,
}

/// The questions that the moderator agreed to.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Agreed {
    /// The newest case by somebody else that the moderator was shown.
    pub seen: Option<i32>,
    /// `true` if they agreed that something permanent is to end.
    pub shorter: bool,
    /// `true` if they agreed that the role lets its holders moderate.
    pub powerful: bool,
}

impl ActionRequest {
    /// Returns a request without extras: permanent, telling the member by default, with a public reply.
    #[must_use]
    pub fn new(kind: Kind, person: CommandUser, reason: Option<String>) -> Self {
        Self {
            kind,
            person,
            reason: words(reason),
            note: None,
            evidence: None,
            points: 0,
            counts: Counts::Usual,
            ends_at: None,
            delete_seconds: 0,
            role: None,
            edit: None,
            message: None,
            tell: None,
            parent: None,
            report: None,
            takes_back: false,
            appeal: None,
            audience: Audience::Public,
            agreed: Agreed::default(),
        }
    }

    /// The person, or the one role of theirs, that it is on.
    pub(super) fn subject(&self) -> Subject {
        match self.role.filter(|_| self.kind.is_on_role()) {
            Some(role) => Subject::Role(self.person.id, role),
            None => Subject::Person(self.person.id),
        }
    }

    /// Returns the part of the request that the policy checks.
    pub(super) fn planned(&self) -> PlannedAction {
        let points = self.points.unsigned_abs();
        PlannedAction { kind: self.kind, points, ends_at: self.ends_at, role: self.role }
    }

    /// Returns the case that the request opens.
    pub(super) fn case(&self, cx: &Cx, settings: &Settings) -> Result<NewCase> {
        let new = NewCase::new(cx.guild()?, self.kind, cx.caller(), &cx.at.user.name);
        let usual = || settings.warning_expires(cx.app.clock.now());
        Ok(NewCase {
            target: Some(self.person.id),
            target_name: Some(self.person.name.clone()).filter(|name| !name.is_empty()),
            reason: self.reason.clone(),
            note: words(self.note.clone()),
            is_untold: self.tell == Some(false) && self.kind.tells(),
            evidence: self.evidence.clone(),
            points: self.points,
            expires_at: match self.counts {
                _ if self.kind != Kind::Warn => None,
                Counts::Usual => usual(),
                Counts::Until(end) => Some(end),
                Counts::Always => None,
            },
            ends_at: self.ends_at,
            delete_seconds: self.delete_seconds,
            parent: self.parent,
            channel: self.message.map(|(channel, _)| channel),
            message: self.message.map(|(_, message)| message),
            role: if self.kind == Kind::Jail { settings.jail_role } else { self.role },
            ..new
        })
    }
}

/// Returns the text, if it has any words.
pub(crate) fn words(text: Option<String>) -> Option<String> {
    text.and_then(|text| text::words(&text))
}
