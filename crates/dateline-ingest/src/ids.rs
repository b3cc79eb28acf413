//! Ids that occur once in a batch.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Remembers the ids given out so far: eight bytes each, so that a batch of
/// millions stays small. (Two ids with the same hash cost a needless `#2`.)
#[derive(Default)]
pub(crate) struct Ids(HashSet<u64>);

impl Ids {
    /// The id itself the first time, then `id#2`, `id#3`, …
    pub fn unique(&mut self, id: String) -> String {
        if self.0.insert(hash(&id)) {
            return id;
        }
        let mut number = 2;
        loop {
            let numbered = format!("{id}#{number}");
            if self.0.insert(hash(&numbered)) {
                return numbered;
            }
            number += 1;
        }
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}
