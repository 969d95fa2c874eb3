-- An instrument filled in: the statements as they were then, and a rating of 1 to 4 for some of them.
-- Ratings are stored as they are given; once it is finished nothing about it changes any more.
CREATE TABLE assessment (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  instrument TEXT NOT NULL,
  rater TEXT NOT NULL CHECK (rater IN ('candidate', 'superintendent', 'team')),
  name TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  offset_min INTEGER NOT NULL,
  body TEXT NOT NULL,
  ratings TEXT NOT NULL CHECK (ratings GLOB '{*}'),
  source TEXT NOT NULL CHECK (source IN ('here', 'file')),
  finished_at INTEGER
) STRICT;

CREATE TRIGGER assessment_finished_is_never_changed BEFORE UPDATE ON assessment
WHEN OLD.finished_at IS NOT NULL BEGIN
  SELECT raise(ABORT, 'finished assessments do not change');
END;
CREATE TRIGGER assessment_changes_in_its_ratings_alone BEFORE UPDATE OF
  id, uuid, instrument, rater, name, started_at, offset_min, body, source ON assessment BEGIN
  SELECT raise(ABORT, 'only the ratings of an assessment change');
END;
CREATE TRIGGER assessment_is_never_deleted BEFORE DELETE ON assessment BEGIN
  SELECT raise(ABORT, 'assessments are never deleted');
END;
