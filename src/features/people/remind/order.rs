//! Setting, cancelling and reading one reminder.

use twilight_model::channel::message::component::ButtonStyle;
use twilight_model::guild::Permissions;

use crate::actions::durations;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{InteractionId, UserId};
use crate::domain::limits;
use crate::domain::permissions::{Where, caller_lacks, gavel_lacks};
use crate::domain::text::{quote, words as typed};
use crate::error::{Error, Result};
use crate::features::people::remind::control::Control;
use crate::features::people::remind::deliver::{self, DeliverReminder};
use crate::kernel::control::Control as _;
use crate::kernel::cx::Cx;
use crate::kernel::job::{self, Job};
use crate::kernel::reply::{Audience, Reply, button};
use crate::kernel::request::Request;
use crate::store::jobs;
use crate::store::reminders::{self, Reminder};
use crate::words;

/// The most reminders that a person has in a server.
pub(super) const MOST: u32 = 25;

/// Sets a reminder.
pub(super) async fn me(cx: &Cx, when: &str, text: &str, here: bool) -> Result<Reply> {
    let text = typed(text).ok_or_else(|| Error::refused(words::remind_empty()))?;
    if here {
        may_write(cx).await?;
    }
    let due_at = durations::ends(cx, when).await?.ok_or_else(|| Error::refused(words::remind_never()))?;
    let (guild, user) = (cx.guild()?, cx.caller());
    let reminder = Reminder {
        id: cx.at.id,
        user,
        channel: cx.channel()?,
        in_channel: here,
        text,
        due_at,
        told_at: None,
    };
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => {
            return match reminders::reminder_find(&cx.app.db, guild, user, cx.at.id).await? {
                Some(reminder) => Ok(receipt(&reminder)),
                None => duplicate.reply().await,
            };
        }
    };
    if !reminders::reminder_add(order.tx(), guild, &reminder, MOST.into()).await? {
        return Err(Error::refused(words::remind_too_many(MOST, words::command("remind list"))));
    }
    let deliver = DeliverReminder { user, reminder: reminder.id };
    job::add(order.tx(), guild, &deliver, due_at).await?;
    order.commit_only().await?;
    Ok(receipt(&reminder))
}

/// Fails unless the caller and Gavel may write in this channel.
async fn may_write(cx: &Cx) -> Result<()> {
    let (discord, guild, channel) = (&cx.app.discord, cx.guild()?, cx.channel()?);
    let now = cx.app.clock.now();
    if !discord.permissions_of(guild, cx.caller(), channel).await?.may_write(now) {
        return Err(Error::refused(caller_lacks(Permissions::SEND_MESSAGES, Where::Here)));
    }
    if !discord.permissions_of(guild, discord.me().await?, channel).await?.may_write(now) {
        return Err(Error::refused(gavel_lacks(Permissions::SEND_MESSAGES, Where::Here)));
    }
    Ok(())
}

fn receipt(reminder: &Reminder) -> Reply {
    let at = reminder.due_at.as_second();
    let said = if reminder.in_channel { words::remind_set_here(at) } else { words::remind_set(at) };
    let cancel = Control::Cancel { reminder: reminder.id }.id();
    Reply::private(format!("{said}\n{}", quote(&reminder.text, limits::REMINDER))).with_buttons([button(
        ButtonStyle::Secondary,
        &words::button_cancel(),
        cancel,
    )])
}

/// Cancels a reminder of the caller's.
pub(super) async fn cancel(cx: &Cx, audience: Audience, reminder: InteractionId) -> Result<Reply> {
    let said = cancelled(cx, reminder).await?;
    Ok(match audience {
        Audience::Update => Reply::update(said),
        Audience::Private | Audience::Public => Reply::private(said),
    })
}

/// Cancels a reminder of the caller's; returns the words for that.
pub(super) async fn cancelled(cx: &Cx, reminder: InteractionId) -> Result<String> {
    let (guild, user) = (cx.guild()?, cx.caller());
    let mut order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(_) => return Err(Error::refused(words::order_already())),
    };
    let found = reminders::reminder_delete(order.tx(), guild, user, reminder).await?;
    let found = found.ok_or_else(|| Error::refused(words::remind_gone()))?;
    let key = ConcurrencyKey::Reminder(reminder);
    jobs::waiting_end(order.tx(), guild, &key, DeliverReminder::KIND).await?;
    order.commit_only().await?;
    let text = quote(&found.text, limits::REASON_IN_QUESTION);
    let said = if found.told_at.is_some() { words::remind_read() } else { words::remind_cancelled() };
    Ok(format!("{said}\n{text}"))
}

/// Shows a reminder that was only announced, to the person it is for.
pub(super) async fn show(cx: &Cx, user: UserId, reminder: InteractionId) -> Result<Reply> {
    if user != cx.caller() {
        return Err(Error::refused(words::remind_not_yours(user)));
    }
    let found = reminders::reminder_find(&cx.app.db, cx.guild()?, user, reminder).await?;
    let found = found.ok_or_else(|| Error::refused(words::remind_gone()))?;
    let done = Control::Cancel { reminder }.id();
    Ok(Reply::private(deliver::text(&found)).with_buttons([button(
        ButtonStyle::Secondary,
        &words::remind_got_it(),
        done,
    )]))
}
