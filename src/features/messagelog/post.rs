//! Posting to the log: what happened in a burst goes into one message, each thing once, and is then forgotten here.

use serde::{Deserialize, Serialize};
use twilight_model::channel::message::Embed;

use crate::actions::trouble::{self, since};
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::event::{Event, What};
use crate::domain::ids::ChannelId;
use crate::domain::settings::Settings;
use crate::domain::trouble::Concern;
use crate::error::{Error, Result};
use crate::features::messagelog::show::{letters, show};
use crate::kernel::worker::{Next, Task};
use crate::store::{bursts, guilds};

/// The job's name.
pub(super) const JOB: &str = "message_log";

/// What one message can hold, as Discord has it.
const EMBEDS: usize = 10;
const LETTERS: usize = 6000;
/// How many waiting events are looked at for one message: some are of no interest.
const LOOKED_AT: u32 = 50;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Progress {
    done: bool,
    /// What is posted together, fixed before it is first tried.
    batch: Option<Batch>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Batch {
    channel: ChannelId,
    events: Vec<Event>,
}

pub(super) async fn post(mut task: Task) -> Result<Next> {
    let progress: Progress = task.progress()?;
    if progress.done {
        return Ok(Next::Done(None));
    }
    let batch = match progress.batch {
        Some(batch) => Some(batch),
        None => gather(&mut task).await?,
    };
    if let Some(batch) = batch {
        say(&task, &batch).await?;
    }
    bursts::burst_forget(task.db(), &task.job).await?;
    Ok(Next::Done(None))
}

/// This event and what waits behind it, as far as one message holds it: from here on they are one job. `None`: there is
/// nothing to post.
async fn gather(task: &mut Task) -> Result<Option<Batch>> {
    let own: Event = task.payload()?;
    let settings = guilds::settings(task.db(), own.guild).await?;
    let Some(channel) = settings.message_log.as_ref().map(|log| log.channel) else { return Ok(None) };
    let (mut events, mut taken, mut used) = (Vec::new(), Vec::new(), 0);
    let mut tx = task.step().await?;
    let behind = bursts::burst_behind(&mut tx, &task.job, LOOKED_AT).await?;
    let behind = behind.into_iter().map(|it| (Some(it.id), serde_json::from_value(it.payload).ok()));
    for (id, event) in std::iter::once((None, Some(own))).chain(behind) {
        if let Some(event) = event.and_then(|event| wanted(&settings, event)) {
            used += letters(&embed(task, &event));
            if events.len() == EMBEDS || used > LETTERS {
                break;
            }
            events.push(event);
        }
        taken.extend(id);
    }
    bursts::burst_take(&mut tx, task.job.guild, &taken).await?;
    let batch = Some(Batch { channel, events }).filter(|batch| !batch.events.is_empty());
    let progress = Progress { done: false, batch };
    task.save_in(&mut tx, &progress).await?;
    tx.commit().await?;
    Ok(progress.batch)
}

/// The event as far as the log is about it.
fn wanted(settings: &Settings, mut event: Event) -> Option<Event> {
    let is_wanted = match &mut event.what {
        What::MessageEdited(edited) => {
            let log = settings.message_log_of(edited.channel)?;
            (log.bots || !edited.author.bot) && edited.before.as_ref() != Some(&edited.after)
        }
        What::MessagesDeleted(deleted) => {
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

fn embed(task: &Task, event: &Event) -> Embed {
    show(event, task.job.id)
}

async fn say(task: &Task, batch: &Batch) -> Result<()> {
    let Some(first) = batch.events.first() else { return Ok(()) };
    let once = Once {
        channel: batch.channel,
        message: Message {
            embeds: batch.events.iter().map(|event| embed(task, event)).collect(),
            ..Message::default()
        },
        nonce: Nonce::MessageLog(task.job.id),
        after: since(first.at).get(),
    };
    match task.app.discord.message_post_once(&once, task.is_resumed()).await {
        Ok(_) => trouble::over(task, Concern::MessageLog).await,
        Err(error @ Error::Discord { .. }) => {
            let what = trouble::because(&format!("write to <#{}>", batch.channel), &error);
            trouble::raise(task, Concern::MessageLog, what).await
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
        let What::MessagesDeleted(deleted) = event.what else { panic!() };
        assert_eq!(deleted.messages.iter().map(|gone| gone.id.get()).collect::<Vec<_>>(), [2, 3]);
    }
}
