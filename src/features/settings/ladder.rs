//! `/ladder show|edit|simulate`: the actions that follow when a member's warnings add up.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::guild::Permissions;

use crate::actions::{check, options};
use crate::discord::card::Card;
use crate::domain::colour;
use crate::domain::ids::UserId;
use crate::domain::kind::Kind;
use crate::domain::ladder::{Points, Step, crossed};
use crate::domain::settings::Settings;
use crate::domain::settings_rules;
use crate::error::{Error, Result};
use crate::features::settings::change::change;
use crate::features::settings::kinds::Followed;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::heavy;
use crate::kernel::reply::Reply;
use crate::store::cases::{self, Warning};
use crate::store::guilds;
use crate::words;

/// The time that a simulation covers.
const REPLAYED: SignedDuration = SignedDuration::from_hours(90 * 24);

#[derive(CommandModel, CreateCommand)]
#[command(name = "ladder", desc = "-")]
enum LadderCommand {
    #[command(name = "show")]
    Show(Show),
    #[command(name = "edit")]
    Edit(Edit),
    #[command(name = "simulate")]
    Simulate(Simulate),
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "show", desc = "-")]
struct Show {}

#[derive(CommandModel, CreateCommand)]
#[command(name = "edit", desc = "-")]
struct Edit {
    /// How many points trigger the step
    #[command(min_value = 1, max_value = 1000)]
    points: i64,
    /// The action to take then
    action: Option<Followed>,
    /// How long, e.g. 1h, 7d or perm
    #[command(max_length = 60, autocomplete = true)]
    duration: Option<String>,
    /// Count only points from this many days back. Default: all active points
    #[command(min_value = 1, max_value = 3650)]
    window: Option<i64>,
    /// Remove this step
    remove: Option<bool>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "simulate", desc = "-")]
struct Simulate {}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, ladder)
        .reads_in(&["show", "simulate"])
        .permission(Permissions::MANAGE_GUILD)
        .completes(options::suggest)
}

async fn ladder(cx: Cx, command: LadderCommand) -> Result<Reply> {
    match command {
        LadderCommand::Show(Show {}) => {
            let settings = guilds::settings(&cx.app.db, cx.guild()?).await?;
            Ok(card(words::settings_ladder_title(), &shown(&settings)))
        }
        LadderCommand::Edit(edit) => set(&cx, edit).await,
        LadderCommand::Simulate(Simulate {}) => simulate(&cx).await,
    }
}

fn card(title: String, text: &str) -> Reply {
    let embed =
        Card::new().title(title).text(text).colour(colour::BLURPLE).footer(words::settings_ladder_footer());
    Reply::private("").with_embed(embed.build())
}

/// Returns the steps in lines; empty if there are none.
pub(super) fn lines(settings: &Settings) -> String {
    settings.ladder.iter().map(Step::text).collect::<Vec<_>>().join("\n")
}

fn shown(settings: &Settings) -> String {
    match lines(settings) {
        lines if lines.is_empty() => words::settings_ladder_empty(),
        lines => lines,
    }
}

async fn set(cx: &Cx, edit: Edit) -> Result<Reply> {
    let points = u32::try_from(edit.points).unwrap_or(1);
    let step = if edit.remove == Some(true) { None } else { Some(step(points, &edit)?) };
    let settings = guilds::settings(&cx.app.db, cx.guild()?).await?;
    let before = settings.ladder.iter().filter(|it| it.points == points).map(|step| step.action);
    may_edit(cx, before.chain(step.as_ref().map(|step| step.action))).await?;
    change(cx, |settings| {
        settings_rules::step_set(&mut settings.ladder, points, step).map_err(Error::refused)?;
        Ok(format!("{}\n{}", words::settings_ladder_now(), shown(settings)))
    })
    .await
}

/// Fails unless the caller may order these actions themselves: nobody may add or remove an automatic action that they
/// could not order.
pub(super) async fn may_edit(cx: &Cx, actions: impl Iterator<Item = Kind>) -> Result<()> {
    let needed = actions.fold(Permissions::empty(), |sum, kind| sum | kind.permission());
    check::holds_in_server(cx, &check::look(cx).await?, needed)
}

