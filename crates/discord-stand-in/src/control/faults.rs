//! `GET|POST|DELETE faults`: what goes wrong, on which route and how often.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Control;
use super::recording::What;
use super::refusal::{Body, ControlResult, Refusal};
use crate::{Fault, Scope, StandIn, rest};

/// A fault to script.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFault {
    /// The method and the route, as `/channels/{}/messages`; every route if both are left out.
    method: Option<String>,
    route: Option<String>,
    /// Only calls whose body contains this text.
    containing: Option<String>,
    /// The calls that pass first.
    #[serde(default)]
    skip: u32,
    /// The calls that are struck: 1 if left out, null for all from then on.
    #[serde(default = "once")]
    times: Option<u32>,
    effect: EffectBody,
}

#[expect(clippy::unnecessary_wraps, reason = "the default of a field that may be null")]
fn once() -> Option<u32> {
    Some(1)
}

/// The effect of a fault.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum EffectBody {
    Status { status: u16, code: Option<u64>, message: Option<String> },
    Reset {},
    Hang {},
    Slow { seconds: f64 },
    AppliedButAnswerLost {},
    AppliedButNeverAnswered {},
    RateLimited { scope: ScopeName, seconds: f64 },
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ScopeName {
    User,
    Shared,
    Global,
    Cloudflare,
}

/// `GET /control/faults`
pub(super) async fn list(State(control): State<Control>) -> Json<Value> {
    Json(left(&control.sim))
}

/// `POST /control/faults`
pub(super) async fn add(
    State(control): State<Control>,
    Body(body): Body<Value>,
) -> ControlResult<Json<Value>> {
    let done = script(&control.sim, &body)?;
    control.note(What::Faults, body, &Value::Null);
    Ok(Json(done))
}

/// `DELETE /control/faults`
pub(super) async fn clear(State(control): State<Control>) -> Json<Value> {
    control.sim.clear_faults();
    Json(left(&control.sim))
}

/// Scripts a fault.
pub(super) fn script(sim: &StandIn, body: &Value) -> ControlResult<Value> {
    let fault: NewFault = serde_json::from_value(body.clone())
        .map_err(|error| Refusal::unclear(format!("The body does not fit: {error}.")))?;
    match (&fault.method, &fault.route) {
        (None, None) => {
            for route in rest::ROUTES {
                sim.fault(fault.on(route.method, route.template)?);
            }
        }
        (Some(method), Some(route)) if rest::is_route(method, route) => sim.fault(fault.on(method, route)?),
        (Some(method), Some(route)) => {
            let why = format!("{method} {route} is no route; write it as POST /channels/{{}}/messages.");
            return Err(Refusal::unclear(why));
        }
        _ => return Err(Refusal::unclear("A fault needs both `method` and `route`, or neither for all.")),
    }
    Ok(left(sim))
}

fn left(sim: &StandIn) -> Value {
    json!({ "left": sim.faults_left() })
}

impl NewFault {
    fn on(&self, method: &str, route: &str) -> ControlResult<Fault> {
        let mut fault = Fault::on(method, route).skip(self.skip);
        fault = match self.times {
            Some(times) => fault.times(times),
            None => fault.always(),
        };
        if let Some(text) = &self.containing {
            fault = fault.containing(text);
        }
        Ok(match &self.effect {
            EffectBody::Status { status, code, message } => {
                let usual = format!("{status}: scripted");
                fault.answer(*status, code.unwrap_or_default(), message.as_ref().unwrap_or(&usual))
            }
            EffectBody::Reset {} => fault.reset(),
            EffectBody::Hang {} => fault.hang(),
            EffectBody::Slow { seconds } => fault.slow(duration(*seconds)?),
            EffectBody::AppliedButAnswerLost {} => fault.applied_but_answer_lost(),
            EffectBody::AppliedButNeverAnswered {} => fault.applied_but_never_answered(),
            EffectBody::RateLimited { scope, seconds } => {
                let scope = match scope {
                    ScopeName::User => Scope::User,
                    ScopeName::Shared => Scope::Shared,
                    ScopeName::Global => Scope::Global,
                    ScopeName::Cloudflare => Scope::Cloudflare,
                };
                fault.rate_limited(scope, duration(*seconds)?)
            }
        })
    }
}

/// Returns seconds as a duration.
pub(super) fn duration(seconds: f64) -> ControlResult<Duration> {
    let wrong = |_| Refusal::unclear(format!("{seconds} is no number of seconds."));
    Duration::try_from_secs_f64(seconds).map_err(wrong)
}
