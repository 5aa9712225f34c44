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
  IF EXISTS (SELECT 1 FROM new_rows n JOIN voucher v ON v.fund_id = n.fund_id
        AND v.no = n.voucher_no WHERE v.series = 'budget') THEN
    RAISE EXCEPTION 'fundledger:unsigned: a budget voucher is signed by nobody';
  END IF;
  IF EXISTS (SELECT 1 FROM new_rows n JOIN signature s ON s.fund_id = n.fund_id
        AND s.voucher_no = n.voucher_no AND s.login = n.login AND s.part <> n.part
      WHERE NOT (s.part IN ('prepared', 'posted') AND n.part IN ('prepared', 'posted'))
        AND NOT (s.part IN ('reviewed', 'chief') AND n.part IN ('reviewed', 'chief'))) THEN
    RAISE EXCEPTION 'fundledger:apart: one person does not sign these two parts';
  END IF;
  RETURN NULL;
END $$$$;
CREATE TRIGGER signature_insert AFTER INSERT ON signature
  REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION fundledger_signature_insert();
