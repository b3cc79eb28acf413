//! Putting reports and records in.

use std::collections::HashMap;

use dateline_record::GeoPlace;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::entry::Entry;
use crate::error::{In, StoreError};
use crate::facts::{AttributionRow, EventRow, Facts};
use crate::place;
use crate::said;
use crate::store::Store;

/// What became of a report that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// It is another version of the report at the same address, which it goes before from now on.
    Version(i64),
    /// It was there already, and nothing changed.
    Known,
}

/// A report that has just come in.
#[derive(Clone, Copy)]
pub(crate) struct Arrived {
    /// Its number in the table `reports`.
    pub report: i64,
    /// The first day of its publication.
    pub day: Option<i64>,
    /// The version that it goes before from now on.
    pub corrects: Option<i64>,
}

impl Store {
    /// Puts reports in, all in one transaction. When it returns they are on the disk; when it fails the store is as it
    /// was before.
    ///
    /// # Errors
    /// If the disk is full, the file damaged or read-only, or another writer does not give way.
    pub fn add(&mut self, entries: &[Entry]) -> Result<Vec<Added>, StoreError> {
        self.in_transaction(|transaction| {
            entries
                .iter()
                .map(|entry| add(transaction, entry))
                .collect()
        })
    }

    /// Does all of `work` or nothing of it.
    pub(crate) fn in_transaction<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let path = &self.path;
        let connection = &mut self.connection;
        connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .and_then(|transaction| {
                let done = work(&transaction)?;
                transaction.commit()?;
                Ok(done)
            })
            .within(path)
    }
}

fn add(connection: &Connection, entry: &Entry) -> rusqlite::Result<Added> {
    let known = connection
        .prepare_cached("SELECT 1 FROM reports WHERE hash = ?1")?
        .exists([entry.hash.as_bytes()])?;
    if known {
        return Ok(Added::Known);
    }
    let about = &entry.about;
    let (version, corrects) = match &about.url {
        None => (1, None),
        Some(url) => {
            let corrects = connection
                .prepare_cached(
                    "UPDATE reports SET latest = 0 WHERE url = ?1 AND latest RETURNING id",
                )?
                .query_row([url], |row| row.get(0))
                .optional()?;
            let version = connection
                .prepare_cached("SELECT coalesce(max(version), 0) + 1 FROM reports WHERE url = ?1")?
                .query_row([url], |row| row.get(0))?;
            (version, corrects)
        }
    };
    connection
        .prepare_cached(
            "INSERT INTO reports
               (hash, name, url, version, latest, title, publisher, published, first_day, last_day, language)
             VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            entry.hash.as_bytes(),
            about.id,
            about.url,
            version,
            about.title,
            about.publisher,
            about.published,
            entry.published.first,
            entry.published.last,
            about.language,
        ])?;
    let report = connection.last_insert_rowid();
    connection
        .prepare_cached("INSERT INTO words (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![report, about.title, entry.text])?;
    let record = add_record(connection, report, entry)?;
    connection
        .prepare_cached("UPDATE reports SET record = ?2 WHERE id = ?1")?
        .execute([report, record])?;
    let arrived = Arrived {
        report,
        day: entry.published.first,
        corrects,
    };
    place::place(connection, arrived, &entry.features)?;
    Ok(if version == 1 {
        Added::New
    } else {
        Added::Version(version)
    })
}

/// Puts in what was read from a report, beside what may be there from other readings, and gives the record's number.
pub(crate) fn add_record(
    connection: &Connection,
    report: i64,
    entry: &Entry,
) -> rusqlite::Result<i64> {
    let reading = reading(connection, &entry.engine, &entry.model)?;
    connection
        .prepare_cached("INSERT INTO records (report, reading, json) VALUES (?1, ?2, ?3)")?
        .execute(params![report, reading, entry.json])?;
    let record = connection.last_insert_rowid();
    add_facts(connection, record, &entry.facts)?;
    Ok(record)
}

/// The number of the reading by an engine with a model.
pub(crate) fn reading(connection: &Connection, engine: &str, model: &str) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO readings (engine, model) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        )?
        .execute([engine, model])?;
    connection
        .prepare_cached("SELECT id FROM readings WHERE engine = ?1 AND model = ?2")?
        .query_row([engine, model], |row| row.get(0))
}

