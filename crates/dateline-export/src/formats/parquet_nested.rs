//! Parquet, nested: one row a report, with the fields of the record's JSON, lists and all.
//!
//! The columns are made from the record's JSON Schema, so that a field that the record gains is exported at once.

use std::io::Write;
use std::sync::Arc;

use dateline_record::{Record, record_schema};
use parquet::basic::{LogicalType, Repetition};
use parquet::schema::types::{Type, TypePtr};
use serde_json::Value as Json;

use crate::columns::{Kind, Value};
use crate::error::ExportError;
use crate::export::{Exporter, Opened, Out};
use crate::formats::parquet_table::{Table, leaf};
use crate::selection::Selection;

/// Records that are held until they are written together.
const ROWS_OF_GROUP: usize = 500;
/// Types inside types beyond which a value is kept as its JSON.
const DEEPEST: usize = 12;

/// What stands at one place of the JSON.
enum Shape {
    Group(Vec<(String, Shape)>),
    List(Box<Shape>),
    Leaf(Kind),
}

struct Nested<W: Write + Send> {
    shape: Vec<(String, Shape)>,
    table: Table<W>,
}

/// Begins a Parquet file.
pub fn open(out: Out, _: Selection) -> Opened {
    let schema = Json::from(record_schema());
    let shape = match shape_of(&schema, &schema, 0) {
        Shape::Group(fields) => fields,
        other => vec![("record".to_owned(), other)],
    };
    let fields: Result<Vec<_>, _> = shape
        .iter()
        .map(|(name, shape)| typed(name, shape))
        .collect();
    let mut kinds = Vec::new();
    shape
        .iter()
        .for_each(|(_, shape)| leaf_kinds(shape, &mut kinds));
    let table = Table::begin(out, fields?, &kinds, ROWS_OF_GROUP)?;
    Ok(Box::new(Nested { shape, table }))
}

impl<W: Write + Send> Exporter for Nested<W> {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let outer = record.to_outer().map_err(|error| ExportError::Record {
            report: record.report.id.clone(),
            error,
        })?;
        let json = serde_json::to_value(&outer)?;
        let mut column = 0;
        for (name, shape) in &self.shape {
            let at = Levels::default();
            column = shred(&mut self.table, shape, json.get(name), at, column);
        }
        self.table.end_row()?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<usize, ExportError> {
        self.table.finish()?;
        Ok(0)
    }
}

/// The shape of what a schema describes.
fn shape_of(schema: &Json, root: &Json, depth: usize) -> Shape {
    if depth > DEEPEST {
        return Shape::Leaf(Kind::Text);
    }
    if let Some(reference) = schema.get("$ref").and_then(Json::as_str) {
        let target = reference
            .strip_prefix('#')
            .and_then(|path| root.pointer(path));
        return target.map_or(Shape::Leaf(Kind::Text), |target| {
            shape_of(target, root, depth + 1)
        });
    }
    // A value that may be null is a choice between null and the rest.
    if let Some(choices) = schema.get("anyOf").and_then(Json::as_array) {
        let mut others = choices.iter().filter(|choice| choice["type"] != "null");
        return match (others.next(), others.next()) {
            (Some(only), None) => shape_of(only, root, depth + 1),
            _ => Shape::Leaf(Kind::Text),
        };
    }
    let type_word = match &schema["type"] {
        Json::Array(words) => words
            .iter()
            .find(|word| *word != "null")
            .and_then(Json::as_str),
        word => word.as_str(),
    };
    match type_word {
        Some("object") => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            let fields =
                fields.map(|(name, field)| (name.clone(), shape_of(field, root, depth + 1)));
            Shape::Group(fields.collect())
        }
        Some("array") => Shape::List(Box::new(shape_of(&schema["items"], root, depth + 1))),
        Some("integer") => Shape::Leaf(Kind::Whole),
        Some("number") => Shape::Leaf(Kind::Number),
        Some("boolean") => Shape::Leaf(Kind::Truth),
        _ => Shape::Leaf(Kind::Text),
    }
}

/// The Parquet type of a shape; everything may be missing, lists are of the three levels that the format prescribes.
fn typed(name: &str, shape: &Shape) -> Result<TypePtr, parquet::errors::ParquetError> {
    match shape {
        Shape::Leaf(kind) => leaf(name, *kind),
        Shape::Group(fields) => {
            let fields: Result<Vec<_>, _> = fields
                .iter()
                .map(|(name, field)| typed(name, field))
                .collect();
            let group = Type::group_type_builder(name)
                .with_repetition(Repetition::OPTIONAL)
                .with_fields(fields?);
            Ok(Arc::new(group.build()?))
        }
        Shape::List(element) => {
            let list = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![typed("element", element)?]);
            let outer = Type::group_type_builder(name)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(Some(LogicalType::List))
                .with_fields(vec![Arc::new(list.build()?)]);
            Ok(Arc::new(outer.build()?))
        }
    }
}

fn leaf_kinds(shape: &Shape, kinds: &mut Vec<Kind>) {
    match shape {
        Shape::Leaf(kind) => kinds.push(*kind),
        Shape::Group(fields) => fields
            .iter()
            .for_each(|(_, field)| leaf_kinds(field, kinds)),
        Shape::List(element) => leaf_kinds(element, kinds),
    }
}

/// Where in the nesting a value stands.
#[derive(Clone, Copy, Default)]
struct Levels {
    /// Optional and repeated things around it that are there.
    definition: i16,
    /// The list that it continues, 0 for the first value of a row.
    repetition: i16,
    /// Lists around it.
    lists: i16,
}

/// Puts a value into the leaves of its shape, which begin at `column`; gives the column after them.
fn shred<W: Write + Send>(
    table: &mut Table<W>,
    shape: &Shape,
    value: Option<&Json>,
    at: Levels,
    column: usize,
) -> usize {
    let value = value.filter(|value| !value.is_null());
    let inside = Levels {
        definition: at.definition + i16::from(value.is_some()),
        ..at
    };
    match shape {
        Shape::Leaf(kind) => {
            // A leaf without a value is put with the level it would have and falls back by itself.
            let value = value.map_or(Value::Null, |value| cell(*kind, value));
            table.put(column, value, at.definition + 1, at.repetition);
            column + 1
        }
        Shape::Group(fields) => fields.iter().fold(column, |column, (name, field)| {
            let value = value.and_then(|value| value.get(name));
            shred(table, field, value, inside, column)
        }),
        Shape::List(element) => {
            let items = value
                .and_then(Json::as_array)
                .map(Vec::as_slice)
                .unwrap_or_default();
            if items.is_empty() {
                return shred(table, element, None, inside, column);
            }
            let mut next = column;
            for (index, item) in items.iter().enumerate() {
                let levels = Levels {
                    definition: inside.definition + 1,
                    repetition: if index == 0 {
                        at.repetition
                    } else {
                        at.lists + 1
                    },
                    lists: at.lists + 1,
                };
                next = shred(table, element, Some(item), levels, column);
            }
            next
        }
    }
}

fn cell(kind: Kind, value: &Json) -> Value {
    let found = match kind {
        Kind::Whole => value.as_i64().map(Value::Whole),
        Kind::Number => value.as_f64().map(Value::Number),
        Kind::Truth => value.as_bool().map(Value::Truth),
        Kind::Text | Kind::Day => Some(Value::Text(match value {
            Json::String(words) => words.clone(),
            other => other.to_string(),
        })),
    };
    found.unwrap_or(Value::Null)
}
