//! A record as a page for a person to read.
//!
//! Each section of the page is a file; none shows a fact without its voice.

mod explanation;
mod happenings;
mod layout;
mod marks;
mod organizations;
mod people;
mod places;
mod reasons;
mod sheet;
mod speech;
mod style;
pub mod table;
mod times;
mod title;
pub mod wording;

#[cfg(test)]
mod tests;

use dateline_record::Record;

pub use sheet::Look;
use sheet::Sheet;

/// The page of one record, with a line break at its end.
pub fn render(record: &Record, look: Look) -> String {
    let mut sheet = Sheet::new(look);
    title::set(record, &mut sheet);
    people::set(record, &mut sheet);
    organizations::set(record, &mut sheet);
    happenings::set(record, &mut sheet);
    speech::set(record, &mut sheet);
    places::set(record, &mut sheet);
    times::set(record, &mut sheet);
    sheet.finish()
}
