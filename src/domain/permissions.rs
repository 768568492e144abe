//! Discord's permissions under the names in its client.

use twilight_model::guild::Permissions;

use crate::domain::ids::ChannelId;
use crate::words;
use crate::words::Kept;

/// A permission that twilight does not know yet.
const SET_VOICE_CHANNEL_STATUS: Permissions = Permissions::from_bits_retain(1 << 48);

/// The names in Discord's settings, in their order there.
const NAMES: [(Permissions, fn() -> Kept); 52] = [
    (Permissions::ADMINISTRATOR, words::kept::permission_administrator),
    (Permissions::VIEW_CHANNEL, words::kept::permission_view_channel),
    (Permissions::MANAGE_CHANNELS, words::kept::permission_manage_channels),
    (Permissions::MANAGE_ROLES, words::kept::permission_manage_roles),
    (Permissions::CREATE_GUILD_EXPRESSIONS, words::kept::permission_create_guild_expressions),
    (Permissions::MANAGE_GUILD_EXPRESSIONS, words::kept::permission_manage_guild_expressions),
    (Permissions::VIEW_AUDIT_LOG, words::kept::permission_view_audit_log),
    (Permissions::VIEW_GUILD_INSIGHTS, words::kept::permission_view_guild_insights),
    (
        Permissions::VIEW_CREATOR_MONETIZATION_ANALYTICS,
        words::kept::permission_view_creator_monetization_analytics,
    ),
    (Permissions::MANAGE_WEBHOOKS, words::kept::permission_manage_webhooks),
    (Permissions::MANAGE_GUILD, words::kept::permission_manage_guild),
    (Permissions::CREATE_INVITE, words::kept::permission_create_invite),
    (Permissions::CHANGE_NICKNAME, words::kept::permission_change_nickname),
    (Permissions::MANAGE_NICKNAMES, words::kept::permission_manage_nicknames),
    (Permissions::KICK_MEMBERS, words::kept::permission_kick_members),
    (Permissions::BAN_MEMBERS, words::kept::permission_ban_members),
    (Permissions::MODERATE_MEMBERS, words::kept::permission_moderate_members),
    (Permissions::SEND_MESSAGES, words::kept::permission_send_messages),
    (Permissions::SEND_MESSAGES_IN_THREADS, words::kept::permission_send_messages_in_threads),
    (Permissions::CREATE_PUBLIC_THREADS, words::kept::permission_create_public_threads),
    (Permissions::CREATE_PRIVATE_THREADS, words::kept::permission_create_private_threads),
    (Permissions::EMBED_LINKS, words::kept::permission_embed_links),
    (Permissions::ATTACH_FILES, words::kept::permission_attach_files),
    (Permissions::ADD_REACTIONS, words::kept::permission_add_reactions),
    (Permissions::USE_EXTERNAL_EMOJIS, words::kept::permission_use_external_emojis),
    (Permissions::USE_EXTERNAL_STICKERS, words::kept::permission_use_external_stickers),
    (Permissions::MENTION_EVERYONE, words::kept::permission_mention_everyone),
    (Permissions::MANAGE_MESSAGES, words::kept::permission_manage_messages),
    (Permissions::PIN_MESSAGES, words::kept::permission_pin_messages),
    (Permissions::BYPASS_SLOWMODE, words::kept::permission_bypass_slowmode),
    (Permissions::MANAGE_THREADS, words::kept::permission_manage_threads),
    (Permissions::READ_MESSAGE_HISTORY, words::kept::permission_read_message_history),
    (Permissions::SEND_TTS_MESSAGES, words::kept::permission_send_tts_messages),
    (Permissions::SEND_VOICE_MESSAGES, words::kept::permission_send_voice_messages),
    (Permissions::SEND_POLLS, words::kept::permission_send_polls),
    (Permissions::CONNECT, words::kept::permission_connect),
    (Permissions::SPEAK, words::kept::permission_speak),
    (Permissions::STREAM, words::kept::permission_stream),
    (Permissions::USE_SOUNDBOARD, words::kept::permission_use_soundboard),
    (Permissions::USE_EXTERNAL_SOUNDS, words::kept::permission_use_external_sounds),
    (Permissions::USE_VAD, words::kept::permission_use_vad),
    (Permissions::PRIORITY_SPEAKER, words::kept::permission_priority_speaker),
    (Permissions::MUTE_MEMBERS, words::kept::permission_mute_members),
    (Permissions::DEAFEN_MEMBERS, words::kept::permission_deafen_members),
    (Permissions::MOVE_MEMBERS, words::kept::permission_move_members),
    (SET_VOICE_CHANNEL_STATUS, words::kept::permission_set_voice_channel_status),
    (Permissions::REQUEST_TO_SPEAK, words::kept::permission_request_to_speak),
    (Permissions::USE_SLASH_COMMANDS, words::kept::permission_use_slash_commands),
    (Permissions::USE_EMBEDDED_ACTIVITIES, words::kept::permission_use_embedded_activities),
    (Permissions::USE_EXTERNAL_APPS, words::kept::permission_use_external_apps),
    (Permissions::CREATE_EVENTS, words::kept::permission_create_events),
    (Permissions::MANAGE_EVENTS, words::kept::permission_manage_events),
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
    named(permissions).text()
}

