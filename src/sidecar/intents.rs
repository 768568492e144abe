//! The intents that the subscriptions need, and no others.

use std::collections::BTreeSet;

use twilight_gateway::Intents;

use crate::domain::event::{EventKind, Subscriptions};

/// The flags of an application with the Server Members Intent.
const MEMBERS: u64 = 1 << 14 | 1 << 15;
/// The flags of an application with the Message Content Intent.
const CONTENT: u64 = 1 << 18 | 1 << 19;

/// The intents for the subscriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GatewayIntents {
    /// The intents to ask for.
    pub intents: Intents,
    /// The subscribed kinds that never arrive, because the application lacks their intent.
    pub missing_intents: BTreeSet<EventKind>,
}

/// Returns the intents that a kind needs.
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

/// Returns the intents that an application with these flags may have; all of them if the flags are unknown.
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
    /// Returns the intents for these subscriptions, within those that are allowed.
    pub fn of(subscriptions: &Subscriptions, allowed: Intents) -> Self {
        let mut wanted = Self::default();
        for kind in subscriptions.kinds.keys().copied() {
            let needed = intents(kind);
            // A deletion is useful without the message's text, an edit is not.
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

    /// Returns `true` if `intents` does not cover these. Superfluous intents are kept until the next start, since
    /// session starts are limited; their events are filtered out.
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
