//! Permission bits, as numbers, so that bits without a name here survive.

pub(super) const CREATE_INSTANT_INVITE: u64 = 1 << 0;
pub(super) const KICK_MEMBERS: u64 = 1 << 1;
pub(super) const BAN_MEMBERS: u64 = 1 << 2;
pub(super) const ADMINISTRATOR: u64 = 1 << 3;
pub(super) const MANAGE_CHANNELS: u64 = 1 << 4;
pub(super) const MANAGE_GUILD: u64 = 1 << 5;
pub(super) const ADD_REACTIONS: u64 = 1 << 6;
pub(super) const VIEW_AUDIT_LOG: u64 = 1 << 7;
pub(super) const VIEW_CHANNEL: u64 = 1 << 10;
pub(super) const SEND_MESSAGES: u64 = 1 << 11;
pub(super) const MANAGE_MESSAGES: u64 = 1 << 13;
pub(super) const EMBED_LINKS: u64 = 1 << 14;
pub(super) const ATTACH_FILES: u64 = 1 << 15;
pub(super) const READ_MESSAGE_HISTORY: u64 = 1 << 16;
pub(super) const MENTION_EVERYONE: u64 = 1 << 17;
pub(super) const CONNECT: u64 = 1 << 20;
pub(super) const SPEAK: u64 = 1 << 21;
pub(super) const MUTE_MEMBERS: u64 = 1 << 22;
pub(super) const DEAFEN_MEMBERS: u64 = 1 << 23;
pub(super) const MOVE_MEMBERS: u64 = 1 << 24;
pub(super) const CHANGE_NICKNAME: u64 = 1 << 26;
pub(super) const MANAGE_NICKNAMES: u64 = 1 << 27;
pub(super) const MANAGE_ROLES: u64 = 1 << 28;
pub(super) const MANAGE_WEBHOOKS: u64 = 1 << 29;
pub(super) const MANAGE_GUILD_EXPRESSIONS: u64 = 1 << 30;
pub(super) const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
pub(super) const MANAGE_THREADS: u64 = 1 << 34;
pub(super) const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
pub(super) const CREATE_PRIVATE_THREADS: u64 = 1 << 36;
pub(super) const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
pub(super) const MODERATE_MEMBERS: u64 = 1 << 40;
pub(super) const CREATE_GUILD_EXPRESSIONS: u64 = 1 << 43;
pub(super) const SEND_POLLS: u64 = 1 << 49;
pub(super) const PIN_MESSAGES: u64 = 1 << 51;
pub(super) const BYPASS_SLOWMODE: u64 = 1 << 52;

/// All permissions: those of the owner and of administrators.
pub(super) const ALL: u64 = (1 << 53) - 1;

/// The permissions that a member keeps while timed out.
pub(super) const WHILE_TIMED_OUT: u64 = VIEW_CHANNEL | READ_MESSAGE_HISTORY;

/// The application's permissions in a direct message.
pub(super) const IN_DIRECT_MESSAGE: u64 = ATTACH_FILES | EMBED_LINKS | MENTION_EVERYONE;

/// The permissions of @everyone in a new server.
pub(super) const EVERYONE: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | ADD_REACTIONS
    | READ_MESSAGE_HISTORY
    | CONNECT
    | SPEAK
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS
    | SEND_POLLS;
