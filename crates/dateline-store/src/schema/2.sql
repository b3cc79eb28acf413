-- Form 2: what reports have to do with one another. docs/store.md tells what the columns mean.

CREATE TABLE placements (
  report INTEGER PRIMARY KEY,
  original INTEGER,
  shared REAL
);
CREATE INDEX placements_original ON placements (original) WHERE original IS NOT NULL;

CREATE TABLE shingles (
  shingle INTEGER NOT NULL,
  report INTEGER NOT NULL,
  PRIMARY KEY (shingle, report)
) WITHOUT ROWID;
