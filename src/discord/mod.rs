//! The only outbound HTTP.

pub mod rest;
