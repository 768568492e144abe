//! Discord's permissions under the names in its client.

use twilight_model::guild::Permissions;

use crate::domain::ids::ChannelId;

/// A permission that twilight does not know yet.
const SET_VOICE_CHANNEL_STATUS: Permissions = Permissions::from_bits_retain(1 << 48);

/// The names in Discord's settings, in their order there.
const NAMES: [(Permissions, &str); 52] = [
    (Permissions::ADMINISTRATOR, "Administrator"),
    (Permissions::VIEW_CHANNEL, "View Channel"),
    (Permissions::MANAGE_CHANNELS, "Manage Channels"),
    (Permissions::MANAGE_ROLES, "Manage Roles"),
    (Permissions::CREATE_GUILD_EXPRESSIONS, "Create Expressions"),
    (Permissions::MANAGE_GUILD_EXPRESSIONS, "Manage Expressions"),
    (Permissions::VIEW_AUDIT_LOG, "View Audit Log"),
    (Permissions::VIEW_GUILD_INSIGHTS, "View Server Insights"),
    (Permissions::VIEW_CREATOR_MONETIZATION_ANALYTICS, "View Creator Monetization Analytics"),
    (Permissions::MANAGE_WEBHOOKS, "Manage Webhooks"),
    (Permissions::MANAGE_GUILD, "Manage Server"),
    (Permissions::CREATE_INVITE, "Create Invite"),
    (Permissions::CHANGE_NICKNAME, "Change Nickname"),
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
    (Permissions::USE_EXTERNAL_EMOJIS, "Use External Emoji"),
    (Permissions::USE_EXTERNAL_STICKERS, "Use External Stickers"),
    (Permissions::MENTION_EVERYONE, "Mention @everyone, @here and All Roles"),
    (Permissions::MANAGE_MESSAGES, "Manage Messages"),
    (Permissions::PIN_MESSAGES, "Pin Messages"),
    (Permissions::BYPASS_SLOWMODE, "Bypass Slowmode"),
    (Permissions::MANAGE_THREADS, "Manage Threads"),
    (Permissions::READ_MESSAGE_HISTORY, "Read Message History"),
    (Permissions::SEND_TTS_MESSAGES, "Send Text-to-Speech Messages"),
    (Permissions::SEND_VOICE_MESSAGES, "Send Voice Messages"),
    (Permissions::SEND_POLLS, "Create Polls"),
    (Permissions::CONNECT, "Connect"),
    (Permissions::SPEAK, "Speak"),
    (Permissions::STREAM, "Video"),
    (Permissions::USE_SOUNDBOARD, "Use Soundboard"),
    (Permissions::USE_EXTERNAL_SOUNDS, "Use External Sounds"),
    (Permissions::USE_VAD, "Use Voice Activity"),
    (Permissions::PRIORITY_SPEAKER, "Priority Speaker"),
    (Permissions::MUTE_MEMBERS, "Mute Members"),
    (Permissions::DEAFEN_MEMBERS, "Deafen Members"),
    (Permissions::MOVE_MEMBERS, "Move Members"),
    (SET_VOICE_CHANNEL_STATUS, "Set Voice Channel Status"),
    (Permissions::REQUEST_TO_SPEAK, "Request to Speak"),
    (Permissions::USE_SLASH_COMMANDS, "Use Application Commands"),
    (Permissions::USE_EMBEDDED_ACTIVITIES, "Use Activities"),
    (Permissions::USE_EXTERNAL_APPS, "Use External Apps"),
    (Permissions::CREATE_EVENTS, "Create Events"),
    (Permissions::MANAGE_EVENTS, "Manage Events"),
];

/// The permissions of moderators: a role with any of these is never given automatically.
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
    .union(Permissions::BYPASS_SLOWMODE)
    .union(Permissions::MANAGE_THREADS)
    .union(Permissions::MANAGE_WEBHOOKS)
    .union(Permissions::MANAGE_GUILD_EXPRESSIONS)
    .union(Permissions::MANAGE_EVENTS)
    .union(Permissions::MENTION_EVERYONE)
    .union(Permissions::MUTE_MEMBERS)
    .union(Permissions::DEAFEN_MEMBERS)
    .union(Permissions::MOVE_MEMBERS);

/// Powers that servers also give to trusted members, who are no moderators for that.
pub const PERKS: Permissions = Permissions::PIN_MESSAGES.union(Permissions::BYPASS_SLOWMODE);

/// Returns `true` if `held` covers `needed`; Administrator covers everything.
#[must_use]
pub fn covers(held: Permissions, needed: Permissions) -> bool {
    held.contains(Permissions::ADMINISTRATOR) || held.contains(needed)
}

