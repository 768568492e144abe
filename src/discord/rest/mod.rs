//! The executor: runs the requests that twilight builds, within all of Discord's limits.

mod attempt;
mod bucket;
mod budget;
pub mod download;
mod global;
mod limit;
mod response;
mod retry;
mod route;
#[cfg(test)]
mod tests;
mod transport;
mod urgency;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serde::de::DeserializeOwned;
use tokio::time::Instant;
use tokio::time::sleep;
use twilight_http::request::Request;
use twilight_http::request::TryIntoRequest;

use self::attempt::Gates;
use self::budget::Budget;
use self::global::Global;
use self::limit::Buckets;
pub use self::response::Response;
use self::retry::Backoff;
use self::route::Route;
use self::transport::Failure;
use self::transport::Transport;
pub(crate) use self::transport::{Connections, chain, connections};
pub use self::urgency::{Urgency, urgently};
use crate::domain::call_share::{CallDemand, LEAST, call_share};
use crate::error::Error;
use crate::error::Result;
use crate::telemetry::metrics::DiscordMetrics;

/// The longest wait of any call.
const LONGEST: Duration = Duration::from_secs(86_400);

tokio::task_local! {
    static HURRY: Duration;
}

/// Runs a future whose calls take the time that they ask for, whoever waits for it.
pub async fn unhurried<T>(calls: impl Future<Output = T>) -> T {
    HURRY.scope(LONGEST, calls).await
}

/// Runs a future whose calls may each take this long at most, whatever they ask for.
pub async fn hurried<T>(each: Duration, calls: impl Future<Output = T>) -> T {
    HURRY.scope(each, calls).await
}

/// Runs requests. Cheap to clone; clones share connections and limits.
#[derive(Clone)]
pub struct Rest {
    gates: Arc<Gates>,
    usual: Call,
}

/// The operator's settings.
pub struct Settings {
    /// The scheme and host to call, such as `http://127.0.0.1:9000`; `None` for Discord.
    pub base: Option<String>,
    /// The bot's token.
    pub token: Option<SecretString>,
    /// The calls a second that Discord allows a bot; a process beside others has a share of them.
    pub per_second: u32,
}

/// The time limits of a call.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// The limit for all waits and attempts together.
    pub deadline: Duration,
    /// The limit for one attempt.
    pub attempt: Duration,
    /// `true` if it is not retried after an attempt that Discord may have acted on.
    once: bool,
}

impl Default for Call {
    fn default() -> Self {
        Self::within(Duration::from_secs(10))
    }
}

impl Call {
    /// Returns the limits of a call that ends, in either way, after `deadline`.
    #[must_use]
    pub const fn within(deadline: Duration) -> Self {
        Self { deadline, attempt: Duration::from_secs(5), once: false }
    }

    /// Sets the limit for one attempt.
    #[must_use]
    pub const fn attempt(self, attempt: Duration) -> Self {
        Self { attempt, ..self }
    }

    /// Forbids a retry after an attempt that Discord may have acted on, so that a "not found" is never Gavel's own
    /// doing.
    #[must_use]
    pub const fn once(self) -> Self {
        Self { once: true, ..self }
    }
}

impl Rest {
    /// Checks the settings; connects to nothing yet.
    pub fn new(settings: Settings) -> Result<Self> {
        Self::with_budget(settings, Budget::new(budget::LARGEST))
    }

    fn with_budget(settings: Settings, budget: Budget) -> Result<Self> {
        let transport = Transport::new(settings.base.as_deref(), settings.token.as_ref())?;
        let global = Global::new(settings.per_second);
        let per_second = settings.per_second;
        Ok(Self {
            gates: Arc::new(Gates {
                transport,
                buckets: Buckets::default(),
                global,
                budget,
                per_second,
                metrics: DiscordMetrics::default(),
            }),
            usual: Call::default(),
        })
    }

    /// Sets the default limits of calls.
    #[must_use]
    pub fn usually(self, usual: Call) -> Self {
        Self { usual, ..self }
    }

    /// Returns the default limits of calls.
    #[must_use]
    pub fn usual(&self) -> Call {
        self.usual
    }

    /// Runs a request, and returns its response as a model.
    pub async fn fetch<T: DeserializeOwned>(&self, request: impl TryIntoRequest) -> Result<T> {
        self.call(built(request)?, self.usual).await?.json()
    }

    /// Runs a request, and ignores the body of its response.
    pub async fn send(&self, request: impl TryIntoRequest) -> Result<()> {
        self.call(built(request)?, self.usual).await.map(drop)
    }

