//! A stage: the stand-in, a database, and Gavel between them, over HTTP.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use discord_stand_in::{Cast, Echo, Invocation, Message, Options, SignatureKind, StandIn};
use ed25519_dalek::VerifyingKey;
use gavel::clock::Clock;
use gavel::discord::Discord;
use gavel::discord::rest::{Call, Rest, Settings};
use gavel::http::{AppState, router, serve};
use gavel::kernel::app::App;
use gavel::kernel::{command_ids, definitions, replicas, worker};
use gavel::{features, store};
use serde_json::Value;
use sqlx::PgPool;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::support::database::Database;
use crate::support::openapi;
use crate::support::signed_events;

/// The time that a test waits for an outcome.
pub const SOON: Duration = Duration::from_secs(90);
/// The time that the stand-in waits for an answer: longer than Discord, for machines on which everything is slow.
const PATIENT: Duration = Duration::from_secs(10);
/// The time that Discord waits for an answer.
const DISCORDS: Duration = Duration::from_secs(3);

pub struct Stage {
    pub sim: StandIn,
    pub cast: Cast,
    pub clock: Clock,
    pub database: Database,
    servers: Vec<Server>,
}

/// A replica in this process.
pub struct Server {
    pub app: Arc<App>,
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Stops the replica as SIGTERM does.
    pub async fn stop(self) {
        self.app.stopping.cancel();
        self.task.await.unwrap();
        self.app.db.close().await;
    }
}

