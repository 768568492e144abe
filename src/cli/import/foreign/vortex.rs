//! Vortex: the file of its export, an object with the strikes, temporary bans and mutes that hold now. It has no history:
//! no moderator, no reason and no beginning.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Deserialize;

use super::row::{Found, LeftOut, Row, id};
use crate::domain::kind::Kind;

#[derive(Deserialize)]
struct Export {
    strikes: BTreeMap<String, i64>,
    #[serde(default)]
    tempbans: BTreeMap<String, i64>,
    #[serde(default)]
    tempmutes: BTreeMap<String, i64>,
}

/// Reads an export; fails with what is wrong with it.
pub(super) fn read(file: &[u8]) -> Result<Vec<Found>, String> {
    let export: Export = serde_json::from_slice(file).map_err(|error| error.to_string())?;
    let strikes = export.strikes.into_iter().map(|(user, count)| strikes(&user, count));
    let bans = export.tempbans.into_iter().map(|(user, end)| timed("tempban", Kind::Ban, &user, end));
    let mutes = export.tempmutes.into_iter().map(|(user, end)| timed("tempmute", Kind::Timeout, &user, end));
    Ok(strikes.chain(bans).chain(mutes).collect())
}

fn strikes(user: &str, count: i64) -> Found {
    let place = format!("strikes of {user}");
    let target = id(user).ok_or_else(|| LeftOut::new(&place, "it names no person"))?;
    let points = u32::try_from(count).ok().filter(|count| *count > 0);
    let points = points.ok_or_else(|| LeftOut::new(&place, "there are none"))?;
    let reason = format!("Strikes in Vortex: {points}");
    Ok(Row { reason: Some(reason), points: Some(points), ..Row::new(place, Kind::Warn, target) })
}

/// Returns a ban or a mute. One without an end has a time of which no calendar knows.
fn timed(what: &str, kind: Kind, user: &str, end: i64) -> Found {
    let place = format!("{what} of {user}");
    let target = id(user).ok_or_else(|| LeftOut::new(&place, "it names no person"))?;
    Ok(Row { ends_at: Timestamp::from_second(end).ok(), ..Row::new(place, kind, target) })
}
