//! Embeds and components as Discord keeps them: with defaults, ids and the addresses of files.

use serde_json::{Value, json};
use twilight_model::id::Id;

use super::Attachment;
use crate::check::kinds;
use crate::ids::{AttachmentId, iso};

/// Returns an embed as Discord keeps it.
pub(super) fn embed(mut embed: Value, files: &[Attachment]) -> Value {
    embed["type"] = "rich".into();
    if let Some(at) = embed["timestamp"].as_str().and_then(|at| at.parse().ok()) {
        embed["timestamp"] = iso(at).into();
    }
    if let Some(fields) = embed.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    for field in embed.get_mut("fields").and_then(Value::as_array_mut).into_iter().flatten() {
        fill(field, &[("inline", json!(false))]);
    }
    for media in ["image", "thumbnail"] {
        if let Some(file) = embed.get(media).and_then(|media| attached(media, files)) {
            embed[media] = json!({ "url": file.url, "proxy_url": file.url });
        }
    }
    embed
}

/// Returns components as Discord keeps them.
pub(super) fn components(mut components: Vec<Value>, files: &[Attachment]) -> Vec<Value> {
    number(&mut components);
    components.iter_mut().for_each(|component| complete(component, files));
    components
}

/// Gives an id to every component without one: its number in order, from 1.
pub(crate) fn number(components: &mut [Value]) {
    let mut next = 1;
    let mut give = |component: &mut Value| {
        if component["id"].as_u64().unwrap_or_default() == 0 {
            component["id"] = next.into();
        }
        next += 1;
    };
    components.iter_mut().for_each(|component| walk(component, &mut give));
}

fn complete(component: &mut Value, files: &[Attachment]) {
    walk(component, &mut |component| {
        let defaults: &[(&str, Value)] = match component["type"].as_i64().unwrap_or_default() {
            kinds::TEXT_INPUT => &[],
            kinds::STRING_SELECT..=kinds::CHANNEL_SELECT => {
                &[("min_values", json!(1)), ("max_values", json!(1))]
            }
            kinds::CONTAINER => &[("accent_color", Value::Null), ("spoiler", json!(false))],
            kinds::SEPARATOR => &[("divider", json!(true)), ("spacing", json!(1))],
            kinds::THUMBNAIL => &[("description", Value::Null), ("spoiler", json!(false))],
            kinds::FILE => &[("spoiler", json!(false))],
            _ => &[],
        };
        fill(component, defaults);
        if component["type"] == kinds::FILE
            && let Some(file) = attached(&component["file"], files)
        {
            fill(component, &[("name", json!(file.filename)), ("size", json!(file.bytes.len()))]);
        }
        for item in component.get_mut("items").and_then(Value::as_array_mut).into_iter().flatten() {
            fill(item, &[("description", Value::Null), ("spoiler", json!(false))]);
            unfurl(item, "media", files);
        }
        for media in ["media", "file"] {
            unfurl(component, media, files);
        }
    });
}

/// Completes a media item's address with what Discord knows about the file behind it.
fn unfurl(holder: &mut Value, field: &str, files: &[Attachment]) {
    let Some(media) = holder.get_mut(field) else { return };
    let file = attached(media, files);
    let id: AttachmentId = file.map_or(Id::new(1), |file| file.id);
    let url = file.map_or_else(|| media["url"].clone(), |file| json!(file.url));
    *media = json!({ "id": id, "url": url, "proxy_url": url });
    if let Some(file) = file {
        media["attachment_id"] = json!(file.id);
        media["content_type"] = json!(file.content_type);
    }
}

/// Returns the file that `attachment://name` stands for.
fn attached<'a>(media: &Value, files: &'a [Attachment]) -> Option<&'a Attachment> {
    let name = media["url"].as_str()?.strip_prefix("attachment://")?;
    files.iter().find(|file| file.filename == name)
}

fn fill(object: &mut Value, defaults: &[(&str, Value)]) {
    for (field, default) in defaults {
        if object.get(field).is_none() {
            object[*field] = default.clone();
        }
    }
}

fn walk(component: &mut Value, visit: &mut impl FnMut(&mut Value)) {
    visit(component);
    for child in component.get_mut("components").and_then(Value::as_array_mut).into_iter().flatten() {
        walk(child, visit);
    }
    for field in ["accessory", "component"] {
        if let Some(child) = component.get_mut(field).filter(|child| child.is_object()) {
            walk(child, visit);
        }
    }
}
