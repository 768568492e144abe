//! Discord's error codes, and their meaning for steps that must decide and for people.

use crate::error::Error;

pub const UNKNOWN_CHANNEL: u64 = 10_003;
pub const UNKNOWN_GUILD: u64 = 10_004;
pub const UNKNOWN_MEMBER: u64 = 10_007;
pub const UNKNOWN_MESSAGE: u64 = 10_008;
pub const UNKNOWN_OVERWRITE: u64 = 10_009;
pub const UNKNOWN_ROLE: u64 = 10_011;
pub const UNKNOWN_USER: u64 = 10_013;
pub const UNKNOWN_BAN: u64 = 10_026;
pub const UNKNOWN_WEBHOOK: u64 = 10_015;
pub const UNKNOWN_INTERACTION: u64 = 10_062;
pub const FILE_TOO_LARGE: u64 = 40_005;
pub const NOT_IN_VOICE: u64 = 40_032;
pub const MISSING_ACCESS: u64 = 50_001;
pub const CANNOT_MESSAGE_USER: u64 = 50_007;
pub const MISSING_PERMISSIONS: u64 = 50_013;
pub const INVALID_WEBHOOK_TOKEN: u64 = 50_027;
pub const SYSTEM_MESSAGE: u64 = 50_021;
pub const THREAD_ARCHIVED: u64 = 50_083;
pub const TWO_FACTORS: u64 = 60_003;
pub const TOO_OLD_TO_BULK_DELETE: u64 = 50_034;
pub const INVALID_FORM: u64 = 50_035;
pub const NO_MUTUAL_GUILD: u64 = 50_278;
pub const NOBODY_BANNED: u64 = 500_000;

/// Returns `true` if an interaction's reply can't be reached any more: never acknowledged, dismissed, or past its 15
/// minutes.
#[must_use]
pub fn is_reply_gone(error: &Error) -> bool {
    matches!(
        error.code(),
        Some(UNKNOWN_WEBHOOK | UNKNOWN_INTERACTION | INVALID_WEBHOOK_TOKEN | UNKNOWN_MESSAGE)
    )
}

/// Returns `true` if the person takes no direct messages from Gavel.
#[must_use]
pub fn is_dm_closed(error: &Error) -> bool {
    matches!(error.code(), Some(CANNOT_MESSAGE_USER | NO_MUTUAL_GUILD | UNKNOWN_USER))
}

/// Returns `true` if a channel is gone, or can't be seen any more.
#[must_use]
pub fn is_channel_gone(error: &Error) -> bool {
    matches!(error.code(), Some(UNKNOWN_CHANNEL | MISSING_ACCESS))
}

/// Returns one sentence for a person: why Discord refused, and what to do.
#[must_use]
pub fn text(code: u64) -> &'static str {
    match code {
        MISSING_ACCESS => "I can't see that channel; give my role View Channel there.",
        MISSING_PERMISSIONS => {
            "Discord says I lack a permission for this; check my role's permissions and its place in Server Settings → Roles."
        }
        UNKNOWN_MEMBER | UNKNOWN_USER => "That person is not there any more.",
        NOT_IN_VOICE => "They are not in a voice channel of this server, so there is nothing to change.",
        UNKNOWN_CHANNEL => "That channel is not there any more.",
        UNKNOWN_ROLE => "That role is not there any more.",
        UNKNOWN_MESSAGE => "That message is not there any more.",
        UNKNOWN_GUILD => "I am not in this server any more; invite me again.",
        THREAD_ARCHIVED => "That thread is closed; write something in it to open it again.",
        TWO_FACTORS => {
            "This server wants two-factor authentication of moderators; whoever owns my application must switch it on for their account."
        }
        TOO_OLD_TO_BULK_DELETE => "Discord refuses to delete messages older than 14 days together.",
        _ => "Discord refused this.",
    }
}

/// Returns the text that a person reads for an error.
#[must_use]
pub fn user_message(error: &Error, incident: &str) -> String {
    match error {
        Error::Refused(text) => text.clone(),
        Error::Discord { code, .. } => {
            format!("{} (Discord's code {code}, incident `{incident}`)", text(*code))
        }
        Error::Unreachable { .. } => {
            "Discord is not answering me right now, so I did nothing; please try again in a minute."
                .to_owned()
        }
        Error::Limited { after, .. } => format!(
            "Discord is limiting how fast I may act, so I did nothing; please try again in {} s.",
            after.as_secs().max(1)
        ),
        Error::Database(_) | Error::Unavailable(_) => format!(
            "My records are not reachable right now, so I did nothing; please try again in a minute (incident `{incident}`)."
        ),
        Error::TokenRefused => {
            "Discord refuses my bot token; please tell the people who run me to set a new DISCORD_TOKEN."
                .to_owned()
        }
        Error::LeaseLost | Error::Config(_) | Error::Broken(_) | Error::Unstorable(_) => {
            format!(
                "Something went wrong on my side; please tell the people who run me, with incident `{incident}`."
            )
        }
    }
}
