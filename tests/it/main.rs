//! One binary for all integration tests: the door is driven with signed requests, the outcome read in the
//! simulator's world and the store.

mod command_line;
mod floors;
mod migrations;
mod support;
