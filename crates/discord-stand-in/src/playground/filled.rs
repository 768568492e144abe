//! The form that a person filled in on the page, as the stand-in takes it.

use serde::Deserialize;
use serde_json::Value;

use super::api::{Answer, Refusal};
use crate::{Given, GuildId, StandIn};

/// Types of command options.
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

/// Types of components.
mod component {
    pub(super) const USER_SELECT: u64 = 5;
    pub(super) const ROLE_SELECT: u64 = 6;
    pub(super) const MENTIONABLE_SELECT: u64 = 7;
    pub(super) const CHANNEL_SELECT: u64 = 8;
}

/// One option of a command.
#[derive(Debug, Deserialize)]
pub(super) struct Filled {
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

/// A file, its bytes in hexadecimal.
#[derive(Debug, Deserialize)]
struct Upload {
    filename: String,
    hex: String,
}

impl Filled {
    /// The value, by the option's type.
    pub(super) fn given(&self, sim: &StandIn) -> Answer<Given> {
        let wrong = || Refusal::unclear(&format!("{}: {} does not fit.", self.name, self.value));
        let text = || self.value.as_str().ok_or_else(wrong);
        Ok(match self.kind {
            option::INTEGER => Given::Integer(self.value.as_i64().ok_or_else(wrong)?),
            option::NUMBER => Given::Number(self.value.as_f64().ok_or_else(wrong)?),
            option::BOOLEAN => Given::Truth(self.value.as_bool().ok_or_else(wrong)?),
            option::USER => Given::User(text()?.parse().map_err(|_| wrong())?),
            option::CHANNEL => Given::Channel(text()?.parse().map_err(|_| wrong())?),
            option::ROLE => Given::Role(text()?.parse().map_err(|_| wrong())?),
            option::MENTIONABLE => mentionable(sim, text()?)?,
            option::ATTACHMENT => {
                let upload: Upload = serde_json::from_value(self.value.clone()).map_err(|_| wrong())?;
                upload.given()?
            }
            _ => Given::Text(text()?.to_owned()),
        })
    }
}

impl Field {
    /// What was filled in; nothing where it was left empty.
    pub(super) fn given(&self, sim: &StandIn) -> Answer<Option<Given>> {
        if let Some(files) = &self.files {
            let files = files.iter().map(Upload::given).collect::<Answer<Vec<_>>>()?;
            return Ok((!files.is_empty()).then_some(Given::Many(files)));
        }
        if let Some(values) = &self.values {
            return picked(sim, self.kind, values).map(|all| (!values.is_empty()).then_some(all));
        }
        Ok(match &self.value {
            Some(Value::Bool(truth)) => Some(Given::Truth(*truth)),
            Some(Value::String(text)) => Some(Given::Text(text.clone())),
            _ => None,
        })
    }
}

impl Upload {
    fn given(&self) -> Answer<Given> {
        let bytes = hex::decode(&self.hex).map_err(|_| Refusal::unclear("The file did not arrive whole."))?;
        Ok(Given::file(&self.filename, bytes))
    }
}

/// What was picked in a select of that type.
pub(super) fn picked(sim: &StandIn, kind: u64, values: &[String]) -> Answer<Given> {
    let unclear = |value: &str| Refusal::unclear(&format!("{value} is no id."));
    let one = |value: &String| {
        Ok(match kind {
            component::USER_SELECT => Given::User(value.parse().map_err(|_| unclear(value))?),
            component::ROLE_SELECT => Given::Role(value.parse().map_err(|_| unclear(value))?),
            component::CHANNEL_SELECT => Given::Channel(value.parse().map_err(|_| unclear(value))?),
            component::MENTIONABLE_SELECT => mentionable(sim, value)?,
            _ => Given::Text(value.clone()),
        })
    };
    values.iter().map(one).collect::<Answer<Vec<_>>>().map(Given::Many)
}

/// A role where there is one of that id, else a user.
fn mentionable(sim: &StandIn, id: &str) -> Answer<Given> {
    let unclear = || Refusal::unclear(&format!("{id} is no id."));
    let guild: GuildId = sim.cast().guild;
    let role = id.parse().map_err(|_| unclear())?;
    if sim.guild(guild).is_some_and(|guild| guild.roles.contains_key(&role)) {
        return Ok(Given::Role(role));
    }
    Ok(Given::User(id.parse().map_err(|_| unclear())?))
}
