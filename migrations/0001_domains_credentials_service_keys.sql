-- okms domains, their access certificates and their service keys. Times are epoch milliseconds, ids lower case UUIDs.

CREATE TABLE okms_domain (
  position INTEGER PRIMARY KEY,
  okms_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- The one value that shows whether a master key is the one that sealed this database.
CREATE TABLE master_key_check (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE credential (
  position INTEGER PRIMARY KEY,
  credential_id TEXT NOT NULL UNIQUE,
  okms_id TEXT NOT NULL REFERENCES okms_domain (okms_id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  identities TEXT NOT NULL CHECK (json_valid(identities)),
  certificate_type TEXT NOT NULL CHECK (certificate_type IN ('ECDSA', 'RSA')),
  from_csr INTEGER NOT NULL CHECK (from_csr IN (0, 1)),
  certificate_pem TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  not_after INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;

CREATE INDEX credential_by_domain ON credential (okms_id, position);

-- Rows are never deleted: a destroyed key stays as a tombstone, so that its id is never used again and positions stay good as cursors.
CREATE TABLE service_key (
  position INTEGER PRIMARY KEY,
  okms_id TEXT NOT NULL REFERENCES okms_domain (okms_id),
  key_id TEXT NOT NULL,
  name TEXT NOT NULL,
  context TEXT,
  type TEXT NOT NULL CHECK (type IN ('oct', 'RSA', 'EC')),
  size INTEGER,
  curve TEXT,
  class TEXT NOT NULL CHECK (class IN ('SECRET_KEY', 'KEY_PAIR', 'PUBLIC_KEY')),
  operations TEXT NOT NULL,
  protection_level TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pre_active', 'active', 'deactivated', 'compromised', 'destroyed', 'destroyed_compromised')),
  revocation_reason TEXT,
  extractable INTEGER NOT NULL CHECK (extractable IN (0, 1)),
  never_extractable INTEGER NOT NULL CHECK (never_extractable IN (0, 1)),
  sensitive INTEGER NOT NULL CHECK (sensitive IN (0, 1)),
  always_sensitive INTEGER NOT NULL CHECK (always_sensitive IN (0, 1)),
  public_jwk TEXT CHECK (public_jwk IS NULL OR json_valid(public_jwk)),
  created_at INTEGER NOT NULL,
  activated_at INTEGER,
  deactivated_at INTEGER,
  compromised_at INTEGER,
  destroyed_at INTEGER,
  UNIQUE (okms_id, key_id)
) STRICT;

-- One range of this index per state; a list of several states merges the ranges.
CREATE INDEX service_key_by_state ON service_key (okms_id, state, position);

-- Apart from service_key, so that lists never read it. The material is a JWK sealed under the master key; all zeros once destroyed.
CREATE TABLE service_key_material (
  position INTEGER PRIMARY KEY REFERENCES service_key (position),
  sealed BLOB NOT NULL
) STRICT;