fn step(points: u32, edit: &Edit) -> Result<Step> {
    let Some(action) = edit.action.map(Followed::kind) else {
        return Err(Error::refused(words::settings_ladder_no_action()));
    };
    let duration = settings_rules::step_duration(action, edit.duration.as_deref()).map_err(Error::refused)?;
    let window_days = edit.window.and_then(|days| days.try_into().ok());
    Ok(Step { points, window_days, action, duration })
}

async fn simulate(cx: &Cx) -> Result<Reply> {
    let (_share, guild) = (cx.read_a_lot()?, cx.guild()?);
    let settings = guilds::settings(&cx.app.db, guild).await?;
    let since = cx.app.clock.now().checked_sub(REPLAYED).map_err(Error::broken)?;
    let warnings = cases::warnings_since(&cx.app.db, guild, since).await?;
    let mut text = format!("{}\n", warned(&warnings));
    let ladder = settings.ladder.clone();
    let replayed = heavy::compute(move || {
        let replayed = replay(&ladder, &warnings).into_iter();
        replayed.map(|(step, people)| (step.clone(), people)).collect::<Vec<_>>()
    });
    for (step, people) in replayed.await? {
        let names: Vec<String> = people.iter().take(10).map(|user| format!("<@{user}>")).collect();
        let times = people.len() as u64;
        let line = words::settings_ladder_replayed(times, step.text(), names.join(" "));
        text.push_str(&format!("{line}\n"));
    }
    if settings.ladder.is_empty() {
        text.push_str(&words::settings_ladder_empty());
    }
    Ok(card(words::settings_ladder_simulated(), &text))
}

/// Returns the sentence on the warnings that a simulation covers.
fn warned(warnings: &[Warning]) -> String {
    let mut people: Vec<UserId> = warnings.iter().map(|warning| warning.target).collect();
    people.sort();
    people.dedup();
    let (warnings, people) = (warnings.len() as u64, people.len() as u64);
    words::settings_ladder_warned(words::count_warnings(warnings), words::count_members(people))
}

/// Returns each step with the people who would have reached it, in order of time.
fn replay<'a>(ladder: &'a [Step], warnings: &[Warning]) -> Vec<(&'a Step, Vec<UserId>)> {
    let mut fired: Vec<(&Step, Vec<UserId>)> = ladder.iter().map(|step| (step, vec![])).collect();
    let mut seen: BTreeMap<UserId, Vec<Warning>> = BTreeMap::new();
    for warning in warnings {
        let before = seen.entry(warning.target).or_default();
        let active = before.iter().filter(|it| it.expires.is_none_or(|end| end > warning.points.at));
        let active: Vec<Points> = active.map(|it| it.points).collect();
        if let Some(step) = crossed(ladder, &active, warning.points)
            && let Some((_, people)) = fired.iter_mut().find(|(it, _)| it.points == step.points)
        {
            people.push(warning.target);
        }
        before.push(*warning);
    }
    fired
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use twilight_model::id::Id;

    #[test]
    fn a_replay_counts_as_it_would_have_counted_then() {
        let ladder = [
            Step { points: 2, window_days: None, action: Kind::Timeout, duration: Some("1h".to_owned()) },
            Step { points: 4, window_days: None, action: Kind::Ban, duration: None },
        ];
        let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let day = |n: i64| start.checked_add(SignedDuration::from_hours(24 * n)).unwrap();
        let warning = |target, at, points, expires: Option<i64>| Warning {
            target: Id::new(target),
            points: Points { points, at: day(at) },
            expires: expires.map(day),
        };
        let warnings = [
            warning(1, 0, 1, None),
            warning(1, 1, 1, Some(2)),
            warning(2, 1, 1, Some(2)),
            warning(2, 3, 1, None),
            warning(1, 3, 3, None),
        ];
        let fired: Vec<usize> = replay(&ladder, &warnings).iter().map(|(_, people)| people.len()).collect();
        assert_eq!(fired, [1, 1]);
    }
}
