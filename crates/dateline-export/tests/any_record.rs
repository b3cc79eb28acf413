//! What must hold of any record: each format takes it, and a reader of that format reads it back.

mod exported;

use std::fs;

use dateline_export::*;
use dateline_record::*;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use proptest::prelude::*;
use quick_xml::XmlVersion;
use quick_xml::events::Event as XmlEvent;
use serde_json::{Map, Value, json};

fn exported(name: &str, records: &[Record]) -> (Vec<u8>, Tally) {
    exported::exported(name, Selection::EVERYTHING, records)
}

/// Words with everything that some format gives a meaning to.
fn words() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "rebels", " ", "\t", "\n", "\r\n", "\"", "'", ";", "; ", ",", "|", "#", "<", ">", "&",
        "]]>", "\\", "é", "💥", "\u{0}", "\u{1b}", "\u{85}", "\u{2028}", "\u{fffe}", "%", "{", "}",
        "None", "é",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn edtf() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop::sample::select(vec![
        "2031-03-01",
        "2031-03-01/2031-03-04",
        "2031-03",
        "203X",
        "XXXX-05-10",
        "",
        "2031-02-31",
        "../2031-03-01",
    ]))
    .prop_map(|value| value.map(str::to_owned))
}

/// Numbers of which each decides something about one thing of a record.
type Dice = Vec<u32>;

fn record() -> impl Strategy<Value = Record> {
    let things = prop::collection::vec(prop::collection::vec(any::<u32>(), 8), 0..5);
    (
        words(),
        words(),
        words(),
        prop::option::of(words()),
        edtf(),
        things.clone(),
        things,
    )
        .prop_map(|(body, id, name, url, time, entities, events)| {
            let text = Text::new(format!("x{body}y")).expect("short");
            let mut report = Report::new(id, text.clone());
            report.url = url.map(|rest| format!("https://example.org/{rest}"));
            report.title = Some(name.clone());
            report.published = time.clone();
            let mut record = Record::new(&report, name.clone(), None);
            record.sentences = vec![text.whole()];
            entities
                .iter()
                .for_each(|dice| add_entity(&mut record, dice, &name));
            add_sayings(&mut record);
            events
                .iter()
                .for_each(|dice| add_event(&mut record, dice, &name, time.clone()));
            record
        })
        .prop_filter("a whole record", |record| record.check().is_ok())
}

/// A span of the text between two boundaries of characters.
fn span(record: &Record, from: u32, length: u32) -> Span {
    let bounds: Vec<usize> = record.text.char_indices().map(|(at, _)| at).collect();
    let start = from as usize % bounds.len();
    let end = (start + 1 + length as usize % 4).min(bounds.len());
    let end = bounds.get(end).copied().unwrap_or(record.text.len());
    record
        .text
        .span(bounds[start], end)
        .expect("boundaries of characters")
}

fn add_entity(record: &mut Record, dice: &Dice, name: &str) {
    let id = EntityId::from_index(record.entities.len());
    let sorts = [EntityType::Person, EntityType::Place, EntityType::Group];
    let mut entity = Entity::new(id, sorts[dice[0] as usize % 3]);
    entity.name = (!dice[1].is_multiple_of(3)).then(|| name.to_owned());
    for number in 0..dice[2] % 3 {
        let span = span(record, dice[3] + number, dice[4]);
        entity.mentions.push(Mention {
            span,
            form: MentionForm::Name,
        });
    }
    entity.country =
        [None, Some("GHA"), Some("UNO"), Some("\"")][dice[5] as usize % 4].map(str::to_owned);
    entity.sector = vec!["GOV".into(), name.to_owned()];
    entity.sector.truncate(dice[6] as usize % 3);
    entity.place = dice[7].is_multiple_of(2).then(|| GeoPlace {
        geonames: (!dice[7].is_multiple_of(5)).then_some(dice[7]),
        lat: f64::from(dice[6] % 180) - 90.0,
        lon: f64::from(dice[5] % 360) - 180.0,
        country: None,
        admin1: Some(name.to_owned()),
        kind: Some(
            if dice[4].is_multiple_of(2) {
                "city"
            } else {
                name
            }
            .to_owned(),
        ),
    });
    record.entities.push(entity);
}

/// Two sayings, one inside the other.
fn add_sayings(record: &mut Record) {
    let content = record.text.whole();
    let outer = AttributionId::from_index(0);
    let speaker = record.entities.first().map(|entity| entity.id);
    let mut saying = Attribution::new(outer, QuotationKind::Direct, content, Voice::reporter());
    saying.source = speaker;
    let inner = AttributionId::from_index(1);
    let inner = Attribution::new(inner, QuotationKind::Mixed, content, Voice::inside([outer]));
    record.attributions = vec![saying, inner];
}

