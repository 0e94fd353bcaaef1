-- Snapshots of okms domains and of the whole server. Times are epoch milliseconds.

-- A restore and a reset remove keys, and deleting rows of sealed material would leave copies of other keys. So it moves to the slots of the sealed data of secrets. Null for a public key alone, and once the material is erased.
ALTER TABLE service_key ADD COLUMN material_slot INTEGER;

UPDATE service_key SET material_slot = position + (SELECT coalesce(max(slot), 0) FROM secret_slot)
  WHERE position IN (SELECT position FROM service_key_material WHERE sealed <> zeroblob(length(sealed)));

INSERT INTO secret_slot (slot, sealed)
  SELECT material_slot, sealed FROM service_key JOIN service_key_material USING (position) WHERE material_slot IS NOT NULL ORDER BY material_slot;

DROP TABLE service_key_material;

-- okms_id: null for the whole server. It is no reference, because a snapshot outlives its domain. key_slot: the sealed key of this snapshot, which seals its parts; once it is erased, they cannot be read.
CREATE TABLE snapshot (
  position INTEGER PRIMARY KEY,
  snapshot_id TEXT NOT NULL UNIQUE,
  okms_id TEXT,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  schema_version INTEGER NOT NULL,
  domains INTEGER NOT NULL,
  service_keys INTEGER NOT NULL,
  secrets INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  key_slot INTEGER NOT NULL,
  checksum INTEGER
) STRICT;

-- What it holds, as JSON, from the part with number 0 on.
CREATE TABLE snapshot_part (
  snapshot INTEGER NOT NULL REFERENCES snapshot (position) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (snapshot, number)
) STRICT;
