-- The control plane of the OVHcloud API. Times are epoch milliseconds.

-- API keys. Ids are given once, so that none comes back with another key. secret_slot: the sealed application secret; null once the application is removed, whose row stays so that its keys are never accepted again.
CREATE TABLE api_application (
  application_id INTEGER PRIMARY KEY AUTOINCREMENT,
  application_key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  secret_slot INTEGER,
  checksum INTEGER
) STRICT;

CREATE TABLE api_consumer_key (
  credential_id INTEGER PRIMARY KEY AUTOINCREMENT,
  application_id INTEGER NOT NULL REFERENCES api_application (application_id),
  sha256 BLOB NOT NULL UNIQUE,
  rules TEXT NOT NULL CHECK (json_valid(rules)),
  allowed_ips TEXT CHECK (json_valid(allowed_ips)),
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  status TEXT NOT NULL CHECK (status IN ('validated', 'expired')),
  checksum INTEGER
) STRICT;

CREATE INDEX api_consumer_key_by_application ON api_consumer_key (application_id);
