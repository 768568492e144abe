//! Incident actions: invites and direct messages paused for a while.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{Call, Outcome, RouteReply};
use crate::bits;
use crate::feed::Change;
use crate::form::Form;
use crate::ids::iso;
use crate::world::World;

/// The longest pause.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn put(world: &mut World, call: &Call<'_>) -> Outcome {
    let latest = world.now() + LONGEST;
    let form = call.form();
    let invites = until(&form, "invites_disabled_until", latest);
    let dms = until(&form, "dms_disabled_until", latest);
    drop(form);
    call.findings.verdict()?;
    let guild = call.guild()?;
    world.need(guild, call.bot, bits::MANAGE_GUILD)?;
    let incidents = &mut world.guild_mut(guild)?.incidents;
    incidents.invites_until = invites.unwrap_or(incidents.invites_until);
    incidents.dms_until = dms.unwrap_or(incidents.dms_until);
    let body: Value = json!({
        "invites_disabled_until": incidents.invites_until.map(iso),
        "dms_disabled_until": incidents.dms_until.map(iso),
        "dm_spam_detected_at": null,
        "raid_detected_at": null,
    });
    world.changed(Change::GuildUpdated { guild });
    Ok(RouteReply::ok(body))
}

/// Reads a field that is absent, null, or a moment no later than `latest`.
fn until(form: &Form<'_>, field: &'static str, latest: Timestamp) -> Option<Option<Timestamp>> {
    let time = form.has(field).then(|| form.time(field))?;
    if time.is_some_and(|time| time > latest) {
        form.error(field, "INCIDENT_ACTIONS_TOO_LONG", "Cannot be more than 24 hours in the future.");
    }
    Some(time)
}
