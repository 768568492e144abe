//! `/purge count user? reason? force?`: delete the newest messages here, and say exactly what was deleted.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use twilight_interactions::command::{CommandModel, CreateCommand, ResolvedUser};
use twilight_model::guild::Permissions;

use crate::actions::work::{Go, Work};
use crate::actions::{modlog, options};
use crate::discord::fault;
use crate::discord::message::Listed;
use crate::discord::reason::audit_reason;
use crate::domain::case::{Case, Kind, Logged, NewCase, Status};
use crate::domain::ids::{ChannelId, InteractionId, MessageId, UserId, created_at};
use crate::domain::text::{count, plain};
use crate::error::{Error, Result};
use crate::kernel::command::{Ack, Command};
use crate::kernel::cx::Cx;
use crate::kernel::order::Order;
use crate::kernel::reply::Reply;
use crate::kernel::worker::{Next, Task};
use crate::store::{cases, guilds};

pub(super) const JOB: &str = "purge";

/// Discord refuses to delete older messages together; an hour is left for the way.
const TOO_OLD: SignedDuration = SignedDuration::from_hours(14 * 24 - 1);
/// How many messages are looked through at most.
const SCAN: u64 = 5000;
/// How many Discord deletes at once.
const BULK: usize = 100;

#[derive(CommandModel, CreateCommand)]
#[command(name = "purge", desc = "Delete the newest messages in this channel; pinned ones stay")]
struct Purge {
    /// How many messages to delete
    #[command(min_value = 1, max_value = 1000)]
    count: i64,
    /// Only messages of this person
    user: Option<ResolvedUser>,
    /// Why; it is recorded
    #[command(max_length = 1000, autocomplete = true)]
    reason: Option<String>,
    /// Also where cases are logged
    force: Option<bool>,
}

const NEEDS: Permissions =
    Permissions::VIEW_CHANNEL.union(Permissions::READ_MESSAGE_HISTORY).union(Permissions::MANAGE_MESSAGES);

pub(super) fn command() -> Command {
    Command::slash(Ack::Private, purge)
        .permission(Permissions::MANAGE_MESSAGES)
        .needs(NEEDS)
        .completes(options::suggest)
}

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    number: i32,
    channel: ChannelId,
    count: u64,
    user: Option<UserId>,
    interaction: InteractionId,
}

/// How far a purge is. The messages are chosen once; what is chosen is then deleted, however often it is resumed.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Progress {
    chosen: Option<Vec<MessageId>>,
    scanned: u64,
    pinned: u64,
    too_old: u64,
    /// How many of the chosen are dealt with.
    dealt: usize,
}

async fn purge(cx: Cx, args: Purge) -> Result<Reply> {
    let (guild, channel) = (cx.guild()?, cx.channel()?);
    let settings = guilds::settings(&cx.app.db, guild).await?;
    if settings.log.values().any(|log| *log == channel) && args.force != Some(true) {
        return Err(Error::refused(
            "This is a log channel, whose posts are evidence; set `force` if you really want to delete here.",
        ));
    }
    let mut order = match cx.order().await? {
        Order::New(order) => order,
        Order::Known(known) => return known.reply().await,
    };
    let new = NewCase {
        target: args.user.as_ref().map(|user| user.resolved.id),
        target_name: args.user.as_ref().map(|user| user.resolved.name.clone()),
        channel: Some(channel),
        reason: args.reason.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
        ..NewCase::new(guild, Kind::Purge, cx.caller(), &cx.at.user.name)
    };
    let case = cases::case_open(order.tx(), &new).await?;
    let number = case.number;
    let payload = Payload {
        number,
        channel,
        count: args.count.unsigned_abs(),
        user: new.target,
        interaction: cx.at.id,
    };
    let payload = serde_json::to_value(payload).map_err(Error::broken)?;
    order
        .commit(JOB, format!("channel:{channel}"), payload)
        .await?
        .carry_out(|why| Reply::private(format!("**Case #{number}** · the purge is recorded. {why}")))
        .await
}

/// Carries out a purge: choose, delete, log, and the report.
pub(super) async fn carry(task: Task) -> Result<Next> {
    let payload: Payload = task.payload()?;
    let mut case =
        cases::case_find(task.db(), task.job.guild, payload.number).await?.ok_or(Error::LeaseLost)?;
    let mut work: Work<Progress> = Work::open(task, format!("Case #{} · Purge", case.number))?;
    if case.status == Status::Pending {
        match delete(&mut work, &payload, &case).await {
            Ok(Go::Later) => return Ok(Next::Turn),
            Ok(Go::On | Go::Cancelled) => {
                let summary = summary(work.counts().done, &work.own, work.cancelled_by());
                let mut tx = work.task.step().await?;
                cases::case_applied(&mut tx, &mut case, Some(summary)).await?;
                tx.commit().await?;
            }
            Err(Error::Discord { code, .. }) => {
                let done = count(work.counts().done, "message", "messages");
                let why = format!("{} ({done} deleted before that)", fault::text(code));
                let mut tx = work.task.step().await?;
                cases::case_failed(&mut tx, &mut case, &why).await?;
                tx.commit().await?;
            }
            Err(other) => return Err(other),
        }
    }
    modlog::post(&work.task, &mut case, payload.interaction).await?;
    work.end(Reply::private(report(&case))).await
}

