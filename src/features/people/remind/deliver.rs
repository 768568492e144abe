//! Delivers a reminder once: by direct message, or in the channel where it was ordered. Whoever takes no direct messages is
//! told in that channel that a reminder waits, and reads it there alone.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use twilight_model::channel::message::component::{ActionRow, ButtonStyle, Component};

use crate::actions::automation::since;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{InteractionId, UserId, created_at};
use crate::domain::limits;
use crate::domain::text::quote;
use crate::error::{Error, Result};
use crate::features::people::remind::control::Control;
use crate::kernel::control::Control as _;
use crate::kernel::job::{Job, JobContext, LeasedJob, Next};
use crate::kernel::reply::button;
use crate::store::reminders::{self, Reminder};
use crate::words;

/// The delay after which the message says when it was due.
const LATE: SignedDuration = SignedDuration::from_mins(5);

/// The job that delivers a reminder.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::features::people) struct DeliverReminder {
    pub(super) user: UserId,
    pub(super) reminder: InteractionId,
}

impl Job for DeliverReminder {
    const KIND: &'static str = "deliver_reminder";
    type Progress = Option<Attempt>;

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Reminder(self.reminder)
    }
}

/// The attempt under way. It is stored before its message is sent, so that a repetition says the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::features::people) struct Attempt {
    way: Way,
    is_late: bool,
}

/// A way to reach the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Way {
    /// A post in the channel where it was ordered.
    Channel,
    DirectMessage,
    /// A post in that channel without the text, which is nobody else's business.
    Announcement,
}

impl Way {
    /// Returns the way that is tried once Discord refused this one.
    fn next(self) -> Option<Self> {
        match self {
            Self::Channel => Some(Self::DirectMessage),
            Self::DirectMessage => Some(Self::Announcement),
            Self::Announcement => None,
        }
    }
}

/// Delivers the reminder, unless it was cancelled.
pub(in crate::features::people) async fn deliver(mut job: JobContext<DeliverReminder>) -> Result<Next> {
    let DeliverReminder { user, reminder } = job.payload;
    let found = reminders::reminder_find(job.db(), job.guild(), user, reminder).await?;
    let Some(reminder) = found.filter(|it| it.told_at.is_none()) else { return Ok(Next::Done(None)) };
    let mut attempt = job.progress.unwrap_or(Attempt {
        way: if reminder.in_channel { Way::Channel } else { Way::DirectMessage },
        is_late: job.app.clock.now().duration_since(reminder.due_at) > LATE,
    });
    loop {
        if job.progress != Some(attempt) {
            job.progress = Some(attempt);
            job.save().await?;
        }
        let is_sent = match send(&job, &reminder, attempt).await {
            Ok(is_sent) => is_sent,
            Err(error @ Error::Discord { .. }) => {
                tracing::debug!(guild = %job.guild(), ?attempt, %error, "a reminder is refused");
                false
            }
            Err(other) => return Err(other),
        };
        let next = attempt.way.next().filter(|_| !is_sent);
        match next {
            Some(way) => attempt.way = way,
            None => break,
        }
    }
    let mut tx = job.step().await?;
    if attempt.way == Way::Announcement {
        reminders::reminder_told(&mut *tx, job.guild(), user, reminder.id).await?;
    } else {
        reminders::reminder_delete(&mut *tx, job.guild(), user, reminder.id).await?;
    }
    tx.commit().await?;
    Ok(Next::Done(None))
}

/// Tries one way. Returns `false` if the person can't be reached that way.
async fn send(job: &LeasedJob, reminder: &Reminder, attempt: Attempt) -> Result<bool> {
    let discord = &job.app.discord;
    let channel = match attempt.way {
        Way::DirectMessage => discord.dm_open(reminder.user).await?,
        Way::Channel | Way::Announcement => {
            let held = discord.permissions_of(job.guild(), reminder.user, reminder.channel).await?;
            let reaches = match attempt.way {
                Way::Channel => held.may_write(job.app.clock.now()),
                Way::DirectMessage | Way::Announcement => held.may_read(),
            };
            if !reaches {
                return Ok(false);
            }
            reminder.channel
        }
    };
    let once = Once {
        channel,
        message: message(reminder, attempt),
        nonce: match attempt.way {
            Way::Channel | Way::DirectMessage => Nonce::Reminder(job.stored.id),
            Way::Announcement => Nonce::Announcement(job.stored.id),
        },
        after: since(reminder.due_at).get(),
    };
    job.confirm().await?;
    discord.message_post_once(&once, job.is_resumed()).await?;
    Ok(true)
}

fn message(reminder: &Reminder, attempt: Attempt) -> Message {
    let at = created_at(reminder.id).as_second();
    let late = attempt.is_late.then(|| format!("\n-# {}", words::remind_late(reminder.due_at.as_second())));
    let late = late.unwrap_or_default();
    let mentions = vec![reminder.user];
    match attempt.way {
        Way::DirectMessage => Message { content: format!("{}{late}", text(reminder)), ..Message::default() },
        Way::Channel => {
            let (said, text) =
                (words::remind_due_here(reminder.user, at), quote(&reminder.text, limits::REMINDER));
            Message { content: format!("{said}\n{text}{late}"), mentions, ..Message::default() }
        }
        Way::Announcement => {
            let show = Control::Show { user: reminder.user, reminder: reminder.id }.id();
            let show = Component::Button(button(ButtonStyle::Primary, &words::remind_show(), show));
            let components = vec![Component::ActionRow(ActionRow { id: None, components: vec![show] })];
            let content = words::remind_announced(reminder.user);
            Message { content, components, mentions, ..Message::default() }
        }
    }
}

/// Returns the reminder as the person alone reads it.
pub(super) fn text(reminder: &Reminder) -> String {
    let at = created_at(reminder.id).as_second();
    format!("{}\n{}", words::remind_due(reminder.channel, at), reminder.text)
}
