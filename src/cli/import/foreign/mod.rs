//! Other bots' records. Each format has a file that reads its rows, `row` is what they become, and `arrange` makes cases of
//! them.

mod arrange;
mod modbot;
mod red;
mod row;
mod table;
mod vortex;
mod zeppelin;

use clap::ValueEnum;

pub(super) use arrange::{Arranged, arrange};
pub(super) use table::COLUMNS;

use crate::cli::import::foreign::row::Found;

/// The origin of a file of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Origin {
    /// `gavel export cases`
    Gavel,
    /// The export of Zeppelin's dashboard
    Zeppelin,
    /// YAGPDB's table moderation_warnings, as CSV
    Yagpdb,
    /// The export of ModBot
    Modbot,
    /// The export of Vortex: strikes, temporary bans and mutes
    Vortex,
    /// The settings.json of Red's cog ModLog
    Red,
    /// A table with the names of Gavel's columns
    Csv,
}

/// A function that reads another bot's file. It fails with what is wrong with the whole file.
pub type Read = fn(&[u8]) -> Result<Vec<Found>, String>;

impl Origin {
    /// Returns the bot's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gavel => "Gavel",
            Self::Zeppelin => "Zeppelin",
            Self::Yagpdb => "YAGPDB",
            Self::Modbot => "ModBot",
            Self::Vortex => "Vortex",
            Self::Red => "Red",
            Self::Csv => "the table",
        }
    }

    /// Returns the function that reads another bot's file; `None` for Gavel's own.
    pub fn reader(self) -> Option<Read> {
        match self {
            Self::Gavel => None,
            Self::Zeppelin => Some(zeppelin::read),
            Self::Yagpdb => Some(table::read_yagpdb),
            Self::Modbot => Some(modbot::read),
            Self::Vortex => Some(vortex::read),
            Self::Red => Some(red::read),
            Self::Csv => Some(table::read),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_such_file_is_refused_with_the_reason_and_never_panics() {
        for origin in Origin::value_variants() {
            let Some(read) = origin.reader() else { continue };
            for file in [
                "",
                "{}",
                "[]",
                "null",
                "{\"cases\":5}",
                "a,b\n1,2\n",
                "\u{0}\u{1}",
                "{\"CASES\":{\"x\":{}}}",
            ] {
                let refused = read(file.as_bytes());
                assert!(refused.is_err_and(|why| !why.is_empty()), "{origin:?}: {file:?}");
            }
        }
    }
}
