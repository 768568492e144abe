//! From what is wanted to what must be asked of Discord: the intents, and no more of them than that takes.

use std::collections::BTreeSet;

use twilight_gateway::Intents;

use crate::domain::event::{EventKind, Subscriptions};

/// The application may have the list of members.
const MEMBERS: u64 = 1 << 14 | 1 << 15;
/// The application may read what is written.
const CONTENT: u64 = 1 << 18 | 1 << 19;

/// What can be heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GatewayIntents {
    /// What is asked of Discord.
    pub intents: Intents,
    /// What is wanted, and can't be heard, for the application lacks the intent.
    pub missing_intents: BTreeSet<EventKind>,
}

/// The intent that a kind takes.
fn intents(kind: EventKind) -> Intents {
    match kind {
        EventKind::MemberJoined | EventKind::MemberLeft => Intents::GUILD_MEMBERS,
        EventKind::MessageEdited | EventKind::MessagesDeleted => {
            Intents::GUILD_MESSAGES | Intents::MESSAGE_CONTENT
        }
        EventKind::AuditEntry => Intents::GUILD_MODERATION,
        EventKind::AutomodHit => Intents::AUTO_MODERATION_EXECUTION,
    }
}

/// What an application with these flags may hear. Unknown flags: everything, and Discord says otherwise.
pub(super) fn allowed(flags: Option<u64>) -> Intents {
    let Some(flags) = flags else { return Intents::all() };
    let mut allowed = Intents::all() - Intents::GUILD_MEMBERS - Intents::MESSAGE_CONTENT;
    if flags & MEMBERS != 0 {
        allowed |= Intents::GUILD_MEMBERS;
    }
    if flags & CONTENT != 0 {
        allowed |= Intents::MESSAGE_CONTENT;
    }
    allowed
}

impl Default for GatewayIntents {
    fn default() -> Self {
        Self { intents: Intents::empty(), missing_intents: BTreeSet::new() }
    }
}

impl GatewayIntents {
    /// What is to be asked for so that these are heard.
    pub fn of(subscriptions: &Subscriptions, allowed: Intents) -> Self {
        let mut wanted = Self::default();
        for kind in subscriptions.kinds.keys().copied() {
            let needed = intents(kind);
            // A deletion is worth telling without what was written, an edit is not.
            let without = needed - allowed;
            let enough = without.is_empty()
                || (kind == EventKind::MessagesDeleted && without == Intents::MESSAGE_CONTENT);
            if !enough {
                wanted.missing_intents.insert(kind);
            } else {
                wanted.intents |= needed & allowed;
            }
        }
        wanted
    }

    /// Whether these intents are too few for it. More than it takes are left until the next start: sessions that may
    /// begin are numbered, and what nobody wants is not taken in.
    pub fn lacks(&self, intents: Intents) -> bool {
        !intents.contains(self.intents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::event::EventScope;

    fn to_all(kinds: &[EventKind]) -> Subscriptions {
        let kinds = kinds.iter().map(|kind| (*kind, EventScope::Everywhere)).collect();
        Subscriptions { version: 1, kinds }
    }

    #[test]
    fn only_what_is_wanted_is_asked_for() {
        assert_eq!(GatewayIntents::of(&to_all(&[]), Intents::all()), GatewayIntents::default());
        let audited = GatewayIntents::of(&to_all(&[EventKind::AuditEntry]), allowed(Some(0)));
        assert_eq!(audited.intents, Intents::GUILD_MODERATION);
        let joins = GatewayIntents::of(&to_all(&[EventKind::MemberJoined]), allowed(Some(1 << 15)));
        assert_eq!((joins.intents, joins.missing_intents.len()), (Intents::GUILD_MEMBERS, 0));
    }

    #[test]
    fn fewer_wishes_need_no_new_session() {
        let more =
            GatewayIntents::of(&to_all(&[EventKind::AuditEntry, EventKind::MemberJoined]), Intents::all());
        let less = GatewayIntents::of(&to_all(&[EventKind::AuditEntry]), Intents::all());
        assert!(more.lacks(less.intents) && !less.lacks(more.intents) && !more.lacks(more.intents));
    }

    #[test]
    fn what_the_application_may_not_hear_is_named_and_costs_nothing_else() {
        use EventKind::{MemberJoined, MessageEdited, MessagesDeleted};
        let wanted =
            GatewayIntents::of(&to_all(&[MemberJoined, MessageEdited, MessagesDeleted]), allowed(Some(0)));
        assert_eq!(wanted.intents, Intents::GUILD_MESSAGES);
        assert_eq!(wanted.missing_intents, [MemberJoined, MessageEdited].into());
    }
}
