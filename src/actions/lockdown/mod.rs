//! Lockdown: many channels locked together, and opened together again.
//!
//! Each channel has a case and a job of its own, in the turn of whatever else happens to that channel ([`step`]), so it
//! is locked, unlocked and given back as `/lock` does it. A lockdown's own job only waits for them, shows how far they
//! are, and tells what came of them ([`start`], [`end`]).

pub mod end;
pub(crate) mod pause;
pub mod start;
pub mod step;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use twilight_model::channel::message::component::{Button, ButtonStyle};
use twilight_model::guild::Permissions;
use twilight_util::builder::embed::EmbedBuilder;

use crate::actions::receipt;
use crate::actions::work::{Go, Work};
use crate::discord::message::Message;
use crate::domain::case::{Case, Status};
use crate::domain::ids::ChannelId;
use crate::domain::kind::Kind;
use crate::domain::text::{cut, plain};
use crate::error::Result;
use crate::kernel::command::Ack;
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::reply::{Audience, Reply, button};
use crate::kernel::worker::Next;
use crate::store::cases;

/// How often a job looks at its channels while somebody watches.
const LOOK: Duration = Duration::from_millis(200);
/// When it looks again after its turn: where somebody waits for the answer, and where nobody does, at first and in the end.
/// The last of its channels calls it before that.
const SOON: SignedDuration = SignedDuration::from_secs(1);
const LATER: SignedDuration = SignedDuration::from_secs(5);
const LATEST: SignedDuration = SignedDuration::from_mins(5);

/// What a lockdown's job, and that of its end, remember.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Own {
    /// The channels' cases are opened. A lockdown's are opened with it.
    begun: bool,
    /// The channels that stay locked when the lockdown ends, and until when.
    #[serde(default)]
    kept: Vec<(ChannelId, Timestamp)>,
    /// How often it found nothing new.
    #[serde(default)]
    vain: u32,
    /// Until when Discord is being told to pause.
    until: Option<Timestamp>,
    /// What came of pausing, or of ending that, once it did.
    notes: Option<Vec<String>>,
}

/// Waits until every channel's case of a kind has its outcome; `Err` is when to go on waiting.
async fn wait(work: &mut Work<Own>, case: &Case, kind: Kind) -> Result<Result<Vec<Case>, Next>> {
    loop {
        let parts = cases::cases_parts(work.task.db(), case.guild, case.number, kind).await?;
        let (done, failed) = outcomes(&parts);
        let counts = work.counts();
        let is_new = done + failed > counts.done + counts.failed;
        work.own.vain = if is_new { 0 } else { work.own.vain.saturating_add(1) };
        work.set_total(count_of(&parts));
        work.add(done.saturating_sub(counts.done), failed.saturating_sub(counts.failed));
        if done + failed == count_of(&parts) {
            return Ok(Ok(parts));
        }
        let is_awaited = work.task.job.answer.is_some();
        if work.step().await? == Go::On && is_awaited {
            tokio::time::sleep(LOOK).await;
            continue;
        }
        if !is_awaited && !work.task.app.discord.is_in(case.guild).await? {
            return Ok(Err(Next::Parked));
        }
        let again = if is_awaited { SOON } else { later(work.own.vain) };
        return Ok(Err(Next::At(work.task.app.clock.now() + again)));
    }
}

/// When to look again where nobody waits: 5 s, 10 s, 20 s … 5 min.
fn later(vain: u32) -> SignedDuration {
    LATER.checked_mul(1 << vain.min(9)).unwrap_or(LATEST).min(LATEST)
}

fn count_of(parts: &[Case]) -> u64 {
    u64::try_from(parts.len()).unwrap_or(u64::MAX)
}

/// How many are applied, and how many are not.
fn outcomes(parts: &[Case]) -> (u64, u64) {
    parts.iter().fold((0, 0), |(done, failed), part| match part.status {
        Status::Pending => (done, failed),
        Status::Applied => (done + 1, failed),
        Status::Failed(_) => (done, failed + 1),
    })
}

/// What is worth saying of the channels: of those that failed why, of others what is beside the rule.
fn said<'a>(parts: &'a [Case], not: &'a str) -> impl Iterator<Item = (ChannelId, String)> + 'a {
    parts.iter().filter_map(move |part| {
        let what = match &part.status {
            Status::Failed(why) => format!("{not}: {why}"),
            _ => part.summary.clone()?,
        };
        Some((part.channel?, what))
    })
}

/// What the moderator reads: what was done in a sentence, and below it what came of each channel.
fn told(audience: Audience, case: &Case, sentence: &str, report: String) -> Reply {
    let sentence = match &case.status {
        Status::Failed(why) => format!("not applied: {}", plain(why)),
        _ => sentence.to_owned(),
    };
    let mut content = format!("**Case #{}** · {sentence}", case.number);
    if let Some(reason) = &case.reason {
        content.push_str(&format!("\n> {}", plain(&cut(reason, 800))));
    }
    if let Some(note) = receipt::logged(case) {
        content.push_str(&format!("\n-# {note}"));
    }
    let embed = EmbedBuilder::new().description(report).color(case.kind.colour()).build();
    Reply::new(audience, Message { content, ..Message::embed(embed) })
}

/// The button below a lockdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    End { number: i32 },
}

impl Control for Press {
    const FEATURE: &'static str = "lockdown";

    fn write(&self) -> String {
        let Self::End { number } = self;
        format!("end:{number}")
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            ["end", number] => Some(Self::End { number: number.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        Kind::LockdownEnd.permission()
    }
}

/// The press: as `/lockdown end`, of the lockdown that the button belongs to.
pub async fn press(cx: Cx, press: Press, _: Pressed) -> Result<Reply> {
    let Press::End { number } = press;
    end::order(&cx, end::Plan { lockdown: Some(number), reason: None, audience: Audience::Update }).await
}

/// The button, while the lockdown lasts.
fn end_button(lockdown: &Case, label: &str) -> Option<Button> {
    let press = Press::End { number: lockdown.number };
    lockdown.is_in_force().then(|| button(ButtonStyle::Secondary, label, press.id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_for_nothing_new_looks_less_and_less_often() {
        let waits: Vec<i64> = [0, 1, 2, 6, u32::MAX].map(|vain| later(vain).as_secs()).into();
        assert_eq!(waits, [5, 10, 20, 300, 300]);
    }

    #[test]
    fn the_button_is_read_back_as_it_was_written() {
        let press = Press::End { number: i32::MAX };
        assert_eq!(Press::read(&press.id().split(':').skip(2).collect::<Vec<_>>()), Some(press));
        assert_eq!(Press::read(&["end", "x"]), None);
    }
}