/// Returns the names for a sentence: `Manage Messages and Read Message History`. A bit without a name is shown by its
/// number.
#[must_use]
pub fn names(permissions: Permissions) -> String {
    let known = NAMES.iter().filter(|(bit, _)| permissions.contains(*bit));
    let named = known.clone().fold(Permissions::empty(), |sum, (bit, _)| sum | *bit);
    let rest = permissions.bits() & !named.bits();
    let unknown = (0..u64::BITS).filter(|bit| (rest >> bit) & 1 == 1);
    let all: Vec<String> = known
        .map(|(_, name)| (*name).to_owned())
        .chain(unknown.map(|bit| format!("unknown permission 1<<{bit}")))
        .collect();
    match all.as_slice() {
        [] => "no permission".to_owned(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The permissions that exist only in the whole server, so that overwrites can't change them.
const SERVER_WIDE: Permissions = Permissions::ADMINISTRATOR
    .union(Permissions::MANAGE_GUILD)
    .union(Permissions::VIEW_AUDIT_LOG)
    .union(Permissions::MANAGE_GUILD_EXPRESSIONS)
    .union(Permissions::MANAGE_NICKNAMES)
    .union(Permissions::KICK_MEMBERS)
    .union(Permissions::BAN_MEMBERS)
    .union(Permissions::MODERATE_MEMBERS);

/// The place where a permission is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// The channel of the message.
    Here,
    /// Another channel, which the sentence names.
    There,
    Channel(ChannelId),
    /// The server as a whole.
    Server,
}

/// Returns the refusal if the caller lacks a permission.
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

/// Returns the refusal if Gavel lacks a permission.
#[must_use]
pub fn gavel_lacks(missing: Permissions, at: Where) -> String {
    let is_server_wide = missing.intersects(SERVER_WIDE);
    let (at, or) = match at {
        Where::Here => ("here".to_owned(), ", or in this channel"),
        Where::There => ("there".to_owned(), ", or in that channel"),
        Where::Channel(channel) => (format!("in <#{channel}>"), ", or in that channel"),
        Where::Server => ("in this server".to_owned(), ""),
    };
    // A server-wide permission can't come from a channel.
    let or = if is_server_wide { "" } else { or };
    let missing = names(missing);
    format!("I don't have the permission {missing} {at}; give it to my role in Server Settings → Roles{or}.")
}

/// Reads permissions from a number of any length: its lowest 64 bits, as no others have names.
#[must_use]
pub fn of_digits(digits: &str) -> Option<Permissions> {
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    // The remainder of a division by 2⁶⁴ is the lowest 64 bits.
    let bits = digits
        .bytes()
        .fold(0_u64, |bits, digit| bits.wrapping_mul(10).wrapping_add(u64::from(digit.wrapping_sub(b'0'))));
    Some(Permissions::from_bits_truncate(bits))
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
    fn every_permission_that_twilight_knows_has_one_name() {
        for bit in Permissions::all().iter() {
            let found: Vec<&str> =
                NAMES.iter().filter(|(named, _)| named.contains(bit)).map(|(_, name)| *name).collect();
            assert_eq!(found.len(), 1, "{bit:?} is named {found:?}");
        }
        for (bit, name) in NAMES {
            assert_eq!(bit.bits().count_ones(), 1, "{name}");
            assert_eq!(names(bit), name);
        }
    }

    #[test]
    fn a_permission_without_a_name_is_shown_by_its_bit_and_never_dropped() {
        let new = Permissions::from_bits_retain(1 << 53);
        assert_eq!(names(new), "unknown permission 1<<53");
        let mixed = Permissions::BAN_MEMBERS | new | Permissions::from_bits_retain(1 << 63);
        assert_eq!(names(mixed), "Ban Members, unknown permission 1<<53 and unknown permission 1<<63");
        assert_eq!(names(Permissions::empty()), "no permission");
    }

    #[test]
    fn what_was_split_off_from_a_moderators_permission_is_one() {
        assert_eq!(names(POWERS & Permissions::PIN_MESSAGES), "Pin Messages");
        assert_eq!(names(POWERS & Permissions::BYPASS_SLOWMODE), "Bypass Slowmode");
    }

    #[test]
    fn what_no_channel_gives_is_not_to_be_given_in_a_channel() {
        for server in [Permissions::BAN_MEMBERS, Permissions::KICK_MEMBERS, Permissions::MODERATE_MEMBERS] {
            let advice = gavel_lacks(server | Permissions::MANAGE_MESSAGES, Where::Here);
            assert!(!advice.contains("channel"), "{advice}");
        }
        assert!(gavel_lacks(Permissions::MANAGE_MESSAGES, Where::Here).ends_with("or in this channel."));
    }

    #[test]
    fn several_permissions_read_as_a_sentence() {
        let three =
            Permissions::MANAGE_MESSAGES | Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
        assert_eq!(names(three), "View Channel, Manage Messages and Read Message History");
        assert_eq!(names(Permissions::BAN_MEMBERS), "Ban Members");
    }
}
