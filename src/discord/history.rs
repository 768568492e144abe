//! What was written in a channel: read backwards, and deleted.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use twilight_http::request::{AuditLogReason, Method};
use twilight_model::guild::Permissions;

use crate::discord::{Discord, fault, request, request_because};
use crate::domain::ids::{ChannelId, MessageId, UserId};
use crate::domain::permissions::covers;
use crate::error::{Error, Result};

/// As many as Discord gives, and deletes, at once.
pub const PAGE: usize = 100;

/// A message of a channel: as much of it as is looked at, and kept in a transcript. Without the message-content intent
/// Discord leaves out what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub id: MessageId,
    pub author: Author,
    #[serde(rename = "type")]
    pub kind: u8,
    #[serde(default)]
    pub pinned: bool,
    #[serde(flatten)]
    pub said: Said,
    /// What it forwards.
    #[serde(default)]
    pub message_snapshots: Vec<Snapshot>,
    #[serde(default)]
    pub edited_timestamp: Option<Timestamp>,
}

/// Who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    pub id: UserId,
    pub username: String,
    /// Webhooks are bots, too.
    #[serde(default)]
    pub bot: bool,
}

/// What a message says and shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    #[serde(default)]
    pub content: String,
    #[serde(default)]
    pub attachments: Vec<Attached>,
    #[serde(default)]
    pub embeds: Vec<Shown>,
    #[serde(default)]
    pub sticker_items: Vec<Sticker>,
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
    /// In bytes.
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
}

/// A sticker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sticker {
    pub name: String,
}

impl Listed {
    /// What it says itself, and what it forwards.
    pub fn saids(&self) -> impl Iterator<Item = &Said> {
        std::iter::once(&self.said).chain(self.message_snapshots.iter().map(|snapshot| &snapshot.message))
    }

    /// Whether it is a notice of Discord's own that nobody can delete: somebody added to or taken out of a thread, a
    /// call, a thread's new name or picture, a thread's first message.
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        matches!(self.kind, 1..=5 | 21)
    }
}

impl Discord {
    /// The newest messages older than an id, newest first: [`PAGE`] of them, or all that there are.
    pub async fn messages_before(&self, channel: ChannelId, before: MessageId) -> Result<Vec<Listed>> {
        self.messages_page(channel, before.get(), PAGE).await
    }

    /// Which of these messages are there.
    pub async fn messages_there(&self, channel: ChannelId, ids: &[MessageId]) -> Result<Vec<Listed>> {
        let (Some(newest), Some(oldest)) = (ids.iter().max(), ids.iter().min()) else { return Ok(vec![]) };
        let most = if newest == oldest { 1 } else { PAGE };
        let (mut before, mut found) = (newest.get() + 1, Vec::new());
        loop {
            let page = self.messages_page(channel, before, most).await?;
            let is_last = page.len() < most || page.last().is_none_or(|last| last.id <= *oldest);
            before = page.last().map_or(before, |last| last.id.get());
            found.extend(page.into_iter().filter(|message| ids.contains(&message.id)));
            if is_last {
                return Ok(found);
            }
        }
    }

    async fn messages_page(&self, channel: ChannelId, before: u64, most: usize) -> Result<Vec<Listed>> {
        let path = format!("channels/{channel}/messages?limit={most}&before={before}");
        let page: Vec<Listed> =
            self.rest.call(request(Method::Get, path, None)?, self.rest.usual()).await?.json()?;
        if page.is_empty() {
            self.need_history(channel).await?;
        }
        Ok(page)
    }

    /// Without Read Message History Discord does not refuse: it answers that nothing is there.
    async fn need_history(&self, channel: ChannelId) -> Result<()> {
        let Some(guild) = self.channel(channel).await?.guild else { return Ok(()) };
        if covers(self.my_permissions(guild, channel).await?, Permissions::READ_MESSAGE_HISTORY) {
            return Ok(());
        }
        Err(Error::Discord {
            status: 403,
            code: fault::MISSING_PERMISSIONS,
            message: "no Read Message History".to_owned(),
            route: format!("channels/{channel}/messages"),
        })
    }

    /// Deletes a message. What is gone already is no error.
    pub async fn message_delete(&self, channel: ChannelId, id: MessageId, reason: &str) -> Result<()> {
        match self.rest.send(self.build.delete_message(channel, id).reason(reason)).await {
            Err(Error::Discord { code: fault::UNKNOWN_MESSAGE, .. }) => Ok(()),
            other => other,
        }
    }

    /// Deletes messages, [`PAGE`] at most: several at one go, which Discord refuses as a whole where one is older than
    /// 14 days; one by itself. After [`Error::Unreachable`] they may be deleted all the same.
    pub async fn messages_delete(&self, channel: ChannelId, ids: &[MessageId], reason: &str) -> Result<()> {
        let (method, path, body) = match ids {
            [] => return Ok(()),
            [one] => (Method::Delete, format!("channels/{channel}/messages/{one}"), None),
            many => {
                let path = format!("channels/{channel}/messages/bulk-delete");
                (Method::Post, path, Some(json!({ "messages": many })))
            }
        };
        let request = request_because(method, path, body.as_ref(), reason)?;
        self.rest.call(request, self.rest.usual().once()).await.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
