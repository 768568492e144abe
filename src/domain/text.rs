//! Text for Discord: cut to its limits, and other people's words kept from being markup.

/// The first `limit` characters as Discord counts them (UTF-16 code units), with `…` where cut.
#[must_use]
pub fn cut(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_owned();
    }
    let mut room = limit.saturating_sub(1);
    let kept: String = text
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// Somebody's words on one line, shown as they were typed: markup is escaped.
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

    #[test]
    fn a_cut_never_splits_a_character_and_says_so() {
        assert_eq!(cut("hello", 5), "hello");
        assert_eq!(cut("hello there", 6), "hello…");
        let emoji = "👍".repeat(10);
        assert_eq!(cut(&emoji, 6), "👍👍…");
        assert!(cut(&emoji, 6).encode_utf16().count() <= 6);
    }

    #[test]
    fn other_peoples_words_are_not_markup() {
        assert_eq!(plain("**<@1>**\nx"), "\\*\\*\\<@1\\>\\*\\* x");
    }
}
