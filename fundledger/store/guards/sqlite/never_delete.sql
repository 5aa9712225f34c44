-- Nothing is ever deleted: a mistake is reversed in red.
CREATE TRIGGER ${table}_delete BEFORE DELETE ON ${table} BEGIN
  SELECT RAISE(ABORT, 'fundledger:never_deleted: rows of ${table} are never deleted');
END;
