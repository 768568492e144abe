//! A database for each test, copied from one migrated template.

use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use gavel::store::cluster::{Cluster, Durability, scratch_dir};
use gavel::store::{self};
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use tokio::sync::OnceCell;

use crate::support::partitions;

/// The server: the one in `TEST_DATABASE_URL`, or a private cluster that ends with this process.
struct Server {
    cluster: Option<Cluster>,
    template: String,
}

static SERVER: OnceCell<Server> = OnceCell::const_new();
static NEXT: AtomicU32 = AtomicU32::new(0);

#[expect(clippy::disallowed_methods, reason = "a variable of the tests")]
fn given() -> Option<PgConnectOptions> {
    std::env::var("TEST_DATABASE_URL")
        .ok()
        .map(|url| url.parse().expect("TEST_DATABASE_URL is a Postgres address"))
}

/// The variable that makes the tests run on a schema partitioned by server.
pub const PARTITIONED: &str = "GAVEL_TEST_PARTITIONED";

#[expect(clippy::disallowed_methods, reason = "a variable of the tests")]
fn is_partitioned() -> bool {
    std::env::var_os(PARTITIONED).is_some()
}

/// Returns the statements that put the partitioned schema in the place of the usual one, as if migrations had made it.
fn replaced() -> String {
    format!(
        "create schema kept; alter table _sqlx_migrations set schema kept; drop schema public cascade; create schema public; alter table kept._sqlx_migrations set schema public; {}",
        partitions::partitioned()
    )
}

impl Server {
    async fn start() -> Self {
        let cluster = match given() {
            Some(_) => None,
            None => Some(Cluster::start(&scratch_dir(), Durability::None).await.unwrap()),
        };
        let server = Self { cluster, template: format!("gavel_template_{}", process::id()) };
        let mut admin = server.admin().await;
        run(&mut admin, format!("drop database if exists {}", server.template)).await;
        run(&mut admin, format!("create database {}", server.template)).await;
        let pool = store::open(server.options(&server.template));
        store::migrate(&pool).await.unwrap();
        if is_partitioned() {
            sqlx::raw_sql(AssertSqlSafe(replaced())).execute(&pool).await.unwrap();
        }
        pool.close().await;
        server
    }

    fn options(&self, database: &str) -> PgConnectOptions {
        match &self.cluster {
            Some(cluster) => cluster.options(database),
            None => given().unwrap().database(database),
        }
    }

    async fn admin(&self) -> PgConnection {
        match &self.cluster {
            Some(cluster) => PgConnection::connect_with(&cluster.options("postgres")).await.unwrap(),
            None => PgConnection::connect_with(&given().unwrap()).await.unwrap(),
        }
    }
}

async fn run(admin: &mut PgConnection, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(admin).await.unwrap();
}

/// The database of one test.
pub struct Database {
    pub name: String,
    pub pool: PgPool,
}

impl Database {
    /// Creates a migrated database.
    pub async fn new() -> Self {
        let server = SERVER.get_or_init(Server::start).await;
        Self::create(server, &format!("template {} strategy file_copy", server.template)).await
    }

    /// Creates a database without any table.
    pub async fn empty() -> Self {
        Self::create(SERVER.get_or_init(Server::start).await, "").await
    }

    async fn create(server: &Server, how: &str) -> Self {
        let name = format!("gavel_test_{}_{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut admin = server.admin().await;
        run(&mut admin, format!("drop database if exists {name}")).await;
        run(&mut admin, format!("create database {name} {how}")).await;
        Self { pool: store::open(server.options(&name)), name }
    }

    /// Returns the database's URL, for another process.
    pub async fn url(&self) -> String {
        SERVER.get_or_init(Server::start).await.options(&self.name).to_url_lossy().to_string()
    }

    /// Drops the database. A test that failed leaves it for inspection.
    pub async fn drop(self) {
        self.pool.close().await;
        let server = SERVER.get_or_init(Server::start).await;
        run(&mut server.admin().await, format!("drop database {} with (force)", self.name)).await;
    }
}
