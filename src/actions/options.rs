//! Suggestions for options that many commands share: `duration`, `expires`, `reason`.

use twilight_model::application::command::CommandOptionChoice;

use crate::actions::{durations, reasons};
use crate::error::Result;
use crate::kernel::command::Focus;
use crate::kernel::cx::Cx;

/// Suggests values for the option being typed; none for one that is not shared.
pub async fn suggest(cx: Cx, focus: Focus) -> Result<Vec<CommandOptionChoice>> {
    match focus.option.as_str() {
        "duration" | "expires" => durations::suggest(&cx, &focus.typed, durations::First::Minutes).await,
        "reason" => reasons::suggest(&cx, &focus.typed).await,
        _ => Ok(vec![]),
    }
}
