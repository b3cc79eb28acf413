//! Records that are looked at, taken from the store once and not each time.

use std::collections::HashMap;
use std::rc::Rc;

use dateline_record::Record;
use dateline_store::ask::Source;
use dateline_store::{Store, StoreError};

/// At most so many records lie open, as a rule.
const MOST: usize = 64;

/// A record and the report it was read from.
pub struct Read {
    pub record: Record,
    pub source: Source,
}

/// The records of a store that were looked at last.
pub struct Shelf<'a> {
    store: &'a Store,
    most: usize,
    open: HashMap<i64, Rc<Read>>,
}

impl<'a> Shelf<'a> {
    pub fn new(store: &'a Store) -> Self {
        Self {
            store,
            most: MOST,
            open: HashMap::new(),
        }
    }

    /// One that keeps all that was looked at, for who needs it all at once.
    pub fn of_all(store: &'a Store) -> Self {
        Self {
            most: usize::MAX,
            ..Self::new(store)
        }
    }

    /// The record of that number.
    pub fn get(&mut self, id: i64) -> Result<Rc<Read>, StoreError> {
        if let Some(read) = self.open.get(&id) {
            return Ok(Rc::clone(read));
        }
        let read = Rc::new(Read {
            record: self.store.record(id)?,
            source: self.store.source(id)?,
        });
        if self.open.len() >= self.most {
            self.open.clear();
        }
        self.open.insert(id, Rc::clone(&read));
        Ok(read)
    }
}
