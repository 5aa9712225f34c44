-- A fund begins with an empty chain and nobody holding its pen.
CREATE TRIGGER fund_insert BEFORE INSERT ON fund BEGIN
  SELECT RAISE(ABORT, 'fundledger:exists: this fund is already there')
    WHERE EXISTS (SELECT 1 FROM fund WHERE id = NEW.id OR code = NEW.code);
  SELECT RAISE(ABORT, 'fundledger:genesis: a fund begins with an empty chain')
    WHERE NEW.head_seq IS NOT 0 OR NEW.head_sha256 IS NOT '${no_hash}'
       OR NEW.last_voucher_no IS NOT 0 OR NEW.last_posting_no IS NOT 0
       OR NEW.pen IS NOT NULL;
END;
