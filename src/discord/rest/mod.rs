//! The executor: runs the requests that twilight builds, under every one of Discord's limits.
