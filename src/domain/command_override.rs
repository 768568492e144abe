//! A server's own permissions for a command, per person, role and channel: Server Settings → Integrations.

use crate::domain::ids::{ChannelId, GuildId};
use crate::domain::member::Member;

/// One line of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandOverride {
    pub subject: OverrideSubject,
    pub allows: bool,
}

/// The id and type of a line's subject, as Discord numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverrideSubject {
    /// A role; with the server's id, everyone.
    Role(u64),
    Person(u64),
    /// A channel; with the number before the server's id, all channels.
    Channel(u64),
}

/// Returns the line that decides whether a member may use the command in a channel; `None` if none is about them, so that
/// the command's own permission decides.
///
/// A channel that is shut stays so for everybody. Then the person counts before their roles, and any role before everyone; of
/// several roles one that allows is enough. Discord asks administrators for none of it.
#[must_use]
pub fn deciding(
    lines: &[CommandOverride],
    guild: GuildId,
    channel: ChannelId,
    member: &Member,
) -> Option<CommandOverride> {
    let of = |subject: OverrideSubject| lines.iter().copied().find(|line| line.subject == subject);
    let place = of(OverrideSubject::Channel(channel.get()))
        .or_else(|| of(OverrideSubject::Channel(guild.get().saturating_sub(1))));
    if let Some(shut) = place.filter(|line| !line.allows) {
        return Some(shut);
    }
    let roles = || member.roles.iter().filter_map(|role| of(OverrideSubject::Role(role.get())));
    of(OverrideSubject::Person(member.id.get()))
        .or_else(|| roles().find(|line| line.allows))
        .or_else(|| roles().next())
        .or_else(|| of(OverrideSubject::Role(guild.get())))
}

#[cfg(test)]
mod tests {
    use twilight_model::id::Id;

    use super::*;

    const SERVER: u64 = 100;
    const HERE: u64 = 7;
    const PERSON: u64 = 5;

    fn decided(lines: &[(OverrideSubject, bool)]) -> Option<(OverrideSubject, bool)> {
        let lines: Vec<_> = lines
            .iter()
            .map(|(subject, allows)| CommandOverride { subject: *subject, allows: *allows })
            .collect();
        let member = Member { id: Id::new(PERSON), roles: vec![Id::new(1), Id::new(2)] };
        deciding(&lines, Id::new(SERVER), Id::new(HERE), &member).map(|line| (line.subject, line.allows))
    }

    #[test]
    fn the_nearest_line_decides_and_a_shut_channel_stays_shut() {
        use OverrideSubject::{Channel, Person, Role};
        assert_eq!(decided(&[]), None);
        assert_eq!(decided(&[(Role(9), false), (Person(9), false), (Channel(9), false)]), None);
        assert_eq!(decided(&[(Role(SERVER), false)]), Some((Role(SERVER), false)));
        assert_eq!(decided(&[(Role(SERVER), false), (Role(1), true)]), Some((Role(1), true)));
        assert_eq!(decided(&[(Role(1), false), (Role(2), true)]), Some((Role(2), true)));
        assert_eq!(decided(&[(Role(1), true), (Person(PERSON), false)]), Some((Person(PERSON), false)));
        assert_eq!(
            decided(&[(Channel(SERVER - 1), false), (Person(PERSON), true)]),
            Some((Channel(SERVER - 1), false))
        );
        let opened = [(Channel(SERVER - 1), false), (Channel(HERE), true), (Role(2), true)];
        assert_eq!(decided(&opened), Some((Role(2), true)));
        assert_eq!(decided(&[(Channel(HERE), true)]), None);
    }
}
