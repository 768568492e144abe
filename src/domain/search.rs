//! The parts of a search text: words, "a phrase", -without, and `or` between alternatives.

/// The length at which the index cuts words, in characters.
const LONGEST_WORD: usize = 64;

/// Returns the words that a reason must have, for each alternative: what is left without `-` words, quotes and `or`.
#[must_use]
pub fn alternatives(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let negated = first == '-';
        rest = rest.trim_start_matches('-');
        let (token, quoted, after) = match rest.strip_prefix('"') {
            Some(inside) => match inside.split_once('"') {
                Some((phrase, after)) => (phrase, true, after),
                None => (inside, true, ""),
            },
            None => {
                let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                (word, false, after)
            }
        };
        if !quoted && !negated && token.eq_ignore_ascii_case("or") {
            found.push(String::new());
        } else if !negated && let Some(words) = found.last_mut() {
            words.push(' ');
            words.push_str(token);
        }
        rest = after.trim_start();
    }
    found.iter().map(|words| words.trim().to_owned()).collect()
}

/// Returns the words of a search for which any one of them is enough, from the search as Postgres writes it: `'spam':* | 'raid':*`.
/// `None` if it asks for more, or if a word is too long to stand in the index as a whole.
#[must_use]
pub fn any_of(query: &str) -> Option<Vec<String>> {
    let (mut words, mut rest) = (Vec::new(), query);
    loop {
        let (word, after) = quoted(rest)?;
        if word.chars().count() >= LONGEST_WORD {
            return None;
        }
        words.push(word);
        let after = after.strip_prefix(":*").unwrap_or(after);
        if after.is_empty() {
            return Some(words);
        }
        rest = after.strip_prefix(" | ")?;
    }
}

/// Returns the word in quotes with which the text begins, and the text after it. A quote or backslash in it is doubled.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut chars = text.strip_prefix('\'')?.char_indices();
    let mut word = String::new();
    while let Some((at, char)) = chars.next() {
        let is_doubled = matches!(char, '\'' | '\\') && chars.as_str().starts_with(char);
        if is_doubled {
            chars.next();
        } else if char == '\'' {
            return Some((word, text.get(at + 2..)?));
        }
        word.push(char);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_of_some_words_is_all_that_a_search_asks_for_or_not() {
        assert_eq!(any_of("'spam':*"), Some(vec!["spam".to_owned()]));
        assert_eq!(any_of("'ab' | 'it''s':* | 'a\\\\b':*").unwrap(), ["ab", "it's", "a\\b"]);
        for more in ["", "'a' & 'b'", "'a' <-> 'b'", "!'a'", "'a' | !'b'", "'a' | 'b' & 'c'", "'a", "( 'a' )"]
        {
            assert_eq!(any_of(more), None, "{more}");
        }
        assert_eq!(any_of(&format!("'{}':*", "x".repeat(63))).unwrap()[0].len(), 63);
        assert_eq!(any_of(&format!("'{}':*", "x".repeat(64))), None);
    }

    #[test]
    fn what_must_be_there_is_all_but_what_must_not() {
        for (text, wanted) in [
            ("spam", &["spam"][..]),
            (" Spam in  chat ", &["Spam in chat"]),
            ("\"hate speech\" -joke", &["hate speech"]),
            ("-\"a joke\" slur", &["slur"]),
            ("spam or raid -bot", &["spam", "raid"]),
            ("\"or\"", &["or"]),
            ("-spam", &[""]),
            ("or", &["", ""]),
            ("--- \"", &[""]),
            ("", &[""]),
        ] {
            assert_eq!(alternatives(text), wanted, "{text}");
        }
    }
}
