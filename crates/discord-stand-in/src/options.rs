//! The options of a stand-in.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;

use super::StandIn;
use super::limits::RateLimits;
use super::state::SavedState;
use crate::clock::Clock;

type Routes = Box<dyn FnOnce(StandIn) -> Router + Send>;

/// The options of a stand-in. The defaults are those that tests want: any free port, wide limits, no privileged
/// intents, and the default server with its [`Cast`](super::Cast).
pub struct Options {
    pub(super) address: SocketAddr,
    pub(super) clock: Clock,
    pub(super) name: String,
    pub(super) limits: RateLimits,
    pub(super) deadline: Duration,
    pub(super) intents: Vec<Intent>,
    pub(super) routes: Option<Routes>,
    pub(super) seed: Option<u64>,
    pub(super) state: Option<SavedState>,
    pub(super) house_rules: bool,
    pub(super) bot_permissions: Option<u64>,
}

/// A privileged intent of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// The application may list all members of a server.
    Members,
    /// The application sees the content of other people's messages.
    MessageContent,
    /// The application sees who is online.
    Presences,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: (Ipv4Addr::LOCALHOST, 0).into(),
            clock: Clock::system(),
            name: "Test Bot".to_owned(),
            limits: RateLimits::default(),
            deadline: Duration::from_secs(3),
            intents: Vec::new(),
            routes: None,
            seed: None,
            state: None,
            house_rules: false,
            bot_permissions: None,
        }
    }
}

impl Options {
    /// Listens on `address` instead of a free port of the loopback.
    #[must_use]
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Uses `clock` instead of the machine's.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Names the application and its bot `name` instead of "Test Bot".
    #[must_use]
    pub fn name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// Applies these rate limits.
    #[must_use]
    pub fn limits(mut self, limits: RateLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Waits for the answer to an interaction for `deadline`, instead of three seconds.
    #[must_use]
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Gives the application a privileged intent.
    #[must_use]
    pub fn intent(mut self, intent: Intent) -> Self {
        self.intents.push(intent);
        self
    }

    /// Gives the bot's role in the default server these permissions.
    #[must_use]
    pub fn bot_permissions(mut self, bits: u64) -> Self {
        self.bot_permissions = Some(bits);
        self
    }

    /// Derives ids, keys and names from this number instead of using the usual ones.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Continues with a world that was saved, with its identity.
    #[must_use]
    pub fn state(mut self, state: SavedState) -> Self {
        self.state = Some(state);
        self
    }

    /// Counts breaches of the house rules as violations too. Discord has no objection to them: a message without
    /// `allowed_mentions`.
    #[must_use]
    pub fn house_rules(mut self) -> Self {
        self.house_rules = true;
        self
    }

    /// Serves these routes too, on the same address. The handle they get does not keep the stand-in running.
    #[must_use]
    pub fn routes(mut self, routes: impl FnOnce(StandIn) -> Router + Send + 'static) -> Self {
        self.routes = Some(Box::new(routes));
        self
    }
}
