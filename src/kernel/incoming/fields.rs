//! The fields of an interaction, each read by itself. Unused fields are ignored.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use twilight_model::guild::Permissions;
use twilight_model::id::Id;

use crate::domain::permissions::of_digits;

/// A value, or the field that it should have been in.
pub(super) type Read<T> = Result<T, String>;

/// Returns the text under a key.
pub(super) fn text<'a>(raw: &'a Value, key: &str) -> Option<&'a str> {
    raw.get(key)?.as_str()
}

/// Returns `true` if a key holds `true`.
pub(super) fn is_set(raw: &Value, key: &str) -> bool {
    raw.get(key).and_then(Value::as_bool).unwrap_or_default()
}

/// Returns the id under a key: a string or a number.
pub(super) fn id<T>(raw: &Value, key: &str) -> Read<Id<T>> {
    raw.get(key).and_then(snowflake).and_then(Id::new_checked).ok_or_else(|| format!("no id in `{key}`"))
}

/// Returns the id under a key that may be missing or null.
pub(super) fn optional_id<T>(raw: &Value, key: &str) -> Read<Option<Id<T>>> {
    match raw.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(_) => id(raw, key).map(Some),
    }
}

fn snowflake(raw: &Value) -> Option<u64> {
    raw.as_u64().or_else(|| raw.as_str()?.parse().ok())
}

/// Returns an integer, even if it is written with a decimal point.
pub(super) fn whole(raw: &Value) -> Option<i64> {
    // Up to here, every integer is exact as a float.
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    raw.as_i64().or_else(|| {
        let number = raw.as_f64().filter(|number| number.fract() == 0.0 && number.abs() <= LARGEST)?;
        format!("{number:.0}").parse().ok()
    })
}

/// Returns the known permission bits of a number of any length.
pub(super) fn permissions(raw: Option<&Value>) -> Option<Permissions> {
    let digits = match raw? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    of_digits(&digits)
}

/// Returns a timestamp in the form that twilight reads, whatever its offset; one without an offset is taken as UTC.
fn moment(raw: &Value, key: &str) -> Option<String> {
    let text = text(raw, key)?;
    let at = text.parse::<Timestamp>().ok().or_else(|| {
        let civil: DateTime = text.parse().ok()?;
        TimeZone::UTC.to_timestamp(civil).ok()
    })?;
    Some(at.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string())
}

/// Returns the hash of an image, if it has the form of one.
fn picture<'a>(raw: &'a Value, key: &str) -> Option<&'a str> {
    let hash = text(raw, key)?;
    let digits = hash.strip_prefix("a_").unwrap_or(hash);
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (digits.len() == 32 && digits.bytes().all(is_digit)).then_some(hash)
}

/// Reads a person.
pub(super) fn user(raw: &Value) -> Read<Value> {
    let id: Id<()> = id(raw, "id").map_err(|why| format!("{why} of a person"))?;
    let global_name = text(raw, "global_name");
    let name = text(raw, "username").or(global_name).unwrap_or("unknown");
    Ok(json!({
        "id": id, "username": name, "global_name": global_name, "discriminator": "0", "bot": is_set(raw, "bot"),
        "avatar": picture(raw, "avatar"),
    }))
}

/// Reads a membership. Roles decide who may do what to whom, so either all of them are read or none of the membership.
pub(super) fn member(raw: &Value) -> Read<Map<String, Value>> {
    let wrong = || "no roles of a member".to_owned();
    let roles = raw.get("roles").and_then(Value::as_array).ok_or_else(wrong)?;
    let roles = roles.iter().map(|role| snowflake(role).map(|role| role.to_string()).ok_or_else(wrong));
    let body = json!({
        "roles": roles.collect::<Read<Vec<_>>>()?, "nick": text(raw, "nick"), "joined_at": moment(raw, "joined_at"),
        "communication_disabled_until": moment(raw, "communication_disabled_until"),
        "permissions": permissions(raw.get("permissions")).unwrap_or(Permissions::empty()),
        "deaf": false, "mute": false, "pending": is_set(raw, "pending"), "flags": 0,
    });
    match body {
        Value::Object(body) => Ok(body),
        _ => Err(wrong()),
    }
}

/// Reads a role.
pub(super) fn role(raw: &Value) -> Read<Value> {
    let id: Id<()> = id(raw, "id").map_err(|why| format!("{why} of a role"))?;
    let permissions = permissions(raw.get("permissions")).ok_or("no permissions of a role")?;
    Ok(json!({
        "id": id, "name": text(raw, "name").unwrap_or("unknown"), "permissions": permissions,
        "managed": is_set(raw, "managed"), "position": raw.get("position").and_then(whole).unwrap_or_default(),
        "color": 0, "colors": { "primary_color": 0 }, "hoist": false, "mentionable": false, "flags": 0,
    }))
}

