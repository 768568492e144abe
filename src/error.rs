//! The one error: what went wrong, what the person reads, what the log gets, which exit code.

use std::time::Duration;

/// What every fallible function here returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong. `Display` is for the log; what people read is `discord::error_code::user_message`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no. The text is one sentence that names the rule and says what to do.
    #[error("refused: {0}")]
    Refused(String),
    /// Discord answered and said no: a 4xx other than 429 and a 401 about the bot's token.
    #[error("Discord answered {status}, code {code}: {message} ({route})")]
    Discord {
        /// HTTP status.
        status: u16,
        /// Discord's JSON error code; 0 where the body had none.
        code: u64,
        /// Discord's own message.
        message: String,
        /// Method and route template.
        route: String,
    },
    /// Discord did not answer: no connection, a reset, a deadline, a 5xx. It may have acted all the same.
    #[error("Discord did not answer {route}: {why}")]
    Unreachable {
        /// Method and route template.
        route: String,
        /// What was seen.
        why: String,
    },
    /// A limit holds the call back for longer than it may wait. Discord has not acted.
    #[error("rate limited on {route} for {}s", .after.as_secs_f32())]
    Limited {
        /// Method and route template.
        route: String,
        /// How long until it is worth trying again.
        after: Duration,
    },
    /// Discord refused the bot token (401).
    #[error("Discord refused the bot token")]
    TokenRefused,
    /// The database did not answer, or may answer otherwise the next time.
    #[error("database: {0}")]
    Database(sqlx::Error),
    /// The database can't keep this, or what it keeps can't be read: trying again changes nothing.
    #[error("the database refuses this: {0}")]
    Unstorable(String),
    /// Another worker holds this job now; whatever we were doing is no longer ours to finish.
    #[error("the lease was lost")]
    LeaseLost,
    /// The operator must change something; the text is one sentence that names it, and says after a semicolon what to do.
    #[error("{0}")]
    Config(String),
    /// Something outside is not there: a database, Postgres' programs, a port.
    #[error("{0}")]
    Unavailable(String),
    /// What should not happen: a bug here, or something Discord sent that has no known shape.
    #[error("broken: {0}")]
    Broken(String),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if is_final(&error) { Self::Unstorable(error.to_string()) } else { Self::Database(error) }
    }
}

/// Whether the same statement will fail in the same way for ever: wrong data (SQLSTATE classes 21 and 22), a constraint
/// (23), a feature or a size that Postgres does not have (0A, 54), or a value that the program can't write or read.
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
    /// A rule's no, in the person's words.
    pub fn refused(text: impl Into<String>) -> Self {
        Self::Refused(text.into())
    }

    /// A bug, for the log.
    pub fn broken(text: impl std::fmt::Display) -> Self {
        Self::Broken(text.to_string())
    }

    /// Discord's error code, where Discord said no.
    #[must_use]
    pub fn code(&self) -> Option<u64> {
        match self {
            Self::Discord { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// Whether the same thing may work later without anybody changing anything.
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

    /// Process exit code: 69 unavailable, 75 try again, 77 token refused, 78 configuration, 1 otherwise.
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
