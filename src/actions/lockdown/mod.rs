//! Lockdown: many channels locked together, and opened together again.
//!
//! Each channel has a case and a job of its own, run in turn with whatever else happens to that channel ([`step`]), so
//! it is locked, unlocked and given back as by `/lock`. A lockdown's own job only waits for those, shows progress, and
//! reports the outcome ([`start`], [`end`]).

mod button;
pub mod end;
pub mod jobs;
mod parts;
pub(crate) mod pause;
pub mod start;
pub mod step;
