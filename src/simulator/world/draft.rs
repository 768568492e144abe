//! What someone wants a message to say, once its form has been checked.

use bytes::Bytes;
use serde_json::Value;

use super::mentions::AllowedMentions;
use super::{Attachment, Message, World, kept};
use crate::simulator::ids::{AttachmentId, ChannelId};

/// A message about to be written or changed; `None` leaves a part as it is.
#[derive(Clone, Debug)]
pub(in crate::simulator) struct Draft {
    pub(in crate::simulator) content: Option<String>,
    pub(in crate::simulator) embeds: Option<Vec<Value>>,
    pub(in crate::simulator) components: Option<Vec<Value>>,
    /// The attachments that stay; all of them where the field was not sent.
    pub(in crate::simulator) keep: Option<Vec<AttachmentId>>,
    pub(in crate::simulator) files: Vec<Upload>,
    pub(in crate::simulator) poll: Option<Value>,
    pub(in crate::simulator) flags: u64,
    pub(in crate::simulator) mentions: AllowedMentions,
    pub(in crate::simulator) nonce: Option<String>,
    pub(in crate::simulator) enforce_nonce: bool,
    pub(in crate::simulator) reference: Option<Value>,
}

/// A file being uploaded.
#[derive(Clone, Debug)]
pub(in crate::simulator) struct Upload {
    pub(in crate::simulator) filename: String,
    pub(in crate::simulator) content_type: Option<String>,
    pub(in crate::simulator) description: Option<String>,
    pub(in crate::simulator) bytes: Bytes,
}

impl Draft {
    /// A draft of plain text.
    pub(in crate::simulator) fn text(content: &str) -> Self {
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
    /// Writes the draft into the message: what the draft leaves out stays.
    pub(in crate::simulator) fn compose(&mut self, message: &mut Message, draft: Draft) {
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
        message.poll = draft.poll.or(message.poll.take());
        message.reference = draft.reference.or(message.reference.take());
        message.nonce = draft.nonce.or(message.nonce.take());
        self.notify(message, &draft.mentions);
    }

    /// Keeps a file where it can be fetched.
    pub(in crate::simulator) fn store_file(&mut self, channel: ChannelId, mut file: Upload) -> Attachment {
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
