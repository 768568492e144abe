//! Output: stdout holds data and nothing else.

use std::io::Write;

use crate::error::{Error, Result};

/// Prints a line. A closed pipe is no error.
pub(super) fn say(text: &str) -> Result<()> {
    match writeln!(std::io::stdout(), "{text}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::broken(error)),
        _ => Ok(()),
    }
}
