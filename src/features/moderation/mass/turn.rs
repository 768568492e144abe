//! One turn of an action on many: the next people get their cases, their keys are taken so that nobody else acts on
//! them, one call bans up to two hundred, and the outcomes are stored before the next turn.
//!
//! A case that is pending when a turn begins may be done already, by a run that could not store it. Discord's list of
//! bans shows that, because the ban's reason has the order's number.

use std::collections::HashSet;

use twilight_model::guild::Permissions;

use crate::actions::check;
use crate::actions::work::Go;
use crate::discord::reason::audit_reason;
use crate::discord::{Discord, error_code};
use crate::domain::case::Case;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::UserId;
use crate::domain::kind::Each;
use crate::domain::member::Target;
use crate::domain::permissions::covers;
use crate::domain::rank::Facts;
use crate::error::{Error, Result};
use crate::features::moderation::mass::job::{MassAction, Massing};
use crate::features::moderation::mass::outcomes::Outcomes;
use crate::features::moderation::mass::people::{self, Reach};
use crate::store::cases::{NewChild, Waiting};
use crate::store::{cases, jobs};
use crate::words;

/// The sizes of a turn: as many as one call bans; fewer if each must be looked up, or acted on one by one.
const BULK: usize = 200;
const ASKED: usize = 50;
const SINGLY: usize = 10;

/// The number of refusals in a row after which the cause can't be the people.
const REFUSALS: u32 = 10;

/// The reason why a turn ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Until {
    /// Others have a turn.
    Later,
    /// Somebody else is acting on all who remain.
    Free,
    Over,
    Cancelled(UserId),
    /// Discord would refuse everybody, with this code.
    Refused(u64),
}

pub(super) struct MassTurn<'a> {
    work: &'a mut Massing,
    ordered: &'a MassAction,
    case: &'a Case,
    each: Each,
    facts: Facts,
    is_bulk: bool,
    /// `true` if Gavel can list the members.
    lists: bool,
    /// The cases that an earlier run may have carried out.
    doubtful: HashSet<i32>,
    /// The code with which Discord would refuse everybody.
    refused: Option<u64>,
}

impl<'a> MassTurn<'a> {
    /// Checks the server as it is now, and runs the turn.
    pub async fn begin(work: &'a mut Massing, ordered: &'a MassAction, case: &'a Case) -> Result<Until> {
        let each = case.kind.each().ok_or_else(|| Error::broken("an order on nobody"))?;
        let seen = check::look_into(&work.job.app, case.guild).await?;
        let held = seen.guild.permission_context(case.guild, &seen.gavel).permissions();
        let facts = Facts {
            guild: case.guild,
            owner: seen.guild.owner,
            roles: seen.guild.roles.clone(),
            protected: seen.settings.protected_roles.clone(),
            caller: ordered.caller.clone(),
            gavel: seen.gavel.clone(),
            target: Target::Outsider(ordered.caller.id),
            role: None,
            held,
            needed: each.kind().needs(),
            permission: each.kind().permission(),
            breach: None,
            members_only: false,
            spares_administrators: false,
        };
        let is_bulk = each == Each::Ban && covers(held, Permissions::BAN_MEMBERS | Permissions::MANAGE_GUILD);
        let earlier = cases::children_waiting(work.job.db(), case, each.kind().competing()).await?;
        let doubtful = earlier.iter().map(|one| one.number).collect();
        Self { work, ordered, case, each, facts, is_bulk, lists: true, doubtful, refused: None }.go().await
    }

    async fn go(mut self) -> Result<Until> {
        loop {
            let waiting = self.waiting().await?.len();
            if waiting == 0 && self.ahead().is_empty() {
                return Ok(Until::Over);
            }
            match self.work.go().await {
                Go::On => {}
                Go::Later => return Ok(Until::Later),
                Go::Cancelled => return Ok(self.work.cancelled_by().map_or(Until::Over, Until::Cancelled)),
            }
            self.open(self.size().saturating_sub(waiting)).await?;
            let (mine, waiting) = self.take().await?;
            if mine.is_empty() && waiting > 0 {
                return Ok(Until::Free);
            }
            let outcomes = self.act(mine).await?;
            outcomes.store(self.work, self.case, self.each).await?;
            if let Some(code) = self.refused {
                return Ok(Until::Refused(code));
            }
        }
    }

