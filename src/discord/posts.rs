//! Posts of forums: a card that is posted in a forum begins a post of its own, exactly once.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use twilight_http::request::{Method, RequestBuilder};
use twilight_model::guild::Permissions;

use crate::discord::channels::{Channel, ForumTag};
use crate::discord::files::sending;
use crate::discord::message::{Message, Once};
use crate::discord::rest::Call;
use crate::discord::{Discord, error_code, request};
use crate::domain::ids::{ChannelId, GuildId, MessageId, UserId};
use crate::domain::limits;
use crate::domain::permissions::covers;
use crate::domain::text::cut;
use crate::error::{Error, Result};

/// A post of a forum that is to be begun: its name and its first message.
#[derive(Clone, Copy, Debug)]
pub struct NewPost<'a> {
    /// The name, by which it is found again.
    pub name: &'a str,
    pub message: &'a Message,
    /// The id after which it can only have been begun.
    pub after: u64,
}

#[derive(Deserialize)]
struct ActiveThreads {
    threads: Vec<ActiveThread>,
}

#[derive(Deserialize)]
struct ActiveThread {
    id: ChannelId,
    name: String,
    #[serde(default)]
    parent_id: Option<ChannelId>,
    #[serde(default)]
    owner_id: Option<UserId>,
}

impl Discord {
    /// Posts a card exactly once; in a forum, as the beginning of a post of this name. Returns where it is.
    pub async fn card_post_once(
        &self,
        once: &Once,
        name: &str,
        resumed: bool,
    ) -> Result<(ChannelId, MessageId)> {
        match self.message_post_once(once, resumed).await {
            Err(Error::Discord { code: error_code::NOT_TEXT, .. }) => {
                let forum = self.channel(once.channel).await?;
                let post = NewPost { name, message: &once.message, after: once.after };
                let post = self.post_begin_once(&forum, post).await?;
                // The first message of a post has the post's id.
                Ok((post, post.cast()))
            }
            posted => Ok((once.channel, posted?)),
        }
    }

    /// Begins a post of a forum, unless Gavel has begun one of this name.
    pub async fn post_begin_once(&self, forum: &Channel, post: NewPost<'_>) -> Result<ChannelId> {
        let guild = forum.guild.ok_or_else(|| Error::broken("a forum of no server"))?;
        let name = cut(post.name, limits::NAME);
        let post = NewPost { name: &name, ..post };
        if let Some(found) = self.post_look(guild, forum.id, post).await? {
            return Ok(found);
        }
        match self.post_begin(guild, forum, post).await {
            Err(Error::Unreachable { .. }) => {}
            other => return other,
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        match self.post_look(guild, forum.id, post).await? {
            Some(found) => Ok(found),
            None => self.post_begin(guild, forum, post).await,
        }
    }

    async fn post_begin(&self, guild: GuildId, forum: &Channel, post: NewPost<'_>) -> Result<ChannelId> {
        #[derive(Deserialize)]
        struct Begun {
            id: ChannelId,
        }
        let mut body = serde_json::Map::new();
        body.insert("name".to_owned(), json!(post.name));
        body.insert("message".to_owned(), json!(post.message.create_body()?));
        if forum.wants_tag {
            let tag = self.tag(guild, forum).await?;
            body.insert("applied_tags".to_owned(), json!(Vec::from_iter(tag.map(|tag| tag.id))));
        }
        let builder = RequestBuilder::raw(Method::Post, format!("channels/{}/threads", forum.id));
        let request = sending(builder, body, &[])?;
        Ok(self.rest.call(request, Call::default()).await?.json::<Begun>()?.id)
    }

    /// Returns the tag for a post in a forum that wants one: the first that Gavel may set.
    async fn tag(&self, guild: GuildId, forum: &Channel) -> Result<Option<ForumTag>> {
        if let Some(free) = forum.tags.iter().find(|tag| !tag.moderated) {
            return Ok(Some(*free));
        }
        let held = self.my_permissions(guild, forum.id).await?;
        let manages = covers(held, Permissions::MANAGE_THREADS);
        Ok(forum.tags.first().copied().filter(|_| manages))
    }

    /// Finds an open post of Gavel's by its name.
    async fn post_look(
        &self,
        guild: GuildId,
        forum: ChannelId,
        post: NewPost<'_>,
    ) -> Result<Option<ChannelId>> {
        let me = self.me().await?;
        let path = format!("guilds/{guild}/threads/active");
        let answer = self.rest.call(request(Method::Get, path, None)?, Call::default()).await?;
        let found = answer.json::<ActiveThreads>()?.threads.into_iter().find(|it| {
            it.parent_id == Some(forum)
                && it.owner_id == Some(me)
                && it.name == post.name
                && it.id.get() > post.after
        });
        Ok(found.map(|found| found.id))
    }
}
