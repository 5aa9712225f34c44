-- A voucher goes in after the last sealed one, for the record under way, over no other,
-- with the next number of its month and series; a budget voucher names the money
-- voucher that the same deed wrote just before it. Month and period are judged when the record is
-- sealed.
CREATE TRIGGER voucher_insert BEFORE INSERT ON voucher BEGIN
  SELECT RAISE(ABORT, 'fundledger:seq: a voucher belongs to the next audit record')
    WHERE NOT EXISTS (SELECT 1 FROM fund WHERE id = NEW.fund_id
      AND next_seq = NEW.seq AND NEW.no > last_voucher_no);
  SELECT RAISE(ABORT, 'fundledger:exists: this voucher is already there')
    WHERE EXISTS (SELECT 1 FROM voucher WHERE fund_id = NEW.fund_id AND no = NEW.no);
  SELECT RAISE(ABORT, 'fundledger:number: a voucher takes the next number of its month')
    WHERE NEW.number IS NOT 1 + COALESCE((SELECT MAX(number) FROM voucher
      WHERE fund_id = NEW.fund_id AND month = NEW.month AND series = NEW.series), 0);
  SELECT RAISE(ABORT, 'fundledger:pair: a budget voucher names the money voucher of its deed')
    WHERE NEW.pair_no IS NOT NULL AND NOT EXISTS (SELECT 1 FROM voucher
      WHERE fund_id = NEW.fund_id AND no = NEW.pair_no AND seq = NEW.seq
        AND series = 'money' AND on_date = NEW.on_date);
  SELECT RAISE(ABORT, 'fundledger:reference: a voucher annuls one that is not there')
    WHERE NEW.annuls_no IS NOT NULL AND NOT EXISTS (SELECT 1 FROM voucher
      WHERE fund_id = NEW.fund_id AND no = NEW.annuls_no);
  SELECT RAISE(ABORT, 'fundledger:exists: this voucher is annulled already')
    WHERE NEW.annuls_no IS NOT NULL AND EXISTS (SELECT 1 FROM voucher
      WHERE fund_id = NEW.fund_id AND annuls_no = NEW.annuls_no);
END;
