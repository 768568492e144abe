//! Messages as Gavel sends them, and sending one exactly once.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use twilight_http::request::{Method, RequestBuilder};
use twilight_model::channel::message::component::{ActionRow, Button};
use twilight_model::channel::message::{Component, Embed, MessageFlags};

use crate::discord::files::{File, TRANSFER, sending};
use crate::discord::fit;
use crate::discord::nonce::Nonce;
use crate::discord::poll::NewPoll;
use crate::discord::rest::Call;
use crate::discord::{Discord, error_code, request};
use crate::domain::ids::{ChannelId, MessageId, UserId};
use crate::error::{Error, Result};
use crate::words;

/// The content of a message. `allowed_mentions` is always sent, so that only `mentions` are notified.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Message {
    pub content: String,
    pub embeds: Vec<Embed>,
    pub components: Vec<Component>,
    /// The people who are notified if the text mentions them.
    pub mentions: Vec<UserId>,
    /// The poll. It can't be edited, but by a reply that was deferred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<NewPoll>,
    /// `true` if the links in the text unfold their previews: where it is a server's own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shows_previews: bool,
    /// The files. An edit without any leaves the message's own in place.
    #[serde(skip)]
    pub files: Vec<File>,
}

impl Message {
    /// Returns a message with one embed.
    #[must_use]
    pub fn embed(embed: Embed) -> Self {
        Self { embeds: vec![embed], ..Self::default() }
    }

    /// Adds a row of buttons; nothing if there are none.
    #[must_use]
    pub fn with_buttons(mut self, buttons: impl IntoIterator<Item = Button>) -> Self {
        let components: Vec<Component> = buttons.into_iter().map(Component::Button).collect();
        if !components.is_empty() {
            self.components.push(Component::ActionRow(ActionRow { id: None, components }));
        }
        self
    }

    /// Returns the body of a new message.
    #[must_use]
    pub fn created(&self) -> Body<'_> {
        let content = (!self.content.is_empty()).then_some(self.content.as_str());
        let embeds = (!self.embeds.is_empty()).then_some(self.embeds.as_slice());
        let components = (!self.components.is_empty()).then_some(self.components.as_slice());
        let about = |(at, file): (usize, &'_ File)| Attached {
            id: at.to_string(),
            filename: file.name.clone(),
            description: file.description.clone(),
        };
        let allowed_mentions = AllowedMentions { parse: [], users: &self.mentions };
        let attachments = self.files.iter().enumerate().map(about).collect();
        let poll = self.poll.as_ref();
        Body { content, embeds, components, poll, attachments, allowed_mentions, flags: None }
    }

    /// Returns the body of an edit that makes the message exactly this, whatever it was.
    #[must_use]
    pub fn edited(&self) -> Body<'_> {
        let (content, embeds, components) =
            (Some(self.content.as_str()), Some(self.embeds.as_slice()), Some(self.components.as_slice()));
        Body { content, embeds, components, ..self.created() }
    }

    /// Returns the body of a new message, for adding fields to it.
    pub fn create_body(&self) -> Result<Map<String, Value>> {
        fields(&self.fitted().created())
    }

    /// Returns the message as Discord takes it, whatever fills it.
    #[must_use]
    pub fn fitted(&self) -> Self {
        let mut message = self.clone();
        fit::content(&mut message.content, message.shows_previews);
        fit::embeds(&mut message.embeds);
        message.components.iter_mut().for_each(fit::component);
        let is_empty = message.embeds.is_empty() && message.components.is_empty() && message.poll.is_none();
        if is_empty && message.files.is_empty() {
            // Discord refuses a message with nothing.
            fit::fill(&mut message.content);
        }
        message
    }

    /// Returns the message without its files, with a note: for when Discord does not take them.
    #[must_use]
    pub fn without_files(&self) -> Self {
        let content = format!("{}\n-# {}", self.content, words::discord_without_files());
        Self { content, files: vec![], ..self.clone() }
    }

    /// Returns the limits of the call that sends it.
    pub(super) fn patience(&self) -> Call {
        if self.files.is_empty() { Call::default() } else { TRANSFER }
    }

    /// Returns the body of an edit, for adding fields to it.
    pub fn edit_body(&self) -> Result<Map<String, Value>> {
        fields(&self.fitted().edited())
    }
}

/// The body of a message, as Discord reads it.
#[derive(Serialize)]
pub struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embeds: Option<&'a [Embed]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    components: Option<&'a [Component]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    poll: Option<&'a NewPoll>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attached>,
    allowed_mentions: AllowedMentions<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<u64>,
}

#[derive(Serialize)]
struct Attached {
    id: String,
    filename: String,
    description: String,
}

#[derive(Serialize)]
struct AllowedMentions<'a> {
    parse: [(); 0],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    users: &'a [UserId],
}

impl Body<'_> {
    /// Makes the message visible to one person alone.
    #[must_use]
    pub fn private(self) -> Self {
        Self { flags: Some(MessageFlags::EPHEMERAL.bits()), ..self }
    }
}

fn fields(body: &Body<'_>) -> Result<Map<String, Value>> {
    match serde_json::to_value(body).map_err(Error::broken)? {
        Value::Object(fields) => Ok(fields),
        _ => Err(Error::broken("a message that is no object")),
    }
}

