//! The default server.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{ChannelKind, Overwrite, User, World};
use crate::bits;
use crate::ids::{ChannelId, GuildId, RoleId, UserId};

/// The people and places of the default server, highest first.
///
/// Roles from the top: Admin, the bot's own (named as the application), Senior Moderator, Moderator, Helper Bot,
/// Member, @everyone.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Cast {
    /// The server.
    pub guild: GuildId,
    /// The owner, who has no role.
    pub owner: UserId,
    /// A member with Admin, which is above the bot's role.
    pub admin: UserId,
    /// A member with Senior Moderator and Moderator.
    pub senior: UserId,
    /// A member with Moderator: kick, ban, timeout, messages, nicknames, audit log.
    pub moderator: UserId,
    /// A member with Member.
    pub member: UserId,
    /// A member without roles who joined ten minutes ago.
    pub newcomer: UserId,
    /// Another bot.
    pub helperbot: UserId,
    /// A user who is not in the server.
    pub outsider: UserId,
    /// Admin, with the administrator permission.
    pub admin_role: RoleId,
    /// The bot's managed role.
    pub bot_role: RoleId,
    /// Senior Moderator: a moderator's permissions, and those to manage channels, roles and the server.
    pub senior_role: RoleId,
    /// Moderator.
    pub moderator_role: RoleId,
    /// The other bot's managed role.
    pub helper_role: RoleId,
    /// Member.
    pub member_role: RoleId,
    /// The category over the text channels.
    pub category: ChannelId,
    /// A text channel for everyone.
    pub general: ChannelId,
    /// A text channel for moderators only.
    pub mod_log: ChannelId,
    /// Another text channel for moderators only.
    pub staff: ChannelId,
    /// A voice channel.
    pub voice: ChannelId,
}

/// The permissions of Moderator.
const MODERATOR: u64 = bits::KICK_MEMBERS
    | bits::BAN_MEMBERS
    | bits::MODERATE_MEMBERS
    | bits::MANAGE_MESSAGES
    | bits::MANAGE_NICKNAMES
    | bits::VIEW_AUDIT_LOG
    | bits::PIN_MESSAGES
    | bits::MANAGE_THREADS;
/// The permissions of Senior Moderator.
pub(super) const SENIOR: u64 = MODERATOR | bits::MANAGE_CHANNELS | bits::MANAGE_ROLES | bits::MANAGE_GUILD;
impl World {
    /// Builds the default server. Its ids are the same every time.
    pub(crate) fn populate(&mut self) -> Cast {
        let now = self.now();
        let day = |text: &str| text.parse::<Timestamp>().unwrap_or_default();
        let founded = day("2024-03-01T18:00:00Z");
        let owner = self.application.owner;
        self.users.entry(owner).or_insert_with(|| User::new(owner, "owner"));
        let guild = self.add_guild("Lantern Square", owner, founded);

        let admin_role = self.add_role(guild, "Admin", 6, bits::ADMINISTRATOR);
        let bot_role = self.install(guild, 5, founded);
        let senior_role = self.add_role(guild, "Senior Moderator", 4, SENIOR);
        let moderator_role = self.add_role(guild, "Moderator", 3, MODERATOR);
        let helperbot = self.add_user("helperbot", day("2022-02-02T12:00:00Z"));
        if let Some(user) = self.users.get_mut(&helperbot) {
            user.bot = true;
        }
        let helper_role = self.add_bot(guild, helperbot, ("Helper Bot", 2, bits::EVERYONE), founded);
        let member_role = self.add_role(guild, "Member", 1, 0);

        let mut person = |name: &str, born: &str, joined: Option<Timestamp>, roles: &[RoleId]| {
            let id = self.add_user(name, day(born));
            if let Some(joined) = joined {
                self.join(guild, id, roles, joined);
            }
            id
        };
        let admin = person("admin", "2018-01-09T07:00:00Z", Some(founded), &[admin_role]);
        let both = [senior_role, moderator_role, member_role];
        let senior = person("senior", "2019-05-04T10:00:00Z", Some(founded), &both);
        let some_time = Some(day("2025-06-15T09:30:00Z"));
        let moderator =
            person("moderator", "2020-08-21T15:00:00Z", some_time, &[moderator_role, member_role]);
        let member = person("member", "2021-11-30T20:00:00Z", some_time, &[member_role]);
        let newcomer =
            person("newcomer", "2026-11-19T23:00:00Z", Some(now - SignedDuration::from_mins(10)), &[]);
        let outsider = person("outsider", "2023-07-07T07:07:07Z", None, &[]);

        let category = self.add_channel(guild, "square", ChannelKind::Category, None);
        let general = self.add_channel(guild, "general", ChannelKind::Text, Some(category));
        let staff = self.add_staff_channel(guild, "staff-only", category, [bot_role, moderator_role]);
        let mod_log = self.add_staff_channel(guild, "mod-log", category, [bot_role, moderator_role]);
        let voice = self.add_channel(guild, "lounge", ChannelKind::Voice, Some(category));
        Cast {
            guild,
            owner,
            admin,
            senior,
            moderator,
            member,
            newcomer,
            helperbot,
            outsider,
            admin_role,
            bot_role,
            senior_role,
            moderator_role,
            helper_role,
            member_role,
            category,
            general,
            mod_log,
            staff,
            voice,
        }
    }

    fn add_staff_channel(
        &mut self,
        guild: GuildId,
        name: &str,
        parent: ChannelId,
        who: [RoleId; 2],
    ) -> ChannelId {
        let id = self.add_channel(guild, name, ChannelKind::Text, Some(parent));
        if let Some(channel) = self.channels.get_mut(&id) {
            channel.overwrites.insert(guild.get(), Overwrite { kind: 0, allow: 0, deny: bits::VIEW_CHANNEL });
            for role in who {
                channel
                    .overwrites
                    .insert(role.get(), Overwrite { kind: 0, allow: bits::VIEW_CHANNEL, deny: 0 });
            }
        }
        id
    }
}
