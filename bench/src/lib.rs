//! What the benchmarks read.

use anyhow::Result;
use dateline_record::{Report, Text};

const SAMPLE: &str = include_str!("../../samples/harbour-attack.txt");

/// A report of about 510 words, the length of a longish wire report: the bundled sample twice.
///
/// # Errors
/// None, since the sample is short.
pub fn report() -> Result<Report> {
    let text = Text::new(format!("{SAMPLE}\n{SAMPLE}"))?;
    let mut report = Report::new("bench", text);
    report.published = Some("2018-03-13".to_owned());
    Ok(report)
}
