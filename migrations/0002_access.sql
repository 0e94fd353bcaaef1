-- Who may come in besides the holders of access certificates, and what each may do. Times are epoch milliseconds, ids lower case UUIDs.

-- A removed domain keeps its row, as its keys keep theirs; null while it is there.
ALTER TABLE okms_domain ADD COLUMN removed_at INTEGER;

-- Certificates that open the control door of this store.
CREATE TABLE admin_certificate (
  certificate_id TEXT PRIMARY KEY,
  not_after INTEGER NOT NULL
) STRICT;

-- The secret is kept as its SHA-256, as is each token.
CREATE TABLE service_account (
  position INTEGER PRIMARY KEY,
  client_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  okms_ids TEXT NOT NULL CHECK (json_valid(okms_ids)),
  secret_sha256 BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- Bearer tokens: personal ones, and those that a service account got in exchange for its secret, which end with it.
CREATE TABLE token (
  position INTEGER PRIMARY KEY,
  token_id TEXT NOT NULL UNIQUE,
  client_id TEXT REFERENCES service_account (client_id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  identities TEXT NOT NULL CHECK (json_valid(identities)),
  okms_ids TEXT NOT NULL CHECK (json_valid(okms_ids)),
  sha256 BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER
) STRICT;

CREATE INDEX token_by_client ON token (client_id, expires_at) WHERE client_id IS NOT NULL;

CREATE TABLE iam_policy (
  position INTEGER PRIMARY KEY,
  policy_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  identities TEXT NOT NULL CHECK (json_valid(identities)),
  resources TEXT NOT NULL CHECK (json_valid(resources)),
  actions TEXT NOT NULL CHECK (json_valid(actions)),
  created_at INTEGER NOT NULL
) STRICT;

-- Members of groups, by identity URN.
CREATE TABLE iam_group (
  position INTEGER PRIMARY KEY,
  urn TEXT NOT NULL UNIQUE,
  members TEXT NOT NULL CHECK (json_valid(members)),
  created_at INTEGER NOT NULL
) STRICT;
