//! Jobs that take a while: they show their progress, yield to others, and stop when somebody presses Cancel.
//!
//! A job that can be stopped works in steps: it asks [`Work::go`], makes one call or a few, stores their outcome
//! together with its progress ([`Work::save_in`], [`Work::step`]), and ends with [`Work::end`]. Progress is stored
//! before it is shown, so it never goes backwards, even if another process takes the job over.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use tokio::time::{Instant, timeout};
use twilight_model::channel::message::component::{ActionRow, ButtonStyle, Component};
use twilight_model::guild::Permissions;

use crate::actions::check;
use crate::discord::card::Card;
use crate::discord::error_code;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::discord::replies::Replies;
use crate::domain::colour;
use crate::domain::ids::{ChannelId, MessageId, UserId, first_id_at};
use crate::error::{Error, Result};
use crate::kernel::command::Ack;
use crate::kernel::control::{Control, Pressed};
use crate::kernel::cx::Cx;
use crate::kernel::gate;
use crate::kernel::job::{Job, JobContext, Next, Stopper};
use crate::kernel::reply::{Reply, button};
use crate::kernel::worker::{ACKNOWLEDGED_BY, TOKEN_LIFE, age};
use crate::store::jobs::{self, ReplyTarget};
use crate::words::{self, Languages};

/// The time for which a job works before it yields to others.
const TURN: Duration = Duration::from_secs(5);
/// The shortest time between two updates of the progress shown, and the longest time that an update may hold the work
/// up.
const PACE: SignedDuration = SignedDuration::from_secs(2);
const GLANCE: Duration = Duration::from_secs(2);
/// The time before a reply's token expires at which a message in the channel takes the reply's place.
const MARGIN: Duration = Duration::from_secs(30);

/// The answer to whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Go {
    On,
    /// Somebody pressed Cancel: report what was done and what was not.
    Cancelled,
    /// Others have a turn, or this process is stopping: return [`Next::Yield`].
    Later,
}

/// A kind of job that takes a while.
pub trait LongJob: Job<Progress = WorkProgress<Self::Own>> {
    /// The progress that the kind stores beside the counts.
    type Own: Clone + Default + Serialize + DeserializeOwned + Send + Sync + 'static;

    /// `true` if only the person who ordered it reads its reply, which then is in their language.
    const IS_PRIVATE: bool = false;
}

/// A run of a job that takes a while.
#[derive(Debug)]
pub struct Work<T: LongJob> {
    pub job: JobContext<T>,
    /// The progress of the job's kind.
    pub own: T::Own,
    title: Title,
    note: String,
    counts: Counts,
    post: Option<ProgressPost>,
    /// The end of this turn.
    turn: Instant,
    shown_at: Timestamp,
    /// `true` if the reply can't be edited any more, earlier than expected.
    is_reply_gone: bool,
    /// `true` if the message in the channel may exist without its id being known.
    may_be_posted: bool,
}

/// The title of the progress in the language of the reply, and in the server's.
#[derive(Debug)]
struct Title {
    reply: String,
    channel: String,
}

/// The progress of a job that takes a while: the counts, and the kind's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkProgress<P> {
    counts: Counts,
    post: Option<ProgressPost>,
    /// The time of the last update, so that the next turn keeps the pace.
    shown_at: Option<Timestamp>,
    own: P,
}

/// The counts: `done` and `failed` of `total`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub total: u64,
    pub done: u64,
    pub failed: u64,
}

/// The message in the channel, used when the reply can't be edited any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ProgressPost {
    There {
        channel: ChannelId,
        message: MessageId,
    },
    /// The channel can't be written to; the result is only in the case.
    Nowhere,
}

/// The place where the person sees the progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ProgressPlace {
    Reply,
    /// A channel in which nothing is posted yet.
    Channel(ChannelId),
    Post(ChannelId, MessageId),
    Nowhere,
}

