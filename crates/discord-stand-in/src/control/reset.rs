//! `POST clock` and `POST reset`.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Control;
use super::applications::describe;
use super::recording::What;
use super::refusal::{Body, ControlResult, Refusal};
use crate::ids::iso;
use crate::inner::lock;
use crate::{Resumable, StandIn};

/// The time by which to wind the clock.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wind {
    /// A number of seconds, or a duration such as `"2h 30m"` or `"7 days"`.
    advance: Value,
}

/// How much to reset.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reset {
    /// Also forgets the registered commands and the other applications, and ends all Gateway sessions.
    #[serde(default)]
    everything: bool,
}

/// `GET /control/clock`
pub(super) async fn time(State(control): State<Control>) -> Json<Value> {
    Json(now(&control.sim))
}

/// `POST /control/clock`
pub(super) async fn wind(
    State(control): State<Control>,
    Body(body): Body<Value>,
) -> ControlResult<Json<Value>> {
    let done = advance(&control.sim, &body)?;
    control.note(What::Clock, body, &Value::Null);
    Ok(Json(done))
}

/// Winds the clock forward.
pub(super) fn advance(sim: &StandIn, body: &Value) -> ControlResult<Value> {
    let wind: Wind = serde_json::from_value(body.clone())
        .map_err(|error| Refusal::unclear(format!("The body does not fit: {error}.")))?;
    let by = match &wind.advance {
        Value::Number(seconds) => {
            seconds.as_f64().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        }
        Value::String(text) => text
            .parse::<jiff::Span>()
            .ok()
            .and_then(|span| span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok())
            .and_then(|by| Duration::try_from(by).ok()),
        _ => None,
    };
    let wrong = || Refusal::unclear("`advance` is a number of seconds, or a duration such as \"2h 30m\".");
    sim.inner.clock.advance(by.ok_or_else(wrong)?);
    sim.inner.stir();
    Ok(now(sim))
}

fn now(sim: &StandIn) -> Value {
    json!({ "now": iso(sim.inner.clock.now()) })
}

/// `POST /control/reset`
pub(super) async fn reset(State(control): State<Control>, Body(wish): Body<Reset>) -> Json<Value> {
    control.begin_again(wish.everything);
    Json(describe(&control.sim))
}

impl Control {
    /// Puts the world back to its start, and forgets faults, requests and the recording.
    pub(crate) fn begin_again(&self, everything: bool) {
        let sim = &self.sim;
        let start = sim.inner.start.clone();
        sim.inner.clock.rewind();
        sim.inner.world(|world| {
            if everything {
                world.others.clear();
                world.application.interactions_url = None;
                start.fill(world);
            } else {
                start.keeping(world).fill(world);
                let others: Vec<_> = world.others.values().cloned().collect();
                let now = world.now();
                for other in others {
                    world.add_application(other.clone());
                    let first = world.application.id;
                    world.act_as(other.id);
                    world.install(sim.cast().guild, 5, now);
                    world.act_as(first);
                }
            }
            world.changes.clear();
        });
        if everything {
            sim.gateway().invalidate(Resumable::No);
        }
        sim.clear_faults();
        sim.inner.record().clear();
        lock(&self.recording).clear();
        sim.inner.stir();
    }
}
