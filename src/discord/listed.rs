//! A message, with the fields that Gavel uses: its author, the person who had an application write it, and its content.
//!
//! Each list in it is read item by item: items of unknown form are left out, and the rest is still read.

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use twilight_model::id::Id;
use twilight_model::id::marker::WebhookMarker;

use crate::domain::ids::{ChannelId, MessageId, UserId};
use crate::domain::text::cut;
use crate::words;

/// The most letters quoted of a text inside a message.
const EXCERPT: usize = 200;

/// A message of a channel, with the fields that Gavel uses and keeps in a transcript. Without the message-content
/// intent Discord leaves its content out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub id: MessageId,
    #[serde(default)]
    pub channel_id: Option<ChannelId>,
    pub author: Author,
    /// The webhook that wrote it, or the application that answered an interaction.
    #[serde(default)]
    pub webhook_id: Option<Id<WebhookMarker>>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    interaction_metadata: Option<Interaction>,
    #[serde(rename = "type")]
    pub kind: u8,
    #[serde(default)]
    pub pinned: bool,
    #[serde(flatten)]
    pub said: Said,
    /// The messages that it forwards.
    #[serde(default, deserialize_with = "each")]
    pub message_snapshots: Vec<Snapshot>,
    #[serde(default, deserialize_with = "lenient")]
    pub edited_timestamp: Option<Timestamp>,
}

impl Listed {
    /// Returns the message without what it says and shows.
    #[must_use]
    pub fn without_texts(&self) -> Self {
        Self { said: Said::default(), message_snapshots: vec![], ..self.clone() }
    }
}

/// The author of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub id: UserId,
    pub username: String,
    /// `true` for bots and webhooks.
    #[serde(default)]
    pub bot: bool,
}

/// The interaction that an application answered with a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Interaction {
    user: Author,
}

/// The content of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    #[serde(default)]
    pub content: String,
    #[serde(default, deserialize_with = "each")]
    pub attachments: Vec<Attached>,
    #[serde(default, deserialize_with = "each")]
    pub embeds: Vec<Shown>,
    #[serde(default, deserialize_with = "each")]
    pub sticker_items: Vec<Sticker>,
    #[serde(default, deserialize_with = "lenient", skip_serializing_if = "Option::is_none")]
    pub poll: Option<Poll>,
}

/// A message as it was when it was forwarded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    pub message: Said,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    pub filename: String,
    /// The size in bytes.
    #[serde(default)]
    pub size: u64,
}

/// An embed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub url: Option<String>,
    #[serde(default, deserialize_with = "each", skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
}

/// A field of an embed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    pub name: String,
    pub value: String,
}

/// A sticker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sticker {
    pub name: String,
}

/// A poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    pub question: PollText,
    #[serde(default, deserialize_with = "each")]
    pub answers: Vec<PollAnswer>,
}

/// A question, or an answer to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollText {
    #[serde(default)]
    pub text: Option<String>,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollAnswer {
    pub poll_media: PollText,
}

impl Listed {
    /// Returns its own content, and the content that it forwards.
    pub fn saids(&self) -> impl Iterator<Item = &Said> {
        std::iter::once(&self.said).chain(self.message_snapshots.iter().map(|snapshot| &snapshot.message))
    }

    /// Returns the person who had an application write it, by a command, a button or a form.
    #[must_use]
    pub fn made_by(&self) -> Option<&Author> {
        self.interaction_metadata.as_ref().map(|interaction| &interaction.user)
    }

    /// Returns `true` if the person wrote it, or had an application write it.
    #[must_use]
    pub fn is_of(&self, user: UserId) -> bool {
        self.author.id == user || self.made_by().is_some_and(|by| by.id == user)
    }

    /// Returns a line for each part of its content beside its own text, files included.
    #[must_use]
    pub fn shows(&self) -> Vec<String> {
        self.said.files().chain(self.shows_beside_files()).collect()
    }

    /// Returns a line for each part of its content beside its own text and files.
    pub fn shows_beside_files(&self) -> impl Iterator<Item = String> {
        let forwarded = self.message_snapshots.iter().flat_map(|Snapshot { message }| {
            let text = Some(excerpt(&message.content)).filter(|text| !text.is_empty());
            text.into_iter().chain(message.files()).chain(message.shows())
        });
        self.said.shows().chain(forwarded.map(words::discord_shows_forwarded))
    }

    /// Returns `true` for notices of Discord's own that nobody can delete: somebody added to or removed from a thread,
    /// a call, a thread's new name or icon, a thread's first message.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        matches!(self.kind, 1..=5 | 21)
    }
}

impl Said {
    fn files(&self) -> impl Iterator<Item = String> {
        self.attachments.iter().map(|file| words::discord_shows_file(&file.filename))
    }

    /// Returns a line for each sticker, poll and embed.
    fn shows(&self) -> impl Iterator<Item = String> {
        let stickers = self.sticker_items.iter().map(|sticker| words::discord_shows_sticker(&sticker.name));
        let poll = self.poll.iter().map(|poll| words::discord_shows_poll(poll.line()));
        let embeds = self.embeds.iter().map(|embed| words::discord_shows_embed(embed.line()));
        stickers.chain(poll).chain(embeds)
    }
}

impl Poll {
    /// Returns the question and the answers on one line.
    #[must_use]
    pub fn line(&self) -> String {
        let answers = self.answers.iter().filter_map(|answer| answer.poll_media.text.as_deref());
        let answers: Vec<&str> = answers.collect();
        let question =
            self.question.text.as_deref().map_or_else(words::discord_poll_without_question, excerpt);
        format!("{question} ({})", excerpt(&answers.join(" / ")))
    }
}

