-- What a mentor's overview keeps of other learners' logs. Derived: the logs are the truth, and stamp
-- names what they were folded with; where it is another now they are read again.
CREATE TABLE cohort (
  learner BLOB NOT NULL PRIMARY KEY CHECK (length(learner) = 16),
  stamp TEXT NOT NULL,
  dossier TEXT NOT NULL,
  mastery BLOB
) STRICT;

-- The logs that were read for it; the signature in its last line names a log's whole content.
CREATE TABLE cohort_file (
  path TEXT NOT NULL PRIMARY KEY,
  learner BLOB NOT NULL CHECK (length(learner) = 16),
  signature TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cohort_file_learner ON cohort_file (learner);

-- How each learner stood on the days on which the mentor looked. Only the last two such days are kept.
CREATE TABLE cohort_look (
  learner BLOB NOT NULL CHECK (length(learner) = 16),
  day INTEGER NOT NULL,
  chance REAL,
  answers INTEGER NOT NULL,
  PRIMARY KEY (learner, day)
) STRICT, WITHOUT ROWID;
