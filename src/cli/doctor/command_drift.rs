//! The checks that the registered commands are those of this version.

use serde_json::Value;

use crate::cli::doctor::outcome::{Finding, Outcome};
use crate::cli::doctor::step::{Known, NO_APPLICATION};
use crate::discord::Discord;
use crate::domain::ids::GuildId;
use crate::error::Result;
use crate::kernel::definitions::{self, Drift};
use crate::kernel::feature::Registry;

/// The largest number of names in a line.
const NAMED: usize = 5;

const SYNC: &str = "type `gavel commands sync`";

/// Checks the global commands.
pub(super) async fn global(discord: &Discord, application: Known<'_>, registry: &Registry) -> Outcome {
    let finding = match application {
        None => Finding::skipped(NO_APPLICATION),
        Some(application) => match discord.commands(application.id, None).await {
            Ok(registered) => compare(registry, &registered),
            Err(error) => Finding::error(&error, SYNC),
        },
    };
    Outcome::new("commands", finding)
}

fn compare(registry: &Registry, registered: &[Value]) -> Finding {
    match definitions::body(registry) {
        Ok(wanted) => judge(&definitions::drift(&wanted, registered), wanted.len(), SYNC),
        Err(error) => Finding::error(&error, SYNC),
    }
}

/// Checks the commands of one server. Having none is usual; having others than this version's is wrong.
pub(super) async fn of_server(
    discord: &Discord,
    application: Known<'_>,
    guild: GuildId,
    registry: &Registry,
) -> Finding {
    let Some(application) = application else { return Finding::skipped(NO_APPLICATION) };
    let sync = format!("type `gavel commands sync --guild {guild}`");
    let compared: Result<Finding> = async {
        let mut registered = discord.commands(application.id, Some(guild)).await?;
        if registered.is_empty() {
            return Ok(Finding::fine("none of its own, so it has those of all servers"));
        }
        let mut wanted = definitions::body(registry)?;
        definitions::for_one_server(&mut wanted);
        definitions::for_one_server(&mut registered);
        Ok(judge(&definitions::drift(&wanted, &registered), wanted.len(), &sync))
    }
    .await;
    compared.unwrap_or_else(|error| Finding::error(&error, &sync))
}

fn judge(drift: &Drift, all: usize, fix: &str) -> Finding {
    if drift.is_empty() {
        return Finding::fine(format!("all {all} are registered as they are here"));
    }
    let parts = [("missing", &drift.added), ("different", &drift.changed), ("not Gavel's", &drift.removed)];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(what, names)| format!("{what}: {}", some(names)))
        .collect();
    Finding::wrong(told.join(", "), fix)
}

/// Returns the first names, and the number of others.
fn some(names: &[String]) -> String {
    let shown = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join(" ");
    match names.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
