-- Form 4: what answers would otherwise be counted for, each time. docs/store.md tells what the columns mean.

CREATE INDEX reports_latest ON reports (record, latest);

DROP INDEX entities_name;
CREATE INDEX entities_name ON entities (name, record, type, country, sectors);

CREATE INDEX events_record ON events (record, number, day);
DROP INDEX events_place;
CREATE INDEX events_place ON events (place, day) WHERE place IS NOT NULL;
DROP INDEX events_place_name;
CREATE INDEX events_place_name ON events (place_name, day) WHERE place_name IS NOT NULL;

ALTER TABLE participants ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
UPDATE participants SET day = (SELECT e.day FROM events e WHERE e.id = participants.event);
DROP INDEX participants_name;
CREATE INDEX participants_name ON participants (name, role, day, event);

ALTER TABLE relations ADD COLUMN subject_name INTEGER;
UPDATE relations SET subject_name = (
  SELECT e.name FROM entities e WHERE e.record = relations.record AND e.number = relations.subject
);
CREATE INDEX relations_subject_name ON relations (subject_name);

CREATE INDEX voices_fact ON voices (record, fact, number);

CREATE TABLE story_sizes (
  story INTEGER PRIMARY KEY,
  reports INTEGER NOT NULL,
  copies INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL
);
INSERT INTO story_sizes
  SELECT p.story, count(*), count(p.original), ifnull(min(r.first_day), 0), ifnull(max(r.first_day), 0)
  FROM placements p JOIN reports r ON r.id = p.report GROUP BY p.story;
CREATE INDEX story_sizes_last ON story_sizes (last_day, story);

CREATE TRIGGER story_grows AFTER INSERT ON placements BEGIN
  INSERT INTO story_sizes
    SELECT new.story, 1, new.original IS NOT NULL, ifnull(r.first_day, 0), ifnull(r.first_day, 0)
    FROM reports r WHERE r.id = new.report
    ON CONFLICT DO UPDATE SET
      reports = reports + 1,
      copies = copies + excluded.copies,
      first_day = CASE
        WHEN excluded.first_day = 0 OR (first_day > 0 AND first_day < excluded.first_day) THEN first_day
        ELSE excluded.first_day
      END,
      last_day = max(last_day, excluded.last_day);
END;

CREATE TRIGGER story_is_copied AFTER UPDATE OF original ON placements BEGIN
  UPDATE story_sizes SET copies = copies + (new.original IS NOT NULL) - (old.original IS NOT NULL)
  WHERE story = new.story;
END;

CREATE TRIGGER story_shrinks AFTER DELETE ON placements BEGIN
  UPDATE story_sizes SET (reports, copies, first_day, last_day) = (
    SELECT count(*), count(p.original), ifnull(min(r.first_day), 0), ifnull(max(r.first_day), 0)
    FROM placements p JOIN reports r ON r.id = p.report WHERE p.story = old.story
  ) WHERE story = old.story;
END;
