-- A fund begins with an empty chain and its next number taken for the first record, which the
-- deferred foreign key then demands: there is no fund without its genesis.
CREATE FUNCTION fundledger_fund_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$$$
BEGIN
  IF NEW.head_seq <> 0 OR NEW.head_sha256 <> '${no_hash}'
      OR NEW.last_voucher_no <> 0 OR NEW.last_posting_no <> 0
      OR NEW.next_seq IS DISTINCT FROM 1 THEN
    RAISE EXCEPTION 'fundledger:genesis: a fund begins with an empty chain';
  END IF;
  RETURN NEW;
END $$$$;
CREATE TRIGGER fund_insert BEFORE INSERT ON fund
  FOR EACH ROW EXECUTE FUNCTION fundledger_fund_insert();
