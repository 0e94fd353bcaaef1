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
-- pci_dss_enabled_at: null while the domain does not follow PCI DSS.
ALTER TABLE okms_domain ADD COLUMN pci_dss_enabled_at INTEGER;
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

-- Identities and policies.

-- Users of the account. Their groups are those that have them as members; main_group is the one of these that is shown as theirs.
CREATE TABLE iam_user (
  position INTEGER PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  email TEXT,
  description TEXT NOT NULL,
  main_group TEXT NOT NULL,
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  password_updated_at INTEGER,
  checksum INTEGER
) STRICT;

ALTER TABLE iam_group ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE iam_group ADD COLUMN role TEXT NOT NULL DEFAULT 'NONE';
ALTER TABLE iam_group ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
UPDATE iam_group SET updated_at = created_at;

-- Groups of these names are those that every account has.
UPDATE iam_group SET role = 'ADMIN' WHERE urn = 'urn:v1:eu:identity:group:emulator-ovh/ADMIN';
UPDATE iam_group SET role = 'REGULAR' WHERE urn = 'urn:v1:eu:identity:group:emulator-ovh/DEFAULT';
UPDATE iam_group SET role = 'UNPRIVILEGED' WHERE urn = 'urn:v1:eu:identity:group:emulator-ovh/UNPRIVILEGED';

-- 1: it reaches every domain, later ones too; okms_ids is empty then.
ALTER TABLE token ADD COLUMN every_domain INTEGER NOT NULL DEFAULT 0;
-- Null for a token that belongs to no user.
ALTER TABLE token ADD COLUMN user_login TEXT REFERENCES iam_user (login) ON DELETE CASCADE;
CREATE UNIQUE INDEX token_by_user ON token (user_login, name) WHERE user_login IS NOT NULL;

ALTER TABLE service_account ADD COLUMN every_domain INTEGER NOT NULL DEFAULT 0;
ALTER TABLE service_account ADD COLUMN callback_urls TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(callback_urls));

-- Actions that the policy does not allow although a pattern of it does, and actions that it forbids to its identities.
ALTER TABLE iam_policy ADD COLUMN exceptions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(exceptions));
ALTER TABLE iam_policy ADD COLUMN denied TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(denied));
-- Null for a policy that does not expire, and for one that was never changed.
ALTER TABLE iam_policy ADD COLUMN expires_at INTEGER;
ALTER TABLE iam_policy ADD COLUMN updated_at INTEGER;
