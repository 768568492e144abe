//! Discord's data on many people: bans, members, and so who can't be acted on.

use std::collections::HashMap;

use crate::discord::Discord;
use crate::discord::lists::{Ban, Member as Listed};
use crate::domain::ids::{GuildId, UserId};
use crate::domain::kind::Kind;
use crate::domain::member::{Member, Target};
use crate::domain::rank::{Facts, forbids};
use crate::error::{Error, Result};
use crate::kernel::app::App;
use crate::store::cases;
use crate::words::Kept;

/// The limits of a lookup.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// The most pages of a list.
    pub pages: usize,
    /// The most people looked up one by one, if the members can't be listed.
    pub singly: usize,
}

impl Reach {
    /// No limits: for a job.
    pub const FAR: Self = Self { pages: usize::MAX, singly: usize::MAX };
}

/// A member, and their name if it is known.
pub(super) struct KnownMember {
    pub member: Member,
    pub name: Option<String>,
}

/// Members by their ids. Anybody else is not a member.
pub(super) type Members = HashMap<UserId, KnownMember>;

/// Returns those of the ids that are members; `None` if that exceeds `reach`. Only bots with the members intent can
/// list members; others look them up one by one. Somebody in jail has the
/// roles, and so the rank, that were taken.
pub(super) async fn members(
    app: &App,
    guild: GuildId,
    ids: &[UserId],
    reach: Reach,
    lists: &mut bool,
) -> Result<Option<Members>> {
    let Some(mut members) = present(&app.discord, guild, ids, reach, lists).await? else { return Ok(None) };
    let known: Vec<UserId> = members.keys().copied().collect();
    for jail in cases::cases_in_force(&app.db, guild, &known, Kind::Jail).await? {
        let inside = jail.target.and_then(|target| members.get_mut(&target));
        if let Some(known) = inside.filter(|known| jail.is_inside(&known.member)) {
            known.member.roles.extend(jail.roles.unwrap_or_default());
        }
    }
    Ok(Some(members))
}

/// As Discord has them.
async fn present(
    discord: &Discord,
    guild: GuildId,
    ids: &[UserId],
    reach: Reach,
    lists: &mut bool,
) -> Result<Option<Members>> {
    if *lists {
        match discord.among::<Listed>(guild, ids, reach.pages).await {
            Ok(found) => return Ok(found.map(|found| found.into_iter().map(listed).collect())),
            Err(Error::Discord { .. }) => *lists = false,
            Err(other) => return Err(other),
        }
    }
    if ids.len() > reach.singly {
        return Ok(None);
    }
    let mut found = Members::new();
    for id in ids {
        if let Some(member) = discord.member(guild, *id).await? {
            found.insert(*id, KnownMember { member, name: None });
        }
    }
    Ok(Some(found))
}

fn listed(member: Listed) -> (UserId, KnownMember) {
    let id = member.user_id;
    (id, KnownMember { member: Member { id, roles: member.roles }, name: Some(member.username) })
}

/// Returns the bans of these people, by id; `None` if that exceeds `reach`.
pub(super) async fn bans(
    discord: &Discord,
    guild: GuildId,
    ids: &[UserId],
    reach: Reach,
) -> Result<Option<HashMap<UserId, Ban>>> {
    let found = discord.among::<Ban>(guild, ids, reach.pages).await?;
    Ok(found.map(|found| found.into_iter().map(|ban| (ban.user_id, ban)).collect()))
}

/// Returns why somebody can't be banned, in a few words.
pub(super) fn spared(facts: &mut Facts, id: UserId, members: &Members) -> Option<Kept> {
    facts.target = Target::of(id, members.get(&id).map(|known| known.member.clone()));
    forbids(facts).map(|rule| rule.brief())
}
