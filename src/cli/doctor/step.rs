//! One step of the doctor's: how long it may take, and what it knows of the application. Read this and `outcome` first.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::config::Options;
use crate::discord::Application;
use crate::error::{Error, Result};

/// How long one step may take. At most three come one after the other, beside starting and stopping a private Postgres:
/// all is over within 20 seconds.
pub(super) const STEP: Duration = Duration::from_secs(4);

/// A step that is over in time.
pub(super) async fn in_time<T>(step: impl Future<Output = Result<T>>) -> Result<T> {
    by(Instant::now() + STEP, step).await
}

/// One of the steps that share their time.
pub(super) async fn by<T>(until: Instant, step: impl Future<Output = Result<T>>) -> Result<T> {
    let late = || Error::Unreachable {
        route: "several".to_owned(),
        why: format!("no answer in {} s", STEP.as_secs()),
    };
    timeout_at(until, step).await.unwrap_or_else(|_| Err(late()))
}

/// Discord's word about the application; where there is none, later checks are skipped.
pub(super) type Known<'a> = Option<&'a Application>;

/// Why a check that needs the application is skipped.
pub(super) const NO_APPLICATION: &str = "Discord did not say which application this is";

/// How a link to the application's pages begins.
pub(super) const PORTAL: &str = "https://discord.com/developers/applications";

/// Whether Discord may be a stand-in, which needs no TLS.
pub(super) fn is_stand_in(options: &Options) -> bool {
    options.api_url().is_some_and(|url| !url.contains("discord.com"))
}
