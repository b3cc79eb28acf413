#![no_main]

use dateline_fuzz::read_whole;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| read_whole(&String::from_utf8_lossy(bytes)));
