//! The metrics that `/metrics` shows. Each part of the process has its own struct of typed metrics and its own registry.
//!
//! Names are written in full, as Prometheus shows them. Every counter whose label values are known beforehand is
//! registered at zero for each of them, so that `rate` and `increase` see the first increment.

mod labels;

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::prometheus_text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Metric, Registry};

pub use self::labels::*;

/// The media type of [`exposition`].
pub const CONTENT_TYPE: &str = prometheus_text::CONTENT_TYPE;

/// A gauge of a measured quantity.
pub type FloatGauge = Gauge<f64, std::sync::atomic::AtomicU64>;
/// Histograms by labels, all with the same buckets.
pub type Histograms<L> = Family<L, Histogram>;

/// Returns registries, one after the other, in Prometheus' text format.
#[must_use]
pub fn exposition<'a>(registries: impl IntoIterator<Item = &'a Registry>) -> String {
    let mut text = String::new();
    for registry in registries {
        // Only the writer can fail, and a string never does.
        let _ = prometheus_text::encode(&mut text, registry);
    }
    text
}

/// Registers a metric under its full name. The library adds the `_total` of counters and a full stop at the end.
fn register<M: Metric + Clone>(registry: &mut Registry, name: &str, help: &str, metric: M) -> M {
    registry.register(name.trim_end_matches("_total"), help, metric.clone());
    metric
}

/// Registers a counter at zero for each of these labels.
fn counters<L>(
    registry: &mut Registry,
    name: &str,
    help: &str,
    known: impl IntoIterator<Item = L>,
) -> Family<L, Counter>
where
    L: EncodeLabelSet + Clone + Eq + std::hash::Hash + std::fmt::Debug + Send + Sync + 'static,
{
    let family = register(registry, name, help, Family::<L, Counter>::default());
    for labels in known {
        drop(family.get_or_create(&labels));
    }
    family
}

/// The metrics of calls to Discord's REST API.
#[derive(Debug)]
pub struct DiscordMetrics {
    pub registry: Registry,
    pub request_duration: Histograms<RequestLabels>,
    pub rate_limit_wait: Histograms<RouteLabels>,
    pub rate_limited: Family<ScopeLabels, Counter>,
    /// The current number, updated when the metrics are read, because it falls by itself.
    pub invalid_requests: Gauge,
    /// The present share, updated when the metrics are read.
    pub call_share: Gauge,
}

impl Default for DiscordMetrics {
    fn default() -> Self {
        let mut to = Registry::default();
        Self {
            request_duration: register(
                &mut to,
                "gavel_discord_request_duration_seconds",
                "Duration of each attempt of a call to Discord's REST API",
                Histograms::new_with_constructor(|| {
                    Histogram::new([0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0])
                }),
            ),
            rate_limit_wait: register(
                &mut to,
                "gavel_discord_rate_limit_wait_seconds",
                "Time that calls to Discord waited for a rate limit before they were sent",
                Histograms::new_with_constructor(|| {
                    Histogram::new([0.005, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0])
                }),
            ),
            rate_limited: counters(
                &mut to,
                "gavel_discord_rate_limited_total",
                "Calls that Discord refused because of a rate limit, by its scope",
                RateLimitScope::ALL.iter().map(|scope| ScopeLabels { scope: *scope }),
            ),
            invalid_requests: register(
                &mut to,
                "gavel_discord_invalid_requests",
                "Answers 401, 403 and 429 (shared limits aside) in ten minutes; Discord bans an address at 10,000",
                Gauge::default(),
            ),
            call_share: register(
                &mut to,
                "gavel_discord_call_share",
                "Calls a second that this process may make at present, of those that Discord allows the bot",
                Gauge::default(),
            ),
            registry: to,
        }
    }
}

/// The metrics of `gavel serve`: interactions, jobs, the database.
#[derive(Debug)]
pub struct ServerMetrics {
    pub registry: Registry,
    pub interactions: Family<InteractionLabels, Counter>,
    pub interaction_duration: Histogram,
    pub signature_failures: Counter,
    pub connections_cut: Family<CutLabels, Counter>,
    pub events_received: Family<EventLabels, Counter>,
    pub job_runs: Family<JobRunLabels, Counter>,
    pub job_run_duration: Histograms<KindLabels>,
    pub queued_jobs: Family<QueueLabels, Gauge>,
    pub oldest_due_job_age: Family<KindLabels, FloatGauge>,
    pub database_connections: Family<ConnectionLabels, Gauge>,
    pub database_up: Gauge,
    pub draining: Gauge,
    pub blocked_threads: Counter,
    pub long_steps: Counter,
}

