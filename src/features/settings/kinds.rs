//! The kinds of action that settings apply to, as choices.

use twilight_interactions::command::internal::{CommandOptionData, CreateOptionData};
use twilight_interactions::command::{CommandOption, CreateOption};
use twilight_interactions::error::ParseOptionErrorType;
use twilight_model::application::command::{
    CommandOption as Definition, CommandOptionChoice, CommandOptionChoiceValue, CommandOptionType,
};
use twilight_model::application::interaction::InteractionDataResolved;
use twilight_model::application::interaction::application_command::CommandOptionValue;

use crate::domain::kind::{Facts, Kind};

/// The kinds for which a fact is true, as an option's choices.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident: $is:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub(super) struct $name(Kind);

        impl $name {
            pub(super) fn kind(self) -> Kind {
                self.0
            }
        }

        impl CommandOption for $name {
            fn from_option(
                value: CommandOptionValue,
                _: CommandOptionData,
                _: Option<&InteractionDataResolved>,
            ) -> Result<Self, ParseOptionErrorType> {
                chosen($is, value).map(Self)
            }
        }

        impl CreateOption for $name {
            fn create_option(data: CreateOptionData) -> Definition {
                data.builder(CommandOptionType::String).choices(offered($is)).build()
            }
        }
    };
}

choices! {
    /// An action that members can be told of.
    Told: |facts| facts.is_told
}

choices! {
    /// An action that can follow from warnings.
    Followed: |facts| facts.in_ladder
}

choices! {
    /// An action that can be limited.
    Limited: |facts| facts.is_limited
}

fn offered(is: impl Fn(Facts) -> bool) -> Vec<CommandOptionChoice> {
    let choice = |kind: Kind| CommandOptionChoice {
        name: written(kind),
        name_localizations: None,
        value: CommandOptionChoiceValue::String(written(kind)),
    };
    Kind::which(is).map(choice).collect()
}

/// Returns the English name of the kind's command, which a choice has in every language.
fn written(kind: Kind) -> String {
    kind.as_str().replace('_', " ")
}

fn chosen(is: impl Fn(Facts) -> bool, value: CommandOptionValue) -> Result<Kind, ParseOptionErrorType> {
    let CommandOptionValue::String(word) = value else {
        return Err(ParseOptionErrorType::InvalidType(value.kind()));
    };
    let kind = Kind::which(is).find(|kind| written(*kind) == word);
    kind.ok_or(ParseOptionErrorType::InvalidChoice(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits;

    #[test]
    fn a_choice_is_read_back_and_no_other_kind_is_taken() {
        let read = |word: &str| {
            let value = CommandOptionValue::String(word.to_owned());
            Limited::from_option(value, CommandOptionData::default(), None).map(Limited::kind)
        };
        assert_eq!(read("role add"), Ok(Kind::RoleAdd));
        assert_eq!(read("role_add"), Err(ParseOptionErrorType::InvalidChoice("role_add".to_owned())));
        assert_eq!(read("massban"), Err(ParseOptionErrorType::InvalidChoice("massban".to_owned())));
        assert!(offered(|facts| facts.is_limited).len() <= limits::CHOICES);
    }
}
