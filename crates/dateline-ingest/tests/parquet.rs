//! Parquet: a row is a report, a column is a field, whatever the column is called.

use std::sync::Arc;

use dateline_ingest::{Options, from_bytes};
use dateline_record::Report;
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;

/// The values of one column in one group of rows; `None` is null.
enum Cells<'a> {
    Texts(&'a [Option<&'a str>]),
    /// Every report's list of texts, none of them empty.
    Lists(&'a [&'a [&'a str]]),
    Longs(&'a [i64]),
    Days(&'a [i32]),
}

/// A file of one or several groups of rows.
fn file(schema: &str, compression: Compression, groups: &[&[Cells<'_>]]) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties = WriterProperties::builder().set_compression(compression);
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties.build()))
        .expect("a file");
    for cells in groups {
        let mut group = writer.next_row_group().expect("a group");
        for cells in *cells {
            let mut column = group.next_column().expect("no error").expect("a column");
            write(column.untyped(), cells);
            column.close().expect("the end of a column");
        }
        group.close().expect("the end of a group");
    }
    writer.into_inner().expect("the end of a file")
}

fn write(column: &mut ColumnWriter<'_>, cells: &Cells<'_>) {
    match (column, cells) {
        (ColumnWriter::ByteArrayColumnWriter(column), Cells::Texts(texts)) => {
            let levels: Vec<i16> = texts.iter().map(|t| i16::from(t.is_some())).collect();
            let values: Vec<ByteArray> = texts.iter().flatten().map(|t| (*t).into()).collect();
            column
                .write_batch(&values, Some(&levels), None)
                .expect("texts");
        }
        (ColumnWriter::ByteArrayColumnWriter(column), Cells::Lists(lists)) => {
            let values: Vec<ByteArray> = lists
                .iter()
                .flat_map(|l| l.iter())
                .map(|t| (*t).into())
                .collect();
            let repeated: Vec<i16> = lists
                .iter()
                .flat_map(|list| (0..list.len()).map(|i| i16::from(i > 0)))
                .collect();
            let defined = vec![2; values.len()];
            column
                .write_batch(&values, Some(&defined), Some(&repeated))
                .expect("lists");
        }
        (ColumnWriter::Int64ColumnWriter(column), Cells::Longs(values)) => {
            column.write_batch(values, None, None).expect("numbers");
        }
        (ColumnWriter::Int32ColumnWriter(column), Cells::Days(values)) => {
            column.write_batch(values, None, None).expect("days");
        }
        _ => panic!("cells of another type than their column"),
    }
}

/// Two groups of rows with texts, numbers and days.
fn wire(compression: Compression) -> Vec<u8> {
    let schema = "message m {
        optional binary text (UTF8);
        required int64 id;
        required int32 published (DATE);
        required int64 views;
    }";
    let first = [
        Cells::Texts(&[Some("Talks failed."), None]),
        Cells::Longs(&[17, 18]),
        Cells::Days(&[22_341, 22_342]),
        Cells::Longs(&[1, 2]),
    ];
    let second = [
        Cells::Texts(&[Some("Rebels left Karrow.")]),
        Cells::Longs(&[19]),
        Cells::Days(&[22_343]),
        Cells::Longs(&[3]),
    ];
    file(schema, compression, &[&first, &second])
}

fn options(map: &str) -> Options {
    Options {
        names: map.parse().expect("a mapping"),
        ..Options::default()
    }
}

fn reports(bytes: Vec<u8>, options: &Options) -> Vec<Report> {
    from_bytes("wire.parquet", bytes, options)
        .map(|report| report.expect("a report"))
        .collect()
}

#[test]
fn a_row_is_a_report_and_a_row_without_text_an_error_of_its_own() {
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::GZIP(Default::default()),
        Compression::LZ4_RAW,
        Compression::ZSTD(Default::default()),
    ] {
        let told: Vec<String> = from_bytes("a.parquet", wire(compression), &Options::default())
            .map(|outcome| match outcome {
                Ok(report) => format!(
                    "{} {} {}",
                    report.id,
                    report.published.as_deref().unwrap_or("-"),
                    report.text.as_str()
                ),
                Err(error) => error.to_string(),
            })
            .collect();
        assert_eq!(
            told,
            [
                "17 2031-03-03 Talks failed.",
                "a.parquet, row 2: there is no text in it",
                "19 2031-03-05 Rebels left Karrow.",
            ],
            "{compression}"
        );
    }
}

#[test]
fn columns_may_have_names_of_their_own_and_hold_lists_and_times() {
    let schema = "message m {
        optional group writers (LIST) { repeated group list { required binary element (UTF8); } }
        required int64 day (TIMESTAMP(NANOS,true));
        optional binary body (UTF8);
    }";
    let cells = [
        Cells::Lists(&[&["Ines Odano", "Karo Bent"]]),
        Cells::Longs(&[1_930_341_600_000_000_000]),
        Cells::Texts(&[Some("Talks failed.")]),
    ];
    let bytes = file(schema, Compression::SNAPPY, &[&cells]);
    let found = reports(bytes, &options("text=body,published=day,authors=writers"));
    assert_eq!(found[0].text.as_str(), "Talks failed.");
    assert_eq!(found[0].authors, ["Ines Odano", "Karo Bent"]);
    assert_eq!(found[0].published.as_deref(), Some("2031-03-03"));
    assert_eq!(found[0].id, "wire.parquet:1", "named by its row");
}

#[test]
fn the_name_of_the_file_does_not_matter() {
    let named: Vec<_> =
        from_bytes("corpus", wire(Compression::SNAPPY), &Options::default()).collect();
    assert!(
        named[0]
            .as_ref()
            .is_ok_and(|report| report.text.as_str() == "Talks failed.")
    );
}

#[test]
fn a_file_without_what_is_wanted_says_so() {
    let refusal = |bytes: Vec<u8>, options: &Options| {
        let outcomes: Vec<_> = from_bytes("a.parquet", bytes, options).collect();
        assert_eq!(outcomes.len(), 1);
        let refused = outcomes.into_iter().find_map(Result::err);
        refused.map(|error| error.to_string()).unwrap_or_default()
    };
    assert_eq!(
        refusal(wire(Compression::SNAPPY), &options("text=body")),
        "a.parquet: not a report: there is no column \"body\"; the columns are text, id, published, views"
    );
    let schema = "message m { optional binary text (UTF8); required double id; }";
    assert_eq!(
        refusal(file(schema, Compression::SNAPPY, &[]), &Options::default()),
        "a.parquet: not a report: the column \"id\" holds neither texts, nor numbers, nor times"
    );
    let schema = "message m { optional binary text (UTF8); }";
    assert_eq!(
        refusal(file(schema, Compression::SNAPPY, &[]), &Options::default()),
        "a.parquet: there is no text in it"
    );
    let mut cut = wire(Compression::SNAPPY);
    cut.truncate(60);
    assert!(refusal(cut, &Options::default()).starts_with("a.parquet: broken Parquet: "));
}

proptest! {
    #[test]
    fn damage_is_an_error_with_the_name_of_the_file(at in 0_usize..2_000, byte in any::<u8>(), cut in 0_usize..2_000) {
        let mut bytes = wire(Compression::SNAPPY);
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(cut.max(1));
        let mut outcomes = 0;
        for outcome in from_bytes("a.parquet", bytes, &Options::default()) {
            outcomes += 1;
            if let Err(error) = outcome {
                prop_assert!(error.to_string().starts_with("a.parquet"));
            }
        }
        prop_assert!((1..10).contains(&outcomes));
    }
}
