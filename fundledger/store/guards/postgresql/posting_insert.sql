-- A posting goes in after the last sealed one, for the record under way.
CREATE FUNCTION fundledger_posting_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$$$
BEGIN
  IF EXISTS (SELECT 1 FROM new_rows n LEFT JOIN fund f ON f.id = n.fund_id
      WHERE n.seq IS DISTINCT FROM f.next_seq OR n.no <= f.last_posting_no) THEN
    RAISE EXCEPTION 'fundledger:seq: a posting belongs to the next audit record';
  END IF;
  RETURN NULL;
END $$$$;
CREATE TRIGGER posting_insert AFTER INSERT ON posting
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_posting_insert();
