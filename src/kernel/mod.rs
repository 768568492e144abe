//! Interactions and jobs, without knowledge of any feature: checks, routing, replies, and the jobs that carry out what
//! was ordered.

pub mod answer;
pub mod app;
pub mod broken;
pub mod command;
pub mod command_ids;
pub mod command_sync;
pub mod control;
pub mod cx;
pub mod definitions;
pub mod event_jobs;
mod event_quota;
pub mod feature;
pub mod form;
pub mod gate;
pub mod handbook;
pub mod heavy;
pub mod incoming;
pub mod job;
mod left;
pub mod localise;
pub mod periodic;
pub mod question;
mod recent;
pub mod replicas;
pub mod reply;
pub mod request;
pub mod router;
pub mod share;
mod undelivered;
pub mod waiting;
pub mod watch;
pub mod worker;
