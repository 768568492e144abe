//! Embeds.

use serde_json::Value;

use crate::form::Form;

/// The largest number of characters in all embeds of a message.
const TOTAL: usize = 6000;
const URL: usize = 2048;

/// Reads the embeds of a message; `None` if the field was not sent.
pub(super) fn read(form: &Form<'_>) -> Option<Vec<Value>> {
    if !form.has("embeds") {
        return None;
    }
    let total: usize = form.list("embeds", 0..=10).iter().map(read_one).sum();
    if total > TOTAL {
        form.error(
            "embeds",
            "MAX_EMBED_SIZE_EXCEEDED",
            format!("Embed size exceeds maximum size of {TOTAL}"),
        );
    }
    Some(form.raw("embeds").and_then(Value::as_array).cloned().unwrap_or_default())
}

/// Checks an embed; returns the number of its characters that count towards the total.
fn read_one(embed: &Form<'_>) -> usize {
    let mut count = 0;
    let mut counted = |form: &Form<'_>, field, most| {
        let text = form.text(field, 0..=most).unwrap_or_default();
        count += text.trim().chars().count();
    };
    counted(embed, "title", 256);
    counted(embed, "description", 4096);
    if let Some(footer) = embed.object("footer") {
        footer.require("text");
        counted(&footer, "text", 2048);
        link(&footer, "icon_url");
    }
    if let Some(author) = embed.object("author") {
        author.require("name");
        counted(&author, "name", 256);
        link(&author, "url");
        link(&author, "icon_url");
    }
    for field in embed.list("fields", 0..=25) {
        not_blank(&field, "name");
        not_blank(&field, "value");
        counted(&field, "name", 256);
        counted(&field, "value", 1024);
        field.truth("inline");
    }
    for media in ["image", "thumbnail"] {
        if let Some(media) = embed.object(media) {
            media.require("url");
            link(&media, "url");
        }
    }
    link(embed, "url");
    embed.time("timestamp");
    embed.integer("color", 0..=0xFF_FFFF);
    embed.ignore(&["type"]);
    let shown = ["title", "description", "footer", "author", "fields", "image", "thumbnail"];
    if shown.into_iter().all(|part| embed.raw(part).is_none()) {
        embed.error("description", "BASE_TYPE_REQUIRED", "This field is required");
    }
    count
}

fn not_blank(form: &Form<'_>, field: &'static str) {
    form.require(field);
    if form.raw(field).and_then(Value::as_str).is_some_and(|text| text.trim().is_empty()) {
        form.error(field, "BASE_TYPE_REQUIRED", "This field is required");
    }
}

fn link(form: &Form<'_>, field: &'static str) {
    let Some(url) = form.text(field, 0..=URL) else { return };
    if !["http://", "https://", "attachment://"].iter().any(|scheme| url.starts_with(scheme)) {
        let message = "Scheme must be one of ('http', 'https', 'attachment').";
        form.error(field, "URL_TYPE_INVALID_SCHEME", message);
    }
}
