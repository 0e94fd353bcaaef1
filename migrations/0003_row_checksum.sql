-- A checksum over each row that is read back to somebody (store/row-checksum.ts, which defines row_checksum).

ALTER TABLE okms_domain ADD COLUMN checksum INTEGER;
UPDATE okms_domain SET checksum = row_checksum(okms_id, name, created_at);

ALTER TABLE credential ADD COLUMN checksum INTEGER;
UPDATE credential SET checksum = row_checksum(credential_id, okms_id, name, description, identities, certificate_type, from_csr, certificate_pem, created_at, not_before, not_after, revoked_at);

ALTER TABLE service_key ADD COLUMN checksum INTEGER;
UPDATE service_key SET checksum = row_checksum(okms_id, key_id, name, context, type, size, curve, class, operations, protection_level, state, revocation_reason, extractable, never_extractable, sensitive, always_sensitive, public_jwk, created_at, activated_at, deactivated_at, compromised_at, destroyed_at);

ALTER TABLE service_account ADD COLUMN checksum INTEGER;
UPDATE service_account SET checksum = row_checksum(client_id, name, description, okms_ids, secret_sha256, created_at);

ALTER TABLE token ADD COLUMN checksum INTEGER;
UPDATE token SET checksum = row_checksum(token_id, client_id, name, description, identities, okms_ids, sha256, created_at, expires_at);

ALTER TABLE iam_policy ADD COLUMN checksum INTEGER;
UPDATE iam_policy SET checksum = row_checksum(policy_id, name, description, identities, resources, actions, created_at);

ALTER TABLE iam_group ADD COLUMN checksum INTEGER;
UPDATE iam_group SET checksum = row_checksum(urn, members, created_at);
