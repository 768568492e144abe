//! The messages of menus: posted once, kept equal to their menu, closed when it is deleted.

use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use crate::discord::fault;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::ids::{ChannelId, InteractionId, UserId};
use crate::domain::menu::Menu;
use crate::domain::permissions::{Where, covers, gavel_lacks};
use crate::error::{Error, Result};
use crate::features::roles::{manage, show, view};
use crate::kernel::cx::Cx;
use crate::kernel::order::Order;
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::worker::{Next, Task};
use crate::store::role_menus::{self, Post, Stored};

pub(super) const POST: &str = "menu_post";
pub(super) const SHOW: &str = "menu_show";
pub(super) const DELETE: &str = "menu_delete";

/// What happens to one menu happens one after the other.
pub(super) fn lane(menu: i64) -> String {
    format!("menu:{menu}")
}

#[derive(Debug, Serialize, Deserialize)]
struct Posting {
    menu: i64,
    channel: ChannelId,
    ordered_by: InteractionId,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Said {
    said: Option<String>,
}

/// Orders a post.
pub(super) async fn order(cx: &Cx, stored: &Stored, channel: ChannelId) -> Result<Reply> {
    if stored.menu.entries.is_empty() {
        return Err(Error::refused("That menu has no roles yet; choose them with `/rolemenu edit` first."));
    }
    may_post(cx, &stored.menu, channel).await?;
    let order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return known.reply().await,
    };
    let posting = Posting { menu: stored.id, channel, ordered_by: cx.at.id };
    let payload = serde_json::to_value(posting).map_err(Error::broken)?;
    let ordered = order.commit(POST, lane(stored.id), payload).await?;
    ordered.carry_out(|why| Reply::private(format!("The menu is to be posted in <#{channel}>. {why}"))).await
}

/// Nobody writes through Gavel where they could not themselves, nor hands out what they could not.
async fn may_post(cx: &Cx, menu: &Menu, at: ChannelId) -> Result<()> {
    let guild = cx.guild()?;
    let (seen, channel) = tokio::try_join!(manage::look(cx), cx.app.discord.channel(at))?;
    manage::may_open(cx, &seen, menu)?;
    if channel.guild != Some(guild) {
        return Err(Error::refused("That channel is not of this server; choose one that is."));
    }
    if channel.is_thread() {
        return Err(Error::refused(format!("<#{at}> is a thread; post the menu in a channel.")));
    }
    let write = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES;
    let caller = cx.caller_member();
    let held = seen.guild.standing(guild, &caller).permissions_in(&channel.overwrites);
    if !covers(held, write) {
        return Err(Error::refused(format!("You can't write in <#{at}>; choose a channel where you can.")));
    }
    let needed = write | Permissions::EMBED_LINKS;
    let held = seen.guild.standing(guild, &seen.gavel).permissions_in(&channel.overwrites);
    if !covers(held, needed) {
        return Err(Error::refused(gavel_lacks(needed - held, Where::Channel(at))));
    }
    Ok(())
}

/// Posts a menu, once.
pub(super) async fn post(mut task: Task) -> Result<Next> {
    let (payload, progress): (Posting, Said) = (task.payload()?, task.progress()?);
    let said = match progress.said {
        Some(said) => said,
        None => posted(&mut task, &payload).await?,
    };
    Ok(Next::Done(Some(Reply::private(said))))
}

async fn posted(task: &mut Task, payload: &Posting) -> Result<String> {
    let (guild, channel) = (task.job.guild, payload.channel);
    let Some(stored) = role_menus::menu_find(task.db(), guild, payload.menu).await? else {
        return finish(task, manage::GONE.to_owned()).await;
    };
    let once = Once {
        channel,
        message: show::message(&stored),
        nonce: Nonce::RoleMenu(task.job.id),
        after: payload.ordered_by.get(),
    };
    match task.app.discord.message_post_once(&once, task.is_resumed()).await {
        Ok(message) => {
            let said = format!("Posted: https://discord.com/channels/{guild}/{channel}/{message}");
            let mut tx = task.step().await?;
            role_menus::post_add(&mut *tx, guild, stored.id, Post { channel, message }).await?;
            task.save_in(&mut tx, &Said { said: Some(said.clone()) }).await?;
            tx.commit().await?;
            Ok(said)
        }
        Err(error @ Error::Discord { .. }) => finish(task, trouble(channel, &error)).await,
        Err(other) => Err(other),
    }
}

