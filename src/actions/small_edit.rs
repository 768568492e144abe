//! A small change of a member as an action: one call to Discord. Its checks, case, log and receipt are those of every
//! action on a person.

use crate::discord::error_code;
use crate::discord::reason::audit_reason;
use crate::domain::case::Case;
use crate::domain::ids::UserId;
use crate::domain::member_edit::MemberEdit;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;
use crate::words::Kept;

/// Makes the change. Returns what the kind of action does not say.
pub(super) async fn make(
    job: &LeasedJob,
    case: &Case,
    target: UserId,
    edit: &MemberEdit,
) -> Result<Option<Kept>> {
    match job.app.discord.member_edit(case.guild, target, edit, &audit_reason(case)).await {
        Ok(()) => Ok(edit.detail()),
        // An earlier try, whose answer was lost, disconnected the member.
        Err(Error::Discord { code: error_code::NOT_IN_VOICE, .. })
            if *edit == MemberEdit::Voice(None) && job.is_resumed() =>
        {
            Ok(edit.detail())
        }
        Err(other) => Err(other),
    }
}
