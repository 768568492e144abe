//! A link to a message is read or not; what is read names the message that stands in the text.

#![no_main]

use gavel::domain::message_link::MessageLink;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(link) = MessageLink::parse(text) {
        assert!(text.contains(&link.message.to_string()), "{text:?}: {link:?}");
    }
});
