//! Components of messages: rows of buttons and selects, and the layout of Components V2.

use std::collections::BTreeSet;

use serde_json::Value;

use super::controls::{button, select};
use super::kinds;
use crate::form::Form;

/// The layout of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Rows under content and embeds.
    Rows,
    /// Components alone: Components V2.
    V2,
}

const LEGACY: &[i64] = &[kinds::ROW];
const TOP: &[i64] = &[
    kinds::ROW,
    kinds::SECTION,
    kinds::TEXT,
    kinds::GALLERY,
    kinds::FILE,
    kinds::SEPARATOR,
    kinds::CONTAINER,
];
const IN_CONTAINER: &[i64] =
    &[kinds::ROW, kinds::SECTION, kinds::TEXT, kinds::GALLERY, kinds::FILE, kinds::SEPARATOR];
/// The largest number of components in a V2 message, nested ones included.
const MOST: usize = 40;
/// The largest number of characters in the texts of a V2 message.
const MOST_TEXT: usize = 4000;

/// The counts over a whole message or modal.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(super) custom_ids: BTreeSet<String>,
    ids: BTreeSet<i64>,
    components: usize,
    text: usize,
}

/// Reads the components of a message; `None` if the field was not sent.
pub(crate) fn read(form: &Form<'_>, layout: Layout) -> Option<Vec<Value>> {
    if !form.has("components") {
        return None;
    }
    let mut tally = Tally::default();
    let (most, allowed) = if layout == Layout::V2 { (MOST, TOP) } else { (5, LEGACY) };
    for component in form.list("components", 0..=most) {
        one(&component, allowed, &mut tally);
    }
    if layout == Layout::V2 && tally.components > MOST {
        form.error(
            "components",
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            format!("Must be {MOST} or fewer"),
        );
    }
    if tally.text > MOST_TEXT {
        form.error(
            "components",
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            format!("Must be {MOST_TEXT} or fewer"),
        );
    }
    Some(form.raw("components").and_then(Value::as_array).cloned().unwrap_or_default())
}

/// Checks a component and its children.
fn one(form: &Form<'_>, allowed: &[i64], tally: &mut Tally) {
    let Some(kind) = start(form, allowed, tally) else { return };
    match kind {
        kinds::ROW => row(form, tally),
        kinds::BUTTON => button(form, tally),
        kinds::SECTION => section(form, tally),
        kinds::TEXT => text(form, tally),
        kinds::THUMBNAIL => media(form),
        kinds::GALLERY => {
            form.require("items");
            form.list("items", 1..=10).iter().for_each(media);
        }
        kinds::FILE => file(form),
        kinds::SEPARATOR => {
            form.truth("divider");
            form.choice("spacing", &[1, 2]);
        }
        kinds::CONTAINER => {
            form.require("components");
            form.integer("accent_color", 0..=0xFF_FFFF);
            form.truth("spoiler");
            form.list("components", 1..=MOST).iter().for_each(|child| one(child, IN_CONTAINER, tally));
        }
        _ => select(form, kind, tally),
    }
}

/// Reads the fields that every component has; returns its type if it is allowed here.
pub(crate) fn start(form: &Form<'_>, allowed: &[i64], tally: &mut Tally) -> Option<i64> {
    tally.components += 1;
    form.require("type");
    if let Some(id) = form.integer("id", 0..=i64::from(i32::MAX)).filter(|id| *id != 0)
        && !tally.ids.insert(id)
    {
        form.error("id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated");
    }
    form.choice("type", allowed)
}

fn row(form: &Form<'_>, tally: &mut Tally) {
    form.require("components");
    let children = form.list("components", 1..=5);
    let selects: Vec<_> =
        (kinds::STRING_SELECT..=kinds::CHANNEL_SELECT).filter(|kind| *kind != kinds::TEXT_INPUT).collect();
    let has_select = children
        .iter()
        .any(|child| child.raw("type").and_then(Value::as_i64).is_some_and(|kind| selects.contains(&kind)));
    if has_select && children.len() > 1 {
        form.error(
            "components",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "The specified component exceeds the maximum width",
        );
    }
    let allowed: Vec<_> = selects.into_iter().chain([kinds::BUTTON]).collect();
    children.iter().for_each(|child| one(child, &allowed, tally));
}

fn section(form: &Form<'_>, tally: &mut Tally) {
    form.require("components");
    form.require("accessory");
    form.list("components", 1..=3).iter().for_each(|child| one(child, &[kinds::TEXT], tally));
    if let Some(accessory) = form.object("accessory") {
        one(&accessory, &[kinds::BUTTON, kinds::THUMBNAIL], tally);
    }
}

pub(crate) fn text(form: &Form<'_>, tally: &mut Tally) {
    tally.text += form.required_text("content", 1..=4000).chars().count();
}

fn media(form: &Form<'_>) {
    form.require("media");
    if let Some(media) = form.object("media") {
        media.required_text("url", 1..=2048);
    }
    form.text("description", 0..=1024);
    form.truth("spoiler");
}

fn file(form: &Form<'_>) {
    form.require("file");
    if let Some(file) = form.object("file")
        && !file.required_text("url", 1..=2048).starts_with("attachment://")
    {
        file.error("url", "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('attachment').");
    }
    form.truth("spoiler");
}
