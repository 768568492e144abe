//! The server that is looked at, and Gavel in it.

use twilight_model::guild::Permissions;

use crate::discord::Discord;
use crate::discord::facts::Guild;
use crate::domain::ids::{GuildId, RoleId};
use crate::domain::member::Member;
use crate::kernel::feature::Registry;

/// Why a check that needs the server is skipped.
pub(super) const NOT_SEEN: &str = "Gavel can't look into the server";

/// What posting a case takes.
pub(super) const POSTING: Permissions =
    Permissions::VIEW_CHANNEL.union(Permissions::SEND_MESSAGES).union(Permissions::EMBED_LINKS);

/// Where to look, and with what.
pub(super) struct Place<'a> {
    pub guild: GuildId,
    pub discord: &'a Discord,
    pub registry: &'a Registry,
}

/// The server, and Gavel in it.
pub(super) struct Here {
    pub guild: Guild,
    /// The role that everybody has.
    pub everyone: RoleId,
    pub me: Member,
    pub held: Permissions,
}
