//! What Discord says of its Gateway: where it is, how many shards it recommends, how many sessions may begin.

use std::time::Duration;

use serde::Deserialize;

use crate::discord::Discord;
use crate::error::Result;

/// Discord's own Gateway: a bot that was told of no other connects there.
pub const HOST: &str = "gateway.discord.gg";

/// `GET /gateway/bot`.
#[derive(Clone, Debug, Deserialize)]
pub struct Gateway {
    pub url: String,
    /// As many as Discord recommends.
    pub shards: u32,
    pub session_start_limit: Starts,
}

/// How many sessions may begin.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Starts {
    pub total: u32,
    pub remaining: u32,
    /// Milliseconds until `remaining` is `total` again.
    reset_after: u64,
    /// How many may begin within five seconds.
    pub max_concurrency: u16,
}

impl Starts {
    #[must_use]
    pub fn reset_after(&self) -> Duration {
        Duration::from_millis(self.reset_after)
    }
}

impl Discord {
    /// Where the Gateway is, and what it allows this bot.
    pub async fn gateway(&self) -> Result<Gateway> {
        self.rest.fetch(self.build.gateway().authed()).await
    }
}
