//! The messages to delete with a ban: by age, as an option and as a form's field.

use twilight_interactions::command::{CommandOption, CreateOption};

use crate::kernel::form::{Field, FieldChoice};
use crate::words;

/// The age of a banned person's messages to delete.
#[derive(Clone, Copy, Debug, CommandOption, CreateOption)]
pub enum Delete {
    #[option(name = "nothing", value = 0)]
    Nothing,
    #[option(name = "the last hour", value = 3600)]
    Hour,
    #[option(name = "the last 6 hours", value = 21_600)]
    SixHours,
    #[option(name = "the last day", value = 86_400)]
    Day,
    #[option(name = "the last 3 days", value = 259_200)]
    ThreeDays,
    #[option(name = "the last week", value = 604_800)]
    Week,
}

impl Delete {
    const ALL: [Self; 6] =
        [Self::Nothing, Self::Hour, Self::SixHours, Self::Day, Self::ThreeDays, Self::Week];

    /// Returns the choice with this age.
    #[must_use]
    pub fn of_seconds(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|age| age.seconds().to_string() == text)
    }

    /// Returns a form's field that asks for it.
    #[must_use]
    pub fn field(self) -> Field {
        let choice = |age: Self| FieldChoice::new(age.seconds().to_string(), age.label());
        Field::radio("delete", words::form_delete(), words::form_delete_hint(), Self::ALL.map(choice))
            .chosen(&self.seconds().to_string())
    }

    /// Returns a box for each age, for a form that has no room for the field.
    pub fn boxes() -> impl Iterator<Item = FieldChoice> {
        let ages = Self::ALL.into_iter().filter(|age| age.seconds() > 0);
        ages.map(|age| FieldChoice::new(age.seconds().to_string(), words::act_also_delete(age.label())))
    }

    fn label(self) -> String {
        match self {
            Self::Nothing => words::delete_nothing(),
            Self::Hour => words::delete_hour(),
            Self::SixHours => words::delete_hours(6),
            Self::Day => words::delete_day(),
            Self::ThreeDays => words::delete_days(3),
            Self::Week => words::delete_week(),
        }
    }

    /// Returns the age in seconds.
    #[must_use]
    pub fn seconds(self) -> u32 {
        match self {
            Self::Nothing => 0,
            Self::Hour => 3600,
            Self::SixHours => 21_600,
            Self::Day => 86_400,
            Self::ThreeDays => 259_200,
            Self::Week => 604_800,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_interactions::command::internal::{CommandOptionData, CreateOptionData};

    #[test]
    fn a_form_offers_the_choices_of_the_option() {
        let data = CreateOptionData {
            name: "delete".to_owned(),
            name_localizations: None,
            description: "x".to_owned(),
            description_localizations: None,
            required: Some(false),
            autocomplete: false,
            file_types: None,
            data: CommandOptionData::default(),
        };
        let option = Delete::create_option(data);
        let choices = option.choices.unwrap_or_default();
        assert_eq!(choices.len(), Delete::ALL.len());
        for age in Delete::ALL {
            assert_eq!(
                Delete::of_seconds(&age.seconds().to_string()).map(Delete::seconds),
                Some(age.seconds())
            );
        }
        assert!(Delete::of_seconds("1").is_none());
    }
}
