//! Logs, metrics and traces of the process.

mod lines;
pub mod metrics;
#[cfg(feature = "otlp")]
mod otlp;

use tracing_subscriber::filter::Directive;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt, registry};

use crate::config::LogFormat;
use crate::error::{Error, Result};

/// The libraries whose most verbose levels print what they send, with their default levels. A filter that names one
/// overrides it.
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

/// Returns the filter that `RUST_LOG` describes, with the libraries of `QUIET` kept quiet.
///
/// # Errors
/// [`Error::Config`] if it can't be read.
pub fn log_filter(filter: &str) -> Result<EnvFilter> {
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
    Ok(parsed)
}

/// Starts logging to stderr, and sending traces to a collector if there is one.
///
/// # Errors
/// [`Error::Config`] if the filter or the collector's address can't be read.
pub fn start_logging(
    filter: &str,
    format: LogFormat,
    on_terminal: bool,
    collector: Option<&str>,
) -> Result<()> {
    let parsed = log_filter(filter)?;
    let writer = lines::Writer::start().map_err(Error::broken)?;
    let lines = fmt::layer().with_writer(writer).with_ansi(on_terminal);
    let lines = match format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => {
            lines.json().flatten_event(true).with_current_span(false).with_span_list(false).boxed()
        }
    };
    let started = registry().with(parsed).with(lines);
    #[cfg(feature = "otlp")]
    let started = started.with(collector.map(otlp::layer).transpose()?);
    started.try_init().map_err(Error::broken)?;
    if collector.is_some() && !cfg!(feature = "otlp") {
        tracing::warn!(
            "OTEL_EXPORTER_OTLP_ENDPOINT is set, but this gavel was built without --features otlp"
        );
    }
    Ok(())
}

/// Writes the remaining lines, and sends the remaining traces. Blocks.
pub fn end() {
    lines::end();
    #[cfg(feature = "otlp")]
    otlp::end();
}