/// Delivers until the answer is no deferral: on a slow machine the first one may be.
async fn undeferred(mut deliver: impl AsyncFnMut() -> Echo) -> Value {
    loop {
        let echo = deliver().await;
        assert_eq!(echo.status, Some(200), "{echo:?}");
        if echo.response["type"] != 5 && echo.response["type"] != 6 {
            return echo.response;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

impl Stage {
    /// Returns a stage without servers, for tests that start a process.
    pub async fn empty() -> Self {
        // Shows the logs of failed tests.
        let _ = tracing_subscriber::fmt().with_test_writer().with_env_filter("gavel=warn").try_init();
        let clock = Clock::system();
        let shown = clock.clone();
        let clocks = discord_stand_in::Clock::follow(move || shown.now());
        let set_up = Options::default().house_rules().name("Gavel").clock(clocks).deadline(PATIENT);
        let sim = StandIn::start(set_up).await.unwrap();
        let stage = Self { cast: *sim.cast(), sim, clock, database: Database::new().await, servers: vec![] };
        let commands = Value::Array(definitions::body(&features::registry().unwrap()).unwrap());
        let patient = Discord::new(stage.rest_client().usually(Call::within(SOON).attempt(SOON)));
        patient.commands_set(stage.sim.application_id().cast(), None, &commands).await.unwrap();
        stage
    }

    /// Returns a stage with one server, which the stand-in calls. Moderation by hand is not recorded, so that tests
    /// need not wait for readings of the audit log.
    pub async fn new() -> Self {
        let mut stage = Self::empty().await;
        stage.ignore_manual().await;
        stage.add_server().await;
        let url = stage.server(0).url("/interactions");
        stage.sim.set_endpoint(&url);
        stage
    }

    /// Makes the stand-in as impatient as Discord: for tests of what is answered in time.
    #[must_use]
    pub fn impatient(self) -> Self {
        self.sim.set_deadline(DISCORDS);
        self
    }

    async fn ignore_manual(&self) {
        sqlx::query("insert into guilds (guild_id, settings) values ($1, '{\"ignores_manual\": true}')")
            .bind(self.cast.guild.get().cast_signed())
            .execute(&self.database.pool)
            .await
            .unwrap();
    }

    /// Returns a stage with one server, and the mod-log set.
    pub async fn with_log() -> Self {
        let stage = Self::new().await;
        stage.set_log().await;
        stage
    }

    pub async fn set_log(&self) {
        let (sim, cast) = (&self.sim, &self.cast);
        let set =
            sim.slash(cast.owner, cast.general, "settings log").with("channel", cast.mod_log).await.unwrap();
        let is_set = || set.text().contains("Every case is posted").then_some(());
        assert!(sim.eventually(SOON, is_set).await.is_some(), "{}", set.text());
    }

    /// Returns a client of Discord's API with the bot's token.
    pub fn discord(&self) -> Discord {
        Discord::new(self.rest_client())
    }

    fn rest_client(&self) -> Rest {
        let base = Some(self.sim.api_url());
        let token = Some(self.sim.token().into());
        Rest::new(Settings { base, token, per_second: 50 }).unwrap()
    }

    /// Adds a replica.
    pub async fn add_server(&mut self) {
        let pool = store::open((*self.database.pool.connect_options()).clone());
        let app = self.add_answering_server(pool).await;
        worker::start(&app);
        replicas::start(&app);
    }

    /// Adds a replica that answers and does nothing else, with its connections to the database.
    pub async fn add_answering_server(&mut self, pool: PgPool) -> Arc<App> {
        let app = Arc::new(App::new(pool, self.discord(), self.clock.clone(), features::registry().unwrap()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut key = [0; 32];
        hex::decode_to_slice(self.sim.public_key(), &mut key).unwrap();
        let key = VerifyingKey::from_bytes(&key).unwrap();
        // Known from the beginning, so that each run mentions the same commands; unknown while Discord is away.
        drop(command_ids::load(&app, self.sim.application_id().cast()).await);
        let state = AppState::new(Arc::clone(&app), key, Some(signed_events::key().verifying_key()));
        let serving = Arc::clone(&app);
        #[expect(clippy::disallowed_methods, reason = "the test is the tracker")]
        let task = tokio::spawn(async move { serve(&serving, listener, router(state)).await });
        self.servers.push(Server { app: Arc::clone(&app), address, task });
        app
    }

    pub fn server(&self, at: usize) -> &Server {
        &self.servers[at]
    }

    /// Stops the servers, for processes to take their place.
    pub async fn stop_servers(&mut self) {
        for server in self.servers.drain(..) {
            server.stop().await;
        }
    }

    /// Stops the servers, and puts a new one in their place.
    pub async fn restart(&mut self) {
        self.wait_until_idle().await;
        self.stop_servers().await;
        self.add_server().await;
        self.sim.set_endpoint(&self.server(0).url("/interactions"));
    }

    /// Warns the member as the moderator.
    pub async fn warn(&self, reason: &str) -> Invocation {
        let cast = &self.cast;
        self.sim
            .slash(cast.moderator, cast.general, "warn")
            .with("user", cast.member)
            .with("reason", reason)
            .await
            .unwrap()
    }

    /// Delivers an interaction a second time; returns the answer.
    pub async fn repeated(&self, invocation: &Invocation) -> Value {
        undeferred(async || invocation.deliver_again().await).await
    }

    /// Sends a signed body; returns the answer.
    pub async fn sent(&self, body: &str) -> Value {
        undeferred(async || self.sim.raw(body, SignatureKind::Good).await).await
    }

    /// Returns Gavel's direct messages to the member.
    pub fn told(&self) -> Vec<Message> {
        let bot = self.sim.bot_user_id();
        self.sim.dms(self.cast.member).into_iter().filter(|message| message.author == bot).collect()
    }

    /// Returns Gavel's posts to the mod-log.
    pub fn logged(&self) -> Vec<Message> {
        let bot = self.sim.bot_user_id();
        self.sim.messages(self.cast.mod_log).into_iter().filter(|message| message.author == bot).collect()
    }

    /// Returns number and status of the server's cases.
    pub async fn cases(&self) -> Vec<(i32, String)> {
        sqlx::query_as("select number, status from cases order by number")
            .fetch_all(&self.database.pool)
            .await
            .unwrap()
    }

    /// Waits until no due job is left.
    pub async fn wait_until_idle(&self) {
        self.wait_until_idle_within(SOON).await;
    }

    /// Waits until no due job is left, for longer than usual.
    pub async fn wait_until_idle_within(&self, patience: Duration) {
        let waited = tokio::time::timeout(patience, async {
            let mut pause = Duration::from_millis(5);
            while !self.is_idle().await {
                tokio::time::sleep(pause).await;
                pause = (2 * pause).min(Duration::from_millis(50));
            }
        });
        waited.await.expect("jobs are left");
    }

    /// Returns `true` if no due job is left.
    pub async fn is_idle(&self) -> bool {
        let left = "select count(*) from jobs where finished_at is null and (lease is not null or run_at < now() + interval '2 minutes') and suspended_at is null and kind not in ('audit_poll', 'close_receipt', 'ask_reset', 'confirm_action', 'answer_deferral')";
        sqlx::query_scalar::<_, i64>(left).fetch_one(&self.database.pool).await.unwrap() == 0
    }

    /// Stops everything. Fails if the stand-in or Discord's description found mistakes, or if a handler or a job held
    /// up the others.
    pub async fn close(self) {
        assert_eq!(gavel::kernel::watch::found(), Vec::<String>::new());
        assert_eq!(self.sim.violations(), Vec::<String>::new());
        assert_eq!(openapi::mistakes(&self.sim), Vec::<String>::new());
        self.stop_with_violations().await;
    }

    /// Stops everything, but accepts violations: for tests whose other programs break the rules.
    pub async fn stop_with_violations(mut self) {
        self.stop_servers().await;
        self.sim.stop().await;
        self.database.drop().await;
    }
}
