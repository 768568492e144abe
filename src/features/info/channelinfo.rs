//! `/channelinfo channel?`: a channel or thread, and whether it is locked.

use twilight_interactions::command::{CommandModel, CreateCommand};
use twilight_model::application::interaction::InteractionChannel;
use twilight_model::guild::Permissions;

use crate::discord::card::Card;
use crate::discord::overview::ChannelOverview;
use crate::domain::case::{Case, Subject};
use crate::domain::channel::{ThreadState, delay};
use crate::domain::colour;
use crate::domain::kind::Kind;
use crate::domain::permissions::{Where, caller_lacks, covers};
use crate::domain::text::plain;
use crate::error::{Error, Result};
use crate::features::info::card::{made, yes_or_no};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::store::cases;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "channelinfo", desc = "-")]
struct ChannelInfo {
    /// The channel to show. Default: this one
    channel: Option<InteractionChannel>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, channelinfo).only_reads()
}

async fn channelinfo(cx: Cx, args: ChannelInfo) -> Result<Reply> {
    let guild = cx.guild()?;
    let channel = match args.channel {
        // A hidden channel's topic is not for everyone.
        Some(channel) if !covers(channel.permissions, Permissions::VIEW_CHANNEL) => {
            return Err(Error::refused(caller_lacks(Permissions::VIEW_CHANNEL, Where::Channel(channel.id))));
        }
        Some(channel) => channel.id,
        None => cx.channel()?,
    };
    let found = cx.app.discord.channel_overview(channel).await?;
    if found.guild_id != Some(guild) {
        return Err(Error::refused(words::channelinfo_elsewhere()));
    }
    let lock = cases::case_in_force(&cx.app.db, guild, Subject::Channel(channel), Kind::Lock).await;
    // The card can be shown without the record.
    Ok(Reply::private("").with_embed(card(&found, lock.ok().flatten().as_ref()).build()))
}

fn card(channel: &ChannelOverview, lock: Option<&Case>) -> Card {
    let is_thread = matches!(channel.kind, 10..=12);
    let parent = if is_thread { words::channelinfo_parent } else { words::channelinfo_category };
    let is_category = channel.kind == 4;
    let slowmode = channel.rate_limit_per_user.filter(|_| !is_category).map(|seconds| delay(seconds).text());
    let tags = Some(channel.available_tags.len()).filter(|_| matches!(channel.kind, 15 | 16));
    let overwrites = Some(channel.permission_overwrites.len()).filter(|_| !is_thread);
    let limit = channel.user_limit.map(|most| match most {
        0 => words::channelinfo_no_limit(),
        most => most.to_string(),
    });
    let name = channel.name.as_deref().unwrap_or_default();
    let topic = channel.topic.as_ref().map(|topic| format!("\n{topic}")).unwrap_or_default();
    Card::new()
        .title(format!("#{}", plain(name)))
        .text(format!("<#{}>{topic}", channel.id))
        .colour(if lock.is_some() { colour::AMBER } else { colour::BLURPLE })
        .beside(words::info_id(), format!("`{}`", channel.id))
        .beside(words::channelinfo_type(), words::channelinfo_kind(channel.kind))
        .beside(words::info_created(), made(channel.id.get()))
        .maybe(parent, channel.parent_id.map(|id| format!("<#{id}>")))
        .maybe(words::channelinfo_slowmode, slowmode)
        .maybe(words::channelinfo_restricted, (!is_category).then(|| yes_or_no(channel.nsfw)))
        .maybe(words::channelinfo_bitrate, channel.bitrate.map(|bits| format!("{} kbps", bits / 1000)))
        .maybe(words::channelinfo_limit, limit)
        .maybe(words::channelinfo_tags, tags)
        .maybe(words::channelinfo_starter, channel.owner_id.map(|user| format!("<@{user}>")))
        .maybe(words::channelinfo_messages, channel.total_message_sent)
        .maybe(words::channelinfo_state, channel.thread_metadata.map(state))
        .maybe(words::channelinfo_overwrites, overwrites)
        .maybe(words::channelinfo_locked, lock.map(locked))
}

fn state(thread: ThreadState) -> String {
    match (thread.locked, thread.archived) {
        (true, _) => words::channelinfo_thread_locked(),
        (false, true) => words::channelinfo_thread_closed(),
        (false, false) => words::channelinfo_thread_open(),
    }
}

fn locked(case: &Case) -> String {
    let since = case.created_at.as_second();
    match case.ends_at {
        Some(end) => words::channelinfo_locked_until(since, end.as_second()),
        None => words::channelinfo_locked_since(since),
    }
}
