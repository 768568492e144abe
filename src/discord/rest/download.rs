//! Downloads from Discord's file servers: other hosts than the API's, called without the token, following no redirect.

use bytes::Bytes;
use http::Uri;
use tokio::time::{Instant, sleep, timeout_at};

use super::retry::Backoff;
use super::transport::{DISCORD, Failure};
use super::{Call, LONGEST, Rest};
use crate::error::{Error, Result};
use crate::words;
use crate::words::Kept;

/// The hosts of Discord's files.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];
/// The number of tries in one call; callers come back later.
const TRIES: u32 = 3;
const ROUTE: &str = "GET file";

/// The outcome of a download.
#[derive(Debug)]
pub enum Download {
    Whole(Bytes),
    /// Not available, with the reason: the end of a sentence.
    No(Kept),
}

impl Rest {
    /// Downloads a file of at most so many bytes.
    ///
    /// # Errors
    /// [`Error::Unreachable`] if it may be available later.
    pub async fn download(&self, url: &str, most: usize, how: Call) -> Result<Download> {
        let transport = &self.gates.transport;
        let Some(uri) = url.parse().ok().filter(|uri| is_discords(uri, &transport.base)) else {
            return Ok(Download::No(words::kept::discord_file_foreign()));
        };
        let deadline = Instant::now() + how.deadline.min(LONGEST);
        let (mut backoff, mut tries) = (Backoff::default(), 0);
        loop {
            tries += 1;
            let until = deadline.min(Instant::now() + how.attempt.min(LONGEST));
            let answer = timeout_at(until, transport.get(&uri, most)).await;
            let why = match answer.unwrap_or_else(|_| Err(Failure::Lost("no answer in time".to_owned()))) {
                Ok(answer) if answer.status.is_success() => return Ok(Download::Whole(answer.body)),
                Ok(answer) if answer.status.is_server_error() || answer.status.as_u16() == 429 => {
                    format!("it answered {}", answer.status)
                }
                Ok(answer) => {
                    tracing::info!(status = answer.status.as_u16(), "a file is not there any more");
                    return Ok(Download::No(words::kept::discord_file_gone()));
                }
                Err(Failure::TooLarge) => return Ok(Download::No(words::kept::discord_file_larger())),
                Err(Failure::Lost(why) | Failure::Unsent(why)) => why,
            };
            let wait = backoff.next();
            if tries == TRIES || Instant::now() + wait >= deadline {
                return Err(Error::Unreachable { route: ROUTE.to_owned(), why });
            }
            sleep(wait).await;
        }
    }
}

/// Returns `true` for the address of one of Discord's files: over TLS from its file servers, or from the fake Discord
/// in tests.
fn is_discords(uri: &Uri, base: &str) -> bool {
    match (uri.scheme_str(), uri.authority()) {
        (Some("https"), Some(host)) if HOSTS.contains(&host.as_str()) => true,
        (Some(scheme), Some(host)) => base != DISCORD && base == format!("{scheme}://{host}"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_discords_file_servers_are_ever_asked() {
        let asked = |url: &str, base: &str| url.parse().is_ok_and(|uri| is_discords(&uri, base));
        for (url, ok) in [
            ("https://cdn.discordapp.com/ephemeral-attachments/1/2/a.png?ex=1&is=2&hm=3", true),
            ("https://media.discordapp.net/attachments/1/2/a.png", true),
            ("http://cdn.discordapp.com/attachments/1/2/a.png", false),
            ("https://cdn.discordapp.com:8443/attachments/1/2/a.png", false),
            ("https://cdn.discordapp.com@example.com/a.png", false),
            ("https://user@cdn.discordapp.com/a.png", false),
            ("https://cdn.discordapp.com.example.com/a.png", false),
            ("https://discord.com/api/v10/users/@me", false),
            ("https://169.254.169.254/latest/meta-data", false),
            ("http://127.0.0.1:9000/attachments/1/2/a.png", false),
            ("/attachments/1/2/a.png", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(asked(url, DISCORD), ok, "{url}");
        }
        let stand_in = "http://127.0.0.1:9000";
        assert!(asked("http://127.0.0.1:9000/attachments/1/2/a.png", stand_in));
        assert!(
            asked("https://cdn.discordapp.com/a.png", stand_in),
            "a stand-in may stand before Discord itself"
        );
        assert!(!asked("http://127.0.0.1:9001/a.png", stand_in));
        assert!(!asked("https://127.0.0.1:9000/a.png", stand_in));
    }
}
