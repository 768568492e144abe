//! The checks that each variable can be read. Secrets are never shown.

use crate::cli::doctor::outcome::{Finding, Outcome};
use crate::config::{Database, Options};
use crate::discord::rest::{Rest, Settings};
use crate::error::Result;
use crate::telemetry;

const AGAIN: &str = "correct it and type `gavel doctor` again";

pub(super) fn check(options: &Options) -> Vec<Outcome> {
    vec![
        variable("DISCORD_PUBLIC_KEY", options.public_key().map(|key| either(key.is_some(), "a public key"))),
        variable("DISCORD_TOKEN", options.token().map(|_| "set")),
        variable("DISCORD_APPLICATION_ID", options.application_id().map(|id| either(id.is_some(), "an id"))),
        variable("DATABASE_URL", options.database().map(|database| place(&database))),
        variable("DISCORD_API_URL", api_url(options)),
        variable("PORT", options.listen().map(|address| format!("serve listens on {address}"))),
        variable("LOG_FORMAT", options.log_format(false).map(|_| "known")),
        variable("RUST_LOG", telemetry::log_filter(options.log_filter(true)).map(|_| "a filter")),
        variable(
            "GAVEL_EVENTS_PUBLIC_KEY",
            options
                .events_public_key()
                .map(|key| if key.is_some() { "a public key" } else { "events are off" }),
        ),
        Outcome::new("GAVEL_EVENTS_KEY", events_key(options)),
    ]
}

fn variable<T: Into<String>>(name: &str, read: Result<T>) -> Outcome {
    let finding = match read {
        Ok(how) => Finding::fine(how),
        Err(error) => without(name, Finding::error(&error, AGAIN)),
    };
    Outcome::new(name, finding)
}

/// Removes the name from a finding, because the line starts with it already.
fn without(name: &str, finding: Finding) -> Finding {
    match finding {
        Finding::Wrong { cause, fix } => {
            let rest = cause.strip_prefix(name).map(|rest| rest.trim_start().to_owned());
            Finding::Wrong { cause: rest.unwrap_or(cause), fix }
        }
        other => other,
    }
}

fn either(is_set: bool, what: &'static str) -> &'static str {
    if is_set { what } else { "not set, so Discord is asked" }
}

fn place(database: &Database) -> &'static str {
    match database {
        Database::Server(_) => "an address of a Postgres database",
        Database::Pooled { .. } => "the address of a pooler; GAVEL_LISTEN_URL has the database's own",
        Database::Private(_) => "not set, so a private Postgres is started",
    }
}

fn api_url(options: &Options) -> Result<String> {
    let base = options.api_url().map(str::to_owned);
    let shown = base.clone().unwrap_or_else(|| "not set, so it is Discord itself".to_owned());
    Rest::new(Settings { base, token: None, per_second: 1 }).map(|_| shown)
}

/// Checks that the key that signs events belongs to the trusted public key.
fn events_key(options: &Options) -> Finding {
    const NAME: &str = "GAVEL_EVENTS_KEY";
    let key = match options.events_key() {
        Ok(Some(key)) => key,
        Ok(None) => return Finding::fine("not set, so nothing signs events here"),
        Err(error) => return without(NAME, Finding::error(&error, AGAIN)),
    };
    let public = hex::encode(key.verifying_key().as_bytes());
    match options.events_public_key() {
        Ok(Some(trusted)) if trusted == key.verifying_key() => {
            Finding::fine("belongs to GAVEL_EVENTS_PUBLIC_KEY")
        }
        Ok(None) => Finding::fine(format!("a key; `gavel serve` needs GAVEL_EVENTS_PUBLIC_KEY={public}")),
        Ok(Some(_)) => Finding::wrong(
            "does not belong to GAVEL_EVENTS_PUBLIC_KEY, so every event would be refused",
            format!("set GAVEL_EVENTS_PUBLIC_KEY={public}"),
        ),
        Err(_) => Finding::skipped("GAVEL_EVENTS_PUBLIC_KEY can't be read"),
    }
}
