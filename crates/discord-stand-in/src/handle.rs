//! The handle: starts the stand-in, ends it, sets what it does.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use tokio::net::TcpListener;
use tokio::sync::{broadcast, watch};
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;
use twilight_model::id::Id;

use super::faults::{Fault, Faults};
use super::ids::{ApplicationId, UserId};
use super::inner::{Inner, lock};
use super::interaction::probe;
use super::limits::Limiter;
use super::options::{Intent, Options};
use super::record::Record;
use super::signer::Signer;
use super::world::{Application, Cast, World};
use super::{rest, server};
use crate::error::{Error, Result};

/// How many events a slow watcher may lag behind.
const FEED: usize = 4096;

/// A running stand-in. Clones are the same one; it ends with the last of them.
#[derive(Clone)]
pub struct StandIn {
    pub(super) inner: Arc<Inner>,
    cast: Cast,
    /// Ends it when the last handle goes; routes served by the stand-in itself hold none.
    _alive: Option<Arc<DropGuard>>,
}

impl StandIn {
    /// Starts listening.
    ///
    /// # Errors
    /// Where the address is taken.
    pub async fn start(options: Options) -> Result<Self> {
        let taken = |source| Error::Listen { address: options.address, source };
        let listener = TcpListener::bind(options.address).await.map_err(taken)?;
        let address = listener.local_addr().map_err(taken)?;
        let url = format!("http://{address}");
        let signer = Signer::new();
        let application = Application {
            id: Id::new(1_102_000_000_000_000_001),
            bot: Id::new(1_102_000_000_000_000_777),
            name: options.name,
            owner: Id::new(155_000_000_000_000_001),
            public_key: signer.public_key(),
            token: "MTEwMjAwMDAwMDAwMDAwMDc3Nw.stand-in.not-a-real-token".to_owned(),
            interactions_url: None,
            events_url: None,
            events_status: 1,
            events_types: Vec::new(),
            description: String::new(),
            flags: intent_flags(&options.intents),
        };
        let (token, bot) = (application.token.clone(), application.bot);
        let mut world = World::new(options.clock.clone(), url.clone(), application);
        let cast = world.populate();
        world.changes.clear();
        let ended = CancellationToken::new();
        let inner = Arc::new(Inner {
            clock: options.clock,
            url,
            token,
            bot,
            signer,
            // A connection a request: what holds one open would keep a server from ending.
            client: Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build_http(),
            deadline: options.deadline,
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

    /// Ends it: the address is free and every connection cut when this returns.
    pub async fn stop(&self) {
        self.inner.ended.cancel();
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }

    /// What `DISCORD_API_URL` is set to: scheme, host and port.
    #[must_use]
    pub fn api_url(&self) -> String {
        self.inner.url.clone()
    }

    /// The bot token.
    #[must_use]
    pub fn token(&self) -> String {
        self.inner.token.clone()
    }

    /// The key that verifies what is sent, in hex.
    #[must_use]
    pub fn public_key(&self) -> String {
        self.inner.signer.public_key()
    }

    /// The application's id.
    #[must_use]
    pub fn application_id(&self) -> ApplicationId {
        self.inner.world(|world| world.application.id)
    }

    /// The bot's user id; not the application's.
    #[must_use]
    pub fn bot_user_id(&self) -> UserId {
        self.inner.bot
    }

    /// The people and places of the default server.
    #[must_use]
    pub fn cast(&self) -> &Cast {
        &self.cast
    }

    /// Sets the interactions endpoint, without Discord's check.
    pub fn set_endpoint(&self, url: &str) {
        self.inner.world(|world| world.application.interactions_url = Some(url.to_owned()));
    }

    /// Sets the webhook-events endpoint, without Discord's check.
    pub fn set_events_endpoint(&self, url: &str) {
        self.inner.world(|world| {
            world.application.events_url = Some(url.to_owned());
            world.application.events_status = 2;
        });
    }

    /// Makes the check that Discord makes when the endpoint is saved, and now and then later.
    ///
    /// # Errors
    /// Says what is wrong with the endpoint.
    pub async fn check_endpoint(&self) -> Result<()> {
        let url = self.application().interactions_url.unwrap_or_default();
        probe::interactions(&self.inner, &url).await.map_err(Error::Refused)
    }

    /// Scripts trouble. On what is no route it is a violation, so that no test waits for it in vain.
    pub fn fault(&self, fault: Fault) {
        let is_file = fault.method == "GET" && rest::same_shape(&fault.route, server::FILE);
        if !is_file && !rest::is_route(&fault.method, &fault.route) {
            let what = format!("a fault on {} {}, which is no route", fault.method, fault.route);
            self.inner.record().violations.push(what);
        }
        self.inner.faults().add(fault);
    }

    /// How much of the scripted trouble has not struck yet; what is scripted for always never has.
    #[must_use]
    pub fn faults_left(&self) -> usize {
        self.inner.faults().left()
    }

    /// Forgets all scripted trouble.
    pub fn clear_faults(&self) {
        self.inner.faults().clear();
    }

    /// Limits one route, given as `/channels/{}/messages`, to so many calls in that time.
    pub fn limit(&self, method: &str, route: &str, calls: u32, per: Duration) {
        self.inner.limiter().set(method, route, calls, per);
    }

    /// Limits all routes together to so many calls a second.
    pub fn limit_globally(&self, calls: u32) {
        self.inner.limiter().set_global(calls);
    }

    /// After each inline deferral from now on, so many webhook calls still answer 404 10015.
    pub fn delay_webhooks(&self, calls: u32) {
        *lock(&self.inner.unknown_webhook_calls) = calls;
    }
}

impl std::fmt::Debug for StandIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StandIn").field("url", &self.inner.url).finish_non_exhaustive()
    }
}

/// The flags that show intents.
pub(super) fn intent_flags(intents: &[Intent]) -> u64 {
    let flag = |intent: &Intent| match intent {
        Intent::Members => Application::MEMBERS_INTENT,
        Intent::MessageContent => Application::MESSAGE_CONTENT_INTENT,
    };
    intents.iter().map(flag).fold(0, |sum, flag| sum | flag)
}