impl Shown {
    fn line(&self) -> String {
        let fields = self.fields.iter().flat_map(|field| [field.name.as_str(), field.value.as_str()]);
        let texts = [self.title.as_deref(), self.description.as_deref()].into_iter().flatten().chain(fields);
        let texts: Vec<&str> = texts.filter(|text| !text.trim().is_empty()).collect();
        match (texts.as_slice(), &self.url) {
            ([], Some(url)) => excerpt(url),
            ([], None) => words::discord_embed_picture(),
            (texts, _) => excerpt(&texts.join(" · ")),
        }
    }
}

fn excerpt(text: &str) -> String {
    cut(&text.split_whitespace().collect::<Vec<_>>().join(" "), EXCERPT)
}

/// Reads a list item by item, without those of unknown form.
fn each<'de, D: Deserializer<'de>, T: DeserializeOwned>(raw: D) -> Result<Vec<T>, D::Error> {
    let Value::Array(items) = Value::deserialize(raw)? else { return Ok(vec![]) };
    Ok(items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect())
}

/// Reads a value; `None` if its form is unknown.
fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned>(raw: D) -> Result<Option<T>, D::Error> {
    Ok(serde_json::from_value(Value::deserialize(raw)?).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_message_is_read_with_what_it_forwards_and_kept_as_it_was() {
        let body = json!({
            "id": "7", "channel_id": "1", "type": 0, "content": "look", "pinned": false, "tts": false,
            "author": { "id": "5", "username": "ann", "discriminator": "0" },
            "timestamp": "2024-03-01T18:00:00.123000+00:00", "edited_timestamp": "2024-03-01T18:01:00+00:00",
            "attachments": [{ "id": "9", "filename": "a.png", "size": 3, "url": "https://x" }], "embeds": [{ "type": "rich", "title": "t" }],
            "message_snapshots": [{ "message": { "content": "forwarded", "type": 0, "mentions": [] } }]
        });
        let read: Listed = serde_json::from_value(body).unwrap();
        assert_eq!(read.saids().map(|said| said.content.as_str()).collect::<Vec<_>>(), ["look", "forwarded"]);
        assert_eq!((read.said.attachments.len(), read.author.bot, read.is_fixed()), (1, false, false));
        let kept = serde_json::to_value(&read).unwrap();
        assert_eq!(serde_json::from_value::<Listed>(kept).unwrap(), read);
    }

    #[test]
    fn what_is_hidden_from_us_is_read_as_empty() {
        let body = json!({ "id": "7", "type": 21, "author": { "id": "5", "username": "ann", "bot": true } });
        let read: Listed = serde_json::from_value(body).unwrap();
        assert_eq!(read.said, Said::default());
        assert!(read.author.bot && read.is_fixed());
    }

    #[test]
    fn what_a_message_shows_is_named_line_by_line() {
        let forwarded =
            json!({ "content": "look  here", "attachments": [{ "filename": "b.png", "size": 1 }] });
        let body = json!({
            "id": "7", "type": 0, "author": { "id": "5", "username": "ann" },
            "attachments": [{ "filename": "a.png", "size": 3 }], "sticker_items": [{ "id": "1", "name": "wave" }],
            "embeds": [{ "title": "t", "fields": [{ "name": "n", "value": "v" }] }, { "url": "https://x" }, { "image": {} }],
            "poll": { "question": { "text": "Tea?" }, "answers": [{ "poll_media": { "text": "yes" } }, { "poll_media": { "text": "no" } }] },
            "message_snapshots": [{ "message": forwarded }],
        });
        let read: Listed = serde_json::from_value(body).unwrap();
        let expected = [
            "File: a.png",
            "Sticker: wave",
            "Poll: Tea? (yes / no)",
            "Embed: t · n · v",
            "Embed: https://x",
            "Embed: a picture",
            "Forwarded: look here",
            "Forwarded: File: b.png",
        ];
        assert_eq!(read.shows(), expected);
    }

    #[test]
    fn what_an_application_wrote_is_of_who_asked_for_it() {
        let user = json!({ "id": "9", "username": "eve" });
        let body = json!({
            "id": "7", "type": 20, "author": { "id": "5", "username": "app", "bot": true }, "webhook_id": "5",
            "interaction_metadata": { "id": "1", "type": 2, "user": user, "authorizing_integration_owners": {} },
        });
        let read: Listed = serde_json::from_value(body).unwrap();
        assert_eq!(read.made_by().map(|by| by.id.get()), Some(9));
        assert!(read.is_of(Id::new(9)) && read.is_of(Id::new(5)) && !read.is_of(Id::new(7)));
        assert_eq!(serde_json::from_value::<Listed>(serde_json::to_value(&read).unwrap()).unwrap(), read);
    }

    #[test]
    fn what_has_no_known_shape_inside_a_message_is_left_out() {
        let body = json!({
            "id": "7", "type": 0, "author": { "id": "5", "username": "ann", "avatar": "no hash", "flags": -1 }, "content": "hello",
            "attachments": [{ "file": 1 }, { "filename": "a", "size": 1 }], "embeds": {}, "sticker_items": null, "poll": [],
            "interaction_metadata": 7, "edited_timestamp": "lately", "components": [{ "type": 99 }], "message_snapshots": [{}],
        });
        let read: Listed = serde_json::from_value(body).unwrap();
        assert_eq!((read.said.content.as_str(), read.said.attachments.len()), ("hello", 1));
    }
}
