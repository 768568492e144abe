//! The kinds of action, with all facts about each in one row, from which everything else derives.

use std::fmt;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;
use twilight_model::guild::audit_log::AuditLogEventType;

use crate::domain::colour;
use crate::domain::log::Category;
use crate::words;

/// The facts about a kind of action.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The name in the database, in exports and in custom ids.
    pub name: &'static str,
    /// `true` if the person gets a direct message.
    pub is_told: bool,
    /// The colour of the bar in the log, as 0xRRGGBB.
    pub colour: u32,
    /// The log category of its posts.
    pub log: Category,
    /// The permission that the moderator needs.
    pub permission: Permissions,
    /// The permission that Gavel needs. An overwrite is changed with Manage Roles, which a channel calls Manage
    /// Permissions.
    pub needs: Permissions,
    pub on: On,
    /// `true` if the action works only on members of the server.
    pub members_only: bool,
    /// `true` if Discord refuses the action on administrators.
    pub spares_administrators: bool,
    /// `true` if the action removes the person from the server, so that they can only be told before it.
    pub removes: bool,
    /// `true` if the action has points that add up.
    pub has_points: bool,
    /// `true` if only moderators may see the action.
    pub is_private: bool,
    /// The facts about its duration, if the action stays in force until it ends or is lifted.
    pub lasts: Option<Lasting>,
    /// The kinds whose cases it closes when applied: a ban replaces an older ban's timer, an unban ends it.
    pub closes: &'static [Kind],
    /// `true` if the policy can limit the action.
    pub is_limited: bool,
    /// The kind under whose limits it counts beside its own.
    pub counts_as: Option<Kind>,
    /// `true` if the duplicate guard covers the action: it shows another moderator's before one's own.
    pub is_guarded: bool,
    /// `true` if the action counts on the person's record.
    pub is_counted: bool,
    /// `true` if the action can follow from warnings.
    pub in_ladder: bool,
    /// The place on the card of Apps → Moderate, if the card offers it.
    pub on_card: Option<u8>,
    /// `true` if the person can appeal against the action.
    pub is_appealable: bool,
    /// The action in Discord's audit log that confirms it.
    pub audit: Option<AuditLogEventType>,
}

/// The target of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    Person,
    /// One role of a member.
    Role,
    Channel,
    /// Messages in a channel.
    Messages,
    /// The server as a whole.
    Server,
    /// Many people: this kind is done to each.
    Many(Each),
}

/// The action on each of many people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Each {
    Ban,
    Unban,
}

impl Each {
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Ban => Kind::Ban,
            Self::Unban => Kind::Unban,
        }
    }
}

/// The facts about an action that stays in force.
#[derive(Clone, Copy, Debug)]
pub struct Lasting {
    /// The kind that lifts it.
    pub lifted_by: Kind,
    pub endless: Endless,
    pub ended_by: EndedBy,
    pub shown_by: ShownBy,
}

/// The meaning of an action without an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endless {
    /// The action stays in force until it is lifted.
    Permanent,
    /// The action just sets a state, which nobody thinks of lifting.
    Settled,
    /// The action stays in force until it is lifted, but the order must say so: an end must be given.
    Explicit,
}

/// The side that ends an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedBy {
    /// Discord ends the action by itself, within [`DISCORDS_LONGEST`].
    Discord,
    /// A timer of Gavel's lifts the action.
    Gavel,
}

/// The place where Discord shows that it is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownBy {
    /// The list of bans.
    Ban,
    /// The end of the member's timeout.
    Timeout,
    /// The jail's role, which the member has.
    Jail,
    /// The target itself, which is looked at where it is changed.
    Target,
}

/// The longest duration that Discord ends by itself.
pub const DISCORDS_LONGEST: SignedDuration = SignedDuration::from_hours(28 * 24);

