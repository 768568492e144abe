//! Files of a message: uploaded, kept on an edit, or shown in an embed.

use serde_json::Value;
use twilight_model::id::Id;

use crate::failure::{Code, Failure};
use crate::form::Form;
use crate::ids::AttachmentId;
use crate::world::{Draft, Message, Upload};

/// The size of the largest file, in bytes.
const LARGEST: usize = 10 * 1024 * 1024;
/// The extensions of files that an embed can show.
const PICTURES: [&str; 5] = [".png", ".jpg", ".jpeg", ".gif", ".webp"];

/// Returns the attachments to keep and the uploaded files.
pub(super) fn read(
    form: &Form<'_>,
    files: &[(u64, Upload)],
    edited: Option<&Message>,
) -> Result<(Option<Vec<AttachmentId>>, Vec<Upload>), Failure> {
    let mut uploads: Vec<_> = files.to_vec();
    let mut listed = Vec::new();
    let mut keep = form.has("attachments").then(Vec::new);
    for attachment in form.list("attachments", 0..=10) {
        attachment.require("id");
        let id = attachment.raw("id").and_then(|id| id.as_u64().or_else(|| id.as_str()?.parse().ok()));
        let description = attachment.text("description", 0..=1024).map(str::to_owned);
        let filename = attachment.text("filename", 0..=1024).map(str::to_owned);
        attachment.ignore(&[
            "content_type",
            "size",
            "url",
            "proxy_url",
            "height",
            "width",
            "ephemeral",
            "duration_secs",
            "waveform",
            "flags",
            "title",
            "is_spoiler",
        ]);
        let old = id.and_then(Id::new_checked).filter(|id| {
            edited.is_some_and(|message| message.attachments.iter().any(|attachment| attachment.id == *id))
        });
        match (uploads.iter_mut().find(|(number, _)| Some(*number) == id), old, &mut keep) {
            (Some((number, upload)), ..) => {
                listed.push(*number);
                upload.description = description;
                upload.filename = filename.unwrap_or(std::mem::take(&mut upload.filename));
            }
            (None, Some(old), Some(keep)) => keep.push(old),
            _ => attachment.error("id", "ATTACHMENT_NOT_FOUND", "The file is neither uploaded nor kept"),
        }
    }
    for (number, upload) in &uploads {
        if keep.is_some() && !listed.contains(number) {
            form.note(&format!("attachments leaves files[{number}] out"));
        }
        if !upload.filename.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) {
            form.house(&format!("Discord changes the name of the file {}", upload.filename));
        }
    }
    if uploads.len() > 10 {
        form.error("attachments", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.");
    }
    if uploads.iter().any(|(_, upload)| upload.bytes.len() > LARGEST) {
        return Err(Failure::from(Code::TooLarge).violating("a file is over 10 MiB"));
    }
    Ok((keep, uploads.into_iter().map(|(_, upload)| upload).collect()))
}

/// Notes embeds whose file is missing or can't be shown in an embed.
pub(super) fn check_shown(form: &Form<'_>, draft: &Draft, edited: Option<&Message>) {
    let stays = |id: &AttachmentId| draft.keep.as_ref().is_none_or(|keep| keep.contains(id));
    let old = edited.into_iter().flat_map(|message| &message.attachments).filter(|old| stays(&old.id));
    let names: Vec<&str> = old
        .map(|old| old.filename.as_str())
        .chain(draft.files.iter().map(|file| file.filename.as_str()))
        .collect();
    for embed in draft.embeds.iter().flatten() {
        for media in ["image", "thumbnail"] {
            let url = embed.get(media).and_then(|media| media["url"].as_str()).unwrap_or_default();
            let Some(name) = url.strip_prefix("attachment://") else { continue };
            if !names.contains(&name) {
                form.note(&format!("{url} names no file of the message"));
            }
            let lower = name.to_lowercase();
            if !PICTURES.iter().any(|ending| lower.ends_with(ending)) {
                form.note(&format!("{url} is no picture that an embed shows"));
            }
        }
    }
}

/// Returns `true` if an embed shows the file. Discord then leaves it out of the message's attachments.
pub(crate) fn is_shown(url: &str, embeds: &[Value]) -> bool {
    let shows = |embed: &Value, media: &str| embed.get(media).is_some_and(|media| media["url"] == url);
    embeds.iter().any(|embed| ["image", "thumbnail"].iter().any(|media| shows(embed, media)))
}
