//! The mod-log: one post per case, kept equal to the case.

use twilight_model::channel::message::Embed;

use crate::actions::known::Known;
use crate::actions::{evidence, outcome};
use crate::discord::card::Card;
use crate::discord::files::File;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::discord::rest::{Urgency, urgently};
use crate::domain::case::{Case, Logged, Status};
use crate::domain::channel::{Change, delay};
use crate::domain::ids::{ChannelId, InteractionId, MessageId};
use crate::domain::limits;
use crate::domain::text::{cut, plain, sentence};
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::store::cases::StepOutcome;
use crate::store::{cases, guilds};
use crate::words;
use crate::words::Kept;

/// The number of times that a post is edited because the case changed meanwhile.
const ROUNDS: u32 = 5;

/// Posts the case to the log channel, once, and stores the outcome.
pub async fn post(job: &LeasedJob, case: &mut Case, ordered_by: InteractionId) -> Result<()> {
    if case.logged.is_some() {
        // It is not known what an earlier run posted.
        return if job.is_resumed() { show(job, case).await } else { Ok(()) };
    }
    let Some(channel) = log_channel(job, case).await? else { return store(job, case, Logged::Off).await };
    let posted = deliver(job, case, channel, ordered_by).await;
    let said = entry(case);
    outcome_store(job, case, channel, posted).await?;
    if entry(case) == said {
        return Ok(());
    }
    show(job, case).await
}

/// Posts the case with files, or not at all: if Discord does not take the files, nothing is posted, and the end of a
/// sentence that says why is returned.
pub async fn post_whole(
    job: &LeasedJob,
    case: &mut Case,
    ordered_by: InteractionId,
    files: Vec<File>,
) -> Result<Option<Kept>> {
    if case.logged.is_some() {
        return Ok(None);
    }
    let Some(channel) = log_channel(job, case).await? else {
        store(job, case, Logged::Off).await?;
        return Ok(None);
    };
    let once = once(job, case, channel, ordered_by, files);
    let posted = urgently(Urgency::Routine, job.app.discord.message_post_once(&once, job.is_resumed())).await;
    match posted.as_ref().err().and_then(|error| evidence::refusal(error, channel)) {
        Some(why) => Ok(Some(why)),
        None => outcome_store(job, case, channel, posted).await.map(|()| None),
    }
}

async fn outcome_store(
    job: &LeasedJob,
    case: &mut Case,
    channel: ChannelId,
    posted: Result<MessageId>,
) -> Result<()> {
    let outcome = match posted {
        Ok(message) => Logged::Posted { channel, message },
        Err(error @ Error::Discord { .. }) => {
            tracing::warn!(guild = %case.guild, case = case.number, %channel, %error, "the log channel can't be written to");
            Logged::Failed(channel)
        }
        Err(other) => return Err(other),
    };
    store(job, case, outcome).await
}

/// Returns the channel for the case's post, if there is one.
async fn log_channel(job: &LeasedJob, case: &Case) -> Result<Option<ChannelId>> {
    let category = case.kind.category();
    Ok(match job.known::<Known>() {
        Some(known) => known.server.settings.log_channel(category),
        None => guilds::settings(job.db(), case.guild).await?.log_channel(category),
    })
}

fn once(
    job: &LeasedJob,
    case: &Case,
    channel: ChannelId,
    ordered_by: InteractionId,
    files: Vec<File>,
) -> Once {
    let (message, nonce) = (Message { files, ..shown(case) }, Nonce::Log(job.stored.id));
    Once { channel, message, nonce, after: ordered_by.get() }
}

