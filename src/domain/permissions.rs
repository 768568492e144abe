//! Discord's permissions in the words a person sees in the client.

use twilight_model::guild::Permissions;

use crate::domain::ids::ChannelId;

/// Names as Discord's own settings show them, in the order they are listed there.
const NAMES: [(Permissions, &str); 30] = [
    (Permissions::ADMINISTRATOR, "Administrator"),
    (Permissions::VIEW_CHANNEL, "View Channel"),
    (Permissions::MANAGE_CHANNELS, "Manage Channels"),
    (Permissions::MANAGE_ROLES, "Manage Roles"),
    (Permissions::MANAGE_GUILD_EXPRESSIONS, "Manage Expressions"),
    (Permissions::VIEW_AUDIT_LOG, "View Audit Log"),
    (Permissions::MANAGE_WEBHOOKS, "Manage Webhooks"),
    (Permissions::MANAGE_GUILD, "Manage Server"),
    (Permissions::MANAGE_NICKNAMES, "Manage Nicknames"),
    (Permissions::KICK_MEMBERS, "Kick Members"),
    (Permissions::BAN_MEMBERS, "Ban Members"),
    (Permissions::MODERATE_MEMBERS, "Timeout Members"),
    (Permissions::SEND_MESSAGES, "Send Messages"),
    (Permissions::SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
    (Permissions::CREATE_PUBLIC_THREADS, "Create Public Threads"),
    (Permissions::CREATE_PRIVATE_THREADS, "Create Private Threads"),
    (Permissions::EMBED_LINKS, "Embed Links"),
    (Permissions::ATTACH_FILES, "Attach Files"),
    (Permissions::ADD_REACTIONS, "Add Reactions"),
    (Permissions::MENTION_EVERYONE, "Mention @everyone, @here and All Roles"),
    (Permissions::MANAGE_MESSAGES, "Manage Messages"),
    (Permissions::PIN_MESSAGES, "Pin Messages"),
    (Permissions::MANAGE_THREADS, "Manage Threads"),
    (Permissions::READ_MESSAGE_HISTORY, "Read Message History"),
    (Permissions::CONNECT, "Connect"),
    (Permissions::SPEAK, "Speak"),
    (Permissions::MUTE_MEMBERS, "Mute Members"),
    (Permissions::DEAFEN_MEMBERS, "Deafen Members"),
    (Permissions::MOVE_MEMBERS, "Move Members"),
    (Permissions::MANAGE_EVENTS, "Manage Events"),
];

/// What makes its holder a moderator: a role with any of these is never handed out by itself.
pub const POWERS: Permissions = Permissions::ADMINISTRATOR
    .union(Permissions::MANAGE_CHANNELS)
    .union(Permissions::MANAGE_ROLES)
    .union(Permissions::VIEW_AUDIT_LOG)
    .union(Permissions::MANAGE_GUILD)
    .union(Permissions::KICK_MEMBERS)
    .union(Permissions::BAN_MEMBERS)
    .union(Permissions::MODERATE_MEMBERS)
    .union(Permissions::MANAGE_NICKNAMES)
    .union(Permissions::MANAGE_MESSAGES)
    .union(Permissions::PIN_MESSAGES)
    .union(Permissions::MANAGE_THREADS)
    .union(Permissions::MANAGE_WEBHOOKS)
    .union(Permissions::MANAGE_GUILD_EXPRESSIONS)
    .union(Permissions::MANAGE_EVENTS)
    .union(Permissions::MENTION_EVERYONE)
    .union(Permissions::MUTE_MEMBERS)
    .union(Permissions::DEAFEN_MEMBERS)
    .union(Permissions::MOVE_MEMBERS);

/// Whether `held` covers `needed`; Administrator covers everything.
#[must_use]
pub fn covers(held: Permissions, needed: Permissions) -> bool {
    held.contains(Permissions::ADMINISTRATOR) || held.contains(needed)
}

/// `Manage Messages and Read Message History`, for a sentence.
#[must_use]
pub fn names(permissions: Permissions) -> String {
    let known: Vec<&str> =
        NAMES.iter().filter(|(bit, _)| permissions.contains(*bit)).map(|(_, name)| *name).collect();
    match known.as_slice() {
        [] => format!("permission {:#x}", permissions.bits()),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The place where a permission is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// The channel in which this is said.
    Here,
    /// A channel that the sentence is about.
    There,
    Channel(ChannelId),
    /// The server as a whole.
    Server,
}

/// The refusal where the caller lacks a permission.
#[must_use]
pub fn caller_lacks(missing: Permissions, at: Where) -> String {
    let at = match at {
        Where::Here => String::new(),
        Where::There => " there".to_owned(),
        Where::Channel(channel) => format!(" in <#{channel}>"),
        Where::Server => " in the whole server".to_owned(),
    };
    format!("You need the permission {}{at} for this; ask an administrator of the server.", names(missing))
}

/// The refusal where Gavel lacks a permission.
#[must_use]
pub fn gavel_lacks(missing: Permissions, at: Where) -> String {
    let (at, or) = match at {
        Where::Here => ("here".to_owned(), ", or in this channel"),
        Where::There => ("there".to_owned(), ", or in that channel"),
        Where::Channel(channel) => (format!("in <#{channel}>"), ", or in that channel"),
        Where::Server => ("in this server".to_owned(), ""),
    };
    let missing = names(missing);
    format!("I don't have the permission {missing} {at}; give it to my role in Server Settings → Roles{or}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_administrator_holds_everything() {
        assert!(covers(Permissions::ADMINISTRATOR, Permissions::BAN_MEMBERS));
        assert!(!covers(Permissions::KICK_MEMBERS, Permissions::BAN_MEMBERS));
        assert!(covers(Permissions::empty(), Permissions::empty()));
    }

    #[test]
    fn every_power_has_its_name() {
        for power in POWERS.iter() {
            assert!(NAMES.iter().any(|(bit, _)| *bit == power), "{power:?}");
        }
        assert_eq!(names(POWERS & Permissions::PIN_MESSAGES), "Pin Messages");
    }

    #[test]
    fn several_permissions_read_as_a_sentence() {
        let three =
            Permissions::MANAGE_MESSAGES | Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
        assert_eq!(names(three), "View Channel, Manage Messages and Read Message History");
        assert_eq!(names(Permissions::BAN_MEMBERS), "Ban Members");
    }
}
