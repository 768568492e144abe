//! What is suggested while an option is typed that many commands share: `duration`, `expires`, `reason`.

use twilight_model::application::command::{CommandOptionChoice, CommandOptionChoiceValue};

use crate::actions::{reasons, spans};
use crate::domain::text::cut;
use crate::error::Result;
use crate::kernel::command::Focus;
use crate::kernel::cx::Cx;

/// How many choices Discord shows.
pub const SHOWN: usize = 25;

/// Suggestions for the option being typed; none for one that is not shared.
pub async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    match focus.option.as_str() {
        "duration" | "expires" => spans::suggest(&cx, &focus.typed).await,
        "reason" => reasons::suggest(&cx, &focus.typed).await,
        _ => Ok(vec![]),
    }
}

/// A choice of a text. The value is sent as it is: 100 characters at most.
#[must_use]
pub fn choice(name: &str, value: String) -> CommandOptionChoice {
    let (name, value) = (name.replace(char::is_control, " "), CommandOptionChoiceValue::String(value));
    CommandOptionChoice { name: cut(&name, 100), name_localizations: None, value }
}