async fn finish(task: &mut Task, said: String) -> Result<String> {
    task.save(&Said { said: Some(said.clone()) }).await?;
    Ok(said)
}

/// Why a message could not be there.
fn trouble(channel: ChannelId, error: &Error) -> String {
    let why = match error.code() {
        Some(fault::INVALID_FORM) => {
            "Discord does not take it as it is; look at its emojis and texts with `/rolemenu edit`."
        }
        code => fault::text(code.unwrap_or_default()),
    };
    format!("The menu could not be shown in <#{channel}>: {why}")
}

/// What a change of a menu tells the job that shows it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Showing {
    pub(super) menu: i64,
    /// What the moderator reads above the panel.
    pub(super) note: String,
    pub(super) audience: Audience,
}

/// Makes a menu's messages show it as it is, and the moderator's panel with them.
pub(super) async fn refresh(task: Task) -> Result<Next> {
    let Showing { menu, mut note, audience } = task.payload()?;
    let Some(stored) = role_menus::menu_find(task.db(), task.job.guild, menu).await? else {
        let gone = Message { content: manage::GONE.to_owned(), ..Message::default() };
        return Ok(Next::Done(Some(Reply::new(audience, gone))));
    };
    for trouble in shown(&task, &stored, &show::message(&stored)).await? {
        note = format!("{note}\n{trouble}");
    }
    let guild = task.app.discord.guild(task.job.guild).await?;
    Ok(Next::Done(Some(view::panel(&stored, &guild, &note, audience))))
}

/// Edits each message. Those that are gone are forgotten; what could not be edited is returned.
async fn shown(task: &Task, stored: &Stored, message: &Message) -> Result<Vec<String>> {
    let (guild, mut troubles) = (task.job.guild, Vec::new());
    for post in role_menus::posts(task.db(), guild, stored.id).await? {
        match task.app.discord.message_show(post.channel, post.message, message).await {
            Ok(()) => {}
            Err(Error::Discord { code: fault::UNKNOWN_MESSAGE | fault::UNKNOWN_CHANNEL, .. }) => {
                role_menus::post_forget(task.db(), guild, post).await?;
            }
            Err(error @ Error::Discord { .. }) => troubles.push(trouble(post.channel, &error)),
            Err(other) => return Err(other),
        }
    }
    Ok(troubles)
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Deleting {
    pub(super) menu: i64,
    pub(super) actor: UserId,
}

/// Closes a menu's messages, then deletes it.
pub(super) async fn delete(mut task: Task) -> Result<Next> {
    let (payload, progress): (Deleting, Said) = (task.payload()?, task.progress()?);
    let said = match progress.said {
        Some(said) => said,
        None => deleted(&mut task, &payload).await?,
    };
    Ok(Next::Done(Some(Reply::update(said))))
}

async fn deleted(task: &mut Task, payload: &Deleting) -> Result<String> {
    let guild = task.job.guild;
    let Some(stored) = role_menus::menu_find(task.db(), guild, payload.menu).await? else {
        return finish(task, manage::GONE.to_owned()).await;
    };
    let mut said = format!("The menu “{}” is deleted; members keep the roles that they have.", stored.name);
    for trouble in shown(task, &stored, &show::closed(&stored)).await? {
        said = format!("{said}\n{trouble}");
    }
    let mut tx = task.step().await?;
    role_menus::menu_delete(&mut tx, guild, payload.actor, &stored).await?;
    task.save_in(&mut tx, &Said { said: Some(said.clone()) }).await?;
    tx.commit().await?;
    Ok(said)
}
