-- A row goes in only for the record whose number was taken.
CREATE FUNCTION fundledger_row_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$$$
BEGIN
  IF EXISTS (SELECT 1 FROM new_rows n LEFT JOIN fund f ON f.id = n.fund_id
      WHERE n.seq IS DISTINCT FROM f.next_seq) THEN
    RAISE EXCEPTION 'fundledger:seq: a row of % belongs to the next audit record',
      TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$$$;
-- each:
CREATE TRIGGER ${table}_insert AFTER INSERT ON ${table}
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_row_insert();
