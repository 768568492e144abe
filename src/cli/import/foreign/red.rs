//! Red: the file `settings.json` of its cog ModLog, where each server's cases are below their numbers.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::row::{Found, LeftOut, Row, id, moment, same_everywhere, text};
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::Kind;

/// The id that Red writes in the place of a person who was erased.
const ERASED: u64 = 0xde1;

#[derive(Deserialize)]
struct Case {
    action_type: String,
    /// Seconds since 1970, with a fraction in old versions.
    created_at: f64,
    user: Option<Value>,
    moderator: Option<Value>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    until: Option<f64>,
    #[serde(default)]
    last_known_username: Option<String>,
}

/// Reads the cog's file; fails with what is wrong with it.
pub(super) fn read(file: &[u8]) -> Result<Vec<Found>, String> {
    let document: Value = serde_json::from_slice(file).map_err(|error| error.to_string())?;
    // The cog's number stands above all else where the file is as Red writes it.
    let within = document.as_object().into_iter().flat_map(|parts| parts.values());
    let cases = document.get("CASES").or_else(|| within.filter_map(|part| part.get("CASES")).next());
    let cases = cases.ok_or("it has no CASES, as the settings.json of Red's cog ModLog has")?;
    let servers: BTreeMap<String, BTreeMap<String, Value>> =
        serde_json::from_value(cases.clone()).map_err(|error| error.to_string())?;
    let mut found = Vec::new();
    for (server, cases) in servers {
        let guild = id(&server).map(|id| GuildId::new(id.get()));
        let guild = guild.ok_or_else(|| format!("{server} among its CASES is no server"))?;
        found.extend(cases.into_iter().map(|(number, case)| row(guild, &number, case)));
    }
    Ok(found)
}

fn row(guild: GuildId, number: &str, case: Value) -> Found {
    let place = format!("case {number}");
    let left_out = |why: String| LeftOut::new(&place, why);
    let count = number.parse::<i32>().map_err(|_| left_out("its number can't be read".to_owned()))?;
    let case: Case = serde_json::from_value(case).map_err(|error| left_out(error.to_string()))?;
    let kind = match case.action_type.as_str() {
        "hackban" | "tempban" => Kind::Ban,
        "warning" => Kind::Warn,
        "smute" => Kind::Timeout,
        "sunmute" => Kind::Untimeout,
        "vkick" => Kind::VoiceDisconnect,
        "unwarned" => return Err(left_out("it takes a warning back, and Red does not say which".to_owned())),
        "cmute" | "cunmute" => {
            return Err(left_out("Gavel can't mute somebody in a single channel".to_owned()));
        }
        other => same_everywhere(other)
            .ok_or_else(|| left_out(format!("its type {other} is none that Gavel has")))?,
    };
    let target = match person(case.user.as_ref()) {
        Some(id) if id.get() == ERASED => return Err(left_out("the person was erased in Red".to_owned())),
        Some(id) => id,
        None => return Err(left_out("it names no person".to_owned())),
    };
    let created_at = seconds(case.created_at).ok_or_else(|| left_out("its time can't be read".to_owned()))?;
    Ok(Row {
        guild: Some(guild),
        number: Some(count),
        target_name: text(case.last_known_username),
        moderator: person(case.moderator.as_ref()).filter(|id| id.get() != ERASED),
        reason: text(case.reason),
        created_at: Some(created_at),
        ends_at: case.until.and_then(seconds),
        ..Row::new(place, kind, target)
    })
}

fn person(value: Option<&Value>) -> Option<UserId> {
    value.and_then(|value| id(&value.to_string()))
}

fn seconds(number: f64) -> Option<jiff::Timestamp> {
    let whole = format!("{:.0}", number.trunc());
    whole.parse().ok().and_then(moment)
}