/// Reads a channel. An unknown type stays unknown.
pub(super) fn channel(raw: &Value) -> Read<Value> {
    let id: Id<()> = id(raw, "id").map_err(|why| format!("{why} of a channel"))?;
    let kind = raw.get("type").and_then(whole).and_then(|kind| u8::try_from(kind).ok());
    Ok(json!({
        "id": id, "type": kind.unwrap_or(u8::MAX), "name": text(raw, "name").unwrap_or("unknown"),
        "permissions": permissions(raw.get("permissions")).unwrap_or(Permissions::empty()),
    }))
}

/// Reads a file.
pub(super) fn attachment(raw: &Value) -> Read<Value> {
    let id: Id<()> = id(raw, "id").map_err(|why| format!("{why} of a file"))?;
    let size = raw.get("size").and_then(whole).and_then(|size| u64::try_from(size).ok());
    let url = text(raw, "url").ok_or("no address of a file")?;
    Ok(json!({
        "id": id, "filename": text(raw, "filename").unwrap_or("file"), "size": size.ok_or("no size of a file")?,
        "url": url, "proxy_url": url, "content_type": text(raw, "content_type"),
        "description": text(raw, "description"),
    }))
}

/// Reads each of the objects under a key, by id.
pub(super) fn each(raw: &Value, key: &str, read: impl Fn(&Value) -> Read<Value>) -> Read<Map<String, Value>> {
    let Some(all) = raw.get(key).and_then(Value::as_object) else { return Ok(Map::new()) };
    all.iter().map(|(id, one)| Ok((id.clone(), read(one)?))).collect()
}

/// Decodes a value put together by this module.
pub(super) fn decoded<T: DeserializeOwned>(clean: Value) -> Read<T> {
    serde_json::from_value(clean).map_err(|why| why.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_of_any_length_keep_the_bits_that_have_a_name() {
        let kick = Permissions::KICK_MEMBERS;
        for (written, read) in [
            (json!("2"), Some(kick)),
            (json!(2), Some(kick)),
            // 2⁶⁴ + 2, 2¹²⁸ + 2
            (json!("18446744073709551618"), Some(kick)),
            (json!("340282366920938463463374607431768211458"), Some(kick)),
            (json!("0"), Some(Permissions::empty())),
            (json!("-2"), None),
            (json!(""), None),
            (json!("0x2"), None),
            (json!(null), None),
        ] {
            assert_eq!(permissions(Some(&written)), read, "{written}");
        }
        assert_eq!(permissions(None), None);
    }

    #[test]
    fn a_moment_is_read_with_any_offset_and_with_none() {
        for written in [
            "2026-01-01T10:00:00Z",
            "2026-01-01T10:00:00",
            "2026-01-01T11:00:00.000000+01:00",
            "2026-01-01T10:00:00.000+00:00",
        ] {
            let read = moment(&json!({ "at": written }), "at");
            assert_eq!(read.as_deref(), Some("2026-01-01T10:00:00.000000+00:00"), "{written}");
        }
        assert_eq!(moment(&json!({ "at": "yesterday" }), "at"), None);
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_point() {
        assert_eq!(
            [json!(1.0), json!(-3), json!(1e9)].map(|raw| whole(&raw)),
            [Some(1), Some(-3), Some(1_000_000_000)]
        );
        assert_eq!([json!(1.5), json!(1e300), json!("1"), json!(null)].map(|raw| whole(&raw)), [None; 4]);
    }

    #[test]
    fn a_person_is_read_without_what_is_not_used() {
        let odd = json!({
            "id": "5", "username": "ann", "avatar": "https://example.org/a.png", "banner": 7, "public_flags": -1,
            "avatar_decoration_data": { "asset": "", "sku_id": null }, "premium_type": 99, "primary_guild": [],
        });
        let read: twilight_model::user::User = decoded(user(&odd).unwrap()).unwrap();
        assert_eq!((read.id.get(), read.name.as_str(), read.avatar), (5, "ann", None));
    }

    #[test]
    fn a_member_without_all_their_roles_is_not_read() {
        for roles in [json!(null), json!({}), json!(["7", "x"]), json!([7, -1])] {
            assert!(member(&json!({ "roles": roles })).is_err(), "{roles}");
        }
        assert_eq!(member(&json!({ "roles": ["7", 8], "flags": -1 })).unwrap()["roles"], json!(["7", "8"]));
    }
}
