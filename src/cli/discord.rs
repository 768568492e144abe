//! Discord, as the configuration names it.

use crate::config::Options;
use crate::discord::Discord;
use crate::discord::rest::{Rest, Settings};
use crate::error::Result;

/// What Discord allows a bot each second. With several replicas the limit is kept by Discord's own 429s, or by a
/// rate-limiting proxy behind `DISCORD_API_URL`.
const REQUESTS_A_SECOND: u32 = 50;

pub(super) fn open(options: &Options) -> Result<Discord> {
    let base = options.api_url().map(str::to_owned);
    Ok(Discord::new(Rest::new(Settings {
        base,
        token: Some(options.token()?),
        per_second: REQUESTS_A_SECOND,
    })?))
}
