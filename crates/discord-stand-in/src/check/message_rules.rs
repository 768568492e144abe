//! Message bodies: the fields that may be sent, and those that may be changed.

use serde_json::Value;

use super::components::{self, Layout};
use super::{embeds, files};
use crate::failure::{Code, Failure};
use crate::form::Form;
use crate::world::{AllowedMentions, Draft, Message, Upload, flags};

/// The call that a message body is part of.
#[derive(Clone, Copy, Debug)]
pub(crate) enum MessageContext<'a> {
    /// `POST /channels/{channel}/messages`.
    Channel,
    /// A message of a channel's webhook, or the first message of a forum post.
    Webhook,
    /// The first answer to an interaction, or a follow-up.
    Interaction,
    /// An edit of this message.
    Edit(&'a Message),
}

/// The largest number of characters in a message's text.
const CONTENT: usize = 2000;

/// Reads a message body. Errors go to the form's findings; an empty message fails at once.
pub(crate) fn read(
    form: &Form<'_>,
    place: MessageContext<'_>,
    uploads: &[(u64, Upload)],
) -> Result<Draft, Failure> {
    let edited = if let MessageContext::Edit(message) = place { Some(message) } else { None };
    let mut draft = Draft::text("");
    draft.content =
        form.has("content").then(|| form.text("content", 0..=CONTENT).unwrap_or_default().to_owned());
    draft.flags = form.flags("flags", settable(place)).unwrap_or_default();
    let v2 = draft.flags & flags::COMPONENTS_V2 != 0 || edited.is_some_and(Message::is_components_v2);
    draft.embeds = embeds::read(form);
    draft.components = components::read(form, if v2 { Layout::V2 } else { Layout::Rows });
    draft.poll = read_poll(form, place);
    (draft.keep, draft.files) = files::read(form, uploads, edited)?;
    files::check_shown(form, &draft, edited);
    draft.mentions = AllowedMentions::read(read_allowed_mentions(form));
    form.truth("tts");
    if !matches!(place, MessageContext::Channel) {
        form.ignore(&["nonce", "enforce_nonce"]);
    }
    if matches!(place, MessageContext::Channel) {
        read_channel_fields(form, &mut draft);
    }
    if v2 {
        check_v2(form, &draft, edited);
    }
    if would_be_empty(&draft, edited) {
        return Err(Failure::from(Code::EmptyMessage).violating("an empty message"));
    }
    Ok(draft)
}

fn settable(place: MessageContext<'_>) -> u64 {
    let edit = flags::SUPPRESS_EMBEDS | flags::COMPONENTS_V2;
    let create = edit | flags::SUPPRESS_NOTIFICATIONS | flags::VOICE_MESSAGE;
    match place {
        MessageContext::Edit(_) => edit,
        MessageContext::Channel | MessageContext::Webhook => create,
        MessageContext::Interaction => create | flags::EPHEMERAL,
    }
}

fn read_channel_fields(form: &Form<'_>, draft: &mut Draft) {
    draft.nonce =
        form.raw("nonce").map(|nonce| nonce.as_str().map_or_else(|| nonce.to_string(), str::to_owned));
    if draft.nonce.as_ref().is_some_and(|nonce| nonce.chars().count() > 25) {
        form.error("nonce", "NONCE_TYPE_TOO_LONG", "Nonce must be 25 or fewer in length.");
    }
    draft.enforce_nonce = form.truth("enforce_nonce").unwrap_or_default();
    form.snowflakes("sticker_ids", 0..=3);
    if let Some(reference) = form.object("message_reference") {
        reference.require("message_id");
        reference.choice("type", &[0, 1]);
        for id in ["message_id", "channel_id", "guild_id"] {
            reference.snowflake(id);
        }
        reference.truth("fail_if_not_exists");
        draft.reference = form.raw("message_reference").cloned();
    }
}

fn read_poll(form: &Form<'_>, place: MessageContext<'_>) -> Option<Value> {
    if matches!(place, MessageContext::Edit(_)) {
        return None;
    }
    let poll = form.object("poll")?;
    poll.require("question");
    poll.require("answers");
    if let Some(question) = poll.object("question") {
        question.required_text("text", 1..=300);
        question.ignore(&["emoji"]);
    }
    for answer in poll.list("answers", 1..=10) {
        answer.ignore(&["answer_id"]);
        if let Some(media) = answer.object("poll_media") {
            media.required_text("text", 1..=55);
            media.ignore(&["emoji"]);
        } else {
            answer.require("poll_media");
        }
    }
    poll.integer("duration", 1..=768);
    poll.truth("allow_multiselect");
    poll.choice("layout_type", &[1]);
    form.raw("poll").cloned()
}

fn read_allowed_mentions<'a>(form: &Form<'a>) -> Option<&'a Value> {
    let Some(allowed) = form.object("allowed_mentions") else {
        form.house("allowed_mentions is missing: everything in the text notifies");
        return None;
    };
    let parse = allowed.array("parse", 0..=3).cloned().unwrap_or_default();
    for kind in ["users", "roles"] {
        let listed = allowed.snowflakes(kind, 0..=100).unwrap_or_default();
        if !listed.is_empty() && parse.iter().any(|one| one == kind) {
            let message = format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
            form.error("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message);
        }
    }
    if parse.iter().any(|one| !["users", "roles", "everyone"].iter().any(|known| one == known)) {
        allowed.error("parse", "BASE_TYPE_CHOICES", "Value must be one of ('users', 'roles', 'everyone').");
    }
    allowed.truth("replied_user");
    form.raw("allowed_mentions")
}

fn check_v2(form: &Form<'_>, draft: &Draft, edited: Option<&Message>) {
    let content = draft
        .content
        .as_ref()
        .map_or(edited.is_some_and(|old| !old.content.is_empty()), |text| !text.is_empty());
    let embeds =
        draft.embeds.as_ref().map_or(edited.is_some_and(|old| !old.embeds.is_empty()), |all| !all.is_empty());
    let parts = [("content", content), ("embeds", embeds), ("poll", draft.poll.is_some())];
    for (field, _) in parts.into_iter().filter(|(_, present)| *present) {
        let message = format!("The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
        form.error(field, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message);
    }
    let files: Vec<_> = draft.files.iter().map(|file| format!("attachment://{}", file.filename)).collect();
    let shown = form.raw("components").map(Value::to_string).unwrap_or_default();
    for file in files.iter().filter(|file| !shown.contains(*file)) {
        form.note(&format!("{file} shows nowhere: a components message shows files only through components"));
    }
}

fn would_be_empty(draft: &Draft, edited: Option<&Message>) -> bool {
    let none = |new: Option<bool>, old: fn(&Message) -> bool| new.unwrap_or_else(|| edited.is_none_or(old));
    none(draft.content.as_ref().map(|text| text.trim().is_empty()), |old| old.content.is_empty())
        && none(draft.embeds.as_ref().map(Vec::is_empty), |old| old.embeds.is_empty())
        && none(draft.components.as_ref().map(Vec::is_empty), |old| old.components.is_empty())
        && none(draft.keep.as_ref().map(Vec::is_empty), |old| old.attachments.is_empty())
        && draft.files.is_empty()
        && draft.poll.is_none()
        && edited.is_none_or(|old| old.poll.is_none())
}
