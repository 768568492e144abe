//! Posts to the message log: the events of a burst go into one message, each once, and are then deleted here.

use serde::{Deserialize, Serialize};
use twilight_model::channel::message::Embed;

use crate::actions::automation::{self, since};
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::discord::rest::Urgency;
use crate::domain::automation::Automation;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::event::{Event, EventData};
use crate::domain::ids::ChannelId;
use crate::domain::limits;
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::features::messagelog::embeds::{letters, show};
use crate::kernel::job::{Job, JobContext, LeasedJob, Next};
use crate::store::{bursts, guilds};
use crate::words;

/// The job that posts. Its event is deleted once it is posted.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct LogMessages {
    #[serde(flatten)]
    event: Option<Event>,
}

impl LogMessages {
    pub(super) fn of(event: Event) -> Self {
        Self { event: Some(event) }
    }
}

impl Job for LogMessages {
    const KIND: &'static str = "log_messages";
    type Progress = LogPostProgress;
    const URGENCY: Urgency = Urgency::Routine;

    fn concurrency_key(&self) -> ConcurrencyKey {
        // One at a time per server: events that come while one is posted are posted together.
        Self::key_of_kind()
    }
}

/// The number of waiting events to check for one message: some are not wanted.
const LOOKED_AT: u32 = 50;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct LogPostProgress {
    done: bool,
    /// The events of one message, fixed before it is first tried.
    batch: Option<Batch>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Batch {
    channel: ChannelId,
    events: Vec<Event>,
}

pub(super) async fn post(mut job: JobContext<LogMessages>) -> Result<Next> {
    if job.progress.done {
        return Ok(Next::Done(None));
    }
    let batch = match job.progress.batch.take() {
        Some(batch) => Some(batch),
        None => gather(&mut job).await?,
    };
    if let Some(batch) = batch {
        say(&job, &batch).await?;
    }
    let done = serde_json::to_value(LogPostProgress { done: true, batch: None }).map_err(Error::broken)?;
    bursts::burst_forget(job.db(), &job.stored, &done).await?;
    Ok(Next::Done(None))
}

/// Takes this event and those that wait behind it, as many as fit into one message; from then on they are one job.
/// Returns `None` if there is nothing to post.
async fn gather(job: &mut JobContext<LogMessages>) -> Result<Option<Batch>> {
    let Some(own) = job.payload.event.clone() else { return Ok(None) };
    let settings = guilds::settings(job.db(), own.guild).await?;
    let Some(channel) = settings.message_log.as_ref().map(|log| log.channel) else { return Ok(None) };
    let (mut events, mut taken, mut used) = (Vec::new(), Vec::new(), 0);
    let mut tx = job.step().await?;
    let behind = bursts::burst_behind(&mut tx, &job.stored, LOOKED_AT).await?;
    let behind = behind
        .into_iter()
        .map(|it| (Some(it.id), LogMessages::read(it.payload).ok().and_then(|job| job.event)));
    for (id, event) in std::iter::once((None, Some(own))).chain(behind) {
        if let Some(event) = event.and_then(|event| wanted(&settings, event)) {
            used += letters(&embed(job, &event));
            if events.len() == limits::EMBEDS || used > limits::EMBEDS_TOTAL {
                break;
            }
            events.push(event);
        }
        taken.extend(id);
    }
    bursts::burst_take(&mut tx, job.guild(), &taken).await?;
    let batch = Some(Batch { channel, events }).filter(|batch| !batch.events.is_empty());
    job.progress.batch.clone_from(&batch);
    job.save_in(&mut tx).await?;
    tx.commit().await?;
    Ok(batch)
}

/// Returns the part of an event that the log wants.
fn wanted(settings: &Settings, mut event: Event) -> Option<Event> {
    let is_wanted = match &mut event.what {
        EventData::MessageEdited(edited) => {
            let log = settings.message_log_of(edited.channel)?;
            (log.bots || !edited.author.bot) && edited.before.as_ref() != Some(&edited.after)
        }
        EventData::MessagesDeleted(deleted) => {
            let log = settings.message_log_of(deleted.channel)?;
            deleted
                .messages
                .retain(|gone| log.bots || !gone.author.as_ref().is_some_and(|author| author.bot));
            !deleted.messages.is_empty()
        }
        _ => false,
    };
    Some(event).filter(|_| is_wanted)
}

fn embed(job: &LeasedJob, event: &Event) -> Embed {
    show(event, job.stored.id)
}

async fn say(job: &LeasedJob, batch: &Batch) -> Result<()> {
    let Some(first) = batch.events.first() else { return Ok(()) };
    let once = Once {
        channel: batch.channel,
        message: Message {
            embeds: batch.events.iter().map(|event| embed(job, event)).collect(),
            ..Message::default()
        },
        nonce: Nonce::MessageLog(job.stored.id),
        after: since(first.at).get(),
    };
    match job.app.discord.message_post_once(&once, job.is_resumed()).await {
        Ok(_) => automation::over(job, Automation::MessageLog).await,
        Err(error @ Error::Discord { .. }) => {
            let what = automation::because(words::kept::messagelog_failed(batch.channel), &error);
            automation::raise(job, Automation::MessageLog, what).await
        }
        Err(other) => Err(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn event(what: &Value) -> Event {
        let mut event = json!({ "id": "e", "guild": "1", "at": "2026-01-01T00:00:00Z" });
        for (field, value) in what.as_object().unwrap() {
            event[field] = value.clone();
        }
        serde_json::from_value(event).unwrap()
    }

    fn edited(channel: u64, bot: bool, before: Option<&str>, after: &str) -> Event {
        let author = json!({ "id": "7", "name": "ann", "bot": bot });
        let data = json!({ "channel": channel.to_string(), "message": "9", "author": author, "before": before, "after": after });
        event(&json!({ "kind": "message_edited", "data": data }))
    }

    fn settings(bots: bool) -> Settings {
        serde_json::from_value(json!({
            "log": { "everything": "4" }, "message_log": { "channel": "5", "ignored": ["6"], "bots": bots }
        }))
        .unwrap()
    }

    #[test]
    fn logs_ignored_channels_bots_and_edits_that_change_no_word_are_left_out() {
        let is_wanted = |event: Event| wanted(&settings(false), event).is_some();
        assert!(is_wanted(edited(8, false, Some("a"), "b")));
        assert!(is_wanted(edited(8, false, None, "b")));
        for left_out in [
            edited(8, true, Some("a"), "b"),
            edited(8, false, Some("a"), "a"),
            edited(4, false, None, "b"),
            edited(5, false, None, "b"),
            edited(6, false, None, "b"),
        ] {
            assert!(!is_wanted(left_out));
        }
        assert!(wanted(&settings(true), edited(8, true, Some("a"), "b")).is_some());
        assert!(wanted(&Settings::default(), edited(8, false, None, "b")).is_none());
    }

    #[test]
    fn of_deleted_messages_those_of_bots_are_left_out() {
        let gone = |id: &str, bot: bool| json!({ "id": id, "author": { "id": "7", "name": "ann", "bot": bot }, "content": "x", "files": [] });
        let unknown = json!({ "id": "3", "author": null, "content": null, "files": [] });
        let data = json!({ "channel": "8", "messages": [gone("1", true), gone("2", false), unknown] });
        let event =
            wanted(&settings(false), event(&json!({ "kind": "messages_deleted", "data": data }))).unwrap();
        let EventData::MessagesDeleted(deleted) = event.what else { panic!() };
        assert_eq!(deleted.messages.iter().map(|gone| gone.id.get()).collect::<Vec<_>>(), [2, 3]);
    }
}
