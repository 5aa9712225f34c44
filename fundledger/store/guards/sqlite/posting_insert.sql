-- A posting goes in after the last sealed one, for the record under way. The rest is
-- judged over all its postings when the record is sealed.
CREATE TRIGGER posting_insert BEFORE INSERT ON posting BEGIN
  SELECT RAISE(ABORT, 'fundledger:seq: a posting belongs to the next audit record')
    WHERE NOT EXISTS (SELECT 1 FROM fund WHERE id = NEW.fund_id
      AND next_seq = NEW.seq AND NEW.no > last_posting_no);
END;
