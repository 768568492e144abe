//! The stand-in's error.

/// The result of whatever can fail here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Discord, or its client on a person's machine, does not allow it. The text says why.
    #[error("refused: {0}")]
    Refused(String),
    /// The stand-in can't listen on its address.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address that was asked for.
        address: std::net::SocketAddr,
        /// The machine's answer.
        source: std::io::Error,
    },
    /// The application did not respond, or not with what was asked of it.
    #[error("unexpected: {0}")]
    Unexpected(String),
}
