-- The first schema. Truth: setting, pack, framework, area, node, item, item_version, session,
-- session_item, answer and event. Derived, kept by the triggers at the end of this file or rebuilt
-- from the log by the program: item_search, answer_mark, card, tally, pack_tally and load.
-- Words (type, status, kind ...) are those of core/*.h; instants are UTC milliseconds; days count
-- from 1970-01-01. tests/unit/store/test_schema.c holds the promises made here.

CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What is tested ---------------------------------------------------------------------------------

CREATE TABLE framework (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL
) STRICT;

-- Areas that an outline no longer lists stay for the answers given in them.
CREATE TABLE area (
  id INTEGER PRIMARY KEY,
  framework INTEGER NOT NULL REFERENCES framework (id),
  place INTEGER NOT NULL,
  listed INTEGER NOT NULL DEFAULT 1 CHECK (listed IN (0, 1)),
  code TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL,
  weight REAL NOT NULL,
  category TEXT NOT NULL,
  category_text TEXT NOT NULL,
  category_weight REAL NOT NULL
) STRICT;
CREATE INDEX area_framework ON area (framework, place);

CREATE TABLE node (
  id INTEGER PRIMARY KEY,
  framework INTEGER NOT NULL REFERENCES framework (id),
  code TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

-- round counts how often the pack was put; an item of an older round is gone from the pack.
CREATE TABLE pack (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  framework INTEGER NOT NULL REFERENCES framework (id),
  round INTEGER NOT NULL DEFAULT 1,
  name TEXT NOT NULL,
  version TEXT,
  title TEXT,
  locale TEXT,
  licence TEXT,
  notice TEXT,
  dir TEXT,
  signature TEXT,
  files TEXT
) STRICT;

-- in_play: may be asked. The one definition; cards and counts follow it.
CREATE TABLE item (
  id INTEGER PRIMARY KEY,
  pack INTEGER NOT NULL REFERENCES pack (id),
  code TEXT NOT NULL,
  round INTEGER NOT NULL,
  place INTEGER NOT NULL,
  area INTEGER NOT NULL REFERENCES area (id),
  objective TEXT,
  level TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'active', 'retired')),
  set_code TEXT,
  title TEXT NOT NULL,
  version INTEGER REFERENCES item_version (id),
  suspended INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
  flagged INTEGER NOT NULL DEFAULT 0 CHECK (flagged IN (0, 1)),
  in_play INTEGER NOT NULL
    GENERATED ALWAYS AS (status = 'active' AND type <> 'essay' AND suspended = 0) VIRTUAL,
  UNIQUE (pack, code)
) STRICT;
CREATE INDEX item_code ON item (code);
CREATE INDEX item_order ON item (pack, place);
CREATE INDEX item_area ON item (area);

CREATE TABLE item_version (
  id INTEGER PRIMARY KEY,
  item INTEGER NOT NULL REFERENCES item (id),
  hash TEXT NOT NULL,
  body TEXT NOT NULL,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  UNIQUE (item, digest),
  UNIQUE (item, id)
) STRICT;
CREATE INDEX item_version_hash ON item_version (hash);

CREATE VIRTUAL TABLE item_search USING fts5 (
  words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

-- What was done ----------------------------------------------------------------------------------

CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  started_at INTEGER NOT NULL,
  offset_min INTEGER NOT NULL,
  day INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  goal_count INTEGER NOT NULL,
  goal_minutes INTEGER NOT NULL,
  ended_at INTEGER,
  end_reason INTEGER
) STRICT;
CREATE INDEX session_open ON session (id) WHERE ended_at IS NULL;

CREATE TABLE session_item (
  session INTEGER NOT NULL REFERENCES session (id),
  place INTEGER NOT NULL,
  item INTEGER NOT NULL REFERENCES item (id),
  PRIMARY KEY (session, place)
) STRICT, WITHOUT ROWID;

-- confidence: 0 none, 1 guess, 2 think, 3 sure. rating: 0 none, 1 again, 2 hard, 3 good, 4 easy.
-- seq is dense: rows are never deleted, so the greatest is also their number.
CREATE TABLE answer (
  seq INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  session INTEGER REFERENCES session (id),
  item INTEGER NOT NULL,
  version INTEGER NOT NULL,
  shown TEXT NOT NULL,
  chosen TEXT NOT NULL,
  confidence INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 3),
  correct INTEGER NOT NULL CHECK (correct IN (0, 1)),
  credit REAL NOT NULL,
  rating INTEGER NOT NULL CHECK (rating BETWEEN 0 AND 4),
  ms INTEGER NOT NULL,
  at INTEGER NOT NULL,
  offset_min INTEGER NOT NULL,
  day INTEGER NOT NULL,
  device BLOB NOT NULL,
  FOREIGN KEY (item, version) REFERENCES item_version (item, id)
) STRICT;
CREATE INDEX answer_item ON answer (item);
CREATE INDEX answer_session ON answer (session);

CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  kind TEXT NOT NULL,
  answer INTEGER REFERENCES answer (seq),
  item INTEGER NOT NULL REFERENCES item (id),
  session INTEGER REFERENCES session (id),
  at INTEGER NOT NULL,
  offset_min INTEGER NOT NULL,
  body TEXT,
  device BLOB NOT NULL,
  CHECK (kind IN ('undo', 'redo', 'rating', 'suspend', 'resume', 'flag', 'unflag')),
  CHECK (kind NOT IN ('undo', 'redo', 'rating') OR answer IS NOT NULL),
  CHECK (kind <> 'rating' OR coalesce(body, '') IN ('again', 'hard', 'good', 'easy'))
) STRICT;
CREATE INDEX event_item ON event (item);
CREATE INDEX event_session ON event (session);

-- What follows from it ---------------------------------------------------------------------------

-- Answers with an undo or another rating standing against them; no row: as it was given.
CREATE TABLE answer_mark (
  answer INTEGER PRIMARY KEY REFERENCES answer (seq),
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  rating INTEGER
) STRICT;

-- phase: 0 new, 1 learning, 2 review, 3 relearning.
CREATE TABLE card (
  item INTEGER PRIMARY KEY REFERENCES item (id),
  area INTEGER NOT NULL REFERENCES area (id),
  pack INTEGER NOT NULL,
  place INTEGER NOT NULL,
  in_play INTEGER NOT NULL CHECK (in_play IN (0, 1)),
  phase INTEGER NOT NULL DEFAULT 0 CHECK (phase BETWEEN 0 AND 3),
  step INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL DEFAULT 0,
  due_day INTEGER NOT NULL DEFAULT 0,
  interval INTEGER NOT NULL DEFAULT 0,
  stability REAL NOT NULL DEFAULT 0,
  difficulty REAL NOT NULL DEFAULT 0,
  last_at INTEGER NOT NULL DEFAULT 0,
  last_day INTEGER NOT NULL DEFAULT 0,
  answers INTEGER NOT NULL DEFAULT 0,
  correct INTEGER NOT NULL DEFAULT 0,
  first_correct INTEGER NOT NULL DEFAULT 0 CHECK (first_correct IN (0, 1)),
  lapses INTEGER NOT NULL DEFAULT 0
) STRICT;
-- The last two columns are constant within the index; without them it would not cover the query.
CREATE INDEX card_review ON card (due_day, interval, in_play, phase)
  WHERE in_play = 1 AND phase = 2;
CREATE INDEX card_learning ON card (due_at, in_play, phase) WHERE in_play = 1 AND phase IN (1, 3);
CREATE INDEX card_unseen ON card (area, pack, place) WHERE in_play = 1 AND phase = 0;

CREATE TABLE tally (
  area INTEGER PRIMARY KEY REFERENCES area (id),
  fresh INTEGER NOT NULL DEFAULT 0,
  fresh_correct INTEGER NOT NULL DEFAULT 0,
  repeats INTEGER NOT NULL DEFAULT 0,
  correct INTEGER NOT NULL DEFAULT 0,
  unseen INTEGER NOT NULL DEFAULT 0,
  served INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE pack_tally (
  pack INTEGER PRIMARY KEY REFERENCES pack (id),
  served INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Reviews in play by the day they are due.
CREATE TABLE load (
  day INTEGER PRIMARY KEY,
  n INTEGER NOT NULL CHECK (n >= 0)
) STRICT;

-- The log is append-only -------------------------------------------------------------------------

CREATE TRIGGER answer_is_never_changed BEFORE UPDATE ON answer BEGIN
  SELECT raise(ABORT, 'the answer log is append-only');
END;
CREATE TRIGGER answer_is_never_deleted BEFORE DELETE ON answer BEGIN
  SELECT raise(ABORT, 'the answer log is append-only');
END;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN
  SELECT raise(ABORT, 'the event log is append-only');
END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event BEGIN
  SELECT raise(ABORT, 'the event log is append-only');
END;
CREATE TRIGGER item_version_is_never_changed BEFORE UPDATE ON item_version BEGIN
  SELECT raise(ABORT, 'versions of items never change');
END;
CREATE TRIGGER item_version_is_never_deleted BEFORE DELETE ON item_version BEGIN
  SELECT raise(ABORT, 'versions of items never change');
END;

-- Events take effect -----------------------------------------------------------------------------

CREATE TRIGGER event_undoes AFTER INSERT ON event WHEN NEW.kind IN ('undo', 'redo') BEGIN
  INSERT INTO answer_mark (answer, undone) VALUES (NEW.answer, NEW.kind = 'undo')
  ON CONFLICT (answer) DO UPDATE SET undone = excluded.undone;
END;
CREATE TRIGGER event_rates AFTER INSERT ON event WHEN NEW.kind = 'rating' BEGIN
  INSERT INTO answer_mark (answer, rating)
  VALUES (NEW.answer,
          CASE NEW.body WHEN 'again' THEN 1 WHEN 'hard' THEN 2 WHEN 'good' THEN 3 ELSE 4 END)
  ON CONFLICT (answer) DO UPDATE SET rating = excluded.rating;
END;
CREATE TRIGGER event_suspends AFTER INSERT ON event WHEN NEW.kind IN ('suspend', 'resume') BEGIN
  UPDATE item SET suspended = (NEW.kind = 'suspend') WHERE id = NEW.item;
END;
CREATE TRIGGER event_flags AFTER INSERT ON event WHEN NEW.kind IN ('flag', 'unflag') BEGIN
  UPDATE item SET flagged = (NEW.kind = 'flag') WHERE id = NEW.item;
END;

-- Cards and counts follow ------------------------------------------------------------------------

CREATE TRIGGER area_is_counted AFTER INSERT ON area BEGIN
  INSERT INTO tally (area) VALUES (NEW.id);
END;
CREATE TRIGGER pack_is_counted AFTER INSERT ON pack BEGIN
  INSERT INTO pack_tally (pack) VALUES (NEW.id);
END;

CREATE TRIGGER item_gets_card AFTER INSERT ON item BEGIN
  INSERT INTO card (item, area, pack, place, in_play)
  VALUES (NEW.id, NEW.area, NEW.pack, NEW.place, NEW.in_play);
  UPDATE pack_tally SET served = served + NEW.in_play WHERE pack = NEW.pack;
END;
CREATE TRIGGER item_moves_card AFTER UPDATE OF area, place, type, status, suspended ON item
WHEN (OLD.area, OLD.place, OLD.in_play) IS NOT (NEW.area, NEW.place, NEW.in_play) BEGIN
  UPDATE card SET area = NEW.area, place = NEW.place, in_play = NEW.in_play WHERE item = NEW.id;
  UPDATE pack_tally SET served = served + NEW.in_play - OLD.in_play WHERE pack = NEW.pack;
END;

CREATE TRIGGER card_is_added AFTER INSERT ON card BEGIN
  UPDATE tally SET unseen = unseen + (NEW.in_play = 1 AND NEW.phase = 0),
                   served = served + NEW.in_play
  WHERE area = NEW.area;
END;
CREATE TRIGGER card_is_answered AFTER UPDATE OF in_play, phase, answers, correct, first_correct
ON card WHEN OLD.area = NEW.area BEGIN
  UPDATE tally SET
    fresh = fresh + (NEW.answers > 0) - (OLD.answers > 0),
    fresh_correct = fresh_correct + NEW.first_correct - OLD.first_correct,
    repeats = repeats + max(NEW.answers - 1, 0) - max(OLD.answers - 1, 0),
    correct = correct + NEW.correct - OLD.correct,
    unseen = unseen + (NEW.in_play = 1 AND NEW.phase = 0) - (OLD.in_play = 1 AND OLD.phase = 0),
    served = served + NEW.in_play - OLD.in_play
  WHERE area = NEW.area;
END;
CREATE TRIGGER card_changes_area AFTER UPDATE OF area ON card WHEN OLD.area <> NEW.area BEGIN
  UPDATE tally SET
    fresh = fresh - (OLD.answers > 0),
    fresh_correct = fresh_correct - OLD.first_correct,
    repeats = repeats - max(OLD.answers - 1, 0),
    correct = correct - OLD.correct,
    unseen = unseen - (OLD.in_play = 1 AND OLD.phase = 0),
    served = served - OLD.in_play
  WHERE area = OLD.area;
  UPDATE tally SET
    fresh = fresh + (NEW.answers > 0),
    fresh_correct = fresh_correct + NEW.first_correct,
    repeats = repeats + max(NEW.answers - 1, 0),
    correct = correct + NEW.correct,
    unseen = unseen + (NEW.in_play = 1 AND NEW.phase = 0),
    served = served + NEW.in_play
  WHERE area = NEW.area;
END;

CREATE TRIGGER card_leaves_day AFTER UPDATE OF in_play, phase, due_day ON card
WHEN OLD.in_play = 1 AND OLD.phase = 2
  AND (OLD.due_day <> NEW.due_day OR NEW.phase <> 2 OR NEW.in_play = 0) BEGIN
  UPDATE load SET n = n - 1 WHERE day = OLD.due_day;
  DELETE FROM load WHERE day = OLD.due_day AND n = 0;
END;
CREATE TRIGGER card_joins_day AFTER UPDATE OF in_play, phase, due_day ON card
WHEN NEW.in_play = 1 AND NEW.phase = 2
  AND (OLD.due_day <> NEW.due_day OR OLD.phase <> 2 OR OLD.in_play = 0) BEGIN
  INSERT INTO load (day, n) VALUES (NEW.due_day, 1) ON CONFLICT (day) DO UPDATE SET n = n + 1;
END;
