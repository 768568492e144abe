//! Words and rules of moderation: plain data in, a decision out. No I/O, no async, no clock.

pub mod case;
pub mod ids;
pub mod permissions;
pub mod rank;
pub mod span;
pub mod text;
