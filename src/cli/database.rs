//! The database of the configuration: a server, or a private cluster of this process.

use std::path::PathBuf;
use std::time::Duration;

use sqlx::Executor;
use sqlx::postgres::{PgConnectOptions, PgPool};

use crate::config::{Database, Options};
use crate::error::Result;
use crate::store::cluster::{Cluster, Durability, default_data_dir};
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
    cluster: Option<Cluster>,
}

impl OpenDatabase {
    /// Opens and migrates the database.
    pub async fn from(options: &Options) -> Result<Self> {
        match options.database()? {
            Database::Server(options) => {
                let pool = store::open(*options);
                store::migrate(&pool).await?;
                Ok(Self { pool, direct: None, cluster: None })
            }
            Database::Pooled { pooler, direct } => {
                let own = store::open(*direct);
                store::migrate(&own).await?;
                own.close().await;
                let direct = (*own.connect_options()).clone();
                Ok(Self { pool: store::open_through_pooler(*pooler), direct: Some(direct), cluster: None })
            }
            Database::Private(data) => {
                let cluster = Cluster::start(&directory(options, data)?, Durability::Full).await?;
                let pool = create(&cluster).await?;
                store::migrate(&pool).await?;
                // No other process uses a private cluster: every lease is a dead process's.
                jobs::leases_clear(&pool).await?;
                Ok(Self { pool, direct: None, cluster: Some(cluster) })
            }
        }
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
