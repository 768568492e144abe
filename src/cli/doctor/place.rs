//! The server that is checked, and Gavel in it.

use twilight_model::guild::Permissions;

use crate::discord::Discord;
use crate::discord::facts::Guild;
use crate::domain::ids::{GuildId, RoleId};
use crate::domain::member::Member;
use crate::kernel::feature::Registry;

/// The reason for skipping a check that needs the server.
pub(super) const NOT_SEEN: &str = "Gavel can't look into the server";

/// The permissions for posting a case.
pub(super) const POSTING: Permissions =
    Permissions::VIEW_CHANNEL.union(Permissions::SEND_MESSAGES).union(Permissions::EMBED_LINKS);

/// The server's id, and the means of checking it.
pub(super) struct Place<'a> {
    pub guild: GuildId,
    pub discord: &'a Discord,
    pub registry: &'a Registry,
}

/// The server, and Gavel's permissions in it.
pub(super) struct Here {
    pub guild: Guild,
    /// The role @everyone.
    pub everyone: RoleId,
    pub me: Member,
    pub held: Permissions,
}
