-- How each key came to its state. Written by the database itself, so that no change of state can be made without its line.

CREATE TABLE service_key_state_change (
  id INTEGER PRIMARY KEY,
  position INTEGER NOT NULL REFERENCES service_key (position) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  checksum INTEGER
) STRICT;

CREATE INDEX service_key_state_change_by_key ON service_key_state_change (position, id);

-- Creation is told by created_at.
CREATE TRIGGER service_key_changes_state AFTER UPDATE OF state ON service_key WHEN OLD.state <> NEW.state
BEGIN
  INSERT INTO service_key_state_change (position, at, state, reason) VALUES (
    NEW.position,
    coalesce(CASE NEW.state
      WHEN 'active' THEN NEW.activated_at
      WHEN 'deactivated' THEN NEW.deactivated_at
      WHEN 'compromised' THEN NEW.compromised_at
      ELSE NEW.destroyed_at
    END, NEW.created_at),
    NEW.state,
    NEW.revocation_reason
  );
END;
