-- What is written here is never rewritten.
CREATE FUNCTION fundledger_never_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$$$
BEGIN
  RAISE EXCEPTION 'fundledger:append_only: rows of % are never changed', TG_TABLE_NAME;
END $$$$;
-- each:
CREATE TRIGGER ${table}_update BEFORE UPDATE ON ${table}
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_update();
