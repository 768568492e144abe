//! Reads a client's packets by opcode. A faulty packet closes the connection with Discord's code.

use serde_json::{Value, json};
use tokio::time::Instant;

use super::identify;
use super::line::Connection;
use super::resume;
use super::session::packet;

/// The largest packet of a client, in bytes.
const LONGEST: usize = 4096;

/// Discord's close codes.
pub(super) const UNKNOWN_OPCODE: u16 = 4001;
pub(super) const DECODE_ERROR: u16 = 4002;
const NOT_AUTHENTICATED: u16 = 4003;
const ALREADY_AUTHENTICATED: u16 = 4005;

/// The way a client is refused.
pub(super) enum Refused {
    /// The client's connection is closed with this code.
    Closed(u16),
    /// The client's session is invalid; the client stays connected and may identify.
    InvalidSession,
}

impl From<u16> for Refused {
    fn from(code: u16) -> Self {
        Self::Closed(code)
    }
}

impl Connection {
    /// Handles a packet; fails with the code that closes the connection.
    pub(super) fn hear(&mut self, packet: &[u8]) -> Result<(), u16> {
        let packet =
            (packet.len() <= LONGEST).then(|| serde_json::from_slice::<Value>(packet).ok()).flatten();
        let packet = packet.ok_or(DECODE_ERROR)?;
        let data = &packet["d"];
        let heard = match packet["op"].as_u64().ok_or(DECODE_ERROR)? {
            1 => {
                self.heartbeat();
                Ok(())
            }
            2 | 6 if self.session.is_some() => Err(ALREADY_AUTHENTICATED),
            2 => self.begin(|line| identify::identify(line, data)),
            6 => self.begin(|line| resume::resume(line, data)),
            3 => self.authenticated().and_then(|id| self.presence(&id, data)),
            4 => self.authenticated().and_then(|id| self.voice(&id, data)),
            8 => self.authenticated().and_then(|id| self.members(&id, data)),
            op @ (31 | 43) => self.authenticated().map(|_| {
                self.inner.record().violations.push(format!("gateway opcode {op} is not understood here"));
            }),
            _ => Err(UNKNOWN_OPCODE),
        };
        self.inner.stir();
        heard
    }

    fn heartbeat(&mut self) {
        self.deadline = Instant::now() + 2 * self.heartbeat;
        if let Some(id) = &self.session {
            self.inner.world(|world| {
                if let Some(session) = world.gateway.sessions.get_mut(id) {
                    session.heartbeats += 1;
                }
            });
        }
        let _ = self.outbox.send(packet(11, Value::Null));
    }

    /// Begins or resumes a session.
    fn begin(&mut self, begin: impl FnOnce(&Self) -> Result<String, Refused>) -> Result<(), u16> {
        match begin(self) {
            Ok(id) => self.session = Some(id),
            Err(Refused::Closed(code)) => return Err(code),
            Err(Refused::InvalidSession) => {
                let _ = self.outbox.send(packet(9, json!(false)));
            }
        }
        Ok(())
    }

    fn authenticated(&self) -> Result<String, u16> {
        self.session.clone().ok_or(NOT_AUTHENTICATED)
    }

    fn presence(&self, id: &str, presence: &Value) -> Result<(), u16> {
        if !is_presence(presence) {
            return Err(DECODE_ERROR);
        }
        self.inner.world(|world| {
            let session = world.gateway.sessions.get_mut(id).ok_or(NOT_AUTHENTICATED)?;
            session.presence = presence.clone();
            Ok(())
        })
    }
}

/// Returns `true` if this is a valid presence of a client.
pub(super) fn is_presence(presence: &Value) -> bool {
    const STATUSES: [&str; 5] = ["online", "dnd", "idle", "invisible", "offline"];
    let named = |activity: &Value| activity["name"].is_string() && activity["type"].is_u64();
    let fits = |field: &str, fit: &dyn Fn(&Value) -> bool| {
        presence.get(field).is_none_or(|value| value.is_null() || fit(value))
    };
    presence.is_object()
        && fits("since", &Value::is_number)
        && fits("activities", &|all| all.as_array().is_some_and(|all| all.iter().all(named)))
        && fits("status", &|status| status.as_str().is_some_and(|status| STATUSES.contains(&status)))
        && fits("afk", &Value::is_boolean)
}
