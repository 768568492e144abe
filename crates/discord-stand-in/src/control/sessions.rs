//! `GET|POST gateway`: who is connected, and the ends of connections.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Control;
use super::refusal::{Body, ControlResult, Refusal};
use crate::{Connected, Resumable, StandIn};

/// The event that all connections meet.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Trouble {
    #[serde(rename = "do")]
    what: What,
    /// The code to close with.
    code: Option<u16>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    /// Discord asks for a reconnect.
    Reconnect,
    /// The session is invalid, and may be resumed.
    Invalidate,
    /// The session is invalid for good.
    Forget,
    /// The connection is cut.
    Cut,
    /// The connection is closed with a code.
    Close,
}

/// `GET /control/gateway`
pub(super) async fn show(State(control): State<Control>) -> Json<Value> {
    Json(sessions(&control.sim))
}

/// `POST /control/gateway`
pub(super) async fn trouble(
    State(control): State<Control>,
    Body(trouble): Body<Trouble>,
) -> ControlResult<Json<Value>> {
    let met = sessions(&control.sim);
    let gateway = control.sim.gateway();
    match (trouble.what, trouble.code) {
        (What::Close, Some(code @ (1000..=1015 | 3000..=4999))) => gateway.close(code),
        (What::Close, _) => return Err(Refusal::unclear("To close takes a `code`, such as 4000.")),
        (What::Reconnect, _) => gateway.reconnect(),
        (What::Invalidate, _) => gateway.invalidate(Resumable::Yes),
        (What::Forget, _) => gateway.invalidate(Resumable::No),
        (What::Cut, _) => gateway.cut(),
    }
    Ok(Json(met))
}

fn sessions(sim: &StandIn) -> Value {
    let one = |session: &Connected| {
        json!({
            "application": session.application,
            "session": session.session,
            "shard": session.shard,
            "intents": session.intents,
            "presence": session.presence,
            "seq": session.seq,
            "heartbeats": session.heartbeats,
        })
    };
    json!({ "sessions": sim.gateway().connected().iter().map(one).collect::<Vec<_>>() })
}
