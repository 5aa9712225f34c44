-- A record has the number that was taken; it follows the head of its chain, and it
-- displaces no other: REPLACE by key or by rowid would delete one without a word. (Until
-- a row is in, SQLite shows a rowid that nobody gave as -1: no record may have that.)
-- Somebody's own temporary triggers would run inside the seal, between what is judged
-- and what moves; nothing here can see them, but the temporary schema they live in.
-- The journal is asked again, as when the number was taken: the seal must be undone whole.
CREATE TRIGGER record_insert BEFORE INSERT ON record BEGIN
  SELECT RAISE(ABORT, 'fundledger:checks: PRAGMA ignore_check_constraints must be off')
    WHERE (SELECT ignore_check_constraints FROM pragma_ignore_check_constraints) IS NOT 0;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA foreign_keys must be on')
    WHERE (SELECT foreign_keys FROM pragma_foreign_keys) IS NOT 1;
  SELECT RAISE(ABORT, 'fundledger:foreign_keys: PRAGMA defer_foreign_keys must be off')
    WHERE (SELECT defer_foreign_keys FROM pragma_defer_foreign_keys) IS NOT 0;
  SELECT CASE
      WHEN d.name = 'temp' THEN
        RAISE(ABORT, 'fundledger:temporary: nothing temporary beside a record')
      WHEN d.file <> '' AND j.journal_mode IN ('off', 'memory') THEN RAISE(ABORT,
        'fundledger:journal: PRAGMA journal_mode must be neither OFF nor MEMORY')
    END
    FROM pragma_database_list d JOIN pragma_journal_mode j ON j.schema = d.name;
  SELECT RAISE(ABORT, 'fundledger:chain: a record follows the head of its chain')
    WHERE NOT EXISTS (SELECT 1 FROM fund WHERE id = NEW.fund_id
      AND NEW.seq = next_seq AND NEW.prev_sha256 = head_sha256);
  SELECT RAISE(ABORT, 'fundledger:chain: a hash is 64 lower-case hexadecimal digits')
    WHERE length(NEW.sha256) IS NOT 64 OR NEW.sha256 GLOB '*[^0-9a-f]*';
  SELECT RAISE(ABORT, 'fundledger:chain: a stamp is one line')
    WHERE instr(NEW.stamp, char(10)) > 0;
  SELECT RAISE(ABORT, 'fundledger:exists: this key has been used')
    WHERE NEW.key IS NOT NULL AND EXISTS
      (SELECT 1 FROM record WHERE fund_id = NEW.fund_id AND key = NEW.key);
  SELECT RAISE(ABORT, 'fundledger:exists: this rowid is taken')
    WHERE EXISTS (SELECT 1 FROM record WHERE rowid = NEW.rowid);
END;
