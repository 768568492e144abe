//! The checks of the database: reachable, of this version, writable; before them the private Postgres, if it is one.

use std::path::Path;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection};
use tokio::time::{Instant, timeout};

use crate::cli::database::{NAME, directory};
use crate::cli::doctor::outcome::{Finding, Outcome};
use crate::cli::doctor::step::{STEP, by};
use crate::config::{Database, Options};
use crate::domain::text::count;
use crate::error::{Error, Result};
use crate::store;
use crate::store::broken::jobs_broken;
use crate::store::checkup::{self, Schema};
use crate::store::cluster::{Cluster, ClusterState, Durability, beside, look};

/// The time that a private Postgres may take to start; after a crash it takes longer, and `serve` waits for it.
const START: Duration = Duration::from_secs(6);
const STOP: Duration = Duration::from_secs(2);

/// The outcomes of the checks, and the connections that are open now.
pub(super) struct Examined {
    pub outcomes: Vec<Outcome>,
    /// A connection to a database of this version.
    pub connection: Option<PgConnection>,
    cluster: Option<Cluster>,
}

impl Examined {
    fn nothing(outcomes: Vec<Outcome>) -> Self {
        Self { outcomes, connection: None, cluster: None }
    }

    pub async fn close(self) {
        let _ = timeout(STOP, async {
            if let Some(connection) = self.connection {
                let _ = connection.close().await;
            }
            if let Some(cluster) = self.cluster {
                cluster.stop().await;
            }
        })
        .await;
    }
}

pub(super) async fn examine(options: &Options) -> Examined {
    match options.database() {
        Err(_) => Examined::nothing(skipped("DATABASE_URL can't be read")),
        Ok(Database::Server(server)) => within(*server, Vec::new()).await,
        Ok(Database::Pooled { pooler, direct }) => {
            let pooler = Outcome::new("pooler", pooled(*pooler).await);
            within(*direct, vec![pooler]).await
        }
        Ok(Database::Private(data)) => match directory(options, data) {
            Ok(data) => private(&data).await,
            Err(error) => Examined::nothing(unusable(&error)),
        },
    }
}

/// Returns the checks of any database as skipped.
fn skipped(why: &str) -> Vec<Outcome> {
    ["database", "schema", "writing", "orders"]
        .into_iter()
        .map(|name| Outcome::new(name, Finding::skipped(why)))
        .collect()
}

fn unusable(error: &Error) -> Vec<Outcome> {
    let fix = "set GAVEL_DATA to a directory of Gavel's own, or DATABASE_URL to a Postgres server's address";
    let mut outcomes = vec![Outcome::new("private Postgres", Finding::error(error, fix))];
    outcomes.extend(skipped("the private Postgres can't be started"));
    outcomes
}

async fn private(data: &Path) -> Examined {
    let fine = |how: &str| {
        vec![Outcome::new("private Postgres", Finding::fine(format!("{}, {how}", data.display())))]
    };
    match look(data) {
        Err(error) => Examined::nothing(unusable(&error)),
        Ok(ClusterState::New) => {
            let mut outcomes = fine("which the first start makes");
            outcomes.extend(skipped("there is no data yet"));
            Examined::nothing(outcomes)
        }
        Ok(ClusterState::InUse) => {
            let mut outcomes = fine("in use by a running gavel");
            match beside(data, NAME) {
                Some(running) => within(running, outcomes).await,
                None => {
                    outcomes.extend(skipped("the running gavel has it to itself"));
                    Examined::nothing(outcomes)
                }
            }
        }
        Ok(ClusterState::Idle) => match timeout(START, Cluster::start(data, Durability::Full)).await {
            Ok(Ok(cluster)) => {
                let examined = within(cluster.options(NAME), fine("its server starts")).await;
                Examined { cluster: Some(cluster), ..examined }
            }
            Ok(Err(error)) => Examined::nothing(unusable(&error)),
            Err(_) => Examined::nothing(unusable(&Error::Unavailable(format!(
                "Postgres does not start within {} s; type `gavel serve`, which waits longer, and read {}/postgres.log.",
                START.as_secs(),
                data.display()
            )))),
        },
    }
}

