-- Rounds that a group answers by file: the learner's own part in them. First answers change until the
-- round is opened, second ones until its result is shown; from then on neither does. file is the
-- signature of the round's file, by which another one under the same id is told apart; votes are the
-- first answers of all as they were when it was opened last, without names. session holds the first
-- answers once they are in the log.
CREATE TABLE round (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  file TEXT NOT NULL,
  name TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  opened_at INTEGER,
  votes TEXT,
  session INTEGER REFERENCES session (id)
) STRICT;

CREATE TABLE round_answer (
  round INTEGER NOT NULL REFERENCES round (id),
  phase INTEGER NOT NULL CHECK (phase IN (1, 2)),
  place INTEGER NOT NULL CHECK (place >= 0),
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  item INTEGER NOT NULL REFERENCES item (id),
  version INTEGER NOT NULL REFERENCES item_version (id),
  chosen TEXT NOT NULL,
  confidence INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 3),
  ms INTEGER NOT NULL,
  at INTEGER NOT NULL,
  offset_min INTEGER NOT NULL,
  PRIMARY KEY (round, phase, place)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER round_answer_comes_in_its_phase BEFORE INSERT ON round_answer
WHEN (SELECT CASE NEW.phase WHEN 1 THEN opened_at IS NOT NULL
                            ELSE opened_at IS NULL OR session IS NOT NULL END
      FROM round WHERE id = NEW.round) BEGIN
  SELECT raise(ABORT, 'these answers of the round are closed');
END;
CREATE TRIGGER round_answer_changes_in_its_phase BEFORE UPDATE ON round_answer
WHEN (SELECT CASE OLD.phase WHEN 1 THEN opened_at IS NOT NULL ELSE session IS NOT NULL END
      FROM round WHERE id = OLD.round)
  OR (OLD.round, OLD.phase, OLD.place, OLD.uuid) IS NOT (NEW.round, NEW.phase, NEW.place, NEW.uuid) BEGIN
  SELECT raise(ABORT, 'these answers of the round are closed');
END;
CREATE TRIGGER round_answer_is_never_deleted BEFORE DELETE ON round_answer BEGIN
  SELECT raise(ABORT, 'answers of a round are never deleted');
END;
CREATE TRIGGER round_is_opened_and_told_once BEFORE UPDATE ON round
WHEN (OLD.uuid, OLD.file, OLD.started_at) IS NOT (NEW.uuid, NEW.file, NEW.started_at)
  OR (OLD.opened_at IS NOT NULL AND OLD.opened_at IS NOT NEW.opened_at)
  OR (OLD.session IS NOT NULL AND OLD.session IS NOT NEW.session) BEGIN
  SELECT raise(ABORT, 'a round is opened once');
END;
CREATE TRIGGER round_is_never_deleted BEFORE DELETE ON round BEGIN
  SELECT raise(ABORT, 'rounds are never deleted');
END;
