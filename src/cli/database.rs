//! The database of the configuration: a server, or a private cluster of this process.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::Executor;
use sqlx::postgres::{PgConnectOptions, PgPool};

use crate::config::{Database, Options};
use crate::error::Result;
use crate::store::cluster::{Cluster, ClusterState, Durability, beside, default_data_dir, look};
use crate::store::{self, jobs};

/// The name of the database inside a private cluster.
pub(super) const NAME: &str = "gavel";

/// The time that connections in use have to close.
const CLOSE: Duration = Duration::from_secs(2);

/// An open, migrated database.
pub(super) struct OpenDatabase {
    pub pool: PgPool,
    /// The database's own address, where the pool goes through a pooler.
    pub direct: Option<PgConnectOptions>,
    /// `true` for the private cluster of another process that runs.
    pub is_beside: bool,
    cluster: Option<Cluster>,
}

impl OpenDatabase {
    /// Opens and migrates the database, for a process that serves: a private cluster is this process's alone.
    pub async fn from(options: &Options) -> Result<Self> {
        let opened = match options.database()? {
            Database::Private(data) => Self::private(&directory(options, data)?).await?,
            Database::Server(options) => Self::server(store::open(*options), None),
            Database::Pooled { pooler, direct } => {
                Self::server(store::open_through_pooler(*pooler), Some(*direct))
            }
        };
        opened.migrate().await?;
        if opened.cluster.is_some() {
            // No other process uses a private cluster: every lease is a dead process's.
            jobs::leases_clear(&opened.pool).await?;
        }
        Ok(opened)
    }

    /// Opens and migrates the database, for a look or a change beside processes that serve.
    pub async fn beside(options: &Options) -> Result<Self> {
        let opened = Self::as_it_is(options).await?;
        opened.migrate().await?;
        Ok(opened)
    }

    /// Opens the database beside processes that serve, whatever its version.
    pub async fn as_it_is(options: &Options) -> Result<Self> {
        match options.database()? {
            Database::Private(data) => {
                let data = directory(options, data)?;
                match (look(&data)?, beside(&data, NAME)) {
                    (ClusterState::InUse, Some(address)) => {
                        Ok(Self { is_beside: true, ..Self::server(store::open(address), None) })
                    }
                    _ => Self::private(&data).await,
                }
            }
            Database::Server(address) | Database::Pooled { direct: address, .. } => {
                Ok(Self::server(store::open(*address), None))
            }
        }
    }

    fn server(pool: PgPool, direct: Option<PgConnectOptions>) -> Self {
        Self { pool, direct, is_beside: false, cluster: None }
    }

    async fn private(data: &Path) -> Result<Self> {
        let cluster = Cluster::start(data, Durability::Full).await?;
        let pool = create(&cluster).await?;
        Ok(Self { cluster: Some(cluster), ..Self::server(pool, None) })
    }

    /// Migrates over the database's own address: a pooler carries no lock from one statement to the next.
    async fn migrate(&self) -> Result<()> {
        let Some(direct) = &self.direct else { return store::migrate(&self.pool).await };
        let own = store::open(direct.clone());
        let migrated = store::migrate(&own).await;
        own.close().await;
        migrated
    }

    /// Returns the address of the database.
    pub fn address(&self) -> PgConnectOptions {
        (*self.pool.connect_options()).clone()
    }

    /// Opens and migrates the database, and then limits the time of every statement, since people wait for answers.
    pub async fn for_answers(options: &Options) -> Result<Self> {
        let opened = Self::from(options).await?;
        if opened.direct.is_some() {
            return Ok(opened);
        }
        let pool = store::open_for_answers((*opened.pool.connect_options()).clone());
        opened.pool.close().await;
        Ok(Self { pool, ..opened })
    }

    /// Closes the connections, and stops a private cluster.
    pub async fn close(self) {
        // A connection that is still in use must not delay the end.
        let _ = tokio::time::timeout(CLOSE, self.pool.close()).await;
        if let Some(cluster) = self.cluster {
            cluster.stop().await;
        }
    }
}

/// Returns the private cluster's directory: `given`, or the default.
pub(super) fn directory(options: &Options, given: Option<PathBuf>) -> Result<PathBuf> {
    let (xdg, home) = options.homes();
    given.map_or_else(|| default_data_dir(xdg, home), Ok)
}

/// Opens the database of a private cluster, and creates it on the first start.
pub(super) async fn create(cluster: &Cluster) -> Result<PgPool> {
    let admin = store::open(cluster.options("postgres"));
    let exists =
        sqlx::query("select from pg_database where datname = $1").bind(NAME).fetch_optional(&admin).await?;
    if exists.is_none() {
        admin.execute("create database gavel").await?;
    }
    admin.close().await;
    Ok(store::open(cluster.options(NAME)))
}
