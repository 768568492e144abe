//! Discord's state: normal, slow, limiting, down, or losing its answers.

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
    /// Every call takes two seconds.
    Slow,
    /// Every call is answered with 429, for one route.
    Limited,
    /// Every call is answered with 429 of a limit that others used up.
    LimitedShared,
    /// Every call is answered with 429 of the limit over all routes.
    LimitedGlobal,
    /// Every call is answered with Cloudflare's 429.
    LimitedCloudflare,
    /// Every call is answered with 503.
    Down,
    /// Every call is applied, and then the connection is cut.
    AnswersLost,
}

impl DiscordState {
    /// Returns the state as a sentence.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Ok => "Discord works.",
            Self::Slow => "Discord is slow.",
            Self::Limited => "Discord limits each route.",
            Self::LimitedShared => "Discord says that others used up the limit.",
            Self::LimitedGlobal => "Discord limits all routes together.",
            Self::LimitedCloudflare => "Cloudflare refuses all calls.",
            Self::Down => "Discord is down.",
            Self::AnswersLost => "Discord's answers are lost.",
        }
    }

    /// Returns `true` if calls are refused.
    pub(super) fn is_away(self) -> bool {
        !matches!(self, Self::Ok | Self::Slow | Self::AnswersLost)
    }
}

/// The present state.
#[derive(Debug, Default)]
pub(super) struct Outage(Mutex<DiscordState>);

/// The wait that a limited call is told; the limit also takes this long to end.
const WAIT: Duration = Duration::from_secs(3);
/// The time that a call takes while Discord is slow.
const SLOW: Duration = Duration::from_secs(2);

impl Outage {
    /// Returns the present state.
    pub(super) fn now(&self) -> DiscordState {
        *lock(&self.0)
    }

    /// Sets the state, for all routes at once.
    pub(super) fn turn(&self, sim: &StandIn, discord_state: DiscordState) {
        *lock(&self.0) = discord_state;
        sim.clear_faults();
        let limited = |scope| sim.everywhere(|fault| fault.rate_limited(scope, WAIT));
        match discord_state {
            DiscordState::Ok => {}
            DiscordState::Slow => sim.everywhere(|fault| fault.slow(SLOW)),
            DiscordState::Limited => limited(Scope::User),
            DiscordState::LimitedShared => limited(Scope::Shared),
            DiscordState::LimitedGlobal => limited(Scope::Global),
            DiscordState::LimitedCloudflare => limited(Scope::Cloudflare),
            DiscordState::Down => sim.everywhere(|fault| fault.status(503)),
            DiscordState::AnswersLost => {
                sim.everywhere(crate::Fault::applied_but_answer_lost);
            }
        }
    }
}
