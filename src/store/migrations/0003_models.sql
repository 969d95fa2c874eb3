-- What the plan and the mastery filter need of an item, beside its memory, so that a hundred
-- thousand of them are read in one pass: which items are siblings (0: none), the chance to be right
-- without knowing, the author's difficulty (0 easy, 1 medium, 2 hard).
ALTER TABLE card ADD COLUMN sibling INTEGER NOT NULL DEFAULT 0;
ALTER TABLE card ADD COLUMN guess REAL NOT NULL DEFAULT 0.25;
ALTER TABLE card ADD COLUMN hardness INTEGER NOT NULL DEFAULT 1;
-- Every pack is read once more, which fills them.
UPDATE pack SET signature = '';

-- Derived: the mastery filter after the last answer of each day, and how long the log was then. The
-- newest row is the filter as it stands; the others are its history. Rebuilt from the log.
CREATE TABLE mastery (
  day INTEGER PRIMARY KEY,
  answers INTEGER NOT NULL,
  image BLOB NOT NULL
) STRICT;
