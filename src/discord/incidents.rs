//! Incident actions: invites, and direct messages between members, paused for up to a day.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use twilight_http::request::Method;

use crate::discord::rest::Call;
use crate::discord::{Discord, request};
use crate::domain::ids::GuildId;
use crate::domain::pause::Paused;
use crate::error::Result;

#[derive(Deserialize)]
struct Body {
    incidents_data: Option<Incidents>,
}

#[derive(Deserialize)]
struct Incidents {
    invites_disabled_until: Option<Timestamp>,
    dms_disabled_until: Option<Timestamp>,
}

impl Discord {
    /// Returns what is paused in a server now.
    pub async fn paused(&self, guild: GuildId, now: Timestamp) -> Result<Paused> {
        let body: Body = self.rest.fetch(self.build.guild(guild)).await?;
        let until = |time: Option<Timestamp>| time.filter(|time| *time > now).and_then(second);
        Ok(body.incidents_data.map_or_else(Paused::default, |found| Paused {
            invites: until(found.invites_disabled_until),
            dms: until(found.dms_disabled_until),
        }))
    }

    /// Sets what is paused. Both fields are sent, because Discord does not document the meaning of an absent one. The
    /// route takes no audit log reason.
    pub async fn pause(&self, guild: GuildId, to: Paused) -> Result<()> {
        let body = json!({ "invites_disabled_until": to.invites, "dms_disabled_until": to.dms });
        let put = request(Method::Put, format!("guilds/{guild}/incident-actions"), Some(&body))?;
        self.rest.call(put, Call::default()).await.map(drop)
    }
}

/// Returns the time without its fraction, which Discord may not return as it was sent.
#[must_use]
pub fn second(time: Timestamp) -> Option<Timestamp> {
    Timestamp::from_second(time.as_second()).ok()
}
