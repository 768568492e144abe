//! The checks of the interactions endpoint: saved, safe against forgeries, and answering what Discord signs.

use http::Uri;

use crate::cli::doctor::outcome::{Finding, Outcome};
use crate::cli::doctor::step::{Known, NO_APPLICATION, PORTAL, STEP, is_stand_in};
use crate::clock::Clock;
use crate::config::Options;
use crate::discord::Discord;
use crate::discord::endpoint::{Endpoint, Forgery};
use crate::error::{Error, Result};

/// Runs the three checks, each of which needs the one before.
pub(super) async fn examine(
    options: &Options,
    discord: &Discord,
    application: Known<'_>,
    clock: &Clock,
) -> [Outcome; 3] {
    let names = ["interactions endpoint", "forged interactions", "signed ping"];
    let Some(application) = application else {
        return names.map(|name| Outcome::new(name, Finding::skipped(NO_APPLICATION)));
    };
    let url = application.interactions_endpoint_url.as_deref().unwrap_or_default();
    let address = address(options, url);
    let forged = match &address {
        Finding::Fine(_) => forgeries(url, clock).await,
        _ => Finding::skipped("there is no address to try"),
    };
    let signed = match &forged {
        Finding::Fine(_) => signed(discord, url).await,
        Finding::Wrong { .. } => Finding::skipped("Discord's own check would fail the same way"),
        Finding::Skipped(why) => Finding::skipped(why.as_str()),
    };
    let [first, second, third] = names;
    [Outcome::new(first, address), Outcome::new(second, forged), Outcome::new(third, signed)]
}

fn address(options: &Options, url: &str) -> Finding {
    let save = format!(
        "start `gavel serve`, then save https://your.host/interactions as Interactions Endpoint URL on the application's General Information page at {PORTAL}"
    );
    if url.is_empty() {
        return Finding::wrong("no Interactions Endpoint URL is saved, so Discord sends nothing", save);
    }
    let scheme = url.parse::<Uri>().ok().and_then(|uri| uri.scheme_str().map(str::to_owned));
    match scheme.as_deref() {
        Some("https") => Finding::fine(url),
        Some("http") if is_stand_in(options) => Finding::fine(url),
        _ => Finding::wrong(format!("{url} does not begin with https://, which Discord demands"), save),
    }
}

/// Checks that requests that Discord did not sign are refused with 401.
async fn forgeries(url: &str, clock: &Clock) -> Finding {
    let endpoint = match Endpoint::at(url) {
        Ok(endpoint) => endpoint,
        Err(error) => return Finding::error(&error, "save another address"),
    };
    let forge = |forgery| endpoint.forge(forgery, clock.now(), STEP);
    let [first, second, third, fourth] = Forgery::ALL;
    let answers = tokio::join!(forge(first), forge(second), forge(third), forge(fourth));
    let answers = [answers.0, answers.1, answers.2, answers.3];
    let wrong =
        Forgery::ALL.into_iter().zip(answers).find_map(|(forgery, answer)| refused(url, forgery, &answer));
    wrong.unwrap_or_else(|| Finding::fine("refused with 401"))
}

/// Returns the finding for a forgery that was not refused as it should be.
fn refused(url: &str, forgery: Forgery, answer: &Result<u16>) -> Option<Finding> {
    let what = forgery.text();
    match answer {
        Ok(401) => None,
        Ok(status @ 200..300) => Some(Finding::wrong(
            format!(
                "{url} answers {status} to a request with {what}, so anybody could give orders, and Discord will remove it"
            ),
            "see that the address leads to `gavel serve` and to nothing that answers in its place",
        )),
        Ok(status) => Some(Finding::wrong(
            format!("{url} answers {status} to a request with {what}, where Discord demands 401"),
            "see that the address ends in /interactions and that the proxy passes it on to `gavel serve`",
        )),
        Err(Error::Unreachable { why, .. }) => Some(Finding::wrong(
            format!("{url} does not answer from here ({why})"),
            "see that `gavel serve` runs, and that its proxy or tunnel does",
        )),
        Err(error) => Some(Finding::error(error, "save another address")),
    }
}

/// Lets Discord check the endpoint with a signed PING, by saving the same address again, which changes nothing.
async fn signed(discord: &Discord, url: &str) -> Finding {
    match discord.endpoint_set(url).await {
        Ok(()) => Finding::fine("Discord's own check passes"),
        Err(Error::Discord { message, .. }) => Finding::wrong(
            format!("Discord's own check of {url} fails ({message})"),
            "see that the process there has this application's DISCORD_PUBLIC_KEY and a right clock, and answers within three seconds",
        ),
        Err(error) => Finding::error(&error, "try again in a minute"),
    }
}
