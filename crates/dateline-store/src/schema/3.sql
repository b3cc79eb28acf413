-- Form 3: the words of what is said. docs/store.md tells what the columns mean.

CREATE VIRTUAL TABLE said USING fts5 (
  content, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE unsaid (record INTEGER PRIMARY KEY);
INSERT INTO unsaid SELECT id FROM records;
