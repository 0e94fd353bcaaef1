-- Admin certificates are listed and revoked. Until now, each came from the pki folder, valid for 365 days.

ALTER TABLE admin_certificate ADD COLUMN name TEXT NOT NULL DEFAULT 'admin.pem';
ALTER TABLE admin_certificate ADD COLUMN from_folder INTEGER NOT NULL DEFAULT 1 CHECK (from_folder IN (0, 1));
ALTER TABLE admin_certificate ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE admin_certificate ADD COLUMN revoked_at INTEGER;
ALTER TABLE admin_certificate ADD COLUMN checksum INTEGER;

UPDATE admin_certificate SET created_at = not_after - 31536000000;
