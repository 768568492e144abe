//! Attacks that were seen to work once: each has a name here, and fails without its guard.

mod juniors;
mod patterns;
mod sidecar;
mod strangers;
mod table;
