//! `/slowmode delay channel? duration? reason?`: sets the time that people wait between two messages.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::command::CommandOptionChoice;
use twilight_model::application::interaction::InteractionChannel;

use crate::actions::channel;
use crate::actions::channel_plan::ChannelPlan;
use crate::actions::choices::choice;
use crate::actions::durations;
use crate::actions::options;
use crate::domain::channel::{LONGEST_SLOWMODE, delay};
use crate::domain::duration::Length;
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, Focus};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

const USUAL: [&str; 9] = ["off", "5s", "10s", "30s", "1m", "5m", "15m", "1h", "6h"];

#[derive(CommandModel, CreateCommand)]
#[command(name = "slowmode", desc = "-")]
struct Slowmode {
    /// Wait between messages, e.g. 10s or 5m; off to turn slowmode off
    #[command(max_length = 60, autocomplete = true)]
    delay: String,
    /// The channel to slow down. Default: this one
    channel: Option<InteractionChannel>,
    /// How long to keep it, e.g. 2h. Default: permanently
    #[command(max_length = 60, autocomplete = true)]
    duration: Option<String>,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, slowmode).permission(Kind::Slowmode.permission()).completes(suggest)
}

async fn slowmode(cx: Cx, args: Slowmode) -> Result<Reply> {
    let seconds = seconds(&args.delay).map_err(Error::refused)?;
    let ends_at = match &args.duration {
        Some(text) => durations::ends(&cx, text).await?,
        None => None,
    };
    let channel = args.channel.map_or_else(|| cx.channel(), |channel| Ok(channel.id))?;
    channel::order(&cx, ChannelPlan::slowmode(channel, seconds, args.reason).until(ends_at)).await
}

async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    if focus.option != "delay" {
        return options::suggest(cx, focus).await;
    }
    let typed = focus.typed.trim().to_lowercase();
    let offer = |text: &str| Some(choice(&delay(seconds(text).ok()?).text(), text.to_owned()));
    let own = offer(&typed).filter(|_| !USUAL.contains(&typed.as_str()));
    Ok(own
        .into_iter()
        .chain(USUAL.iter().filter(|it| it.starts_with(&typed)).filter_map(|it| offer(it)))
        .collect())
}

/// Reads a delay in seconds; a bare number is minutes, as everywhere.
fn seconds(text: &str) -> Result<u32, String> {
    let text = text.trim().to_lowercase();
    if Length::is_off(&text) {
        return Ok(0);
    }
    let start = Timestamp::UNIX_EPOCH;
    let end = match Length::parse(&text)? {
        length @ Length::For(_) => length.ends(start, &TimeZone::UTC)?,
        _ => None,
    };
    end.and_then(|end| u32::try_from(end.duration_since(start).as_secs()).ok())
        .filter(|seconds| *seconds <= LONGEST_SLOWMODE)
        .ok_or_else(words::channels_slowmode_too_long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_a_span_of_up_to_six_hours_or_off() {
        for (text, expected) in [
            ("off", 0),
            ("0", 0),
            ("0m", 0),
            ("0 seconds", 0),
            (" 30s", 30),
            ("1m30s", 90),
            ("5", 300),
            ("6h", 21_600),
        ] {
            assert_eq!(seconds(text), Ok(expected), "{text}");
        }
        for text in ["perm", "6h1s", "2030-01-01", "18:00", "1w"] {
            assert!(seconds(text).unwrap_err().contains("up to 6 hours"), "{text}");
        }
        for text in ["soon", "500ms"] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }
}
