-- Only the declared columns of a row change, and only for the next audit record.
CREATE TRIGGER ${table}_update BEFORE UPDATE ON ${table} BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:seq: a row of ${table} belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of ${table} never changes')
    WHERE ${fixed_changed};
END;
