//! The job that makes what a server lacks: a channel, or the jail role with the channels that it may not see.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use twilight_model::guild::Permissions;

use crate::actions::check::{self, ServerFacts};
use crate::discord::channels::Channel;
use crate::discord::error_code;
use crate::discord::making::Make;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{ChannelId, GuildId, InteractionId, RoleId, UserId};
use crate::domain::member::Member;
use crate::domain::permission_context::{Overwrite, PermissionContext};
use crate::domain::permissions::PERKS;
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::features::settings::setup::card::{self, Note};
use crate::features::settings::setup::control::{Purpose, SetUp};
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::reply::Audience;
use crate::store::guilds;
use crate::words;

/// The time for which the job works before others have a turn.
pub(super) const TURN: Duration = Duration::from_secs(5);
/// The permissions that Gavel gets in a channel that it makes.
const OWN: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::ATTACH_FILES)
    .union(Permissions::READ_MESSAGE_HISTORY);
/// The most channels that are named.
const NAMED: usize = 10;

/// The thing to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Wanted {
    Jail,
    Channel(Purpose),
}

impl Wanted {
    /// Returns its name and its topic.
    pub(super) fn texts(self) -> (String, String) {
        match self {
            Self::Jail => (words::setup_name_jail(), String::new()),
            Self::Channel(purpose) => purpose.texts(),
        }
    }
}

/// The job.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::features::settings) struct MakeSetup {
    pub(super) wanted: Wanted,
    /// The name and the topic: the same in each run.
    pub(super) name: String,
    pub(super) topic: String,
    pub(super) actor: UserId,
    pub(super) actor_name: String,
    pub(super) ordered_by: InteractionId,
}

/// The things that were made, and what is said of them once all is done.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::features::settings) struct Made {
    pub(super) role: Option<RoleId>,
    pub(super) channel: Option<ChannelId>,
    /// The channels that Discord did not let Gavel hide.
    unreached: Vec<ChannelId>,
    said: Option<String>,
}

impl Made {
    /// Returns `true` once nothing is left to be made.
    pub(super) fn is_complete(&self) -> bool {
        self.said.is_some()
    }
}

impl Job for MakeSetup {
    const KIND: &'static str = "make_setup";
    type Progress = Made;
    const FOR_CALLER: bool = true;

    fn concurrency_key(&self) -> ConcurrencyKey {
        Self::key_of_kind()
    }
}

/// Makes what was ordered, once, and uses it.
pub(in crate::features::settings) async fn run(mut job: JobContext<MakeSetup>) -> Result<Next> {
    if job.progress.said.is_none() {
        let outcome = match job.payload.wanted {
            Wanted::Jail => jail(&mut job).await,
            Wanted::Channel(purpose) => channel(&mut job, purpose).await,
        };
        match outcome {
            Ok(None) => {}
            Ok(Some(next)) => return Ok(next),
            Err(Error::Refused(why)) => finish(&mut job, why.text()).await?,
            Err(error @ Error::Discord { .. }) => {
                let why = words::setup_not_made(error_code::text(error.code().unwrap_or_default()));
                finish(&mut job, why).await?;
            }
            Err(other) => return Err(other),
        }
    }
    let text = job.progress.said.clone().unwrap_or_default();
    let is_made = job.progress.role.is_some() || job.progress.channel.is_some();
    let undo = is_made.then_some(SetUp::Remove(job.stored.id));
    let reply = card::shown(&job.app, job.guild(), Audience::Update, Note { text, undo }).await?;
    Ok(Next::Done(Some(reply)))
}

async fn finish(job: &mut JobContext<MakeSetup>, said: String) -> Result<()> {
    job.progress.said = Some(said);
    job.save().await
}

/// Returns the reason for the audit log.
fn reason(job: &JobContext<MakeSetup>) -> String {
    words::setup_audit(&job.payload.actor_name, job.payload.actor)
}

