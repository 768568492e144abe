//! Forms: a struct that is shown as a modal, and read back from what was filled in. The JSON is Gavel's own, because
//! twilight lacks radio groups and file types.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::discord::fit::{fill, shorten};
use crate::domain::ids::{ChannelId, RoleId, UserId};
use crate::domain::limits;
use crate::domain::text::is_blank;
use crate::error::Result;
use crate::kernel::control::Pressed;

/// A form, with what is filled in so far.
pub trait Form: Sized {
    /// Returns the parts of the form, [`limits::FORM_PARTS`] at most.
    fn parts(&self) -> Vec<Part>;

    /// Returns the form with what was filled in.
    ///
    /// # Errors
    /// A refusal if an answer is none that the form offered.
    fn filled(self, pressed: &Pressed) -> Result<Self>;
}

/// A part of a form.
#[derive(Clone, Debug)]
pub enum Part {
    /// An explanation, in markdown.
    Text(String),
    Field(Box<Field>),
}

/// A field of a form, with its label.
#[derive(Clone, Debug)]
pub struct Field {
    label: String,
    hint: String,
    input: Input,
}

/// One of the choices of a radio group, a group of checkboxes, or a select.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChoice {
    label: String,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "is_no")]
    default: bool,
}

/// A person, role or channel that a select has chosen when it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", content = "id", rename_all = "lowercase")]
pub enum Chosen {
    User(UserId),
    Role(RoleId),
    Channel(ChannelId),
}

/// The numbers of component types.
mod number {
    pub(super) const STRING_SELECT: u8 = 3;
    pub(super) const TEXT_INPUT: u8 = 4;
    pub(super) const USER_SELECT: u8 = 5;
    pub(super) const ROLE_SELECT: u8 = 6;
    pub(super) const CHANNEL_SELECT: u8 = 8;
    pub(super) const TEXT_DISPLAY: u8 = 10;
    pub(super) const LABEL: u8 = 18;
    pub(super) const FILE_UPLOAD: u8 = 19;
    pub(super) const RADIO_GROUP: u8 = 21;
    pub(super) const CHECKBOX_GROUP: u8 = 22;
    pub(super) const CHECKBOX: u8 = 23;
}

/// The number of a text channel's type.
const TEXT_CHANNEL: u8 = 0;
/// The number of an announcement channel's type.
const NEWS_CHANNEL: u8 = 5;

/// The component inside a label, with the fields that its type has.
#[derive(Clone, Debug, Default, Serialize)]
struct Input {
    #[serde(rename = "type")]
    kind: u8,
    custom_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    style: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    placeholder: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<FieldChoice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_values: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_values: Option<usize>,
    #[serde(skip_serializing_if = "is_no")]
    default: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    default_values: Vec<Chosen>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    channel_types: &'static [u8],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    file_types: &'static [&'static str],
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn is_no(truth: &bool) -> bool {
    !truth
}

impl FieldChoice {
    /// Returns a choice. The value is sent unchanged: it has to fit [`limits::CHOICE`].
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), description: None, default: false }
    }

    /// Adds a line below the label.
    #[must_use]
    pub fn about(self, description: impl Into<String>) -> Self {
        Self { description: Some(description.into()), ..self }
    }
}

impl Field {
    fn new(name: &str, label: impl Into<String>, hint: impl Into<String>, kind: u8) -> Self {
        let input = Input { kind, custom_id: name.to_owned(), required: Some(false), ..Input::default() };
        Self { label: label.into(), hint: hint.into(), input }
    }

    /// Returns a text field of one line that may stay empty. `longest` is in characters.
    #[must_use]
    pub fn line(name: &str, label: impl Into<String>, hint: impl Into<String>, longest: usize) -> Self {
        let mut field = Self::new(name, label, hint, number::TEXT_INPUT);
        field.input.style = Some(1);
        field.input.max_length = Some(longest);
        field
    }

    /// Makes a text field several lines high.
    #[must_use]
    pub fn paragraph(mut self) -> Self {
        self.input.style = Some(2);
        self
    }

