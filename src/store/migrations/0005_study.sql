-- What a pack holds besides items: terms of its glossary, sources by objective, instruments, and
-- blueprints of exams. Bodies are the JSON of core; all of it comes from the pack's files and is
-- replaced with them.
CREATE TABLE part (
  pack INTEGER NOT NULL REFERENCES pack (id),
  kind TEXT NOT NULL CHECK (kind IN ('term', 'sources', 'instrument', 'blueprint')),
  code TEXT NOT NULL,
  place INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (pack, kind, code)
) STRICT, WITHOUT ROWID;

-- Oral prompts are no more asked in a drill than essays are.
DROP TRIGGER item_gets_card;
DROP TRIGGER item_moves_card;
ALTER TABLE item DROP COLUMN in_play;
ALTER TABLE item ADD COLUMN in_play INTEGER NOT NULL
  GENERATED ALWAYS AS (status = 'active' AND type NOT IN ('essay', 'oral') AND suspended = 0) VIRTUAL;
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
