//! Numbers for things of a record, for formats whose ids are whole numbers.

use dateline_record::Record;
use sha2::{Digest, Sha256};

/// A number of at most 63 bits for something in a record: the same thing of the same report always has the same number, and
/// two things have the same only by a chance of one in billions of billions.
pub fn number(record: &Record, of: &str) -> i64 {
    let mut hash = Sha256::new();
    let url = record.report.url.as_deref().unwrap_or_default();
    for part in [record.report.id.as_str(), url, record.text.as_str(), of] {
        hash.update(part);
        hash.update([0]);
    }
    let digest = hash.finalize();
    let bytes = digest.iter().take(8);
    bytes.fold(0_i64, |number, byte| (number << 8) | i64::from(*byte)) & i64::MAX
}
