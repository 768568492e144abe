//! The values of options, fields and selects in a gesture, read by the type that the command or component declares.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::names::Names;
use crate::OptionValue;
use crate::ids::GuildId;

/// The numbers of option types.
mod option {
    pub(super) const INTEGER: u64 = 4;
    pub(super) const BOOLEAN: u64 = 5;
    pub(super) const USER: u64 = 6;
    pub(super) const CHANNEL: u64 = 7;
    pub(super) const ROLE: u64 = 8;
    pub(super) const MENTIONABLE: u64 = 9;
    pub(super) const NUMBER: u64 = 10;
    pub(super) const ATTACHMENT: u64 = 11;
}

/// A file, with its content as text or in Base64.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileBody {
    filename: String,
    text: Option<String>,
    base64: Option<String>,
}

/// Returns the options below a path of subcommands.
pub(super) fn declared<'a>(definition: &'a Value, path: &[&str]) -> &'a [Value] {
    let list = |value: &'a Value| value["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    path.iter().fold(list(definition), |options, word| {
        options.iter().find(|option| option["name"] == *word).map(list).unwrap_or_default()
    })
}

/// Reads the options of a command.
pub(super) fn options(
    names: Names<'_>,
    guild: Option<GuildId>,
    declared: &[Value],
    given: &Map<String, Value>,
) -> Result<Vec<(String, OptionValue)>, String> {
    let one = |(name, value): (&String, &Value)| {
        let kind = declared.iter().find(|option| option["name"] == name.as_str());
        let kind = kind.and_then(|option| option["type"].as_u64()).unwrap_or_default();
        let read = single(names, guild, kind, value).map_err(|why| format!("The option {name:?}: {why}"))?;
        Ok((name.clone(), read))
    };
    given.iter().map(one).collect()
}

/// Reads one value by the type of its option; a type of 0 lets the value speak for itself.
fn single(names: Names<'_>, guild: Option<GuildId>, kind: u64, value: &Value) -> Result<OptionValue, String> {
    let wrong = || format!("{value} does not fit its type.");
    let text = || value.as_str().ok_or_else(wrong);
    Ok(match kind {
        option::INTEGER => OptionValue::Integer(value.as_i64().ok_or_else(wrong)?),
        option::NUMBER => OptionValue::Number(value.as_f64().ok_or_else(wrong)?),
        option::BOOLEAN => OptionValue::Truth(value.as_bool().ok_or_else(wrong)?),
        option::USER => OptionValue::User(names.user(text()?)?),
        option::CHANNEL => OptionValue::Channel(names.channel(text()?)?),
        option::ROLE => OptionValue::Role(names.role(guild.unwrap_or(names.cast.guild), text()?)?),
        option::MENTIONABLE => mentionable(names, guild, text()?)?,
        option::ATTACHMENT => file(value)?,
        _ => untyped(value)?,
    })
}

fn untyped(value: &Value) -> Result<OptionValue, String> {
    Ok(match value {
        Value::String(text) => OptionValue::Text(text.clone()),
        Value::Bool(truth) => OptionValue::Truth(*truth),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => OptionValue::Integer(whole),
            (None, Some(number)) => OptionValue::Number(number),
            (None, None) => return Err(format!("{number} is no number that an option takes.")),
        },
        Value::Array(all) => OptionValue::Many(all.iter().map(untyped).collect::<Result<_, _>>()?),
        Value::Object(_) => file(value)?,
        Value::Null => return Err("null is no value; leave it out.".to_owned()),
    })
}

fn file(value: &Value) -> Result<OptionValue, String> {
    let file: FileBody = serde_json::from_value(value.clone())
        .map_err(|error| format!("a file has `filename`, and `text` or `base64`: {error}."))?;
    let bytes = match (file.text, file.base64) {
        (Some(text), None) => text.into_bytes(),
        (None, Some(encoded)) => STANDARD.decode(encoded).map_err(|error| format!("{error}."))?,
        _ => return Err("a file has either `text` or `base64`.".to_owned()),
    };
    Ok(OptionValue::file(&file.filename, bytes))
}

fn mentionable(names: Names<'_>, guild: Option<GuildId>, text: &str) -> Result<OptionValue, String> {
    let role = names.role(guild.unwrap_or(names.cast.guild), text).map(OptionValue::Role);
    role.or_else(|_| names.user(text).map(OptionValue::User))
}

/// Reads the choices in a select, or the value of a field, of this component type.
pub(super) fn component(
    names: Names<'_>,
    guild: Option<GuildId>,
    kind: i64,
    value: &Value,
) -> Result<OptionValue, String> {
    if let Value::Array(all) = value {
        let all = all.iter().map(|one| component(names, guild, kind, one)).collect::<Result<_, _>>()?;
        return Ok(OptionValue::Many(all));
    }
    let kind = match kind {
        5 => option::USER,
        6 => option::ROLE,
        7 => option::MENTIONABLE,
        8 => option::CHANNEL,
        19 => option::ATTACHMENT,
        _ => 0,
    };
    single(names, guild, kind, value)
}
