//! Changes of settings: each made once per order, and recorded.

use twilight_model::application::interaction::InteractionChannel;
use twilight_model::guild::Permissions;

use crate::discord::channels::Channel;
use crate::domain::automation::Automation;
use crate::domain::ids::ChannelId;
use crate::domain::permissions::{Where, covers, gavel_lacks};
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::{automation_failures, guilds, sidecar_events};
use crate::words;

/// Changes the settings; `change` returns the sentence for the person. Author, old and new values are recorded.
pub(super) async fn change(
    cx: &Cx,
    change: impl FnOnce(&mut Settings) -> Result<String> + Send,
) -> Result<Reply> {
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let said = guilds::settings_change(order.tx(), cx.guild()?, cx.caller(), change).await?;
    order.commit_only().await?;
    Ok(Reply::private(said))
}

/// Changes the settings of an automation. Its recorded failure is ended, because it is tried anew.
pub(super) async fn change_anew(
    cx: &Cx,
    automation: Automation,
    change: impl FnOnce(&mut Settings) -> Result<String> + Send,
) -> Result<Reply> {
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let said = guilds::settings_change(order.tx(), cx.guild()?, cx.caller(), change).await?;
    automation_failures::failure_end(order.tx(), cx.guild()?, automation).await?;
    order.commit_only().await?;
    Ok(Reply::private(said))
}

/// Changes the settings of an automation that needs the sidecar, as [`change_anew`] does.
pub(super) async fn change_of(
    cx: &Cx,
    automation: Automation,
    change: impl FnOnce(&mut Settings) -> Result<String> + Send,
) -> Result<Reply> {
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let mut said = guilds::settings_change(order.tx(), cx.guild()?, cx.caller(), change).await?;
    automation_failures::failure_end(order.tx(), cx.guild()?, automation).await?;
    if !sidecar_events::sidecar_is_there(order.tx()).await? {
        said.push_str(&format!("\n-# {}", words::settings_no_sidecar()));
    }
    order.commit_only().await?;
    Ok(Reply::private(said))
}

/// Returns the channel, if Gavel can post cards in it.
///
/// # Errors
/// A refusal that names what Gavel lacks there.
pub(super) async fn writable(cx: &Cx, channel: &InteractionChannel) -> Result<ChannelId> {
    Ok(postable(cx, channel.id).await?.id)
}

/// Returns the channel, thread or forum, if Gavel can post cards in it.
///
/// # Errors
/// A refusal that names what Gavel lacks there.
pub(super) async fn postable(cx: &Cx, channel: ChannelId) -> Result<Channel> {
    let (place, (server, gavel)) = tokio::try_join!(cx.app.discord.place(channel), cx.server())?;
    let guild = cx.guild()?;
    let gavel = gavel.as_ref().filter(|_| place.guild == Some(guild));
    let held = gavel
        .map(|gavel| server.permission_context(guild, gavel).permissions_in(&place.overwrites))
        .unwrap_or(Permissions::empty());
    let needed = place.posting();
    if covers(held, needed) {
        return Ok(place);
    }
    Err(Error::refused(gavel_lacks(needed - held, Where::Channel(channel))))
}
