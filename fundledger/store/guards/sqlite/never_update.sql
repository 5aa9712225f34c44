-- What is written here is never rewritten.
CREATE TRIGGER ${table}_update BEFORE UPDATE ON ${table} BEGIN
  SELECT RAISE(ABORT, 'fundledger:append_only: rows of ${table} are never changed');
END;
