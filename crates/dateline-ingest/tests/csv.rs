//! CSV: a row is a report, a column is a field, whatever the column is called.

use dateline_ingest::{FieldNames, Options, Place, Reason, from_bytes};
use dateline_record::Report;

fn options(map: &str) -> Options {
    Options {
        names: map.parse().expect("a mapping"),
        ..Options::default()
    }
}

fn reports(name: &str, text: &str, options: &Options) -> Vec<Report> {
    from_bytes(name, text.as_bytes().to_vec(), options)
        .map(|report| report.expect("a report"))
        .collect()
}

/// The place and the reason of every row that is refused.
fn refusals(text: &str) -> Vec<String> {
    from_bytes("a.csv", text.as_bytes().to_vec(), &Options::default())
        .filter_map(Result::err)
        .map(|error| error.to_string())
        .collect()
}

#[test]
fn a_row_is_a_report() {
    let text = "id,text,Published,authors,views\n\
                r1,\"Talks failed, \"\"for now\"\".\nThey go on.\",2031-03-03,Ines Odano; Karo Bent,17\n\
                ,Rebels left Karrow.,,,\n";
    let found = reports("wire.csv", text, &Options::default());
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].id, "r1");
    assert_eq!(
        found[0].text.as_str(),
        "Talks failed, \"for now\".\nThey go on."
    );
    assert_eq!(found[0].published.as_deref(), Some("2031-03-03"));
    assert_eq!(found[0].authors, ["Ines Odano", "Karo Bent"]);
    assert_eq!(found[1].id, "wire.csv:4", "named by its line");
    assert_eq!(found[1].published, None);
}

#[test]
fn columns_may_have_names_of_their_own() {
    let text = "headline\tbody\tday\nNo deal\tTalks failed.\t2031-03-03\n";
    let found = reports(
        "a.tsv",
        text,
        &options("text=body,title=headline,published=day"),
    );
    assert_eq!(found[0].text.as_str(), "Talks failed.");
    assert_eq!(found[0].title.as_deref(), Some("No deal"));
    assert_eq!(found[0].published.as_deref(), Some("2031-03-03"));
    let line = "{\"body\": \"Talks failed.\", \"day\": \"2031-03-03\", \"title\": \"No deal\"}\n";
    let found = reports("a.jsonl", line, &options("text=body, published=day"));
    assert_eq!(found[0].text.as_str(), "Talks failed.");
    assert_eq!(found[0].title.as_deref(), Some("No deal"));
}

#[test]
fn semicolons_and_byte_order_marks_are_normal() {
    let found = reports(
        "a.csv",
        "\u{feff}text;url\nTalks failed.;https://a.example/1\n",
        &Options::default(),
    );
    assert_eq!(found[0].url.as_deref(), Some("https://a.example/1"));
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    assert_eq!(
        refusals("id,body\n1,Talks failed.\n"),
        ["a.csv, line 1: not a report: there is no column \"text\"; the columns are id, body"]
    );
    assert_eq!(
        refusals("id,text\n1,Talks failed.\n2,\n3,Talks went on.\n"),
        ["a.csv, line 3: there is no text in it"]
    );
    assert_eq!(refusals("id,text\n"), ["a.csv: there is no text in it"]);
}

#[test]
fn a_quotation_mark_that_is_never_closed_does_not_fill_the_memory() {
    // More than a row may have, in a file that would go on for ever.
    let endless = std::io::Read::chain(&b"text\n\"Talks"[..], std::io::repeat(b' '));
    let outcomes: Vec<_> =
        dateline_ingest::from_reader("a.csv", endless, &Options::default()).collect();
    assert_eq!(outcomes.len(), 1);
    let error = outcomes[0].as_ref().expect_err("it is no report");
    assert!(matches!(error.reason, Reason::TooLarge { .. }), "{error}");
    assert!(matches!(error.place, Place::Line(_)));
}

#[test]
fn a_mapping_names_fields_that_exist() {
    for wrong in ["", "body", "body=text", "text=", "text=body,date"] {
        assert!(wrong.parse::<FieldNames>().is_err(), "{wrong}");
    }
}
