//! The log of edited and deleted messages. Set with `/settings messagelog`; the sidecar tells what was edited and
//! deleted, and remembers what stood there before.

mod post;
mod show;

use crate::domain::event::EventKind;
use crate::domain::settings::Settings;
use crate::kernel::events::Hook;
use crate::kernel::feature::Feature;

#[must_use]
pub fn feature() -> Feature {
    Feature::new("messagelog")
        .on(hook(EventKind::MessageEdited))
        .on(hook(EventKind::MessagesDeleted))
        .job(post::JOB, post::post)
}

/// One lane a server: what happens while one is posted is posted together.
fn hook(kind: EventKind) -> Hook {
    let wants = |settings: &Settings| settings.message_log.is_some();
    Hook::new(kind, post::JOB, wants).in_lane(|_| post::JOB.to_owned())
}
