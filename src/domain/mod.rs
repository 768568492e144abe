//! Words and rules of moderation: plain data in, a decision out. No I/O, no async, no clock.
