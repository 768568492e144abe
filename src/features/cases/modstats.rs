//! `/modstats user? days?`: the numbers of actions by moderator, or one moderator's in detail.

use std::collections::BTreeMap;

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::guild::Permissions;

use crate::discord::card::Card;
use crate::domain::colour;
use crate::domain::ids::UserId;
use crate::error::Result;
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::cases::{self, Tally};
use crate::words;

/// The number of moderators shown.
const SHOWN: usize = 15;
/// The default number of days.
const DAYS: i32 = 30;

#[derive(CommandModel, CreateCommand)]
#[command(name = "modstats", desc = "-")]
struct ModStats {
    /// Only this moderator, in more detail
    user: Option<ResolvedUser>,
    /// How many days to look back. Default: 30
    #[command(min_value = 1, max_value = 365)]
    days: Option<i64>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, modstats).only_reads().permission(Permissions::MODERATE_MEMBERS)
}

async fn modstats(cx: Cx, args: ModStats) -> Result<Reply> {
    let _share = cx.read_a_lot()?;
    let (guild, me) = (cx.guild()?, cx.app.discord.me().await?);
    let days = args.days.and_then(|days| days.try_into().ok()).unwrap_or(DAYS);
    let of = args.user.map(|user| user.resolved.id);
    let mut tallies = cases::cases_tallied(&cx.app.db, guild, of, days).await?;
    // Gavel ends things on its own; nobody ordered that.
    tallies.retain(|tally| tally.moderator != me);
    let text = match of {
        Some(moderator) => one(moderator, &tallies),
        None => all(&tallies),
    };
    let embed = Card::new()
        .title(if of.is_some() { words::modstats_of_one() } else { words::modstats_of_all() })
        .text(text)
        .colour(colour::BLURPLE)
        .footer(words::modstats_days(days.unsigned_abs().into()))
        .build();
    Ok(Reply::private("").with_embed(embed))
}

/// Returns one line for each moderator, the most active first.
fn all(tallies: &[Tally]) -> String {
    let mut by_moderator: BTreeMap<UserId, Vec<&Tally>> = BTreeMap::new();
    for tally in tallies {
        by_moderator.entry(tally.moderator).or_default().push(tally);
    }
    let mut ranked: Vec<(u64, UserId, Vec<&Tally>)> =
        by_moderator.into_iter().map(|(who, tallies)| (total(&tallies), who, tallies)).collect();
    ranked.retain(|(total, ..)| *total > 0);
    ranked.sort_by(|(a, ..), (b, ..)| b.cmp(a));
    let mut lines: Vec<String> = ranked
        .iter()
        .take(SHOWN)
        .map(|(total, who, tallies)| format!("<@{who}> **{total}**: {}", kinds(tallies, " · ")))
        .collect();
    if lines.is_empty() {
        lines.push(words::modstats_nobody());
    }
    if ranked.len() > SHOWN {
        lines.push(words::modstats_more((ranked.len() - SHOWN) as u64));
    }
    lines.extend(apart(tallies));
    lines.join("\n")
}

fn one(moderator: UserId, tallies: &[Tally]) -> String {
    let refs: Vec<&Tally> = tallies.iter().collect();
    let total = total(&refs);
    let mut lines = vec![format!("<@{moderator}> **{total}**")];
    if total > 0 {
        lines.push(kinds(&refs, "\n"));
    }
    lines.extend(apart(tallies));
    match tallies.iter().max_by_key(|tally| tally.newest) {
        Some(newest) => {
            let at = newest.at.as_second();
            lines.push(words::modstats_newest(newest.newest, newest.kind.title(), at));
        }
        None => lines.push(words::modstats_nothing()),
    }
    lines.join("\n")
}

fn total(tallies: &[&Tally]) -> u64 {
    tallies.iter().map(|tally| tally.done).sum()
}

/// Returns the counts by kind, highest first: `Ban 3`, `Warning 2`.
fn kinds(tallies: &[&Tally], between: &str) -> String {
    let mut done: Vec<&&Tally> = tallies.iter().filter(|tally| tally.done > 0).collect();
    done.sort_by_key(|tally| (std::cmp::Reverse(tally.done), tally.kind));
    let parts: Vec<String> =
        done.iter().map(|tally| format!("{} {}", tally.kind.title(), tally.done)).collect();
    parts.join(between)
}

/// Returns the counts that the totals leave out.
fn apart(tallies: &[Tally]) -> Option<String> {
    let voided: u64 = tallies.iter().map(|tally| tally.voided).sum();
    let failed: u64 = tallies.iter().map(|tally| tally.failed).sum();
    let voided = (voided > 0).then(|| words::modstats_voided(voided));
    let failed = (failed > 0).then(|| words::modstats_failed(failed));
    let parts: Vec<String> = voided.into_iter().chain(failed).collect();
    (!parts.is_empty()).then(|| words::modstats_apart(parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kind::Kind;
    use jiff::Timestamp;
    use twilight_model::id::Id;

    fn tally(moderator: u64, kind: Kind, done: u64, voided: u64, failed: u64, newest: i32) -> Tally {
        let at = Timestamp::UNIX_EPOCH;
        Tally { moderator: Id::new(moderator), kind, done, voided, failed, newest, at }
    }

    #[test]
    fn who_did_most_comes_first_and_what_does_not_count_is_apart() {
        let tallies = [
            tally(1, Kind::Warn, 2, 1, 0, 5),
            tally(2, Kind::Ban, 1, 0, 2, 7),
            tally(2, Kind::Warn, 3, 0, 0, 8),
            tally(3, Kind::Kick, 0, 0, 1, 9),
        ];
        let text = all(&tallies);
        let wanted =
            "<@2> **4**: Warning 3 · Ban 1\n<@1> **2**: Warning 2\n-# Not counted: 1 voided, 3 not applied.";
        assert_eq!(text, wanted);
        let text = one(Id::new(2), &tallies[1..3]);
        assert!(text.starts_with("<@2> **4**\nWarning 3\nBan 1\n-# Not counted: 2 not applied.\n"), "{text}");
        assert!(text.contains("case #8, Warning"), "{text}");
    }

    #[test]
    fn beyond_fifteen_the_rest_is_a_number_and_nothing_is_said_plainly() {
        let many: Vec<Tally> = (1..=17).map(|at| tally(at, Kind::Warn, at, 0, 0, 1)).collect();
        let text = all(&many);
        assert!(text.starts_with("<@17>") && text.ends_with("… and 2 more"), "{text}");
        assert_eq!(all(&[]), "Nobody did anything that counts.");
        assert!(one(Id::new(1), &[]).contains("No action is recorded."));
    }
}
