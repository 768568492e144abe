//! One interaction as Discord keeps it: its token, its first answer, its messages.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::simulator::failure::{Code, Failure};
use crate::simulator::ids::{ChannelId, GuildId, InteractionId, MessageId, UserId};
use crate::simulator::signer::Signature;
use crate::simulator::world::World;

/// How long a token lives.
pub(in crate::simulator) const TOKEN_LIFE: SignedDuration = SignedDuration::from_mins(15);

/// What kind of interaction; the numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::simulator) enum Kind {
    Command = 2,
    Component = 3,
    Autocomplete = 4,
    Modal = 5,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::simulator) enum State {
    /// Sent; nobody has answered.
    #[default]
    Waiting,
    /// "Thinking…": the original is yet to be written.
    Deferred,
    /// Acknowledged without a change; the original is the component's message.
    DeferredUpdate,
    /// Answered with a message, an update, a modal or choices.
    Answered,
    /// No answer in time, or one that Discord refused: "did not respond".
    Dead,
}

/// One interaction.
#[derive(Clone, Debug)]
pub(in crate::simulator) struct Exchange {
    pub(in crate::simulator) id: InteractionId,
    pub(in crate::simulator) token: String,
    pub(in crate::simulator) kind: Kind,
    pub(in crate::simulator) user: UserId,
    pub(in crate::simulator) channel: ChannelId,
    pub(in crate::simulator) guild: Option<GuildId>,
    pub(in crate::simulator) sent: Timestamp,
    /// What was asked: the command's name and type, or a custom id.
    pub(in crate::simulator) name: String,
    pub(in crate::simulator) command_kind: Option<u8>,
    /// The message a component, or the modal it opened, stands on.
    pub(in crate::simulator) source: Option<MessageId>,
    pub(in crate::simulator) state: State,
    /// What `@original` is.
    pub(in crate::simulator) original: Option<MessageId>,
    /// Whether the first answer was for the person's eyes only.
    pub(in crate::simulator) ephemeral: bool,
    pub(in crate::simulator) followups: Vec<MessageId>,
    pub(in crate::simulator) modal: Option<Value>,
    pub(in crate::simulator) choices: Option<Vec<Value>>,
    /// So many webhook calls will not yet find the webhook.
    pub(in crate::simulator) unknown_webhook_calls: u32,
    /// The request as it was signed and sent.
    pub(in crate::simulator) body: String,
    pub(in crate::simulator) signature: Signature,
    /// What came back over HTTP.
    pub(in crate::simulator) status: Option<u16>,
    pub(in crate::simulator) response: Value,
    pub(in crate::simulator) error: Option<String>,
}

impl World {
    /// The interaction behind a webhook's token, where the token still lives and was answered.
    pub(in crate::simulator) fn exchange_by_token(&mut self, token: &str) -> Result<&mut Exchange, Failure> {
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
