//! Connections to the server, through its unix socket.

use std::path::Path;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

/// The owner of everything in the cluster.
pub(super) const OWNER: &str = "gavel";

/// Returns the options for connecting to a database through the socket in a directory.
pub(super) fn through(socket_dir: &Path, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(socket_dir)
        .port(5432)
        .username(OWNER)
        .database(database)
        .ssl_mode(PgSslMode::Disable)
}
