-- Two things happen to a fund's row. The next number is taken: a deferred
-- foreign key then demands that record before the commit. And the record is sealed: the
-- head moves by one to an existing record that follows the old head, and no number is
-- taken any more.
CREATE FUNCTION fundledger_fund_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$$$
BEGIN
  IF (NEW.id, NEW.code, NEW.name, NEW.replay)
      IS DISTINCT FROM (OLD.id, OLD.code, OLD.name, OLD.replay) THEN
    RAISE EXCEPTION 'fundledger:fixed: this column of fund never changes';
  END IF;
  IF NEW.head_seq = OLD.head_seq THEN
    IF OLD.next_seq IS NOT NULL OR NEW.next_seq IS DISTINCT FROM OLD.head_seq + 1
        OR (NEW.head_sha256, NEW.last_voucher_no, NEW.last_posting_no) IS DISTINCT FROM
          (OLD.head_sha256, OLD.last_voucher_no, OLD.last_posting_no) THEN
      RAISE EXCEPTION 'fundledger:next_record: next_seq is taken for the next audit record';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.next_seq IS NOT NULL OR NOT EXISTS (SELECT 1 FROM record WHERE fund_id = OLD.id
      AND seq = OLD.next_seq AND seq = OLD.head_seq + 1 AND seq = NEW.head_seq
      AND prev_sha256 = OLD.head_sha256 AND sha256 = NEW.head_sha256) THEN
    RAISE EXCEPTION 'fundledger:head: the head moves only to the next audit record';
  END IF;
  IF NEW.last_voucher_no IS DISTINCT FROM
        (SELECT COALESCE(MAX(no), 0) FROM voucher WHERE fund_id = OLD.id)
      OR NEW.last_posting_no IS DISTINCT FROM
        (SELECT COALESCE(MAX(no), 0) FROM posting WHERE fund_id = OLD.id) THEN
    RAISE EXCEPTION 'fundledger:head: the last rows are those sealed last';
  END IF;
  RETURN NEW;
END $$$$;
CREATE TRIGGER fund_update BEFORE UPDATE ON fund
  FOR EACH ROW EXECUTE FUNCTION fundledger_fund_update();
