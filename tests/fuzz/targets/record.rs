//! Any text as a record: it is refused, or what is read is written and read again as the same.

#![no_main]

use ewrap::ErrorRecord;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(record) = ErrorRecord::from_json(text) {
        let again = record.to_json();
        assert_eq!(ErrorRecord::from_json(&again).as_ref().ok(), Some(&record), "{again}");
        let yaml = record.to_yaml();
        assert_eq!(ErrorRecord::from_yaml(&yaml).as_ref().ok(), Some(&record), "{yaml}");
    }
    if let Ok(record) = ErrorRecord::from_yaml(text) {
        let again = record.to_yaml();
        assert_eq!(ErrorRecord::from_yaml(&again).as_ref().ok(), Some(&record), "{again}");
    }
});
