//! `/purge count …`: deletes the newest matching messages here, and reports exactly what was deleted and what was not.
//! On a message: Apps → Purge down to here.

mod delete;
mod filter;
mod job;
mod link;
mod menu;
mod order;
mod page;
mod plan;
mod run;
mod scan;
mod tally;
mod transcript;

use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};

use self::filter::{Filter, Sieve};
pub(super) use self::menu::{agreed, menu};
use self::order::{order, refuse_log};
use self::plan::{NEEDS, Plan};
pub(super) use self::run::run;
use crate::actions::check;
use crate::actions::options;
use crate::domain::ids::MessageId;
use crate::domain::kind::Kind;
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::reply::Reply;
use crate::kernel::request::Request;
use crate::words;

#[derive(CommandModel, CreateCommand)]
#[command(name = "purge", desc = "-")]
struct Purge {
    /// How many messages to delete
    #[command(min_value = 1, max_value = 1000)]
    count: i64,
    /// Only messages from this person
    user: Option<ResolvedUser>,
    /// Only messages that contain these words
    #[command(max_length = 200)]
    contains: Option<String>,
    /// Only messages that match this regular expression
    #[command(max_length = 300)]
    regex: Option<String>,
    /// Only messages from bots and webhooks
    bots: Option<bool>,
    /// Only messages with links
    links: Option<bool>,
    /// Only messages with server invites
    invites: Option<bool>,
    /// Only messages with files
    attachments: Option<bool>,
    /// Only messages with embeds
    embeds: Option<bool>,
    /// Also delete pinned messages
    pins: Option<bool>,
    /// Only messages before this one (link or id)
    #[command(max_length = 120)]
    before: Option<String>,
    /// Only messages after this one (link or id)
    #[command(max_length = 120)]
    after: Option<String>,
    /// Also delete messages older than 14 days, one by one: 200 at most, takes a while
    include_old: Option<bool>,
    /// Keep a transcript of the deleted messages in the log
    transcript: Option<bool>,
    /// Reason, recorded in the case
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// Allow it in a log channel
    force: Option<bool>,
}

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, purge)
        .permission(Kind::Purge.permission())
        .needs(NEEDS)
        .completes(options::suggest)
}

async fn purge(cx: Cx, args: Purge) -> Result<Reply> {
    if let Some(duplicate) = cx.duplicate().await? {
        return duplicate.reply().await;
    }
    if args.force != Some(true) {
        refuse_log(&cx, words::purge_log_channel).await?;
    }
    let (plan, reason) = (plan(&cx, &args)?, args.reason);
    Sieve::ready(&plan.filter).await?;
    refuse_unread(&cx, &plan).await?;
    let seen = check::look(&cx).await?;
    match cx.request().await? {
        Request::New(open) => {
            let of = args.user.map(|user| (user.resolved.id, user.resolved.name));
            order(open, &cx, &seen, &plan, of, reason).await
        }
        Request::Duplicate(duplicate) => duplicate.reply().await,
    }
}

fn plan(cx: &Cx, args: &Purge) -> Result<Plan> {
    let (guild, channel) = (cx.guild()?, cx.channel()?);
    let named = |option, text: &Option<String>| -> Result<Option<MessageId>> {
        text.as_ref().map(|text| link::message(option, text, guild, channel)).transpose()
    };
    let here = Plan::here(channel, cx.at.id);
    let before = named("before", &args.before)?.map_or(here.before, |before| before.min(here.before));
    let after = named("after", &args.after)?;
    if after.is_some_and(|after| after >= before) {
        return Err(Error::refused(words::purge_nothing_between()));
    }
    let is = |option: Option<bool>| option == Some(true);
    let filter = Filter {
        user: args.user.as_ref().map(|user| user.resolved.id),
        contains: args.contains.clone(),
        regex: args.regex.clone(),
        bots: is(args.bots),
        links: is(args.links),
        invites: is(args.invites),
        attachments: is(args.attachments),
        embeds: is(args.embeds),
    };
    Ok(Plan {
        count: args.count.unsigned_abs(),
        filter,
        pins: is(args.pins),
        include_old: is(args.include_old),
        transcript: is(args.transcript),
        before,
        after,
        ..here
    })
}

/// Refuses options that need message content, if Discord does not let Gavel read it.
async fn refuse_unread(cx: &Cx, plan: &Plan) -> Result<()> {
    let mut used = plan.filter.on_content();
    used.extend(plan.transcript.then_some("transcript"));
    if used.is_empty() || cx.app.discord.application().await?.reads_messages() {
        return Ok(());
    }
    let used: Vec<String> =
        used.iter().map(|option| format!("`{}`", words::name_of(&format!("purge {option}")))).collect();
    Err(Error::refused(words::purge_unread(used.join(", "))))
}
