//! What the order of an action knows, handed to the run of its job at once, so that it is not read again.

use crate::domain::case::Case;
use crate::domain::ids::ChannelId;
use crate::domain::settings::Settings;

/// The facts as the order read or wrote them.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub case: Case,
    pub settings: Settings,
    /// The channel of direct messages with the person, if it is remembered.
    pub direct_channel: Option<ChannelId>,
}
