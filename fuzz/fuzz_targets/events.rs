//! Each event that the sidecar reports can be read, judged and written again as it was, or is dropped; nothing panics.

#![no_main]

use gavel::domain::event::{Event, EventBatch};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(batch) = serde_json::from_str::<EventBatch>(text) else { return };
    for raw in &batch.events {
        let Ok(event) = serde_json::from_str::<Event>(raw.get()) else { continue };
        let _ = (event.is_plausible(), event.person(), event.kind());
        let written = serde_json::to_string(&event).expect("an event can be written");
        let again: Event = serde_json::from_str(&written).expect("what was written can be read");
        assert_eq!(serde_json::to_string(&again).expect("again"), written);
    }
});
