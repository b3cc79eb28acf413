//! Parquet: one report a row, of any number of row groups.

use std::fs::File;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

use super::{Drafts, Found, Head, Input, Reader};
use crate::admission::Draft;
use crate::encoding::decode;
use crate::options::{FIELDS, FieldNames};
use crate::{IngestError, Place, Reason, gzip};

pub(super) const READER: Reader = Reader {
    name: "parquet",
    about: "Parquet, one report a row",
    extensions: &["parquet"],
    binary: true,
    unpacks: false,
    claims,
    read,
};

/// What a file begins with.
const MAGIC: &str = "PAR1";

fn claims(head: &Head<'_>) -> bool {
    head.text.starts_with(MAGIC)
        || READER.extensions.contains(&head.extension) && !head.text.is_empty()
}

fn read(input: Input) -> Drafts {
    let (file, compressed) = (input.file.clone(), input.compressed);
    match Rows::open(input) {
        Ok(rows) => Box::new(rows),
        Err(reason) => {
            let reason = match reason {
                Reason::Io(error) => gzip::reason(error, compressed),
                other => other,
            };
            let error = IngestError::new(&file, Place::Whole, reason);
            Box::new(std::iter::once(Err(error)))
        }
    }
}

/// The rows of a file, a batch of each column held at a time.
struct Rows {
    rows: RowIter<'static>,
    /// The field of a report that each column that is read gives.
    fields: Vec<Column>,
    file: String,
    fallback_id: String,
    /// The number of the row read last, from 1.
    number: u64,
    done: bool,
}

/// A column that is read.
struct Column {
    /// The place of its field in [`FIELDS`].
    field: usize,
    /// Whether it counts nanoseconds, which the rows do not tell.
    nanoseconds: bool,
}

impl Rows {
    fn open(mut input: Input) -> Result<Rows, Reason> {
        // The directory stands at the end of the file, and an input is read from its beginning: a copy without a name,
        // which goes when the reader goes.
        let mut copy = tempfile::tempfile().map_err(Reason::Io)?;
        io::copy(&mut input.bytes, &mut copy).map_err(Reason::Io)?;
        let (rows, fields) = guarded(|| rows(copy, &input.names))?;
        Ok(Rows {
            rows,
            fields,
            file: input.file,
            fallback_id: input.fallback_id,
            number: 0,
            done: false,
        })
    }

    fn draft(&self, row: &Row) -> Draft {
        let mut cells: [Vec<String>; FIELDS.len()] = Default::default();
        for ((_, value), column) in row.get_column_iter().zip(&self.fields) {
            cells[column.field] = strings(value, column.nanoseconds);
        }
        let [text, id, title, published, publisher, url, authors] = cells;
        let one = |cell: Vec<String>| cell.into_iter().find(|value| !value.trim().is_empty());
        Draft {
            id: one(id),
            text: one(text).unwrap_or_default(),
            title: one(title),
            authors: authors
                .iter()
                .flat_map(|authors| authors.split(';'))
                .map(str::to_owned)
                .collect(),
            published: one(published),
            published_source: None,
            publisher: one(publisher),
            url: one(url),
            retrieved: None,
        }
    }
}

impl Iterator for Rows {
    type Item = Result<Found, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = guarded(|| Ok(self.rows.next()));
        self.number += 1;
        let place = Place::Row(self.number);
        match next.and_then(|row| row.transpose().map_err(broken)) {
            Ok(Some(row)) => Some(Ok(Found {
                draft: self.draft(&row),
                place,
                fallback_id: format!("{}:{}", self.fallback_id, self.number),
            })),
            Ok(None) => {
                self.done = true;
                let empty = self.number == 1;
                empty.then(|| Err(IngestError::new(&self.file, Place::Whole, Reason::Empty)))
            }
            Err(reason) => {
                self.done = true;
                Some(Err(IngestError::new(&self.file, place, reason)))
            }
        }
    }
}

/// What `work` gives. The crate `parquet` panics on some files that are damaged inside a page.
fn guarded<T>(work: impl FnOnce() -> Result<T, Reason>) -> Result<T, Reason> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Reason::Parquet("a page is damaged".to_owned())))
}

fn broken(error: ParquetError) -> Reason {
    Reason::Parquet(error.to_string())
}

