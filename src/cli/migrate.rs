//! `gavel migrate`: brings the database up to this version, and ends.

use std::process::ExitCode;

use crate::cli::database::Open;
use crate::config::Options;
use crate::error::Result;

pub(super) async fn run(options: &Options) -> Result<ExitCode> {
    Open::from(options).await?.close().await;
    tracing::info!("the database is up to date");
    Ok(ExitCode::SUCCESS)
}
