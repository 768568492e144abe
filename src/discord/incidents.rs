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
    /// What is paused in a server now.
    pub async fn paused(&self, guild: GuildId, now: Timestamp) -> Result<Paused> {
        let body: Body = self.rest.fetch(self.build.guild(guild)).await?;
        let until = |time: Option<Timestamp>| time.filter(|time| *time > now).and_then(second);
        Ok(body.incidents_data.map_or_else(Paused::default, |found| Paused {
            invites: until(found.invites_disabled_until),
            dms: until(found.dms_disabled_until),
        }))
    }

    /// Makes this what is paused. Both are told: what a field left out means, Discord does not say. There is no
    /// reason for the audit log here.
    pub async fn pause(&self, guild: GuildId, to: Paused) -> Result<()> {
        let body = json!({ "invites_disabled_until": to.invites, "dms_disabled_until": to.dms });
        let put = request(Method::Put, format!("guilds/{guild}/incident-actions"), Some(&body))?;
        self.rest.call(put, Call::default()).await.map(drop)
    }
}

/// A moment without its fraction, which Discord need not give back as it got it.
#[must_use]
pub fn second(time: Timestamp) -> Option<Timestamp> {
    Timestamp::from_second(time.as_second()).ok()
}