impl<T: LongJob> Work<T> {
    /// Resumes the work from its stored progress. The title must always be the same: `Case #12 · Purge`.
    pub fn open(job: JobContext<T>, title: impl Fn() -> String) -> Self {
        let WorkProgress { counts, post, shown_at, own } = job.progress.clone();
        let shown_at = shown_at.unwrap_or_else(|| job.app.clock.now());
        let (turn, may_be_posted) = (Instant::now() + TURN, job.is_resumed());
        let (note, is_reply_gone) = (String::new(), false);
        let title = Title {
            reply: words::written_in(reply_languages::<T>(&job), &title),
            channel: words::written_in(job.stored.languages(), &title),
        };
        Self { job, own, title, note, counts, post, turn, shown_at, is_reply_gone, may_be_posted }
    }

    #[must_use]
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Sets the amount of work.
    pub fn set_total(&mut self, total: u64) {
        self.counts.total = total;
    }

    /// Sets the text shown beside the progress. It is not stored, so each run sets it again.
    pub fn note(&mut self, note: impl FnOnce() -> String) {
        self.note = words::written_in(self.languages(), note);
    }

    /// Returns the languages of the place where the person sees the progress and the result.
    #[must_use]
    pub fn languages(&self) -> Languages {
        if self.reaches_reply() { reply_languages::<T>(&self.job) } else { self.job.stored.languages() }
    }

    /// Returns `true` if the result will be in the reply, which may be private.
    #[must_use]
    pub fn reaches_reply(&self) -> bool {
        self.place() == ProgressPlace::Reply
    }

    /// Adds to the counts of what is done and of what could not be done.
    pub fn add(&mut self, done: u64, failed: u64) {
        self.counts.done += done;
        self.counts.failed += failed;
    }

    /// Returns the person who pressed Cancel.
    #[must_use]
    pub fn cancelled_by(&self) -> Option<UserId> {
        self.job.stored.cancelled_by
    }

    /// Stores the progress, in the transaction that stores the outcome of the step.
    pub async fn save_in(&mut self, tx: &mut PgConnection) -> Result<()> {
        self.job.progress = self.progress();
        self.job.save_in(tx).await
    }

    /// Stores the progress, then acts as [`Work::go`].
    pub async fn step(&mut self) -> Result<Go> {
        self.save().await?;
        Ok(self.go().await)
    }

    /// Stores the progress.
    pub async fn save(&mut self) -> Result<()> {
        self.job.progress = self.progress();
        self.job.save().await
    }

    fn progress(&self) -> WorkProgress<T::Own> {
        let (counts, post, shown_at) = (self.counts, self.post, Some(self.shown_at));
        WorkProgress { counts, post, shown_at, own: self.own.clone() }
    }

    /// Returns whether to go on. Updates the progress shown if it is time to; a failure of that never fails the work.
    pub async fn go(&mut self) -> Go {
        if self.cancelled_by().is_some() {
            return Go::Cancelled;
        }
        if self.job.app.stopping.is_cancelled() || Instant::now() >= self.turn {
            return Go::Later;
        }
        self.show().await;
        Go::On
    }

    /// Ends the work: shows the result where the person last saw the progress. May be called again if it fails.
    pub async fn end(mut self, reply: Reply) -> Result<Next> {
        if let ProgressPlace::Channel(channel) = self.place() {
            self.post(channel).await?;
        }
        match (self.place(), &reply) {
            (ProgressPlace::Post(channel, message), Reply::Message(said)) => {
                let discord = &self.job.app.discord;
                let shown = discord.message_edit(channel, message, &said.message).await?;
                if !shown && !said.message.files.is_empty() {
                    discord.message_edit(channel, message, &said.message.without_files()).await?;
                }
                Ok(Next::Done(None))
            }
            _ => Ok(Next::Done(Some(reply))),
        }
    }

    fn place(&self) -> ProgressPlace {
        let Some(answer) = &self.job.stored.answer else { return ProgressPlace::Nowhere };
        place(answer, self.post, age(&self.job.app, answer), self.is_reply_gone)
    }

    async fn show(&mut self) {
        let now = self.job.app.clock.now();
        if now.duration_since(self.shown_at) < PACE {
            return;
        }
        self.shown_at = now;
        let id = self.job.stored.id;
        match timeout(GLANCE, self.say()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::debug!(job = id, %error, "how far it is could not be shown"),
            Err(_) => tracing::debug!(job = id, "showing how far it is took too long"),
        }
    }

