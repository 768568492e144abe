//! The facts that the order of an action read, handed to the run of its job at once, so that neither the record nor Discord is asked
//! again.

use crate::actions::check::ServerFacts;
use crate::discord::facts::Guild;
use crate::domain::case::Case;
use crate::domain::ids::ChannelId;
use crate::error::Result;
use crate::kernel::job::LeasedJob;

/// The facts as the order saw or wrote them.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub case: Case,
    pub server: ServerFacts,
    /// The channel of direct messages with the person, if it is remembered.
    pub direct_channel: Option<ChannelId>,
}

/// Returns the server of a job, as its order saw it or as it is now.
pub(super) async fn guild(job: &LeasedJob) -> Result<Guild> {
    match job.known::<Known>() {
        Some(known) => Ok(known.server.guild.clone()),
        None => job.app.discord.guild(job.guild()).await,
    }
}
