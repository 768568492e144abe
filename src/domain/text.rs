//! Texts for Discord: cut to its limits, and with other people's markup escaped.

use unicode_segmentation::UnicodeSegmentation;

use crate::words::turns;

/// Returns the length of a text as Discord's client counts it: UTF-16 code units.
///
/// Discord's API counts code points, of which no text has more than code units, so what fits here fits both.
#[must_use]
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Returns the longest beginning of a text whose [`length`] is at most `limit`, with `…` at its end if it was cut. Cuts
/// between graphemes only: never inside an emoji, a flag or a letter with accents.
#[must_use]
pub fn cut(text: &str, limit: usize) -> String {
    if length(text) <= limit {
        return text.to_owned();
    }
    let mut kept = beginning(text, limit.saturating_sub(1), length);
    while let Some((before, blank)) = kept.grapheme_indices(true).next_back()
        && blank.trim().is_empty()
    {
        kept = &kept[..before];
    }
    format!("{kept}…")
}

/// Returns the longest beginning of a text in markdown as [`cut`] does, and never cuts inside an escape, a mention, a time or a
/// link.
#[must_use]
pub fn clip(text: &str, limit: usize) -> String {
    if length(text) <= limit {
        return text.to_owned();
    }
    let (mut left, mut end, mut piece) = (limit.saturating_sub(1), 0, 0);
    for (at, grapheme) in text.grapheme_indices(true) {
        // A mark on the last letter of a piece belongs to it.
        let next = at + grapheme.len();
        if at >= piece {
            piece = at + indivisible(&text[at..]).max(grapheme.len());
        }
        if next < piece {
            continue;
        }
        match left.checked_sub(length(&text[end..next])) {
            Some(rest) => (left, end) = (rest, next),
            None => break,
        }
    }
    let mut kept = &text[..end];
    while let Some((before, blank)) = kept.grapheme_indices(true).next_back()
        && blank.trim().is_empty()
    {
        kept = &kept[..before];
    }
    format!("{kept}…")
}

/// Returns the length, in bytes, of the escape, mention, time or link with which a text begins; 0 if it begins with none.
fn indivisible(text: &str) -> usize {
    let end_at = |from: usize, stops: &[char]| text[from..].find(stops).map(|at| from + at);
    match text.as_bytes().first() {
        Some(b'\\') => text.chars().nth(1).map_or(0, |escaped| 1 + escaped.len_utf8()),
        Some(b'<') => {
            let end = end_at(1, &['<', '>', '\n']).filter(|end| text[*end..].starts_with('>'));
            end.map(|end| end + 1).filter(|end| is_reference(&text[1..*end])).unwrap_or(0)
        }
        Some(b'[') => {
            let middle = end_at(1, &['[', ']', '\n']).filter(|end| text[*end..].starts_with("]("));
            let end = middle.and_then(|middle| end_at(middle, &[')', '\n']));
            end.filter(|end| text[*end..].starts_with(')')).map_or(0, |end| end + 1)
        }
        _ => 0,
    }
}

/// The starts of what Discord shows as something else between `<` and `>`: mentions, times, emoji, commands.
const REFERENCES: [&str; 7] = ["@", "#", "t:", ":", "a:", "id:", "/"];

fn is_reference(inner: &str) -> bool {
    link(inner) > 0 || REFERENCES.iter().any(|start| inner.starts_with(start))
}

/// Returns the length, in bytes, of the link with which a text begins, as Discord reads it; 0 if it begins with none.
fn link(text: &str) -> usize {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    let Some(scheme) = scheme else { return 0 };
    let end =
        text.find(|c: char| c.is_whitespace() || c.is_control() || turns(c) || matches!(c, '<' | '>' | '`'));
    let link = text[..end.unwrap_or(text.len())]
        .trim_end_matches(['.', ',', ':', ';', '"', '\'', ')', ']', '!', '?']);
    if link.len() > scheme.len() { link.len() } else { 0 }
}

/// The addresses of Discord's own messages, which unfold no previews.
const MESSAGES: &str = "https://discord.com/channels/";

