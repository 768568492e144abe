//! The playground's database: on a private cluster, or one of its own beside the database that `DATABASE_URL` names. It ends
//! with the playground.

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use crate::cli::database;
use crate::config::{Database, Options};
use crate::error::{Error, Result};
use crate::store;
use crate::store::checkup;
use crate::store::cluster::{Cluster, Durability, scratch_dir};

/// Where the database is.
pub(super) struct Scratch {
    cluster: Option<Cluster>,
    /// A database of the server, from which others are created and dropped.
    server: PgConnectOptions,
    name: String,
}

impl Scratch {
    /// Chooses the server: that of `DATABASE_URL`, else a private cluster, which is started.
    pub(super) async fn open(options: &Options) -> Result<Self> {
        match options.database()? {
            Database::Private(_) => {
                let cluster = Cluster::start(&scratch_dir(), Durability::None).await?;
                let server = cluster.options("postgres");
                Ok(Self { cluster: Some(cluster), server, name: database::NAME.to_owned() })
            }
            Database::Server(server) | Database::Pooled { direct: server, .. } => {
                let name = format!("gavel_playground_{:08x}", fastrand::u32(..));
                Ok(Self { cluster: None, server: *server, name })
            }
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the database's name if it is on a server that others use, too.
    pub(super) fn shared_name(&self) -> Option<&str> {
        if self.cluster.is_none() { Some(&self.name) } else { None }
    }

    /// Returns the connection options.
    pub(super) fn options(&self) -> PgConnectOptions {
        self.server.clone().database(&self.name)
    }

    /// Returns the connection options as a `DATABASE_URL`, for another process.
    pub(super) fn url(&self) -> String {
        self.options().to_url_lossy().to_string()
    }

    /// Creates the database anew.
    ///
    /// # Errors
    /// [`Error::Config`] if the role of `DATABASE_URL` may not; [`Error::Unavailable`] if the server does not answer.
    pub(super) async fn create(&self) -> Result<()> {
        let connected = checkup::connect(self.server.clone()).await;
        let mut admin = connected.map_err(|error| match error {
            Error::Database(source) => store::unreachable(&source),
            other => other,
        })?;
        admin.execute(AssertSqlSafe(self.dropping())).await?;
        let created = admin.execute(AssertSqlSafe(format!("create database {}", self.name))).await;
        created.map_err(|error| {
            Error::Config(format!(
                "The playground makes a database of its own on the server of DATABASE_URL, and could not ({}); give that role CREATEDB, or unset DATABASE_URL.",
                store::reason(&error)
            ))
        })?;
        Ok(admin.close().await?)
    }

    /// Drops the database, and stops a private cluster.
    pub(super) async fn close(self) {
        match self.cluster {
            Some(cluster) => cluster.stop().await,
            None => {
                if let Err(error) = self.drop_database().await {
                    tracing::warn!(%error, database = self.name, "the playground's database could not be dropped");
                }
            }
        }
    }

    async fn drop_database(&self) -> Result<()> {
        let mut admin = checkup::connect(self.server.clone()).await?;
        admin.execute(AssertSqlSafe(self.dropping())).await?;
        Ok(admin.close().await?)
    }

    fn dropping(&self) -> String {
        format!("drop database if exists {} with (force)", self.name)
    }
}
