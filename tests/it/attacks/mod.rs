//! Attacks that once worked: each has a test, which fails without its guard.

mod juniors;
mod leases;
mod patterns;
mod places;
mod random;
mod sidecar;
mod strangers;
pub(crate) mod table;
