//! The Gateway's address, the recommended number of shards, and the number of sessions that may begin.

use std::time::Duration;

use serde::Deserialize;

use crate::discord::Discord;
use crate::error::Result;

/// The default host, which bots use that have no other address.
pub const HOST: &str = "gateway.discord.gg";

/// The response to `GET /gateway/bot`.
#[derive(Clone, Debug, Deserialize)]
pub struct Gateway {
    pub url: String,
    /// The number of shards that Discord recommends.
    pub shards: u32,
    pub session_start_limit: Starts,
}

/// The sessions that may begin.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Starts {
    pub total: u32,
    pub remaining: u32,
    /// The milliseconds until `remaining` is `total` again.
    reset_after: u64,
    /// The number that may begin within five seconds.
    pub max_concurrency: u16,
}

impl Starts {
    #[must_use]
    pub fn reset_after(&self) -> Duration {
        Duration::from_millis(self.reset_after)
    }
}

impl Discord {
    /// Returns the Gateway's address, and its limits for this bot.
    pub async fn gateway(&self) -> Result<Gateway> {
        self.rest.fetch(self.build.gateway().authed()).await
    }
}
