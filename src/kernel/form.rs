//! The fields of a form.

use twilight_model::channel::message::component::{Component, Label, TextInput, TextInputStyle};

/// A text field.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    /// The custom id, by which the value is read.
    pub name: &'a str,
    pub label: &'a str,
    pub hint: &'a str,
    pub style: TextInputStyle,
    /// The greatest length, in characters.
    pub longest: usize,
    pub required: bool,
    /// The text already in the field.
    pub value: Option<String>,
}

impl<'a> Field<'a> {
    /// Returns a field of one line that may stay empty.
    #[must_use]
    pub fn line(name: &'a str, label: &'a str, hint: &'a str, longest: usize) -> Self {
        Self { name, label, hint, style: TextInputStyle::Short, longest, required: false, value: None }
    }

    /// Makes the field several lines high.
    #[must_use]
    pub fn paragraph(self) -> Self {
        Self { style: TextInputStyle::Paragraph, ..self }
    }

    #[must_use]
    pub fn with(self, value: Option<String>) -> Self {
        Self { value: value.filter(|value| !value.is_empty()), ..self }
    }

    /// Returns the field as a component.
    #[must_use]
    pub fn component(self) -> Component {
        let input = TextInput {
            id: None,
            custom_id: self.name.to_owned(),
            #[expect(deprecated, reason = "inside a Label it must stay empty")]
            label: None,
            max_length: u16::try_from(self.longest).ok(),
            min_length: None,
            placeholder: None,
            required: Some(self.required),
            style: self.style,
            value: self.value,
        };
        Component::Label(Label {
            id: None,
            label: self.label.to_owned(),
            description: Some(self.hint.to_owned()),
            component: Box::new(Component::TextInput(input)),
        })
    }
}
