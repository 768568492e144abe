//! The form of a tag.

use crate::domain::ids::RoleId;
use crate::domain::limits;
use crate::domain::tag::{Tag, colour, typed};
use crate::error::Result;
use crate::kernel::control::Pressed;
use crate::kernel::form::{Chosen, Field, Form, Part};
use crate::words;

/// A tag as it is typed.
#[derive(Debug, Default)]
pub(super) struct TagForm {
    name: Option<String>,
    text: Option<String>,
    title: Option<String>,
    colour: Option<String>,
    role: Option<RoleId>,
}

impl TagForm {
    /// Returns the form of a new tag.
    pub fn named(name: Option<String>) -> Self {
        Self { name, ..Self::default() }
    }

    /// Returns the form with what the tag is now.
    pub fn of(tag: &Tag) -> Self {
        let tag = tag.clone();
        Self {
            name: Some(tag.name),
            text: Some(tag.text),
            title: tag.title,
            colour: tag.colour.map(typed),
            role: tag.role,
        }
    }

    /// Returns the tag; the texts of the form if one that it needs is blank.
    pub fn tag(self) -> std::result::Result<Typed, Self> {
        let (Some(name), Some(text)) = (self.name.clone(), self.text.clone()) else { return Err(self) };
        let read = self.colour.as_deref().map(colour);
        let tag = Tag { name, text, title: self.title, colour: read.flatten(), role: self.role };
        Ok(Typed { tag, has_odd_colour: read == Some(None) })
    }
}

/// A tag that was read from its form.
#[derive(Debug)]
pub(super) struct Typed {
    pub tag: Tag,
    /// `true` if the colour can't be read, and was left out.
    pub has_odd_colour: bool,
}

impl Form for TagForm {
    fn parts(&self) -> Vec<Part> {
        let name = Field::line("name", words::tag_form_name(), words::tag_form_name_hint(), limits::TAG_NAME);
        let text =
            Field::line("text", words::tag_form_text(), words::tag_form_text_hint(), limits::FORM_FIELD);
        let (label, hint) = (words::tag_form_title(), words::tag_form_title_hint());
        let title = Field::line("title", label, hint, limits::EMBED_TITLE);
        let (label, hint) = (words::tag_form_colour(), words::tag_form_colour_hint());
        let colour = Field::line("colour", label, hint, limits::TAG_COLOUR);
        let role = Field::roles("role", words::tag_form_role(), words::tag_form_role_hint(), 1);
        vec![
            name.required().with(self.name.clone()).part(),
            text.paragraph().required().with(self.text.clone()).part(),
            title.with(self.title.clone()).part(),
            colour.with(self.colour.clone()).part(),
            role.filled(self.role.map(Chosen::Role).into_iter().collect()).part(),
        ]
    }

    fn filled(self, pressed: &Pressed) -> Result<Self> {
        Ok(Self {
            name: pressed.field("name"),
            text: pressed.field("text"),
            title: pressed.field("title"),
            colour: pressed.field("colour"),
            role: pressed.choice("role", |id| id.parse().ok())?,
        })
    }
}
