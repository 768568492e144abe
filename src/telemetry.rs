//! Logs, metrics and traces of the process.

#[cfg(feature = "otlp")]
mod otlp;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::filter::Directive;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt, registry};

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

/// What a filter says, and quiet libraries.
///
/// # Errors
/// [`Error::Config`] where it can't be read.
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

/// Starts logging to stderr, and sending traces to a collector where one is named.
///
/// # Errors
/// [`Error::Config`] where the filter or the collector's address can't be read.
pub fn start_logging(
    filter: &str,
    format: LogFormat,
    on_terminal: bool,
    collector: Option<&str>,
) -> Result<()> {
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
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(on_terminal);
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

/// Sends what traces are left. Blocks.
pub fn end() {
    #[cfg(feature = "otlp")]
    otlp::end();
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
    describe();
    metrics::gauge!("gavel_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    Ok(handle)
}

/// What each measurement means, for whoever reads `/metrics`. Counters begin at nought, so that an alert sees the
/// first one.
fn describe() {
    use metrics::{describe_counter as counter, describe_gauge as gauge, describe_histogram as histogram};
    counter!("gavel_interactions_total", "Interactions by command or control, and by what came of them");
    histogram!(
        "gavel_answer_seconds",
        "From an interaction's arrival to its answer; Discord waits three seconds"
    );
    counter!("gavel_signature_failures_total", "Requests that Discord, or the sidecar, did not sign");
    counter!("gavel_gateway_messages_total", "Messages of the Gateway, whatever they tell");
    counter!("gavel_gateway_sessions_total", "Sessions that began (ready) or went on (resumed)");
    counter!("gavel_gateway_closed_total", "Connections that the Gateway closed");
    gauge!(
        "gavel_gateway_latency_seconds",
        "How long the Gateway took to answer the last heartbeat, by shard"
    );
    counter!(
        "gavel_sidecar_events_total",
        "Events by what became of them: told, refused by the server, dropped"
    );
    gauge!("gavel_sidecar_queue", "Events that wait to be told");
    gauge!("gavel_sidecar_server_up", "Whether the server took what it was told last");
    counter!("gavel_events_total", "Events that the sidecar told, by whether they were new");
    histogram!("gavel_rest_seconds", "Calls of Discord's REST API by route, method and status");
    histogram!("gavel_rest_wait_seconds", "How long calls waited for a rate limit, by route");
    counter!("gavel_rest_limited_total", "Answers 429, by scope");
    gauge!("gavel_rest_invalid_requests", "Invalid requests of the last ten minutes; Discord bans at 10,000");
    counter!("gavel_jobs_total", "Runs of jobs, by kind and outcome");
    histogram!("gavel_job_seconds", "How long runs of jobs took, by kind");
    gauge!(
        "gavel_queue_jobs",
        "Jobs that are not done, by kind and state; the queue is shared by all replicas"
    );
    gauge!("gavel_queue_oldest_due_seconds", "How long the oldest due job has waited, by kind");
    gauge!("gavel_pool_connections", "Connections to the database, by state");
    gauge!("gavel_database_up", "Whether the database answered when this was read");
    gauge!("gavel_draining", "Whether the process is shutting down");
    counter!("gavel_blocked_threads_total", "Times that a task was found to block a thread of the runtime");
    gauge!("gavel_build_info", "Always 1; the version is a label");
    for name in ["gavel_signature_failures_total", "gavel_blocked_threads_total"] {
        metrics::counter!(name).absolute(0);
    }
    for scope in ["user", "global", "shared"] {
        metrics::counter!("gavel_rest_limited_total", "scope" => scope).absolute(0);
    }
}
