//! A duration that is read ends at a time that there is, or is refused in words; what is stored of it is read again as the same.

#![no_main]

use gavel::domain::duration::{Length, lasting};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let now = Timestamp::from_second(1_800_000_000).expect("a time");
    if let Ok(duration) = Length::parse(text)
        && let Ok(Some(end)) = duration.ends(now, &TimeZone::UTC)
    {
        assert!(end > now, "{text:?} ends at {end}");
    }
    let _ = Length::is_off(text);
    if let Ok(stored) = lasting(text) {
        assert_eq!(lasting(&stored), Ok(stored.clone()), "{text:?} is stored as {stored:?}");
    }
});
