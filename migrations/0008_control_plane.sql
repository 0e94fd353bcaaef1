-- The control plane of the OVHcloud API. Times are epoch milliseconds.

-- Regions and services of okms domains

-- Numbers that count up for ever. last: the number given last.
CREATE TABLE number_sequence (
  name TEXT NOT NULL UNIQUE,
  last INTEGER NOT NULL,
  checksum INTEGER
) STRICT;

-- Removed domains had services too, whose numbers are never used again.
INSERT INTO number_sequence (name, last) SELECT 'service', 1000 + coalesce(max(position), 0) FROM okms_domain;

ALTER TABLE okms_domain ADD COLUMN region TEXT NOT NULL DEFAULT 'eu-west-rbx';
ALTER TABLE okms_domain ADD COLUMN service_id INTEGER NOT NULL DEFAULT 0;
UPDATE okms_domain SET service_id = 1000 + position;
CREATE UNIQUE INDEX okms_domain_by_service ON okms_domain (service_id);

-- Orders and e-mails of the account, and subscriptions of logs

INSERT INTO number_sequence (name, last) VALUES ('order', 100000), ('email', 1);

CREATE TABLE cart (
  position INTEGER PRIMARY KEY,
  cart_id TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  expires_at INTEGER,
  is_assigned INTEGER NOT NULL CHECK (is_assigned IN (0, 1)),
  items TEXT NOT NULL CHECK (json_valid(items)),
  order_id INTEGER,
  checksum INTEGER
) STRICT;

CREATE TABLE customer_order (
  order_id INTEGER NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  lines TEXT NOT NULL CHECK (json_valid(lines)),
  delivery TEXT CHECK (json_valid(delivery)),
  checksum INTEGER
) STRICT;

CREATE TABLE email (
  email_id INTEGER NOT NULL UNIQUE,
  service_id INTEGER NOT NULL,
  okms_id TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  checksum INTEGER
) STRICT;

CREATE TABLE log_subscription (
  position INTEGER PRIMARY KEY,
  okms_id TEXT NOT NULL REFERENCES okms_domain (okms_id),
  subscription_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  stream_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  checksum INTEGER,
  UNIQUE (okms_id, subscription_id)
) STRICT;

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
