//! The checks of the application: reachability, clock, token, public key, id, webhook events, message content.

use jiff::{SignedDuration, Timestamp};

use crate::cli::doctor::outcome::{Finding, Outcome};
use crate::cli::doctor::step::{Known, NO_APPLICATION, PORTAL};
use crate::clock::Clock;
use crate::config::Options;
use crate::discord::{Application, Discord};
use crate::error::Error;

/// The largest tolerable clock difference. From five minutes on, Gavel takes every signature for a replay.
const SKEW: SignedDuration = SignedDuration::from_secs(5);

/// Asks Discord for the time and the application, concurrently.
pub(super) async fn ask(
    options: &Options,
    discord: &Discord,
    clock: &Clock,
) -> ([Outcome; 3], Option<Application>) {
    let asked = clock.now();
    let timed = async { (discord.time().await, clock.now()) };
    let ((told, answered), (token, application)) = tokio::join!(timed, token(options, discord));
    let (reached, time, token) = match told {
        Ok(Some(there)) => (Finding::fine("answers"), clocks(asked, there, answered), token),
        Ok(None) => {
            let silent = "Discord's answer does not say what time it is";
            (Finding::fine("answers"), Finding::skipped(silent), token)
        }
        Err(error) => {
            let away = || Finding::skipped("Discord does not answer");
            let token = if application.is_none() { away() } else { token };
            (Finding::error(&error, "check the network, then try again"), away(), token)
        }
    };
    let outcomes =
        [Outcome::new("Discord", reached), Outcome::new("clock", time), Outcome::new("token", token)];
    (outcomes, application)
}

/// Compares the clocks. Discord's shows whole seconds, and was read between `asked` and `answered`.
fn clocks(asked: Timestamp, there: Timestamp, answered: Timestamp) -> Finding {
    let ahead = asked.duration_since(there) - SignedDuration::from_secs(1);
    let behind = there.duration_since(answered);
    let skew = ahead.max(behind);
    if skew <= SKEW {
        return Finding::fine("shows what Discord's shows");
    }
    let way = if ahead > behind { "ahead of" } else { "behind" };
    Finding::wrong(
        format!(
            "this machine's clock is {} s {way} Discord's, and at 300 s every interaction is refused as a replay",
            skew.as_secs()
        ),
        "set the clock, e.g. with `timedatectl set-ntp true`",
    )
}

async fn token(options: &Options, discord: &Discord) -> (Finding, Option<Application>) {
    if options.token().is_err() {
        return (Finding::skipped("DISCORD_TOKEN can't be read"), None);
    }
    match discord.application().await {
        Ok(it) => (Finding::fine(format!("it is the application {} ({})", it.name, it.id)), Some(it)),
        Err(Error::TokenRefused) => {
            let reset = format!(
                "press Reset Token on the application's Bot page at {PORTAL} and set DISCORD_TOKEN to the new one"
            );
            (Finding::wrong("Discord refuses DISCORD_TOKEN", reset), None)
        }
        Err(error) => (Finding::error(&error, "try again in a minute"), None),
    }
}

/// Checks that key and id are those of the token's application.
pub(super) fn identity(options: &Options, application: Known<'_>) -> [Outcome; 2] {
    let about = |check: fn(&Options, &Application) -> Finding| {
        application
            .map_or_else(|| Finding::skipped(NO_APPLICATION), |application| check(options, application))
    };
    [Outcome::new("public key", about(public_key)), Outcome::new("application id", about(application_id))]
}

fn public_key(options: &Options, application: &Application) -> Finding {
    match options.public_key() {
        Err(_) => Finding::skipped("DISCORD_PUBLIC_KEY can't be read"),
        Ok(None) => Finding::fine(format!("Discord says {}", application.verify_key)),
        Ok(Some(key)) if application.verify_key.eq_ignore_ascii_case(&hex::encode(key.as_bytes())) => {
            Finding::fine("it is the application's")
        }
        Ok(Some(_)) => Finding::wrong(
            "DISCORD_PUBLIC_KEY is another application's, so every interaction would be refused",
            format!("set DISCORD_PUBLIC_KEY={}", application.verify_key),
        ),
    }
}

fn application_id(options: &Options, application: &Application) -> Finding {
    match options.application_id() {
        Err(_) => Finding::skipped("DISCORD_APPLICATION_ID can't be read"),
        Ok(None) => Finding::fine(format!("Discord says {}", application.id)),
        Ok(Some(id)) if id == application.id => Finding::fine("it is the application's"),
        Ok(Some(id)) => Finding::wrong(
            format!("DISCORD_APPLICATION_ID is {id}, and the token is another application's"),
            format!("set DISCORD_APPLICATION_ID={}, or leave it out", application.id),
        ),
    }
}

/// Checks webhook events. Off is fine, but not if Discord switched them off after too many failures.
pub(super) fn webhook_events(application: Known<'_>) -> Outcome {
    let finding = match application {
        None => Finding::skipped(NO_APPLICATION),
        Some(it) if it.event_webhooks_status == 3 => Finding::wrong(
            "Discord switched them off, because their address failed too often",
            format!(
                "see that https://your.host/webhook-events is reachable, then switch them on again on the application's Webhooks page at {PORTAL}"
            ),
        ),
        Some(it) => match (&it.event_webhooks_url, it.event_webhooks_status) {
            (Some(url), 2) => Finding::fine(format!("sent to {url}")),
            _ => Finding::fine("off"),
        },
    };
    Outcome::new("webhook events", finding)
}

/// Checks message content. Off is fine: commands that need it say so.
pub(super) fn message_content(application: Known<'_>) -> Outcome {
    let finding = match application {
        None => Finding::skipped(NO_APPLICATION),
        Some(it) if it.flags.is_none() => Finding::skipped("Discord does not tell"),
        Some(it) if it.reads_messages() => Finding::fine("on"),
        Some(_) => Finding::fine(
            "off, so some filters of /purge, its transcripts and the log of messages do not work; Message Content Intent on the application's Bot page switches it on",
        ),
    };
    Outcome::new("message content", finding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_fine(asked: i64, there: i64, answered: i64) -> bool {
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        matches!(clocks(at(asked), at(there), at(answered)), Finding::Fine(_))
    }

    #[test]
    fn a_few_seconds_are_fine_and_a_slow_answer_is_no_skew() {
        assert!(is_fine(100, 100, 100));
        assert!(is_fine(106, 100, 106), "it may have been 100.9 there");
        assert!(is_fine(100, 108, 109), "it was asked at 100 and answered at 109");
        assert!(!is_fine(107, 100, 107));
        assert!(!is_fine(100, 106, 100));
    }

    #[test]
    fn webhook_events_that_discord_switched_off_are_wrong() {
        let is_wrong = |status: u8| {
            let application = serde_json::json!({
                "id": "1", "name": "Gavel", "verify_key": "", "event_webhooks_url": "https://your.host/webhook-events",
                "event_webhooks_status": status,
            });
            webhook_events(Some(&serde_json::from_value(application).unwrap())).is_wrong()
        };
        assert_eq!([1, 2, 3].map(is_wrong), [false, false, true]);
    }
}
