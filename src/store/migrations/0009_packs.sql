-- Packs that people share. A pack that is put aside is not in play: enabled says so of the pack, shelved
-- of each of its items, because a column's rule can only look at its own row.
ALTER TABLE pack ADD COLUMN enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1));
ALTER TABLE item ADD COLUMN shelved INTEGER NOT NULL DEFAULT 0 CHECK (shelved IN (0, 1));

DROP TRIGGER item_gets_card;
DROP TRIGGER item_moves_card;
ALTER TABLE item DROP COLUMN in_play;
ALTER TABLE item ADD COLUMN in_play INTEGER NOT NULL
  GENERATED ALWAYS AS (status = 'active' AND type NOT IN ('essay', 'oral') AND suspended = 0
                       AND sealed = 0 AND shelved = 0) VIRTUAL;
CREATE TRIGGER item_gets_card AFTER INSERT ON item BEGIN
  INSERT INTO card (item, area, pack, place, in_play)
  VALUES (NEW.id, NEW.area, NEW.pack, NEW.place, NEW.in_play);
  UPDATE pack_tally SET served = served + NEW.in_play WHERE pack = NEW.pack;
END;
CREATE TRIGGER item_moves_card
AFTER UPDATE OF area, place, type, status, suspended, sealed, shelved ON item
WHEN (OLD.area, OLD.place, OLD.in_play) IS NOT (NEW.area, NEW.place, NEW.in_play) BEGIN
  UPDATE card SET area = NEW.area, place = NEW.place, in_play = NEW.in_play WHERE item = NEW.id;
  UPDATE pack_tally SET served = served + NEW.in_play - OLD.in_play WHERE pack = NEW.pack;
END;
CREATE TRIGGER pack_is_shelved AFTER UPDATE OF enabled ON pack WHEN OLD.enabled <> NEW.enabled BEGIN
  UPDATE item SET shelved = 1 - NEW.enabled WHERE pack = NEW.id;
END;

-- Derived: versions of items whose key is another than the item has now. Answers to them stay in the
-- log, and mastery leaves them out.
CREATE TABLE superseded (
  version INTEGER PRIMARY KEY REFERENCES item_version (id)
) STRICT;

-- Who signed a pack when it was first installed: another signer is refused. Keyed by the pack's UUID,
-- so that it outlasts the pack's removal.
CREATE TABLE signer (
  pack TEXT NOT NULL PRIMARY KEY,
  key_id TEXT NOT NULL,
  public_key TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every pack is read once more, which tells the superseded versions.
UPDATE pack SET signature = '';
