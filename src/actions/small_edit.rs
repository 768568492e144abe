//! A small change of a member as an action: one call to Discord. All else about it, the checks, the case, the log and the
//! receipt, is what every action on a person has.

use crate::discord::error_code;
use crate::discord::reason::audit_reason;
use crate::domain::case::Case;
use crate::domain::ids::UserId;
use crate::domain::member_edit::MemberEdit;
use crate::error::{Error, Result};
use crate::kernel::job::LeasedJob;

/// Makes the change. Returns what the kind of action does not say.
pub(super) async fn make(
    job: &LeasedJob,
    case: &Case,
    target: UserId,
    edit: &MemberEdit,
) -> Result<Option<String>> {
    match job.app.discord.member_edit(case.guild, target, edit, &audit_reason(case)).await {
        Ok(()) => Ok(edit.detail()),
        // Taken out of voice by an earlier try, whose answer was lost.
        Err(Error::Discord { code: error_code::NOT_IN_VOICE, .. })
            if *edit == MemberEdit::Voice(None) && job.is_resumed() =>
        {
            Ok(edit.detail())
        }
        Err(other) => Err(other),
    }
}
