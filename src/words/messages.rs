//! A function for each message of `en.ftl`, written by `build.rs`.

include!(concat!(env!("OUT_DIR"), "/messages.rs"));
