//! The settings of a server as a TOML file: written in one order, read strictly, compared line by line. Read `document`
//! first.

mod diff;
mod document;
mod place;
mod read;
#[cfg(test)]
mod tests;

pub use diff::diff;
pub use document::{Contents, Document, LARGEST, WriteError, written};
pub use place::{Place, Wrong};
pub use read::{ReadFile, read};
