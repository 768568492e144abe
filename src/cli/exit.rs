//! Exit codes, and the error's sentence for the operator.

use std::io::Write;
use std::process::ExitCode;

use crate::error::{Error, Result};

/// The exit codes, for `--help`.
pub(super) const CODES: &str = "Exit codes: 0 ok · 1 the answer is no (drift, failed check, unknown server) · 2 usage · \
69 Discord or database unavailable · 75 try again (rate limited) · 77 token refused · 78 configuration";

/// Prints an error's sentence on stderr, and returns the exit code.
pub(super) fn code(outcome: Result<ExitCode>) -> ExitCode {
    match outcome {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "gavel: {}", sentence(&error));
            ExitCode::from(error.exit_code())
        }
    }
}

/// Returns an error's sentence: the cause; then, after `; `, the fix.
pub(super) fn sentence(error: &Error) -> String {
    match error {
        Error::Refused(why) => why.text(),
        Error::TokenRefused => {
            "Discord refused DISCORD_TOKEN; copy the token again from the application's Bot page.".to_owned()
        }
        Error::Unreachable { why, .. } => {
            format!("Discord does not answer ({why}); check the network and DISCORD_API_URL, then try again.")
        }
        Error::Limited { after, .. } => {
            format!("Discord limits how fast this may go; try again in {} s.", after.as_secs().max(1))
        }
        Error::Database(source) => crate::store::unreachable(source).to_string(),
        other => other.to_string(),
    }
}
