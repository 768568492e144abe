//! Cards: a title, a text and fields in a coloured frame. Every embed of Gavel's is built here.
//!
//! A message is either a plain one with embeds, or one of components v2, which has neither content nor embeds, holds 4,000
//! letters instead of 6,000, and can't be made a plain one again. For each surface:
//!
//! | surface | choice | reason |
//! |---|---|---|
//! | replies: receipts, questions, progress | text, then an embed | The same message is a sentence or a question first, and a receipt later; the flag could not be taken back, and a receipt in private says no more than its sentence |
//! | cases in the log, public receipts | embed | The bar in its kind's colour is read at a glance and turns grey when the case does not hold; title and footer find a post again whose answer was lost; links in it unfold no preview, mentions notify nobody |
//! | reports, appeals | embed with buttons below | Like cases. What was reported is quoted in a field, apart from Gavel's own words |
//! | direct messages | embed with one button | The server's own text stands apart from Gavel's |
//! | results on many people | embed with a file | Components v2 show no file that no component names, and the list is for download |
//! | settings, setup, help, lists | embed with selects and buttons | They need up to 6,000 letters; the controls change one thing at a time, so that none has to stand beside its line |
//! | the message log | embeds | Several events share a message, each in a frame of its own with its colour and time |
//! | forms | components | Discord has no others |
//!
//! Because an embed's mention is only resolved for whom the client knows, a card names people beside their mention.

use jiff::Timestamp;
use twilight_model::channel::message::Embed;
use twilight_model::channel::message::embed::{EmbedField, EmbedFooter};
use twilight_util::builder::embed::{EmbedBuilder, ImageSource};

use crate::domain::limits;
use crate::domain::text::clip;

/// A card under construction. Texts that are too long are cut.
#[derive(Clone, Debug)]
#[must_use]
pub struct Card(Embed);

impl Card {
    /// Returns an empty card.
    pub fn new() -> Self {
        Self(EmbedBuilder::new().build())
    }

    pub fn title(mut self, title: impl AsRef<str>) -> Self {
        self.0.title = Some(clip(title.as_ref(), limits::EMBED_TITLE));
        self
    }

    /// Sets the text, in markdown.
    pub fn text(mut self, text: impl AsRef<str>) -> Self {
        self.0.description = Some(clip(text.as_ref(), limits::EMBED_DESCRIPTION));
        self
    }

    pub fn colour(mut self, colour: u32) -> Self {
        self.0.color = Some(colour);
        self
    }

    /// Adds a field on a line of its own.
    pub fn field(self, name: impl AsRef<str>, value: impl ToString) -> Self {
        self.add(name.as_ref(), &value.to_string(), false)
    }

    /// Adds a field beside others.
    pub fn beside(self, name: impl AsRef<str>, value: impl ToString) -> Self {
        self.add(name.as_ref(), &value.to_string(), true)
    }

    /// Adds a field beside others, if it has a value.
    pub fn maybe(self, name: fn() -> String, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.beside(name(), value),
            None => self,
        }
    }

    fn add(mut self, name: &str, value: &str, inline: bool) -> Self {
        let (name, value) = (clip(name, limits::EMBED_TITLE), clip(value, limits::EMBED_FIELD));
        self.0.fields.push(EmbedField { inline, name, value });
        self
    }

    pub fn footer(mut self, text: impl AsRef<str>) -> Self {
        let text = clip(text.as_ref(), limits::EMBED_FOOTER);
        self.0.footer = Some(EmbedFooter { icon_url: None, proxy_icon_url: None, text });
        self
    }

    /// Sets the time beside the footer.
    pub fn at(mut self, at: Timestamp) -> Self {
        self.0.timestamp = twilight_model::util::Timestamp::from_micros(at.as_microsecond()).ok();
        self
    }

    /// Sets the small picture beside the text.
    pub fn thumbnail(self, url: String) -> Self {
        self.with(ImageSource::url(url).ok(), EmbedBuilder::thumbnail)
    }

    /// Sets the picture below the text.
    pub fn image(self, url: String) -> Self {
        self.with(ImageSource::url(url).ok(), EmbedBuilder::image)
    }

    /// Sets the picture below the text to a file of the same message.
    pub fn attached_image(self, name: &str) -> Self {
        self.with(ImageSource::attachment(name).ok(), EmbedBuilder::image)
    }

    fn with(
        self,
        picture: Option<ImageSource>,
        set: impl FnOnce(EmbedBuilder, ImageSource) -> EmbedBuilder,
    ) -> Self {
        match picture {
            Some(picture) => Self(set(EmbedBuilder::from(self.0), picture).build()),
            None => self,
        }
    }

    /// Returns the card as an embed.
    #[must_use]
    pub fn build(self) -> Embed {
        self.0
    }
}

impl Default for Card {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_cut_to_what_an_embed_takes() {
        let long = "x".repeat(5000);
        let card = Card::new().title(&long).text(&long).field(&long, &long).footer(&long).build();
        assert_eq!(card.title.unwrap().len(), limits::EMBED_TITLE + '…'.len_utf8() - 1);
        assert_eq!(card.description.unwrap().chars().count(), limits::EMBED_DESCRIPTION);
        assert_eq!(card.fields[0].value.chars().count(), limits::EMBED_FIELD);
        assert_eq!(card.footer.unwrap().text.chars().count(), limits::EMBED_FOOTER);
    }

    #[test]
    fn a_card_has_what_was_put_on_it() {
        let none = None::<u32>;
        let card = Card::new().beside("a", 1).maybe(|| "b".to_owned(), none).field("c", "d").colour(7);
        let card = card.at(Timestamp::UNIX_EPOCH).attached_image("a.png").build();
        let fields: Vec<_> =
            card.fields.iter().map(|it| (it.name.as_str(), it.value.as_str(), it.inline)).collect();
        assert_eq!(fields, [("a", "1", true), ("c", "d", false)]);
        assert_eq!((card.color, card.timestamp.unwrap().as_secs()), (Some(7), 0));
        assert_eq!(card.image.unwrap().url, "attachment://a.png");
    }
}
