//! Whatever fills a message, it is sent whole and does nothing that was not meant.

use std::sync::LazyLock;

use proptest::prelude::*;
use regex::Regex;
use serde_json::{Value, json};
use twilight_model::channel::message::component::{Button, ButtonStyle};
use twilight_model::channel::message::embed::EmbedField;

use super::*;
use crate::discord::card::Card;
use crate::discord::message::Message;
use crate::domain::text;
use crate::words::{Language, MESSAGES, filled, turns};

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
    (prop::collection::vec(piece, 0..40), 1..40_usize).prop_map(|(parts, times)| parts.concat().repeat(times))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_fills_a_message_it_fits(texts in prop::collection::vec(nasty(), 6), fields in 0..30_usize) {
        let embed = Embed {
                title: Some(texts[0].clone()),
                description: Some(texts[1].clone()),
                ..Card::new().footer(&texts[2]).build()
            };
        let field = EmbedField { name: texts[3].clone(), value: texts[4].clone(), inline: false };
        let embed = Embed { fields: vec![field; fields], ..embed };
        let (mut text, mut cards) = (texts[5].clone(), vec![embed.clone(), embed]);
        content(&mut text, false);
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
    let embed = Card::new().title("Case #1").text("spam").build();
    let (mut text, mut cards) = ("Done.".to_owned(), vec![embed.clone()]);
    content(&mut text, false);
    embeds(&mut cards);
    assert_eq!((text.as_str(), cards), ("Done.", vec![embed]));
}

/// Texts that people type, one for each difficulty; a test repeats each to the length that it needs.
const TYPED: [&str; 8] = [
    "\u{202E}👩‍👩‍👧‍👦🏳️‍🌈🇨🇿",
    "e\u{301}\u{302}\u{303}Z\u{335}\u{336}",
    "\u{2067}שלום עולם \u{202B}مرحبا ",
    "**_`||> [x](https://evil.example/a_b(c)) ~~# ",
    "@everyone @here <@1> <@&2> <#3> </ban:4> <t:5:R> <a:x:6> ",
    "https://evil.example/a_b?c=d, <https://evil.example> HTTP://EVIL.EXAMPLE. ",
    "\\*\\_\\`\\<\\[\\\\ ```x``` `y ",
    " \u{200B}\u{3164}\n",
];
/// The lengths of names, reasons and other inputs.
const LENGTHS: [usize; 3] = [100, limits::REASON, limits::MESSAGE_WITH_NITRO];

fn typed(at: usize) -> String {
    let (part, length) = (TYPED[at % TYPED.len()], LENGTHS[at / TYPED.len() % LENGTHS.len()]);
    part.chars().cycle().take(length).collect()
}

