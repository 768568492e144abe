//! One attempt: through the gates, over the wire, and back with what its response says about limits.

use std::time::Duration;

use tokio::time::Instant;
use tokio::time::timeout_at;
use tracing::Instrument;

use super::budget::Budget;
use super::global::Global;
use super::limit::Buckets;
use super::limit::Permit;
use super::response::Response;
use super::response::Scope;
use super::retry::Backoff;
use super::route::Route;
use super::transport::Failure;
use super::transport::Transport;
use super::transport::Wire;
use super::urgency::Urgency;
use crate::error::Error;
use crate::error::Result;
use crate::telemetry::metrics::DiscordMetrics;
use crate::telemetry::metrics::RequestLabels;
use crate::telemetry::metrics::RequestStatus;
use crate::telemetry::metrics::RouteLabels;
use crate::telemetry::metrics::ScopeLabels;

/// The transport, and all gates before it.
pub(super) struct Gates {
    pub transport: Transport,
    pub buckets: Buckets,
    pub global: Global,
    pub budget: Budget,
    /// The calls a second that Discord allows the bot.
    pub per_second: u32,
    pub metrics: DiscordMetrics,
}

impl Gates {
    /// Waits until one attempt may be sent. Returns `Limited` at once if that is known to be after the deadline.
    pub async fn admit(&self, route: &Route, urgency: Urgency, deadline: Instant) -> Result<Permit> {
        let began = Instant::now();
        let admitted = async {
            loop {
                self.budget.check(Instant::now())?;
                let permit = self.buckets.reserve(route, deadline).await?;
                self.global.pass(route, urgency, deadline).await?;
                // While this one waited for the second gate, another call's answer may have closed the first.
                if permit.stands() && self.budget.check(Instant::now()).is_ok() {
                    return Ok(permit);
                }
            }
        };
        let admitted = admitted.await.map_err(|after| {
            // What the other processes used up may be over.
            self.global.stir();
            Error::Limited { route: route.to_string(), after }
        });
        let labels = RouteLabels { route: route.path.clone() };
        self.metrics.rate_limit_wait.get_or_create(&labels).observe(began.elapsed().as_secs_f64());
        admitted
    }

    /// Sends once, and takes the limits from the response before any other call may go.
    pub async fn attempt(
        &self,
        mut permit: Permit,
        wire: Wire,
        until: Instant,
        backoff: &mut Backoff,
    ) -> Result<Response, Failure> {
        let began = Instant::now();
        permit.sent();
        let span = tracing::info_span!("call", route = %permit.route());
        let outcome = timeout_at(until, self.transport.send(wire)).instrument(span).await;
        let outcome = outcome.unwrap_or_else(|_| Err(Failure::Lost("no answer in time".to_owned())));
        self.report(permit.route(), &outcome, began.elapsed());
        match &outcome {
            Ok(answer) => {
                let block =
                    answer.scope().map(|scope| self.limited(scope, backoff.obey(answer.retry_after())));
                if matches!(answer.status.as_u16(), 401 | 403 | 429) && answer.scope() != Some(Scope::Shared)
                {
                    self.budget.spend(Instant::now());
                }
                permit.answered(answer, block);
            }
            Err(Failure::Unsent(_)) => permit.unsent(),
            Err(Failure::Lost(_) | Failure::TooLarge) => {}
        }
        outcome
    }

    fn limited(&self, scope: Scope, block: Duration) -> Duration {
        self.metrics.rate_limited.get_or_create(&ScopeLabels { scope: scope.label() }).inc();
        match scope {
            Scope::Global => self.global.close(block),
            Scope::Edge => self.global.shut(block),
            Scope::User | Scope::Shared => {}
        }
        block
    }

    /// Logs and measures an attempt, without body and token.
    fn report(&self, route: &Route, outcome: &Result<Response, Failure>, took: Duration) {
        let status = match outcome {
            Ok(answer) => {
                let (status, scope) = (answer.status.as_u16(), answer.scope());
                if scope.is_some() || answer.status.is_server_error() {
                    let wait = answer.retry_after();
                    tracing::warn!(%route, status, ?scope, ?wait, ?took, "Discord did not do it");
                } else {
                    tracing::debug!(%route, status, ?took, "Discord answered");
                }
                RequestStatus::Http(answer.status.as_u16())
            }
            Err(failure) => {
                tracing::warn!(%route, ?failure, ?took, "Discord did not answer");
                failure.status()
            }
        };
        let labels = RequestLabels { route: route.path.clone(), method: route.method, status };
        self.metrics.request_duration.get_or_create(&labels).observe(took.as_secs_f64());
    }
}