async fn delete(work: &mut Work<Progress>, payload: &Payload, case: &Case) -> Result<Go> {
    if work.own.chosen.is_none() {
        let progress = choose(&work.task, payload).await?;
        work.set_total(count_of(progress.chosen.as_deref().unwrap_or_default()));
        work.own = progress;
    }
    let reason = audit_reason(case);
    let chosen = work.own.chosen.clone().unwrap_or_default();
    loop {
        let go = work.step().await?;
        let dealt = work.own.dealt;
        if go != Go::On || dealt >= chosen.len() {
            return Ok(if dealt < chosen.len() { go } else { Go::On });
        }
        let chunk = &chosen[dealt..chosen.len().min(dealt + BULK)];
        // A purge that had to wait may find some grown too old meanwhile.
        let limit = work.task.app.clock.now() - TOO_OLD;
        let (young, old): (Vec<MessageId>, Vec<MessageId>) =
            chunk.iter().partition(|message| created_at(**message) > limit);
        work.task.app.discord.messages_delete(payload.channel, &young, &reason).await?;
        work.add(count_of(&young), count_of(&old));
        work.own.too_old += count_of(&old);
        work.own.dealt += chunk.len();
    }
}

/// Reads the channel backwards from the command, until enough are chosen or the rest is too old.
async fn choose(task: &Task, payload: &Payload) -> Result<Progress> {
    let limit = task.app.clock.now() - TOO_OLD;
    let mut progress = Progress::default();
    let mut chosen = Vec::new();
    let mut before: MessageId = payload.interaction.cast();
    'pages: while progress.scanned < SCAN {
        let page = task.app.discord.messages_before(payload.channel, before).await?;
        let Some(oldest) = page.iter().map(|message| message.id).min() else { break };
        before = oldest;
        for message in &page {
            if wanted(payload, message, limit, &mut progress) {
                chosen.push(message.id);
            }
            if count_of(&chosen) >= payload.count || progress.too_old > 0 {
                break 'pages;
            }
        }
        if page.len() < 100 {
            break;
        }
    }
    progress.chosen = Some(chosen);
    Ok(progress)
}

fn count_of(chosen: &[MessageId]) -> u64 {
    u64::try_from(chosen.len()).unwrap_or(u64::MAX)
}

/// Whether a message is to go; counts why not.
fn wanted(payload: &Payload, message: &Listed, limit: Timestamp, progress: &mut Progress) -> bool {
    progress.scanned += 1;
    if created_at(message.id) <= limit {
        progress.too_old += 1;
        return false;
    }
    if payload.user.is_some_and(|user| user != message.author()) {
        return false;
    }
    if message.pinned {
        progress.pinned += 1;
        return false;
    }
    true
}

fn summary(deleted: u64, progress: &Progress, cancelled_by: Option<UserId>) -> String {
    let mut text =
        format!("{} deleted, {} looked at", count(deleted, "message", "messages"), progress.scanned);
    if let Some(by) = cancelled_by {
        let left = count_of(
            progress.chosen.as_deref().unwrap_or_default().get(progress.dealt..).unwrap_or_default(),
        );
        text.push_str(&format!(", {left} left when <@{by}> pressed Cancel"));
    }
    if progress.pinned > 0 {
        text.push_str(&format!(", {} kept because pinned", progress.pinned));
    }
    if progress.too_old > 0 {
        text.push_str(", stopped at messages older than 14 days");
    }
    text
}

fn report(case: &Case) -> String {
    let mut text = match &case.status {
        Status::Failed(why) => format!("**Case #{}** · not applied: {}", case.number, plain(why)),
        _ => format!(
            "**Case #{}** · {}. A purge can't be undone.",
            case.number,
            case.summary.as_deref().unwrap_or("being carried out")
        ),
    };
    match case.logged {
        Some(Logged::Posted { channel, .. }) => text.push_str(&format!("\n-# Logged in <#{channel}>.")),
        Some(Logged::Failed(_)) => {
            text.push_str(&modlog::trouble(case).map(|note| format!("\n-# {note}")).unwrap_or_default());
        }
        Some(Logged::Off) | None => {}
    }
    text
}
