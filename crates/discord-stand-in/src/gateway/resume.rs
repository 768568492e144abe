//! Resuming: sends the events that a session missed again, in order.

use serde_json::Value;

use super::hearing::{DECODE_ERROR, Refused};
use super::identify::need_token;
use super::line::Connection;
use super::session::{ConnectionCommand, Dispatch};

const INVALID_SEQ: u16 = 4007;

/// Resumes a session; returns its id.
pub(super) fn resume(line: &Connection, data: &Value) -> Result<String, Refused> {
    let id = data["session_id"].as_str().ok_or(DECODE_ERROR)?.to_owned();
    let seq = data["seq"].as_u64().ok_or(DECODE_ERROR)?;
    line.inner.world(|world| {
        need_token(world, data)?;
        let now = world.now();
        world.gateway.sessions.retain(|_, session| !session.is_over(now));
        let session = world.gateway.sessions.get_mut(&id);
        let session = session
            .filter(|session| session.application == world.application.id)
            .ok_or(Refused::InvalidSession)?;
        if seq > session.seq {
            return Err(INVALID_SEQ.into());
        }
        let Some(missed) = session.missed(seq) else {
            world.gateway.sessions.remove(&id);
            return Err(Refused::InvalidSession);
        };
        session.take(line.outbox.clone());
        missed.into_iter().for_each(|frame| session.order(ConnectionCommand::Send(frame)));
        session.dispatch(&Dispatch { name: "RESUMED", data: "{}" });
        Ok(id)
    })
}
