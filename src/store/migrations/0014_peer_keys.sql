-- The public keys of others' devices, pinned when first seen: of mentors by their replies, of candidates
-- by their logs in the overview. Apart from device_key, which holds the learner's own devices: whoever
-- writes a reply or another learner's log names a device in it, and could name one of the learner's.
-- learner: whose device a candidate's is; 16 zero bytes for a mentor's.
CREATE TABLE peer_key (
  role TEXT NOT NULL CHECK (role IN ('mentor', 'candidate')),
  learner BLOB NOT NULL CHECK (length(learner) = 16),
  device BLOB NOT NULL CHECK (length(device) = 16),
  key BLOB NOT NULL CHECK (length(key) = 32),
  PRIMARY KEY (role, learner, device)
) STRICT, WITHOUT ROWID;

-- Mentors so far: devices that remarks came from and no log did.
INSERT INTO peer_key (role, learner, device, key)
  SELECT 'mentor', zeroblob(16), device, key FROM device_key
  WHERE own = 0 AND seen IS NULL AND device IN (SELECT device FROM remark);
DELETE FROM device_key
  WHERE own = 0 AND seen IS NULL AND device IN (SELECT device FROM remark);
