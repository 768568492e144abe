//! `/settings retention`: how many days records are kept after they are over.

use twilight_interactions::command::{CommandModel, CommandOption, CreateCommand, CreateOption};

use crate::error::Result;
use crate::features::settings::change::change;
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::words;

#[derive(Clone, Copy, Debug, CommandOption, CreateOption)]
pub(super) enum Kept {
    #[option(name = "cases that are over", value = "cases")]
    Cases,
    #[option(name = "notes", value = "notes")]
    Notes,
    #[option(name = "hits of AutoMod", value = "automod")]
    AutoMod,
    #[option(name = "changes of settings", value = "history")]
    History,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "retention", desc = "-")]
pub(super) struct Retention {
    /// The kind of record
    record: Kept,
    /// How many days after it is over. Default: until it is erased
    #[command(min_value = 1, max_value = 3650)]
    days: Option<i64>,
}

pub(super) async fn retention(cx: &Cx, args: Retention) -> Result<Reply> {
    let days = args.days.and_then(|days| u32::try_from(days).ok());
    change(cx, |settings| {
        let kept = &mut settings.retention;
        match args.record {
            Kept::Cases => kept.cases = days,
            Kept::Notes => kept.notes = days,
            Kept::AutoMod => kept.automod_hits = days,
            Kept::History => kept.history = days,
        }
        Ok(words::settings_retention_now(kept.lines().join("\n")))
    })
    .await
}
