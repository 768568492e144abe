//! Logs and metrics of the process.

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::Directive;

use crate::config::LogFormat;
use crate::error::{Error, Result};

/// Libraries whose most talkative levels print what they send. They stay quiet unless they are named.
const QUIET: [&str; 8] = [
    "h2=info",
    "hyper=info",
    "hyper_util=info",
    "rustls=info",
    "sqlx=warn",
    "tower=info",
    "axum=info",
    "mio=info",
];

/// Starts logging to stderr.
///
/// # Errors
/// [`Error::Config`] where the filter can't be read.
pub fn start_logging(filter: &str, format: LogFormat, on_terminal: bool) -> Result<()> {
    let mut parsed = EnvFilter::try_new(filter).map_err(|error| {
        Error::Config(format!("RUST_LOG can't be read ({error}); write e.g. info or gavel=debug,warn."))
    })?;
    for directive in QUIET {
        let library = directive.split('=').next().unwrap_or_default();
        if !filter.contains(library)
            && let Ok(directive) = directive.parse::<Directive>()
        {
            parsed = parsed.add_directive(directive);
        }
    }
    let logging =
        tracing_subscriber::fmt().with_env_filter(parsed).with_writer(std::io::stderr).with_ansi(on_terminal);
    let started = match format {
        LogFormat::Text => logging.try_init(),
        LogFormat::Json => logging.json().flatten_event(true).with_current_span(false).try_init(),
    };
    started.map_err(Error::broken)
}

/// Starts counting. The handle renders what was counted.
///
/// # Errors
/// Where counting was started before.
pub fn start_metrics() -> Result<PrometheusHandle> {
    let buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0];
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &buckets)
        .map_err(Error::broken)?;
    let handle = builder.install_recorder().map_err(Error::broken)?;
    metrics::gauge!("gavel_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    Ok(handle)
}
