//! One interaction as Discord keeps it: its token, its first answer, its messages.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::failure::{Code, Failure};
use crate::ids::{ChannelId, GuildId, InteractionId, MessageId, UserId};
use crate::signer::Signature;
use crate::world::World;

/// How long a token lives.
pub(crate) const TOKEN_LIFE: SignedDuration = SignedDuration::from_mins(15);

/// What kind of interaction; the numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Command = 2,
    Component = 3,
    Autocomplete = 4,
    Modal = 5,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum State {
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
pub(crate) struct Exchange {
    pub(crate) id: InteractionId,
    pub(crate) token: String,
    pub(crate) kind: Kind,
    pub(crate) user: UserId,
    pub(crate) channel: ChannelId,
    pub(crate) guild: Option<GuildId>,
    pub(crate) sent: Timestamp,
    /// What was asked: the command's name and type, or a custom id.
    pub(crate) name: String,
    pub(crate) command_kind: Option<u8>,
    /// The message a component, or the modal it opened, stands on.
    pub(crate) source: Option<MessageId>,
    pub(crate) state: State,
    /// What `@original` is.
    pub(crate) original: Option<MessageId>,
    /// Whether the first answer was for the person's eyes only.
    pub(crate) ephemeral: bool,
    pub(crate) followups: Vec<MessageId>,
    pub(crate) modal: Option<Value>,
    pub(crate) choices: Option<Vec<Value>>,
    /// So many webhook calls will not yet find the webhook.
    pub(crate) unknown_webhook_calls: u32,
    /// The request as it was signed and sent.
    pub(crate) body: String,
    pub(crate) signature: Signature,
    /// What came back over HTTP.
    pub(crate) status: Option<u16>,
    pub(crate) response: Value,
    pub(crate) error: Option<String>,
}

impl World {
    /// The interaction behind a webhook's token, where the token still lives and was answered.
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
