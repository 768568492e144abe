//! What the tests share.

pub mod database;
pub mod process;
pub mod stage;
