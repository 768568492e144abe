//! Components of messages: rows of buttons and selects, and the second version's layout.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::simulator::form::Form;

/// The numbers of component types.
pub(in crate::simulator) mod kinds {
    pub(in crate::simulator) const ROW: i64 = 1;
    pub(in crate::simulator) const BUTTON: i64 = 2;
    pub(in crate::simulator) const STRING_SELECT: i64 = 3;
    pub(in crate::simulator) const TEXT_INPUT: i64 = 4;
    pub(in crate::simulator) const USER_SELECT: i64 = 5;
    pub(in crate::simulator) const CHANNEL_SELECT: i64 = 8;
    pub(in crate::simulator) const SECTION: i64 = 9;
    pub(in crate::simulator) const TEXT: i64 = 10;
    pub(in crate::simulator) const THUMBNAIL: i64 = 11;
    pub(in crate::simulator) const GALLERY: i64 = 12;
    pub(in crate::simulator) const FILE: i64 = 13;
    pub(in crate::simulator) const SEPARATOR: i64 = 14;
    pub(in crate::simulator) const CONTAINER: i64 = 17;
    pub(in crate::simulator) const LABEL: i64 = 18;
    pub(in crate::simulator) const UPLOAD: i64 = 19;
    pub(in crate::simulator) const RADIO: i64 = 21;
    pub(in crate::simulator) const CHECKBOXES: i64 = 22;
    pub(in crate::simulator) const CHECKBOX: i64 = 23;
}

/// Which layout a message has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::simulator) enum Layout {
    /// Rows under content and embeds.
    Rows,
    /// Components alone.
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
/// Most components of a message in the second layout, nested ones counted.
const MOST: usize = 40;
/// Most characters over all its texts.
const MOST_TEXT: usize = 4000;

/// What is counted over a whole message or modal.
#[derive(Debug, Default)]
pub(in crate::simulator) struct Tally {
    custom_ids: BTreeSet<String>,
    ids: BTreeSet<i64>,
    components: usize,
    text: usize,
}

/// Reads the components of a message, where the field was sent.
pub(in crate::simulator) fn read(form: &Form<'_>, layout: Layout) -> Option<Vec<Value>> {
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

/// Checks one component and what is in it.
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

/// Reads what every component has; its type where it may stand here.
pub(in crate::simulator) fn start(form: &Form<'_>, allowed: &[i64], tally: &mut Tally) -> Option<i64> {
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

pub(in crate::simulator) fn text(form: &Form<'_>, tally: &mut Tally) {
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

fn button(form: &Form<'_>, tally: &mut Tally) {
    const LINK: i64 = 5;
    const PREMIUM: i64 = 6;
    form.require("style");
    let style = form.choice("style", &[1, 2, 3, 4, LINK, PREMIUM]);
    form.text("label", 0..=80);
    form.truth("disabled");
    form.snowflake("sku_id");
    emoji(form);
    let has_url = form.text("url", 1..=512).is_some();
    match style {
        Some(LINK) => {
            form.require("url");
            if form.has("custom_id") {
                form.error(
                    "custom_id",
                    "BUTTON_COMPONENT_CUSTOM_ID_AND_URL",
                    "A custom id and url cannot both be specified",
                );
            }
        }
        Some(PREMIUM) => form.require("sku_id"),
        _ => {
            custom_id(form, tally);
            if has_url {
                form.error(
                    "url",
                    "BUTTON_COMPONENT_CUSTOM_ID_AND_URL",
                    "A custom id and url cannot both be specified",
                );
            }
        }
    }
    let blank =
        form.raw("label").and_then(Value::as_str).is_none_or(str::is_empty) && form.raw("emoji").is_none();
    if blank && style != Some(PREMIUM) {
        form.error("label", "BASE_TYPE_REQUIRED", "This field is required");
    }
}

/// Reads a select of any type, as it stands in a message or a modal.
pub(in crate::simulator) fn select(form: &Form<'_>, kind: i64, tally: &mut Tally) {
    custom_id(form, tally);
    form.text("placeholder", 0..=150);
    form.truth("disabled");
    let least = form.integer("min_values", 0..=25).unwrap_or(1);
    let most = form.integer("max_values", 1..=25).unwrap_or(1);
    if least > most {
        form.error("min_values", "NUMBER_TYPE_MAX", "min_values may not be greater than max_values");
    }
    if kind == kinds::STRING_SELECT {
        form.require("options");
        choices(form, 1..=25, most);
        return;
    }
    if kind == kinds::CHANNEL_SELECT {
        form.array("channel_types", 0..=20);
    }
    for default in form.list("default_values", 0..=25) {
        default.require("id");
        default.snowflake("id");
        default.required_text("type", 1..=10);
    }
}

/// Reads the options of a select or of a group of boxes.
pub(in crate::simulator) fn choices(form: &Form<'_>, count: std::ops::RangeInclusive<usize>, most: i64) {
    let (mut values, mut defaults) = (BTreeSet::new(), 0);
    let options = form.list("options", count);
    for option in &options {
        option.required_text("label", 1..=100);
        option.text("description", 0..=100);
        emoji(option);
        defaults += i64::from(option.truth("default").unwrap_or_default());
        if !values.insert(option.required_text("value", 1..=100)) {
            option.error(
                "value",
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                "The specified option value is already used",
            );
        }
    }
    if i64::try_from(options.len()).is_ok_and(|count| most > count) {
        form.error(
            "max_values",
            "NUMBER_TYPE_MAX",
            "max_values may not be greater than the number of options",
        );
    }
    if defaults > most {
        form.error("options", "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "More defaults than max_values");
    }
}

/// Reads a custom id, which nothing else here may have.
pub(in crate::simulator) fn custom_id(form: &Form<'_>, tally: &mut Tally) {
    let id = form.required_text("custom_id", 1..=100);
    if !id.is_empty() && !tally.custom_ids.insert(id.to_owned()) {
        form.error("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }
}

fn emoji(form: &Form<'_>) {
    if let Some(emoji) = form.object("emoji") {
        emoji.snowflake("id");
        emoji.text("name", 0..=100);
        emoji.truth("animated");
        if emoji.raw("id").is_none() && emoji.raw("name").is_none() {
            form.error("emoji", "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji");
        }
    }
}
