//! The handle of a stand-in: starts, configures and stops it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use tokio::net::TcpListener;
use tokio::sync::{broadcast, watch};
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

use super::faults::{Fault, Faults};
use super::identity;
use super::ids::{ApplicationId, UserId};
use super::inner::{Inner, lock};
use super::interaction::probe;
use super::limits::Limiter;
use super::options::{Intent, Options};
use super::record::Record;
use super::state::SavedState;
use super::world::{Application, Cast, World};
use super::{bits, rest, server};
use crate::error::{Error, Result};

/// The number of events by which a slow subscriber may lag behind.
const FEED: usize = 4096;

/// A running stand-in. All clones share it; it stops when the last of them is dropped.
#[derive(Clone)]
pub struct StandIn {
    pub(super) inner: Arc<Inner>,
    cast: Cast,
    /// Stops the stand-in when the last handle is dropped. Routes that the stand-in serves hold none.
    _alive: Option<Arc<DropGuard>>,
}

impl StandIn {
    /// Starts listening.
    ///
    /// # Errors
    /// Fails if the address is taken.
    pub async fn start(mut options: Options) -> Result<Self> {
        let taken = |source| Error::Listen { address: options.address, source };
        let listener = TcpListener::bind(options.address).await.map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        let url = format!("http://{address}");
        let (mut world, cast) = begin(&mut options, &url);
        world.changes.clear();
        let (application, bot) = (world.application.id, world.application.bot);
        let start = SavedState::of(&world, cast);
        let ended = CancellationToken::new();
        let inner = Arc::new(Inner {
            clock: options.clock,
            url,
            application,
            bot,
            house_rules: options.house_rules,
            start,
            // No pooling: an idle connection to the application would keep its server from stopping.
            client: Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build_http(),
            deadline: Mutex::new(options.deadline),
            unknown_webhook_calls: Mutex::new(0),
            world: Mutex::new(world),
            record: Mutex::new(Record::default()),
            limiter: Mutex::new(Limiter::new(options.limits)),
            faults: Mutex::new(Faults::default()),
            feed: broadcast::channel(FEED).0,
            beat: watch::channel(0).0,
            tasks: TaskTracker::new(),
            ended: ended.clone(),
        });
        let within = Self { inner: Arc::clone(&inner), cast, _alive: None };
        let more = options.routes.map_or_else(Router::new, |routes| routes(within));
        let router = server::router(Arc::clone(&inner), more);
        inner.tasks.spawn(server::accept(Arc::clone(&inner), listener, router));
        Ok(Self { inner, cast, _alive: Some(Arc::new(ended.drop_guard())) })
    }

    /// Stops the stand-in. On return the address is free and every connection is cut.
    pub async fn stop(&self) {
        self.inner.ended.cancel();
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }

    /// Returns the value for `DISCORD_API_URL`: scheme, host and port.
    #[must_use]
    pub fn api_url(&self) -> String {
        self.inner.url.clone()
    }

    /// Returns the bot token.
    #[must_use]
    pub fn token(&self) -> String {
        self.application().token
    }

    /// Returns the key that verifies the stand-in's requests, in hex.
    #[must_use]
    pub fn public_key(&self) -> String {
        self.application().public_key
    }

    /// Returns the application's id.
    #[must_use]
    pub fn application_id(&self) -> ApplicationId {
        self.inner.application
    }

    /// Returns the bot's user id, which differs from the application's.
    #[must_use]
    pub fn bot_user_id(&self) -> UserId {
        self.inner.bot
    }

    /// Returns the users, roles and channels of the default server.
    #[must_use]
    pub fn cast(&self) -> &Cast {
        &self.cast
    }

    /// Sets the interactions endpoint, without Discord's check.
    pub fn set_endpoint(&self, url: &str) {
        self.inner.world(|world| world.application.interactions_url = Some(url.to_owned()));
    }

    /// Waits this long for the answers to the interactions that follow.
    pub fn set_deadline(&self, deadline: Duration) {
        *lock(&self.inner.deadline) = deadline;
    }

    /// Sets the webhook-events endpoint, without Discord's check.
    pub fn set_events_endpoint(&self, url: &str) {
        self.inner.world(|world| {
            world.application.events_url = Some(url.to_owned());
            world.application.events_status = 2;
        });
    }

    /// Makes the check that Discord makes when the endpoint is saved, and at times later.
    ///
    /// # Errors
    /// Fails if the endpoint does not pass, with the reason.
    pub async fn check_endpoint(&self) -> Result<()> {
        let url = self.application().interactions_url.unwrap_or_default();
        probe::interactions(&self.inner, self.inner.application, &url).await.map_err(Error::Refused)
    }

    /// Scripts a fault. A fault on an unknown route is a violation, or its test would wait in vain.
    pub fn fault(&self, fault: Fault) {
        let is_file = fault.method == "GET" && rest::same_shape(&fault.route, server::FILE);
        if !is_file && !rest::is_route(&fault.method, &fault.route) {
            let what = format!("a fault on {} {}, which is no route", fault.method, fault.route);
            self.inner.record().violations.push(what);
        }
        self.inner.faults().add(fault);
    }

    /// Returns the number of scripted faults that have yet to strike, including those that never end.
    #[must_use]
    pub fn faults_left(&self) -> usize {
        self.inner.faults().left()
    }

    /// Scripts a fault on every route, for good, such as an outage.
    pub fn everywhere(&self, how: impl Fn(Fault) -> Fault) {
        for route in rest::ROUTES {
            self.fault(how(Fault::on(route.method, route.template).always()));
        }
    }

    /// Removes all scripted faults.
    pub fn clear_faults(&self) {
        self.inner.faults().clear();
    }

    /// Limits one route, given as `/channels/{}/messages`, to `calls` calls in `per`.
    pub fn limit(&self, method: &str, route: &str, calls: u32, per: Duration) {
        self.inner.limiter().set(method, route, calls, per);
    }

    /// Limits all routes together to `calls` calls a second.
    pub fn limit_globally(&self, calls: u32) {
        self.inner.limiter().set_global(calls);
    }

    /// Makes the first `calls` webhook calls after each inline deferral fail with 404, code 10015.
    pub fn delay_webhooks(&self, calls: u32) {
        *lock(&self.inner.unknown_webhook_calls) = calls;
    }
}

impl std::fmt::Debug for StandIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StandIn").field("url", &self.inner.url).finish_non_exhaustive()
    }
}

/// Returns the world to start with: the saved one, else a new one.
fn begin(options: &mut Options, url: &str) -> (World, Cast) {
    if let Some(saved) = options.state.take() {
        return saved.restore(&options.clock, url);
    }
    let flags = intent_flags(&options.intents);
    let application = identity::application(&options.name, options.seed, flags);
    let mut world = World::new(options.clock.clone(), url.to_owned(), application);
    if options.seed.is_some() {
        world.bot_permissions = bits::ALL & !bits::ADMINISTRATOR;
    }
    if let Some(bits) = options.bot_permissions {
        world.bot_permissions = bits;
    }
    identity::begin_ids(&mut world, options.seed);
    let cast = world.populate();
    identity::name(&mut world, &cast, options.seed);
    (world, cast)
}

/// Returns the application flags that stand for these intents.
pub(super) fn intent_flags(intents: &[Intent]) -> u64 {
    let flag = |intent: &Intent| match intent {
        Intent::Members => Application::MEMBERS_INTENT,
        Intent::MessageContent => Application::MESSAGE_CONTENT_INTENT,
        Intent::Presences => Application::PRESENCES_INTENT,
    };
    intents.iter().map(flag).fold(0, |sum, flag| sum | flag)
}
