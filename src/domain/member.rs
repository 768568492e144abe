//! Members, their roles, and the person that is acted on.

use twilight_model::guild::Permissions;

use crate::domain::ids::{RoleId, UserId};

/// A role's place in the server. Of two roles at one position the older (lower id) is the higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    pub id: RoleId,
    pub position: i64,
    pub permissions: Permissions,
    /// An app's, a booster's or a subscriber's: nobody can give or take it.
    pub managed: bool,
}

impl Role {
    /// Returns the role's height: of two roles the one with the greater is higher.
    #[must_use]
    pub fn height(self) -> (i64, std::cmp::Reverse<RoleId>) {
        (self.position, std::cmp::Reverse(self.id))
    }
}

/// A member of the server, as far as rank goes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Member {
    pub id: UserId,
    pub roles: Vec<RoleId>,
}

/// The person acted on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Target {
    Member(Member),
    /// Not in the server: there is no role to compare.
    Outsider(UserId),
}

impl Target {
    /// The person, as Discord knows them: a member, or nobody here.
    #[must_use]
    pub fn of(id: UserId, member: Option<Member>) -> Self {
        member.map_or(Self::Outsider(id), Self::Member)
    }

    #[must_use]
    pub fn id(&self) -> UserId {
        match self {
            Self::Member(member) => member.id,
            Self::Outsider(id) => *id,
        }
    }
}

/// Whether somebody can give and take a role: it is below their highest.
#[must_use]
pub fn can_give(roles: &[Role], giver: &Member, role: RoleId) -> bool {
    let highest = roles.iter().filter(|it| giver.roles.contains(&it.id)).max_by_key(|it| it.height());
    let role = roles.iter().find(|it| it.id == role && !it.managed);
    matches!((highest, role), (Some(highest), Some(role)) if highest.height() > role.height())
}