/// The rows of a file with the columns that hold fields of a report, and which fields those are.
fn rows(file: File, names: &FieldNames) -> Result<(RowIter<'static>, Vec<Column>), Reason> {
    let reader = SerializedFileReader::new(file).map_err(broken)?;
    let schema = reader.metadata().file_metadata().schema();
    let mut columns = Vec::new();
    let mut fields = Vec::new();
    for column in schema.get_fields() {
        let is_theirs = |field: &str| column.name().eq_ignore_ascii_case(names.of(field));
        let Some(field) = FIELDS.iter().position(|field| is_theirs(field)) else {
            continue;
        };
        if fields.iter().any(|other: &Column| other.field == field) {
            continue;
        }
        if !is_readable(column) {
            return Err(Reason::Shape(format!(
                "the column {:?} holds neither texts, nor numbers, nor times",
                column.name()
            )));
        }
        columns.push(Arc::clone(column));
        fields.push(Column {
            field,
            nanoseconds: counts_nanoseconds(column),
        });
    }
    if !fields.iter().any(|column| column.field == 0) {
        let all: Vec<&str> = schema.get_fields().iter().map(|c| c.name()).collect();
        return Err(names.no_text_in(&all));
    }
    let wanted = projection(schema, columns).map_err(broken)?;
    let rows = RowIter::from_file_into(Box::new(reader))
        .project(Some(wanted))
        .map_err(broken)?;
    Ok((rows, fields))
}

fn projection(schema: &Type, columns: Vec<Arc<Type>>) -> ParquetResult<Type> {
    Type::group_type_builder(schema.name())
        .with_fields(columns)
        .build()
}

/// Whether the values of a column, or of the list that it is, can be written as texts.
fn is_readable(column: &Type) -> bool {
    if column.is_group() {
        return column.get_basic_info().converted_type() == ConvertedType::LIST
            && matches!(column.get_fields(), [repeated] if is_list_of_texts(repeated));
    }
    use ConvertedType as C;
    match column.get_physical_type() {
        Physical::BYTE_ARRAY => matches!(
            column.get_basic_info().converted_type(),
            C::NONE | C::UTF8 | C::ENUM | C::JSON
        ),
        Physical::INT32 => matches!(
            column.get_basic_info().converted_type(),
            C::NONE | C::DATE | C::INT_32 | C::UINT_32
        ),
        Physical::INT64 => matches!(
            column.get_basic_info().converted_type(),
            C::NONE | C::INT_64 | C::UINT_64 | C::TIMESTAMP_MILLIS | C::TIMESTAMP_MICROS
        ),
        Physical::INT96 => true,
        _ => false,
    }
}

fn is_list_of_texts(repeated: &Type) -> bool {
    let is_text = |leaf: &Type| leaf.is_primitive() && is_readable(leaf);
    match repeated.is_primitive() {
        true => is_text(repeated),
        false => matches!(repeated.get_fields(), [leaf] if is_text(leaf)),
    }
}

fn counts_nanoseconds(column: &Type) -> bool {
    let kind = column.get_basic_info().logical_type_ref();
    matches!(kind, Some(LogicalType::Timestamp(time)) if time.unit == TimeUnit::NANOS)
}

/// A value as texts: none for a null, several for a list.
fn strings(value: &Field, nanoseconds: bool) -> Vec<String> {
    let moment = |moment: Result<Timestamp, jiff::Error>| {
        moment
            .map(|moment| vec![moment.to_string()])
            .unwrap_or_default()
    };
    match value {
        Field::Null => Vec::new(),
        Field::Str(text) => vec![text.clone()],
        Field::Bytes(bytes) => vec![decode(bytes.data(), None).into_owned()],
        Field::Long(count) if nanoseconds => moment(Timestamp::from_nanosecond((*count).into())),
        Field::TimestampMillis(count) => moment(Timestamp::from_millisecond(*count)),
        Field::TimestampMicros(count) => moment(Timestamp::from_microsecond(*count)),
        Field::Date(days) => day(*days)
            .map(|day| vec![day.to_string()])
            .unwrap_or_default(),
        Field::ListInternal(list) => {
            let elements = list.elements().iter();
            elements.flat_map(|value| strings(value, false)).collect()
        }
        number => vec![number.to_string()],
    }
}

/// The day that lies so many days after 1 January 1970.
fn day(days: i32) -> Option<Date> {
    let seconds = i64::from(days).checked_mul(24 * 60 * 60)?;
    let moment = Timestamp::from_second(seconds).ok()?;
    Some(moment.to_zoned(jiff::tz::TimeZone::UTC).date())
}
