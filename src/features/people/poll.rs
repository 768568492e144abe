//! `/poll question answers duration? multiple?`: a poll of Discord's own, as the answer to the command.

use jiff::{SignedDuration, Timestamp};
use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::command::CommandOptionChoice;
use twilight_model::guild::Permissions;

use crate::actions::choices::choice;
use crate::actions::durations;
use crate::discord::message::Message;
use crate::discord::poll::{LONGEST, NewPoll};
use crate::domain::permissions::{Where, caller_lacks, covers};
use crate::domain::text::words as typed;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command, Focus};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply};
use crate::words;

/// The hours of a poll without a duration.
const USUAL: u16 = 24;
/// The durations that are suggested.
const SUGGESTED: [&str; 8] = ["1h", "4h", "8h", "1d", "3d", "1w", "2w", "32d"];

#[derive(CommandModel, CreateCommand)]
#[command(name = "poll", desc = "-")]
struct Poll {
    /// The question
    #[command(max_length = 300)]
    question: String,
    /// An answer to choose
    #[command(max_length = 55)]
    answer1: String,
    /// An answer to choose
    #[command(max_length = 55)]
    answer2: String,
    /// An answer to choose
    #[command(max_length = 55)]
    answer3: Option<String>,
    /// An answer to choose
    #[command(max_length = 55)]
    answer4: Option<String>,
    /// An answer to choose
    #[command(max_length = 55)]
    answer5: Option<String>,
    /// An answer to choose
    #[command(max_length = 55)]
    answer6: Option<String>,
    /// An answer to choose
    #[command(max_length = 55)]
    answer7: Option<String>,
    /// An answer to choose
    #[command(max_length = 55)]
    answer8: Option<String>,
    /// An answer to choose
    #[command(max_length = 55)]
    answer9: Option<String>,
    /// An answer to choose
    #[command(max_length = 55)]
    answer10: Option<String>,
    /// How long it is open, from 1h to 32d. Default: a day
    #[command(max_length = 60, autocomplete = true)]
    duration: Option<String>,
    /// Let people choose several answers
    multiple: Option<bool>,
}

impl Poll {
    /// Returns the answers that say something.
    fn answers(&self) -> Vec<String> {
        let optional = [
            &self.answer3,
            &self.answer4,
            &self.answer5,
            &self.answer6,
            &self.answer7,
            &self.answer8,
            &self.answer9,
            &self.answer10,
        ];
        let given = optional.into_iter().flatten();
        [&self.answer1, &self.answer2].into_iter().chain(given).filter_map(|text| typed(text)).collect()
    }
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, poll).only_reads().completes(suggest)
}

async fn poll(cx: Cx, args: Poll) -> Result<Reply> {
    may_ask(&cx)?;
    let (question, answers) = (typed(&args.question), args.answers());
    let question =
        question.filter(|_| answers.len() >= 2).ok_or_else(|| Error::refused(words::poll_blank()))?;
    let mut seen = answers.iter().map(|answer| answer.to_lowercase()).collect::<Vec<_>>();
    seen.sort();
    seen.dedup();
    if seen.len() < answers.len() {
        return Err(Error::refused(words::poll_twice()));
    }
    let hours = match &args.duration {
        Some(text) => {
            let end =
                durations::ends(&cx, text).await?.ok_or_else(|| Error::refused(words::poll_too_long()))?;
            hours(cx.app.clock.now(), end).ok_or_else(|| Error::refused(words::poll_too_long()))?
        }
        None => USUAL,
    };
    let poll = NewPoll::new(question, answers, hours, args.multiple.unwrap_or_default());
    Ok(Reply::new(Audience::Public, Message { poll: Some(poll), ..Message::default() }))
}

/// Fails unless the caller may post a poll here themselves.
fn may_ask(cx: &Cx) -> Result<()> {
    let held = cx.at.permissions;
    let needed = Permissions::SEND_POLLS | cx.at.writing();
    if covers(held, needed) { Ok(()) } else { Err(Error::refused(caller_lacks(needed - held, Where::Here))) }
}

/// Returns the hours until a moment, begun ones included; `None` if Discord keeps no poll open for so long.
fn hours(now: Timestamp, end: Timestamp) -> Option<u16> {
    let left = end.duration_since(now);
    let begun = i64::from(left > SignedDuration::from_hours(left.as_hours()));
    u16::try_from(left.as_hours() + begun).ok().filter(|hours| (1..=LONGEST).contains(hours))
}

async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    let typed = focus.typed.trim().to_lowercase();
    if typed.is_empty() {
        return Ok(SUGGESTED.iter().map(|text| choice(text, (*text).to_owned())).collect());
    }
    durations::suggest(&cx, &typed, durations::First::Minutes).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_begun_hour_counts_and_discords_limits_hold() {
        let now = Timestamp::UNIX_EPOCH;
        let of = |seconds: i64| hours(now, now + SignedDuration::from_secs(seconds));
        assert_eq!((of(1), of(3600), of(3601)), (Some(1), Some(1), Some(2)));
        assert_eq!((of(768 * 3600), of(768 * 3600 + 1), of(0)), (Some(768), None, None));
    }
}
