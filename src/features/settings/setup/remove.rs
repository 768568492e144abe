//! Takes back what `/setup` made: the role or the channel goes, and nothing else.

use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use twilight_model::guild::Permissions;

use crate::actions::check;
use crate::discord::channels::Channel;
use crate::discord::error_code;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::{ChannelId, RoleId, UserId};
use crate::domain::kind::Kind;
use crate::domain::role_grant::RoleGrant;
use crate::domain::settings::Settings;
use crate::domain::text::name;
use crate::error::{Error, Result};
use crate::features::settings::setup::card::{self, Note};
use crate::features::settings::setup::make::{Made, MakeSetup, TURN};
use crate::kernel::cx::Cx;
use crate::kernel::job::{Job, JobContext, Next};
use crate::kernel::reply::{Audience, Reply};
use crate::kernel::request::Request;
use crate::store::{cases, guilds, jobs};
use crate::words;

/// The job that removes what was made.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::features::settings) struct RemoveSetup {
    role: Option<RoleId>,
    channel: Option<ChannelId>,
    actor: UserId,
    actor_name: String,
}

impl Job for RemoveSetup {
    const KIND: &'static str = "remove_setup";
    /// The sentence for the person, once all is done.
    type Progress = Option<String>;
    const FOR_CALLER: bool = true;

    fn concurrency_key(&self) -> ConcurrencyKey {
        // Nothing is removed while something is made.
        MakeSetup::key_of_kind()
    }
}

/// Orders the removal of what a job made.
pub(super) async fn order(cx: &Cx, job: i64) -> Result<Reply> {
    let guild = cx.guild()?;
    let found = jobs::job_find(&cx.app.db, guild, job).await?;
    let found = found.filter(|found| found.kind == MakeSetup::KIND);
    let Some(found) = found else { return Err(Error::refused(words::setup_remove_gone())) };
    let made: Made = serde_json::from_value(found.progress).map_err(Error::broken)?;
    if !made.is_complete() {
        return Err(Error::refused(words::setup_remove_gone()));
    }
    let seen = check::look(cx).await?;
    if made.channel.is_some() {
        check::holds_in_server(cx, &seen, Permissions::MANAGE_CHANNELS | Permissions::MANAGE_ROLES)?;
    }
    if let Some(role) = made.role {
        check::holds_in_server(cx, &seen, Permissions::MANAGE_ROLES)?;
        let (roles, caller) = (&seen.guild.roles, cx.caller_member());
        let givers = RoleGrant { guild, owner: seen.guild.owner, roles, caller: &caller, gavel: &seen.gavel };
        // A role that is gone already needs no right.
        if let Some(bar) = givers.bar(role).filter(|_| roles.iter().any(|it| it.id == role)) {
            return Err(Error::refused(bar.text(role)));
        }
        if cases::role_in_force(&cx.app.db, guild, role, Kind::Jail).await? {
            return Err(Error::refused(words::setup_remove_jailed(role)));
        }
    }
    let order = match cx.request().await? {
        Request::New(order) => order,
        Request::Duplicate(duplicate) => return duplicate.reply().await,
    };
    let actor_name = name(&cx.at.user.name).to_owned();
    let job = RemoveSetup { role: made.role, channel: made.channel, actor: cx.caller(), actor_name };
    order.commit(&job).await?.run(|why| Reply::update(words::setup_removing(why))).await
}

/// Removes it: first from the settings, then from Discord.
pub(in crate::features::settings) async fn run(mut job: JobContext<RemoveSetup>) -> Result<Next> {
    let text = match job.progress.take() {
        Some(said) => said,
        None => {
            unset(&job).await?;
            let said = match removed(&job).await {
                Ok(Some(said)) => said,
                Ok(None) => return Ok(Next::Yield),
                Err(error @ Error::Discord { .. }) => {
                    words::setup_not_removed(error_code::text(error.code().unwrap_or_default()))
                }
                Err(other) => return Err(other),
            };
            job.progress = Some(said.clone());
            job.save().await?;
            said
        }
    };
    let note = Note { text, undo: None };
    Ok(Next::Done(Some(card::shown(&job.app, job.guild(), Audience::Update, note).await?)))
}

/// Takes it out of the settings, where it still is in them.
async fn unset(job: &JobContext<RemoveSetup>) -> Result<()> {
    let RemoveSetup { role, channel, actor, .. } = job.payload;
    let mut tx = job.step().await?;
    let before = guilds::settings(&mut *tx, job.guild()).await?;
    let after = without(&before, role, channel);
    guilds::settings_replace(&mut tx, job.guild(), Some(actor), &before, &after).await?;
    Ok(tx.commit().await?)
}

/// Returns the settings without this jail role, and without this channel for logs, reports and appeals.
fn without(settings: &Settings, role: Option<RoleId>, channel: Option<ChannelId>) -> Settings {
    let mut after = settings.clone();
    if role.is_some() && after.jail_role == role {
        after.jail_role = None;
    }
    if let Some(channel) = channel {
        after.log.retain(|_, it| *it != channel);
        after.appeals = after.appeals.filter(|appeals| appeals.channel != channel);
    }
    after
}

/// Removes it. `None` if others are to have a turn before the rest.
async fn removed(job: &JobContext<RemoveSetup>) -> Result<Option<String>> {
    let (discord, guild) = (&job.app.discord, job.guild());
    let reason = words::for_server(|| words::setup_audit(&job.payload.actor_name, job.payload.actor));
    if let Some(role) = job.payload.role {
        let until = Instant::now() + TURN;
        let has = |channel: &Channel| channel.overwrites.iter().any(|it| it.kind == 0 && it.id == role.get());
        for channel in discord.channels(guild).await?.iter().filter(|channel| has(channel)) {
            if Instant::now() >= until {
                return Ok(None);
            }
            discord.role_overwrite_remove(channel.id, role, &reason).await?;
        }
        discord.role_delete(guild, role, &reason).await?;
    }
    if let Some(channel) = job.payload.channel {
        // Somebody's words are not Gavel's to delete.
        if discord.others_wrote(channel).await? {
            return Ok(Some(words::setup_channel_kept(format!("<#{channel}>"))));
        }
        discord.channel_delete(channel, &reason).await?;
    }
    Ok(Some(words::setup_removed()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use twilight_model::id::Id;

    #[test]
    fn only_what_was_made_is_taken_out_of_the_settings() {
        let settings: Settings = serde_json::from_value(json!({
            "log": { "everything": "5", "reports": "6" }, "jail_role": "7", "appeals": { "channel": "6" },
        }))
        .unwrap();
        let left = without(&settings, None, Some(Id::new(6)));
        assert_eq!((left.log.len(), left.appeals.is_none(), left.jail_role), (1, true, Some(Id::new(7))));
        assert_eq!(without(&settings, Some(Id::new(8)), None), settings, "another role by now");
        assert_eq!(without(&settings, Some(Id::new(7)), None).jail_role, None);
    }
}
