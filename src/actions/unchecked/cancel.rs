//! The press of Cancel on an order that waits until Discord answers.

use std::time::Duration;

use crate::actions::receipt::receipt;
use crate::actions::unchecked::{CallOff, CheckOrder};
use crate::domain::case::Status;
use crate::error::{Error, Result};
use crate::kernel::control::Pressed;
use crate::kernel::cx::Cx;
use crate::kernel::job::Job;
use crate::kernel::reply::{Audience, Reply};
use crate::store::{cases, jobs};
use crate::words;

/// The pause between two looks whether the order is called off, and their number.
const LOOK: Duration = Duration::from_millis(100);
const LOOKS: u32 = 12;

/// Calls the order off, if nothing was done yet. Whichever process looks at the order next sees that it is not wanted.
pub async fn press(cx: Cx, control: CallOff, _: Pressed) -> Result<Reply> {
    let guild = cx.guild()?;
    let found = jobs::job_find(&cx.app.db, guild, control.job).await?;
    let Some(found) = found.filter(|it| it.kind == CheckOrder::KIND) else {
        return Err(Error::refused(words::kept::unchecked_too_old()));
    };
    let order = CheckOrder::read(found.payload)?;
    let (number, by) = (order.case.number, order.origin.user.id);
    if cx.caller() != by {
        return Err(Error::refused(words::kept::unchecked_not_yours(by)));
    }
    if jobs::job_stop(&cx.app.db, guild, control.job, by).await?.is_none() {
        return Err(Error::refused(words::kept::unchecked_checked(number)));
    }
    for _ in 0..LOOKS {
        tokio::time::sleep(LOOK).await;
        let case = cases::case_find(&cx.app.db, guild, number).await?;
        if let Some(case) = case.filter(|case| matches!(case.status, Status::Failed(_))) {
            return Ok(receipt(Audience::Update, &case, 0, &[], cx.app.clock.now()));
        }
    }
    Ok(Reply::private(words::unchecked_calling_off(number)))
}
