//! The log of edited and deleted messages. Set with `/settings messagelog`; the sidecar reports edits and deletions,
//! and remembers the earlier text.

mod embeds;
mod log_post;

use crate::domain::event::EventKind;
use crate::domain::settings::Settings;
use crate::features::messagelog::log_post::LogMessages;
use crate::kernel::event_jobs::Hook;
use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("messagelog")
        .on(Hook::new(EventKind::MessageEdited, LogMessages::of, is_on))
        .on(Hook::new(EventKind::MessagesDeleted, LogMessages::of, is_on))
        .job(log_post::post)
}

fn is_on(settings: &Settings) -> bool {
    settings.message_log.is_some()
}