/// Makes the jail role, hides the channels from it, and sets it.
async fn jail(job: &mut JobContext<MakeSetup>) -> Result<Option<Next>> {
    let (guild, until) = (job.guild(), Instant::now() + TURN);
    let seen = check::look_into(&job.app, guild).await?;
    let reason = words::for_server(|| reason(job));
    let role = match job.progress.role {
        Some(role) => role,
        None => {
            let there = seen.settings.jail_role;
            if let Some(role) = there.filter(|role| seen.guild.roles.iter().any(|it| it.id == *role)) {
                return Err(Error::refused(words::setup_jail_there(role)));
            }
            let make = make(job, &reason);
            let role = job.app.discord.role_make(&make, job.is_resumed()).await?;
            job.progress.role = Some(role);
            job.save().await?;
            role
        }
    };
    let roles = &seen.guild.roles;
    let context = |member| PermissionContext { guild, owner: seen.guild.owner, roles, member };
    // Somebody who has this role alone, and no overwrite of their own.
    let inmate = Member { id: role.cast(), roles: vec![role] };
    let mut channels = job.app.discord.channels(guild).await?;
    channels.sort_by_key(|channel| (!channel.is_category(), channel.id));
    for channel in channels.iter().filter(|it| it.is_category() || it.is_lockable()) {
        let is_seen =
            context(&inmate).permissions_in(&channel.overwrites).contains(Permissions::VIEW_CHANNEL);
        if !is_seen || job.progress.unreached.contains(&channel.id) {
            continue;
        }
        if Instant::now() >= until {
            job.save().await?;
            return Ok(Some(Next::Yield));
        }
        let deny = Permissions::VIEW_CHANNEL.bits() | denied(channel, role);
        let to = Overwrite { id: role.get(), kind: 0, allow: 0, deny };
        match job.app.discord.role_overwrite_set(channel.id, to, &reason).await {
            Ok(()) => {}
            Err(Error::Discord { code: error_code::UNKNOWN_CHANNEL, .. }) => {}
            Err(Error::Discord { .. }) => job.progress.unreached.push(channel.id),
            Err(other) => return Err(other),
        }
    }
    let mut said = words::setup_jail_made(role);
    if !job.progress.unreached.is_empty() {
        let named = job.progress.unreached.iter().take(NAMED).map(|channel| format!("<#{channel}>"));
        let named: Vec<String> = named.collect();
        said = format!("{said}\n{}", words::setup_jail_unreached(named.join(" ")));
    }
    set(job, said, |settings| settings.jail_role = Some(role)).await
}

/// Returns what an overwrite of the role denies already.
fn denied(channel: &Channel, role: RoleId) -> u64 {
    let own = channel.overwrites.iter().find(|it| it.kind == 0 && it.id == role.get());
    own.map_or(0, |own| own.deny)
}

/// Makes a channel that only moderators see, and uses it.
async fn channel(job: &mut JobContext<MakeSetup>, purpose: Purpose) -> Result<Option<Next>> {
    let guild = job.guild();
    let channel = match job.progress.channel {
        Some(channel) => channel,
        None => {
            let seen = check::look_into(&job.app, guild).await?;
            let reason = words::for_server(|| reason(job));
            let overwrites = private(guild, &seen);
            let make = make(job, &reason);
            let channel = job.app.discord.channel_make(&make, &overwrites, job.is_resumed()).await?;
            job.progress.channel = Some(channel);
            job.save().await?;
            channel
        }
    };
    let said = words::setup_channel_made(format!("<#{channel}>"));
    set(job, said, |settings| purpose.use_channel(settings, channel)).await
}

/// Returns the overwrites of a channel for moderators. Administrators see every channel.
fn private(guild: GuildId, seen: &ServerFacts) -> Vec<Overwrite> {
    let held = seen.guild.permission_context(guild, &seen.gavel).permissions();
    let view = Permissions::VIEW_CHANNEL.bits();
    let mut all = vec![
        Overwrite { id: guild.get(), kind: 0, allow: 0, deny: view },
        Overwrite { id: seen.me.get(), kind: 1, allow: (OWN & held).bits(), deny: 0 },
    ];
    let moderates = |permissions: Permissions| {
        let powers = Permissions::MODERATE_MEMBERS | Permissions::BAN_MEMBERS | Permissions::KICK_MEMBERS;
        (permissions - PERKS).intersects(powers)
    };
    let moderators = seen.guild.roles.iter();
    let moderators =
        moderators.filter(|it| it.id.get() != guild.get() && !it.managed && moderates(it.permissions));
    all.extend(moderators.map(|role| Overwrite { id: role.id.get(), kind: 0, allow: view, deny: 0 }));
    all
}

fn make<'a>(job: &'a JobContext<MakeSetup>, reason: &'a str) -> Make<'a> {
    let MakeSetup { name, topic, ordered_by, .. } = &job.payload;
    Make { guild: job.guild(), name, topic, after: ordered_by.get(), reason }
}

/// Sets what was made, in the transaction that notes that all is done.
async fn set(
    job: &mut JobContext<MakeSetup>,
    said: String,
    change: impl FnOnce(&mut Settings),
) -> Result<Option<Next>> {
    let (guild, actor) = (job.guild(), job.payload.actor);
    let mut tx = job.step().await?;
    let before = guilds::settings(&mut *tx, guild).await?;
    let mut after = before.clone();
    change(&mut after);
    guilds::settings_replace(&mut tx, guild, Some(actor), &before, &after).await?;
    job.progress.said = Some(said);
    job.save_in(&mut tx).await?;
    tx.commit().await?;
    Ok(None)
}
