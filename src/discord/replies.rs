//! Replies to interactions after the first response, by the interaction's own token, which lives 15 minutes.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use twilight_http::request::{Method, RequestBuilder};

use crate::discord::files::{File, sending};
use crate::discord::message::Message;
use crate::discord::rest::{Call, Response};
use crate::discord::{Discord, error_code};
use crate::domain::ids::ApplicationId;
use crate::error::{Error, Result};

/// The delays before further tries while Discord does not know a reply that was just deferred (404, code 10015).
const GRACE: [Duration; 5] = [
    Duration::from_millis(250),
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
];

/// Discord's flag for a deferred reply.
const LOADING: u64 = 1 << 7;

/// A client for one interaction's replies.
#[derive(Clone, Debug)]
pub struct Replies<'a> {
    discord: &'a Discord,
    application: ApplicationId,
    token: &'a str,
    deadline: Option<Duration>,
    grace: &'static [Duration],
}

impl<'a> Replies<'a> {
    #[must_use]
    pub fn new(discord: &'a Discord, application: ApplicationId, token: &'a str) -> Self {
        Self { discord, application, token, deadline: None, grace: &GRACE }
    }

    /// Limits each call to `deadline`.
    #[must_use]
    pub fn within(self, deadline: Duration) -> Self {
        Self { deadline: Some(deadline), ..self }
    }

    /// Accepts Discord's "unknown" at once, because the reply was acknowledged long ago, or never.
    #[must_use]
    pub fn without_grace(self) -> Self {
        Self { grace: &[], ..self }
    }

    /// Makes the first reply show exactly this.
    pub async fn edit(&self, message: &Message) -> Result<()> {
        let (body, how) = (message.edit_body()?, message.patience());
        self.call(Method::Patch, "/messages/@original", Some((body, &message.files)), how).await.map(drop)
    }

    /// Adds a message that only the person sees.
    pub async fn add_private(&self, mut body: Map<String, Value>) -> Result<()> {
        body.insert("flags".to_owned(), json!(64));
        self.call(Method::Post, "", Some((body, &[])), Call::default()).await.map(drop)
    }

    /// Deletes the first reply.
    pub async fn delete(&self) -> Result<()> {
        self.call(Method::Delete, "/messages/@original", None, Call::default()).await.map(drop)
    }

    /// Returns `true` if the first reply is still "thinking…".
    pub async fn is_thinking(&self) -> Result<bool> {
        #[derive(Deserialize)]
        struct Shown {
            #[serde(default)]
            flags: u64,
        }
        let answer = self.call(Method::Get, "/messages/@original", None, Call::default()).await?;
        Ok(answer.json::<Shown>()?.flags & LOADING != 0)
    }

    /// Returns the text of the first reply.
    pub async fn content(&self) -> Result<String> {
        #[derive(Deserialize)]
        struct Shown {
            #[serde(default)]
            content: String,
        }
        let answer = self.call(Method::Get, "/messages/@original", None, Call::default()).await?;
        Ok(answer.json::<Shown>()?.content)
    }

    async fn call(
        &self,
        method: Method,
        tail: &str,
        body: Option<(Map<String, Value>, &[File])>,
        how: Call,
    ) -> Result<Response> {
        let mut pauses = self.grace.iter();
        loop {
            let path = format!("webhooks/{}/{}{tail}", self.application, self.token);
            let builder = RequestBuilder::raw(method, path).use_authorization_token(false);
            let request = match &body {
                Some((body, files)) => sending(builder, body.clone(), files)?,
                None => builder.build().map_err(Error::broken)?,
            };
            match self.discord.rest.call(request, self.deadline.map_or(how, Call::within)).await {
                Ok(answer) => return Ok(answer),
                Err(error) if error.code() == Some(error_code::UNKNOWN_WEBHOOK) => match pauses.next() {
                    Some(pause) => tokio::time::sleep(*pause).await,
                    None => return Err(error),
                },
                Err(error) => return Err(error),
            }
        }
    }
}