    async fn say(&mut self) -> Result<()> {
        match self.place() {
            ProgressPlace::Reply => self.edit_reply().await,
            ProgressPlace::Channel(channel) => self.post(channel).await,
            ProgressPlace::Post(channel, message) => {
                self.job.app.discord.message_edit(channel, message, &self.card()).await.map(drop)
            }
            ProgressPlace::Nowhere => Ok(()),
        }
    }

    async fn edit_reply(&mut self) -> Result<()> {
        let Some(answer) = &self.job.stored.answer else { return Ok(()) };
        let replies = Replies::new(&self.job.app.discord, answer.application, &answer.token).without_grace();
        let shown = replies.edit(&self.card()).await;
        let is_gone = shown.as_ref().is_err_and(error_code::is_reply_gone);
        self.is_reply_gone = is_gone && age(&self.job.app, answer) > ACKNOWLEDGED_BY;
        shown
    }

    /// Posts the message in the channel, once, and stores its id.
    async fn post(&mut self, channel: ChannelId) -> Result<()> {
        let Some(answer) = &self.job.stored.answer else { return Ok(()) };
        let once = Once {
            channel,
            message: self.card(),
            nonce: Nonce::Progress(self.job.stored.id),
            after: first_id_at::<()>(answer.issued_at).get(),
        };
        let resumed = std::mem::replace(&mut self.may_be_posted, true);
        self.post = match self.job.app.discord.message_post_once(&once, resumed).await {
            Ok(message) => Some(ProgressPost::There { channel, message }),
            Err(Error::Discord { .. }) => Some(ProgressPost::Nowhere),
            Err(other) => return Err(other),
        };
        self.save().await
    }

    fn card(&self) -> Message {
        let title = if self.reaches_reply() { &self.title.reply } else { &self.title.channel };
        words::written_in(self.languages(), || card(title, &self.note, self.counts, self.job.stored.id))
    }
}

/// Returns the languages of the job's reply.
fn reply_languages<T: LongJob>(job: &JobContext<T>) -> Languages {
    if T::IS_PRIVATE { job.stored.private_languages() } else { job.stored.languages() }
}

fn place(
    answer: &ReplyTarget,
    post: Option<ProgressPost>,
    age: Duration,
    is_reply_gone: bool,
) -> ProgressPlace {
    match (post, answer.channel) {
        (Some(ProgressPost::There { channel, message }), _) => ProgressPlace::Post(channel, message),
        (Some(ProgressPost::Nowhere), _) => ProgressPlace::Nowhere,
        (None, _) if age + MARGIN < TOKEN_LIFE && !is_reply_gone => ProgressPlace::Reply,
        (None, Some(channel)) => ProgressPlace::Channel(channel),
        (None, None) => ProgressPlace::Nowhere,
    }
}

/// Returns the progress with its Cancel button. Title and footer never change, because they identify a message that was
/// posted.
fn card(title: &str, note: &str, counts: Counts, job: i64) -> Message {
    let Counts { total, done, failed } = counts;
    let mut text = match (total, failed) {
        (0, _) => words::work_looking(),
        (_, 0) => words::work_progress(done, total),
        _ => words::work_progress_failed(done + failed, total, failed),
    };
    if !note.is_empty() {
        text.push_str(&format!("\n-# {note}"));
    }
    let embed =
        Card::new().title(title).text(text).footer(words::work_under_way()).colour(colour::BLURPLE).build();
    let cancel = button(ButtonStyle::Secondary, &words::button_cancel(), Press::Cancel { job }.id());
    let row = ActionRow { id: None, components: vec![Component::Button(cancel)] };
    Message { components: vec![Component::ActionRow(row)], ..Message::embed(embed) }
}

/// The Cancel button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    Cancel { job: i64 },
}

impl Control for Press {
    const FEATURE: &'static str = "work";

    fn write(&self) -> String {
        let Self::Cancel { job } = self;
        format!("cancel:{job}")
    }

    fn read(fields: &[&str]) -> Option<Self> {
        match fields {
            ["cancel", job] => Some(Self::Cancel { job: job.parse().ok()? }),
            _ => None,
        }
    }

