//! The template of a call, used for limits, errors and metrics. It has no id and no token in it, so it can be printed
//! anywhere.

use std::fmt;
use std::hash::DefaultHasher;
use std::hash::Hash;
use std::hash::Hasher;
use std::sync::Arc;

use twilight_http::request::Method;
use twilight_http::request::Request;

/// The method and path of a call, with every id, token, code and emoji replaced by `{}`.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub method: &'static str,
    /// The path, such as `/guilds/{}/bans/{}`.
    pub path: String,
    /// The method and path: the name of this route's own bucket until Discord has named one.
    pub template: Arc<str>,
    /// The channel, guild, or webhook with its token, that the call is about; hashed, because of the token.
    pub major: u64,
    /// `true` if it names an interaction or webhook by its token, which the global limit does not count.
    pub exempt: bool,
    /// `true` if the bot's token authorizes it.
    pub by_bot: bool,
    /// `true` if repeating it has no effect.
    pub repeatable: bool,
}

impl Route {
    pub fn of(request: &Request) -> Self {
        let method = request.method();
        let path = request.path().split('?').next().unwrap_or_default().trim_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        let exempt = matches!(parts[..], ["webhooks" | "interactions", _, _, ..]);
        let mut shown = String::with_capacity(path.len() + 1);
        for (at, part) in parts.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| parts[before]);
            let secret = exempt && at == 2;
            shown.push('/');
            shown.push_str(if !secret && is_word(part) && !names_follow(before) { part } else { "{}" });
        }
        Self {
            method: method.name(),
            template: format!("{} {shown}", method.name()).into(),
            path: shown,
            major: hash(match parts[..] {
                ["webhooks" | "interactions", _, _, ..] => &parts[..3],
                ["channels" | "guilds" | "webhooks", _, ..] => &parts[..2],
                _ => &[],
            }),
            exempt,
            by_bot: request.use_authorization_token() && !exempt,
            repeatable: !matches!(method, Method::Post) || path == "users/@me/channels",
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.template)
    }
}

/// Returns `true` for Discord's own words: `bans`, `vanity-url`, `@me`, `oauth2`; anything else is a name or id.
fn is_word(part: &str) -> bool {
    matches!(part, "@me" | "@original" | "oauth2" | "widget.json" | "widget.png")
        || (part.len() <= 32 && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
}

/// Returns `true` if the next part is a name, code or emoji that may look like one of Discord's words.
fn names_follow(before: Option<&str>) -> bool {
    matches!(before, Some("invites" | "templates" | "reactions"))
}

fn hash(parts: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_http::request::RequestBuilder;

    fn route(method: Method, path: &str) -> Route {
        Route::of(&RequestBuilder::raw(method, path.to_owned()).build().unwrap())
    }

    fn template(path: &str) -> String {
        route(Method::Get, path).to_string()
    }

    #[test]
    fn ids_codes_and_emoji_are_hidden_and_words_stay() {
        assert_eq!(template("guilds/12/bans/34?limit=5&token=x"), "GET /guilds/{}/bans/{}");
        assert_eq!(template("users/@me/channels"), "GET /users/@me/channels");
        assert_eq!(
            template("channels/1/messages/2/reactions/%F0%9F%91%8D/@me"),
            "GET /channels/{}/messages/{}/reactions/{}/@me"
        );
        assert_eq!(
            template("channels/1/messages/2/reactions/party:3"),
            "GET /channels/{}/messages/{}/reactions/{}"
        );
        assert_eq!(template("invites/discord-developers"), "GET /invites/{}");
        assert_eq!(template("guilds/templates/abc"), "GET /guilds/templates/{}");
        assert_eq!(template("oauth2/applications/@me"), "GET /oauth2/applications/@me");
    }

    #[test]
    fn a_token_never_shows_even_one_that_looks_like_a_word() {
        for (path, shown) in [
            ("webhooks/1/secret/messages/@original?wait=true", "GET /webhooks/{}/{}/messages/@original"),
            ("webhooks/1/aW50ZXJhY3Rpb246MT", "GET /webhooks/{}/{}"),
            ("interactions/1/secret/callback", "GET /interactions/{}/{}/callback"),
        ] {
            let route = route(Method::Get, path);
            assert_eq!(route.to_string(), shown);
            let debug = format!("{route:?}");
            assert!(!debug.contains("secret") && !debug.contains("aW50"), "{debug}");
        }
    }

    #[test]
    fn majors_are_the_channel_the_guild_and_the_webhook_with_its_token() {
        let major = |path| route(Method::Get, path).major;
        assert_eq!(major("channels/1/messages/2"), major("channels/1/messages/3"));
        assert_ne!(major("channels/1/messages"), major("channels/2/messages"));
        assert_ne!(major("channels/1"), major("guilds/1"));
        assert_ne!(major("webhooks/1/a"), major("webhooks/1/b"));
        assert_eq!(major("users/1"), major("users/2"));
    }

    #[test]
    fn only_a_post_is_not_repeatable_and_opening_a_dm_is() {
        assert!(route(Method::Put, "guilds/1/bans/2").repeatable);
        assert!(!route(Method::Post, "channels/1/messages").repeatable);
        assert!(route(Method::Post, "users/@me/channels").repeatable);
    }
}
