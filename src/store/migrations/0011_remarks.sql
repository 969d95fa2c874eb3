-- What mentors write. remark: what came to this learner in replies, about the learner (subject ''), an
-- area (its code), a practice exam or a text (their UUIDs). device: the mentor's.
CREATE TABLE remark (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  about TEXT NOT NULL CHECK (about IN ('learner', 'area', 'exam', 'text')),
  subject TEXT NOT NULL CHECK ((subject = '') = (about = 'learner')),
  device BLOB NOT NULL CHECK (length(device) = 16),
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  offset_min INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX remark_subject ON remark (about, subject);

CREATE TRIGGER remark_is_never_changed BEFORE UPDATE ON remark BEGIN
  SELECT raise(ABORT, 'remarks are append-only');
END;
CREATE TRIGGER remark_is_never_deleted BEFORE DELETE ON remark BEGIN
  SELECT raise(ABORT, 'remarks are append-only');
END;

-- word: what was said here, as a mentor, of other learners; it goes out in every reply to them. A score
-- is about a text and has levels and a credit; its body is the comment.
CREATE TABLE word (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  learner BLOB NOT NULL CHECK (length(learner) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('score', 'remark')),
  about TEXT NOT NULL CHECK (about IN ('learner', 'area', 'exam', 'text')),
  subject TEXT NOT NULL CHECK ((subject = '') = (about = 'learner')),
  name TEXT NOT NULL,
  at INTEGER NOT NULL,
  offset_min INTEGER NOT NULL,
  levels TEXT CHECK ((levels IS NULL) = (kind = 'remark')),
  credit REAL CHECK ((credit IS NULL) = (kind = 'remark')),
  body TEXT NOT NULL,
  CHECK (kind = 'remark' OR about = 'text')
) STRICT;
CREATE INDEX word_learner ON word (learner);

CREATE TRIGGER word_is_never_changed BEFORE UPDATE ON word BEGIN
  SELECT raise(ABORT, 'what was said stays said');
END;
CREATE TRIGGER word_is_never_deleted BEFORE DELETE ON word BEGIN
  SELECT raise(ABORT, 'what was said stays said');
END;

-- When a learner was last replied to, and how many words that reply held.
CREATE TABLE reply (
  learner BLOB NOT NULL PRIMARY KEY CHECK (length(learner) = 16),
  words INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
