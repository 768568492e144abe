//! What Discord tells of many people: who is banned, who is a member, and so who is out of reach.

use std::collections::HashMap;

use crate::discord::Discord;
use crate::discord::lists::{Ban, Member as Listed};
use crate::domain::ids::{GuildId, UserId};
use crate::domain::member::{Member, Target};
use crate::domain::rank::{Facts, forbids};
use crate::error::{Error, Result};

/// Why nothing is done with somebody: left out, or found so when their turn came.
pub(super) const BANNED: &str = "banned already";
pub(super) const NOT_BANNED: &str = "not banned";

/// How far to look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// Pages of a list.
    pub pages: usize,
    /// People asked about one by one, where the members can't be listed.
    pub singly: usize,
}

impl Reach {
    /// As far as it takes: for a job.
    pub const FAR: Self = Self { pages: usize::MAX, singly: usize::MAX };
}

/// A member, and their name where it is known.
pub(super) struct KnownMember {
    pub member: Member,
    pub name: Option<String>,
}

/// Members, by their ids. Who is not among them is no member.
pub(super) type Members = HashMap<UserId, KnownMember>;

/// Who of these is a member; `None` where that is out of reach. The list is for bots with the members intent; others ask for
/// one after the other.
pub(super) async fn members(
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

/// Whose bans there are among these, by their ids; `None` where that is out of reach.
pub(super) async fn bans(
    discord: &Discord,
    guild: GuildId,
    ids: &[UserId],
    reach: Reach,
) -> Result<Option<HashMap<UserId, Ban>>> {
    let found = discord.among::<Ban>(guild, ids, reach.pages).await?;
    Ok(found.map(|found| found.into_iter().map(|ban| (ban.user_id, ban)).collect()))
}

/// Why somebody is out of reach of a ban, in a few words.
pub(super) fn spared(facts: &mut Facts, id: UserId, members: &Members) -> Option<String> {
    facts.target = Target::of(id, members.get(&id).map(|known| known.member.clone()));
    forbids(facts).map(|rule| rule.brief())
}