    /// Runs one request until it is answered, refused, or out of time. Dropping the future cancels it.
    pub async fn call(&self, request: Request, how: Call) -> Result<Response> {
        let route = Route::of(&request);
        let wire = self.gates.transport.prepare(&request)?;
        // The request may hold a file, and so does its wire form.
        drop(request);
        let hurry = HURRY.try_with(|each| *each).unwrap_or(LONGEST);
        let urgency = urgency::present();
        let deadline = Instant::now() + how.deadline.min(hurry);
        let mut backoff = Backoff::default();
        let unreachable = |why| Error::Unreachable { route: route.to_string(), why };
        // The failure of an attempt that Discord may have acted on. `Limited` would claim that it has not.
        let mut lost = None;
        loop {
            let admitted = self.gates.admit(&route, urgency, deadline).await;
            let permit = admitted.map_err(|limited| lost.take().map_or(limited, unreachable))?;
            let until = deadline.min(Instant::now() + how.attempt.min(LONGEST));
            let (why, told) = match self.gates.attempt(permit, wire.clone(), until, &mut backoff).await {
                Ok(answer) if answer.status.is_success() => return Ok(answer),
                Ok(answer) if answer.scope().is_some() => continue,
                Ok(answer) if !answer.status.is_server_error() => return Err(answer.refusal(&route)),
                Ok(answer) => {
                    (lost.insert(format!("it answered {}", answer.status)).clone(), answer.retry_after())
                }
                Err(Failure::TooLarge) => {
                    return Err(Error::broken(format!("{route}: an answer beyond 32 MiB")));
                }
                Err(Failure::Lost(why)) => (lost.insert(why).clone(), None),
                Err(Failure::Unsent(why)) => (why, None),
            };
            let wait = backoff.next().max(told.unwrap_or_default());
            if (lost.is_some() && (how.once || !route.repeatable)) || Instant::now() + wait >= deadline {
                return Err(unreachable(why));
            }
            sleep(wait).await;
        }
    }

    /// Returns the metrics of all calls, with its gauges brought up to date.
    #[must_use]
    pub fn metrics(&self) -> &DiscordMetrics {
        let metrics = &self.gates.metrics;
        metrics.invalid_requests.set(i64::try_from(self.invalid_requests()).unwrap_or(i64::MAX));
        metrics.call_share.set(i64::from(self.gates.global.present_share()));
        metrics
    }

    /// Waits until calls are made, or held up.
    pub async fn busy(&self) {
        self.gates.global.busy().await;
    }

    /// Returns what the other processes should know about this one's calls.
    #[must_use]
    pub fn demand(&self) -> CallDemand {
        let (wanted, closed, shut) = self.gates.global.demand();
        let invalid = u32::try_from(self.gates.budget.spent_here(Instant::now())).unwrap_or(u32::MAX);
        CallDemand { wanted, share: self.gates.global.present_share(), invalid, closed, shut }
    }

    /// Takes a share beside the other processes that call Discord at present, and heeds what `all` of the last ten
    /// minutes met.
    pub fn share_with(&self, live: &[CallDemand], all: &[CallDemand]) {
        let share = call_share(self.gates.per_second, self.demand().wanted, live);
        let longest = |wait: fn(&CallDemand) -> Duration| all.iter().map(wait).max().unwrap_or_default();
        self.gates.global.share(share, longest(|one| one.closed), longest(|one| one.shut));
        self.gates.budget.elsewhere(all.iter().map(|one| one.invalid as usize).sum());
    }

    /// Returns the time for which all calls bound to the global limit are blocked, whichever process met that.
    #[must_use]
    pub fn blocked(&self) -> Duration {
        self.gates.global.blocked()
    }

    /// Gives the share to the other processes, but for the calls of one order.
    pub fn share_none(&self) {
        self.gates.global.share(LEAST.min(self.gates.per_second), Duration::ZERO, Duration::ZERO);
    }

    /// Returns the number of responses in the last ten minutes that count towards Cloudflare's ban of this address.
    #[must_use]
    pub fn invalid_requests(&self) -> usize {
        self.gates.budget.spent(Instant::now())
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest")
            .field("base", &self.gates.transport.base)
            .field("per_second", &self.gates.per_second)
            .finish_non_exhaustive()
    }
}

fn built(request: impl TryIntoRequest) -> Result<Request> {
    request.try_into_request().map_err(|why| Error::broken(chain(&why)))
}
