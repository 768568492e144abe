//! Reading an interaction: only the fields that are used, each by itself, so that changes of Discord's elsewhere do no
//! harm. If one can't be read, the person gets a sentence.

mod command;
mod fields;
mod json;
mod press;

use serde::{Deserialize, Serialize};
use twilight_model::application::interaction::InteractionType;
use twilight_model::application::interaction::application_command::CommandData;
use twilight_model::guild::Permissions;

use crate::discord::message::Message;
use crate::domain::ids::{ApplicationId, InteractionId};
use crate::kernel::control::Pressed;
use crate::kernel::cx::Origin;
use crate::words::{Language, Languages};
use fields::{Read, id, optional_id, permissions, text};
pub use json::Json;

/// An interaction that was read.
#[derive(Debug)]
pub struct Incoming {
    pub kind: InteractionType,
    pub origin: Origin,
    pub asked: Asked,
}

/// The request of an interaction.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Asked {
    Command(Box<CommandData>),
    /// Suggestions for an option.
    Complete(Box<CommandData>),
    /// A button, select or form, by its custom id.
    Press(String, Pressed),
}

/// The reason why an interaction was not read.
#[derive(Debug)]
pub enum Unread {
    /// Not an interaction that anybody waits for: no id, no token, or no known kind.
    NotOne,
    /// An interaction that somebody waits for, with a needed field that can't be read.
    Shape { id: InteractionId, kind: InteractionType, why: String },
}

impl Incoming {
    /// Reads an interaction.
    ///
    /// # Errors
    /// Fails if it is no interaction, or a needed field can't be read.
    pub fn read(raw: &Json<'_>) -> Result<Self, Unread> {
        let envelope = (|| {
            let kind = raw.get("type")?.as_u64().and_then(|kind| u8::try_from(kind).ok())?;
            let kind = InteractionType::try_from(kind).ok().filter(|kind| *kind != InteractionType::Ping)?;
            let token = text(raw, "token").filter(|token| !token.is_empty())?;
            Some((id(raw, "id").ok()?, id(raw, "application_id").ok()?, kind, token.to_owned()))
        })();
        let Some((id, application, kind, token)) = envelope else { return Err(Unread::NotOne) };
        Self::of(raw, id, application, kind, token).map_err(|why| Unread::Shape { id, kind, why })
    }

    fn of(
        raw: &Json<'_>,
        id: InteractionId,
        application: ApplicationId,
        kind: InteractionType,
        token: String,
    ) -> Read<Self> {
        let (member, by_member) = match raw.get("member").filter(|member| member.is_object()) {
            Some(raw) => (Some(fields::member(raw)?), raw.get("user")),
            None => (None, None),
        };
        let user = by_member.or_else(|| raw.get("user")).ok_or("nobody who asks")?;
        let data = raw.get("data").ok_or("no data")?;
        let channel = match raw.get("channel").map(|channel| fields::id(channel, "id")) {
            Some(Ok(channel)) => Some(channel),
            _ => optional_id(raw, "channel_id")?,
        };
        let permissions_of = |raw: Option<&Json<'_>>, key: &str| {
            permissions(raw.and_then(|raw| raw.get(key))).unwrap_or(Permissions::empty())
        };
        let origin = Origin {
            id,
            application,
            token,
            guild: optional_id(raw, "guild_id")?,
            channel,
            is_thread: raw.get("channel").is_some_and(fields::is_thread),
            user: fields::user(user)?,
            member,
            permissions: permissions_of(raw.get("member"), "permissions"),
            app_permissions: permissions_of(Some(raw), "app_permissions"),
            target: match kind {
                InteractionType::ApplicationCommand => command::message(data)?,
                _ => None,
            },
            card: raw.get("message").and_then(card).map(Box::new),
            languages: languages(raw),
        };
        Ok(Self {
            kind,
            origin,
            asked: match kind {
                InteractionType::ApplicationCommand => Asked::Command(Box::new(command::command(data)?)),
                InteractionType::ApplicationCommandAutocomplete => {
                    Asked::Complete(Box::new(command::unfinished(data)?))
                }
                InteractionType::MessageComponent => {
                    let (id, pressed) = press::component(data)?;
                    Asked::Press(id, pressed)
                }
                InteractionType::ModalSubmit => {
                    let (id, pressed) = press::form(data)?;
                    Asked::Press(id, pressed)
                }
                _ => return Err("a kind that is not known".to_owned()),
            },
        })
    }
}

/// Returns the message with the control; `None` if it has something that Gavel does not know.
fn card(raw: &Json<'_>) -> Option<Message> {
    let part = |key| raw.get(key).map(serde_json::to_value).transpose();
    Some(Message {
        content: text(raw, "content").unwrap_or_default().to_owned(),
        embeds: part("embeds").ok()?.map(serde_json::from_value).transpose().ok()?.unwrap_or_default(),
        components: part("components")
            .ok()?
            .map(serde_json::from_value)
            .transpose()
            .ok()?
            .unwrap_or_default(),
        ..Message::default()
    })
}

/// Returns the languages of the caller's client and of the server. A language that the catalogue lacks is English.
fn languages(raw: &Json<'_>) -> Languages {
    let of = |key| text(raw, key).and_then(Language::of);
    let reader = of("locale").unwrap_or_default();
    Languages { reader, server: of("guild_locale").unwrap_or_default() }
}
