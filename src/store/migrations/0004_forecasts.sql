-- What was foretold of a form before it was taken, and what it came to. Truth, as the answer log is:
-- a forecast that could be changed afterwards would be worth nothing.
CREATE TABLE forecast (
  id INTEGER PRIMARY KEY,
  uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  at INTEGER NOT NULL,
  offset_min INTEGER NOT NULL,
  form TEXT NOT NULL,
  items INTEGER NOT NULL CHECK (items > 0),
  low REAL NOT NULL,
  middle REAL NOT NULL,
  high REAL NOT NULL
) STRICT;
CREATE TABLE forecast_outcome (
  forecast INTEGER PRIMARY KEY REFERENCES forecast (id),
  at INTEGER NOT NULL,
  correct INTEGER NOT NULL CHECK (correct >= 0)
) STRICT;

CREATE TRIGGER forecast_is_never_changed BEFORE UPDATE ON forecast BEGIN
  SELECT raise(ABORT, 'forecasts are append-only');
END;
CREATE TRIGGER forecast_is_never_deleted BEFORE DELETE ON forecast BEGIN
  SELECT raise(ABORT, 'forecasts are append-only');
END;
CREATE TRIGGER forecast_outcome_is_never_changed BEFORE UPDATE ON forecast_outcome BEGIN
  SELECT raise(ABORT, 'forecasts are append-only');
END;
CREATE TRIGGER forecast_outcome_is_never_deleted BEFORE DELETE ON forecast_outcome BEGIN
  SELECT raise(ABORT, 'forecasts are append-only');
END;
