//! `GET recording` and `POST replay`: the steps of a session, done again.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::refusal::{Body, ControlResult, Refusal};
use super::{Control, faults, gestures, reset, world_edits};
use crate::ids::InteractionId;
use crate::inner::lock;
use crate::interaction::Invocation;

/// The kind of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum What {
    Gesture,
    Clock,
    World,
    Faults,
}

/// A step: a request to the control API, and what came of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Step {
    step: What,
    body: Value,
    /// The outcome of a gesture; null for other steps.
    #[serde(default)]
    outcome: Value,
    /// The interaction of a gesture whose answer may still change.
    #[serde(skip)]
    interaction: Option<InteractionId>,
}

/// A recorded session.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recording {
    steps: Vec<Step>,
}

impl Control {
    /// Adds a step to the recording.
    pub(crate) fn note(&self, step: What, body: Value, outcome: &Value) {
        let mut outcome = outcome.clone();
        if let Some(fields) = outcome.as_object_mut() {
            fields.remove("request");
        }
        lock(&self.recording).push(Step { step, body, outcome, interaction: None });
    }

    /// Adds a gesture whose answer may still change.
    pub(crate) fn note_gesture(&self, body: Value, interaction: InteractionId) {
        let step = Step { step: What::Gesture, body, outcome: Value::Null, interaction: Some(interaction) };
        lock(&self.recording).push(step);
    }
}

/// `GET /control/recording`
pub(super) async fn show(State(control): State<Control>) -> Json<Value> {
    let mut steps = lock(&control.recording).clone();
    for step in &mut steps {
        if let Some(interaction) = step.interaction {
            let invocation = Invocation::new(control.sim.clone(), interaction);
            step.outcome = gestures::outcome(&control, &invocation);
            if let Some(fields) = step.outcome.as_object_mut() {
                fields.remove("request");
            }
        }
    }
    Json(json!({ "steps": steps }))
}

/// `POST /control/replay`
pub(super) async fn replay(
    State(control): State<Control>,
    Body(recording): Body<Recording>,
) -> ControlResult<Json<Value>> {
    let mut ids: Vec<(String, String)> = Vec::new();
    let mut done = Vec::new();
    for (number, step) in recording.steps.into_iter().enumerate() {
        let body = translated(step.body, &ids)?;
        let at = |Refusal(status, why): Refusal| Refusal(status, format!("Step {}: {why}", number + 1));
        let outcome = match step.step {
            What::Gesture => gestures::perform(&control, &body).await.map_err(at)?,
            What::Clock => reset::advance(&control.sim, &body).map_err(at)?,
            What::World => world_edits::apply(&control.sim, &body).map_err(at)?,
            What::Faults => faults::script(&control.sim, &body).map_err(at)?,
        };
        if step.step == What::Gesture {
            ids.extend(made(&step.outcome).into_iter().zip(made(&outcome)));
        }
        let (before, after) = (read(&step.outcome), read(&outcome));
        let same = translated(before.clone(), &ids)? == after;
        control.note(step.step, body.clone(), &outcome);
        done.push(json!({ "step": step.step, "body": body, "before": before, "after": after, "same": same }));
    }
    let same = done.iter().all(|step| step["same"] == true);
    Ok(Json(json!({ "same": same, "steps": done })))
}

/// Returns the ids that a gesture made, always in the same order.
fn made(outcome: &Value) -> Vec<String> {
    let sees = &outcome["sees"];
    let messages = sees["follow_ups"].as_array().into_iter().flatten();
    let ids = [&outcome["interaction"], &sees["message"]["id"]].into_iter();
    ids.chain(messages.map(|message| &message["id"]))
        .map(|id| id.as_str().unwrap_or_default().to_owned())
        .collect()
}

/// Returns what the person read.
fn read(outcome: &Value) -> Value {
    json!({ "outcome": outcome["sees"]["outcome"], "text": outcome["sees"]["text"] })
}

/// Returns a body in which the ids of the recording are those of the replay.
fn translated(body: Value, ids: &[(String, String)]) -> ControlResult<Value> {
    let mut text = body.to_string();
    for (old, new) in ids.iter().filter(|(old, new)| !old.is_empty() && !new.is_empty()) {
        text = text.replace(old.as_str(), new);
    }
    serde_json::from_str(&text)
        .map_err(|error| Refusal::unclear(format!("The recording is broken: {error}.")))
}
