-- The control plane: regions and services of okms domains, orders, API keys, users. Times are epoch milliseconds.

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
