//! The direct message that tells the member about an action, sent once.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::actions::appealable::{answer_button, appeal_button};
use crate::actions::check::ServerFacts;
use crate::actions::known::Known;
use crate::actions::notice_text::{self, Facts};
use crate::actions::outcome;
use crate::actions::request::ActionRequest;
use crate::discord::card::Card;
use crate::discord::error_code;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::appeal::is_offered;
use crate::domain::case::{Case, NoticeNews, Notified, SentNotice, Status};
use crate::domain::ids::{ChannelId, InteractionId, MessageId, UserId};
use crate::domain::kind::Kind;
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::cases::StepOutcome;
use crate::store::direct_channels;
use crate::words;

/// The time for which a removal waits for its direct message.
const BEFORE_REMOVAL: Duration = Duration::from_secs(5);
/// The time allowed for finding out whether somebody is in the server.
const LOOK: Duration = Duration::from_secs(2);

/// The facts that the direct message needs beside the case; fixed when the action was ordered.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Notice {
    pub server: String,
    /// The interaction that ordered the action: the message can't be older.
    pub ordered_by: InteractionId,
    /// The number of the member's warnings, this one included.
    pub total: u64,
    /// `true` if the member is told.
    pub wanted: bool,
    /// The server's own wording.
    #[serde(default)]
    pub text: Option<String>,
    /// `true` if the member can appeal, where the case allows it.
    #[serde(default)]
    pub appeals: bool,
}

impl Notice {
    /// Returns a notice that tells nobody, for actions that have no target.
    #[must_use]
    pub fn none(ordered_by: InteractionId) -> Self {
        Self { server: String::new(), ordered_by, total: 0, wanted: false, text: None, appeals: false }
    }

    /// Returns the notice that the request and the server's settings want.
    #[must_use]
    pub fn new(seen: &ServerFacts, request: &ActionRequest, ordered_by: InteractionId, total: u64) -> Self {
        let notice = Self { server: seen.guild.name.clone(), total, ..Self::none(ordered_by) };
        notice.of(request.kind, &seen.settings, request.tell)
    }

    /// Returns the notice for an action of this kind: `tell` decides if it is sent, else the settings do, which also
    /// have the wording.
    #[must_use]
    pub fn of(self, kind: Kind, settings: &Settings, tell: Option<bool>) -> Self {
        let dm = settings.dm.get(&kind).cloned().unwrap_or_default();
        let appeals = kind.is_appealable() && settings.appeals.is_some();
        Self { wanted: kind.tells() && tell.unwrap_or(!dm.off), text: dm.text, appeals, ..self }
    }
}

/// The outcome of telling the member.
#[derive(Debug)]
pub struct Told {
    outcome: Notified,
    sent: Option<SentNotice>,
    /// The channel of direct messages, if it is to be remembered.
    opened: Option<ChannelId>,
}

impl Told {
    /// Returns the outcome as that of a step.
    #[must_use]
    pub fn step(self) -> StepOutcome {
        let Self { outcome, sent, opened } = self;
        StepOutcome {
            notified: Some(outcome),
            notice: sent,
            direct_channel: opened,
            ..StepOutcome::default()
        }
    }
}

/// Sends the direct message and stores the outcome.
pub async fn send(job: &LeasedJob, case: &mut Case, notice: &Notice) -> Result<()> {
    match tell(job, case, notice).await? {
        Some(told) => outcome::step(job, case, told.step()).await,
        None => Ok(()),
    }
}

/// Sends the direct message, if there is one to send. Before a removal it may take five seconds and is never retried;
/// otherwise it is tried until Discord accepts or refuses it.
pub async fn tell(job: &LeasedJob, case: &Case, notice: &Notice) -> Result<Option<Told>> {
    let (None, Some(target), true) = (case.notified, case.target, notice.wanted) else { return Ok(None) };
    let facts = Facts { server: &notice.server, total: notice.total, text: notice.text.as_deref() };
    let said = notice_text::text(case, facts);
    let appeal = notice.appeals.then(|| is_offered(case));
    let message = with_buttons(notice_text::message(case, facts, &said), case, appeal, None);
    let told = deliver(job, target, message, Nonce::Notice(job.stored.id), notice.ordered_by.get());
    let told = if case.kind.removes() {
        let late = Error::Unreachable { route: "direct message".to_owned(), why: "not in time".to_owned() };
        tokio::time::timeout(BEFORE_REMOVAL, told).await.unwrap_or(Err(late))
    } else {
        told.await
    };
    let (mut sent, mut opened) = (None, None);
    let outcome = match told {
        Ok(delivered) => {
            let Notice { server, total, text, .. } = notice.clone();
            let Delivered { channel, message, is_new } = delivered;
            sent = Some(SentNotice { channel, message, server, total, text, said, appeal, news: None });
            opened = Some(channel).filter(|_| is_new);
            Notified::Sent
        }
        Err(error) if error_code::is_dm_closed(&error) => out_of_reach(job, case, target, &error).await,
        Err(error) if matches!(error, Error::Discord { .. }) || case.kind.removes() => {
            tracing::warn!(guild = %case.guild, case = case.number, %error, "the member could not be told");
            Notified::Failed
        }
        Err(other) => return Err(other),
    };
    Ok(Some(Told { outcome, sent, opened }))
}

/// Returns why Discord does not let Gavel write to somebody: its error is the same for closed direct messages and for
/// people outside the server, so the member is looked up.
async fn out_of_reach(job: &LeasedJob, case: &Case, target: UserId, error: &Error) -> Notified {
    if matches!(error.code(), Some(error_code::NO_MUTUAL_GUILD | error_code::UNKNOWN_USER)) {
        return Notified::Outside;
    }
    let member = tokio::time::timeout(LOOK, job.app.discord.member(case.guild, target)).await;
    if matches!(member, Ok(Ok(None))) { Notified::Outside } else { Notified::Closed }
}

