//! Every message and form fits Discord's limits when it leaves, whatever names, reasons and translations fill it: a text
//! that is too long is cut between graphemes, and a part that Discord wants filled is never blank.
//!
//! The code that writes a message chooses what to leave out; this is the last net, so that no message is refused for its
//! length.

use twilight_model::channel::message::Embed;
use twilight_model::channel::message::component::Component;

use crate::domain::limits;
use crate::domain::text::{cut, is_blank, length};

/// A character that is not blank to Discord and shows nothing.
const EMPTY: &str = "\u{200B}";

/// Makes a message's text fit. A blank one is none.
pub(super) fn content(text: &mut String) {
    shorten(text, limits::MESSAGE);
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

/// Makes the texts of a message's component fit.
pub(super) fn component(component: &mut Component) {
    match component {
        Component::ActionRow(row) => row.components.iter_mut().for_each(self::component),
        Component::Button(button) => {
            if let Some(label) = &mut button.label {
                shorten(label, limits::BUTTON_LABEL);
            }
        }
        Component::SelectMenu(select) => {
            if let Some(placeholder) = &mut select.placeholder {
                shorten(placeholder, limits::PLACEHOLDER);
            }
            for option in select.options.iter_mut().flatten() {
                shorten(&mut option.label, limits::SELECT_LABEL);
                fill(&mut option.label);
                if let Some(description) = &mut option.description {
                    shorten(description, limits::SELECT_DESCRIPTION);
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
        if text.as_ref().is_some_and(|inner| inner.chars().all(is_blank)) {
            *text = None;
        }
    };
    optional(&mut embed.title, limits::EMBED_TITLE);
    optional(&mut embed.description, limits::EMBED_DESCRIPTION);
    if let Some(footer) = &mut embed.footer {
        shorten(&mut footer.text, limits::EMBED_FOOTER);
    }
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
        *text = cut(text, limit);
    }
}

pub(crate) fn fill(text: &mut String) {
    if text.chars().all(is_blank) {
        EMPTY.clone_into(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use twilight_model::channel::message::embed::EmbedField;
    use twilight_util::builder::embed::{EmbedBuilder, EmbedFooterBuilder};

    /// Texts as people write them to break things: emoji of several parts, combining marks, right to left, markdown, blanks.
    fn nasty() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("👩‍👩‍👧‍👦".to_owned()),
            Just("e\u{301}\u{302}".to_owned()),
            Just("שלום".to_owned()),
            Just("**_`||> ".to_owned()),
            Just(" \u{200B}\n".to_owned()),
            "[a-z ]{1,12}",
        ];
        (prop::collection::vec(piece, 0..40), 1..40_usize)
            .prop_map(|(parts, times)| parts.concat().repeat(times))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_fills_a_message_it_fits(texts in prop::collection::vec(nasty(), 6), fields in 0..30_usize) {
            let embed = EmbedBuilder::new()
                .title(texts[0].clone())
                .description(texts[1].clone())
                .footer(EmbedFooterBuilder::new(texts[2].clone()))
                .build();
            let field = EmbedField { name: texts[3].clone(), value: texts[4].clone(), inline: false };
            let embed = Embed { fields: vec![field; fields], ..embed };
            let (mut text, mut cards) = (texts[5].clone(), vec![embed.clone(), embed]);
            content(&mut text);
            embeds(&mut cards);
            prop_assert!(length(&text) <= limits::MESSAGE);
            prop_assert!(text.is_empty() || !text.chars().all(is_blank));
            prop_assert!(cards.iter().map(total).sum::<usize>() <= limits::EMBEDS_TOTAL);
            for embed in &cards {
                prop_assert!(embed.fields.len() <= limits::EMBED_FIELDS);
                for field in &embed.fields {
                    prop_assert!(!field.name.is_empty() && !field.value.is_empty());
                    prop_assert!(length(&field.value) <= limits::EMBED_FIELD);
                }
                prop_assert!(embed.title.as_deref().is_none_or(|title| length(title) <= limits::EMBED_TITLE));
            }
        }
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        let embed = EmbedBuilder::new().title("Case #1").description("spam").build();
        let (mut text, mut cards) = ("Done.".to_owned(), vec![embed.clone()]);
        content(&mut text);
        embeds(&mut cards);
        assert_eq!((text.as_str(), cards), ("Done.", vec![embed]));
    }
}
