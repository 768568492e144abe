//! The messages of menus: posted once, kept equal to their menu, closed when it is deleted.

use serde::{Deserialize, Serialize};
use twilight_model::guild::Permissions;

use crate::actions::role_menu::{DeleteMenu, MenuProgress, ShowMenu};
use crate::discord::error_code;
use crate::discord::message::{Message, Once};
use crate::discord::nonce::Nonce;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{ChannelId, InteractionId};
use crate::domain::menu::Menu;
use crate::domain::permissions::{Where, covers, gavel_lacks};
use crate::domain::text::plain;
use crate::error::{Error, Result};
use crate::features::roles::{menu_message, rights, view};
use crate::kernel::cx::Cx;
use crate::kernel::job::{Job, JobContext, LeasedJob, Next};
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::store::role_menus::{self, MenuPost, StoredMenu};
use crate::words;

/// The job that posts a menu.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct PostMenu {
    menu: i64,
    channel: ChannelId,
    ordered_by: InteractionId,
}

impl Job for PostMenu {
    const KIND: &'static str = "menu_post";
    type Progress = MenuProgress;
    const FOR_CALLER: bool = true;

    fn concurrency_key(&self) -> ConcurrencyKey {
        ConcurrencyKey::RoleMenu(self.menu)
    }
}

/// Orders a post.
pub(super) async fn order(cx: &Cx, stored: &StoredMenu, channel: ChannelId) -> Result<Reply> {
    if stored.menu.entries.is_empty() {
        return Err(Error::refused(words::rolemenu_empty()));
    }
    may_post(cx, &stored.menu, channel).await?;
    let order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let posting = PostMenu { menu: stored.id, channel, ordered_by: cx.at.id };
    let ordered = order.commit(&posting).await?;
    ordered.run(|why| Reply::private(words::rolemenu_posting(channel, why))).await
}

/// Fails unless the caller could write in the channel themselves, and give the menu's roles.
async fn may_post(cx: &Cx, menu: &Menu, at: ChannelId) -> Result<()> {
    let guild = cx.guild()?;
    let (seen, channel) = tokio::try_join!(rights::look(cx), cx.app.discord.channel(at))?;
    rights::may_open(cx, &seen, menu)?;
    if channel.guild != Some(guild) {
        return Err(Error::refused(words::rolemenu_channel_elsewhere()));
    }
    if channel.is_thread() {
        return Err(Error::refused(words::rolemenu_channel_thread(at)));
    }
    let write = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES;
    let caller = cx.caller_member();
    let held = seen.guild.permission_context(guild, &caller).permissions_in(&channel.overwrites);
    if !covers(held, write) {
        return Err(Error::refused(words::rolemenu_channel_closed(at)));
    }
    let needed = write | Permissions::EMBED_LINKS;
    let held = seen.guild.permission_context(guild, &seen.gavel).permissions_in(&channel.overwrites);
    if !covers(held, needed) {
        return Err(Error::refused(gavel_lacks(needed - held, Where::Channel(at))));
    }
    Ok(())
}

/// Posts a menu, once.
pub(super) async fn post(mut job: JobContext<PostMenu>) -> Result<Next> {
    let said = match job.progress.said.take() {
        Some(said) => said,
        None => posted(&mut job).await?,
    };
    Ok(Next::Done(Some(Reply::private(said))))
}

async fn posted(job: &mut JobContext<PostMenu>) -> Result<String> {
    let (guild, channel) = (job.guild(), job.payload.channel);
    let Some(stored) = role_menus::menu_find(job.db(), guild, job.payload.menu).await? else {
        return finish(job, words::rolemenu_gone()).await;
    };
    let once = Once {
        channel,
        message: menu_message::message(&stored),
        nonce: Nonce::RoleMenu(job.stored.id),
        after: job.payload.ordered_by.get(),
    };
    match job.app.discord.message_post_once(&once, job.is_resumed()).await {
        Ok(message) => {
            let link = format!("https://discord.com/channels/{guild}/{channel}/{message}");
            let said = words::rolemenu_posted(link);
            let mut tx = job.step().await?;
            role_menus::post_add(&mut *tx, guild, stored.id, MenuPost { channel, message }).await?;
            job.progress.said = Some(said.clone());
            job.save_in(&mut tx).await?;
            tx.commit().await?;
            Ok(said)
        }
        Err(error @ Error::Discord { .. }) => finish(job, problem(channel, &error)).await,
        Err(other) => Err(other),
    }
}

async fn finish<T: Job<Progress = MenuProgress>>(job: &mut JobContext<T>, said: String) -> Result<String> {
    job.progress.said = Some(said.clone());
    job.save().await?;
    Ok(said)
}

/// Returns why a message could not be posted.
fn problem(channel: ChannelId, error: &Error) -> String {
    match error.code() {
        Some(error_code::INVALID_FORM) => words::rolemenu_unshown_form(channel),
        code => words::rolemenu_unshown(channel, error_code::text(code.unwrap_or_default())),
    }
}

/// Updates a menu's messages, and the moderator's panel with them.
pub(super) async fn refresh(job: JobContext<ShowMenu>) -> Result<Next> {
    let (menu, mut note, audience) = (job.payload.menu, job.payload.note.clone(), job.payload.audience);
    let Some(stored) = role_menus::menu_find(job.db(), job.guild(), menu).await? else {
        let gone = Message { content: words::rolemenu_gone(), ..Message::default() };
        return Ok(Next::Done(Some(Reply::new(audience, gone))));
    };
    for problem in shown(&job, &stored, &menu_message::message(&stored)).await? {
        note = format!("{note}\n{problem}");
    }
    let guild = job.app.discord.guild(job.guild()).await?;
    Ok(Next::Done(Some(view::panel(&stored, &guild, &note, audience))))
}

/// Edits each message. Those that are gone are deleted from the record. Returns the problems with the others.
async fn shown(job: &LeasedJob, stored: &StoredMenu, message: &Message) -> Result<Vec<String>> {
    let (guild, mut problems) = (job.guild(), Vec::new());
    for post in role_menus::posts(job.db(), guild, stored.id).await? {
        match job.app.discord.message_show(post.channel, post.message, message).await {
            Ok(()) => {}
            Err(Error::Discord {
                code: error_code::UNKNOWN_MESSAGE | error_code::UNKNOWN_CHANNEL, ..
            }) => {
                role_menus::post_forget(job.db(), guild, post).await?;
            }
            Err(error @ Error::Discord { .. }) => problems.push(problem(post.channel, &error)),
            Err(other) => return Err(other),
        }
    }
    Ok(problems)
}

/// Closes a menu's messages, then deletes it.
pub(super) async fn delete(mut job: JobContext<DeleteMenu>) -> Result<Next> {
    let said = match job.progress.said.take() {
        Some(said) => said,
        None => deleted(&mut job).await?,
    };
    Ok(Next::Done(Some(Reply::update(said))))
}

async fn deleted(job: &mut JobContext<DeleteMenu>) -> Result<String> {
    let guild = job.guild();
    let Some(stored) = role_menus::menu_find(job.db(), guild, job.payload.menu).await? else {
        return finish(job, words::rolemenu_gone()).await;
    };
    let mut said = words::rolemenu_deleted(plain(&stored.name));
    for problem in shown(job, &stored, &menu_message::closed(&stored)).await? {
        said = format!("{said}\n{problem}");
    }
    let mut tx = job.step().await?;
    role_menus::menu_delete(&mut tx, guild, job.payload.actor, &stored).await?;
    job.progress.said = Some(said.clone());
    job.save_in(&mut tx).await?;
    tx.commit().await?;
    Ok(said)
}