impl ServerMetrics {
    /// Registers all metrics, with a counter at zero for each command and each kind of job.
    #[must_use]
    pub fn new(commands: &[String], kinds: &[String]) -> Self {
        let mut to = Registry::default();
        register_build_info(&mut to);
        let answers = [InteractionOutcome::Answered, InteractionOutcome::Deferred];
        let interactions = commands.iter().flat_map(|name| answers.map(|outcome| (name.clone(), outcome)));
        let refused = (REFUSED_INTERACTION.to_owned(), InteractionOutcome::Refused);
        let interactions =
            interactions.chain([refused]).map(|(name, outcome)| InteractionLabels { name, outcome });
        let runs = kinds.iter().flat_map(|kind| {
            JobOutcome::ALL.iter().map(|outcome| JobRunLabels { kind: kind.clone(), outcome: *outcome })
        });
        Self {
            interactions: counters(
                &mut to,
                "gavel_interactions_total",
                "Interactions by command or control, and by how they were answered",
                interactions,
            ),
            interaction_duration: register(
                &mut to,
                "gavel_interaction_duration_seconds",
                "Time from an interaction's arrival to the response; Discord waits three seconds",
                Histogram::new([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0]),
            ),
            signature_failures: register(
                &mut to,
                "gavel_signature_failures_total",
                "Requests refused because their signature is missing, wrong or too old",
                Counter::default(),
            ),
            connections_cut: counters(
                &mut to,
                "gavel_connections_cut_total",
                "Connections that were cut, by reason",
                CutReason::ALL.iter().map(|reason| CutLabels { reason: *reason }),
            ),
            events_received: counters(
                &mut to,
                "gavel_events_received_total",
                "Events received from the sidecar",
                EventOutcome::ALL.iter().map(|outcome| EventLabels { outcome: *outcome }),
            ),
            job_runs: counters(&mut to, "gavel_job_runs_total", "Runs of jobs by kind and outcome", runs),
            job_run_duration: register(
                &mut to,
                "gavel_job_run_duration_seconds",
                "Duration of each run of a job",
                Histograms::new_with_constructor(|| {
                    Histogram::new([0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0])
                }),
            ),
            queued_jobs: register(
                &mut to,
                "gavel_queued_jobs",
                "Unfinished jobs by kind and state; all replicas share the queue",
                Family::default(),
            ),
            oldest_due_job_age: register(
                &mut to,
                "gavel_oldest_due_job_age_seconds",
                "Time that the oldest due job of a kind has waited",
                Family::default(),
            ),
            database_connections: register(
                &mut to,
                "gavel_database_connections",
                "Connections to the database by state",
                Family::default(),
            ),
            database_up: register(
                &mut to,
                "gavel_database_up",
                "1 if the database answered within half a second when this was read, else 0",
                Gauge::default(),
            ),
            draining: register(
                &mut to,
                "gavel_draining",
                "1 while the process shuts down, else 0",
                Gauge::default(),
            ),
            blocked_threads: register(
                &mut to,
                "gavel_blocked_threads_total",
                "Times that a task was found to block a thread of the runtime",
                Counter::default(),
            ),
            long_steps: register(
                &mut to,
                "gavel_long_steps_total",
                "Steps of tasks that computed for 10 ms or more on a thread of the runtime",
                Counter::default(),
            ),
            registry: to,
        }
    }

    /// Counts and measures a run of a job.
    pub fn job_run(&self, kind: &str, outcome: JobOutcome, took: Duration) {
        self.job_runs.get_or_create(&JobRunLabels { kind: kind.to_owned(), outcome }).inc();
        let labels = KindLabels { kind: kind.to_owned() };
        self.job_run_duration.get_or_create(&labels).observe(took.as_secs_f64());
    }
}

/// The metrics of `gavel sidecar`: Gateway connections and their events.
#[derive(Debug)]
pub struct SidecarMetrics {
    pub registry: Registry,
    pub gateway_messages: Counter,
    pub gateway_sessions: Family<SessionLabels, Counter>,
    pub gateway_closes: Counter,
    pub gateway_latency: Family<ShardLabels, FloatGauge>,
    pub events: Family<PublishLabels, Counter>,
    pub queued_events: Gauge,
    pub server_up: Gauge,
}

impl Default for SidecarMetrics {
    fn default() -> Self {
        let mut to = Registry::default();
        register_build_info(&mut to);
        Self {
            gateway_messages: register(
                &mut to,
                "gavel_gateway_messages_total",
                "Messages received from the Gateway",
                Counter::default(),
            ),
            gateway_sessions: counters(
                &mut to,
                "gavel_gateway_sessions_total",
                "Gateway sessions that began (ready) or continued (resumed)",
                SessionStart::ALL.iter().map(|start| SessionLabels { start: *start }),
            ),
            gateway_closes: register(
                &mut to,
                "gavel_gateway_closes_total",
                "Connections that the Gateway closed",
                Counter::default(),
            ),
            gateway_latency: register(
                &mut to,
                "gavel_gateway_latency_seconds",
                "Time that the Gateway took to acknowledge the last heartbeat, by shard",
                Family::default(),
            ),
            events: counters(
                &mut to,
                "gavel_sidecar_events_total",
                "Events by outcome: the server took them, the server refused them, or there was no room for them",
                PublishOutcome::ALL.iter().map(|outcome| PublishLabels { outcome: *outcome }),
            ),
            queued_events: register(
                &mut to,
                "gavel_sidecar_queued_events",
                "Events that the server has not taken yet",
                Gauge::default(),
            ),
            server_up: register(
                &mut to,
                "gavel_sidecar_server_up",
                "1 if the server took the last request, else 0",
                Gauge::default(),
            ),
            registry: to,
        }
    }
}

fn register_build_info(to: &mut Registry) {
    let version = Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]);
    to.register("gavel_build_info".trim_end_matches("_info"), "The running version of Gavel", version);
}

#[cfg(test)]
mod tests;
