//! Making roles and channels once each, and deleting them again.
//!
//! Discord has no way to repeat these calls safely. A try whose answer was lost is looked for: what it made bears its name,
//! and an id that is younger than the order.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use twilight_http::request::Method;

use crate::discord::channels::number;
use crate::discord::rest::Call;
use crate::discord::{Discord, error_code, request, request_because};
use crate::domain::ids::{ChannelId, GuildId, RoleId, UserId};
use crate::domain::permission_context::Overwrite;
use crate::error::{Error, Result};

/// The time after a lost answer until what it made can be seen.
const SEEN: Duration = Duration::from_millis(200);

/// A role or channel to be made once.
#[derive(Clone, Copy, Debug)]
pub struct Make<'a> {
    pub guild: GuildId,
    pub name: &'a str,
    /// The text below a channel's name; empty for a role.
    pub topic: &'a str,
    /// The id after which it can only have been made.
    pub after: u64,
    /// The reason for the audit log.
    pub reason: &'a str,
}

#[derive(Deserialize)]
struct Made {
    #[serde(deserialize_with = "number")]
    id: u64,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    topic: Option<String>,
}

impl Make<'_> {
    fn is(&self, made: &Made) -> bool {
        made.id > self.after
            && made.name.as_deref() == Some(self.name)
            && made.topic.as_deref().unwrap_or_default() == self.topic
    }
}

impl Discord {
    /// Makes a role without permissions, exactly once. If `resumed`, an earlier try may have made it, so it is looked for
    /// first.
    pub async fn role_make(&self, make: &Make<'_>, resumed: bool) -> Result<RoleId> {
        let body = json!({ "name": make.name, "permissions": 0, "hoist": false, "mentionable": false });
        self.make_once(make, &format!("guilds/{}/roles", make.guild), &body, resumed).await.map(RoleId::new)
    }

    /// Makes a text channel with these overwrites, exactly once. Its name is written as Discord writes those of text
    /// channels: in small letters, without spaces.
    pub async fn channel_make(
        &self,
        make: &Make<'_>,
        overwrites: &[Overwrite],
        resumed: bool,
    ) -> Result<ChannelId> {
        let overwrite = |it: &Overwrite| json!({ "id": it.id.to_string(), "type": it.kind, "allow": it.allow.to_string(), "deny": it.deny.to_string() });
        let overwrites: Vec<Value> = overwrites.iter().map(overwrite).collect();
        let body =
            json!({ "name": make.name, "type": 0, "topic": make.topic, "permission_overwrites": overwrites });
        self.make_once(make, &format!("guilds/{}/channels", make.guild), &body, resumed)
            .await
            .map(ChannelId::new)
    }

    async fn make_once(&self, make: &Make<'_>, list: &str, body: &Value, resumed: bool) -> Result<u64> {
        if resumed && let Some(found) = self.made(make, list).await? {
            return Ok(found);
        }
        let call = async || {
            let post = request_because(Method::Post, list.to_owned(), Some(body), make.reason)?;
            Ok(self.rest.call(post, Call::default()).await?.json::<Made>()?.id)
        };
        match call().await {
            Err(Error::Unreachable { .. }) => {}
            other => return other,
        }
        tokio::time::sleep(SEEN).await;
        match self.made(make, list).await? {
            Some(found) => Ok(found),
            None => call().await,
        }
    }

    /// Returns what an earlier try made.
    async fn made(&self, make: &Make<'_>, list: &str) -> Result<Option<u64>> {
        let answer = self.rest.call(request(Method::Get, list.to_owned(), None)?, Call::default()).await?;
        Ok(answer.json::<Vec<Made>>()?.iter().find(|made| make.is(made)).map(|made| made.id))
    }

    /// Hides a channel from a role. Repeating it has no effect.
    pub async fn role_overwrite_set(&self, channel: ChannelId, to: Overwrite, reason: &str) -> Result<()> {
        let body = json!({ "type": to.kind, "allow": to.allow.to_string(), "deny": to.deny.to_string() });
        let path = format!("channels/{channel}/permissions/{}", to.id);
        self.rest
            .call(request_because(Method::Put, path, Some(&body), reason)?, Call::default())
            .await
            .map(drop)
    }

    /// Removes the overwrite of a role. Repeating it has no effect.
    pub async fn role_overwrite_remove(&self, channel: ChannelId, role: RoleId, reason: &str) -> Result<()> {
        let delete =
            request_because(Method::Delete, format!("channels/{channel}/permissions/{role}"), None, reason)?;
        match self.rest.call(delete, Call::default()).await {
            Err(Error::Discord {
                code: error_code::UNKNOWN_OVERWRITE | error_code::UNKNOWN_CHANNEL, ..
            }) => Ok(()),
            other => other.map(drop),
        }
    }

    /// Deletes a role. Repeating it has no effect.
    pub async fn role_delete(&self, guild: GuildId, role: RoleId, reason: &str) -> Result<()> {
        let delete = request_because(Method::Delete, format!("guilds/{guild}/roles/{role}"), None, reason)?;
        match self.rest.call(delete, Call::default()).await {
            Err(Error::Discord { code: error_code::UNKNOWN_ROLE, .. }) => Ok(()),
            other => other.map(drop),
        }
    }

    /// Deletes a channel. Repeating it has no effect.
    pub async fn channel_delete(&self, channel: ChannelId, reason: &str) -> Result<()> {
        let delete = request_because(Method::Delete, format!("channels/{channel}"), None, reason)?;
        match self.rest.call(delete, Call::default()).await {
            Err(Error::Discord { code: error_code::UNKNOWN_CHANNEL, .. }) => Ok(()),
            other => other.map(drop),
        }
    }

    /// Returns `true` if somebody else than Gavel wrote among the newest messages of a channel.
    pub async fn others_wrote(&self, channel: ChannelId) -> Result<bool> {
        #[derive(Deserialize)]
        struct Written {
            author: Author,
        }
        #[derive(Deserialize)]
        struct Author {
            id: UserId,
        }
        let me = self.me().await?;
        let path = format!("channels/{channel}/messages?limit=100");
        match self.rest.call(request(Method::Get, path, None)?, Call::default()).await {
            Ok(answer) => Ok(answer.json::<Vec<Written>>()?.iter().any(|message| message.author.id != me)),
            Err(Error::Discord { code: error_code::UNKNOWN_CHANNEL, .. }) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// Returns the channel in which Discord welcomes newcomers; `None` if the server has none.
    pub async fn system_channel(&self, guild: GuildId) -> Result<Option<ChannelId>> {
        #[derive(Deserialize)]
        struct Server {
            #[serde(default)]
            system_channel_id: Option<ChannelId>,
        }
        Ok(self.rest.fetch::<Server>(self.build.guild(guild)).await?.system_channel_id)
    }
}
