//! An interaction that was sent: its answer, and its messages as they are now.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::delivery::deliver;
use super::exchange::{Exchange, State};
use super::modal::Modal;
use crate::StandIn;
use crate::error::{Error, Result};
use crate::ids::{InteractionId, MessageId};
use crate::world::Message;

/// The time that a test waits for the message after a deferral.
const PATIENCE: Duration = Duration::from_secs(60);

/// An interaction that was sent. Every method shows its present state.
#[derive(Clone)]
pub struct Invocation {
    sim: StandIn,
    id: InteractionId,
}

/// An offered completion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// The text that the client shows.
    pub name: String,
    /// The value that the client sends.
    pub value: Value,
}

/// The response to a request that is no new interaction: a repeat, a webhook event or a raw body.
#[derive(Clone, Debug)]
pub struct Echo {
    /// The HTTP status; `None` if no response came.
    pub status: Option<u16>,
    /// The body; null if it was no JSON.
    pub response: Value,
}

impl Invocation {
    pub(crate) fn new(sim: StandIn, id: InteractionId) -> Self {
        Self { sim, id }
    }

    /// Returns the interaction's id.
    #[must_use]
    pub fn id(&self) -> InteractionId {
        self.id
    }

    /// Returns the interaction's token.
    #[must_use]
    pub fn token(&self) -> String {
        self.look(|exchange| exchange.token.clone())
    }

    /// Returns the posted body.
    #[must_use]
    pub fn body(&self) -> Value {
        self.look(|exchange| serde_json::from_str(&exchange.body).unwrap_or_default())
    }

    /// Returns the HTTP status of the first answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.look(|exchange| exchange.status)
    }

    /// Returns the JSON of the first answer.
    #[must_use]
    pub fn response(&self) -> Value {
        self.look(|exchange| exchange.response.clone())
    }

    /// Returns the reason for which the person reads "did not respond", if they do.
    #[must_use]
    pub fn error(&self) -> Option<String> {
        self.look(|exchange| exchange.error.clone())
    }

    /// Returns `true` if the first answer was a deferral and nothing has followed it yet.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        matches!(self.look(|exchange| exchange.state), State::Deferred | State::DeferredUpdate)
    }

    /// Returns the present `@original`; `None` while it only says that the application is thinking.
    #[must_use]
    pub fn reply(&self) -> Option<Message> {
        let original = self.look(|exchange| exchange.original.map(|id| (exchange.channel, id)));
        let (channel, id) = original?;
        let message = self.sim.inner.world(|world| world.message(channel, id).ok().cloned());
        message.filter(|message| !message.is_loading())
    }

    /// Returns all text that the person reads in the reply; empty if there is none.
    #[must_use]
    pub fn text(&self) -> String {
        self.reply().map(|reply| reply.text()).unwrap_or_default()
    }

    /// Returns the follow-ups that were not deleted, in order.
    #[must_use]
    pub fn follow_ups(&self) -> Vec<Message> {
        self.sim.inner.world(|world| {
            let Some(exchange) = world.exchanges.get(&self.id) else { return Vec::new() };
            let find = |id: &MessageId| world.message(exchange.channel, *id).ok().cloned();
            exchange.followups.iter().filter_map(find).collect()
        })
    }

    /// Returns the modal that the interaction opened.
    #[must_use]
    pub fn modal(&self) -> Option<Modal> {
        self.look(|exchange| exchange.modal.clone()).map(|modal| Modal::new(self.id, &modal))
    }

    /// Returns the completions that the answer offers.
    #[must_use]
    pub fn choices(&self) -> Option<Vec<Choice>> {
        let choice = |one: &Value| Choice {
            name: one["name"].as_str().unwrap_or_default().to_owned(),
            value: one["value"].clone(),
        };
        self.look(|exchange| exchange.choices.clone()).map(|all| all.iter().map(choice).collect())
    }

    /// Waits for the message that follows a deferral, and returns it: the reply, or the last follow-up to a press whose
    /// message stayed as it was.
    ///
    /// # Errors
    /// Fails if the person reads "did not respond", if the answer is no message, or if none comes in time.
    pub async fn final_message(&self) -> Result<Message> {
        let done = self.sim.eventually(PATIENCE, || (!self.is_pending()).then_some(())).await;
        if done.is_none() {
            return Err(Error::Unexpected(format!(
                "interaction {} was deferred and nothing followed",
                self.id
            )));
        }
        if let Some(error) = self.error() {
            return Err(Error::Unexpected(format!("did not respond: {error}")));
        }
        let what = || Error::Unexpected(format!("the answer is no message: {}", self.response()));
        let reply = self.reply().ok_or_else(what)?;
        let sent = self.look(|exchange| Some(exchange.sent));
        let stays = self.response()["type"] == 6 && reply.edited < sent;
        Ok(self.follow_ups().pop().filter(|_| stays).unwrap_or(reply))
    }

    /// Posts the same request again, signature included, as Discord's retry or an attacker's replay would.
    pub async fn deliver_again(&self) -> Echo {
        let signature = self.look(|exchange| exchange.signature.clone());
        let sent = deliver(&self.sim.inner, self.id, Some(signature)).await;
        Echo { status: sent.status, response: sent.response }
    }

    fn look<T: Default>(&self, at: impl FnOnce(&Exchange) -> T) -> T {
        self.sim.inner.world(|world| world.exchanges.get(&self.id).map(at)).unwrap_or_default()
    }
}

impl std::fmt::Debug for Invocation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Invocation")
            .field("id", &self.id)
            .field("status", &self.status())
            .field("response", &self.response())
            .field("error", &self.error())
            .field("text", &self.text())
            .finish_non_exhaustive()
    }
}
