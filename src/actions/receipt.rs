//! What the moderator reads: what was done, and what came of each step.

use jiff::{SignedDuration, Timestamp};
use twilight_model::channel::message::component::ButtonStyle;

use crate::actions::modlog;
use crate::actions::undo::Undo;
use crate::domain::case::{Case, Kind, Logged, Notified, Status};
use crate::domain::text::{count, cut, plain};
use crate::kernel::control::Control;
use crate::kernel::reply::{Audience, Reply, button};

/// How long an action can be taken back from its receipt.
pub const UNDO: SignedDuration = SignedDuration::from_mins(5);

/// Whether the receipt still offers Undo.
#[must_use]
pub fn is_undoable(case: &Case, now: Timestamp) -> bool {
    case.kind == Kind::Warn
        && case.voided_at.is_none()
        && case.status == Status::Applied
        && now.duration_since(case.created_at) < UNDO
}

/// The receipt of an action on a member. `total`: their warnings, this one included.
#[must_use]
pub fn receipt(audience: Audience, case: &Case, total: u64, now: Timestamp) -> Reply {
    let reply = Reply::new(
        audience,
        crate::discord::message::Message { content: words(case, total), ..Default::default() },
    );
    let undo = is_undoable(case, now)
        .then(|| button(ButtonStyle::Secondary, "Undo", Undo::Warn { number: case.number }.id()));
    reply.with_buttons(undo)
}

fn words(case: &Case, total: u64) -> String {
    let target = case.target.map(|target| format!("<@{target}>")).unwrap_or_default();
    let mut text = match (&case.status, case.voided_by) {
        (Status::Failed(why), _) => {
            format!("**Case #{}** · not applied: {}", case.number, plain(why))
        }
        (_, Some(by)) => {
            format!("**Case #{}** · the warning of {target} was taken back by <@{by}>.", case.number)
        }
        _ => format!(
            "**Case #{}** · {target} was warned: {} in total.",
            case.number,
            count(total, "warning", "warnings")
        ),
    };
    if let Some(reason) = &case.reason {
        text.push_str(&format!("\n> {}", plain(&cut(reason, 800))));
    }
    let mut notes = Vec::new();
    match case.notified {
        Some(Notified::Sent) => notes.push("They were told by direct message.".to_owned()),
        Some(Notified::Closed) => {
            notes.push("They could not be told: they take no direct messages from me.".to_owned())
        }
        Some(Notified::Failed) => {
            notes.push("They could not be told: Discord refused the direct message.".to_owned())
        }
        None => {}
    }
    match case.logged {
        Some(Logged::Posted { channel, .. }) => notes.push(format!("Logged in <#{channel}>.")),
        Some(Logged::Off) => notes.push("No log channel is set; set one with `/settings log`.".to_owned()),
        Some(Logged::Failed(_)) => notes.extend(modlog::trouble(case)),
        None => {}
    }
    if !notes.is_empty() {
        text.push_str(&format!("\n-# {}", notes.join(" ")));
    }
    text
}
