//! The jobs by which what was said of a case follows the case: its receipt, its log post, its direct message.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::discord::rest::Urgency;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{GuildId, InteractionId};
use crate::error::Result;
use crate::kernel::job::{self, Job};
use crate::store::jobs;

/// The job that makes the log post and the direct message show a case as it is now.
#[derive(Debug, Serialize, Deserialize)]
pub struct ShowCase {
    pub(super) number: i32,
}

impl Job for ShowCase {
    const KIND: &'static str = "show_case";
    type Progress = ();

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Case(self.number)
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.number)
    }
}

/// The job that removes a receipt's Undo button when its time is over, and makes the receipt show the case as it is now as
/// long as Discord lets it be edited.
#[derive(Debug, Serialize, Deserialize)]
pub struct CloseReceipt {
    pub(super) number: i32,
    /// The interaction that the receipt replies to.
    pub(super) interaction: InteractionId,
}

impl Job for CloseReceipt {
    const KIND: &'static str = "close_receipt";
    type Progress = ();
    const URGENCY: Urgency = Urgency::Routine;

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::Interaction(self.interaction)
    }

    fn case_number(&self) -> Option<i32> {
        Some(self.number)
    }
}

/// Has all that was said of cases shown anew, in the transaction that changed them. `since`: a time that is past.
pub async fn changed(tx: &mut PgConnection, guild: GuildId, numbers: &[i32], since: Timestamp) -> Result<()> {
    for number in numbers.iter().copied() {
        job::add(tx, guild, &ShowCase { number }, since).await?;
        receipt_changed(tx, guild, number).await?;
    }
    Ok(())
}

/// Has a case's receipt shown anew.
pub async fn receipt_changed(tx: &mut PgConnection, guild: GuildId, number: i32) -> Result<()> {
    jobs::case_make_due(tx, guild, number, CloseReceipt::KIND).await
}

/// Ends the care for a case's receipt, which shows another case from now on.
pub async fn receipt_given_up(tx: &mut PgConnection, guild: GuildId, number: i32) -> Result<()> {
    jobs::case_end(tx, guild, number, CloseReceipt::KIND).await
}
