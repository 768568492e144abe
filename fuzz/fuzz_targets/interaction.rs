//! Whatever Discord may send is read, or the reason is known; nothing panics.

#![no_main]

use gavel::kernel::incoming::{Incoming, Json};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(whole) = serde_json::from_str::<Json<'_>>(text) {
        let _ = Incoming::read(&whole);
    }
});