fn add_event(record: &mut Record, dice: &Dice, name: &str, time: Option<String>) {
    let id = EventId::from_index(record.events.len());
    let anchor = span(record, dice[0], dice[1]);
    let voice = record.attributions[..dice[2] as usize % 3]
        .iter()
        .map(|saying| saying.id);
    let voice = Voice::inside(voice);
    let sort = ["CONSULT", "ASSAULT", name][dice[3] as usize % 3];
    let mut event = Event::new(id, sort, anchor, anchor, voice);
    event.modes = vec![name.to_owned(); dice[4] as usize % 3];
    event.cameo = dice[4].is_multiple_of(2).then(|| name.to_owned());
    event.score = dice[5].is_multiple_of(2).then_some(-9.5);
    event.historical = dice[5].is_multiple_of(3);
    event.status = [Status::Actual, Status::Negated, Status::Future][dice[6] as usize % 3];
    event.time = Some(EventTime {
        id: None,
        value: time,
        inferred: false,
    });
    let entities = record.entities.iter().map(|entity| entity.id);
    let parts: Vec<Participant> = entities
        .map(|entity| Participant {
            entity,
            span: anchor,
        })
        .collect();
    let half = dice[7] as usize % (parts.len() + 1);
    event.actors = parts[..half].to_vec();
    event.recipients = parts[half..].iter().take(2).copied().collect();
    event.place = parts.first().map(|part| EventPlace {
        entity: part.entity,
        span: part.span,
        inferred: true,
    });
    event.quantities = vec![Quantity {
        kind: QuantityKind::Money,
        low: Some(u64::MAX),
        high: None,
        approximate: true,
        unit: Some(name.to_owned()),
        span: anchor,
    }];
    record.events.push(event);
}

fn events(records: &[Record]) -> usize {
    records.iter().map(|record| record.events.len()).sum()
}

/// How many elements of that name a document of XML has, all of which is read.
fn elements(xml: &[u8], wanted: &str) -> usize {
    let xml = std::str::from_utf8(xml).expect("UTF-8");
    let illegal =
        |c: char| (c < ' ' && !"\t\n\r".contains(c)) || ('\u{fffe}'..='\u{ffff}').contains(&c);
    assert!(!xml.contains(illegal), "{xml:?}");
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut found = 0;
    loop {
        match reader.read_event().expect("XML") {
            XmlEvent::Eof => return found,
            XmlEvent::Start(element) | XmlEvent::Empty(element) => {
                found += usize::from(element.name().as_ref() == wanted);
                for attribute in element.attributes() {
                    let attribute = attribute.expect("an attribute");
                    let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                    value.expect("known entities");
                }
            }
            _ => {}
        }
    }
}

fn rows(parquet: Vec<u8>) -> Vec<Row> {
    let bytes = bytes::Bytes::from(parquet);
    let reader = SerializedFileReader::new(bytes).expect("a Parquet file");
    let rows = reader.get_row_iter(None).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

/// A row of the nested table as JSON.
fn json_of_row(row: &Row) -> Value {
    let fields = row
        .get_column_iter()
        .map(|(name, field)| (name.clone(), json_of(field)));
    Value::Object(fields.collect::<Map<_, _>>())
}

fn json_of(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(truth) => json!(truth),
        Field::Long(number) => json!(number),
        Field::Double(number) => json!(number),
        Field::Str(words) => json!(words),
        Field::Group(row) => json_of_row(row),
        Field::ListInternal(list) => list.elements().iter().map(json_of).collect(),
        other => panic!("no such field in the table: {other}"),
    }
}

