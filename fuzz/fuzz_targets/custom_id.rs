//! A custom id is understood by the feature that wrote it, or by none; nothing panics.

#![no_main]

use std::sync::LazyLock;

use gavel::features;
use gavel::kernel::control::Pressed;
use gavel::kernel::feature::Registry;
use libfuzzer_sys::fuzz_target;

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| features::registry().expect("the features"));

fuzz_target!(|text: &str| {
    let mut lines = text.lines();
    let Some(id) = lines.next() else { return };
    let pressed = Pressed { values: lines.map(str::to_owned).collect(), ..Pressed::default() };
    if REGISTRY.understand(id, pressed).is_some() {
        let feature = id.split(':').next().unwrap_or_default();
        assert!(REGISTRY.control_names().contains(&feature), "{id}");
    }
});
