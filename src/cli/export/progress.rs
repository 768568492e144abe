//! The progress of an export, shown on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

/// Returns a progress bar if the total is known, else a counter. It is cleared at the end.
pub(super) fn bar(shown: bool, total: Option<u64>, what: &'static str) -> ProgressBar {
    if !shown {
        return ProgressBar::hidden();
    }
    let template = match total {
        Some(_) => "{bar:30} {human_pos} of about {human_len} {msg}, {eta} left",
        None => "{spinner} {human_pos} {msg}, {elapsed}",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr())
        .with_style(style)
        .with_message(what)
        .with_finish(ProgressFinish::AndClear)
}
