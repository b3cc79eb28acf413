#![no_main]

use dateline_fuzz::read_to_the_end;
use libfuzzer_sys::fuzz_target;

// The content tells whether it is compressed.
fuzz_target!(|bytes: &[u8]| read_to_the_end("a.warc", bytes, true));
