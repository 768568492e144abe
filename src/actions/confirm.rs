//! Questions before an action on a person, when the moderator may not know what another just did or what is already in
//! force.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use twilight_model::guild::Permissions;

use crate::actions::request::ActionRequest;
use crate::discord::message::Message;
use crate::domain::case::Case;
use crate::domain::ids::UserId;
use crate::domain::limits;
use crate::domain::text::quote;
use crate::error::Result;
use crate::kernel::question::Question;
use crate::kernel::reply::Reply;
use crate::store::cases;
use crate::words;

/// The time for which another moderator's action leads to a question.
const RECENT: SignedDuration = SignedDuration::from_mins(5);

/// The question whether to go on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Confirmation {
    pub text: String,
    /// The action to order if the answer is yes.
    pub request: ActionRequest,
}

impl Question for Confirmation {
    const KIND: &'static str = "confirm_action";

    fn card(&self) -> Reply {
        // Others need not read what another moderator did, or what is about to be shortened.
        Reply::new(
            self.request.audience.of_question(),
            Message { content: self.text.clone(), ..Message::default() },
        )
    }

    fn labels(&self) -> (String, String) {
        (words::confirm_go_on(), words::button_leave_it())
    }

    fn permission(&self) -> Permissions {
        self.request.kind.permission()
    }
}

/// Returns the time since which another moderator's action leads to a question.
pub(super) fn since(new: &Case) -> Timestamp {
    new.created_at.checked_sub(RECENT).unwrap_or(Timestamp::MIN)
}

/// Asks about another moderator's recent action on the same person, unless the caller was shown it. Must be called in
/// the transaction that opened the case: of two orders at once, the second sees the first.
pub async fn recent(
    tx: &mut PgConnection,
    request: &ActionRequest,
    new: &Case,
    me: UserId,
) -> Result<Option<Confirmation>> {
    if !new.kind.facts().is_guarded || new.kind.is_lift() || new.parent.is_some() {
        return Ok(None);
    }
    let Some(other) = cases::case_by_others(tx, new, me, since(new)).await? else { return Ok(None) };
    if request.agreed.seen.is_some_and(|seen| seen >= other.number) {
        return Ok(None);
    }
    let mut request = request.clone();
    request.agreed.seen = Some(other.number);
    let person = request.person.id;
    let reason = other
        .reason
        .as_deref()
        .map(|it| format!("\n{}", quote(it, limits::REASON_IN_QUESTION)))
        .unwrap_or_default();
    let (case, done, at) = (other.link(), other.kind.done(), other.created_at.as_second());
    let text = format!(
        "{}{reason}\n{}",
        words::confirm_recent(person, case, done, other.moderator, at),
        words::confirm_all_the_same(new.kind.word()),
    );
    Ok(Some(Confirmation { text, request }))
}
