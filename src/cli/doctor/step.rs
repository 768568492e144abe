//! Steps of the doctor: their time limit, and their knowledge of the application. Read this and `outcome` first.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::config::Options;
use crate::discord::Application;
use crate::error::{Error, Result};

/// The time limit of a step. At most three run one after another, besides starting and stopping a private Postgres, so
/// that the doctor ends within 20 seconds.
pub(super) const STEP: Duration = Duration::from_secs(4);

/// Runs a step within the time limit.
pub(super) async fn in_time<T>(step: impl Future<Output = Result<T>>) -> Result<T> {
    by(Instant::now() + STEP, step).await
}

/// Runs a step that shares its time limit with others.
pub(super) async fn by<T>(until: Instant, step: impl Future<Output = Result<T>>) -> Result<T> {
    let late = || Error::Unreachable {
        route: "several".to_owned(),
        why: format!("no answer in {} s", STEP.as_secs()),
    };
    timeout_at(until, step).await.unwrap_or_else(|_| Err(late()))
}

/// The application, if Discord answered; without it, later checks are skipped.
pub(super) type Known<'a> = Option<&'a Application>;

/// The reason for skipping a check that needs the application.
pub(super) const NO_APPLICATION: &str = "Discord did not say which application this is";

/// The start of a link to the application's pages.
pub(super) const PORTAL: &str = "https://discord.com/developers/applications";

/// Returns `true` if Discord may be a stand-in, which needs no TLS.
pub(super) fn is_stand_in(options: &Options) -> bool {
    options.api_url().is_some_and(|url| !url.contains("discord.com"))
}
