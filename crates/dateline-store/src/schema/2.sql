-- Form 2: what reports have to do with one another. docs/store.md tells what the columns mean.

CREATE TABLE placements (
  report INTEGER PRIMARY KEY,
  original INTEGER,
  shared REAL,
  story INTEGER NOT NULL
);
CREATE INDEX placements_story ON placements (story);
CREATE INDEX placements_original ON placements (original) WHERE original IS NOT NULL;

CREATE TABLE shingles (
  shingle INTEGER NOT NULL,
  report INTEGER NOT NULL,
  PRIMARY KEY (shingle, report)
) WITHOUT ROWID;

CREATE TABLE stories (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  day INTEGER NOT NULL,
  words BLOB NOT NULL
);

CREATE TABLE story_index (
  word INTEGER NOT NULL,
  days INTEGER NOT NULL,
  story INTEGER NOT NULL,
  PRIMARY KEY (word, days, story)
) WITHOUT ROWID;

CREATE TABLE story_words (
  word INTEGER PRIMARY KEY,
  reports INTEGER NOT NULL
);

CREATE TABLE story_state (
  reports INTEGER NOT NULL,
  day INTEGER NOT NULL
);
