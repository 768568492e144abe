//! The welcome and leave messages, posted once for each time somebody joins or leaves.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::actions::automation::{self, since};
use crate::discord::error_code;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::discord::rest::Urgency;
use crate::domain::automation::Automation;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::event::{Event, EventData, EventUser};
use crate::domain::greeting::{Greeting, GreetingPlace, Scene};
use crate::domain::ids::ChannelId;
use crate::error::{Error, Result};
use crate::kernel::event_jobs;
use crate::kernel::job::{Job, JobContext, LeasedJob, Next};
use crate::store::guilds;
use crate::words;

/// The job that welcomes a newcomer.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Welcome(pub(super) Event);

impl Job for Welcome {
    const KIND: &'static str = "post_welcome";
    type Progress = Option<Ready>;
    const URGENCY: Urgency = Urgency::Routine;

    fn concurrency_key(&self) -> ConcurrencyKey {
        event_jobs::key_of_event(&self.0)
    }
}

/// The job that posts a leave message.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Leave(pub(super) Event);

impl Job for Leave {
    const KIND: &'static str = "post_leave";
    type Progress = Option<Ready>;
    const URGENCY: Urgency = Urgency::Routine;

    fn concurrency_key(&self) -> ConcurrencyKey {
        event_jobs::key_of_event(&self.0)
    }
}

/// The age from which an event leads to no greeting any more.
const LATE: SignedDuration = SignedDuration::from_hours(1);

/// The message, fixed before it is first tried.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Ready {
    channel: ChannelId,
    text: String,
}

/// The person who joined or left, and the time.
struct Occasion {
    automation: Automation,
    person: EventUser,
    at: Timestamp,
}

pub(super) async fn welcome(job: JobContext<Welcome>) -> Result<Next> {
    let event = job.payload.0.clone();
    let EventData::MemberJoined(joined) = event.what else { return Ok(Next::Done(None)) };
    let greeting = guilds::settings(job.db(), event.guild).await?.welcome;
    // Discord repeats what a sidecar missed, so the event may come long after.
    let at = joined.joined_at.map_or(event.at, |joined| joined.min(event.at));
    greet(job, &Occasion { automation: Automation::Welcome, person: joined.user, at }, greeting).await
}

pub(super) async fn leave(job: JobContext<Leave>) -> Result<Next> {
    let event = job.payload.0.clone();
    let EventData::MemberLeft(person) = event.what else { return Ok(Next::Done(None)) };
    let greeting = guilds::settings(job.db(), event.guild).await?.leave;
    greet(job, &Occasion { automation: Automation::Leave, person, at: event.at }, greeting).await
}

async fn greet<T: Job<Progress = Option<Ready>>>(
    mut job: JobContext<T>,
    occasion: &Occasion,
    greeting: Option<Greeting>,
) -> Result<Next> {
    let said = match (job.progress.clone(), greeting) {
        (Some(ready), _) => say(&job, occasion, &ready).await,
        (None, Some(greeting)) if is_due(&job, occasion) => match prepare(&job, &greeting, occasion).await {
            Ok(ready) => {
                job.progress = Some(ready.clone());
                job.save().await?;
                say(&job, occasion, &ready).await
            }
            Err(error) => Err(error),
        },
        _ => return Ok(Next::Done(None)),
    };
    match said {
        Ok(()) => automation::over(&job, occasion.automation).await?,
        // Their direct messages are closed, or they have left again.
        Err(error) if error_code::is_dm_closed(&error) => {}
        Err(error @ Error::Discord { .. }) => {
            let what = automation::because(words::kept::members_greet_failed(occasion.person.id), &error);
            automation::raise(&job, occasion.automation, what).await?;
        }
        Err(other) => return Err(other),
    }
    Ok(Next::Done(None))
}

fn is_due(job: &LeasedJob, occasion: &Occasion) -> bool {
    !occasion.person.bot && job.app.clock.now().duration_since(occasion.at) < LATE
}

async fn prepare(job: &LeasedJob, greeting: &Greeting, occasion: &Occasion) -> Result<Ready> {
    let (discord, person) = (&job.app.discord, &occasion.person);
    let size = discord.guild_size(job.guild()).await?;
    let scene = Scene { user: person.id, name: &person.name, server: &size.name, members: size.members };
    let channel = match greeting.place {
        GreetingPlace::Channel(channel) => channel,
        GreetingPlace::DirectMessage => discord.dm_open(person.id).await?,
    };
    Ok(Ready { channel, text: greeting.words(occasion.automation, &scene) })
}

/// Posts the message. A welcome notifies the newcomer if the text mentions them; nobody else is ever notified.
async fn say(job: &LeasedJob, occasion: &Occasion, ready: &Ready) -> Result<()> {
    let mentions = if occasion.automation == Automation::Welcome { vec![occasion.person.id] } else { vec![] };
    let once = Once {
        channel: ready.channel,
        message: Message {
            content: ready.text.clone(),
            mentions,
            shows_previews: true,
            ..Message::default()
        },
        nonce: Nonce::Greeting(job.stored.id),
        after: since(occasion.at).get(),
    };
    job.app.discord.message_post_once(&once, job.is_resumed()).await.map(drop)
}