/// Returns a text whose links unfold no previews: each stands between `<` and `>`. Code stays as it is.
#[must_use]
pub fn quiet_links(text: &str) -> String {
    let (mut out, mut rest, mut is_open) = (String::with_capacity(text.len()), text, false);
    while let Some(c) = rest.chars().next() {
        let is_quiet = is_open
            && rest
                .find(|c: char| c.is_whitespace() || c == '>')
                .is_some_and(|at| rest[at..].starts_with('>'));
        let link = match link(rest) {
            // The address of a link with a text ends at its parenthesis.
            length if out.ends_with("](") => rest[..length].find(')').unwrap_or(length),
            length => length,
        };
        if link > 0 && !is_quiet && !rest.starts_with(MESSAGES) {
            out.push_str(&format!("<{}>", &rest[..link]));
            (rest, is_open) = (&rest[link..], false);
            continue;
        }
        let length = match c {
            '\\' => indivisible(rest).max(1),
            '`' => code(rest),
            // A quiet link is copied whole, so that nothing in it is taken for another one.
            _ if link > 0 => link,
            c => c.len_utf8(),
        };
        out.push_str(&rest[..length]);
        (rest, is_open) = (&rest[length..], c == '<');
    }
    out
}

/// Returns the length, in bytes, of the code with which a text begins; that of its backticks where nothing closes it.
fn code(text: &str) -> usize {
    let ticks = text.len() - text.trim_start_matches('`').len();
    let close = "`".repeat(ticks);
    text[ticks..].find(&close).map_or(ticks, |end| ticks + end + ticks)
}

/// Returns the longest beginning of whole graphemes that together cost `room` at most.
#[must_use]
pub fn beginning(text: &str, room: usize, cost: impl Fn(&str) -> usize) -> &str {
    let mut left = room;
    let end = text.grapheme_indices(true).find_map(|(at, grapheme)| match left.checked_sub(cost(grapheme)) {
        Some(rest) => {
            left = rest;
            None
        }
        None => Some(at),
    });
    &text[..end.unwrap_or(text.len())]
}

/// Returns `true` if a character is invisible: a space of any kind, or one without width.
#[must_use]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
                | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
                | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// Returns a typed text without the blanks around it; `None` if nothing is left.
#[must_use]
pub fn words(text: &str) -> Option<String> {
    // Joiners without width may belong to an emoji or to Persian words.
    let is_written = text.contains(|c| !is_blank(c));
    is_written
        .then(|| text.trim().trim_matches(['\u{200B}', '\u{FEFF}', '\u{3164}', '\u{2800}']).trim().to_owned())
}

