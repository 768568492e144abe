//! Gateway intents, as bits.

use crate::world::Application;

/// Servers: available, unavailable, left.
pub(crate) const GUILDS: u64 = 1 << 0;
/// Members; privileged.
pub(crate) const MEMBERS: u64 = 1 << 1;
/// Bans and the audit log.
pub(crate) const MODERATION: u64 = 1 << 2;
/// Emojis and stickers.
pub(crate) const EXPRESSIONS: u64 = 1 << 3;
/// Webhooks.
pub(crate) const WEBHOOKS: u64 = 1 << 5;
/// Invites.
pub(crate) const INVITES: u64 = 1 << 6;
/// Voice states.
pub(crate) const VOICE_STATES: u64 = 1 << 7;
/// Presences; privileged.
pub(super) const PRESENCES: u64 = 1 << 8;
/// Messages in servers.
pub(crate) const MESSAGES: u64 = 1 << 9;
/// Reactions in servers.
pub(crate) const REACTIONS: u64 = 1 << 10;
/// Typing in servers.
pub(crate) const TYPING: u64 = 1 << 11;
/// Direct messages and ephemeral messages.
pub(crate) const DIRECT_MESSAGES: u64 = 1 << 12;
/// Reactions in direct messages.
pub(crate) const DIRECT_REACTIONS: u64 = 1 << 13;
/// Typing in direct messages.
pub(crate) const DIRECT_TYPING: u64 = 1 << 14;
/// Message content; privileged.
pub(crate) const CONTENT: u64 = 1 << 15;
/// Auto-moderation's actions.
pub(crate) const AUTO_MODERATION: u64 = 1 << 21;

/// All bits that have a meaning: 0 to 16, 20, 21, 24 and 25.
const KNOWN: u64 = ((1 << 17) - 1) | (3 << 20) | (3 << 24);

/// Returns the code to close with if the application may not have these intents.
pub(super) fn refuse(intents: u64, application: &Application) -> Option<u16> {
    /// The flags of an application with the presence intent, approved or limited.
    const SEES_PRESENCES: u64 = 3 << 12;
    if intents & !KNOWN != 0 {
        return Some(4013);
    }
    let allowed = [
        (MEMBERS, application.lists_members()),
        (CONTENT, application.sees_content()),
        (PRESENCES, application.flags & SEES_PRESENCES != 0),
    ];
    allowed.iter().any(|(intent, allowed)| intents & intent != 0 && !allowed).then_some(4014)
}