    fn discord(&self) -> Discord {
        self.work.job.app.discord.clone()
    }

    fn size(&self) -> usize {
        match (self.is_bulk, self.lists) {
            (true, true) => BULK,
            (true, false) => ASKED,
            (false, _) => SINGLY,
        }
    }

    /// Returns the people who have no case yet.
    fn ahead(&self) -> &'a [UserId] {
        self.ordered.ids.get(self.work.own.next..).unwrap_or_default()
    }

    async fn waiting(&self) -> Result<Vec<Waiting>> {
        cases::children_waiting(self.work.job.db(), self.case, self.each.kind().competing()).await
    }

    /// Opens the cases of the next `most` people: pending, or failed at once if they can't be acted on.
    async fn open(&mut self, most: usize) -> Result<()> {
        let ahead = self.ahead();
        let ids = &ahead[..most.min(ahead.len())];
        if ids.is_empty() {
            return Ok(());
        }
        let children = match self.each {
            Each::Ban => self.sort(ids).await?,
            Each::Unban => ids.iter().map(|id| NewChild { target: *id, name: None, failure: None }).collect(),
        };
        let failed = children.iter().filter(|child| child.failure.is_some()).count();
        let mut tx = self.work.job.step().await?;
        cases::children_open(&mut tx, self.case, self.each.kind(), &children).await?;
        self.work.own.next += ids.len();
        self.work.add(0, u64::try_from(failed).map_err(Error::broken)?);
        self.work.save_in(&mut tx).await?;
        Ok(tx.commit().await?)
    }

    /// Sorts out the people who are banned already or can't be acted on.
    async fn sort(&mut self, ids: &[UserId]) -> Result<Vec<NewChild>> {
        let (discord, guild) = (self.discord(), self.case.guild);
        let bans = people::bans(&discord, guild, ids, Reach::FAR).await?.unwrap_or_default();
        let members = people::members(&self.work.job.app, guild, ids, Reach::FAR, &mut self.lists).await?;
        let members = members.unwrap_or_default();
        let ending = cases::bans_ending(self.work.job.db(), guild, ids).await?;
        let child = |id: &UserId| match bans.get(id) {
            Some(ban) => NewChild {
                target: *id,
                name: Some(ban.username.clone()),
                failure: (!ending.contains(id)).then(words::kept::mass_banned_already),
            },
            None => NewChild {
                target: *id,
                name: members.get(id).and_then(|known| known.name.clone()),
                failure: people::spared(&mut self.facts, *id, &members),
            },
        };
        Ok(ids.iter().map(child).collect())
    }

    /// Takes the keys of pending people. Returns those whose key it got, and the number of all pending.
    async fn take(&mut self) -> Result<(Vec<Waiting>, usize)> {
        let mut tx = self.work.job.step().await?;
        let waiting = cases::children_waiting(&mut *tx, self.case, self.each.kind().competing()).await?;
        let keys = waiting.iter().map(|one| ConcurrencyKey::Member(one.target));
        let held = jobs::keys_hold(&mut tx, &self.work.job.stored, keys).await?;
        // Again: what somebody did before the key was taken counts.
        let waiting = cases::children_waiting(&mut *tx, self.case, self.each.kind().competing()).await?;
        tx.commit().await?;
        let all = waiting.len();
        let is_held = |one: &Waiting| held.contains(&ConcurrencyKey::Member(one.target));
        Ok((waiting.into_iter().filter(is_held).take(BULK).collect(), all))
    }

    async fn act(&mut self, mine: Vec<Waiting>) -> Result<Outcomes> {
        let mut outcomes = Outcomes::default();
        let mine = if self.each.kind().lasts() { self.prolong(mine, &mut outcomes).await? } else { mine };
        let (doubtful, sure): (Vec<_>, Vec<_>) =
            mine.into_iter().partition(|one| self.doubtful.contains(&one.number));
        let undone = outcomes.learn(&self.discord(), self.case, self.each, doubtful).await?;
        let left = outcomes.end_superseded(undone.into_iter().chain(sure));
        match self.each {
            Each::Ban => self.ban(left, &mut outcomes).await?,
            Each::Unban => self.unban(left, &mut outcomes).await?,
        }
        Ok(outcomes)
    }

    /// Takes out the people with temporary bans: Discord has their ban, and only the record changes.
    async fn prolong(&self, mine: Vec<Waiting>, outcomes: &mut Outcomes) -> Result<Vec<Waiting>> {
        let ids: Vec<UserId> = mine.iter().map(|one| one.target).collect();
        let ending = cases::bans_ending(self.work.job.db(), self.case.guild, &ids).await?;
        let mut left = Vec::new();
        for one in mine {
            let is_banned = one.later.is_none()
                && ending.contains(&one.target)
                && match self.discord().is_banned(self.case.guild, one.target).await {
                    Err(Error::Discord { .. }) => false,
                    banned => banned?,
                };
            let others = if is_banned { &mut outcomes.done } else { &mut left };
            others.push(one);
        }
        Ok(left)
    }

    async fn ban(&mut self, mut left: Vec<Waiting>, outcomes: &mut Outcomes) -> Result<()> {
        let (discord, guild) = (self.discord(), self.case.guild);
        let (reason, delete) = (audit_reason(self.case), self.case.delete_seconds);
        if self.is_bulk && left.len() > 1 {
            let ids: Vec<UserId> = left.iter().map(|one| one.target).collect();
            match discord.ban_many(guild, &ids, delete, &reason).await {
                Ok(banned) => {
                    let banned: HashSet<UserId> = banned.into_iter().collect();
                    let (done, not): (Vec<_>, Vec<_>) =
                        left.into_iter().partition(|one| banned.contains(&one.target));
                    outcomes.done.extend(done);
                    left = outcomes.learn(&discord, self.case, self.each, not).await?;
                }
                Err(Error::Discord { code, .. }) if is_about_the_server(code) => {
                    self.refused = Some(code);
                    left.into_iter().for_each(|one| outcomes.refuse(one, code));
                    return Ok(());
                }
                // Each single call then says why.
                Err(Error::Discord { .. }) => self.is_bulk = false,
                Err(other) => return Err(other),
            }
        }
        for one in left {
            let code = outcomes.add(one, discord.ban(guild, one.target, delete, &reason).await)?;
            if self.is_refused(code) {
                break;
            }
        }
        Ok(())
    }

    async fn unban(&mut self, left: Vec<Waiting>, outcomes: &mut Outcomes) -> Result<()> {
        let (discord, reason) = (self.discord(), audit_reason(self.case));
        for one in left {
            // No ban is as good as a lifted one.
            let lifted = discord.unban(self.case.guild, one.target, &reason).await;
            let code = outcomes.add(one, lifted.map(drop))?;
            if self.is_refused(code) {
                break;
            }
        }
        Ok(())
    }

    /// Returns `true` if Discord's answer for one person, a refusal with this code, is what it would answer for
    /// everybody. A missing permission can concern one person, or all.
    fn is_refused(&mut self, code: Option<u64>) -> bool {
        let refusals = &mut self.work.own.refusals;
        *refusals = match code {
            Some(error_code::MISSING_PERMISSIONS | error_code::MISSING_ACCESS) => *refusals + 1,
            _ => 0,
        };
        self.refused = code.filter(|code| is_about_the_server(*code) || *refusals >= REFUSALS);
        self.refused.is_some()
    }
}

fn is_about_the_server(code: u64) -> bool {
    matches!(code, error_code::TWO_FACTORS | error_code::UNKNOWN_GUILD)
}
