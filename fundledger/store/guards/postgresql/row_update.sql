-- Only the declared columns of a row change, and only for the next audit record.
CREATE FUNCTION fundledger_row_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$$$
BEGIN
  IF NEW.seq IS DISTINCT FROM (SELECT next_seq FROM fund WHERE id = NEW.fund_id) THEN
    RAISE EXCEPTION 'fundledger:seq: a row of % belongs to the next audit record',
      TG_TABLE_NAME;
  END IF;
  IF (to_jsonb(OLD) - TG_ARGV) IS DISTINCT FROM (to_jsonb(NEW) - TG_ARGV) THEN
    RAISE EXCEPTION 'fundledger:fixed: this column of % never changes', TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$$$;
-- each:
CREATE TRIGGER ${table}_update BEFORE UPDATE ON ${table}
  FOR EACH ROW EXECUTE FUNCTION fundledger_row_update(${mutable});
