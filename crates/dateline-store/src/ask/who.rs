//! Under which names somebody is known, and what ties to others are told.

use rusqlite::params;

use super::conditions::{NAMES, matching};
use crate::error::{In, StoreError};
use crate::store::Store;

/// A name under which somebody is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownAs {
    /// The name.
    pub name: String,
    /// Sort of entity, as in the record.
    pub entity_type: String,
    /// PLOVER country, if the reports give ground for one.
    pub country: Option<String>,
    /// PLOVER sectors.
    pub sectors: String,
    /// In how many reports.
    pub reports: i64,
}

/// A post or another tie, and who tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Sort of relation, as in the record.
    pub relation: String,
    /// Who holds the post.
    pub subject: String,
    /// The title, if the tie is a post.
    pub title: Option<String>,
    /// In what, or to whom.
    pub object: Option<String>,
    /// Whether it is told as over.
    pub former: bool,
    /// Who says so, outermost first; empty for the reporters' own voice.
    pub voice: Vec<String>,
    /// In how many reports.
    pub reports: i64,
    /// First and last day of publication, as 20200106; 0 if it is not known.
    pub days: (i64, i64),
}

/// What a voice is called that the text does not name.
const UNNAMED: &str = "somebody";

/// Between the voices of a chain; a line break is in no name.
const BETWEEN: char = '\n';

impl Store {
    /// The names in which all these words occur, the commonest first.
    pub fn known_as(&self, name: &str, limit: usize) -> Result<Vec<KnownAs>, StoreError> {
        self.connection
            .prepare_cached(&format!(
                "SELECT n.name, g.type, g.country, g.sectors, g.reports FROM (
                   SELECT e.name, e.type, e.country, e.sectors, count(*) AS reports
                   FROM entities e CROSS JOIN reports r INDEXED BY reports_latest ON r.record = e.record
                   WHERE r.latest AND e.name IN {NAMES} GROUP BY 1, 2, 3, 4) g
                 JOIN names n ON n.id = g.name ORDER BY g.reports DESC, 1, 2, 3, 4 LIMIT ?"
            ))
            .and_then(|mut ask| {
                ask.query_map(params![matching(name), limit as i64], |row| {
                    Ok(KnownAs {
                        name: row.get(0)?,
                        entity_type: row.get(1)?,
                        country: row.get(2)?,
                        sectors: row.get(3)?,
                        reports: row.get(4)?,
                    })
                })?
                .collect()
            })
            .within(&self.path)
    }

    /// The posts and other ties of those in whose names all these words occur, the most often told first. What different
    /// voices say stays apart.
    pub fn ties(&self, name: &str, limit: usize) -> Result<Vec<Tie>, StoreError> {
        self.connection
            .prepare_cached(&format!(
                "SELECT t.type, n.name, t.title, m.name, t.former,
                        (SELECT group_concat(speaker, char(10)) FROM (
                           SELECT coalesce(w.name, '{UNNAMED}') AS speaker
                           FROM voices v JOIN attributions a ON a.record = v.record AND a.number = v.attribution
                           LEFT JOIN names w ON w.id = a.speaker
                           WHERE v.record = t.record AND v.fact = 'relation' AND v.number = t.number
                           ORDER BY v.position)) AS voice,
                        count(DISTINCT r.id) AS reports,
                        coalesce(min(r.first_day), 0), coalesce(max(r.first_day), 0)
                 FROM relations t
                 CROSS JOIN reports r ON r.record = t.record
                 JOIN names n ON n.id = t.subject_name
                 LEFT JOIN entities o ON o.record = t.record AND o.number = t.object
                 LEFT JOIN names m ON m.id = o.name
                 WHERE r.latest AND t.subject_name IN {NAMES}
                 GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY reports DESC, 9 DESC, 1, 2, 3, 4, 5, 6 LIMIT ?"
            ))
            .and_then(|mut ask| {
                ask.query_map(params![matching(name), limit as i64], |row| {
                    let voice: Option<String> = row.get(5)?;
                    Ok(Tie {
                        relation: row.get(0)?,
                        subject: row.get(1)?,
                        title: row.get(2)?,
                        object: row.get(3)?,
                        former: row.get(4)?,
                        voice: voice
                            .map(|chain| chain.split(BETWEEN).map(str::to_owned).collect())
                            .unwrap_or_default(),
                        reports: row.get(6)?,
                        days: (row.get(7)?, row.get(8)?),
                    })
                })?
                .collect()
            })
            .within(&self.path)
    }
}
