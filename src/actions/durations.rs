//! Durations as options: read in the server's time zone, and suggested with their ends spelled out.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use twilight_model::application::command::CommandOptionChoice;

use crate::actions::choices;
use crate::domain::duration::Length;
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::store::guilds;
use crate::words;

/// Returns the time at which a duration that somebody typed ends; `None` for never.
///
/// # Errors
/// A refusal if the text can't be read, its end is past, or it is too long.
pub async fn ends(cx: &Cx, text: &str) -> Result<Option<Timestamp>> {
    let length = Length::parse(text).map_err(Error::refused)?;
    let end = length.ends(cx.received, &zone(cx).await?).map_err(Error::refused)?;
    if cx.has_waited() && end.is_some_and(|end| end <= cx.app.clock.now()) {
        return Err(Error::refused(words::kept::waiting_spent()));
    }
    Ok(end)
}

async fn zone(cx: &Cx) -> Result<TimeZone> {
    Ok(guilds::settings(&cx.app.db, cx.guild()?).await?.zone())
}

/// The unit that a bare number is offered with first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    Minutes,
    Days,
}

/// Suggests what was typed, with its end spelled out; the usual durations if nothing fits.
pub async fn suggest(cx: &Cx, typed: &str, first: First) -> Result<Vec<CommandOptionChoice>> {
    let (now, zone) = (cx.app.clock.now(), zone(cx).await?);
    let typed = typed.trim();
    let usual = ["60s", "10m", "1h", "6h", "1d", "3d", "1w", "2w", "28d", "perm"];
    let choice = |text: &str| {
        let ends = Length::parse(text).and_then(|length| length.ends(now, &zone)).ok()?;
        let name = ends.map_or_else(
            || words::duration_choice_endless(text),
            |end| {
                let end = end.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M %Z").to_string();
                words::duration_choice_until(text, end)
            },
        );
        Some(choices::choice(&name, text.to_owned()))
    };
    let own: Vec<String> = match units(typed, first) {
        own if own.is_empty() => vec![typed.to_owned()],
        own => own,
    };
    let own: Vec<CommandOptionChoice> =
        own.iter().filter(|it| !it.is_empty()).filter_map(|it| choice(it)).collect();
    let usual = usual.iter().filter(|it| it.starts_with(typed) && **it != typed);
    Ok(own.into_iter().chain(usual.filter_map(|it| choice(it))).collect())
}

/// Returns a bare number with each unit it may mean, the most likely one first.
fn units(typed: &str, first: First) -> Vec<String> {
    let is_number = (1..=4).contains(&typed.len()) && typed.bytes().all(|digit| digit.is_ascii_digit());
    let units = match first {
        First::Minutes => return vec![],
        First::Days => ["days", "weeks", "months", "hours", "minutes"],
    };
    let Some(count) = typed.parse().ok().filter(|_| is_number) else { return vec![] };
    units.iter().map(|unit| words::duration_unit(unit, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_number_of_a_ban_is_offered_as_days_first() {
        assert_eq!(units("7", First::Days), ["7 days", "7 weeks", "7 months", "7 hours", "7 minutes"]);
        for typed in ["", "7d", "week", "99999", "-7"] {
            assert_eq!(units(typed, First::Days), Vec::<String>::new(), "{typed}");
        }
        assert_eq!(units("7", First::Minutes), Vec::<String>::new());
    }
}
