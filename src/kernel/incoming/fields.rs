//! The fields of an interaction, each read by itself. Unused fields are ignored.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use twilight_model::application::interaction::{InteractionChannel, InteractionMember};
use twilight_model::channel::Attachment;
use twilight_model::guild::{MemberFlags, PartialMember, Permissions, Role, RoleColors, RoleFlags, RoleTags};
use twilight_model::id::Id;
use twilight_model::id::marker::RoleMarker;
use twilight_model::user::User;
use twilight_model::util::{ImageHash, Timestamp as Moment};

use crate::domain::permissions::of_digits;
use crate::kernel::incoming::json::Json;

/// A value, or the field that it should have been in.
pub(super) type Read<T> = Result<T, String>;

/// Returns the text under a key.
pub(super) fn text<'a>(raw: &'a Json<'_>, key: &str) -> Option<&'a str> {
    raw.get(key)?.as_str()
}

/// Returns `true` if a key holds `true`.
pub(super) fn is_set(raw: &Json<'_>, key: &str) -> bool {
    raw.get(key).and_then(Json::as_bool).unwrap_or_default()
}

/// Returns the id under a key: a string or a number.
pub(super) fn id<T>(raw: &Json<'_>, key: &str) -> Read<Id<T>> {
    raw.get(key).and_then(snowflake).and_then(Id::new_checked).ok_or_else(|| format!("no id in `{key}`"))
}

/// Returns the id under a key that may be missing or null.
pub(super) fn optional_id<T>(raw: &Json<'_>, key: &str) -> Read<Option<Id<T>>> {
    match raw.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(_) => id(raw, key).map(Some),
    }
}

fn snowflake(raw: &Json<'_>) -> Option<u64> {
    raw.as_u64().or_else(|| raw.as_str()?.parse().ok())
}

/// Returns an integer, even if it is written with a decimal point.
pub(super) fn whole(raw: &Json<'_>) -> Option<i64> {
    // Up to here, every integer is exact as a float.
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    let raw = raw.as_number()?;
    raw.as_i64().or_else(|| {
        let number = raw.as_f64().filter(|number| number.fract() == 0.0 && number.abs() <= LARGEST)?;
        format!("{number:.0}").parse().ok()
    })
}

/// Returns the known permission bits of a number of any length.
pub(super) fn permissions(raw: Option<&Json<'_>>) -> Option<Permissions> {
    let digits = match raw? {
        Json::Text(text) => return of_digits(text),
        Json::Number(number) => number.to_string(),
        _ => return None,
    };
    of_digits(&digits)
}

/// Returns a timestamp, whatever its offset; one without an offset is taken as UTC.
fn moment(raw: &Json<'_>, key: &str) -> Option<Moment> {
    let text = text(raw, key)?;
    let at = text.parse::<Timestamp>().ok().or_else(|| {
        let civil: DateTime = text.parse().ok()?;
        TimeZone::UTC.to_timestamp(civil).ok()
    })?;
    Moment::from_micros(at.as_microsecond()).ok()
}

/// Returns the hash of an image, if it has the form of one.
fn picture(raw: &Json<'_>, key: &str) -> Option<ImageHash> {
    ImageHash::parse(text(raw, key)?.as_bytes()).ok()
}

/// Reads a person.
pub(super) fn user(raw: &Json<'_>) -> Read<User> {
    let id = id(raw, "id").map_err(|why| format!("{why} of a person"))?;
    let global_name = text(raw, "global_name");
    Ok(User {
        id,
        name: text(raw, "username").or(global_name).unwrap_or("unknown").to_owned(),
        global_name: global_name.map(str::to_owned),
        bot: is_set(raw, "bot"),
        avatar: picture(raw, "avatar"),
        accent_color: None,
        avatar_decoration: None,
        avatar_decoration_data: None,
        banner: None,
        discriminator: 0,
        email: None,
        flags: None,
        locale: None,
        mfa_enabled: None,
        premium_type: None,
        primary_guild: None,
        public_flags: None,
        system: None,
        verified: None,
    })
}

/// Reads the roles of a membership. They decide who may do what to whom: either all of them are read, or none of the
/// membership.
fn roles(raw: &Json<'_>) -> Read<Vec<Id<RoleMarker>>> {
    let wrong = || "no roles of a member".to_owned();
    let roles = raw.get("roles").and_then(Json::as_list).ok_or_else(wrong)?;
    roles.iter().map(|role| snowflake(role).and_then(Id::new_checked).ok_or_else(wrong)).collect()
}

