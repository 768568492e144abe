//! `GET wait`: waits until a call or a message comes.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Control;
use super::faults::duration;
use super::names::{Names, id};
use super::records::{WantedCalls, shown};
use super::refusal::{Asked, ControlResult, Refusal};
use crate::ids::{ChannelId, MessageId, UserId};
use crate::world::Message;

/// The longest wait.
const LONGEST: Duration = Duration::from_secs(300);

/// A condition to wait for, and the longest time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WaitedFor {
    #[serde(rename = "for")]
    what: Awaited,
    /// The number of seconds; ten if left out.
    timeout: Option<f64>,
    method: Option<String>,
    route: Option<String>,
    application: Option<String>,
    status: Option<u16>,
    containing: Option<String>,
    /// The number of a call, or the id of a message: only later ones count.
    after: Option<String>,
    channel: Option<String>,
    author: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Awaited {
    Request,
    Message,
}

/// `GET /control/wait`
pub(super) async fn wait(
    State(control): State<Control>,
    Asked(asked): Asked<WaitedFor>,
) -> ControlResult<Json<Value>> {
    let within = duration(asked.timeout.unwrap_or(10.0))?.min(LONGEST);
    let found = match asked.what {
        Awaited::Request => request(&control, &asked, within).await?,
        Awaited::Message => message(&control, &asked, within).await?,
    };
    found.map(Json).ok_or_else(|| Refusal(StatusCode::REQUEST_TIMEOUT, too_late(&control, &asked, within)))
}

async fn request(control: &Control, asked: &WaitedFor, within: Duration) -> ControlResult<Option<Value>> {
    let number =
        |text: &String| text.parse().map_err(|_| Refusal::unclear("`after` is the number of a call."));
    let wanted = WantedCalls {
        method: asked.method.clone(),
        route: asked.route.clone(),
        application: asked.application.clone(),
        status: asked.status,
        containing: asked.containing.clone(),
        after: asked.after.as_ref().map(number).transpose()?,
    };
    let look = || {
        let record = control.sim.inner.record();
        record.calls.iter().find(|call| wanted.fits(call)).map(|call| json!({ "request": shown(call) }))
    };
    Ok(control.sim.eventually(within, look).await)
}

async fn message(control: &Control, asked: &WaitedFor, within: Duration) -> ControlResult<Option<Value>> {
    let cast = *control.sim.cast();
    let known = control.sim.inner.world(|world| {
        let names = Names { world, cast: &cast };
        let channel = asked.channel.as_deref().map(|text| names.channel(text)).transpose()?;
        let author = asked.author.as_deref().map(|text| names.user(text)).transpose()?;
        Ok((channel, author))
    });
    let (channel, author): (Option<ChannelId>, Option<UserId>) = known.map_err(Refusal::unknown)?;
    let wrong = || Refusal::unclear("`after` is the id of a message.");
    let after: Option<MessageId> =
        asked.after.as_deref().map(|text| id(text).ok_or_else(wrong)).transpose()?;
    let fits = |message: &&Message| {
        channel.is_none_or(|channel| channel == message.channel)
            && author.is_none_or(|author| author == message.author)
            && after.is_none_or(|after| message.id > after)
            && asked.containing.as_ref().is_none_or(|part| message.text().contains(part.as_str()))
            && !message.is_loading()
    };
    let look = || {
        control.sim.inner.world(|world| {
            let found = world.messages.values().flat_map(|here| here.values()).find(fits)?;
            Some(json!({ "message": world.message_json(found) }))
        })
    };
    Ok(control.sim.eventually(within, look).await)
}

/// Returns what was waited for, and the last things that came instead.
fn too_late(control: &Control, asked: &WaitedFor, within: Duration) -> String {
    let seconds = within.as_secs_f64();
    let last: Vec<String> = match asked.what {
        Awaited::Request => {
            let record = control.sim.inner.record();
            record.calls.iter().rev().take(3).map(|call| format!("{} {}", call.method, call.path)).collect()
        }
        Awaited::Message => control.sim.inner.world(|world| {
            let mut all: Vec<_> = world.messages.values().flat_map(|here| here.values()).collect();
            all.sort_by_key(|message| std::cmp::Reverse(message.id));
            all.iter().take(3).map(|message| format!("{:?}", message.text())).collect()
        }),
    };
    let what = if matches!(asked.what, Awaited::Request) { "request" } else { "message" };
    if last.is_empty() {
        return format!("No such {what} came within {seconds} s, and no other one either.");
    }
    format!("No such {what} came within {seconds} s. The last ones, newest first: {}.", last.join(", "))
}