/// Returns a name of a person, channel, role or server on one line, without characters that would turn the direction of
/// the text around it. Its markup stays; [`plain`] escapes that too.
#[must_use]
pub fn name(text: &str) -> String {
    text.chars().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Returns a person's text on one line, shown as it was typed: markup is escaped, links unfold no previews, and characters
/// that would turn the direction of other text are left out.
#[must_use]
pub fn plain(text: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(c) = rest.chars().next() {
        let link = link(rest);
        if link > 0 {
            out.push_str(&format!("<{}>", &rest[..link]));
            rest = &rest[link..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' | '*' | '_' | '~' | '`' | '|' | '>' | '<' | '[' | ']' | '#' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() || turns(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Returns a sentence of Gavel's own that may quote a person: markup is escaped as in [`plain`], but mentions and times
/// stay. A reply notifies nobody whom it does not name as such.
#[must_use]
pub fn sentence(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let end = rest[at..].find('>').map(|end| at + end + 1);
        let mention = end.and_then(|end| rest.get(at..end)).filter(|it| is_mention(it));
        let kept = mention.map_or(at + 1, |mention| at + mention.len());
        let (before, after) = rest.split_at(if mention.is_some() { at } else { kept });
        out.push_str(&plain(before));
        out.push_str(mention.unwrap_or_default());
        rest = mention.map_or(after, |mention| &after[mention.len()..]);
    }
    out.push_str(&plain(rest));
    out
}

/// Returns `true` for a mention of a person, role, channel or command, for a time, and for a link.
fn is_mention(text: &str) -> bool {
    let inner = text.trim_start_matches('<').trim_end_matches('>');
    if link(inner) == inner.len() {
        return !inner.is_empty();
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(command) = inner.strip_prefix('/') {
        return command.rsplit_once(':').is_some_and(|(_, id)| is_number(id));
    }
    match inner.strip_prefix("t:") {
        Some(time) => is_number(time.split(':').next().unwrap_or_default()),
        None => ["@&", "@", "#"].iter().any(|kind| inner.strip_prefix(kind).is_some_and(is_number)),
    }
}

/// Returns a person's text as a quoted block.
#[must_use]
pub fn quote(text: &str, limit: usize) -> String {
    format!("> {}", plain(&cut(text.trim(), limit)))
}

/// Returns the text with a capital at the start.
#[must_use]
pub fn heading(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Returns a number with its noun: `1 message`, `2 messages`.
#[must_use]
pub fn count(n: u64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn a_sentence_keeps_its_mentions_and_times_and_escapes_the_rest() {
        let text = "not above <@12>'s and <@&3> in <#4> until <t:5:f>; *a* <b> <@x> <@1";
        let shown = "not above <@12>'s and <@&3> in <#4> until <t:5:f>; \\*a\\* \\<b\\> \\<@x\\> \\<@1";
        assert_eq!(sentence(text), shown);
    }

    #[test]
    fn a_cut_says_so_and_keeps_to_the_limit() {
        assert_eq!(cut("hello", 5), "hello");
        assert_eq!(cut("hello there", 6), "hello…");
        assert_eq!(cut("hello there", 7), "hello…");
        let emoji = "👍".repeat(10);
        assert_eq!(cut(&emoji, 6), "👍👍…");
        assert_eq!(length(&cut(&emoji, 6)), 5);
    }

    #[test]
    fn a_cut_never_splits_what_is_seen_as_one() {
        let family = "👩‍👩‍👧";
        assert_eq!(length(family), 8);
        assert_eq!(cut(&format!("a{family}{family}"), 17), format!("a{family}{family}"));
        assert_eq!(cut(&format!("a{family}{family}"), 16), format!("a{family}…"));
        assert_eq!(cut("🇨🇿🇩🇪", 7), "🇨🇿…");
        assert_eq!(cut("e\u{301}e\u{301}e", 4), "e\u{301}…");
        assert_eq!(cut(family, 5), "…");
    }

    #[test]
    fn markdown_is_cut_between_escapes_mentions_and_links() {
        assert_eq!(clip(r"ab\*cd", 4), "ab…");
        assert_eq!(clip(r"ab\*cd", 5), r"ab\*…");
        assert_eq!(clip(r"ab\*cd", 6), r"ab\*cd");
        assert_eq!(clip("by <@123> and <#45>", 12), "by <@123> a…");
        assert_eq!(clip("by <@123> and <#45>", 8), "by…");
        assert_eq!(clip("in [case #5](https://x.y/z) now", 20), "in…");
        assert_eq!(clip("a </settings log:5> b", 12), "a…");
        assert_eq!(clip("1 < 2 and 3 > 2", 8), "1 < 2 a…");
        assert_eq!(clip("<@1>\u{301}x", 5), "…");
    }

    #[test]
    fn links_unfold_no_previews() {
        assert_eq!(
            quiet_links("see https://a.b/c_d, or <http://e.f>"),
            "see <https://a.b/c_d>, or <http://e.f>"
        );
        assert_eq!(quiet_links("[x](https://a.b/c) `https://d.e`"), "[x](<https://a.b/c>) `https://d.e`");
        assert_eq!(quiet_links("HTTPS://A.B https://"), "<HTTPS://A.B> https://");
        assert_eq!(plain("*see* https://a.b/c_d."), r"\*see\* <https://a.b/c_d>.");
        assert_eq!(plain("<https://a.b>"), r"\<<https://a.b>\>");
        assert_eq!(
            sentence("use </settings log:5> or <https://a.b>"),
            "use </settings log:5> or <https://a.b>"
        );
    }

    /// Generates texts of parts that are easily cut wrongly.
    fn texts() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("a"),
            Just(" "),
            Just("\r\n"),
            Just("👍🏽"),
            Just("👩‍👩‍👧"),
            Just("🇨🇿"),
            Just("🇩"),
            Just("#️⃣"),
            Just("e\u{301}"),
            Just(" \u{308}"),
            Just("\u{600} "),
            Just("각"),
            Just("क्षि"),
            Just("\u{200d}"),
        ];
        prop_oneof![vec(piece, 0..30).prop_map(|pieces| pieces.concat()), ".{0,40}"]
    }

    proptest! {
        #[test]
        fn what_is_cut_fits_and_is_a_beginning_of_whole_graphemes(text in texts(), limit in 1usize..60) {
            let shown = cut(&text, limit);
            prop_assert!(length(&shown) <= limit, "{shown:?}");
            if length(&text) <= limit {
                prop_assert_eq!(shown, text);
            } else {
                let kept = shown.strip_suffix('…').unwrap();
                let mut ends = text.grapheme_indices(true).map(|(at, _)| at);
                prop_assert!(text.starts_with(kept) && ends.any(|at| at == kept.len()), "{kept:?} of {text:?}");
            }
        }

        #[test]
        fn markdown_that_is_cut_fits_too(text in texts(), limit in 1usize..60) {
            let shown = clip(&text, limit);
            prop_assert!(length(&shown) <= limit, "{shown:?}");
            let kept = shown.strip_suffix('…').unwrap_or(&shown);
            let mut ends = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]);
            prop_assert!(text.starts_with(kept) && ends.any(|at| at == kept.len()), "{kept:?} of {text:?}");
        }

        #[test]
        fn a_cut_leaves_out_no_more_than_it_must(text in texts(), limit in 1usize..60) {
            let shown = cut(&text, limit);
            let kept = shown.strip_suffix('…').unwrap_or(&shown).len();
            let next = text[kept..].graphemes(true).find(|grapheme| !grapheme.trim().is_empty());
            if let (true, Some(next)) = (length(&text) > limit, next) {
                let blanks = text[kept..].find(next).unwrap();
                prop_assert!(length(&text[..kept + blanks + next.len()]) >= limit, "{shown:?} of {text:?}");
            }
        }

        #[test]
        fn a_beginning_and_the_rest_are_the_text(text in texts(), room in 0usize..60) {
            let kept = beginning(&text, room, str::len);
            prop_assert!(kept.len() <= room && text.starts_with(kept));
            let (whole, rest) = (text.graphemes(true).count(), &text[kept.len()..]);
            prop_assert_eq!(kept.graphemes(true).count() + rest.graphemes(true).count(), whole);
        }
    }

    #[test]
    fn what_shows_nothing_is_no_words() {
        for blank in [
            "",
            " ",
            "\n\t",
            "\u{a0}",
            "\u{3000}",
            "\u{200b}\u{200b}",
            "\u{feff}",
            "\u{2060}",
            "\u{3164}",
            "\u{2800}",
            "\u{ad}",
            "\u{202e} \u{202c}",
            "\u{e0020}\u{fe0f}",
            "\u{1160}\u{115f}",
        ] {
            assert_eq!(words(blank), None, "{blank:?}");
        }
        assert_eq!(words(" \u{200b} spam\u{a0}").as_deref(), Some("spam"));
        assert_eq!(words("👨\u{200d}👩\u{200d}👧").as_deref(), Some("👨\u{200d}👩\u{200d}👧"));
        assert_eq!(words("❤\u{fe0f}").as_deref(), Some("❤\u{fe0f}"));
    }

    #[test]
    fn a_name_turns_nothing_around_it() {
        for turning in ["\u{202e}nna", "a\u{2066}b\u{2067}", "\u{202a}x\u{202c}"] {
            let shown = [name(turning), plain(turning)];
            assert!(shown.iter().all(|text| !text.contains(turns)), "{shown:?}");
        }
        assert_eq!(name("שלום\u{200f} **x**\n"), "שלום\u{200f} **x** ");
    }

    #[test]
    fn other_peoples_words_are_not_markup() {
        assert_eq!(plain("**<@1>**\nx"), "\\*\\*\\<@1\\>\\*\\* x");
    }
}
