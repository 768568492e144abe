//! The one error type: what failed, the text for the person, the text for the log, and the exit code.

use std::time::Duration;

use crate::words::Kept;

/// The result of every fallible function in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong. `Display` is for the log; people read `discord::error_code::user_message`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule forbids it. The text is one sentence that names the rule and says what to do.
    #[error("refused: {}", .0.text())]
    Refused(Kept),
    /// Discord refused: any 4xx except 429 and a 401 about the bot's token.
    #[error("Discord answered {status}, code {code}: {message} ({route})")]
    Discord {
        /// The HTTP status.
        status: u16,
        /// Discord's JSON error code; 0 if the body had none.
        code: u64,
        /// Discord's own message.
        message: String,
        /// The method and route template.
        route: String,
    },
    /// Discord did not answer: no connection, a reset, a deadline, a 5xx. It may have acted all the same.
    #[error("Discord did not answer {route}: {why}")]
    Unreachable {
        /// The method and route template.
        route: String,
        /// The failure as it was observed.
        why: String,
    },
    /// A limit holds the call back for longer than it may wait. Discord has not acted.
    #[error("rate limited on {route} for {}s", .after.as_secs_f32())]
    Limited {
        /// The method and route template.
        route: String,
        /// The time until a retry is worthwhile.
        after: Duration,
    },
    /// Discord refused the bot token (401).
    #[error("Discord refused the bot token")]
    TokenRefused,
    /// The database did not answer, or may answer differently the next time.
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// The database can't store a value, or a stored one can't be read: a retry changes nothing.
    #[error("the database refuses this: {0}")]
    Unstorable(String),
    /// Another worker holds this job now, so this process must not finish it.
    #[error("the lease was lost")]
    LeaseLost,
    /// The operator must change something. The text is one sentence that names it, and says after a semicolon what to
    /// do.
    #[error("{0}")]
    Config(String),
    /// Something outside is missing: a database, Postgres' programs, a port.
    #[error("{0}")]
    Unavailable(String),
    /// A bug, or a response from Discord of unknown form.
    #[error("broken: {0}")]
    Broken(String),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if is_final(&error) { Self::Unstorable(error.to_string()) } else { Self::Database(error) }
    }
}

/// Returns `true` if the same statement will always fail in the same way: wrong data (SQLSTATE classes 21 and 22), a
/// constraint (23), a feature or a size that Postgres does not have (0A, 54), or a value that the program can't write
/// or read.
fn is_final(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(refused) => {
            let code = refused.code().unwrap_or_default();
            ["21", "22", "23", "0A", "54"].iter().any(|class| code.starts_with(class))
        }
        sqlx::Error::Encode(_)
        | sqlx::Error::Decode(_)
        | sqlx::Error::ColumnDecode { .. }
        | sqlx::Error::ColumnNotFound(_)
        | sqlx::Error::ColumnIndexOutOfBounds { .. }
        | sqlx::Error::TypeNotFound { .. }
        | sqlx::Error::InvalidArgument(_)
        | sqlx::Error::RowNotFound => true,
        _ => false,
    }
}

impl Error {
    /// Returns the refusal of a rule, with the text for the person.
    pub fn refused(text: impl Into<Kept>) -> Self {
        Self::Refused(text.into())
    }

    /// Returns a bug, with the text for the log.
    pub fn broken(text: impl std::fmt::Display) -> Self {
        Self::Broken(text.to_string())
    }

    /// Returns Discord's error code, if Discord refused.
    #[must_use]
    pub fn code(&self) -> Option<u64> {
        match self {
            Self::Discord { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// Returns `true` if a retry may work without anybody changing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. }
                | Self::Limited { .. }
                | Self::Database(_)
                | Self::LeaseLost
                | Self::Unavailable(_)
        )
    }

    /// Returns `true` if Discord did not answer, or holds Gavel back for too long.
    #[must_use]
    pub fn is_away(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Limited { .. })
    }

    /// Returns the process' exit code: 69 unavailable, 75 try again, 77 token refused, 78 configuration, 1 otherwise.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Config(_) => 78,
            Self::TokenRefused => 77,
            Self::Limited { .. } => 75,
            Self::Unreachable { .. } | Self::Database(_) | Self::Unavailable(_) => 69,
            Self::Refused(_)
            | Self::Discord { .. }
            | Self::LeaseLost
            | Self::Unstorable(_)
            | Self::Broken(_) => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_database_will_never_take_is_not_away() {
        let never: Error = sqlx::Error::Encode("a NUL".into()).into();
        assert!(matches!(never, Error::Unstorable(_)) && !never.is_transient());
        let away: Error = sqlx::Error::PoolTimedOut.into();
        assert!(matches!(away, Error::Database(_)) && away.is_transient());
    }
}