fn add_facts(connection: &Connection, record: i64, facts: &Facts) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO entities (record, number, type, name, named, country, sectors, place)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let mut names = HashMap::new();
    for entity in &facts.entities {
        let name = name(connection, &entity.name)?;
        names.insert(entity.number, name);
        insert.execute(params![
            record,
            entity.number,
            entity.entity_type,
            name,
            entity.named,
            entity.country,
            entity.sectors,
            place(connection, entity.place.as_ref())?,
        ])?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO relations (record, number, type, subject, object, title, former, confidence, subject_name)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for relation in &facts.relations {
        insert.execute(params![
            record,
            relation.number,
            relation.relation_type,
            relation.subject,
            relation.object,
            relation.title,
            relation.former,
            relation.confidence,
            names.get(&relation.subject),
        ])?;
    }
    for attribution in &facts.attributions {
        add_attribution(connection, record, attribution)?;
    }
    for event in &facts.events {
        add_event(connection, record, event)?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO times (record, number, type, value) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for time in &facts.times {
        insert.execute(params![record, time.number, time.time_type, time.value])?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO voices (record, attribution, fact, number, position) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
    )?;
    for voice in &facts.voices {
        insert.execute(params![
            record,
            voice.attribution,
            voice.fact,
            voice.number,
            voice.position
        ])?;
    }
    Ok(())
}

fn add_attribution(
    connection: &Connection,
    record: i64,
    attribution: &AttributionRow,
) -> rusqlite::Result<()> {
    let speaker = match &attribution.speaker {
        Some(speaker) => Some(name(connection, speaker)?),
        None => None,
    };
    connection
        .prepare_cached(
            "INSERT INTO attributions (record, number, kind, act, source, speaker, anonymous, day, confidence)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            record,
            attribution.number,
            attribution.kind,
            attribution.act,
            attribution.source,
            speaker,
            attribution.anonymous,
            attribution.day,
            attribution.confidence,
        ])?;
    said::add(connection, record, attribution.number, &attribution.content)
}

fn add_event(connection: &Connection, record: i64, event: &EventRow) -> rusqlite::Result<()> {
    let (place_name, on_map) = match &event.place {
        Some(of_event) => (
            Some(name(connection, &of_event.name)?),
            place(connection, of_event.place.as_ref())?,
        ),
        None => (None, None),
    };
    connection
        .prepare_cached(
            "INSERT INTO events
               (record, number, type, cameo, status, historical, happening, score, time, first_day, last_day,
                time_inferred, place_entity, place_name, place, place_inferred, voiced, day, confidence)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        )?
        .execute(params![
            record,
            event.number,
            event.event_type,
            event.cameo,
            event.status,
            event.historical,
            event.happening,
            event.score,
            event.time,
            event.days.first,
            event.days.last,
            event.time_inferred,
            event.place.as_ref().map(|place| place.entity),
            place_name,
            on_map,
            event.place.as_ref().is_some_and(|place| place.inferred),
            event.voiced,
            event.day,
            event.confidence,
        ])?;
    let id = connection.last_insert_rowid();
    let mut insert = connection.prepare_cached(
        "INSERT INTO participants (event, role, entity, name, day) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
    )?;
    for participant in &event.participants {
        let name = name(connection, &participant.name)?;
        insert.execute(params![
            id,
            participant.role,
            participant.entity,
            name,
            event.day
        ])?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO event_codes (kind, code, day, event) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (kind, code) in &event.codes {
        insert.execute(params![kind, code, event.day, id])?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO quantities (event, position, kind, low, high, approximate, unit)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (position, quantity) in event.quantities.iter().enumerate() {
        insert.execute(params![
            id,
            position as i64,
            quantity.kind,
            quantity.low,
            quantity.high,
            quantity.approximate,
            quantity.unit,
        ])?;
    }
    Ok(())
}

/// The number of a name.
fn name(connection: &Connection, name: &str) -> rusqlite::Result<i64> {
    let known = connection
        .prepare_cached("SELECT id FROM names WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    connection
        .prepare_cached("INSERT INTO names (name) VALUES (?1)")?
        .execute([name])?;
    let id = connection.last_insert_rowid();
    connection
        .prepare_cached("INSERT INTO names_words (rowid, name) VALUES (?1, ?2)")?
        .execute(params![id, name])?;
    Ok(id)
}

/// The number of a place on the map.
fn place(connection: &Connection, place: Option<&GeoPlace>) -> rusqlite::Result<Option<i64>> {
    let Some(place) = place else {
        return Ok(None);
    };
    connection
        .prepare_cached(
            "INSERT INTO places (geonames, lat, lon, country, admin1, kind) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            place.geonames,
            place.lat,
            place.lon,
            place.country,
            place.admin1,
            place.kind,
        ])?;
    connection
        .prepare_cached(
            "SELECT id FROM places WHERE ifnull(geonames, 0) = ifnull(?1, 0) AND lat = ?2 AND lon = ?3",
        )?
        .query_row(params![place.geonames, place.lat, place.lon], |row| {
            row.get(0)
        })
        .optional()
}
