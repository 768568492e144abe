//! The values that the cards of people, servers, roles and channels share.

use crate::domain::ids::moment_of;
use crate::words;

/// Returns a moment as a date and as its distance from now.
pub(super) fn moment(seconds: i64) -> String {
    format!("<t:{seconds}:D> (<t:{seconds}:R>)")
}

/// Returns the moment at which the thing with an id was made.
pub(super) fn made(id: u64) -> String {
    moment(moment_of(id).as_second())
}

/// Returns "yes" or "no".
pub(super) fn yes_or_no(is_so: bool) -> String {
    if is_so { words::info_yes() } else { words::info_no() }
}
