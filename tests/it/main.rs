//! One binary for all integration tests: they drive the endpoint with signed requests, and read the outcome in the
//! stand-in's world and the store.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails there")]

mod actions;
mod at_once;
mod attacks;
mod by_hand;
mod case_edit;
mod checks;
mod command_line;
mod confirm;
mod defects;
mod docs;
mod doctor;
mod evidence;
mod export;
mod floors;
mod floors_names;
mod forms;
mod holds;
mod http;
mod jail;
mod jobs;
mod ladder;
mod lists;
mod lock;
mod lockdown;
mod mass;
mod matrix;
mod members;
mod messagelog;
mod metrics;
mod migrations;
mod modstats;
mod odd_input;
mod openapi;
mod outage;
mod promise;
mod purge;
mod reasons;
mod rolemenu;
mod roles;
mod server_settings;
mod settings;
mod shapes;
mod sidecar;
mod sidecar_events;
mod small_edits;
mod spoken;
mod storm;
mod stream;
mod support;
mod tunnel;
mod unban;
mod warn;
mod work;
