//! Suggested reasons: the server's presets, and those that the moderator gave recently.

use std::collections::HashSet;

use twilight_model::application::command::CommandOptionChoice;

use crate::actions::choices::choice;
use crate::domain::limits;
use crate::domain::text::length;
use crate::error::Result;
use crate::kernel::cx::Cx;
use crate::store::{cases, guilds};

/// The number of places that the presets leave to recent reasons.
const KEPT_FOR_RECENT: usize = 10;

/// Suggests the reasons that contain what was typed.
pub async fn suggest(cx: &Cx, typed: &str) -> Result<Vec<CommandOptionChoice>> {
    let guild = cx.guild()?;
    let (settings, recent) = tokio::try_join!(
        guilds::settings(&cx.app.db, guild),
        cases::reasons_recent(&cx.app.db, guild, cx.caller())
    )?;
    let found = matching(&settings.presets, &recent, typed);
    Ok(found.into_iter().map(|reason| choice(&reason, reason.clone())).collect())
}

/// Returns the matching reasons, none twice: what was typed first, so that Enter keeps it; then presets, then recent
/// ones.
fn matching(presets: &[String], recent: &[String], typed: &str) -> Vec<String> {
    let typed = typed.trim();
    let wanted = typed.to_lowercase();
    let mut seen = HashSet::new();
    let mut pick = |from: &[String]| -> Vec<String> {
        let matches = from.iter().filter(|it| fits(it) && it.to_lowercase().contains(&wanted));
        matches.filter(|it| seen.insert(it.to_lowercase())).cloned().collect()
    };
    let own = [typed.to_owned()].into_iter().filter(|typed| fits(typed));
    let mut found = pick(&own.collect::<Vec<_>>());
    let (mut presets, recent) = (pick(presets), pick(recent));
    presets.truncate(limits::CHOICES - found.len() - recent.len().min(KEPT_FOR_RECENT));
    found.extend(presets);
    found.extend(recent);
    found.truncate(limits::CHOICES);
    found
}

/// Returns `true` if Discord accepts the reason as a choice.
pub(super) fn fits(reason: &str) -> bool {
    !reason.is_empty() && length(reason) <= limits::CHOICE && !reason.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn what_was_typed_comes_first_and_nothing_comes_twice() {
        let found =
            matching(&owned(&["Spam", "Raid"]), &owned(&["spam", "no spam please", "rude"]), " SPAM ");
        assert_eq!(found, ["SPAM", "no spam please"]);
        assert_eq!(matching(&owned(&["Spam"]), &owned(&["rude"]), ""), ["Spam", "rude"]);
    }

    #[test]
    fn what_discord_would_refuse_is_left_out() {
        let (long, lines) = ("ж👍".repeat(50), "one\ntwo".to_owned());
        assert_eq!(matching(&[], &[long.clone(), lines], ""), Vec::<String>::new());
        assert_eq!(matching(&[], &[], &long), Vec::<String>::new());
    }

    #[test]
    fn many_presets_leave_room_for_recent_reasons() {
        let many = |name: &str| (0..25).map(|at| format!("{name} {at}")).collect::<Vec<_>>();
        let found = matching(&many("preset"), &many("recent"), "e");
        assert_eq!(found.len(), limits::CHOICES);
        assert_eq!(found.iter().filter(|it| it.starts_with("recent")).count(), KEPT_FOR_RECENT);
        assert_eq!(matching(&many("preset"), &[], "").len(), limits::CHOICES);
    }
}
