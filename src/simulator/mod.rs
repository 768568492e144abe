//! A strict, stateful stand-in for Discord: REST, interactions, and the playground page.