/// A message that must be posted once, however often it is tried.
#[derive(Clone, Debug)]
pub struct Once {
    pub channel: ChannelId,
    pub message: Message,
    /// The nonce, the same at every try, so that Discord itself drops a repetition within some minutes.
    pub nonce: Nonce,
    /// The id after which it can only have been posted. After Discord's minutes are over, the channel is searched from
    /// there.
    pub after: u64,
}

/// A message of a channel, with the fields for finding Gavel's own.
#[derive(Deserialize)]
struct PostedMessage {
    id: MessageId,
    author: Author,
    #[serde(default)]
    content: String,
    #[serde(default)]
    embeds: Vec<EmbedBody>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
struct Author {
    id: UserId,
}

#[derive(Deserialize)]
struct EmbedBody {
    title: Option<String>,
    footer: Option<FooterBody>,
}

#[derive(Deserialize)]
struct FooterBody {
    text: String,
}

impl PostedMessage {
    fn is(&self, me: UserId, message: &Message) -> bool {
        let message = message.fitted();
        let ours = message.embeds.first();
        let theirs = self.embeds.first();
        self.author.id == me
            && match (ours, theirs) {
                (Some(ours), Some(theirs)) => {
                    ours.title == theirs.title
                        && ours.footer.as_ref().map(|footer| footer.text.as_str())
                            == theirs.footer.as_ref().map(|footer| footer.text.as_str())
                }
                (None, None) => self.content == message.content,
                _ => false,
            }
    }
}

/// The most pages of a hundred that [`Discord::message_look`] reads.
const LOOK_PAGES: usize = 5;

impl Discord {
    /// Posts a message, with its files, exactly once. If `resumed`, an earlier try may have posted it, so it is
    /// searched for first; likewise after a call without an answer.
    pub async fn message_post_once(&self, once: &Once, resumed: bool) -> Result<MessageId> {
        if resumed && let Some(found) = self.message_look(once).await? {
            return Ok(found);
        }
        match self.message_post(once).await {
            Err(Error::Unreachable { .. }) => {}
            other => return other,
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        match self.message_look(once).await? {
            Some(found) => Ok(found),
            None => self.message_post(once).await,
        }
    }

    async fn message_post(&self, once: &Once) -> Result<MessageId> {
        #[derive(Deserialize)]
        struct Posted {
            id: MessageId,
        }
        let mut body = once.message.create_body()?;
        body.insert("nonce".to_owned(), json!(once.nonce.to_string()));
        body.insert("enforce_nonce".to_owned(), json!(true));
        let builder = RequestBuilder::raw(Method::Post, format!("channels/{}/messages", once.channel));
        let request = sending(builder, body, &once.message.files)?;
        let answer = self.rest.call(request, once.message.patience()).await?;
        Ok(answer.json::<Posted>()?.id)
    }

    /// Finds a message that an earlier try posted. Counts as absent if the channel can't be read.
    pub async fn message_look(&self, once: &Once) -> Result<Option<MessageId>> {
        let me = self.me().await?;
        let mut after = once.after;
        for _ in 0..LOOK_PAGES {
            let path = format!("channels/{}/messages?limit=100&after={after}", once.channel);
            let answer = match self.rest.call(request(Method::Get, path, None)?, Call::default()).await {
                Ok(answer) => answer,
                Err(Error::Discord { .. }) => return Ok(None),
                Err(other) => return Err(other),
            };
            let page: Vec<PostedMessage> = answer.json()?;
            if let Some(found) = page.iter().find(|seen| seen.is(me, &once.message)) {
                return Ok(Some(found.id));
            }
            let Some(last) = page.iter().map(|seen| seen.id.get()).max().filter(|_| page.len() == 100) else {
                break;
            };
            after = last;
        }
        Ok(None)
    }

    /// Makes one of Gavel's messages show exactly this. Returns `false` if the message is gone.
    pub async fn message_edit(&self, channel: ChannelId, id: MessageId, message: &Message) -> Result<bool> {
        match self.message_show(channel, id, message).await {
            Ok(()) => Ok(true),
            Err(Error::Discord { .. }) => Ok(false),
            Err(other) => Err(other),
        }
    }

    /// Makes one of Gavel's messages show exactly this; fails if it is gone. A thread that closed by itself meanwhile is
    /// opened for it and closed again.
    pub async fn message_show(&self, channel: ChannelId, id: MessageId, message: &Message) -> Result<()> {
        match self.message_edit_once(channel, id, message).await {
            Err(Error::Discord { code: error_code::THREAD_ARCHIVED, .. }) => {}
            other => return other,
        }
        self.thread_close(channel, false).await?;
        let shown = self.message_edit_once(channel, id, message).await;
        match self.thread_close(channel, true).await {
            // It closes by itself again.
            Ok(()) | Err(Error::Discord { .. }) => shown,
            Err(other) => Err(other),
        }
    }

    async fn message_edit_once(&self, channel: ChannelId, id: MessageId, message: &Message) -> Result<()> {
        let builder = RequestBuilder::raw(Method::Patch, format!("channels/{channel}/messages/{id}"));
        let request = sending(builder, message.edit_body()?, &message.files)?;
        self.rest.call(request, message.patience()).await.map(drop)
    }

    /// Returns the direct-message channel with a person. Repeating it returns the same channel.
    pub async fn dm_open(&self, user: UserId) -> Result<ChannelId> {
        #[derive(Deserialize)]
        struct Opened {
            id: ChannelId,
        }
        Ok(self.rest.fetch::<Opened>(self.build.create_private_channel(user)).await?.id)
    }
}