    /// Fills in the text of a text field.
    #[must_use]
    pub fn with(mut self, value: Option<String>) -> Self {
        self.input.value = value.filter(|value| !value.is_empty());
        self
    }

    /// Returns a group of radio buttons: one of two to ten choices.
    #[must_use]
    pub fn radio(
        name: &str,
        label: impl Into<String>,
        hint: impl Into<String>,
        choices: impl IntoIterator<Item = FieldChoice>,
    ) -> Self {
        let mut field = Self::new(name, label, hint, number::RADIO_GROUP);
        field.input.options = choices.into_iter().take(limits::FORM_GROUP).collect();
        field
    }

    /// Returns a group of checkboxes: any of up to ten choices.
    #[must_use]
    pub fn checkboxes(
        name: &str,
        label: impl Into<String>,
        hint: impl Into<String>,
        choices: impl IntoIterator<Item = FieldChoice>,
    ) -> Self {
        let mut field = Self::radio(name, label, hint, choices);
        field.input.kind = number::CHECKBOX_GROUP;
        field.input.min_values = Some(0);
        field.input.max_values = Some(field.input.options.len());
        field
    }

    /// Returns a checkbox.
    #[must_use]
    pub fn checkbox(name: &str, label: impl Into<String>, hint: impl Into<String>, is_checked: bool) -> Self {
        let mut field = Self::new(name, label, hint, number::CHECKBOX);
        // Discord refuses the key here.
        field.input.required = None;
        field.input.default = is_checked;
        field
    }

    /// Returns a select of one of up to 25 choices.
    #[must_use]
    pub fn select(
        name: &str,
        label: impl Into<String>,
        hint: impl Into<String>,
        choices: impl IntoIterator<Item = FieldChoice>,
    ) -> Self {
        let mut field = Self::new(name, label, hint, number::STRING_SELECT);
        field.input.options = choices.into_iter().take(limits::SELECT_OPTIONS).collect();
        field
    }

    /// Returns a select of up to `most` people.
    #[must_use]
    pub fn people(name: &str, label: impl Into<String>, hint: impl Into<String>, most: usize) -> Self {
        Self::new(name, label, hint, number::USER_SELECT).several(most)
    }

    /// Returns a select of up to `most` roles.
    #[must_use]
    pub fn roles(name: &str, label: impl Into<String>, hint: impl Into<String>, most: usize) -> Self {
        Self::new(name, label, hint, number::ROLE_SELECT).several(most)
    }

    /// Returns a select of up to `most` channels in which people write.
    #[must_use]
    pub fn channels(name: &str, label: impl Into<String>, hint: impl Into<String>, most: usize) -> Self {
        let mut field = Self::new(name, label, hint, number::CHANNEL_SELECT).several(most);
        field.input.channel_types = &[TEXT_CHANNEL, NEWS_CHANNEL];
        field
    }

