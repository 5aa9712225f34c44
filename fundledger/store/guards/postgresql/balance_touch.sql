-- Balances move only while a record is being sealed: it is there, and not yet head.
CREATE FUNCTION fundledger_balance_touch() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$$$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM fund f
      JOIN record r ON r.fund_id = f.id AND r.seq = f.head_seq + 1
      WHERE f.id = NEW.fund_id AND r.seq = NEW.seq) THEN
    RAISE EXCEPTION 'fundledger:balance: balances move only by postings';
  END IF;
  RETURN NEW;
END $$$$;
-- each:
CREATE TRIGGER ${table}_touch BEFORE INSERT OR UPDATE ON ${table}
  FOR EACH ROW EXECUTE FUNCTION fundledger_balance_touch();
