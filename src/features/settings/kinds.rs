//! The actions that a setting is about, as choices.

use twilight_interactions::command::{CommandOption, CreateOption};

use crate::domain::case::Kind;

/// An enum of some kinds of case, as an option's choices.
macro_rules! kinds {
    ($(#[$what:meta])* $name:ident { $($kind:ident = $shown:literal),* $(,)? }) => {
        $(#[$what])*
        #[derive(Clone, Copy, Debug, CommandOption, CreateOption)]
        pub(super) enum $name {
            $(#[option(name = $shown, value = $shown)] $kind,)*
        }

        impl $name {
            pub(super) fn kind(self) -> Kind {
                match self { $(Self::$kind => Kind::$kind,)* }
            }
        }
    };
}

kinds! {
    /// What members can be told of.
    Told {
        Warn = "warn", Timeout = "timeout", Untimeout = "untimeout", Kick = "kick", Softban = "softban", Ban = "ban",
        Jail = "jail", Unjail = "unjail",
    }
}

kinds! {
    /// What can follow from warnings.
    Followed { Timeout = "timeout", Jail = "jail", Kick = "kick", Softban = "softban", Ban = "ban" }
}

kinds! {
    /// What can be limited.
    Limited {
        Warn = "warn", Note = "note", Timeout = "timeout", Untimeout = "untimeout", Kick = "kick", Softban = "softban",
        Ban = "ban", Unban = "unban", Jail = "jail", Unjail = "unjail", Purge = "purge",
        Lock = "lock", Unlock = "unlock", Slowmode = "slowmode",
        RoleAdd = "role add", RoleRemove = "role remove",
    }
}
