//! The only SQL.

pub mod cluster;
