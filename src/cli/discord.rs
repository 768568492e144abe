//! The client of Discord's API, as configured.

use std::time::Duration;

use secrecy::SecretString;

use crate::config::Options;
use crate::discord::Discord;
use crate::discord::rest::{Call, Rest, Settings};
use crate::error::Result;

/// Discord's limit for a bot, per second. With several replicas the limit is kept by Discord's own 429s, or by a
/// rate-limiting proxy behind `DISCORD_API_URL`.
const REQUESTS_A_SECOND: u32 = 50;

pub(super) fn open(options: &Options) -> Result<Discord> {
    Ok(Discord::new(rest(options, Some(options.token()?))?))
}

/// Opens a client for checks: calls time out after `call`, and the token may be missing for calls that need none.
pub(super) fn open_briefly(options: &Options, call: Duration) -> Result<Discord> {
    Ok(Discord::new(rest(options, options.token().ok())?.usually(Call::within(call).attempt(call))))
}

fn rest(options: &Options, token: Option<SecretString>) -> Result<Rest> {
    Rest::new(Settings { base: options.api_url().map(str::to_owned), token, per_second: REQUESTS_A_SECOND })
}
