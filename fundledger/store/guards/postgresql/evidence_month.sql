-- What proves a voucher changes only while its month is open.
CREATE FUNCTION fundledger_evidence_month() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$$$
BEGIN
  IF EXISTS (SELECT 1 FROM new_rows n
      LEFT JOIN voucher v ON v.fund_id = n.fund_id AND v.no = n.voucher_no
      LEFT JOIN period p ON p.fund_id = v.fund_id AND p.key = v.month
      WHERE n.voucher_no IS NOT NULL AND p.closed IS DISTINCT FROM false) THEN
    RAISE EXCEPTION
      'fundledger:closed_period: the month of this voucher is closed or not opened';
  END IF;
  RETURN NULL;
END $$$$;
-- each:
CREATE TRIGGER evidence_month_${event} AFTER ${event} ON evidence
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_evidence_month();
