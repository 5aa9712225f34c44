-- Nothing is ever deleted: a mistake is reversed in red.
CREATE FUNCTION fundledger_never_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$$$
BEGIN
  RAISE EXCEPTION 'fundledger:never_deleted: rows of % are never deleted',
    TG_TABLE_NAME;
END $$$$;
-- each:
CREATE TRIGGER ${table}_delete BEFORE DELETE OR TRUNCATE ON ${table}
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_never_delete();
