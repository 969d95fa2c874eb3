-- Logs that travel. An order number per answer and event, counted on over all devices (a hybrid
-- logical clock: the instant, or one more than the newest known): every device replays in the order
-- of (ord, uuid), whatever was merged first. Two devices can draw the same number, so that it is
-- unique only together with the UUID. In tables of their own: rows of the logs keep their shape, by
-- which they are known again on a damaged page.
CREATE TABLE answer_order (
  answer INTEGER PRIMARY KEY REFERENCES answer (seq),
  ord INTEGER NOT NULL
) STRICT;
CREATE INDEX answer_order_ord ON answer_order (ord);
CREATE TABLE event_order (
  event INTEGER PRIMARY KEY REFERENCES event (seq),
  ord INTEGER NOT NULL
) STRICT;
CREATE INDEX event_order_ord ON event_order (ord);

-- What is there already counts as its own numbers had been drawn one after the other.
INSERT INTO answer_order (answer, ord) SELECT seq, seq + max(at - seq) OVER (ORDER BY seq) FROM answer;
INSERT INTO event_order (event, ord) SELECT seq, seq + max(at - seq) OVER (ORDER BY seq) FROM event;

-- What came in a log but cannot be stored yet, because its item or its answer is not known here: the
-- line as it came, without its place in the chain, and the hash of that.
CREATE TABLE pending (
  hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The public keys of the devices whose logs were taken, pinned when first seen. own: written by this
-- database under this or an earlier name. seen: the signature of the newest log that was merged whole.
CREATE TABLE device_key (
  device BLOB NOT NULL PRIMARY KEY CHECK (length(device) = 16),
  key BLOB NOT NULL CHECK (length(key) = 32),
  own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)),
  seen TEXT
) STRICT, WITHOUT ROWID;

CREATE TRIGGER answer_order_is_never_deleted BEFORE DELETE ON answer_order BEGIN
  SELECT raise(ABORT, 'the answer log is append-only');
END;
CREATE TRIGGER event_order_is_never_deleted BEFORE DELETE ON event_order BEGIN
  SELECT raise(ABORT, 'the event log is append-only');
END;