/// Posts the case with its evidence; without it if the file can't be had or is not taken.
async fn deliver(
    job: &LeasedJob,
    case: &mut Case,
    channel: ChannelId,
    ordered_by: InteractionId,
) -> Result<MessageId> {
    let once = |case: &Case, files| once(job, case, channel, ordered_by, files);
    let discord = &job.app.discord;
    if evidence::is_awaited(case) {
        // Checked before the file is fetched: an earlier run may have posted it, and its source be gone since.
        let earlier = if job.is_resumed() { discord.message_look(&once(case, vec![])).await? } else { None };
        if let Some(found) = earlier {
            return Ok(found);
        }
        if let Some(file) = evidence::fetch(job, case).await? {
            let posted =
                urgently(Urgency::Routine, discord.message_post_once(&once(case, vec![file]), false)).await;
            let refusal = posted.as_ref().err().and_then(|error| evidence::refusal(error, channel));
            match refusal {
                Some(why) => evidence::lose(job, case, why).await?,
                None => return posted,
            }
        }
    }
    urgently(Urgency::Routine, discord.message_post_once(&once(case, vec![]), job.is_resumed())).await
}

async fn store(job: &LeasedJob, case: &mut Case, logged: Logged) -> Result<()> {
    let evidence = evidence::is_awaited(case).then(|| evidence::status(logged));
    outcome::step(job, case, StepOutcome { logged: Some(logged), evidence, ..StepOutcome::default() }).await
}

/// Makes the post show the case as it is now, and the case what the record has.
pub async fn show(job: &LeasedJob, case: &mut Case) -> Result<()> {
    refresh(job, case).await?;
    settle(job, case).await
}

/// Edits the post again if the case changed while it was sent: whoever changed it may have found no post to edit.
async fn settle(job: &LeasedJob, case: &mut Case) -> Result<()> {
    for _ in 0..ROUNDS {
        let now = cases::case_find(job.db(), case.guild, case.number).await?.ok_or(Error::LeaseLost)?;
        let is_shown = entry(&now) == entry(case) && now.logged == case.logged;
        *case = now;
        if is_shown {
            break;
        }
        refresh(job, case).await?;
    }
    Ok(())
}

/// Makes the post show the case as it is now. A post that somebody deleted stays deleted.
async fn refresh(job: &LeasedJob, case: &Case) -> Result<()> {
    if let Some(Logged::Posted { channel, message }) = case.logged {
        let shown =
            urgently(Urgency::Routine, job.app.discord.message_edit(channel, message, &shown(case))).await?;
        if !shown {
            tracing::info!(guild = %case.guild, case = case.number, %channel, "the log post could not be edited");
        }
    }
    Ok(())
}

/// Returns why a log post is missing, for the moderator's receipt.
#[must_use]
pub fn failure(case: &Case) -> Option<String> {
    match case.logged {
        Some(Logged::Failed(channel)) => Some(words::entry_not_posted(channel)),
        Some(Logged::Posted { .. } | Logged::Off) | None => None,
    }
}

/// Returns the post. An edit that does not mention attachments leaves the evidence in place.
fn shown(case: &Case) -> Message {
    let text = describe(case);
    let card = card(case, &text);
    let card = match &case.evidence {
        Some(evidence) => evidence::show(card, &text, evidence),
        None => card,
    };
    Message::embed(card.build())
}

/// Returns the case as an embed.
#[must_use]
pub fn entry(case: &Case) -> Embed {
    card(case, &describe(case)).build()
}

/// Returns the card of a case with a text.
pub fn card(case: &Case, text: &str) -> Card {
    let mut title = words::entry_title(case.number, case.kind.title());
    let is_pending = case.status == Status::Pending && case.voided_at.is_none();
    if let Some(mark) = case.mark().filter(|_| !is_pending) {
        title = format!("{title} · {mark}");
    }
    Card::new().title(title).text(text).colour(case.colour()).at(case.created_at)
}

