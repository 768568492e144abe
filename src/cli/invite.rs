//! The permissions that Gavel's commands need, and the link that asks for all of them.

use std::collections::BTreeMap;

use twilight_model::application::command::CommandType;
use twilight_model::guild::Permissions;

use crate::domain::ids::ApplicationId;
use crate::domain::kind::Kind;
use crate::kernel::feature::Registry;

/// The permissions to post in channels.
const POSTING: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::ATTACH_FILES);

/// Returns the commands and periodic jobs that need each permission, by its bit.
pub(super) fn needs(registry: &Registry) -> BTreeMap<u64, Vec<String>> {
    let kinds = Kind::ALL.into_iter().map(|kind| {
        let name = kind.command();
        let command = name.split(' ').next().unwrap_or_default();
        let is_command = registry.command(CommandType::ChatInput, command).is_some();
        (kind.needs_anywhere(), if is_command { format!("/{name}") } else { kind.title().to_lowercase() })
    });
    let commands =
        registry.commands().map(|(_, command)| (command.needs, format!("/{}", command.definition.name)));
    let periodic = registry.periodic().iter().map(|job| (job.needs, job.title.to_owned()));
    let mut needs = BTreeMap::<u64, Vec<String>>::new();
    for (permissions, user) in kinds.chain(commands).chain(periodic) {
        for bit in permissions.iter() {
            needs.entry(bit.bits()).or_default().push(user.clone());
        }
    }
    needs
}

/// Returns all permissions that Gavel needs somewhere.
pub(super) fn permissions(registry: &Registry) -> Permissions {
    let bits = needs(registry).into_keys().fold(POSTING.bits(), |sum, bit| sum | bit);
    Permissions::from_bits_truncate(bits)
}

/// Returns the link with which Gavel is invited to a server.
pub(super) fn link(application: ApplicationId, permissions: Permissions) -> String {
    let bits = permissions.bits();
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={bits}"
    )
}
