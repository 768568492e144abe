//! An interaction after it was sent: what came back, and what the person sees now.

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

/// How long a test waits for what a deferral promised.
const PATIENCE: Duration = Duration::from_secs(15);

/// One interaction that was sent. Every look shows the present state.
#[derive(Clone)]
pub struct Invocation {
    sim: StandIn,
    id: InteractionId,
}

/// One completion on offer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// What is shown.
    pub name: String,
    /// What is sent.
    pub value: Value,
}

/// What came back over HTTP when an interaction was delivered once more.
#[derive(Clone, Debug)]
pub struct Echo {
    /// The status; none where nothing came.
    pub status: Option<u16>,
    /// The body; null where it was no JSON.
    pub response: Value,
}

impl Invocation {
    pub(super) fn new(sim: StandIn, id: InteractionId) -> Self {
        Self { sim, id }
    }

    /// The interaction's id.
    #[must_use]
    pub fn id(&self) -> InteractionId {
        self.id
    }

    /// Its token.
    #[must_use]
    pub fn token(&self) -> String {
        self.look(|exchange| exchange.token.clone())
    }

    /// The body that was posted.
    #[must_use]
    pub fn body(&self) -> Value {
        self.look(|exchange| serde_json::from_str(&exchange.body).unwrap_or_default())
    }

    /// HTTP status of the first answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.look(|exchange| exchange.status)
    }

    /// The first answer's JSON.
    #[must_use]
    pub fn response(&self) -> Value {
        self.look(|exchange| exchange.response.clone())
    }

    /// Why the person reads "did not respond", where they do.
    #[must_use]
    pub fn error(&self) -> Option<String> {
        self.look(|exchange| exchange.error.clone())
    }

    /// Whether the first answer was a deferral that nothing has followed yet.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        matches!(self.look(|exchange| exchange.state), State::Deferred | State::DeferredUpdate)
    }

    /// `@original` as it stands now, unless it still only says that the application is thinking.
    #[must_use]
    pub fn reply(&self) -> Option<Message> {
        let original = self.look(|exchange| exchange.original.map(|id| (exchange.channel, id)));
        let (channel, id) = original?;
        let message = self.sim.inner.world(|world| world.message(channel, id).ok().cloned());
        message.filter(|message| !message.is_loading())
    }

    /// All that the person reads in the reply; empty where there is none.
    #[must_use]
    pub fn text(&self) -> String {
        self.reply().map(|reply| reply.text()).unwrap_or_default()
    }

    /// The follow-ups that still stand, in order.
    #[must_use]
    pub fn follow_ups(&self) -> Vec<Message> {
        self.sim.inner.world(|world| {
            let Some(exchange) = world.exchanges.get(&self.id) else { return Vec::new() };
            let find = |id: &MessageId| world.message(exchange.channel, *id).ok().cloned();
            exchange.followups.iter().filter_map(find).collect()
        })
    }

    /// The modal it opened.
    #[must_use]
    pub fn modal(&self) -> Option<Modal> {
        self.look(|exchange| exchange.modal.clone()).map(|modal| Modal::new(self.id, &modal))
    }

    /// The completions it offers.
    #[must_use]
    pub fn choices(&self) -> Option<Vec<Choice>> {
        let choice = |one: &Value| Choice {
            name: one["name"].as_str().unwrap_or_default().to_owned(),
            value: one["value"].clone(),
        };
        self.look(|exchange| exchange.choices.clone()).map(|all| all.iter().map(choice).collect())
    }

    /// Waits until a deferral has been followed by its message, which it returns.
    ///
    /// # Errors
    /// Where the person reads "did not respond", where the answer is no message, and where none comes.
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
        self.reply().ok_or_else(what)
    }

    /// Posts the very same request again, signature and all: Discord's retry, or a replay.
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