/// The pieces of a text that must not be cut in two.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?is)\\.|<(?:@|#|t:|a?:|id:|/|https?://)[^<>\n]*>|\[[^\[\]\n]*\]\([^)\n]*\)").unwrap()
});
/// A link, with what stands around it.
static LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(^|.)(https?://[^\s<>`]*[^\s<>`.,:;!?)\]'\x22])(.|$)").unwrap());
static CODE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)```.*?```|`[^`]*`").unwrap());

/// Checks a text as it is sent. `whole` is the text that it was cut from.
fn judge(about: &str, shown: &str, whole: &str, limit: usize) {
    assert!(length(shown) <= limit, "{about}: {shown:?} is too long");
    assert!(
        !shown.is_empty() && (shown == EMPTY || !shown.chars().all(is_blank)),
        "{about}: {shown:?} is blank"
    );
    assert!(!shown.contains(turns), "{about}: {shown:?} turns what follows");
    let Some(kept) = shown.strip_suffix('…').filter(|kept| whole.starts_with(kept) && shown != whole)
    else {
        assert!(shown == whole || shown == EMPTY, "{about}: {shown:?} is not of {whole:?}");
        return;
    };
    assert_eq!(text::beginning(whole, kept.len(), str::len), kept, "{about}: cut in a grapheme");
    let cut = WHOLE.find_iter(whole).find(|it| it.start() < kept.len() && kept.len() < it.end());
    assert!(cut.is_none(), "{about}: cut in {cut:?}");
}

/// Checks what a message's text does besides being read.
fn judge_content(about: &str, message: &Message) {
    let body = Value::Object(message.create_body().unwrap());
    assert_eq!(body["allowed_mentions"], json!({ "parse": [] }), "{about}");
    let content = body["content"].as_str().unwrap();
    let outside = CODE.replace_all(content, " ");
    for link in LINK.captures_iter(&outside) {
        assert!(&link[1] == "<" && &link[3] == ">", "{about}: {:?} unfolds in {content:?}", &link[0]);
    }
}

fn judge_everywhere(about: &str, text: &str) {
    let message = Message { content: text.to_owned(), ..Message::default() };
    let shown = message.fitted().content;
    // Beside the marks around links, it is a beginning of the text.
    let unmarked = |text: &str| text.replace(['<', '>'], "");
    let kept = unmarked(shown.strip_suffix('…').unwrap_or(&shown));
    assert!(shown == EMPTY || unmarked(text).starts_with(&kept), "{about}: {shown:?} is not of {text:?}");
    judge(about, &shown, &shown, limits::MESSAGE);
    judge_content(about, &message);
    let card = Card::new().title(text).text(text).field(text, text).footer(text).build();
    let fitted = Message::embed(card).fitted().embeds.remove(0);
    for (shown, limit) in
        [(fitted.title, limits::EMBED_TITLE), (fitted.description, limits::EMBED_DESCRIPTION)]
    {
        shown.iter().for_each(|shown| judge(about, shown, text, limit));
    }
    judge(about, &fitted.fields[0].name, text, limits::EMBED_TITLE);
    judge(about, &fitted.fields[0].value, text, limits::EMBED_FIELD);
    let button = Button {
        id: None,
        custom_id: Some("x".to_owned()),
        disabled: false,
        emoji: None,
        label: Some(text.to_owned()),
        style: ButtonStyle::Primary,
        url: None,
        sku_id: None,
    };
    let mut button = Component::Button(button);
    component(&mut button);
    let Component::Button(button) = button else { unreachable!() };
    judge(about, &button.label.unwrap(), text, limits::BUTTON_LABEL);
}

fn every_message_in(tag: &str) {
    let language = Language::of(tag).unwrap();
    assert!(MESSAGES.len() > 500, "the messages were not found");
    for (at, (id, arguments)) in MESSAGES.iter().enumerate() {
        // Each message with three of the texts, which are others for the next message.
        for round in 0..3 {
            let at = at + round * 11;
            let text = filled(language, id, arguments, &typed(at), 1_000_000);
            judge_everywhere(&format!("{tag}: {id}"), &text);
        }
    }
}

#[test]
fn every_english_message_is_sent_whatever_fills_it() {
    every_message_in("en");
}

#[test]
fn every_german_message_is_sent_whatever_fills_it() {
    every_message_in("de");
}

#[test]
fn every_czech_message_is_sent_whatever_fills_it() {
    every_message_in("cs");
}

#[test]
fn a_message_with_nothing_is_not_refused() {
    for content in ["", " \n", "\u{200B}\u{3164}"] {
        let message = Message { content: content.to_owned(), ..Message::default() };
        assert_eq!(message.fitted().content, EMPTY);
    }
    let card = Message::embed(Card::new().title(" ").text("").footer("\u{200B}").build()).fitted();
    assert_eq!(card.embeds[0].description.as_deref(), Some(EMPTY));
}

#[test]
fn a_servers_own_words_keep_their_previews() {
    let message = Message { content: "https://a.b".to_owned(), shows_previews: true, ..Message::default() };
    assert_eq!(message.fitted().content, "https://a.b");
}
