//! Every message and form fits Discord's limits when it leaves, whatever names, reasons and translations fill it: a text
//! that is too long is cut between graphemes, and a part that Discord wants filled is never blank.
//!
//! The code that writes a message chooses what to leave out; this is the last net, so that no message is refused for its
//! length.

use twilight_model::application::command::CommandOptionChoice;
use twilight_model::channel::message::Embed;
use twilight_model::channel::message::component::Component;

use crate::domain::limits;
use crate::domain::text::{clip, is_blank, length, quiet_links};

/// A character that is not blank to Discord and shows nothing.
const EMPTY: &str = "\u{200B}";

/// The most times that a text is cut until its links are quiet: each cut may leave one more code open at its end.
const MESSAGE_CUTS: usize = 8;

/// Makes a message's text fit. A blank one is none, and its links unfold no previews unless they are meant to.
pub(super) fn content(text: &mut String, shows_previews: bool) {
    shorten(text, limits::MESSAGE);
    // A cut may leave code open, in which links were quiet.
    for _ in 0..MESSAGE_CUTS {
        if shows_previews || !text.contains("://") {
            break;
        }
        let quiet = quiet_links(text);
        if quiet == *text {
            break;
        }
        *text = quiet;
        shorten(text, limits::MESSAGE);
    }
    if text.chars().all(is_blank) {
        text.clear();
    }
}

/// Makes a message's embeds fit, each by itself and all together.
pub(super) fn embeds(embeds: &mut Vec<Embed>) {
    embeds.truncate(limits::EMBEDS);
    embeds.iter_mut().for_each(embed);
    shorten_together(embeds);
}

/// Makes the name of a choice fit.
pub(crate) fn choice(choice: &mut CommandOptionChoice) {
    shorten(&mut choice.name, limits::CHOICE);
    fill(&mut choice.name);
}

/// Makes the texts of a message's component fit.
pub(super) fn component(component: &mut Component) {
    match component {
        Component::ActionRow(row) => row.components.iter_mut().for_each(self::component),
        Component::Button(button) => {
            if let Some(label) = &mut button.label {
                shorten(label, limits::BUTTON_LABEL);
                fill(label);
            }
        }
        Component::SelectMenu(select) => {
            if let Some(placeholder) = &mut select.placeholder {
                shorten(placeholder, limits::PLACEHOLDER);
                fill(placeholder);
            }
            for option in select.options.iter_mut().flatten() {
                shorten(&mut option.label, limits::SELECT_LABEL);
                fill(&mut option.label);
                if let Some(description) = &mut option.description {
                    shorten(description, limits::SELECT_DESCRIPTION);
                    fill(description);
                }
            }
        }
        _ => {}
    }
}

fn embed(embed: &mut Embed) {
    let optional = |text: &mut Option<String>, limit| {
        if let Some(inner) = text {
            shorten(inner, limit);
        }
        *text = text.take().filter(|inner| !inner.chars().all(is_blank));
    };
    optional(&mut embed.title, limits::EMBED_TITLE);
    optional(&mut embed.description, limits::EMBED_DESCRIPTION);
    if let Some(footer) = &mut embed.footer {
        shorten(&mut footer.text, limits::EMBED_FOOTER);
    }
    embed.footer = embed.footer.take().filter(|footer| !footer.text.chars().all(is_blank));
    if let Some(author) = &mut embed.author {
        shorten(&mut author.name, limits::EMBED_TITLE);
        fill(&mut author.name);
    }
    embed.fields.truncate(limits::EMBED_FIELDS);
    for field in &mut embed.fields {
        shorten(&mut field.name, limits::EMBED_TITLE);
        shorten(&mut field.value, limits::EMBED_FIELD);
        fill(&mut field.name);
        fill(&mut field.value);
    }
    let is_empty = embed.title.is_none()
        && embed.fields.is_empty()
        && embed.image.is_none()
        && embed.thumbnail.is_none();
    if is_empty && embed.description.is_none() {
        embed.description = Some(EMPTY.to_owned());
    }
}

/// Cuts the texts of the embeds, last first, until all together are short enough: the values of the fields, the
/// description, then whole fields, then the footer.
fn shorten_together(embeds: &mut [Embed]) {
    let total = |embeds: &[Embed]| embeds.iter().map(total).sum::<usize>();
    for at in (0..embeds.len()).rev() {
        for field in (0..embeds.get(at).map_or(0, |embed| embed.fields.len())).rev() {
            let over = total(embeds).saturating_sub(limits::EMBEDS_TOTAL);
            let Some(field) = embeds.get_mut(at).and_then(|embed| embed.fields.get_mut(field)) else {
                continue;
            };
            let room = length(&field.value).saturating_sub(over).max(1);
            shorten(&mut field.value, room);
            fill(&mut field.value);
        }
        let over = total(embeds).saturating_sub(limits::EMBEDS_TOTAL);
        if let Some(description) = embeds.get_mut(at).and_then(|embed| embed.description.as_mut()) {
            let room = length(description).saturating_sub(over).max(1);
            shorten(description, room);
        }
        while total(embeds) > limits::EMBEDS_TOTAL
            && embeds.get_mut(at).and_then(|embed| embed.fields.pop()).is_some()
        {}
        let over = total(embeds).saturating_sub(limits::EMBEDS_TOTAL);
        if let Some(footer) = embeds.get_mut(at).and_then(|embed| embed.footer.as_mut()) {
            let room = length(&footer.text).saturating_sub(over).max(1);
            shorten(&mut footer.text, room);
        }
    }
}

fn total(embed: &Embed) -> usize {
    let of = |text: &Option<String>| text.as_deref().map_or(0, length);
    let fields = embed.fields.iter().map(|field| length(&field.name) + length(&field.value));
    of(&embed.title)
        + of(&embed.description)
        + embed.footer.as_ref().map_or(0, |footer| length(&footer.text))
        + embed.author.as_ref().map_or(0, |author| length(&author.name))
        + fields.sum::<usize>()
}

pub(crate) fn shorten(text: &mut String, limit: usize) {
    if length(text) > limit {
        *text = clip(text, limit);
    }
}

pub(crate) fn fill(text: &mut String) {
    if text.chars().all(is_blank) {
        EMPTY.clone_into(text);
    }
}

#[cfg(test)]
mod tests;
