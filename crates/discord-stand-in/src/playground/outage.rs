//! How Discord behaves: as ever, limiting every call, or down.

use std::sync::Mutex;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::inner::lock;
use crate::rest::ROUTES;
use crate::{Fault, Scope, StandIn};

/// How Discord behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DiscordState {
    /// As ever.
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

/// How long a limited call is told to wait; also how long the end of it takes to be felt.
const WAIT: Duration = Duration::from_secs(3);

impl Outage {
    /// The present state.
    pub(super) fn now(&self) -> DiscordState {
        *lock(&self.0)
    }

    /// Turns the state, for all routes at once.
    pub(super) fn turn(&self, sim: &StandIn, discord_state: DiscordState) {
        *lock(&self.0) = discord_state;
        sim.clear_faults();
        for route in ROUTES {
            let fault = Fault::on(route.method, route.template).always();
            match discord_state {
                DiscordState::Ok => return,
                DiscordState::Limited => sim.fault(fault.rate_limited(Scope::User, WAIT)),
                DiscordState::Down => sim.fault(fault.status(503)),
            }
        }
    }
}
