//! Settings as a file: junk is refused with its place; what is read and written is read again as the same.

#![no_main]

use gavel::domain::settings_file::{read, written};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let now = Timestamp::from_second(1_800_000_000).expect("a time");
    match read(data, now) {
        Err(wrong) => assert!(!wrong.is_empty()),
        Ok(file) => {
            let text = written(&file.contents).expect("settings can be written");
            let again = read(text.as_bytes(), now).expect("what was written can be read");
            assert_eq!(written(&again.contents).expect("again"), text);
        }
    }
});
