-- A record follows the head, hashes what it says, and is made by who is connected: by
-- what an earlier record says of them, since a deed could make anybody anyone. Where a
-- past is done again, one user acts for everybody in it, and the record names whom the
-- past names; the actor is still a person of the fund.
CREATE FUNCTION fundledger_record_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$$$
DECLARE
  replayed boolean := (SELECT replay IS NOT NULL FROM fund WHERE id = NEW.fund_id);
BEGIN
  IF NOT EXISTS (SELECT 1 FROM fund WHERE id = NEW.fund_id
      AND NEW.seq = next_seq AND NEW.prev_sha256 = head_sha256) THEN
    RAISE EXCEPTION 'fundledger:chain: a record follows the head of its chain';
  END IF;
  IF position(E'\n' IN NEW.stamp) > 0 THEN
    RAISE EXCEPTION 'fundledger:chain: a stamp is one line';
  END IF;
  IF NEW.sha256 IS DISTINCT FROM encode(sha256(convert_to(NEW.prev_sha256 || E'\n'
      || NEW.stamp || E'\n' || NEW.body || E'\n', 'UTF8')), 'hex') THEN
    RAISE EXCEPTION 'fundledger:chain: the hash is not that of the record';
  END IF;
  IF NOT replayed AND NEW.database_user IS DISTINCT FROM session_user THEN
    RAISE EXCEPTION 'fundledger:session: the record names another database user';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM person WHERE fund_id = NEW.fund_id
      AND login = NEW.actor AND (replayed OR database_user = session_user) AND active
      AND (seq < NEW.seq OR NEW.seq = 1)) THEN
    RAISE EXCEPTION 'fundledger:session: this database user is not %', NEW.actor;
  END IF;
  RETURN NEW;
END $$$$;
CREATE TRIGGER record_insert BEFORE INSERT ON record
  FOR EACH ROW EXECUTE FUNCTION fundledger_record_insert();
