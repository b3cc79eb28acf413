//! Prints the time expressions of a text on standard input, one a line: first
//! and last byte, kind, TIMEX3 value, EDTF value, and the words.
//!
//! `cargo run --example time_expressions -- 2020-01-06 < report.txt`
//! (without a publication date, relative expressions have no value).

use std::io::Read;

use dateline::times::{Anchor, find, parse_date};

fn main() -> std::io::Result<()> {
    let published = std::env::args().nth(1).and_then(|text| parse_date(&text));
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    for time in find(&text, &Anchor::from_edtf(published.as_deref(), None)) {
        println!(
            "{}\t{}\t{:?}\t{}\t{}\t{}",
            time.span.start,
            time.span.end,
            time.kind,
            time.timex_value,
            time.value.as_deref().unwrap_or("-"),
            text[time.span.clone()].replace(['\n', '\t'], " ")
        );
    }
    Ok(())
}
