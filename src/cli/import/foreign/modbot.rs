//! ModBot: the file of `/export`, an object with the server's settings and its moderations.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::row::{Found, LeftOut, Row, id, moment, same_everywhere, text, time};
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::Kind;

/// The text that ModBot writes where no reason was given.
const NO_REASON: &str = "No reason provided.";

#[derive(Deserialize)]
struct Export {
    #[serde(rename = "dataType")]
    data_type: String,
    moderations: Vec<Moderation>,
}

#[derive(Deserialize)]
struct Moderation {
    id: u64,
    guildid: Option<String>,
    userid: String,
    action: String,
    created: Value,
    value: Option<i64>,
    #[serde(rename = "expireTime")]
    expires: Option<Value>,
    reason: Option<String>,
    comment: Option<String>,
    moderator: Option<String>,
    #[serde(default)]
    active: Option<bool>,
}

/// Reads an export; fails with what is wrong with it.
pub(super) fn read(file: &[u8]) -> Result<Vec<Found>, String> {
    let export: Export = serde_json::from_slice(file).map_err(|error| error.to_string())?;
    if !export.data_type.starts_with("modbot-1.") {
        return Err(format!("its dataType is {}, and not modbot-1", export.data_type));
    }
    let mut found = Vec::with_capacity(export.moderations.len());
    let mut strikes = Strikes::default();
    for moderation in export.moderations {
        let place = format!("moderation {}", moderation.id);
        if moderation.action == "pardon" {
            let pardoned = moderation.value.and_then(|value| u32::try_from(value).ok()).unwrap_or(1);
            if let Some(target) = id(&moderation.userid) {
                strikes.pardon(target, pardoned, &place, &mut found);
            }
            let why = "a pardon is no case here; the strikes that it took back count less";
            found.push(Err(LeftOut::new(&place, why)));
            continue;
        }
        let row = row(moderation, place);
        if let Ok(row) = &row
            && row.kind == Kind::Warn
        {
            strikes.newest_last.entry(row.target).or_default().push(found.len());
        }
        found.push(row);
    }
    Ok(found)
}

fn row(moderation: Moderation, place: String) -> Found {
    let kind = match moderation.action.as_str() {
        "mute" => Kind::Timeout,
        "unmute" => Kind::Untimeout,
        "strike" => Kind::Warn,
        other => same_everywhere(other)
            .ok_or_else(|| LeftOut::new(&place, format!("its action {other} is not known")))?,
    };
    let target = id(&moderation.userid).ok_or_else(|| LeftOut::new(&place, "it names no person"))?;
    let seconds = |value: &Value| value.as_i64().and_then(moment).or_else(|| value.as_str().and_then(time));
    let created_at =
        seconds(&moderation.created).ok_or_else(|| LeftOut::new(&place, "its time can't be read"))?;
    let points = match (kind, moderation.value) {
        (Kind::Warn, Some(value)) => u32::try_from(value).ok(),
        _ => None,
    };
    Ok(Row {
        guild: moderation.guildid.as_deref().and_then(id).map(|id| GuildId::new(id.get())),
        moderator: moderation.moderator.as_deref().and_then(id),
        reason: text(moderation.reason).filter(|reason| reason != NO_REASON),
        notes: text(moderation.comment).into_iter().collect(),
        created_at: Some(created_at),
        ends_at: moderation.expires.as_ref().and_then(seconds),
        points,
        is_over: moderation.active == Some(false),
        ..Row::new(place, kind, target)
    })
}

/// The strikes of each person, as places in the list of rows.
#[derive(Default)]
struct Strikes {
    newest_last: HashMap<UserId, Vec<usize>>,
}

impl Strikes {
    /// Takes strikes back, the newest first: a warning loses points, and one that has none left does not count any more.
    fn pardon(&mut self, target: UserId, mut count: u32, place: &str, found: &mut [Found]) {
        let Some(strikes) = self.newest_last.get_mut(&target) else { return };
        while let (true, Some(at)) = (count > 0, strikes.last()) {
            let Some(Ok(row)) = found.get_mut(*at) else { return };
            let points = row.points.unwrap_or(1);
            let taken = points.min(count);
            count -= taken;
            if taken == points {
                row.void_reason = Some(format!("It was pardoned in ModBot ({place})."));
                strikes.pop();
            } else {
                row.points = Some(points - taken);
                row.notes.push(format!("{taken} of {points} strikes were pardoned in ModBot ({place})."));
            }
        }
    }
}
