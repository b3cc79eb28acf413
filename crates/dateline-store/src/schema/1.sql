-- Form 1. Days are whole numbers as 20200106. docs/store.md tells what the columns mean.

CREATE TABLE readings (
  id INTEGER PRIMARY KEY,
  engine TEXT NOT NULL,
  model TEXT NOT NULL,
  UNIQUE (engine, model)
);

CREATE TABLE reports (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL,
  url TEXT,
  version INTEGER NOT NULL,
  latest INTEGER NOT NULL,
  title TEXT,
  publisher TEXT,
  published TEXT,
  first_day INTEGER,
  last_day INTEGER,
  language TEXT,
  record INTEGER
);
CREATE UNIQUE INDEX reports_url ON reports (url, version) WHERE url IS NOT NULL;
CREATE INDEX reports_name ON reports (name);
CREATE INDEX reports_day ON reports (first_day);
CREATE UNIQUE INDEX reports_record ON reports (record) WHERE record IS NOT NULL;

CREATE TABLE records (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  report INTEGER NOT NULL,
  reading INTEGER NOT NULL,
  json BLOB NOT NULL,
  UNIQUE (report, reading)
);

CREATE VIRTUAL TABLE words USING fts5 (
  title, text, content = '', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE names (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE names_words USING fts5 (
  name, content = 'names', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  geonames INTEGER,
  lat REAL NOT NULL,
  lon REAL NOT NULL,
  country TEXT,
  admin1 TEXT,
  kind TEXT
);
CREATE UNIQUE INDEX places_point ON places (ifnull(geonames, 0), lat, lon);

CREATE TABLE entities (
  record INTEGER NOT NULL,
  number INTEGER NOT NULL,
  type TEXT NOT NULL,
  name INTEGER NOT NULL,
  named INTEGER NOT NULL,
  country TEXT,
  sectors TEXT NOT NULL,
  place INTEGER,
  PRIMARY KEY (record, number)
) WITHOUT ROWID;
CREATE INDEX entities_name ON entities (name);

CREATE TABLE relations (
  record INTEGER NOT NULL,
  number INTEGER NOT NULL,
  type TEXT NOT NULL,
  subject INTEGER NOT NULL,
  object INTEGER,
  title TEXT,
  former INTEGER NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (record, number)
) WITHOUT ROWID;

CREATE TABLE attributions (
  record INTEGER NOT NULL,
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  act TEXT NOT NULL,
  source INTEGER,
  speaker INTEGER,
  anonymous INTEGER NOT NULL,
  day INTEGER NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (record, number)
) WITHOUT ROWID;
CREATE INDEX attributions_speaker ON attributions (speaker, day);

CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record INTEGER NOT NULL,
  number INTEGER NOT NULL,
  type TEXT NOT NULL,
  cameo TEXT,
  status TEXT NOT NULL,
  historical INTEGER NOT NULL,
  happening INTEGER,
  score REAL,
  time TEXT,
  first_day INTEGER,
  last_day INTEGER,
  time_inferred INTEGER NOT NULL,
  place_entity INTEGER,
  place_name INTEGER,
  place INTEGER,
  place_inferred INTEGER NOT NULL,
  voiced INTEGER NOT NULL,
  day INTEGER NOT NULL,
  confidence REAL NOT NULL,
  UNIQUE (record, number)
);
CREATE INDEX events_day ON events (day, id);
CREATE INDEX events_type ON events (type, day, id);
CREATE INDEX events_place ON events (place) WHERE place IS NOT NULL;
CREATE INDEX events_place_name ON events (place_name) WHERE place_name IS NOT NULL;

CREATE TABLE participants (
  event INTEGER NOT NULL,
  role TEXT NOT NULL,
  entity INTEGER NOT NULL,
  name INTEGER NOT NULL,
  PRIMARY KEY (event, role, entity)
) WITHOUT ROWID;
CREATE INDEX participants_name ON participants (name, role, event);

CREATE TABLE event_codes (
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  day INTEGER NOT NULL,
  event INTEGER NOT NULL,
  PRIMARY KEY (kind, code, day, event)
) WITHOUT ROWID;
CREATE INDEX event_codes_event ON event_codes (event);

CREATE TABLE quantities (
  event INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  low INTEGER,
  high INTEGER,
  approximate INTEGER NOT NULL,
  unit TEXT,
  PRIMARY KEY (event, position)
) WITHOUT ROWID;

CREATE TABLE times (
  record INTEGER NOT NULL,
  number INTEGER NOT NULL,
  type TEXT NOT NULL,
  value TEXT,
  PRIMARY KEY (record, number)
) WITHOUT ROWID;

CREATE TABLE voices (
  record INTEGER NOT NULL,
  attribution INTEGER NOT NULL,
  fact TEXT NOT NULL,
  number INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (record, attribution, fact, number)
) WITHOUT ROWID;