    fn ack(&self) -> Ack {
        Ack::Update
    }

    fn permission(&self) -> Permissions {
        // The permission depends on the job; it is checked on the press.
        Permissions::empty()
    }
}

/// Handles a press: stores it, so that the process that runs the job sees it at the next step.
pub async fn press(cx: Cx, press: Press, _: Pressed) -> Result<Reply> {
    let Press::Cancel { job } = press;
    let guild = cx.guild()?;
    let found = jobs::job_find(&cx.app.db, guild, job).await?;
    let Some(found) = found else { return Ok(Reply::private(words::work_over())) };
    match cx.app.registry.stopped_by(&found.kind) {
        None => return Ok(Reply::private(words::work_over())),
        Some(Stopper::Here(needed)) => match found.answer.and_then(|answer| answer.channel) {
            Some(channel) => check::holds_in_channel(&cx, channel, needed).await?,
            None => gate::permitted(&cx.at, needed)?,
        },
        Some(Stopper::InServer(needed)) => check::holds_in_server(&cx, &check::look(&cx).await?, needed)?,
    }
    Ok(match jobs::job_stop(&cx.app.db, guild, job, cx.caller()).await? {
        None => Reply::private(words::work_over()),
        Some(by) if by == cx.caller() => Reply::private(words::work_stopping()),
        Some(by) => Reply::private(words::work_stopping_already(by)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    fn answer(channel: Option<ChannelId>) -> ReplyTarget {
        let token = "token".to_owned();
        ReplyTarget {
            application: Id::new(1),
            token,
            issued_at: Timestamp::UNIX_EPOCH,
            channel,
            language: None,
        }
    }

    #[test]
    fn it_is_shown_in_the_reply_while_that_lives_and_then_in_the_channel() {
        let (minutes, here) = (|n: u64| Duration::from_secs(60 * n), answer(Some(Id::new(7))));
        let there = ProgressPost::There { channel: Id::new(7), message: Id::new(9) };
        assert_eq!(place(&here, None, minutes(1), false), ProgressPlace::Reply);
        assert_eq!(place(&here, None, minutes(15), false), ProgressPlace::Channel(Id::new(7)));
        assert_eq!(place(&here, None, minutes(1), true), ProgressPlace::Channel(Id::new(7)));
        assert_eq!(place(&here, Some(there), minutes(1), false), ProgressPlace::Post(Id::new(7), Id::new(9)));
        assert_eq!(place(&here, Some(ProgressPost::Nowhere), minutes(20), false), ProgressPlace::Nowhere);
        assert_eq!(place(&answer(None), None, minutes(15), false), ProgressPlace::Nowhere);
    }

    #[test]
    fn the_card_says_how_far_it_is_and_its_button_is_read_back() {
        let counts = Counts { total: 5000, done: 1188, failed: 12 };
        let shown = card("Case #3 · Mass ban", "", counts, i64::MAX);
        let text = shown.embeds[0].description.clone().unwrap();
        assert_eq!(text, "**1200** of 5000, of which 12 failed");
        assert_eq!(
            card("x", "slowly", Counts { failed: 0, ..counts }, 1).embeds[0].description.as_deref(),
            Some("**1188** of 5000\n-# slowly")
        );
        let unknown = card("x", "", Counts::default(), 1).embeds[0].description.clone().unwrap();
        assert!(!unknown.contains("of 0"), "{unknown}");
        let press = Press::Cancel { job: i64::MAX };
        assert_eq!(Press::read(&press.id().split(':').skip(2).collect::<Vec<_>>()), Some(press));
        assert_eq!(Press::read(&["cancel", "x"]), None);
    }

    #[test]
    fn what_was_stored_is_read_back() {
        let post = Some(ProgressPost::There { channel: Id::new(1), message: Id::new(2) });
        let (counts, shown_at) = (Counts { total: 3, done: 2, failed: 1 }, Some(Timestamp::UNIX_EPOCH));
        let stored = WorkProgress { counts, post, shown_at, own: vec![1, 2] };
        let written = serde_json::to_value(&stored).unwrap();
        assert_eq!(serde_json::from_value::<WorkProgress<Vec<i32>>>(written).unwrap(), stored);
    }
}