/// Builds the enum, its list and its table from the rows. A row without a fact does not compile.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident { $($fact:ident: $value:expr),* $(,)? })*) => {
        /// A kind of action.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(into = "&'static str", try_from = "String")]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            pub const ALL: [Self; [$(Self::$kind),*].len()] = [$(Self::$kind),*];

            /// Returns the kind's row.
            #[must_use]
            pub const fn facts(self) -> Facts {
                match self {
                    $(Self::$kind => Facts { $($fact: $value),* },)*
                }
            }
        }
    };
}

kinds! {
    Note {
        name: "note", is_told: false, colour: colour::GREY, log: Category::Moderation,
        permission: Permissions::MODERATE_MEMBERS, needs: Permissions::empty(), on: On::Person,
        members_only: false, spares_administrators: false, removes: false, has_points: false, is_private: true,
        lasts: None,
        closes: &[], is_limited: true, counts_as: None, is_guarded: false, is_counted: true, in_ladder: false, on_card: Some(2),
        is_appealable: false, audit: None,
    }
    Warn {
        name: "warn", is_told: true, colour: colour::AMBER, log: Category::Moderation,
        permission: Permissions::MODERATE_MEMBERS, needs: Permissions::empty(), on: On::Person,
        members_only: false, spares_administrators: false, removes: false, has_points: true, is_private: false,
        lasts: None,
        closes: &[], is_limited: true, counts_as: None, is_guarded: true, is_counted: true, in_ladder: false, on_card: Some(1),
        is_appealable: false, audit: None,
    }
    Timeout {
        name: "timeout", is_told: true, colour: colour::ORANGE, log: Category::Moderation,
        permission: Permissions::MODERATE_MEMBERS, needs: Permissions::MODERATE_MEMBERS, on: On::Person,
        members_only: true, spares_administrators: true, removes: false, has_points: false, is_private: false,
        lasts: Some(Lasting { lifted_by: Kind::Untimeout, endless: Endless::Explicit, ended_by: EndedBy::Discord, shown_by: ShownBy::Timeout }),
        closes: &[Kind::Timeout], is_limited: true, counts_as: None, is_guarded: true, is_counted: true, in_ladder: true, on_card: Some(3),
        is_appealable: true, audit: Some(AuditLogEventType::MemberUpdate),
    }
    Untimeout {
        name: "untimeout", is_told: true, colour: colour::GREEN, log: Category::Moderation,
        permission: Permissions::MODERATE_MEMBERS, needs: Permissions::MODERATE_MEMBERS, on: On::Person,
        members_only: true, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[Kind::Timeout], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: Some(AuditLogEventType::MemberUpdate),
    }
    Kick {
        name: "kick", is_told: true, colour: colour::CORAL, log: Category::Moderation,
        permission: Permissions::KICK_MEMBERS, needs: Permissions::KICK_MEMBERS, on: On::Person,
        members_only: true, spares_administrators: false, removes: true, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: true, counts_as: None, is_guarded: true, is_counted: true, in_ladder: true, on_card: Some(5),
        is_appealable: true, audit: Some(AuditLogEventType::MemberKick),
    }
    Softban {
        name: "softban", is_told: true, colour: colour::CORAL, log: Category::Moderation,
        permission: Permissions::BAN_MEMBERS, needs: Permissions::BAN_MEMBERS, on: On::Person,
        members_only: false, spares_administrators: false, removes: true, has_points: false, is_private: false,
        lasts: None,
        closes: &[Kind::Ban], is_limited: true, counts_as: Some(Kind::Ban), is_guarded: true, is_counted: true, in_ladder: true, on_card: None,
        is_appealable: false, audit: Some(AuditLogEventType::MemberBanAdd),
    }
    Ban {
        name: "ban", is_told: true, colour: colour::CRIMSON, log: Category::Moderation,
        permission: Permissions::BAN_MEMBERS, needs: Permissions::BAN_MEMBERS, on: On::Person,
        members_only: false, spares_administrators: false, removes: true, has_points: false, is_private: false,
        lasts: Some(Lasting { lifted_by: Kind::Unban, endless: Endless::Permanent, ended_by: EndedBy::Gavel, shown_by: ShownBy::Ban }),
        closes: &[Kind::Ban], is_limited: true, counts_as: None, is_guarded: true, is_counted: true, in_ladder: true, on_card: Some(6),
        is_appealable: true, audit: Some(AuditLogEventType::MemberBanAdd),
    }
    Unban {
        name: "unban", is_told: false, colour: colour::GREEN, log: Category::Moderation,
        permission: Permissions::BAN_MEMBERS, needs: Permissions::BAN_MEMBERS, on: On::Person,
        members_only: false, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[Kind::Ban], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: Some(AuditLogEventType::MemberBanRemove),
    }
    Jail {
        name: "jail", is_told: true, colour: colour::ORANGE, log: Category::Moderation,
        permission: Permissions::MODERATE_MEMBERS, needs: Permissions::MANAGE_ROLES, on: On::Person,
        members_only: true, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: Some(Lasting { lifted_by: Kind::Unjail, endless: Endless::Permanent, ended_by: EndedBy::Gavel, shown_by: ShownBy::Jail }),
        closes: &[Kind::Jail], is_limited: true, counts_as: None, is_guarded: true, is_counted: true, in_ladder: true, on_card: Some(4),
        is_appealable: true, audit: Some(AuditLogEventType::MemberRoleUpdate),
    }
    Unjail {
        name: "unjail", is_told: true, colour: colour::GREEN, log: Category::Moderation,
        permission: Permissions::MODERATE_MEMBERS, needs: Permissions::MANAGE_ROLES, on: On::Person,
        members_only: false, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[Kind::Jail], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: Some(AuditLogEventType::MemberRoleUpdate),
    }
    Purge {
        name: "purge", is_told: false, colour: colour::BLURPLE, log: Category::Messages,
        permission: Permissions::MANAGE_MESSAGES, needs: Permissions::empty(), on: On::Messages,
        members_only: false, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: true, counts_as: None, is_guarded: false, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    Lock {
        name: "lock", is_told: false, colour: colour::ORANGE, log: Category::Moderation,
        permission: Permissions::MANAGE_CHANNELS, needs: Permissions::MANAGE_ROLES, on: On::Channel,
        members_only: false, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: Some(Lasting { lifted_by: Kind::Unlock, endless: Endless::Permanent, ended_by: EndedBy::Gavel, shown_by: ShownBy::Target }),
        closes: &[Kind::Lock], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    Unlock {
        name: "unlock", is_told: false, colour: colour::GREEN, log: Category::Moderation,
        permission: Permissions::MANAGE_CHANNELS, needs: Permissions::MANAGE_ROLES, on: On::Channel,
        members_only: false, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[Kind::Lock], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    Slowmode {
        name: "slowmode", is_told: false, colour: colour::AMBER, log: Category::Moderation,
        permission: Permissions::MANAGE_CHANNELS, needs: Permissions::MANAGE_CHANNELS, on: On::Channel,
        members_only: false, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: Some(Lasting { lifted_by: Kind::Unslow, endless: Endless::Settled, ended_by: EndedBy::Gavel, shown_by: ShownBy::Target }),
        closes: &[Kind::Slowmode], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    /// Restores the slowmode from before.
    Unslow {
        name: "unslow", is_told: false, colour: colour::GREEN, log: Category::Moderation,
        permission: Permissions::MANAGE_CHANNELS, needs: Permissions::MANAGE_CHANNELS, on: On::Channel,
        members_only: false, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[Kind::Slowmode], is_limited: false, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    /// Bans many people, each with a case of their own beneath it.
    MassBan {
        name: "massban", is_told: false, colour: colour::CRIMSON, log: Category::Moderation,
        permission: Permissions::BAN_MEMBERS, needs: Permissions::BAN_MEMBERS, on: On::Many(Each::Ban),
        members_only: false, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: false, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    MassUnban {
        name: "massunban", is_told: false, colour: colour::GREEN, log: Category::Moderation,
        permission: Permissions::BAN_MEMBERS, needs: Permissions::BAN_MEMBERS, on: On::Many(Each::Unban),
        members_only: false, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: false, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    RoleAdd {
        name: "role_add", is_told: false, colour: colour::BLURPLE, log: Category::Moderation,
        permission: Permissions::MANAGE_ROLES, needs: Permissions::MANAGE_ROLES, on: On::Role,
        members_only: true, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: Some(Lasting { lifted_by: Kind::RoleRemove, endless: Endless::Settled, ended_by: EndedBy::Gavel, shown_by: ShownBy::Target }),
        closes: &[Kind::RoleAdd, Kind::RoleRemove], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: Some(AuditLogEventType::MemberRoleUpdate),
    }
    RoleRemove {
        name: "role_remove", is_told: false, colour: colour::BLURPLE, log: Category::Moderation,
        permission: Permissions::MANAGE_ROLES, needs: Permissions::MANAGE_ROLES, on: On::Role,
        members_only: true, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: Some(Lasting { lifted_by: Kind::RoleAdd, endless: Endless::Settled, ended_by: EndedBy::Gavel, shown_by: ShownBy::Target }),
        closes: &[Kind::RoleAdd, Kind::RoleRemove], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: Some(AuditLogEventType::MemberRoleUpdate),
    }
    NickSet {
        name: "nick_set", is_told: false, colour: colour::BLURPLE, log: Category::Moderation,
        permission: Permissions::MANAGE_NICKNAMES, needs: Permissions::MANAGE_NICKNAMES, on: On::Person,
        members_only: true, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    NickReset {
        name: "nick_reset", is_told: false, colour: colour::GREEN, log: Category::Moderation,
        permission: Permissions::MANAGE_NICKNAMES, needs: Permissions::MANAGE_NICKNAMES, on: On::Person,
        members_only: true, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: false, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    VoiceDisconnect {
        name: "voice_disconnect", is_told: false, colour: colour::ORANGE, log: Category::Moderation,
        permission: Permissions::MOVE_MEMBERS, needs: Permissions::MOVE_MEMBERS, on: On::Person,
        members_only: true, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    VoiceMove {
        name: "voice_move", is_told: false, colour: colour::BLURPLE, log: Category::Moderation,
        permission: Permissions::MOVE_MEMBERS, needs: Permissions::MOVE_MEMBERS, on: On::Person,
        members_only: true, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    VoiceMute {
        name: "voice_mute", is_told: false, colour: colour::ORANGE, log: Category::Moderation,
        permission: Permissions::MUTE_MEMBERS, needs: Permissions::MUTE_MEMBERS, on: On::Person,
        members_only: true, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    VoiceUnmute {
        name: "voice_unmute", is_told: false, colour: colour::GREEN, log: Category::Moderation,
        permission: Permissions::MUTE_MEMBERS, needs: Permissions::MUTE_MEMBERS, on: On::Person,
        members_only: true, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: false, counts_as: None, is_guarded: false, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    VoiceDeafen {
        name: "voice_deafen", is_told: false, colour: colour::ORANGE, log: Category::Moderation,
        permission: Permissions::DEAFEN_MEMBERS, needs: Permissions::DEAFEN_MEMBERS, on: On::Person,
        members_only: true, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    VoiceUndeafen {
        name: "voice_undeafen", is_told: false, colour: colour::GREEN, log: Category::Moderation,
        permission: Permissions::DEAFEN_MEMBERS, needs: Permissions::DEAFEN_MEMBERS, on: On::Person,
        members_only: true, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: false, counts_as: None, is_guarded: false, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    /// Locks many channels, each with a case of its own beneath it.
    Lockdown {
        name: "lockdown", is_told: false, colour: colour::CRIMSON, log: Category::Moderation,
        permission: Permissions::MANAGE_CHANNELS, needs: Permissions::MANAGE_ROLES, on: On::Server,
        members_only: false, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: Some(Lasting { lifted_by: Kind::LockdownEnd, endless: Endless::Permanent, ended_by: EndedBy::Gavel, shown_by: ShownBy::Target }),
        closes: &[], is_limited: true, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
    LockdownEnd {
        name: "lockdown_end", is_told: false, colour: colour::GREEN, log: Category::Moderation,
        permission: Permissions::MANAGE_CHANNELS, needs: Permissions::MANAGE_ROLES, on: On::Server,
        members_only: false, spares_administrators: false, removes: false, has_points: false, is_private: false,
        lasts: None,
        closes: &[], is_limited: false, counts_as: None, is_guarded: true, is_counted: false, in_ladder: false, on_card: None,
        is_appealable: false, audit: None,
    }
}

impl Kind {
    /// Returns the kinds for which `is` holds, in order.
    pub fn which(is: impl Fn(Facts) -> bool) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |kind| is(kind.facts()))
    }

    /// Returns the kind of a stored name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::which(|facts| facts.name == name).next()
    }

    /// Returns the name as stored and as exported.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.facts().name
    }

    /// Returns the name of the command that orders the action: "role add".
    #[must_use]
    pub fn command(self) -> String {
        self.as_str().replace('_', " ")
    }

    /// Returns the name in sentences and lists: "role add".
    #[must_use]
    pub fn word(self) -> String {
        self.said("word")
    }

    /// Returns the heading: "Role given".
    #[must_use]
    pub fn title(self) -> String {
        self.said("title")
    }

    #[must_use]
    pub const fn colour(self) -> u32 {
        self.facts().colour
    }

    /// Returns the rest of a sentence about the person, channel or server: "was banned".
    #[must_use]
    pub fn done(self) -> String {
        self.said("done")
    }

    /// Returns the heading of the direct message; `None` if the person is not told.
    #[must_use]
    pub fn told(self, server: &str) -> Option<String> {
        words::of_kind(self.as_str(), "told", Some(server))
    }

    /// Returns the word for a person, channel or server under the action: "banned"; `None` if it does not last.
    #[must_use]
    pub fn state(self) -> Option<String> {
        words::of_kind(self.as_str(), "state", None)
    }

    fn said(self, attribute: &str) -> String {
        words::of_kind(self.as_str(), attribute, None).unwrap_or_else(|| self.command())
    }

    /// Returns the permission that the moderator needs.
    #[must_use]
    pub const fn permission(self) -> Permissions {
        self.facts().permission
    }

    /// Returns the permission that the moderator needs in a channel or, for what changes channels, in a thread.
    #[must_use]
    pub fn permission_in(self, is_thread: bool) -> Permissions {
        if is_thread && self.is_on_channel() { Permissions::MANAGE_THREADS } else { self.permission() }
    }

    /// Returns the permission that Gavel needs in a channel or, for what changes channels, in a thread.
    #[must_use]
    pub fn needs_in(self, is_thread: bool) -> Permissions {
        if is_thread && self.is_on_channel() { Permissions::MANAGE_THREADS } else { self.needs() }
    }

    /// Returns the permissions that Gavel needs for the action, in channels and in threads.
    #[must_use]
    pub fn needs_anywhere(self) -> Permissions {
        self.needs_in(false) | self.needs_in(true)
    }

    /// Returns the permission that Gavel needs.
    #[must_use]
    pub const fn needs(self) -> Permissions {
        self.facts().needs
    }

    /// Returns `true` if the action removes the person from the server.
    #[must_use]
    pub const fn removes(self) -> bool {
        self.facts().removes
    }

    /// Returns `true` if the person gets a direct message.
    #[must_use]
    pub const fn tells(self) -> bool {
        self.facts().is_told
    }

    /// Returns `true` if the person can appeal against the action.
    #[must_use]
    pub const fn is_appealable(self) -> bool {
        self.facts().is_appealable
    }

    /// Returns `true` if the action is on the server as a whole.
    #[must_use]
    pub fn is_on_server(self) -> bool {
        self.facts().on == On::Server
    }

    /// Returns `true` if the action changes a channel and no person.
    #[must_use]
    pub fn is_on_channel(self) -> bool {
        self.facts().on == On::Channel
    }

    /// Returns `true` if the action gives or takes one role of a member.
    #[must_use]
    pub fn is_on_role(self) -> bool {
        self.facts().on == On::Role
    }

    /// Returns the kind that is done to each person, for an action on many.
    #[must_use]
    pub const fn each(self) -> Option<Each> {
        match self.facts().on {
            On::Many(each) => Some(each),
            On::Person | On::Role | On::Channel | On::Messages | On::Server => None,
        }
    }

    /// Returns the kind that is counted and limited: of an order on many, the kind of the action on each.
    #[must_use]
    pub fn single(self) -> Self {
        self.each().map_or(self, Each::kind)
    }

    /// Returns the place where Discord shows the state that it sets or lifts.
    #[must_use]
    pub fn shown_by(self) -> Option<ShownBy> {
        let state = self.closes().first()?;
        state.facts().lasts.map(|lasting| lasting.shown_by)
    }

    /// Returns `true` if the action is permanent without an end.
    #[must_use]
    pub fn is_permanent(self) -> bool {
        self.facts().lasts.is_some_and(|lasting| lasting.endless == Endless::Settled)
    }

    /// Returns `true` if an order must give an end, even if that is "never".
    #[must_use]
    pub fn needs_end(self) -> bool {
        self.facts().lasts.is_some_and(|lasting| lasting.endless == Endless::Explicit)
    }

    /// Returns `true` if Discord itself ends the action.
    #[must_use]
    pub fn ends_by_itself(self) -> bool {
        self.facts().lasts.is_some_and(|lasting| lasting.ended_by == EndedBy::Discord)
    }

    /// Returns `true` if the action stays in force until it ends or is lifted.
    #[must_use]
    pub const fn lasts(self) -> bool {
        self.facts().lasts.is_some()
    }

    /// Returns the log category of its posts.
    #[must_use]
    pub const fn category(self) -> Category {
        self.facts().log
    }

    /// Returns the kind that lifts this one.
    #[must_use]
    pub fn undone_by(self) -> Option<Self> {
        self.facts().lasts.map(|lasting| lasting.lifted_by)
    }

    /// Returns the kind that this one lifts.
    #[must_use]
    pub fn undoes(self) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.undone_by() == Some(self))
    }

    /// Returns `true` if the action does nothing but lift what another kind set.
    #[must_use]
    pub fn is_lift(self) -> bool {
        !self.lasts() && self.undoes().is_some()
    }

    /// Returns the kinds whose cases this one closes when applied.
    #[must_use]
    pub const fn closes(self) -> &'static [Self] {
        self.facts().closes
    }

    /// Returns the kinds whose limits it counts under: its own, and that of what it is a milder form of.
    pub fn limits(self) -> impl Iterator<Item = Self> {
        [Some(self), self.facts().counts_as].into_iter().flatten()
    }

    /// Returns the kinds that count under its limit.
    pub fn counted(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |kind| kind.limits().any(|limit| limit == self))
    }

    /// Returns the kinds that share this one's state, of which only the last one ordered counts: those that set and
    /// lift a ban, for instance.
    pub fn competing(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |kind| !self.closes().is_empty() && kind.closes() == self.closes())
    }
}

impl From<Kind> for &'static str {
    fn from(kind: Kind) -> Self {
        kind.as_str()
    }
}

/// The error for a stored name that no kind has.
#[derive(Debug)]
pub struct UnknownKind(String);

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown kind of action `{}`", self.0)
    }
}

impl TryFrom<String> for Kind {
    type Error = UnknownKind;

    fn try_from(name: String) -> Result<Self, UnknownKind> {
        Self::parse(&name).ok_or(UnknownKind(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Language, Languages};
    use std::sync::Arc;

    #[test]
    fn a_ban_rivals_what_lifts_it_and_a_warning_nothing() {
        assert!(Kind::Ban.competing().eq([Kind::Softban, Kind::Ban, Kind::Unban]));
        assert!(Kind::Untimeout.competing().eq([Kind::Timeout, Kind::Untimeout]));
        assert!(Kind::Unlock.competing().eq([Kind::Lock, Kind::Unlock]));
        assert!(Kind::RoleAdd.competing().eq([Kind::RoleAdd, Kind::RoleRemove]));
        assert_eq!(Kind::Warn.competing().count(), 0);
    }

    #[test]
    fn what_takes_back_knows_what_it_takes_back() {
        assert_eq!(Kind::Unban.undoes(), Some(Kind::Ban));
        assert_eq!(Kind::RoleAdd.undoes(), Some(Kind::RoleRemove));
        assert_eq!(Kind::Ban.undoes(), None);
    }

    #[test]
    fn every_kind_is_read_back_as_it_was_written_and_no_two_share_a_name() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
            // Exports use the stored name.
            let json = serde_json::to_value(kind).unwrap();
            assert_eq!(json, kind.as_str());
            assert_eq!(serde_json::from_value::<Kind>(json).unwrap(), kind);
        }
        assert_eq!(Kind::parse("other"), None);
        assert!(serde_json::from_str::<Kind>("\"other\"").unwrap_err().to_string().contains("`other`"));
    }

    #[tokio::test]
    async fn every_kind_has_its_words_in_each_language() {
        for language in Language::all() {
            for kind in Kind::ALL {
                let id = format!("kind-{}", kind.as_str().replace('_', "-"));
                let has = |attribute| words::find(language, &id, Some(attribute)).is_some();
                for attribute in ["word", "title", "done"] {
                    assert!(has(attribute), "{kind:?} has no {attribute}: {}", language.tag());
                }
                assert_eq!(has("state"), kind.lasts(), "the state of {kind:?}: {}", language.tag());
            }
            let languages = Languages { reader: language, server: language };
            words::spoken(languages, Arc::default(), async {
                for kind in Kind::ALL {
                    let told = kind.told("Home");
                    assert_eq!(told.is_some(), kind.tells(), "who is told of {kind:?}: {}", language.tag());
                    assert!(told.is_none_or(|told| told.contains("Home")), "{kind:?} tells of no server");
                    let namesakes = Kind::ALL.into_iter().filter(|other| other.word() == kind.word());
                    assert_eq!(namesakes.count(), 1, "{kind:?} shares its name: {}", language.tag());
                }
            })
            .await;
        }
    }

    #[test]
    fn a_kind_is_called_as_its_command_in_english() {
        for kind in Kind::ALL {
            assert_eq!(kind.word(), kind.command());
        }
    }

    #[test]
    fn the_facts_of_a_kind_do_not_contradict_each_other() {
        for kind in Kind::ALL {
            let facts = kind.facts();
            assert!(
                !facts.in_ladder || facts.on == On::Person,
                "{kind:?} follows from warnings, and is on nobody"
            );
            assert!(
                !facts.is_told || facts.on == On::Person,
                "{kind:?} sends a direct message but does not act on a person"
            );
            assert!(!facts.is_private || !facts.is_told, "{kind:?} is private, and told");
            assert!(
                !facts.is_appealable || facts.is_told,
                "{kind:?} can be appealed, but the person is never told of it"
            );
            assert!(facts.log != Category::Everything && facts.log != Category::Reports, "{kind:?}");
            let closed = facts.closes.iter().all(|kind| kind.lasts());
            assert!(closed, "{kind:?} closes what does not hold");
            if let Some(by) = kind.undone_by().filter(|_| facts.on != On::Server) {
                assert!(by.closes().contains(&kind) && facts.closes.contains(&kind), "{kind:?}");
            }
        }
    }
}