/// Corrects a notice of an action that then did not happen. Best effort: the member may be unreachable by now.
pub async fn correct(job: &LeasedJob, case: &Case, notice: &Notice) -> Result<()> {
    let (Some(Notified::Sent), Some(target)) = (case.notified, case.target) else { return Ok(()) };
    let embed = Card::new()
        .title(words::dm_correction_title(&notice.server))
        .text(words::dm_correction(case.number))
        .footer(words::entry_footer(case.number))
        .build();
    let (message, nonce) = (Message::embed(embed), Nonce::Correction(job.stored.id));
    match deliver(job, target, message, nonce, notice.ordered_by.get()).await {
        Ok(_) | Err(Error::Discord { .. }) => Ok(()),
        Err(other) => Err(other),
    }
}

/// Makes the message say what became of the case. If it can't be edited, a new one says so, unless the case that ended this
/// one told them itself.
pub async fn refresh(job: &LeasedJob, case: &mut Case) -> Result<()> {
    let Some(sent) = case.notice.clone().filter(|_| !matches!(case.status, Status::Failed(_))) else {
        return Ok(());
    };
    let facts = Facts { server: &sent.server, total: sent.total, text: sent.text.as_deref() };
    let said = notice_text::text(case, facts);
    let appeal = sent.appeal.map(|_| is_offered(case));
    if said == sent.said && appeal == sent.appeal {
        return Ok(());
    }
    let with = |message| with_buttons(message, case, appeal, sent.news.as_ref());
    let edited = with(notice_text::message(case, facts, &said));
    let is_told = case.closed_by.is_some_and(|by| by.kind.tells());
    let message = if job.app.discord.message_edit(sent.channel, sent.message, &edited).await? || is_told {
        sent.message
    } else {
        let once = Once {
            channel: sent.channel,
            message: with(notice_text::anew(case, facts, &said)),
            nonce: Nonce::Correction(job.stored.id),
            after: sent.message.get(),
        };
        match job.app.discord.message_post_once(&once, job.is_resumed()).await {
            Ok(message) => message,
            // They can't be reached any more.
            Err(Error::Discord { .. }) => sent.message,
            Err(other) => return Err(other),
        }
    };
    let notice = Some(SentNotice { message, said, appeal, ..sent });
    outcome::step(job, case, StepOutcome { notice, ..StepOutcome::default() }).await
}

/// Adds news of an appeal to the message, for somebody who can't be written to anew. Returns `false` if there is no message
/// that can be edited.
pub(super) async fn add_news(job: &LeasedJob, case: &mut Case, news: NoticeNews) -> Result<bool> {
    let Some(sent) = case.notice.clone() else { return Ok(false) };
    let facts = Facts { server: &sent.server, total: sent.total, text: sent.text.as_deref() };
    let said = notice_text::text(case, facts);
    let appeal = sent.appeal.map(|_| is_offered(case));
    let edited = with_buttons(notice_text::message(case, facts, &said), case, appeal, Some(&news));
    if !job.app.discord.message_edit(sent.channel, sent.message, &edited).await? {
        return Ok(false);
    }
    let notice = Some(SentNotice { said, appeal, news: Some(news), ..sent });
    outcome::step(job, case, StepOutcome { notice, ..StepOutcome::default() }).await?;
    Ok(true)
}

/// Adds to a message what belongs to an appeal: the button that opens one, the news of one, and the button to answer.
fn with_buttons(message: Message, case: &Case, appeal: Option<bool>, news: Option<&NoticeNews>) -> Message {
    let open = (appeal == Some(true)).then(|| appeal_button(case));
    let answer = news.and_then(|news| Some(answer_button(case.guild, news.appeal, news.question?)));
    let mut message = message.with_buttons(answer.into_iter().chain(open));
    message.embeds.extend(news.map(notice_text::news));
    message
}

/// A direct message that was sent.
pub(super) struct Delivered {
    channel: ChannelId,
    message: MessageId,
    /// `true` if the channel was not remembered.
    is_new: bool,
}

/// Sends a direct message once. `after` is an id that it can't be older than.
pub(super) async fn deliver(
    job: &LeasedJob,
    target: UserId,
    message: Message,
    nonce: Nonce,
    after: u64,
) -> Result<Delivered> {
    let once = |channel, message| Once { channel, message, nonce, after };
    if let Some(channel) = remembered(job, target).await? {
        let once = once(channel, message.clone());
        let posted = job.app.discord.message_post_once(&once, job.is_resumed()).await;
        if matches!(posted, Err(Error::Discord { .. })) {
            direct_channels::direct_channel_forget(job.db(), target, channel).await?;
        }
        match posted {
            Err(error) if error_code::is_channel_gone(&error) => {}
            posted => return Ok(Delivered { channel, message: posted?, is_new: false }),
        }
    }
    let channel = job.app.discord.dm_open(target).await?;
    let message = job.app.discord.message_post_once(&once(channel, message), job.is_resumed()).await?;
    Ok(Delivered { channel, message, is_new: true })
}

/// Returns the channel of direct messages with the person, if it is remembered.
async fn remembered(job: &LeasedJob, target: UserId) -> Result<Option<ChannelId>> {
    match job.known::<Known>() {
        Some(known) => Ok(known.direct_channel),
        None => direct_channels::direct_channel(job.db(), target).await,
    }
}
