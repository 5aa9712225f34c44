-- Who may: the app appends, and changes only the declared columns; a reader reads.
-- `next_seq` is granted so that the app can lock the fund's row.
REVOKE ALL ON ${table} FROM PUBLIC;
GRANT SELECT ON ${table} TO fundledger_app, fundledger_reader;
-- writes:
GRANT INSERT ON ${table} TO fundledger_app;
-- columns:
GRANT UPDATE (${columns}) ON ${table} TO fundledger_app;
