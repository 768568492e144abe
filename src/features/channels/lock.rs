//! `/lock channel? duration? reason? roles?`, `/unlock channel? reason?`: only administrators, and those whom the channel's
//! own overwrites let, can write there; unlocking restores what was before.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::interaction::InteractionChannel;

use crate::actions::channel;
use crate::actions::channel_plan::ChannelPlan;
use crate::actions::{durations, options};
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::cases;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "lock", desc = "-")]
struct Lock {
    /// The channel to lock. Default: this one
    channel: Option<InteractionChannel>,
    /// How long, e.g. 30m, 12h, 7d. Default: until /unlock
    #[command(max_length = 60, autocomplete = true)]
    duration: Option<String>,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// Also take it from roles that the channel itself lets write. Default: no
    roles: Option<bool>,
}

#[derive(CommandModel, CreateCommand)]
#[command(name = "unlock", desc = "-")]
struct Unlock {
    /// The channel to unlock. Default: this one
    channel: Option<InteractionChannel>,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Public, lock).permission(Kind::Lock.permission()).completes(options::suggest)
}

pub(super) fn release() -> Command {
    Command::slash(Ack::Public, unlock).permission(Kind::Unlock.permission()).completes(options::suggest)
}

async fn lock(cx: Cx, args: Lock) -> Result<Reply> {
    let ends_at = match &args.duration {
        Some(text) => durations::ends(&cx, text).await?,
        None => None,
    };
    let channel = args.channel.map_or_else(|| cx.channel(), |channel| Ok(channel.id))?;
    channel::order(&cx, ChannelPlan::lock(channel, args.roles == Some(true), args.reason).until(ends_at))
        .await
}

async fn unlock(cx: Cx, args: Unlock) -> Result<Reply> {
    let channel = args.channel.map_or_else(|| cx.channel(), |channel| Ok(channel.id))?;
    let Some(locked) = cases::case_in_force(&cx.app.db, cx.guild()?, channel, Kind::Lock).await? else {
        return cx.refuse(Error::refused(words::channels_not_locked(channel))).await;
    };
    channel::order(&cx, ChannelPlan::take_back(Kind::Unlock, locked.number, channel, args.reason)).await
}
