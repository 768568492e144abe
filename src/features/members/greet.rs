//! The welcome message and the leave message, posted once for each time somebody comes or goes.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::actions::trouble::{self, since};
use crate::discord::fault;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::event::{Event, Person, What};
use crate::domain::greeting::{Greeting, Place, Scene};
use crate::domain::ids::ChannelId;
use crate::domain::trouble::Concern;
use crate::error::{Error, Result};
use crate::kernel::worker::{Next, Task};
use crate::store::guilds;

/// The jobs' names.
pub(super) const WELCOME: &str = "welcome";
pub(super) const LEAVE: &str = "leave";

/// Told later than this, nobody is greeted any more.
const LATE: SignedDuration = SignedDuration::from_hours(1);

/// The message, fixed before it is first tried.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Ready {
    channel: ChannelId,
    text: String,
}

/// Who came or went, and when.
struct Occasion {
    concern: Concern,
    person: Person,
    at: Timestamp,
}

pub(super) async fn welcome(task: Task) -> Result<Next> {
    let event: Event = task.payload()?;
    let What::MemberJoined(joined) = event.what else { return Ok(Next::Done(None)) };
    let greeting = guilds::settings(task.db(), event.guild).await?.welcome;
    // Discord repeats what a sidecar missed: that may be heard of long after it was.
    let at = joined.joined_at.map_or(event.at, |joined| joined.min(event.at));
    greet(task, &Occasion { concern: Concern::Welcome, person: joined.user, at }, greeting).await
}

pub(super) async fn leave(task: Task) -> Result<Next> {
    let event: Event = task.payload()?;
    let What::MemberLeft(person) = event.what else { return Ok(Next::Done(None)) };
    let greeting = guilds::settings(task.db(), event.guild).await?.leave;
    greet(task, &Occasion { concern: Concern::Leave, person, at: event.at }, greeting).await
}

async fn greet(mut task: Task, occasion: &Occasion, greeting: Option<Greeting>) -> Result<Next> {
    let said = match (task.progress::<Option<Ready>>()?, greeting) {
        (Some(ready), _) => say(&task, occasion, &ready).await,
        (None, Some(greeting)) if is_due(&task, occasion) => {
            match prepare(&task, &greeting, &occasion.person).await {
                Ok(ready) => {
                    task.save(&ready).await?;
                    say(&task, occasion, &ready).await
                }
                Err(error) => Err(error),
            }
        }
        _ => return Ok(Next::Done(None)),
    };
    match said {
        Ok(()) => trouble::over(&task, occasion.concern).await?,
        // Their direct messages are closed, or they are gone again.
        Err(error) if fault::is_dm_closed(&error) => {}
        Err(error @ Error::Discord { .. }) => {
            let what = trouble::because(&format!("post it for <@{}>", occasion.person.id), &error);
            trouble::raise(&task, occasion.concern, what).await?;
        }
        Err(other) => return Err(other),
    }
    Ok(Next::Done(None))
}

fn is_due(task: &Task, occasion: &Occasion) -> bool {
    !occasion.person.bot && task.app.clock.now().duration_since(occasion.at) < LATE
}

async fn prepare(task: &Task, greeting: &Greeting, person: &Person) -> Result<Ready> {
    let discord = &task.app.discord;
    let size = discord.guild_size(task.job.guild).await?;
    let scene = Scene { user: person.id, name: &person.name, server: &size.name, members: size.members };
    let channel = match greeting.place {
        Place::Channel(channel) => channel,
        Place::DirectMessage => discord.dm_open(person.id).await?,
    };
    Ok(Ready { channel, text: greeting.words(&scene) })
}

/// Who comes hears of it, where the text mentions them; nobody else does.
async fn say(task: &Task, occasion: &Occasion, ready: &Ready) -> Result<()> {
    let mentions = if occasion.concern == Concern::Welcome { vec![occasion.person.id] } else { vec![] };
    let once = Once {
        channel: ready.channel,
        message: Message { content: ready.text.clone(), mentions, ..Message::default() },
        nonce: Nonce::Greeting(task.job.id),
        after: since(occasion.at).get(),
    };
    task.app.discord.message_post_once(&once, task.is_resumed()).await.map(drop)
}
