//! Outcomes: stored for each person whose turn it was, and their concurrency keys released.

use crate::actions::afterwards;
use crate::discord::{Discord, error_code};
use crate::domain::case::Case;
use crate::domain::concurrency::ConcurrencyKey;
use crate::domain::ids::UserId;
use crate::domain::kind::Each;
use crate::error::{Error, Result};
use crate::features::moderation::mass::job::Massing;
use crate::features::moderation::mass::people::{self, Reach};
use crate::store::cases::Waiting;
use crate::store::{cases, jobs};
use crate::words;
use crate::words::Kept;

#[derive(Debug, Default)]
pub(super) struct Outcomes {
    pub done: Vec<Waiting>,
    pub failed: Vec<(Waiting, Kept)>,
}

impl Outcomes {
    /// Adds Discord's answer for one person. Returns the code of a refusal.
    ///
    /// # Errors
    /// Any error that is not an answer from Discord.
    pub fn add(&mut self, one: Waiting, answer: Result<()>) -> Result<Option<u64>> {
        match answer {
            Ok(()) => self.done.push(one),
            Err(Error::Discord { code, .. }) => {
                self.refuse(one, code);
                return Ok(Some(code));
            }
            Err(other) => return Err(other),
        }
        Ok(None)
    }

    /// Adds a refusal for one person.
    pub fn refuse(&mut self, one: Waiting, code: u64) {
        let why = words::kept::mass_refused(error_code::meaning(code).open(), code);
        self.failed.push((one, why));
    }

    /// Looks up, in Discord's list of bans, what was done already. Returns the others.
    pub async fn learn(
        &mut self,
        discord: &Discord,
        case: &Case,
        each: Each,
        some: Vec<Waiting>,
    ) -> Result<Vec<Waiting>> {
        let mut ids: Vec<UserId> = some.iter().map(|one| one.target).collect();
        ids.sort_unstable();
        let bans = people::bans(discord, case.guild, &ids, Reach::FAR).await?.unwrap_or_default();
        let mut undone = Vec::new();
        for one in some {
            match (bans.get(&one.target), each) {
                (Some(ban), Each::Ban) if ban.is_of(case.number) => self.done.push(one),
                (Some(_), Each::Ban) => self.failed.push((one, words::kept::mass_banned_already())),
                (None, Each::Unban) => self.done.push(one),
                (None, Each::Ban) | (Some(_), Each::Unban) => undone.push(one),
            }
        }
        Ok(undone)
    }

    /// Takes out those for whom a later action was carried out, which supersedes this one.
    pub fn end_superseded(&mut self, some: impl Iterator<Item = Waiting>) -> Vec<Waiting> {
        let mut left = Vec::new();
        for one in some {
            match one.later {
                Some(later) => self.failed.push((one, words::kept::mass_superseded(later))),
                None => left.push(one),
            }
        }
        left
    }

    /// Stores the outcomes, together with the progress.
    pub async fn store(self, work: &mut Massing, case: &Case, each: Each) -> Result<()> {
        let done: Vec<i32> = self.done.iter().map(|one| one.number).collect();
        let failed: Vec<(i32, Kept)> = self.failed.into_iter().map(|(one, why)| (one.number, why)).collect();
        let keys: Vec<ConcurrencyKey> =
            self.done.iter().map(|one| ConcurrencyKey::Member(one.target)).collect();
        let count = |n: usize| u64::try_from(n).map_err(Error::broken);
        let mut tx = work.job.step().await?;
        let closed = cases::children_applied(&mut tx, case.guild, each.kind(), &done).await?;
        afterwards::changed(&mut tx, case.guild, &closed, case.created_at).await?;
        cases::children_failed(&mut tx, case.guild, &failed).await?;
        if let Some(last) = done.iter().max() {
            jobs::superseded_make_due(&mut *tx, case.guild, keys.into_iter(), *last).await?;
        }
        jobs::keys_release(&mut *tx, &work.job.stored).await?;
        work.add(count(done.len())?, count(failed.len())?);
        work.save_in(&mut tx).await?;
        Ok(tx.commit().await?)
    }
}
