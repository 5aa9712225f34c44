-- A fund begins with an empty chain and its next number taken for the first record, which the
-- deferred foreign key then demands: there is no fund without its genesis. What a file's
-- journal cannot undo is not written: see the guard of the next number.
CREATE TRIGGER fund_insert BEFORE INSERT ON fund BEGIN
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
  SELECT RAISE(ABORT, 'fundledger:exists: this fund is already there')
    WHERE EXISTS (SELECT 1 FROM fund WHERE id = NEW.id OR code = NEW.code);
  SELECT RAISE(ABORT, 'fundledger:genesis: a fund begins with an empty chain')
    WHERE NEW.head_seq IS NOT 0 OR NEW.head_sha256 IS NOT '${no_hash}'
       OR NEW.last_voucher_no IS NOT 0 OR NEW.last_posting_no IS NOT 0
       OR NEW.next_seq IS NOT 1;
END;