/// Reads the membership of the person who asks.
pub(super) fn member(raw: &Json<'_>) -> Read<PartialMember> {
    Ok(PartialMember {
        roles: roles(raw)?,
        nick: text(raw, "nick").map(str::to_owned),
        joined_at: moment(raw, "joined_at"),
        communication_disabled_until: moment(raw, "communication_disabled_until"),
        permissions: Some(permissions(raw.get("permissions")).unwrap_or(Permissions::empty())),
        avatar: picture(raw, "avatar"),
        avatar_decoration_data: None,
        banner: None,
        deaf: false,
        flags: MemberFlags::empty(),
        mute: false,
        premium_since: None,
        user: None,
    })
}

/// Reads the membership of a person whom the command names.
pub(super) fn named_member(raw: &Json<'_>) -> Read<InteractionMember> {
    let PartialMember {
        roles,
        nick,
        joined_at,
        communication_disabled_until,
        permissions,
        flags,
        avatar,
        ..
    } = member(raw)?;
    Ok(InteractionMember {
        roles,
        nick,
        joined_at,
        communication_disabled_until,
        permissions: permissions.unwrap_or(Permissions::empty()),
        pending: is_set(raw, "pending"),
        avatar,
        avatar_decoration_data: None,
        banner: None,
        flags,
        premium_since: None,
    })
}

/// Reads a role.
pub(super) fn role(raw: &Json<'_>) -> Read<Role> {
    #[expect(deprecated, reason = "the field must be given")]
    Ok(Role {
        id: id(raw, "id").map_err(|why| format!("{why} of a role"))?,
        name: text(raw, "name").unwrap_or("unknown").to_owned(),
        permissions: permissions(raw.get("permissions")).ok_or("no permissions of a role")?,
        managed: is_set(raw, "managed"),
        position: raw.get("position").and_then(whole).unwrap_or_default(),
        color: 0,
        colors: colours(raw),
        flags: RoleFlags::empty(),
        hoist: is_set(raw, "hoist"),
        icon: picture(raw, "icon"),
        mentionable: is_set(raw, "mentionable"),
        tags: raw.get("tags").filter(|tags| !matches!(tags, Json::Null)).map(tags),
        unicode_emoji: text(raw, "unicode_emoji").map(str::to_owned),
    })
}

/// Reads a role's colours, of which older bodies have one.
fn colours(raw: &Json<'_>) -> RoleColors {
    let one = |raw: Option<&Json<'_>>| raw.and_then(whole).and_then(|colour| u32::try_from(colour).ok());
    let all = raw.get("colors");
    let of = |key: &str| one(all.and_then(|all| all.get(key)));
    RoleColors {
        primary_color: of("primary_color").or_else(|| one(raw.get("color"))).unwrap_or_default(),
        secondary_color: of("secondary_color"),
        tertiary_color: of("tertiary_color"),
    }
}

/// Reads who a role belongs to. A tag without a value is set.
fn tags(raw: &Json<'_>) -> RoleTags {
    let id = |key: &str| raw.get(key).and_then(snowflake);
    RoleTags {
        available_for_purchase: raw.get("available_for_purchase").is_some(),
        bot_id: id("bot_id").and_then(Id::new_checked),
        guild_connections: raw.get("guild_connections").is_some(),
        integration_id: id("integration_id").and_then(Id::new_checked),
        subscription_listing_id: id("subscription_listing_id").and_then(Id::new_checked),
        premium_subscriber: raw.get("premium_subscriber").is_some(),
    }
}

/// Returns `true` if a channel is a thread.
pub(super) fn is_thread(raw: &Json<'_>) -> bool {
    matches!(raw.get("type").and_then(whole), Some(10..=12))
}

/// Reads a channel. An unknown type stays unknown.
pub(super) fn channel(raw: &Json<'_>) -> Read<InteractionChannel> {
    let kind = raw.get("type").and_then(whole).and_then(|kind| u8::try_from(kind).ok());
    Ok(InteractionChannel {
        id: id(raw, "id").map_err(|why| format!("{why} of a channel"))?,
        kind: kind.unwrap_or(u8::MAX).into(),
        name: text(raw, "name").unwrap_or("unknown").to_owned(),
        permissions: permissions(raw.get("permissions")).unwrap_or(Permissions::empty()),
        app_permissions: None,
        parent_id: None,
        thread_metadata: None,
    })
}

