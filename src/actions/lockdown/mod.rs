//! Lockdown: many channels locked together, and opened together again.
//!
//! Each channel has a case and a job of its own, in the turn of whatever else happens to that channel ([`step`]), so it
//! is locked, unlocked and given back as `/lock` does it. A lockdown's own job only waits for them, shows how far they
//! are, and tells what came of them ([`start`], [`end`]).

mod button;
pub mod end;
pub mod jobs;
mod parts;
pub(crate) mod pause;
pub mod start;
pub mod step;
