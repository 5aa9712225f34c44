-- The two group roles; logins are made members of one of them.
-- Who writes may read as the reader, as queries do.
DO $$$$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'fundledger_app') THEN
    CREATE ROLE fundledger_app NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'fundledger_reader') THEN
    CREATE ROLE fundledger_reader NOLOGIN;
    GRANT fundledger_reader TO fundledger_app;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$$$;
