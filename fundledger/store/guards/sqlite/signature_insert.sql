-- A signature goes in only for the record whose number was taken, and never over one
-- that is sealed. Each voucher has one, so its CHECKs and keys are repeated here: that
-- takes half as long as to ask whether they are on.
CREATE TRIGGER signature_insert BEFORE INSERT ON signature BEGIN
  SELECT RAISE(ABORT, 'fundledger:seq: a row of signature belongs to the next audit record')
    WHERE NEW.seq IS NOT (SELECT next_seq FROM fund WHERE id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:signature: a CHECK of this signature does not hold')
    FROM (SELECT NEW.part AS part, NEW.on_date AS on_date)
    WHERE NOT (${signature_checks});
  SELECT RAISE(ABORT,
      'fundledger:reference: a signature names a voucher or a person that is not there')
    WHERE NOT EXISTS (SELECT 1 FROM voucher
        WHERE fund_id = NEW.fund_id AND no = NEW.voucher_no)
      OR NOT EXISTS (SELECT 1 FROM person
        WHERE fund_id = NEW.fund_id AND login = NEW.login);
  SELECT RAISE(ABORT, 'fundledger:unsigned: a budget voucher is signed by nobody')
    WHERE (SELECT series FROM voucher
      WHERE fund_id = NEW.fund_id AND no = NEW.voucher_no) = 'budget';
  SELECT RAISE(ABORT, 'fundledger:exists: this row of signature is already there')
    WHERE EXISTS (SELECT 1 FROM signature
      WHERE fund_id = NEW.fund_id AND voucher_no = NEW.voucher_no AND part = NEW.part);
  SELECT RAISE(ABORT, 'fundledger:apart: one person does not sign these two parts')
    WHERE EXISTS (SELECT 1 FROM signature
      WHERE fund_id = NEW.fund_id AND voucher_no = NEW.voucher_no
        AND login = NEW.login AND part <> NEW.part
        AND (part IN ('prepared', 'posted')) + (NEW.part IN ('prepared', 'posted')) <> 2
        AND (part IN ('reviewed', 'chief')) + (NEW.part IN ('reviewed', 'chief')) <> 2);
END;
