//! The form that a person filled in on the page, translated for the stand-in.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::api::{ApiResult, Refusal};
use crate::{GuildId, OptionValue, StandIn};

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

/// The numbers of component types.
mod component {
    pub(super) const USER_SELECT: u64 = 5;
    pub(super) const ROLE_SELECT: u64 = 6;
    pub(super) const MENTIONABLE_SELECT: u64 = 7;
    pub(super) const CHANNEL_SELECT: u64 = 8;
}

/// One option of a command.
#[derive(Debug, Deserialize)]
pub(super) struct OptionInput {
    pub(super) name: String,
    #[serde(rename = "type")]
    kind: u64,
    pub(super) value: Value,
}

/// One field of a modal.
#[derive(Debug, Deserialize)]
pub(super) struct Field {
    pub(super) custom_id: String,
    #[serde(rename = "type")]
    kind: u64,
    value: Option<Value>,
    values: Option<Vec<String>>,
    files: Option<Vec<Upload>>,
}

/// A file, with its bytes in hexadecimal.
#[derive(Debug, Deserialize)]
struct Upload {
    filename: String,
    hex: String,
}

impl OptionInput {
    /// Returns the value as the control API takes it.
    pub(super) fn recorded(&self) -> Value {
        let file = serde_json::from_value::<Upload>(self.value.clone());
        if self.kind == option::ATTACHMENT {
            file.map(|file| file.recorded()).unwrap_or_default()
        } else {
            self.value.clone()
        }
    }

    /// Returns the value by the option's type.
    pub(super) fn given(&self, sim: &StandIn) -> ApiResult<OptionValue> {
        let wrong = || Refusal::unclear(&format!("{}: {} does not fit.", self.name, self.value));
        let text = || self.value.as_str().ok_or_else(wrong);
        Ok(match self.kind {
            option::INTEGER => OptionValue::Integer(self.value.as_i64().ok_or_else(wrong)?),
            option::NUMBER => OptionValue::Number(self.value.as_f64().ok_or_else(wrong)?),
            option::BOOLEAN => OptionValue::Truth(self.value.as_bool().ok_or_else(wrong)?),
            option::USER => OptionValue::User(text()?.parse().map_err(|_| wrong())?),
            option::CHANNEL => OptionValue::Channel(text()?.parse().map_err(|_| wrong())?),
            option::ROLE => OptionValue::Role(text()?.parse().map_err(|_| wrong())?),
            option::MENTIONABLE => mentionable(sim, text()?)?,
            option::ATTACHMENT => {
                let upload: Upload = serde_json::from_value(self.value.clone()).map_err(|_| wrong())?;
                upload.given()?
            }
            _ => OptionValue::Text(text()?.to_owned()),
        })
    }
}

impl Field {
    /// Returns the value as the control API takes it.
    pub(super) fn recorded(&self) -> Value {
        match (&self.files, &self.values) {
            (Some(files), _) => files.iter().map(Upload::recorded).collect(),
            (None, Some(values)) => json!(values),
            (None, None) => json!(self.value),
        }
    }

    /// Returns the value; `None` if the field was left empty.
    pub(super) fn given(&self, sim: &StandIn) -> ApiResult<Option<OptionValue>> {
        if let Some(files) = &self.files {
            let files = files.iter().map(Upload::given).collect::<ApiResult<Vec<_>>>()?;
            return Ok((!files.is_empty()).then_some(OptionValue::Many(files)));
        }
        if let Some(values) = &self.values {
            return picked(sim, self.kind, values).map(|all| (!values.is_empty()).then_some(all));
        }
        Ok(match &self.value {
            Some(Value::Bool(truth)) => Some(OptionValue::Truth(*truth)),
            Some(Value::String(text)) => Some(OptionValue::Text(text.clone())),
            _ => None,
        })
    }
}

impl Upload {
    fn recorded(&self) -> Value {
        let bytes = hex::decode(&self.hex).unwrap_or_default();
        json!({ "filename": self.filename, "base64": STANDARD.encode(bytes) })
    }

    fn given(&self) -> ApiResult<OptionValue> {
        let bytes = hex::decode(&self.hex).map_err(|_| Refusal::unclear("The file did not arrive whole."))?;
        Ok(OptionValue::file(&self.filename, bytes))
    }
}

/// Returns the picked values of a select of this type.
pub(super) fn picked(sim: &StandIn, kind: u64, values: &[String]) -> ApiResult<OptionValue> {
    let unclear = |value: &str| Refusal::unclear(&format!("{value} is no id."));
    let one = |value: &String| {
        Ok(match kind {
            component::USER_SELECT => OptionValue::User(value.parse().map_err(|_| unclear(value))?),
            component::ROLE_SELECT => OptionValue::Role(value.parse().map_err(|_| unclear(value))?),
            component::CHANNEL_SELECT => OptionValue::Channel(value.parse().map_err(|_| unclear(value))?),
            component::MENTIONABLE_SELECT => mentionable(sim, value)?,
            _ => OptionValue::Text(value.clone()),
        })
    };
    values.iter().map(one).collect::<ApiResult<Vec<_>>>().map(OptionValue::Many)
}

/// Returns a role if there is one with this id, else a user.
fn mentionable(sim: &StandIn, id: &str) -> ApiResult<OptionValue> {
    let unclear = || Refusal::unclear(&format!("{id} is no id."));
    let guild: GuildId = sim.cast().guild;
    let role = id.parse().map_err(|_| unclear())?;
    if sim.guild(guild).is_some_and(|guild| guild.roles.contains_key(&role)) {
        return Ok(OptionValue::Role(role));
    }
    Ok(OptionValue::User(id.parse().map_err(|_| unclear())?))
}
