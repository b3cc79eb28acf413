//! A store that is open.

use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use dateline_record::Record;
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};

use crate::error::{Fault, In, StoreError, WAIT_SECONDS, unreadable};
use crate::hash::ReportHash;
use crate::{packed, schema};

/// A store of reports and their records: one SQLite file.
///
/// Any number of readers may look at it while one writes; two writers take turns, batch by batch.
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
}

impl Store {
    /// Opens a store for reading and writing, and makes it if there is none.
    ///
    /// # Errors
    /// If the file is no store, is of a later form, damaged, locked, or cannot be written.
    pub fn create(path: &Path) -> Result<Store, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).within(path)?;
        settle(&connection).within(path)?;
        schema::look(&connection).within(path)?;
        into_wal(&connection).within(path)?;
        // An acknowledged report must outlive a power cut, not only the end of the program.
        connection
            .execute_batch("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864;")
            .within(path)?;
        schema::bring_up(&mut connection).within(path)?;
        let mut store = Store {
            connection,
            path: path.to_owned(),
        };
        store.place_all()?;
        store.hear_all()?;
        Ok(store)
    }

    /// Opens a store for reading and writing, and fails if there is none.
    ///
    /// # Errors
    /// As for [`Store::create`].
    pub fn open_to_write(path: &Path) -> Result<Store, StoreError> {
        if !path.is_file() {
            return Err(Fault::Missing).within(path);
        }
        Store::create(path)
    }

    /// Opens a store for reading.
    ///
    /// # Errors
    /// If there is none, or it is damaged or of another form.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        if !path.is_file() {
            return Err(Fault::Missing).within(path);
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).within(path)?;
        settle(&connection).within(path)?;
        match schema::check(&connection) {
            // Readers of a WAL file need a file beside it, which a read-only folder refuses.
            Err(Fault::CannotOpen | Fault::ReadOnly) => Store::open_unchanging(path),
            checked => {
                checked.within(path)?;
                Ok(Store {
                    connection,
                    path: path.to_owned(),
                })
            }
        }
    }

    /// Opens a store that nobody can be writing to, because its folder is read-only.
    fn open_unchanging(path: &Path) -> Result<Store, StoreError> {
        let beside = PathBuf::from(format!("{}-wal", path.display()));
        if beside.metadata().is_ok_and(|file| file.len() > 0) {
            return Err(Fault::CannotOpen).within(path);
        }
        let escaped: String = path
            .to_string_lossy()
            .chars()
            .map(|c| match c {
                '%' => "%25".to_owned(),
                '?' => "%3f".to_owned(),
                '#' => "%23".to_owned(),
                c => c.to_string(),
            })
            .collect();
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags)
            .within(path)?;
        settle(&connection).within(path)?;
        schema::check(&connection).within(path)?;
        Ok(Store {
            connection,
            path: path.to_owned(),
        })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a report is in the store, be it as a version that has been corrected since.
    pub fn holds(&self, hash: ReportHash) -> Result<bool, StoreError> {
        self.connection
            .prepare_cached("SELECT 1 FROM reports WHERE hash = ?1")
            .and_then(|mut find| find.exists([hash.as_bytes()]))
            .within(&self.path)
    }

    /// The record of that number of the table `records`.
    ///
    /// # Errors
    /// If there is none or it cannot be unpacked.
    pub fn record(&self, id: i64) -> Result<Record, StoreError> {
        Record::from_json(&self.json(id)?)
            .map_err(|error| unreadable(id, &error))
            .within(&self.path)
    }

    /// The JSON of that record.
    pub(crate) fn json(&self, id: i64) -> Result<String, StoreError> {
        let packed: Option<Vec<u8>> = self
            .connection
            .prepare_cached("SELECT json FROM records WHERE id = ?1")
            .and_then(|mut find| find.query_row([id], |row| row.get(0)).optional())
            .within(&self.path)?;
        let missing = || unreadable(id, &io::Error::from(io::ErrorKind::NotFound));
        let packed = packed.ok_or_else(missing).within(&self.path)?;
        packed::unpack(&packed)
            .map_err(|error| unreadable(id, &error))
            .within(&self.path)
    }

    /// Lets the file grow to so many pages of 4 kB and no further, as a full disk would.
    pub fn limit_pages(&self, pages: u32) -> Result<(), StoreError> {
        self.connection
            .execute_batch(&format!("PRAGMA max_page_count = {pages};"))
            .within(&self.path)
    }

    /// Looks through the whole file for damage, which takes as long as reading it does.
    ///
    /// # Errors
    /// If there is any.
    pub fn check(&self) -> Result<(), StoreError> {
        let found: String = self
            .connection
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
            .within(&self.path)?;
        match found.as_str() {
            "ok" => Ok(()),
            _ => Err(Fault::Damaged(found)).within(&self.path),
        }
    }
}

/// What holds for every connection.
fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(WAIT_SECONDS))?;
    connection.set_prepared_statement_cache_capacity(128);
    // In pages of 1 kB: 32 MB.
    connection.execute_batch("PRAGMA cache_size = -32000;")
}

/// Switches to a write-ahead log, so that readers and the writer do not wait for each other. SQLite does not wait by
/// itself when two programs switch the same new file.
fn into_wal(connection: &Connection) -> rusqlite::Result<()> {
    const TRIES: u32 = 100;
    for attempt in 1.. {
        match connection.query_row("PRAGMA journal_mode = WAL", [], |row| {
            row.get::<_, String>(0)
        }) {
            Err(error)
                if attempt < TRIES
                    && error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) =>
            {
                thread::sleep(Duration::from_millis(20));
            }
            other => return other.map(drop),
        }
    }
    Ok(())
}
