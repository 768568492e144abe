//! Text for Discord: cut to its limits, and other people's words kept from being markup.

use unicode_segmentation::UnicodeSegmentation;

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

/// Returns somebody's words on one line, shown as they were typed: markup is escaped.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '*' | '_' | '~' | '`' | '|' | '>' | '<' | '[' | ']' | '#' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A quoted block of somebody's words.
#[must_use]
pub fn quote(text: &str, limit: usize) -> String {
    format!("> {}", plain(&cut(text.trim(), limit)))
}

/// The text with a capital at its beginning.
#[must_use]
pub fn heading(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `1 message`, `2 messages`.
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

    /// Texts of what is easily cut wrongly.
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
    fn other_peoples_words_are_not_markup() {
        assert_eq!(plain("**<@1>**\nx"), "\\*\\*\\<@1\\>\\*\\* x");
    }
}
