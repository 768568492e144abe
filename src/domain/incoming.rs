//! Incoming JSON: removes what the database can't store in a text, before anything reads it.

use std::borrow::Cow;

use bytes::Bytes;

/// The replacement of half a surrogate pair.
const REPLACEMENT: &[u8] = b"\\ufffd";

/// Returns JSON without U+0000 in its texts, and with U+FFFD in the place of each half of a surrogate pair.
///
/// Both can only be written as escapes in JSON, so everything but those escapes stays as it is.
#[must_use]
pub fn storable(json: &[u8]) -> Cow<'_, [u8]> {
    // Most texts have no escape at all, and this search is much faster than a loop.
    if !json.contains(&b'\\') {
        return Cow::Borrowed(json);
    }
    let mut cleaned: Option<Vec<u8>> = None;
    let (mut at, mut kept) = (0, 0);
    while let Some(found) = json.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'\\')) {
        let start = at + found;
        let (length, instead): (usize, Option<&[u8]>) = match unit(json, start) {
            Some(0) => (6, Some(b"")),
            Some(0xD800..=0xDBFF) if matches!(unit(json, start + 6), Some(0xDC00..=0xDFFF)) => (12, None),
            Some(0xD800..=0xDFFF) => (6, Some(REPLACEMENT)),
            Some(_) => (6, None),
            // An escape of two characters, whose second one starts no other.
            None => (2, None),
        };
        at = start + length;
        if let Some(instead) = instead {
            let out = cleaned.get_or_insert_with(|| Vec::with_capacity(json.len()));
            out.extend_from_slice(json.get(kept..start).unwrap_or_default());
            out.extend_from_slice(instead);
            kept = at;
        }
    }
    match cleaned {
        None => Cow::Borrowed(json),
        Some(mut out) => {
            out.extend_from_slice(json.get(kept..).unwrap_or_default());
            Cow::Owned(out)
        }
    }
}

/// Returns a body as [`storable`] leaves it; untouched bodies are not copied.
#[must_use]
pub fn storable_body(body: Bytes) -> Bytes {
    match storable(&body) {
        Cow::Borrowed(_) => body,
        Cow::Owned(cleaned) => cleaned.into(),
    }
}

/// Returns the code unit of a `\uXXXX` escape.
fn unit(json: &[u8], at: usize) -> Option<u16> {
    let escape = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
    escape.iter().try_fold(0_u16, |unit, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(unit << 4 | u16::try_from(digit).ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(json: &str) -> Vec<String> {
        serde_json::from_slice(&storable(json.as_bytes())).unwrap()
    }

    #[test]
    fn what_the_database_can_not_keep_is_taken_out_of_each_text() {
        assert_eq!(texts(r#"["a\u0000b","\u0000","\u0000\u0000c"]"#), ["ab", "", "c"]);
        assert_eq!(
            texts(r#"["x\ud800","\udc00y","\ud83dz\ude00"]"#),
            ["x\u{fffd}", "\u{fffd}y", "\u{fffd}z\u{fffd}"]
        );
    }

    #[test]
    fn all_else_stays_as_it_is() {
        for json in [
            r#"["\\u0000","\\\\u0000"]"#,
            r#"["\ud83d\ude00","\u00e9","\n\"\\"]"#,
            r#"["plain"]"#,
            "\\",
            "\\u00",
            "",
        ] {
            assert!(matches!(storable(json.as_bytes()), Cow::Borrowed(_)), "{json}");
        }
        assert_eq!(texts(r#"["\\\u0000u0000"]"#), ["\\u0000"]);
    }
}
