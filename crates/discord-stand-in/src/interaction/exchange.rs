//! An interaction as Discord keeps it: its token, its first answer, its messages.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::failure::{Code, Failure};
use crate::ids::{ApplicationId, ChannelId, GuildId, InteractionId, MessageId, UserId};
use crate::signer::Signature;
use crate::world::World;

/// The lifetime of a token.
pub(crate) const TOKEN_LIFE: SignedDuration = SignedDuration::from_mins(15);

/// The type of an interaction; the numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Command = 2,
    Component = 3,
    Autocomplete = 4,
    Modal = 5,
}

/// The state of an interaction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum State {
    /// The interaction was sent; there is no answer yet.
    #[default]
    Waiting,
    /// The first answer was a deferral ("Thinking…"); the original is yet to be written.
    Deferred,
    /// The first answer acknowledged a component; the original is the component's message.
    DeferredUpdate,
    /// The interaction was answered with a message, an update, a modal or choices.
    Answered,
    /// No answer came in time, or Discord refused it: "did not respond".
    Dead,
}

/// An interaction.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Exchange {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) application: ApplicationId,
    pub(crate) kind: Kind,
    pub(crate) user: UserId,
    pub(crate) channel: ChannelId,
    pub(crate) guild: Option<GuildId>,
    pub(crate) sent: Timestamp,
    /// The command's name, or the custom id.
    pub(crate) name: String,
    pub(crate) command_kind: Option<u8>,
    /// The message of the component, also if the component opened a modal that is now submitted.
    pub(crate) source: Option<MessageId>,
    pub(crate) state: State,
    /// The id of `@original`.
    pub(crate) original: Option<MessageId>,
    /// `true` if the first answer was ephemeral.
    pub(crate) ephemeral: bool,
    pub(crate) followups: Vec<MessageId>,
    pub(crate) modal: Option<Value>,
    pub(crate) choices: Option<Vec<Value>>,
    /// The number of webhook calls that will not yet find the webhook.
    pub(crate) unknown_webhook_calls: u32,
    /// The body that was signed and sent.
    pub(crate) body: String,
    pub(crate) signature: Signature,
    /// `true` if it was delivered over the Gateway.
    pub(crate) over_gateway: bool,
    /// The HTTP status of the response.
    pub(crate) status: Option<u16>,
    pub(crate) response: Value,
    pub(crate) error: Option<String>,
}

impl World {
    /// Returns the interaction of a webhook's token, if the token is still valid and has been answered.
    pub(crate) fn exchange_by_token(&mut self, token: &str) -> Result<&mut Exchange, Failure> {
        let now = self.now();
        let id = token.split('.').nth(1).and_then(|id| id.parse().ok()).ok_or(Code::InvalidWebhookToken)?;
        let found = self.exchanges.get_mut(&id).filter(|exchange| exchange.token == token);
        let exchange = found.ok_or(Code::InvalidWebhookToken)?;
        if now.duration_since(exchange.sent) > TOKEN_LIFE || exchange.state == State::Dead {
            return Err(Code::InvalidWebhookToken.into());
        }
        if exchange.state == State::Waiting {
            return Err(Code::UnknownWebhook.into());
        }
        if exchange.unknown_webhook_calls > 0 {
            exchange.unknown_webhook_calls -= 1;
            return Err(Code::UnknownWebhook.into());
        }
        Ok(exchange)
    }
}