/// The JSON of a record, numbers beyond 63 bits being nothing and fractions being as wide as the table's.
fn json_of_record(record: &Record) -> Value {
    fn narrowed(value: Value) -> Value {
        match value {
            Value::Array(items) => items.into_iter().map(narrowed).collect(),
            Value::Object(fields) => {
                let fields = fields
                    .into_iter()
                    .map(|(name, field)| (name, narrowed(field)));
                Value::Object(fields.collect())
            }
            Value::Number(number) if number.is_u64() => json!(number.as_i64()),
            other => other,
        }
    }
    narrowed(serde_json::to_value(record.to_outer().expect("spans of the text")).expect("JSON"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn tables_have_a_row_an_event(records in prop::collection::vec(record(), 0..3)) {
        let count = events(&records);
        let (bytes, _) = exported("csv", &records);
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let read: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
        prop_assert_eq!(read.len(), count);
        let (bytes, _) = exported("parquet", &records);
        prop_assert_eq!(rows(bytes).len(), count);
        let (bytes, _) = exported("polecat", &records);
        let text = String::from_utf8(bytes).expect("text");
        prop_assert_eq!(text.split_terminator('\n').count(), count + 1);
        for line in text.split_terminator('\n') {
            prop_assert_eq!(line.split('\t').count(), 44, "{:?}", line);
            prop_assert!(!line.contains(['"', '\r']));
        }
        let (bytes, _) = exported("icews", &records);
        let text = String::from_utf8(bytes).expect("text");
        prop_assert!(text.split_terminator('\n').all(|line| line.split('\t').count() == 25));
    }

    #[test]
    fn the_nested_table_is_the_record(records in prop::collection::vec(record(), 0..3)) {
        let (bytes, _) = exported("parquet-nested", &records);
        let mut read: Vec<Value> = rows(bytes).iter().map(json_of_row).collect();
        for event in read.iter_mut().filter_map(|r| r["events"].as_array_mut()).flatten() {
            // The column is always there; JSON leaves out what was not asked for.
            let explanation = event.as_object_mut().and_then(|event| event.remove("explanation"));
            prop_assert_eq!(explanation, Some(Value::Null));
        }
        let written: Vec<Value> = records.iter().map(json_of_record).collect();
        prop_assert_eq!(read, written);
    }

    #[test]
    fn json_is_json(records in prop::collection::vec(record(), 0..3)) {
        let (bytes, _) = exported("plover", &records);
        let text = String::from_utf8(bytes).expect("text");
        for line in text.split_terminator('\n') {
            let event: Value = serde_json::from_str(line).expect("a line is JSON");
            prop_assert!(event["status"].is_string() && event["voice"].is_array());
        }
        prop_assert_eq!(text.split_terminator('\n').count(), events(&records));
        let (bytes, _) = exported("geojson", &records);
        let read: Value = serde_json::from_slice(&bytes).expect("JSON");
        prop_assert_eq!(read["features"].as_array().map(Vec::len), Some(events(&records)));
        let (bytes, _) = exported("web-annotation", &records);
        let read: Value = serde_json::from_slice(&bytes).expect("JSON");
        for annotation in read["items"].as_array().expect("annotations") {
            for target in annotation["target"].as_array().expect("targets") {
                let Some(selectors) = target["selector"].as_array() else { continue };
                let quoted = selectors[1]["exact"].as_str().expect("words");
                let length = selectors[0]["end"].as_u64().zip(selectors[0]["start"].as_u64());
                let length = length.map(|(end, start)| (end - start) as usize);
                prop_assert_eq!(length, Some(quoted.chars().count()));
            }
        }
    }

    #[test]
    fn graphs_are_xml(records in prop::collection::vec(record(), 0..3)) {
        let (graphml, tally) = exported("graphml", &records);
        let (gexf, _) = exported("gexf", &records);
        prop_assert_eq!(elements(&graphml, "node"), elements(&gexf, "node"));
        prop_assert_eq!(elements(&graphml, "edge"), elements(&gexf, "edge"));
        prop_assert!(elements(&graphml, "edge") + tally.no_place >= events(&records));
    }

    #[test]
    fn quads_are_quads(records in prop::collection::vec(record(), 0..3)) {
        let (bytes, _) = exported("nquads", &records);
        let quads = oxttl::NQuadsParser::new().for_slice(&bytes);
        let statuses = quads
            .map(|quad| quad.expect("a quad"))
            .filter(|quad| quad.predicate.as_str() == "urn:dateline:terms#status");
        prop_assert_eq!(statuses.count(), events(&records));
    }

    #[test]
    fn brat_points_at_its_words(records in prop::collection::vec(record(), 1..3)) {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["brat", "gdelt"] {
            let format = format_named(name).expect("a format");
            let destination = Destination::Folder(folder.path().join(name));
            let mut export = Export::begin(format, destination, Selection::EVERYTHING).expect("it begins");
            for record in &records {
                export.write(record).expect("it writes");
            }
            export.finish().expect("it ends");
        }
        let mut documents = 0;
        for file in fs::read_dir(folder.path().join("brat")).expect("a folder") {
            let path = file.expect("a file").path();
            if path.extension().is_none_or(|extension| extension != "ann") {
                continue;
            }
            documents += 1;
            let text = fs::read_to_string(path.with_extension("txt")).expect("text");
            let text: Vec<char> = text.chars().collect();
            let annotations = fs::read_to_string(&path).expect("text");
            for line in annotations.split_terminator('\n').filter(|line| line.starts_with('T')) {
                let cells: Vec<&str> = line.splitn(3, '\t').collect();
                let (_, places) = cells[1].split_once(' ').expect("a type and places");
                let pieces = places.split(';').map(|place| {
                    let (start, end) = place.split_once(' ').expect("start and end");
                    let place = start.parse::<usize>().expect("a number")..end.parse().expect("a number");
                    text[place].iter().collect::<String>()
                });
                prop_assert_eq!(pieces.collect::<Vec<_>>().join(" "), cells[2]);
            }
        }
        prop_assert_eq!(documents, records.len());
        let read = |file: &str| fs::read_to_string(folder.path().join("gdelt").join(file)).expect("text");
        for (file, columns) in [("dateline.export.CSV", 61), ("dateline.mentions.CSV", 16)] {
            let text = read(file);
            prop_assert!(text.split_terminator('\n').all(|line| line.split('\t').count() == columns));
        }
    }
}
