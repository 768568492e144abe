//! `gavel migrate`: brings the database up to this version, and ends.

use std::process::ExitCode;

use crate::cli::database::OpenDatabase;
use crate::config::Options;
use crate::error::Result;

pub(super) async fn run(options: &Options) -> Result<ExitCode> {
    OpenDatabase::from(options).await?.close().await;
    tracing::info!("the database is up to date");
    Ok(ExitCode::SUCCESS)
}
