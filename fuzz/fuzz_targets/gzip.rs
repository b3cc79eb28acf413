#![no_main]

use dateline_fuzz::read_to_the_end;
use libfuzzer_sys::fuzz_target;

// The signature is put in front, so that every input reaches the decoder.
fuzz_target!(|bytes: &[u8]| {
    let bytes = [&[0x1f, 0x8b, 8], bytes].concat();
    read_to_the_end("a.jsonl.gz", &bytes, true);
});
