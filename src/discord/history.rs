//! A channel's messages: reading them backwards, and deleting them.

use serde_json::json;
use twilight_http::request::{AuditLogReason, Method};
use twilight_model::guild::Permissions;

pub use crate::discord::listed::{Listed, Said};
use crate::discord::{Discord, error_code, request, request_because};
use crate::domain::ids::{ChannelId, MessageId};
use crate::domain::permissions::covers;
use crate::error::{Error, Result};

/// The number of messages that Discord returns, and deletes, at once.
pub const PAGE: usize = 100;

impl Discord {
    /// Returns the newest messages older than an id, newest first: [`PAGE`] of them, or all that there are.
    pub async fn messages_before(&self, channel: ChannelId, before: MessageId) -> Result<Vec<Listed>> {
        self.messages_page(channel, before.get(), PAGE).await
    }

    /// Returns those of the messages that exist.
    pub async fn messages_there(&self, channel: ChannelId, ids: &[MessageId]) -> Result<Vec<Listed>> {
        let (Some(newest), Some(oldest)) = (ids.iter().max(), ids.iter().min()) else { return Ok(vec![]) };
        let most = if newest == oldest { 1 } else { PAGE };
        let (mut before, mut found) = (newest.get().saturating_add(1), Vec::new());
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

    /// Fails without Read Message History, because Discord then returns an empty list instead of an error.
    async fn need_history(&self, channel: ChannelId) -> Result<()> {
        let Some(guild) = self.channel(channel).await?.guild else { return Ok(()) };
        if covers(self.my_permissions(guild, channel).await?, Permissions::READ_MESSAGE_HISTORY) {
            return Ok(());
        }
        Err(Error::Discord {
            status: 403,
            code: error_code::MISSING_PERMISSIONS,
            message: "no Read Message History".to_owned(),
            route: format!("channels/{channel}/messages"),
        })
    }

    /// Deletes a message. One that is gone already is no error.
    pub async fn message_delete(&self, channel: ChannelId, id: MessageId, reason: &str) -> Result<()> {
        match self.rest.send(self.build.delete_message(channel, id).reason(reason)).await {
            Err(Error::Discord { code: error_code::UNKNOWN_MESSAGE, .. }) => Ok(()),
            other => other,
        }
    }

    /// Deletes up to [`PAGE`] messages: one by itself, several in one call, which Discord refuses as a whole if one is
    /// older than 14 days. After [`Error::Unreachable`] they may be deleted all the same.
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
