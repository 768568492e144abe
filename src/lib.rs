#![doc = include_str!("ARCHITECTURE.md")]

// Floor 0: words and rules.
pub mod domain;

// Floor 1: what everything may lean on.
pub mod clock;
pub mod config;
pub mod error;
pub mod telemetry;

// Floor 2: the only SQL, the only outbound HTTP.
pub mod discord;
pub mod store;

// Floor 3: interactions, knowing no feature.
pub mod kernel;

// Floor 4: verbs that features share.
pub mod actions;

// Floor 5: what people see.
pub mod features;

// Floor 6: the door, and who tells it events.
pub mod http;
pub mod sidecar;

// Floor 7: the command line.
pub mod cli;
