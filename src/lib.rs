#![doc = include_str!("ARCHITECTURE.md")]

// Floor 0: terms and rules, and the sentences for them.
pub mod domain;
pub mod words;

// Floor 1: shared by everything above.
pub mod clock;
pub mod config;
pub mod error;
pub mod telemetry;

// Floor 2: the only SQL, the only outbound HTTP.
pub mod discord;
pub mod store;

// Floor 3: interactions and jobs, without knowledge of any feature.
pub mod kernel;

// Floor 4: actions that features share.
pub mod actions;

// Floor 5: the features that people see.
pub mod features;

// Floor 6: the HTTP server, and the sidecar that sends it events.
pub mod http;
pub mod sidecar;

// Floor 7: the command line.
pub mod cli;
