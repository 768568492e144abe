//! The stand-in's error.

/// The result of a fallible call of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The errors of this crate.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Discord, or the person's own client, does not allow the act. The text gives the reason.
    #[error("refused: {0}")]
    Refused(String),
    /// The stand-in can't listen on its address.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The requested address.
        address: std::net::SocketAddr,
        /// The operating system's error.
        source: std::io::Error,
    },
    /// The file with the saved world can't be read or written.
    #[error("the state file {path}: {why}")]
    State {
        /// The file.
        path: std::path::PathBuf,
        /// The reason.
        why: String,
    },
    /// The application did not respond, or responded with something else than was asked for.
    #[error("unexpected: {0}")]
    Unexpected(String),
}
