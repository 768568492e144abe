//! Drafts: the content of a message to write or edit, once its form has been checked.

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::mentions::AllowedMentions;
use super::{Attachment, Message, World, kept};
use crate::ids::{AttachmentId, ChannelId, iso};

/// The content of a message to write or edit; `None` leaves a part as it is.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) content: Option<String>,
    pub(crate) embeds: Option<Vec<Value>>,
    pub(crate) components: Option<Vec<Value>>,
    /// The attachments to keep; `None` keeps all.
    pub(crate) keep: Option<Vec<AttachmentId>>,
    pub(crate) files: Vec<Upload>,
    pub(crate) poll: Option<Value>,
    pub(crate) flags: u64,
    pub(crate) mentions: AllowedMentions,
    pub(crate) nonce: Option<String>,
    pub(crate) enforce_nonce: bool,
    pub(crate) reference: Option<Value>,
}

/// A file being uploaded.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    pub(crate) filename: String,
    pub(crate) content_type: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) bytes: Bytes,
}

impl Draft {
    /// Returns a draft of plain text.
    pub(crate) fn text(content: &str) -> Self {
        Self {
            content: Some(content.to_owned()),
            embeds: None,
            components: None,
            keep: None,
            files: Vec::new(),
            poll: None,
            flags: 0,
            mentions: AllowedMentions::read(None),
            nonce: None,
            enforce_nonce: false,
            reference: None,
        }
    }
}

impl World {
    /// Writes the draft into the message; parts that are `None` stay as they are.
    pub(crate) fn compose(&mut self, message: &mut Message, draft: Draft) {
        message.flags |= draft.flags;
        if let Some(content) = draft.content {
            content.trim().clone_into(&mut message.content);
        }
        if let Some(keep) = draft.keep {
            message.attachments.retain(|attachment| keep.contains(&attachment.id));
        }
        for file in draft.files {
            let attachment = self.store_file(message.channel, file);
            message.attachments.push(attachment);
        }
        if let Some(embeds) = draft.embeds {
            message.embeds =
                embeds.into_iter().map(|embed| kept::embed(embed, &message.attachments)).collect();
        }
        if let Some(components) = draft.components {
            message.components = kept::components(components, &message.attachments);
        }
        let poll = draft.poll.map(|poll| complete_poll(poll, self.now()));
        message.poll = poll.or(message.poll.take());
        message.reference = draft.reference.or(message.reference.take());
        message.nonce = draft.nonce.or(message.nonce.take());
        self.notify(message, &draft.mentions);
    }

    /// Stores a file so that it can be fetched.
    pub(crate) fn store_file(&mut self, channel: ChannelId, mut file: Upload) -> Attachment {
        let id: AttachmentId = self.fresh();
        let known = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
        file.filename = file.filename.chars().map(known).collect();
        let url = format!("{}/attachments/{channel}/{id}/{}", self.base_url, file.filename);
        self.files.insert((channel, id), file.bytes.clone());
        Attachment {
            id,
            url,
            filename: file.filename,
            content_type: file.content_type,
            description: file.description,
            bytes: file.bytes,
        }
    }
}

/// Returns a poll as Discord keeps it: with numbered answers, its end and no votes.
fn complete_poll(mut poll: Value, now: Timestamp) -> Value {
    let length = SignedDuration::try_from_secs_f64(poll["duration"].as_f64().unwrap_or(24.0) * 3600.0);
    poll["expiry"] = json!(iso(now + length.unwrap_or_default()));
    for (field, default) in [("allow_multiselect", json!(false)), ("layout_type", json!(1))] {
        if poll.get(field).is_none_or(Value::is_null) {
            poll[field] = default;
        }
    }
    poll["results"] = json!({ "is_finalized": false, "answer_counts": [] });
    for (at, answer) in
        poll.get_mut("answers").and_then(Value::as_array_mut).into_iter().flatten().enumerate()
    {
        answer["answer_id"] = json!(at + 1);
    }
    if let Some(fields) = poll.as_object_mut() {
        fields.remove("duration");
    }
    poll
}
