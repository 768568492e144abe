//! Discord's state: normal, limiting every call, or down.

use std::sync::Mutex;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::inner::lock;
use crate::{Scope, StandIn};

/// The state that Discord is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DiscordState {
    /// Calls are answered normally.
    #[default]
    Ok,
    /// Every call is answered with 429.
    Limited,
    /// Every call is answered with 503.
    Down,
}

/// The present state.
#[derive(Debug, Default)]
pub(super) struct Outage(Mutex<DiscordState>);

/// The wait that a limited call is told; the limit also takes this long to end.
const WAIT: Duration = Duration::from_secs(3);

impl Outage {
    /// Returns the present state.
    pub(super) fn now(&self) -> DiscordState {
        *lock(&self.0)
    }

    /// Sets the state, for all routes at once.
    pub(super) fn turn(&self, sim: &StandIn, discord_state: DiscordState) {
        *lock(&self.0) = discord_state;
        sim.clear_faults();
        match discord_state {
            DiscordState::Ok => {}
            DiscordState::Limited => sim.everywhere(|fault| fault.rate_limited(Scope::User, WAIT)),
            DiscordState::Down => sim.everywhere(|fault| fault.status(503)),
        }
    }
}
