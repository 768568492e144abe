//! Words and rules of moderation: plain data in, a decision out. No I/O, no async, no clock.

pub mod case;
pub mod channel;
pub mod crowd;
pub mod event;
pub mod evidence;
pub mod exported;
pub mod giving;
pub mod greeting;
pub mod ids;
pub mod ladder;
pub mod menu;
pub mod permissions;
pub mod policy;
pub mod rank;
pub mod settings;
pub mod span;
pub mod template;
pub mod text;
pub mod trouble;
