-- Secrets of okms domains, and the configuration of a domain for its secrets. Times are epoch milliseconds.

CREATE TABLE secret (
  position INTEGER PRIMARY KEY,
  okms_id TEXT NOT NULL REFERENCES okms_domain (okms_id),
  path TEXT NOT NULL,
  cas_required INTEGER NOT NULL CHECK (cas_required IN (0, 1)),
  max_versions INTEGER NOT NULL,
  deactivate_version_after TEXT NOT NULL,
  custom_metadata TEXT CHECK (custom_metadata IS NULL OR json_valid(custom_metadata)),
  current_version INTEGER NOT NULL,
  oldest_version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  checksum INTEGER,
  -- Lists and folders are ranges of this index: paths in the order of their bytes.
  UNIQUE (okms_id, path)
) STRICT;

-- slot: where its data is; null once it is erased.
CREATE TABLE secret_version (
  position INTEGER PRIMARY KEY,
  secret INTEGER NOT NULL REFERENCES secret (position),
  number INTEGER NOT NULL,
  slot INTEGER,
  created_at INTEGER NOT NULL,
  deactivated_at INTEGER,
  is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
  checksum INTEGER,
  UNIQUE (secret, number)
) STRICT;

-- Data of versions, sealed under the master key. Rows are never deleted and never change their length, so that SQLite never moves one and leaves a copy: erased ones are all zeros and used again.
CREATE TABLE secret_slot (
  slot INTEGER PRIMARY KEY,
  sealed BLOB NOT NULL
) STRICT;

-- Slots that no version has.
CREATE TABLE free_secret_slot (
  slot INTEGER PRIMARY KEY REFERENCES secret_slot (slot),
  length INTEGER NOT NULL,
  erased INTEGER NOT NULL CHECK (erased IN (0, 1))
) STRICT;

CREATE INDEX free_secret_slot_by_length ON free_secret_slot (erased, length);

CREATE TABLE secret_configuration (
  okms_id TEXT NOT NULL UNIQUE REFERENCES okms_domain (okms_id),
  cas_required INTEGER NOT NULL CHECK (cas_required IN (0, 1)),
  max_versions INTEGER NOT NULL,
  deactivate_version_after TEXT NOT NULL,
  checksum INTEGER
) STRICT;
