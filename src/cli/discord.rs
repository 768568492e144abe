//! The client of Discord's API, as configured.

use std::time::Duration;

use secrecy::SecretString;

use crate::config::Options;
use crate::discord::Discord;
use crate::discord::rest::{Call, Rest, Settings};
use crate::error::Result;

/// The calls a second of all replicas together. Discord allows a bot 50; two are left for calls that arrive closer together
/// than they left.
const REQUESTS_A_SECOND: u32 = 48;

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