/// Reads a file.
pub(super) fn attachment(raw: &Json<'_>) -> Read<Attachment> {
    let size = raw.get("size").and_then(whole).and_then(|size| u64::try_from(size).ok());
    let url = text(raw, "url").ok_or("no address of a file")?;
    Ok(Attachment {
        id: id(raw, "id").map_err(|why| format!("{why} of a file"))?,
        filename: text(raw, "filename").unwrap_or("file").to_owned(),
        size: size.ok_or("no size of a file")?,
        url: url.to_owned(),
        proxy_url: url.to_owned(),
        content_type: text(raw, "content_type").map(str::to_owned),
        description: text(raw, "description").map(str::to_owned),
        duration_secs: None,
        ephemeral: false,
        flags: None,
        height: None,
        placeholder: None,
        placeholder_version: None,
        title: None,
        waveform: None,
        width: None,
    })
}

/// Reads each of the objects under a key, by id.
pub(super) fn each<M, T>(
    raw: &Json<'_>,
    key: &str,
    read: impl Fn(&Json<'_>) -> Read<T>,
) -> Read<HashMap<Id<M>, T>> {
    let Some(all) = raw.get(key) else { return Ok(HashMap::new()) };
    let one = |(id, one): (&str, &Json<'_>)| {
        let id = id.parse().map_err(|_| format!("no id of one of the `{key}`"))?;
        Ok((id, read(one)?))
    };
    all.entries().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// Reads a value as if it had come in a body.
    fn with<T>(value: &Value, read: impl FnOnce(&Json<'_>) -> T) -> T {
        read(&serde_json::from_str(&value.to_string()).unwrap())
    }

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
            assert_eq!(with(&written, |raw| permissions(Some(raw))), read, "{written}");
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
            let read = with(&json!({ "at": written }), |raw| moment(raw, "at"));
            assert_eq!(read.map(Moment::as_secs), Some(1_767_261_600), "{written}");
        }
        assert_eq!(with(&json!({ "at": "yesterday" }), |raw| moment(raw, "at")), None);
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_point() {
        assert_eq!(
            [json!(1.0), json!(-3), json!(1e9)].map(|raw| with(&raw, whole)),
            [Some(1), Some(-3), Some(1_000_000_000)]
        );
        assert_eq!(
            [json!(1.5), json!(1e300), json!("1"), json!(null)].map(|raw| with(&raw, whole)),
            [None; 4]
        );
    }

    #[test]
    fn a_person_is_read_without_what_is_not_used() {
        let odd = json!({
            "id": "5", "username": "ann", "avatar": "https://example.org/a.png", "banner": 7, "public_flags": -1,
            "avatar_decoration_data": { "asset": "", "sku_id": null }, "premium_type": 99, "primary_guild": [],
        });
        let read = with(&odd, user).unwrap();
        assert_eq!((read.id.get(), read.name.as_str(), read.avatar), (5, "ann", None));
    }

    #[test]
    fn a_role_is_read_with_its_colours_and_who_manages_it() {
        let read = |more: Value| {
            let mut raw = json!({ "id": "5", "permissions": "0" });
            raw.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            with(&raw, role).unwrap()
        };
        let gradient = json!({ "primary_color": 1, "secondary_color": 2, "tertiary_color": null });
        let found = read(json!({ "color": 7, "colors": gradient, "hoist": true })).colors;
        assert_eq!((found.primary_color, found.secondary_color, found.tertiary_color), (1, Some(2), None));
        assert_eq!(read(json!({ "color": 7 })).colors.primary_color, 7);
        assert_eq!(read(json!({ "color": -1, "colors": [] })).colors.primary_color, 0);
        let tags = read(json!({ "tags": { "bot_id": "9", "premium_subscriber": null } })).tags.unwrap();
        assert_eq!((tags.bot_id, tags.premium_subscriber), (Some(Id::new(9)), true));
        assert!(!tags.guild_connections && read(json!({})).tags.is_none());
    }

    #[test]
    fn a_member_without_all_their_roles_is_not_read() {
        for roles in [json!(null), json!({}), json!(["7", "x"]), json!([7, -1])] {
            assert!(with(&json!({ "roles": roles }), member).is_err(), "{roles}");
        }
        let read = with(&json!({ "roles": ["7", 8], "flags": -1 }), member).unwrap();
        assert_eq!(read.roles, [Id::new(7), Id::new(8)]);
    }
}
