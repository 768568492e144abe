//! Files: fetched from Discord while it has them, or made here, and sent with a message.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use serde_json::{Map, Value};
use tokio::sync::OwnedSemaphorePermit;
use twilight_http::request::{Form, Request, RequestBuilder};

use crate::discord::Discord;
use crate::discord::rest::Call;
use crate::discord::rest::download::Download;
use crate::error::{Error, Result};
use crate::words::Kept;

/// The limits of a call that transfers ten megabytes.
pub(super) const TRANSFER: Call = Call::within(Duration::from_secs(45)).attempt(Duration::from_secs(30));

/// A permit to have a file in memory.
#[derive(Clone, Debug)]
pub struct Room(#[expect(dead_code, reason = "held, not read")] Arc<OwnedSemaphorePermit>);

/// A file in memory. Cheap to clone.
#[derive(Clone)]
pub struct File {
    /// The name, as [`safe_name`](crate::domain::evidence::safe_name) makes it.
    pub name: String,
    /// The alternative text for screen readers.
    pub description: String,
    bytes: Bytes,
    /// The permit; `None` for a small file that was made here.
    _room: Option<Room>,
}

/// Hides a file's bytes.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File").field("name", &self.name).field("bytes", &self.bytes.len()).finish()
    }
}

/// The outcome of fetching a file.
#[derive(Debug)]
pub enum Fetched {
    Whole(File),
    /// Not available, with the reason: the end of a sentence.
    No(Kept),
}

impl File {
    /// Returns a small file that was made here.
    #[must_use]
    pub fn new(name: String, description: String, bytes: Vec<u8>) -> Self {
        Self { name, description, bytes: bytes.into(), _room: None }
    }

    /// Ties the file, which may be large, to a permit.
    #[must_use]
    pub fn in_room(self, room: &Room) -> Self {
        Self { _room: Some(room.clone()), ..self }
    }

    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Returns a request with a message's body, and its files if it has any.
pub(super) fn sending(builder: RequestBuilder, body: Map<String, Value>, files: &[File]) -> Result<Request> {
    let builder = if files.is_empty() {
        builder.json(&Value::Object(body))
    } else {
        let payload = serde_json::to_vec(&body).map_err(Error::broken)?;
        let form = Form::new().json_part(b"payload_json", &payload);
        builder.form(files.iter().enumerate().fold(form, |form, (at, file)| {
            form.file_part(format!("files[{at}]").as_bytes(), file.name.as_bytes(), &file.bytes)
        }))
    };
    builder.build().map_err(Error::broken)
}

impl Discord {
    /// Waits for a permit for files.
    pub async fn files_room(&self) -> Result<Room> {
        let room = self.rooms.clone().acquire_owned().await.map_err(Error::broken)?;
        Ok(Room(Arc::new(room)))
    }

    /// Fetches a file of at most so many bytes from Discord's file servers, and from nowhere else.
    ///
    /// # Errors
    /// [`Error::Unreachable`] if it may be available later.
    pub async fn file_fetch(
        &self,
        url: &str,
        most: usize,
        name: String,
        description: String,
    ) -> Result<Fetched> {
        let room = self.files_room().await?;
        Ok(match self.rest.download(url, most, TRANSFER).await? {
            Download::Whole(bytes) => Fetched::Whole(File { name, description, bytes, _room: Some(room) }),
            Download::No(why) => Fetched::No(why),
        })
    }
}
