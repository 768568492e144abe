//! Files: fetched from where Discord has them for a while, and posted with a message.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use serde_json::{Map, Value, json};
use tokio::sync::OwnedSemaphorePermit;
use twilight_http::request::{Form, Method, Request, RequestBuilder};

use crate::discord::Discord;
use crate::discord::rest::{Call, Download};
use crate::domain::ids::ChannelId;
use crate::error::{Error, Result};

/// How many files are in memory at a time; who comes later waits.
pub(super) const ROOMS: usize = 2;

/// Ten megabytes take their time.
pub(super) const TRANSFER: Call =
    Call { deadline: Duration::from_secs(45), attempt: Duration::from_secs(30) };

/// A file in memory.
pub struct File {
    /// As [`safe_name`](crate::domain::evidence::safe_name) makes it.
    pub name: String,
    /// What is read out to who can't see it.
    pub description: String,
    bytes: Bytes,
    _room: OwnedSemaphorePermit,
}

/// A file's bytes are nobody's to print.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File").field("name", &self.name).field("bytes", &self.bytes.len()).finish()
    }
}

/// What fetching a file came to.
#[derive(Debug)]
pub enum Fetched {
    Whole(File),
    /// It can't be had, and why: the end of a sentence.
    No(&'static str),
}

impl File {
    /// The message and this file, in one request.
    pub(super) fn post(&self, channel: ChannelId, mut body: Map<String, Value>) -> Result<Request> {
        let about = json!([{ "id": 0, "filename": self.name, "description": self.description }]);
        body.insert("attachments".to_owned(), about);
        let payload = serde_json::to_vec(&body).map_err(Error::broken)?;
        let form = Form::new().json_part(b"payload_json", &payload).file_part(
            b"files[0]",
            self.name.as_bytes(),
            &self.bytes,
        );
        let path = format!("channels/{channel}/messages");
        RequestBuilder::raw(Method::Post, path).form(form).build().map_err(Error::broken)
    }
}

impl Discord {
    /// Fetches a file of at most so many bytes from Discord's file servers, and from nowhere else.
    ///
    /// # Errors
    /// [`Error::Unreachable`] where it may be had later.
    pub async fn file_fetch(
        &self,
        url: &str,
        most: usize,
        name: String,
        description: String,
    ) -> Result<Fetched> {
        let room = self.rooms.clone().acquire_owned().await.map_err(Error::broken)?;
        Ok(match self.rest.download(url, most, TRANSFER).await? {
            Download::Whole(bytes) => Fetched::Whole(File { name, description, bytes, _room: room }),
            Download::No(why) => Fetched::No(why),
        })
    }
}
