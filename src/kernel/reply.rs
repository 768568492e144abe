//! A handler's reply, and its form as Discord's callback.

use bytes::Bytes;
use serde::Serialize;
use twilight_model::application::command::CommandOptionChoice;
use twilight_model::application::interaction::InteractionType;
use twilight_model::channel::message::component::{Button, ButtonStyle};
use twilight_model::channel::message::{Embed, MessageFlags};

use crate::discord::error_code;
use crate::discord::fit;
use crate::discord::message::{Body, Message};
use crate::discord::replies::Replies;
use crate::domain::limits;
use crate::domain::text::{cut, name};
use crate::error::{Error, Result};
use crate::kernel::command::Ack;
use crate::kernel::form::{Form, Part};
use crate::store::jobs::StoredJob;

/// The audience of the reply. Fixed by the first answer: a deferred reply keeps what its command declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Audience {
    /// Only the person who asked.
    Private,
    /// Everyone in the channel.
    Public,
    /// Nobody new: the message with the button is edited.
    Update,
}

impl Audience {
    /// Returns the audience of a question before an order whose receipt has this one: only the person who asked, unless a
    /// message is edited anyway.
    #[must_use]
    pub const fn of_question(self) -> Self {
        match self {
            Self::Update => Self::Update,
            Self::Public | Self::Private => Self::Private,
        }
    }
}

/// A reply to the person.
#[derive(Clone, Debug)]
pub enum Reply {
    Message(ReplyMessage),
    /// A form to fill in. Only possible as the first answer.
    Modal(Box<Modal>),
    /// Suggestions for the option being typed.
    Choices(Vec<CommandOptionChoice>),
    /// Nothing yet: a job will write the reply.
    Deferred,
}

/// A message as a reply.
#[derive(Clone, Debug)]
pub struct ReplyMessage {
    pub message: Message,
    pub audience: Audience,
    /// The job whose outcome this is: finished once the person has the reply.
    pub completes_job: Option<Box<StoredJob>>,
    /// `true` if the reply is dropped when it can't be sent in time, because a job will send the final one.
    pub provisional: bool,
}

/// A form.
#[derive(Clone, Debug)]
pub struct Modal {
    pub custom_id: String,
    pub title: String,
    pub parts: Vec<Part>,
}

impl Reply {
    #[must_use]
    pub fn new(audience: Audience, message: Message) -> Self {
        Self::Message(ReplyMessage { message, audience, completes_job: None, provisional: false })
    }

    #[must_use]
    pub fn private(text: impl Into<String>) -> Self {
        Self::new(Audience::Private, Message { content: text.into(), ..Message::default() })
    }

    #[must_use]
    pub fn public(text: impl Into<String>) -> Self {
        Self::new(Audience::Public, Message { content: text.into(), ..Message::default() })
    }

    #[must_use]
    pub fn update(text: impl Into<String>) -> Self {
        Self::new(Audience::Update, Message { content: text.into(), ..Message::default() })
    }

    /// Returns a form to fill in. A title that is too long is cut.
    #[must_use]
    pub fn form(custom_id: String, title: &str, form: &impl Form) -> Self {
        let title = cut(&name(title), limits::FORM_TITLE);
        Self::Modal(Box::new(Modal { custom_id, title, parts: form.parts() }))
    }

    /// Adds an embed.
    #[must_use]
    pub fn with_embed(mut self, embed: Embed) -> Self {
        if let Self::Message(said) = &mut self {
            said.message.embeds.push(embed);
        }
        self
    }

    /// Adds a row of buttons; nothing if there are none.
    #[must_use]
    pub fn with_buttons(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        if let Self::Message(said) = &mut self {
            said.message = std::mem::take(&mut said.message).with_buttons(buttons);
        }
        self
    }

    /// Marks the reply as provisional: a job will replace it.
    #[must_use]
    pub fn provisional(mut self) -> Self {
        if let Self::Message(said) = &mut self {
            said.provisional = true;
        }
        self
    }

    /// Ties the reply to the job whose outcome it is.
    #[must_use]
    pub fn completing(mut self, job: StoredJob) -> Self {
        if let Self::Message(said) = &mut self {
            said.completes_job = Some(Box::new(job));
        }
        self
    }
}

/// Returns a button.
#[must_use]
pub fn button(style: ButtonStyle, label: &str, custom_id: String) -> Button {
    Button {
        id: None,
        custom_id: Some(custom_id),
        disabled: false,
        emoji: None,
        label: Some(label.to_owned()),
        style,
        url: None,
        sku_id: None,
    }
}

impl ReplyMessage {
    /// Edits the message into the reply. If Discord refuses its files, it is shown without them.
    pub async fn show(&self, replies: &Replies<'_>) -> Result<()> {
        match replies.edit(&self.message).await {
            Err(error @ Error::Discord { .. })
                if !self.message.files.is_empty() && !error_code::is_reply_gone(&error) =>
            {
                replies.edit(&self.message.without_files()).await
            }
            other => other,
        }
    }
}

/// The response to an interaction, as Discord reads it.
#[derive(Serialize)]
struct Callback<'a> {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Data<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Data<'a> {
    Message(Body<'a>),
    Modal { custom_id: &'a str, title: &'a str, components: &'a [Part] },
    Choices { choices: &'a [CommandOptionChoice] },
    Flags { flags: u64 },
}

/// Writes the callback that sends a reply at once.
///
/// # Errors
/// Fails if the reply can't be written.
pub(super) fn callback(reply: &Reply, kind: InteractionType) -> Result<Bytes> {
    match reply {
        Reply::Message(said) => {
            let message = said.message.fitted();
            match said.audience {
                Audience::Public => written(4, Some(Data::Message(message.created()))),
                Audience::Private => written(4, Some(Data::Message(message.created().private()))),
                Audience::Update => written(7, Some(Data::Message(message.edited()))),
            }
        }
        Reply::Modal(form) => {
            let mut title = cut(&form.title, limits::FORM_TITLE);
            fit::fill(&mut title);
            let components = &form.parts;
            written(9, Some(Data::Modal { custom_id: &form.custom_id, title: &title, components }))
        }
        // As many as Discord takes.
        Reply::Choices(choices) => {
            let mut choices = choices.get(..limits::CHOICES).unwrap_or(choices).to_vec();
            choices.iter_mut().for_each(fit::choice);
            written(8, Some(Data::Choices { choices: &choices }))
        }
        Reply::Deferred => deferral(Ack::Private, kind),
    }
}

/// Writes the callback that asks for more time.
///
/// # Errors
/// Fails if it can't be written.
pub(super) fn deferral(ack: Ack, kind: InteractionType) -> Result<Bytes> {
    match (ack, kind) {
        (_, InteractionType::ApplicationCommandAutocomplete) => {
            written(8, Some(Data::Choices { choices: &[] }))
        }
        (Ack::Public, _) => written(5, None),
        (Ack::Update, _) => written(6, None),
        (Ack::Private | Ack::Immediate, _) => {
            written(5, Some(Data::Flags { flags: MessageFlags::EPHEMERAL.bits() }))
        }
    }
}

fn written(kind: u8, data: Option<Data<'_>>) -> Result<Bytes> {
    let mut written = Vec::with_capacity(1024);
    serde_json::to_writer(&mut written, &Callback { kind, data }).map_err(Error::broken)?;
    Ok(written.into())
}
