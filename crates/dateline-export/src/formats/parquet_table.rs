//! Rows into the columns of a Parquet file, by the low-level writer: values beside their definition and repetition levels,
//! one row group at a time.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use crate::columns::{Kind, Value};
use crate::error::ExportError;

/// A Parquet file that is being written.
pub struct Table<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Buffer>,
    rows: usize,
    rows_of_group: usize,
}

/// A column of the row group that has not been written yet.
struct Buffer {
    values: Values,
    definition: Vec<i16>,
    repetition: Vec<i16>,
    repeats: bool,
}

enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Number(Vec<f64>),
    Truth(Vec<bool>),
    Day(Vec<i32>),
}

/// A column of values, any of which may be missing.
pub fn leaf(name: &str, kind: Kind) -> Result<TypePtr> {
    let (physical, logical) = match kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Whole => (Physical::INT64, None),
        Kind::Number => (Physical::DOUBLE, None),
        Kind::Truth => (Physical::BOOLEAN, None),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
    };
    let column = Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    Ok(Arc::new(column.build()?))
}

impl<W: Write + Send> Table<W> {
    /// Begins a file with these columns, whose leaves are of these kinds in their order.
    pub fn begin(
        out: W,
        fields: Vec<TypePtr>,
        kinds: &[Kind],
        rows_of_group: usize,
    ) -> Result<Table<W>> {
        let schema = Type::group_type_builder("record")
            .with_fields(fields)
            .build()?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties.build()))?;
        let leaves = file.schema_descr().columns().iter();
        let columns = leaves
            .zip(kinds)
            .map(|(leaf, kind)| Buffer {
                values: Values::new(*kind),
                definition: Vec::new(),
                repetition: Vec::new(),
                repeats: leaf.max_rep_level() > 0,
            })
            .collect();
        Ok(Table {
            file,
            columns,
            rows: 0,
            rows_of_group,
        })
    }

    /// Puts a value, or the lack of one, into a column. `definition` is the level up to which there is something, counted
    /// with the value itself if there is one.
    pub fn put(&mut self, column: usize, value: Value, definition: i16, repetition: i16) {
        if let Some(buffer) = self.columns.get_mut(column) {
            let there = buffer.values.push(value);
            buffer.definition.push(definition - i16::from(!there));
            buffer.repetition.push(repetition);
        }
    }

    /// Ends a row.
    pub fn end_row(&mut self) -> Result<()> {
        self.rows += 1;
        if self.rows >= self.rows_of_group {
            self.write_group()?;
        }
        Ok(())
    }

    /// Ends the file.
    pub fn finish(mut self) -> std::result::Result<(), ExportError> {
        if self.rows > 0 {
            self.write_group()?;
        }
        self.file.into_inner()?.flush()?;
        Ok(())
    }

    fn write_group(&mut self) -> Result<()> {
        let mut group = self.file.next_row_group()?;
        for buffer in &mut self.columns {
            let Some(mut column) = group.next_column()? else {
                break;
            };
            buffer.write(&mut column)?;
            column.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl Buffer {
    /// Writes what is held and lets it go.
    fn write(&mut self, column: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let definition = Some(self.definition.as_slice());
        let repetition = self.repeats.then_some(self.repetition.as_slice());
        match &mut self.values {
            Values::Text(values) => {
                column
                    .typed::<ByteArrayType>()
                    .write_batch(values, definition, repetition)?;
                values.clear();
            }
            Values::Whole(values) => {
                column
                    .typed::<Int64Type>()
                    .write_batch(values, definition, repetition)?;
                values.clear();
            }
            Values::Number(values) => {
                column
                    .typed::<DoubleType>()
                    .write_batch(values, definition, repetition)?;
                values.clear();
            }
            Values::Truth(values) => {
                column
                    .typed::<BoolType>()
                    .write_batch(values, definition, repetition)?;
                values.clear();
            }
            Values::Day(values) => {
                column
                    .typed::<Int32Type>()
                    .write_batch(values, definition, repetition)?;
                values.clear();
            }
        }
        self.definition.clear();
        self.repetition.clear();
        Ok(())
    }
}

impl Values {
    fn new(kind: Kind) -> Values {
        match kind {
            Kind::Text => Values::Text(Vec::new()),
            Kind::Whole => Values::Whole(Vec::new()),
            Kind::Number => Values::Number(Vec::new()),
            Kind::Truth => Values::Truth(Vec::new()),
            Kind::Day => Values::Day(Vec::new()),
        }
    }

    /// Whether there was a value of the column's kind.
    fn push(&mut self, value: Value) -> bool {
        match (self, value) {
            (Values::Text(values), Value::Text(words)) => values.push(words.as_str().into()),
            (Values::Whole(values), Value::Whole(number)) => values.push(number),
            (Values::Number(values), Value::Number(number)) => values.push(number),
            (Values::Truth(values), Value::Truth(truth)) => values.push(truth),
            (Values::Day(values), Value::Day(day)) => values.push(day.since_epoch()),
            _ => return false,
        }
        true
    }
}
