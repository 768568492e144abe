//! `gavel upgrade-check`: what this version would change in a database, and what stands in its way. It changes nothing.

use std::process::ExitCode;

use clap::Args;
use sqlx::PgConnection;

use crate::cli::database::OpenDatabase;
use crate::cli::doctor::outcome::{Finding, Outcome, document};
use crate::cli::stdout::say;
use crate::config::Options;
use crate::domain::text::count;
use crate::error::{Error, Result};
use crate::features;
use crate::kernel::command_sync;
use crate::kernel::definitions;
use crate::kernel::feature::Registry;
use crate::store;
use crate::store::checkup::{self, Schema};
use crate::store::cluster::OLDEST;
use crate::store::registered_commands::commands_digests;
use crate::store::upgrade::{
    UnfinishedJobs, jobs_unfinished, postgres_version, processes_serving, settings_unreadable,
};

/// The most servers that a line names.
const NAMED: usize = 5;

const EXAMPLES: &str = "\
Run it with the new version, while the old one still serves: each line is something that the new version compares. It exits 1
where something stands in the way, and 0 where nothing does, whatever changes.

Examples:
  ./gavel-new upgrade-check && systemctl restart gavel";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct UpgradeCheck {
    /// Print one JSON object instead of lines
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(options: &Options, wanted: UpgradeCheck) -> Result<ExitCode> {
    let registry = features::registry()?;
    let database = OpenDatabase::as_it_is(options).await?;
    let examined = async {
        let mut connection = database.pool.acquire().await.map_err(|source| store::unreachable(&source))?;
        examine(&mut connection, &registry).await
    }
    .await;
    database.close().await;
    let outcomes = examined?;
    if wanted.json {
        say(&document(&outcomes).to_string())?;
    } else {
        for outcome in &outcomes {
            say(&outcome.to_string())?;
        }
    }
    let stands = outcomes.iter().any(Outcome::is_wrong);
    Ok(if stands { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Runs all checks, in the order of the report.
async fn examine(db: &mut PgConnection, registry: &Registry) -> Result<Vec<Outcome>> {
    let postgres = postgres(postgres_version(&mut *db).await?);
    let found = checkup::schema(&mut *db).await?;
    let mut outcomes = vec![Outcome::new("Postgres", postgres), Outcome::new("schema", schema(found))];
    let (settings, work, commands) = match found {
        Schema::Current | Schema::Older(_) => (
            compared(settings(&mut *db).await)?,
            compared(jobs_unfinished(&mut *db).await.map(|jobs| work(&jobs, &registry.job_kinds())))?,
            compared(commands(&mut *db, registry).await)?,
        ),
        Schema::Newer(_) | Schema::Other(_) | Schema::HalfDone(_) => {
            let skipped = || Finding::skipped("the schema is not one that this version continues");
            (skipped(), skipped(), skipped())
        }
    };
    let processes = processes_serving(&mut *db).await?;
    outcomes.extend([
        Outcome::new("settings", settings),
        Outcome::new("unfinished work", work),
        Outcome::new("commands", commands),
        Outcome::new("processes", serving(processes)),
    ]);
    Ok(outcomes)
}

/// Returns the finding; a skipped one where the schema does not have yet what is asked.
fn compared(finding: Result<Finding>) -> Result<Finding> {
    match finding {
        Err(Error::Database(sqlx::Error::Database(error)))
            if error.code().is_some_and(|code| code.starts_with("42")) =>
        {
            Ok(Finding::skipped("the schema does not have it before the migration"))
        }
        other => other,
    }
}

fn postgres((name, number): (String, i32)) -> Finding {
    if u32::try_from(number / 10_000).is_ok_and(|major| major >= OLDEST) {
        return Finding::fine(format!("{name}, and this version works with {OLDEST} or newer"));
    }
    Finding::wrong(
        format!("{name} is older than {OLDEST}, the oldest that this version works with"),
        "upgrade Postgres first",
    )
}

fn schema(schema: Schema) -> Finding {
    match schema {
        Schema::Current => Finding::fine("this version's, so that nothing is migrated"),
        Schema::Older(missing) => Finding::fine(format!(
            "{} to be applied, which the start of this version or `gavel migrate` does; make a backup first",
            count(u64::try_from(missing).unwrap_or(u64::MAX), "migration is", "migrations are")
        )),
        Schema::Newer(version) => Finding::wrong(
            format!("newer than this version, with migration {version}"),
            "use a newer version of gavel",
        ),
        Schema::Other(version) => Finding::wrong(
            format!("its migration {version} differs from this version's"),
            "keep the version that made it, or restore a backup into an empty database",
        ),
        Schema::HalfDone(version) => Finding::wrong(
            format!("its migration {version} was left half done"),
            "restore a backup, then type `gavel migrate`",
        ),
    }
}

async fn settings(db: &mut PgConnection) -> Result<Finding> {
    let (mut after, mut named, mut all) = (None, Vec::new(), 0_u64);
    while let Some((unreadable, last)) = settings_unreadable(&mut *db, after).await? {
        for guild in unreadable {
            all += 1;
            if named.len() < NAMED {
                named.push(guild.to_string());
            }
        }
        after = Some(last);
    }
    if all == 0 {
        return Ok(Finding::fine("this version reads every server's"));
    }
    Ok(Finding::wrong(
        format!("{} can't be read by this version: {}", count(all, "server's", "servers'"), named.join(", ")),
        "use the version that wrote them, or repair the column `settings` of these rows of `guilds`",
    ))
}

fn work(jobs: &[UnfinishedJobs], known: &[String]) -> Finding {
    let unknown: Vec<&str> =
        jobs.iter().map(|job| job.kind.as_str()).filter(|kind| !known.iter().any(|it| it == kind)).collect();
    let all: i64 = jobs.iter().map(|job| job.count).sum();
    if unknown.is_empty() {
        return Finding::fine(match u64::try_from(all) {
            Ok(0) | Err(_) => "none".to_owned(),
            Ok(all) => format!("{}, which this version goes on with", count(all, "job", "jobs")),
        });
    }
    Finding::wrong(
        format!("this version does not know the jobs {}, and would leave them", unknown.join(", ")),
        "wait until the version that knows them has done them, or use a newer one",
    )
}

async fn commands(db: &mut PgConnection, registry: &Registry) -> Result<Finding> {
    let ours = command_sync::digest(&definitions::body(registry)?)?;
    let registered = commands_digests(db).await?;
    Ok(match registered.as_slice() {
        [] => Finding::fine("none were registered by `gavel serve`, whose start does it"),
        all if all.iter().all(|digest| *digest == ours) => {
            Finding::fine("registered as they are in this version")
        }
        _ => Finding::fine("others than this version's, whose start registers them"),
    })
}

fn serving(processes: i64) -> Finding {
    match u64::try_from(processes) {
        Ok(0) | Err(_) => Finding::fine("none serves from this database now"),
        Ok(processes) => Finding::fine(format!(
            "{} from this database now; restart one after the other",
            count(processes, "process serves", "processes serve")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(finding: Finding) -> String {
        Outcome::new("x", finding).to_string()
    }

    #[test]
    fn a_postgres_that_is_too_old_stands_in_the_way() {
        assert!(said(postgres(("15.4".to_owned(), 150_004))).starts_with("✓ x: 15.4"));
        let old = said(postgres(("14.2".to_owned(), 140_002)));
        assert!(old.starts_with("✗ x: 14.2 is older than 15"), "{old}");
    }

    #[test]
    fn only_a_schema_that_this_version_can_continue_is_fine() {
        for (found, starts) in [
            (Schema::Current, "✓ x: this version's"),
            (Schema::Older(1), "✓ x: 1 migration is to be applied"),
            (Schema::Older(3), "✓ x: 3 migrations are to be applied"),
            (Schema::Newer(9), "✗ x: newer than this version, with migration 9"),
            (Schema::Other(2), "✗ x: its migration 2 differs"),
            (Schema::HalfDone(2), "✗ x: its migration 2 was left half done"),
        ] {
            let text = said(schema(found));
            assert!(text.starts_with(starts), "{text}");
        }
    }

    #[test]
    fn jobs_of_unknown_kinds_are_named() {
        let jobs = |kinds: &[&str]| {
            kinds.iter().map(|kind| UnfinishedJobs { kind: (*kind).to_owned(), count: 2 }).collect::<Vec<_>>()
        };
        let known = ["sing".to_owned()];
        assert_eq!(said(work(&jobs(&["sing"]), &known)), "✓ x: 2 jobs, which this version goes on with");
        assert_eq!(said(work(&[], &known)), "✓ x: none");
        assert!(
            said(work(&jobs(&["sing", "fly"]), &known))
                .starts_with("✗ x: this version does not know the jobs fly")
        );
    }
}
