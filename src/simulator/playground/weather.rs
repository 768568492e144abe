//! How Discord behaves: as ever, limiting every call, or down.

use std::sync::Mutex;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::simulator::inner::lock;
use crate::simulator::rest::is_route;
use crate::simulator::{Fault, Scope, Simulator};

/// How Discord behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Weather {
    /// As ever.
    #[default]
    Ok,
    /// Every call is answered with 429.
    Limited,
    /// Every call is answered with 503.
    Down,
}

/// The present weather.
#[derive(Debug, Default)]
pub(super) struct Sky(Mutex<Weather>);

/// How long a limited call is told to wait; also how long the end of it takes to be felt.
const WAIT: Duration = Duration::from_secs(3);

impl Sky {
    /// The present weather.
    pub(super) fn now(&self) -> Weather {
        *lock(&self.0)
    }

    /// Turns the weather, for all routes at once.
    pub(super) fn turn(&self, sim: &Simulator, weather: Weather) {
        *lock(&self.0) = weather;
        sim.clear_faults();
        for (method, route) in routes() {
            let fault = Fault::on(method, route).always();
            match weather {
                Weather::Ok => return,
                Weather::Limited => sim.fault(fault.rate_limited(Scope::User, WAIT)),
                Weather::Down => sim.fault(fault.status(503)),
            }
        }
    }
}

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Every path of the API; a test compares them with what is served.
const TEMPLATES: &[&str] = &[
    "/applications/@me",
    "/applications/{}/commands",
    "/applications/{}/commands/{}",
    "/applications/{}/guilds/{}/commands",
    "/applications/{}/guilds/{}/commands/{}",
    "/channels/{}",
    "/channels/{}/messages",
    "/channels/{}/messages/bulk-delete",
    "/channels/{}/messages/pins",
    "/channels/{}/messages/pins/{}",
    "/channels/{}/messages/{}",
    "/channels/{}/permissions/{}",
    "/channels/{}/typing",
    "/gateway",
    "/gateway/bot",
    "/guilds/{}",
    "/guilds/{}/audit-logs",
    "/guilds/{}/auto-moderation/rules",
    "/guilds/{}/auto-moderation/rules/{}",
    "/guilds/{}/bans",
    "/guilds/{}/bans/{}",
    "/guilds/{}/bulk-ban",
    "/guilds/{}/channels",
    "/guilds/{}/incident-actions",
    "/guilds/{}/members",
    "/guilds/{}/members/search",
    "/guilds/{}/members/{}",
    "/guilds/{}/members/{}/roles/{}",
    "/guilds/{}/roles",
    "/guilds/{}/roles/member-counts",
    "/guilds/{}/roles/{}",
    "/interactions/{}/{}/callback",
    "/oauth2/applications/@me",
    "/users/@me",
    "/users/@me/channels",
    "/users/@me/guilds",
    "/users/@me/guilds/{}",
    "/users/{}",
    "/webhooks/{}/{}",
    "/webhooks/{}/{}/messages/{}",
];

/// Every route there is.
fn routes() -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = TEMPLATES.iter().flat_map(|template| METHODS.iter().map(move |method| (*method, *template)));
    all.filter(|(method, template)| is_route(method, template))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulator::rest::same_shape;

    #[test]
    fn no_route_is_left_out() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/simulator/rest");
        for file in std::fs::read_dir(folder).unwrap() {
            let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap_or_default();
            for template in source.split('"').filter(|text| text.starts_with('/') && text.len() > 1) {
                let exists = METHODS.iter().any(|method| is_route(method, template));
                let known = TEMPLATES.iter().any(|known| same_shape(known, template));
                assert!(known || !exists, "{template} is not in the list");
            }
        }
    }
}