/// Returns the names of permissions as a list, for the record.
#[must_use]
pub fn named(permissions: Permissions) -> Kept {
    let known = NAMES.iter().filter(|(bit, _)| permissions.contains(*bit));
    let is_known = known.clone().fold(Permissions::empty(), |sum, (bit, _)| sum | *bit);
    let rest = permissions.bits() & !is_known.bits();
    let unknown = (0..u64::BITS).filter(|bit| (rest >> bit) & 1 == 1);
    let mut all: Vec<Kept> =
        known.map(|(_, name)| name()).chain(unknown.map(words::kept::lacks_unknown)).collect();
    match (all.pop(), all.is_empty()) {
        (None, _) => words::kept::lacks_none(),
        (Some(one), true) => one,
        (Some(last), false) => words::kept::list_and(Kept::joined(all, ", "), last),
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
pub fn caller_lacks(missing: Permissions, at: Where) -> Kept {
    let missing = named(missing);
    match at {
        Where::Here => words::kept::lacks_caller(missing),
        Where::There => words::kept::lacks_caller_in(missing, words::kept::lacks_there()),
        Where::Channel(channel) => words::kept::lacks_caller_in(missing, words::kept::lacks_channel(channel)),
        Where::Server => words::kept::lacks_caller_in(missing, words::kept::lacks_whole_server()),
    }
}

/// Returns the refusal if Gavel lacks a permission.
#[must_use]
pub fn gavel_lacks(missing: Permissions, at: Where) -> Kept {
    let is_server_wide = missing.intersects(SERVER_WIDE);
    let missing = named(missing);
    let place = match at {
        Where::Here => words::kept::lacks_here(),
        Where::There => words::kept::lacks_there(),
        Where::Channel(channel) => words::kept::lacks_channel(channel),
        Where::Server => words::kept::lacks_server(),
    };
    match at {
        // A server-wide permission can't come from a channel.
        _ if is_server_wide => words::kept::lacks_gavel(missing, place),
        Where::Server => words::kept::lacks_gavel(missing, place),
        Where::Here => words::kept::lacks_gavel_or_here(missing, place),
        Where::There | Where::Channel(_) => words::kept::lacks_gavel_or_there(missing, place),
    }
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
            let found: Vec<String> = NAMES
                .iter()
                .filter(|(named, _)| named.contains(bit))
                .map(|(_, name)| name().text())
                .collect();
            assert_eq!(found.len(), 1, "{bit:?} is named {found:?}");
        }
        for (bit, name) in NAMES {
            assert_eq!(bit.bits().count_ones(), 1, "{}", name().text());
            assert_eq!(named(bit), name());
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
            let advice = gavel_lacks(server | Permissions::MANAGE_MESSAGES, Where::Here).text();
            assert!(!advice.contains("channel"), "{advice}");
        }
        assert!(
            gavel_lacks(Permissions::MANAGE_MESSAGES, Where::Here).text().ends_with("or in this channel.")
        );
    }

    #[test]
    fn several_permissions_read_as_a_sentence() {
        let three =
            Permissions::MANAGE_MESSAGES | Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
        assert_eq!(names(three), "View Channel, Manage Messages and Read Message History");
        assert_eq!(names(Permissions::BAN_MEMBERS), "Ban Members");
    }
}
