-- Texts that are written (essays, in an exam or on their own) and spoken answers with the notes taken
-- for them. A draft is saved over and over; once it is handed in, the row never changes again.
CREATE TABLE writing (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  item INTEGER NOT NULL,
  version INTEGER NOT NULL,
  exam INTEGER REFERENCES exam (session),
  section INTEGER NOT NULL,
  place INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  offset_min INTEGER NOT NULL,
  text TEXT NOT NULL,
  ms INTEGER NOT NULL CHECK (ms >= 0),
  saved_at INTEGER NOT NULL,
  handed_at INTEGER,
  FOREIGN KEY (item, version) REFERENCES item_version (item, id),
  UNIQUE (exam, section, place)
) STRICT;
CREATE INDEX writing_item ON writing (item);

CREATE TRIGGER writing_is_never_changed_once_handed_in BEFORE UPDATE ON writing
WHEN OLD.handed_at IS NOT NULL BEGIN
  SELECT raise(ABORT, 'texts that were handed in never change');
END;
CREATE TRIGGER writing_changes_in_its_draft_alone BEFORE UPDATE ON writing
WHEN (OLD.id, OLD.uuid, OLD.item, OLD.version, OLD.exam, OLD.section, OLD.place, OLD.started_at,
      OLD.offset_min)
  IS NOT (NEW.id, NEW.uuid, NEW.item, NEW.version, NEW.exam, NEW.section, NEW.place,
          NEW.started_at, NEW.offset_min) BEGIN
  SELECT raise(ABORT, 'of a draft only the text and its times change');
END;
CREATE TRIGGER writing_is_never_deleted BEFORE DELETE ON writing BEGIN
  SELECT raise(ABORT, 'texts are never deleted');
END;

-- What scorers gave a text: levels by criterion, or the points that a spoken answer covered. Several
-- may stand; the newest of a scorer counts.
CREATE TABLE score (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  writing INTEGER NOT NULL REFERENCES writing (id),
  scorer TEXT NOT NULL CHECK (scorer IN ('self', 'mentor')),
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  offset_min INTEGER NOT NULL,
  levels TEXT NOT NULL,
  credit REAL NOT NULL CHECK (credit BETWEEN 0 AND 1),
  comment TEXT NOT NULL
) STRICT;
CREATE INDEX score_writing ON score (writing);

CREATE TRIGGER score_is_of_what_was_handed_in BEFORE INSERT ON score
WHEN (SELECT handed_at FROM writing WHERE id = NEW.writing) IS NULL BEGIN
  SELECT raise(ABORT, 'a draft is not scored');
END;
CREATE TRIGGER score_is_never_changed BEFORE UPDATE ON score BEGIN
  SELECT raise(ABORT, 'scores are append-only');
END;
CREATE TRIGGER score_is_never_deleted BEFORE DELETE ON score BEGIN
  SELECT raise(ABORT, 'scores are append-only');
END;
