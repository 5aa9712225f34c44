-- A signature goes in only for the record whose number was taken; it names a voucher
-- and a person that are there. Vouchers are dense, so the last number tells.
CREATE FUNCTION fundledger_signature_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$$$
BEGIN
  IF EXISTS (SELECT 1 FROM new_rows n LEFT JOIN fund f ON f.id = n.fund_id
      WHERE n.seq IS DISTINCT FROM f.next_seq) THEN
    RAISE EXCEPTION 'fundledger:seq: a row of signature belongs to the next audit record';
  END IF;
  IF EXISTS (SELECT 1 FROM (SELECT fund_id, login, MIN(voucher_no) AS first,
        MAX(voucher_no) AS last FROM new_rows GROUP BY fund_id, login) n
      LEFT JOIN person p ON p.fund_id = n.fund_id AND p.login = n.login
      WHERE p.login IS NULL OR n.first < 1 OR n.last > COALESCE(
        (SELECT MAX(no) FROM voucher WHERE fund_id = n.fund_id), 0)) THEN
    RAISE EXCEPTION
      'fundledger:reference: a signature names a voucher or a person that is not there';
  END IF;
  RETURN NULL;
END $$$$;
CREATE TRIGGER signature_insert AFTER INSERT ON signature
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_signature_insert();
