//! Members, their roles, and the target of an action.

use twilight_model::guild::Permissions;

use crate::domain::ids::{RoleId, UserId};

/// A role with its place in the server. Of two roles at one position the older (lower id) is higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    pub id: RoleId,
    pub position: i64,
    pub permissions: Permissions,
    /// `true` for a role of an app, of boosters or of subscribers, which nobody can give or take.
    pub managed: bool,
}

impl Role {
    /// Returns the role's height: the greater, the higher.
    #[must_use]
    pub fn height(self) -> (i64, std::cmp::Reverse<RoleId>) {
        (self.position, std::cmp::Reverse(self.id))
    }
}

/// A member of the server, with what matters for ranks.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Member {
    pub id: UserId,
    pub roles: Vec<RoleId>,
}

/// The target of an action.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Target {
    Member(Member),
    /// A user who is not in the server, and so has no roles to compare.
    Outsider(UserId),
}

impl Target {
    /// Returns the target: the member, or an outsider if there is none.
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

/// Returns `true` if a member can give and take a role: it is below their highest.
#[must_use]
pub fn can_give(roles: &[Role], giver: &Member, role: RoleId) -> bool {
    let highest = roles.iter().filter(|it| giver.roles.contains(&it.id)).max_by_key(|it| it.height());
    let role = roles.iter().find(|it| it.id == role && !it.managed);
    matches!((highest, role), (Some(highest), Some(role)) if highest.height() > role.height())
}