/// Asks the database through its pooler.
async fn pooled(options: PgConnectOptions) -> Finding {
    let asked = async {
        let mut connection = options.connect().await?;
        store::ping(&mut connection).await?;
        Ok(connection.close().await?)
    };
    match by(Instant::now() + STEP, asked).await {
        Ok(()) => Finding::fine("answers"),
        Err(error) => unanswered(
            &error,
            "check DATABASE_URL, that the pooler runs there, and its setting ignore_startup_parameters = extra_float_digits",
        ),
    }
}

/// Runs the checks of any database.
async fn within(options: PgConnectOptions, mut outcomes: Vec<Outcome>) -> Examined {
    let until = Instant::now() + STEP;
    let mut connection = match by(until, checkup::connect(options)).await {
        Ok(connection) => connection,
        Err(error) => {
            let fix = "check DATABASE_URL, and that Postgres runs there";
            outcomes.push(Outcome::new("database", unanswered(&error, fix)));
            outcomes.extend(skipped("the database does not answer").into_iter().skip(1));
            return Examined::nothing(outcomes);
        }
    };
    outcomes.push(Outcome::new("database", Finding::fine("answers")));
    let schema = by(until, checkup::schema(&mut connection)).await;
    let is_current = matches!(schema, Ok(Schema::Current));
    outcomes.push(Outcome::new("schema", version(schema)));
    let writing = if is_current {
        writable(by(until, checkup::write_and_undo(&mut connection)).await)
    } else {
        Finding::skipped("the schema is not this version's")
    };
    outcomes.push(Outcome::new("writing", writing));
    let orders = if is_current {
        given_up(by(until, jobs_broken(&mut connection)).await)
    } else {
        Finding::skipped("the schema is not this version's")
    };
    outcomes.push(Outcome::new("orders", orders));
    Examined { outcomes, connection: is_current.then_some(connection), cluster: None }
}

fn version(schema: Result<Schema>) -> Finding {
    match schema {
        Ok(Schema::Current) => Finding::fine("this version's"),
        Ok(Schema::Older(missing)) => Finding::wrong(
            format!("older than this gavel, {missing} migrations are missing"),
            "type `gavel migrate`",
        ),
        Ok(Schema::Newer(version)) => Finding::wrong(
            format!("newer than this gavel, with migration {version}"),
            "upgrade gavel, or point DATABASE_URL at another database",
        ),
        Ok(Schema::Other(version)) => Finding::wrong(
            format!("its migration {version} differs from this gavel's"),
            "run the gavel that made it, restore a backup, or point DATABASE_URL at an empty database",
        ),
        Ok(Schema::HalfDone(version)) => Finding::wrong(
            format!("its migration {version} was left half done"),
            "restore a backup, then type `gavel migrate`",
        ),
        Err(error) => unanswered(&error, "give Gavel's database role the right to read its tables"),
    }
}

fn writable(written: Result<()>) -> Finding {
    match written {
        Ok(()) => Finding::fine("works"),
        Err(error) => unanswered(
            &error,
            "see that it is no standby, that its disk has room, and that Gavel's role may write",
        ),
    }
}

fn given_up(broken: Result<i64>) -> Finding {
    let broken = match broken {
        Ok(broken) => broken,
        Err(error) => return unanswered(&error, "give Gavel's database role the right to read its tables"),
    };
    match u64::try_from(broken) {
        Ok(0) | Err(_) => Finding::fine("none was given up"),
        Ok(broken) => Finding::wrong(
            format!(
                "{} given up within thirty days: the database refused what came of them, or they held me up",
                count(broken, "was", "were")
            ),
            "look for `it is given up` in the log, and report it",
        ),
    }
}

/// Returns the finding for a database that answered with an error, or not at all.
fn unanswered(error: &Error, fix: &str) -> Finding {
    match error {
        Error::Database(source) => Finding::wrong(store::reason(source), fix),
        Error::Unreachable { why, .. } => Finding::wrong(why.clone(), fix),
        other => Finding::error(other, fix),
    }
}
