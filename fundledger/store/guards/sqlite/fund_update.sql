-- Two things happen to a fund's row. The next number is taken: a deferred
-- foreign key then demands that record before the commit, so keys must be on (a bare
-- prompt has them off), and not put off: what PRAGMA defer_foreign_keys puts off is
-- forgotten when it is switched off again. And the record is sealed: the head moves by
-- one to an existing record that follows the old head, and no number is taken any more.
-- No number is taken either where the journal cannot undo: without one in a file, rows
-- of a deed that failed, was rolled back or was killed would stay. SQLite switches no
-- journal once pages have changed, so nobody does so inside a deed. Attached files
-- count, whichever of them holds the ledger; a database in memory has no file.
CREATE TRIGGER fund_update BEFORE UPDATE ON fund BEGIN
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT,
      'fundledger:journal: PRAGMA journal_mode must be neither OFF nor MEMORY')
    WHERE EXISTS (SELECT 1 FROM pragma_database_list d
      JOIN pragma_journal_mode j ON j.schema = d.name
      WHERE d.file <> '' AND j.journal_mode IN ('off', 'memory'));
  SELECT RAISE(ABORT, 'fundledger:fixed: this column of fund never changes')
    WHERE NEW.id IS NOT OLD.id OR NEW.code IS NOT OLD.code OR NEW.name IS NOT OLD.name
      OR NEW.replay IS NOT OLD.replay;
  SELECT RAISE(ABORT, 'fundledger:next_record: next_seq is taken for the next audit record')
    WHERE NEW.head_seq IS OLD.head_seq AND (OLD.next_seq IS NOT NULL
      OR NEW.next_seq IS NOT OLD.head_seq + 1 OR NEW.head_sha256 IS NOT OLD.head_sha256
      OR NEW.last_voucher_no IS NOT OLD.last_voucher_no
      OR NEW.last_posting_no IS NOT OLD.last_posting_no);
  SELECT RAISE(ABORT, 'fundledger:head: the head moves only to the next audit record')
    WHERE NEW.head_seq IS NOT OLD.head_seq AND (NEW.next_seq IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM record WHERE fund_id = OLD.id AND seq = OLD.next_seq
        AND seq = OLD.head_seq + 1 AND seq = NEW.head_seq
        AND prev_sha256 = OLD.head_sha256 AND sha256 = NEW.head_sha256));
  SELECT RAISE(ABORT, 'fundledger:head: the last rows are those sealed last')
    WHERE NEW.head_seq IS NOT OLD.head_seq AND (
      NEW.last_voucher_no IS NOT
        (SELECT COALESCE(MAX(no), 0) FROM voucher WHERE fund_id = OLD.id)
      OR NEW.last_posting_no IS NOT
        (SELECT COALESCE(MAX(no), 0) FROM posting WHERE fund_id = OLD.id));
END;
