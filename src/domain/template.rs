//! Texts with placeholders, like `You were banned from {server}`: what an administrator wrote, filled in.

/// What can stand in braces.
pub const PLACEHOLDERS: [&str; 8] =
    ["user", "server", "moderator", "reason", "case", "end", "points", "total"];

/// The first thing in braces that is no placeholder.
#[must_use]
pub fn unknown(text: &str) -> Option<String> {
    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    names.into_iter().find(|name| !PLACEHOLDERS.contains(name)).map(str::to_owned)
}

/// The text with every placeholder filled in. What was filled in is not read again.
#[must_use]
pub fn fill(text: &str, value: impl Fn(&str) -> String) -> String {
    let mut parts = text.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some((name, rest)) if PLACEHOLDERS.contains(&name) => {
                out.push_str(&value(name));
                out.push_str(rest);
            }
            _ => {
                out.push('{');
                out.push_str(part);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_once_and_braces_elsewhere_stay() {
        let value = |name: &str| format!("<{name}>{{case}}");
        assert_eq!(fill("a {user}, {} {x} {", value), "a <user>{case}, {} {x} {");
        assert_eq!(fill("plain", value), "plain");
    }

    #[test]
    fn a_misspelt_placeholder_is_found() {
        assert_eq!(unknown("{user} was {actoin}"), Some("actoin".to_owned()));
        assert_eq!(unknown("{user} {reason} {"), None);
    }
}
