//! Changes to channels, threads among them. A closed thread must be opened to be changed, and is closed again: that it was
//! closed is stored first, so that whoever goes on after a crash closes it.

use crate::discord::Discord;
use crate::discord::channels::{Channel, ChannelEdit};
use crate::discord::error_code;
use crate::error::{Error, Result};
use crate::words;
use crate::words::Kept;

/// Makes a change, if there is one to make, in a channel that was read just now. A thread that was closed is closed again.
/// Returns a note if Discord refuses to close it; it closes threads by itself after a while.
pub(super) async fn change(
    discord: &Discord,
    channel: &Channel,
    edit: Option<ChannelEdit>,
    was_closed: bool,
    reason: &str,
) -> Result<Option<Kept>> {
    let is_closed = channel.is_closed();
    if let Some(edit) = edit {
        let edit = ChannelEdit { archived: is_closed.then_some(false), ..edit };
        discord.channel_edit(channel.id, edit, reason).await?;
    }
    if !was_closed || (is_closed && edit.is_none()) {
        return Ok(None);
    }
    let close = ChannelEdit { archived: Some(true), ..ChannelEdit::default() };
    match discord.channel_edit(channel.id, close, reason).await {
        // An earlier try, whose answer was lost, closed it.
        Err(Error::Discord { code: error_code::THREAD_ARCHIVED, .. }) => Ok(None),
        Err(Error::Discord { code, .. }) => {
            Ok(Some(words::kept::thread_note_open(error_code::meaning(code).open())))
        }
        closed => closed.map(|()| None),
    }
}
