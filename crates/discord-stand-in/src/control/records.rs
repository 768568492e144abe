//! `GET requests` and `GET violations`: what the applications called, and the rules they broke.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Control;
use super::refusal::{Asked, ControlResult};
use crate::RecordedCall;
use crate::rest::same_shape;

/// The calls that are wanted; each field left out fits all.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WantedCalls {
    pub(super) method: Option<String>,
    /// The route, as `/channels/{}/messages`.
    pub(super) route: Option<String>,
    pub(super) application: Option<String>,
    pub(super) status: Option<u16>,
    /// A text in the body.
    pub(super) containing: Option<String>,
    /// Only calls with a higher number.
    pub(super) after: Option<u64>,
}

impl WantedCalls {
    /// Returns `true` if the call is one of these.
    pub(super) fn fits(&self, call: &RecordedCall) -> bool {
        let text = || call.body.to_string();
        self.method.as_ref().is_none_or(|method| method.eq_ignore_ascii_case(&call.method))
            && self.route.as_ref().is_none_or(|route| same_shape(route, &call.route))
            && self.application.as_ref().is_none_or(|id| *id == call.application.to_string())
            && self.status.is_none_or(|status| status == call.status)
            && self.containing.as_ref().is_none_or(|part| text().contains(part.as_str()))
            && self.after.is_none_or(|after| call.number > after)
    }
}

/// `GET /control/requests`
pub(super) async fn requests(
    State(control): State<Control>,
    Asked(wanted): Asked<WantedCalls>,
) -> ControlResult<Json<Value>> {
    let calls = control.sim.inner.record().calls.iter().filter(|call| wanted.fits(call)).map(shown).collect();
    Ok(Json(json!({ "requests": Value::Array(calls) })))
}

/// Returns a call as the API describes it.
pub(super) fn shown(call: &RecordedCall) -> Value {
    let mut shown = json!(call);
    shown["house_rules"] = shown["house"].take();
    if let Some(fields) = shown.as_object_mut() {
        fields.remove("house");
    }
    shown
}

/// `GET /control/violations`
pub(super) async fn violations(State(control): State<Control>) -> Json<Value> {
    let record = control.sim.inner.record();
    Json(json!({ "violations": record.violations, "house_rules": record.house }))
}
