//! Discord's error codes, and their meaning for steps that must decide and for people.

use crate::error::Error;
use crate::words;
use crate::words::Kept;

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
/// A channel that holds no messages, such as a forum.
pub const NOT_TEXT: u64 = 50_008;
pub const MISSING_PERMISSIONS: u64 = 50_013;
pub const INVALID_WEBHOOK_TOKEN: u64 = 50_027;
pub const SYSTEM_MESSAGE: u64 = 50_021;
pub const THREAD_ARCHIVED: u64 = 50_083;
pub const TAG_REQUIRED: u64 = 40_067;
pub const THREAD_LOCKED: u64 = 160_005;
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
pub fn meaning(code: u64) -> Kept {
    match code {
        MISSING_ACCESS => words::kept::discord_missing_access(),
        MISSING_PERMISSIONS => words::kept::discord_missing_permissions(),
        UNKNOWN_MEMBER | UNKNOWN_USER => words::kept::discord_unknown_person(),
        NOT_IN_VOICE => words::kept::discord_not_in_voice(),
        UNKNOWN_CHANNEL => words::kept::discord_unknown_channel(),
        UNKNOWN_ROLE => words::kept::discord_unknown_role(),
        UNKNOWN_MESSAGE => words::kept::discord_unknown_message(),
        UNKNOWN_GUILD => words::kept::discord_unknown_guild(),
        THREAD_ARCHIVED => words::kept::discord_thread_archived(),
        THREAD_LOCKED => words::kept::discord_thread_locked(),
        TAG_REQUIRED => words::kept::discord_tag_required(),
        TWO_FACTORS => words::kept::discord_two_factors(),
        TOO_OLD_TO_BULK_DELETE => words::kept::discord_too_old(),
        _ => words::kept::discord_refused(),
    }
}

/// Returns the meaning of a code as a sentence in the task's language.
#[must_use]
pub fn text(code: u64) -> String {
    meaning(code).text()
}

/// Returns the text that a person reads for an error.
#[must_use]
pub fn user_message(error: &Error, incident: &str) -> String {
    match error {
        Error::Refused(why) => why.text(),
        Error::Discord { code, .. } => words::discord_error_code(text(*code), code, incident),
        Error::Unreachable { .. } => words::discord_error_unreachable(),
        Error::Limited { after, .. } => words::discord_error_limited(after.as_secs().max(1)),
        Error::Database(_) | Error::Unavailable(_) => words::discord_error_records(incident),
        Error::TokenRefused => words::discord_error_token(),
        Error::LeaseLost | Error::Config(_) | Error::Broken(_) | Error::Unstorable(_) => {
            words::discord_error_ours(incident)
        }
    }
}
