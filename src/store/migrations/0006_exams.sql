-- A practice exam is a sitting whose form was drawn beforehand: its rules as they were then, the
-- questions with their options as shown, and everything done in it, in order. Its answers stand in the
-- answer log under the same session once a section is handed in.
CREATE TABLE exam (
  session INTEGER PRIMARY KEY REFERENCES session (id),
  code TEXT NOT NULL,
  blueprint TEXT NOT NULL,
  reused INTEGER NOT NULL CHECK (reused >= 0),
  forecast INTEGER REFERENCES forecast (id)
) STRICT;

CREATE TABLE exam_item (
  exam INTEGER NOT NULL REFERENCES exam (session),
  section INTEGER NOT NULL,
  place INTEGER NOT NULL,
  item INTEGER NOT NULL,
  version INTEGER NOT NULL,
  shown TEXT NOT NULL,
  PRIMARY KEY (exam, section, place),
  FOREIGN KEY (item, version) REFERENCES item_version (item, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX exam_item_item ON exam_item (item);

CREATE TABLE exam_event (
  exam INTEGER NOT NULL REFERENCES exam (session),
  n INTEGER NOT NULL,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  kind TEXT NOT NULL,
  section INTEGER NOT NULL,
  place INTEGER NOT NULL,
  ms INTEGER NOT NULL,
  at INTEGER NOT NULL,
  offset_min INTEGER NOT NULL,
  body TEXT,
  PRIMARY KEY (exam, n)
) STRICT, WITHOUT ROWID;

-- How far the clock of an open section is, kept each second: the one row that changes.
CREATE TABLE exam_clock (
  exam INTEGER PRIMARY KEY REFERENCES exam (session),
  ms INTEGER NOT NULL,
  at INTEGER NOT NULL,
  boot INTEGER NOT NULL,
  boot_id TEXT NOT NULL
) STRICT;

CREATE TRIGGER exam_is_never_changed BEFORE UPDATE ON exam BEGIN
  SELECT raise(ABORT, 'exams are append-only');
END;
CREATE TRIGGER exam_is_never_deleted BEFORE DELETE ON exam BEGIN
  SELECT raise(ABORT, 'exams are append-only');
END;
CREATE TRIGGER exam_item_is_never_changed BEFORE UPDATE ON exam_item BEGIN
  SELECT raise(ABORT, 'exams are append-only');
END;
CREATE TRIGGER exam_item_is_never_deleted BEFORE DELETE ON exam_item BEGIN
  SELECT raise(ABORT, 'exams are append-only');
END;
CREATE TRIGGER exam_event_is_never_changed BEFORE UPDATE ON exam_event BEGIN
  SELECT raise(ABORT, 'exams are append-only');
END;
CREATE TRIGGER exam_event_is_never_deleted BEFORE DELETE ON exam_event BEGIN
  SELECT raise(ABORT, 'exams are append-only');
END;

-- The sealed reserve: reserve names the form an item was set aside for (0: none), sealed says that no
-- drill may show it now. Sealed items are not in play, so nothing that serves items can see them.
ALTER TABLE item ADD COLUMN reserve INTEGER NOT NULL DEFAULT 0;
ALTER TABLE item ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1));
CREATE INDEX item_reserve ON item (reserve) WHERE reserve > 0;
CREATE INDEX item_sealed ON item (id) WHERE sealed = 1;

DROP TRIGGER item_gets_card;
DROP TRIGGER item_moves_card;
ALTER TABLE item DROP COLUMN in_play;
ALTER TABLE item ADD COLUMN in_play INTEGER NOT NULL
  GENERATED ALWAYS AS (status = 'active' AND type NOT IN ('essay', 'oral') AND suspended = 0
                       AND sealed = 0) VIRTUAL;
CREATE TRIGGER item_gets_card AFTER INSERT ON item BEGIN
  INSERT INTO card (item, area, pack, place, in_play)
  VALUES (NEW.id, NEW.area, NEW.pack, NEW.place, NEW.in_play);
  UPDATE pack_tally SET served = served + NEW.in_play WHERE pack = NEW.pack;
END;
CREATE TRIGGER item_moves_card AFTER UPDATE OF area, place, type, status, suspended, sealed ON item
WHEN (OLD.area, OLD.place, OLD.in_play) IS NOT (NEW.area, NEW.place, NEW.in_play) BEGIN
  UPDATE card SET area = NEW.area, place = NEW.place, in_play = NEW.in_play WHERE item = NEW.id;
  UPDATE pack_tally SET served = served + NEW.in_play - OLD.in_play WHERE pack = NEW.pack;
END;

-- Every pack is read once more, for its blueprints.
UPDATE pack SET signature = '';