/// Returns the case in lines, for the log and for `/case view`.
#[must_use]
pub fn describe(case: &Case) -> String {
    let mut lines = Vec::new();
    if let Some(target) = case.target {
        let name = case.target_name.as_deref().map(|name| format!(" ({})", plain(name))).unwrap_or_default();
        lines.push(words::entry_member(format!("<@{target}>{name}")));
    }
    if let Some(channel) = case.channel {
        lines.push(words::entry_channel(channel));
    }
    if let Some(role) = case.changed_role() {
        lines.push(words::entry_role(role));
    }
    lines.push(words::entry_moderator(case.moderator, plain(&case.moderator_name)));
    lines.push(match &case.reason {
        Some(reason) => words::entry_reason(plain(&cut(reason, limits::REASON_SHOWN))),
        None => words::entry_no_reason(),
    });
    if case.points > 0 {
        lines.push(words::entry_points(case.points));
    }
    if let Some(expires) = case.expires_at {
        lines.push(words::entry_counts_until(expires.as_second()));
    }
    if let Some(Change::Slowmode { seconds, .. }) = case.change {
        lines.push(words::entry_slowmode(delay(seconds).text()));
    }
    lines.extend(end(case));
    if let Some(parent) = case.parent {
        lines.push(match case.ended == Some(parent) {
            true => words::entry_ends_case(case.link_to(parent)),
            false => words::entry_follows(case.link_to(parent)),
        });
    }
    if let Some(ended) = case.ended.filter(|ended| Some(*ended) != case.parent) {
        lines.push(words::entry_replaces(case.link_to(ended)));
    }
    if let Some(summary) = &case.summary {
        lines.push(words::entry_result(summary.text()));
    }
    if let Status::Failed(why) = &case.status {
        lines.push(words::entry_not_applied(sentence(&why.text())));
    }
    let voided = case.voided_by.zip(case.voided_at).filter(|_| !matches!(case.status, Status::Failed(_)));
    if let Some((by, at)) = voided {
        let why = case
            .void_reason
            .as_ref()
            .map(|why| format!(": {}", plain(&cut(&why.text(), limits::REASON_SHOWN))));
        lines.push(format!("{}{}", words::entry_voided(by, at.as_second()), why.unwrap_or_default()));
    }
    lines.join("\n")
}

/// Returns whether the case holds, and until when or since when not, as a line.
fn end(case: &Case) -> Option<String> {
    if !case.kind.lasts() || matches!(case.status, Status::Failed(_)) {
        return None;
    }
    match (case.ending(), case.ends_at) {
        (Some((word, how)), _) => Some(format!("**{word}:** {how}")),
        (None, _) if case.closed_at.is_some() => None,
        (None, Some(end)) => Some(words::entry_ends(end.as_second())),
        (None, None) if case.kind.is_permanent() => None,
        (None, None) => Some(words::entry_ends_never()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::Closer;
    use crate::domain::ids::UserId;
    use crate::domain::kind::Kind;
    use jiff::Timestamp;

    fn lines(case: &Case) -> Vec<String> {
        describe(case).lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_card_says_whether_its_case_holds_and_links_the_case_that_ended_it() {
        let ban = Case { status: Status::Applied, ..Case::of(Kind::Ban) };
        assert!(lines(&ban).contains(&"**Ends:** never".to_owned()), "{:?}", lines(&ban));
        let until = Case { ends_at: Some(Timestamp::UNIX_EPOCH), ..ban.clone() };
        assert!(lines(&until).contains(&"**Ends:** <t:0:f> (<t:0:R>)".to_owned()), "{:?}", lines(&until));
        let ended = Case {
            closed_at: Some(Timestamp::UNIX_EPOCH),
            closed_by: Some(Closer { number: 22, kind: Kind::Unban, moderator: UserId::new(6) }),
            posts: [(22, (ChannelId::new(2), MessageId::new(3)))].into(),
            ..until
        };
        let line = "**Ended:** <t:0:R> by <@6>, case [#22](https://discord.com/channels/1/2/3)".to_owned();
        assert!(lines(&ended).contains(&line), "{:?}", lines(&ended));
    }

    #[test]
    fn a_card_has_its_title_once_and_says_why_it_was_voided() {
        let voided = Case {
            status: Status::Applied,
            voided_by: Some(UserId::new(6)),
            voided_at: Some(Timestamp::UNIX_EPOCH),
            void_reason: Some("a *mistake*".into()),
            ..Case::of(Kind::Warn)
        };
        let card = entry(&voided);
        assert_eq!(card.title.as_deref(), Some("Case #1 · Warning · voided"));
        assert!(card.footer.is_none(), "{card:?}");
        let line = r"**Voided:** by <@6>, <t:0:R>: a \*mistake\*".to_owned();
        assert!(lines(&voided).contains(&line), "{:?}", lines(&voided));
    }
}
