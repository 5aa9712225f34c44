-- Balances move only while a record is being sealed: it is there, and not yet head.
CREATE TRIGGER ${table}_${event} BEFORE ${event} ON ${table} BEGIN
  SELECT RAISE(ABORT, 'fundledger:balance: balances move only by postings')
    WHERE NOT EXISTS (
      SELECT 1 FROM fund f JOIN record r ON r.fund_id = f.id AND r.seq = f.head_seq + 1
      WHERE f.id = NEW.fund_id AND r.seq = NEW.seq);
END;
