use dateline_record::{Record, Report, Text};
use insta::assert_snapshot;

use super::layout::width;
use super::{Look, render};
use crate::example;

fn page(record: &Record, columns: usize, colour: bool, explain: bool) -> String {
    render(
        record,
        Look {
            columns,
            colour,
            explain,
        },
    )
}

#[test]
fn the_page_of_the_sample() {
    assert_snapshot!(page(&example::record(), 80, false, false));
}

#[test]
fn the_page_in_a_narrow_terminal() {
    let page = page(&example::record(), 44, false, false);
    for line in page.lines() {
        assert!(width(line) <= 44, "{line:?} is wider than 44 columns");
    }
    assert_snapshot!(page);
}

#[test]
fn every_fact_with_its_words() {
    assert_snapshot!(page(&example::record(), 80, false, true));
}

#[test]
fn colour_changes_nothing_but_the_colour() {
    let record = example::record();
    for explain in [false, true] {
        let coloured = page(&record, 80, true, explain);
        assert!(coloured.contains("\u{1b}["));
        let stripped = anstream::adapter::strip_str(&coloured).to_string();
        assert_eq!(stripped, page(&record, 80, false, explain));
    }
}

#[test]
fn a_report_that_says_nothing_has_a_title_only() {
    let text = Text::new("Nothing was said.").expect("short");
    let record = Record::new(&Report::new("empty.txt", text), "0", None);
    assert_eq!(
        page(&record, 20, false, false),
        "empty.txt\n────────────────────\n"
    );
}
