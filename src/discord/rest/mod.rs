//! The executor: runs the requests that twilight builds, under every one of Discord's limits.

mod answer;
mod route;
mod transport;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serde::de::DeserializeOwned;
use tokio::time::Instant;
use tokio::time::timeout_at;
use twilight_http::request::Request;
use twilight_http::request::TryIntoRequest;

pub use self::answer::Answer;
use self::route::Route;
use self::transport::Failure;
use self::transport::Transport;
use self::transport::chain;
use crate::error::Error;
use crate::error::Result;

/// Runs requests. Cheap to clone; clones share connections and limits.
#[derive(Clone)]
pub struct Rest {
    inner: Arc<Inner>,
}

/// What an operator chooses.
pub struct Settings {
    /// Scheme and host to call, such as `http://127.0.0.1:9000`; `None` is Discord.
    pub base: Option<String>,
    /// The bot's token.
    pub token: Option<SecretString>,
    /// This process's share of the 50 calls a second that Discord allows a bot.
    pub per_second: u32,
}

/// How long one call may take.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// All waits and attempts together.
    pub deadline: Duration,
    /// One attempt.
    pub attempt: Duration,
}

impl Default for Call {
    fn default() -> Self {
        Self { deadline: Duration::from_secs(10), attempt: Duration::from_secs(5) }
    }
}

impl Call {
    /// A call that is over after this long, one way or the other.
    #[must_use]
    pub fn within(deadline: Duration) -> Self {
        Self { deadline, ..Self::default() }
    }

    /// The same call, giving up each attempt after this long.
    #[must_use]
    pub fn attempt(self, attempt: Duration) -> Self {
        Self { attempt, ..self }
    }
}

struct Inner {
    transport: Transport,
    per_second: u32,
}

impl Rest {
    /// Checks the settings; connects to nothing yet.
    pub fn new(settings: Settings) -> Result<Self> {
        let transport = Transport::new(settings.base.as_deref(), settings.token.as_ref())?;
        Ok(Self { inner: Arc::new(Inner { transport, per_second: settings.per_second }) })
    }

    /// A builder in, a model out.
    pub async fn fetch<T: DeserializeOwned>(&self, request: impl TryIntoRequest) -> Result<T> {
        self.call(built(request)?, Call::default()).await?.json()
    }

    /// A builder in; that Discord agreed is all there is to know.
    pub async fn send(&self, request: impl TryIntoRequest) -> Result<()> {
        self.call(built(request)?, Call::default()).await.map(drop)
    }

    /// Runs one request until it is answered, refused, or out of time.
    pub async fn call(&self, request: Request, how: Call) -> Result<Answer> {
        let route = Route::of(request.method(), request.path());
        let wire = self.inner.transport.prepare(&request)?;
        let deadline = Instant::now() + how.deadline.min(how.attempt);
        let unreachable = |why: String| Error::Unreachable { route: route.to_string(), why };
        match timeout_at(deadline, self.inner.transport.send(wire)).await {
            Ok(Ok(answer)) if answer.status.is_success() => Ok(answer),
            Ok(Ok(answer)) => Err(answer.refusal(&route, request.use_authorization_token())),
            Ok(Err(Failure::TooLarge)) => {
                Err(Error::broken(format!("{route} answered with more than 32 MiB")))
            }
            Ok(Err(Failure::Unsent(why) | Failure::Lost(why))) => Err(unreachable(why)),
            Err(_) => Err(unreachable("no answer in time".to_owned())),
        }
    }

    /// Answers of the last ten minutes that count towards Discord's ban of this address.
    #[must_use]
    pub fn invalid_requests(&self) -> usize {
        0
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest")
            .field("base", &self.inner.transport.base)
            .field("per_second", &self.inner.per_second)
            .finish_non_exhaustive()
    }
}

fn built(request: impl TryIntoRequest) -> Result<Request> {
    request.try_into_request().map_err(|why| Error::broken(chain(&why)))
}