    /// Returns a field for up to `most` files. `types` are extensions with their dot, or `image`, `video`, `audio`; if
    /// empty, any.
    #[must_use]
    pub fn files(
        name: &str,
        label: impl Into<String>,
        hint: impl Into<String>,
        most: usize,
        types: &'static [&'static str],
    ) -> Self {
        let mut field = Self::new(name, label, hint, number::FILE_UPLOAD).several(most);
        field.input.file_types = types;
        field
    }

    fn several(mut self, most: usize) -> Self {
        self.input.min_values = Some(0);
        self.input.max_values = Some(most);
        self
    }

    /// Requires an answer. Has no effect on a checkbox, which may always stay empty.
    #[must_use]
    pub fn required(mut self) -> Self {
        if self.input.kind != number::CHECKBOX {
            self.input.required = Some(true);
            self.input.min_values = self.input.min_values.map(|least| least.max(1));
        }
        self
    }

    /// Chooses a value of a radio group, a group of checkboxes, or a select.
    #[must_use]
    pub fn chosen(mut self, value: &str) -> Self {
        for option in &mut self.input.options {
            option.default |= option.value == value;
        }
        self
    }

    /// Chooses people, roles or channels.
    #[must_use]
    pub fn filled(mut self, chosen: Vec<Chosen>) -> Self {
        self.input.default_values = chosen;
        self
    }

    /// Returns the field as a part of a form.
    #[must_use]
    pub fn part(self) -> Part {
        Part::Field(Box::new(self.fitted()))
    }

    /// Returns the field with its texts as Discord takes them.
    fn fitted(mut self) -> Self {
        shorten(&mut self.label, limits::FORM_LABEL);
        fill(&mut self.label);
        shorten(&mut self.hint, limits::FORM_DESCRIPTION);
        if self.hint.chars().all(is_blank) {
            self.hint.clear();
        }
        if let Some(value) = &mut self.input.value {
            shorten(value, self.input.max_length.unwrap_or(limits::FORM_FIELD));
        }
        for option in &mut self.input.options {
            shorten(&mut option.label, limits::SELECT_LABEL);
            fill(&mut option.label);
            if let Some(description) = &mut option.description {
                shorten(description, limits::SELECT_DESCRIPTION);
            }
        }
        self
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Text(content) => {
                let mut content = content.clone();
                shorten(&mut content, limits::FORM_FIELD);
                fill(&mut content);
                map.serialize_entry("type", &number::TEXT_DISPLAY)?;
                map.serialize_entry("content", &content)?;
            }
            Self::Field(field) => {
                map.serialize_entry("type", &number::LABEL)?;
                map.serialize_entry("label", &field.label)?;
                if !field.hint.is_empty() {
                    map.serialize_entry("description", &field.hint)?;
                }
                map.serialize_entry("component", &field.input)?;
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use twilight_model::id::Id;

    fn written(field: Field) -> Value {
        serde_json::to_value(field.part()).unwrap()
    }

    #[test]
    fn each_field_is_written_as_discord_reads_it() {
        let two = || [FieldChoice::new("a", "A"), FieldChoice::new("b", "B").about("the second")];
        assert_eq!(
            written(
                Field::line("reason", "Reason", "Why?", 7).paragraph().with(Some("so".to_owned())).required()
            ),
            json!({ "type": 18, "label": "Reason", "description": "Why?", "component": {
                "type": 4, "custom_id": "reason", "required": true, "style": 2, "max_length": 7, "value": "so" } })
        );
        assert_eq!(
            written(Field::radio("delete", "Delete", "", two()).chosen("b")),
            json!({ "type": 18, "label": "Delete", "component": {
                "type": 21, "custom_id": "delete", "required": false, "options": [
                    { "label": "A", "value": "a" },
                    { "label": "B", "value": "b", "description": "the second", "default": true }] } })
        );
        assert_eq!(
            written(Field::checkbox("dm", "DM", "Tell them?", true).required()),
            json!({ "type": 18, "label": "DM", "description": "Tell them?",
                "component": { "type": 23, "custom_id": "dm", "default": true } })
        );
        assert_eq!(
            written(Field::files("list", "List", "", 1, &[".txt"]).required()),
            json!({ "type": 18, "label": "List", "component": { "type": 19, "custom_id": "list", "required": true,
                "min_values": 1, "max_values": 1, "file_types": [".txt"] } })
        );
        assert_eq!(
            written(Field::channels("log", "Log", "", 1).filled(vec![Chosen::Channel(Id::new(7))])),
            json!({ "type": 18, "label": "Log", "component": { "type": 8, "custom_id": "log", "required": false,
                "min_values": 0, "max_values": 1, "default_values": [{ "type": "channel", "id": "7" }],
                "channel_types": [0, 5] } })
        );
        assert_eq!(
            serde_json::to_value(Part::Text("Hello".to_owned())).unwrap(),
            json!({ "type": 10, "content": "Hello" })
        );
    }

    #[test]
    fn texts_that_are_too_long_are_cut() {
        let label = written(Field::line("a", "é".repeat(60), "h".repeat(200), 10).with(Some("x".repeat(20))));
        assert_eq!(label["label"].as_str().unwrap().chars().count(), limits::FORM_LABEL);
        assert_eq!(label["description"].as_str().unwrap().chars().count(), limits::FORM_DESCRIPTION);
        assert_eq!(label["component"]["value"].as_str().unwrap().chars().count(), 10);
    }
}
