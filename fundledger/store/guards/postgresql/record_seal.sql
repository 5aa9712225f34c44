-- Seal a deed. Its vouchers and postings are judged as a whole, the balances move, the
-- floors of every balance the deed touched are judged (once a deed, since a
-- red-then-blue correction may dip inside it), and the head moves. Postings name only
-- what is there: vouchers are dense, and each pair of accounts is looked up once. (Foreign
-- keys would ask for every row, which took a third of an import; nothing that is named
-- is ever deleted or renumbered.) New rows are sought between two numbers: for `no >`
-- with a number it does not know, a plan expects a third of the table, and reads it all.
CREATE FUNCTION fundledger_record_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$$$
DECLARE
  sealed bigint := (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id);
  sealed_voucher bigint := (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id);
  latest bigint;
  latest_voucher bigint;
  fresh bigint;
  first_voucher bigint;
  last_voucher bigint;
  unknown boolean;
  crossed boolean;
  mixed boolean;
  controlled boolean;
  misplaced boolean;
  sourceless boolean;
  nowhere boolean;
  wrong_kind boolean;
BEGIN
  IF NEW.seq = 1 AND (SELECT COUNT(*) FROM person
      WHERE fund_id = NEW.fund_id AND active) < 2 THEN
    RAISE EXCEPTION 'fundledger:genesis: two people found a fund';
  END IF;
  IF NEW.seq > 1 AND EXISTS (SELECT 1 FROM role_grant
      WHERE fund_id = NEW.fund_id AND seq = NEW.seq AND login = NEW.actor) THEN
    RAISE EXCEPTION 'fundledger:own_role: nobody grants a role to themselves';
  END IF;
  latest_voucher := COALESCE(
    (SELECT MAX(no) FROM voucher WHERE fund_id = NEW.fund_id), sealed_voucher);
  SELECT COUNT(*) INTO fresh FROM voucher WHERE fund_id = NEW.fund_id
    AND no BETWEEN sealed_voucher + 1 AND latest_voucher;
  IF fresh > 0 THEN
    IF NEW.outcome = 'refused' THEN
      RAISE EXCEPTION 'fundledger:refusal: what is refused books nothing';
    END IF;
    IF latest_voucher - sealed_voucher <> fresh THEN
      RAISE EXCEPTION 'fundledger:number: vouchers are counted without a gap';
    END IF;
    IF EXISTS (SELECT 1 FROM (SELECT month, series, MIN(number) AS low,
          MAX(number) AS high, COUNT(*) AS count FROM voucher
          WHERE fund_id = NEW.fund_id
            AND no BETWEEN sealed_voucher + 1 AND latest_voucher GROUP BY month, series) v
        WHERE v.high - v.low + 1 <> v.count OR v.low <> 1 + COALESCE(
          (SELECT MAX(o.number) FROM voucher o WHERE o.fund_id = NEW.fund_id
            AND o.month = v.month AND o.series = v.series AND o.number < v.low), 0)) THEN
      RAISE EXCEPTION 'fundledger:number: voucher numbers of a month have no gap';
    END IF;
    IF EXISTS (SELECT 1 FROM voucher b LEFT JOIN voucher m ON m.fund_id = b.fund_id
          AND m.no = b.pair_no AND m.seq = b.seq AND m.series = 'money'
          AND m.on_date = b.on_date
        WHERE b.fund_id = NEW.fund_id
          AND b.no BETWEEN sealed_voucher + 1 AND latest_voucher
          AND b.pair_no IS NOT NULL AND m.no IS NULL) THEN
      RAISE EXCEPTION 'fundledger:pair: a budget voucher names the money voucher of its deed';
    END IF;
    IF EXISTS (SELECT 1 FROM voucher v
        WHERE v.fund_id = NEW.fund_id
          AND v.no BETWEEN sealed_voucher + 1 AND latest_voucher
          AND to_char(v.on_date, 'YYYY-MM BC') IS DISTINCT FROM v.month || ' AD') THEN
      RAISE EXCEPTION 'fundledger:month: the date of a voucher lies in its month';
    END IF;
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT month FROM voucher
          WHERE fund_id = NEW.fund_id
            AND no BETWEEN sealed_voucher + 1 AND latest_voucher) v
        LEFT JOIN period p ON p.fund_id = NEW.fund_id AND p.key = v.month
        WHERE p.closed IS DISTINCT FROM false) THEN
      RAISE EXCEPTION 'fundledger:closed_period: this month is closed or not opened';
    END IF;
  END IF;
  latest := COALESCE(
    (SELECT MAX(no) FROM posting WHERE fund_id = NEW.fund_id), sealed);
  SELECT COUNT(*), MIN(voucher_no), MAX(voucher_no)
    INTO fresh, first_voucher, last_voucher FROM posting
    WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest;
  IF fresh > 0 THEN
    IF latest - sealed <> fresh THEN
      RAISE EXCEPTION 'fundledger:dense: postings are counted without a gap';
    END IF;
    IF first_voucher <= sealed_voucher THEN
      RAISE EXCEPTION 'fundledger:old_voucher: no posting joins a sealed voucher';
    END IF;
    IF last_voucher > latest_voucher THEN
      RAISE EXCEPTION 'fundledger:reference: a posting names a voucher that is not there';
    END IF;
    SELECT bool_or(d.key IS NULL OR c.key IS NULL
          OR p.project_no IS NOT NULL AND j.no IS NULL),
        bool_or(d.book <> c.book),
        bool_or(d.book IS DISTINCT FROM p.series),
        bool_or(d.key IN (SELECT control FROM account WHERE fund_id = NEW.fund_id)
          OR c.key IN (SELECT control FROM account WHERE fund_id = NEW.fund_id)),
        bool_or(CASE WHEN p.project_no IS NULL
          THEN 'yes' IN (d.by_project, c.by_project)
          ELSE d.by_project = 'no' AND c.by_project = 'no' END),
        bool_or((p.debit_source IS NULL) = d.by_source
          OR (p.credit_source IS NULL) = c.by_source),
        bool_or(p.debit_source IS NOT NULL AND ds.key IS NULL
          OR p.credit_source IS NOT NULL AND cs.key IS NULL),
        bool_or(${debit_kind} OR ${credit_kind})
      INTO unknown, crossed, mixed, controlled, misplaced, sourceless, nowhere, wrong_kind
      FROM (SELECT q.debit, q.credit, q.project_no, v.series, v.kind,
            q.debit_source, q.credit_source FROM posting q
          LEFT JOIN voucher v ON v.fund_id = q.fund_id AND v.no = q.voucher_no
          WHERE q.fund_id = NEW.fund_id AND q.no BETWEEN sealed + 1 AND latest
          GROUP BY 1, 2, 3, 4, 5, 6, 7) p
        LEFT JOIN account d ON d.fund_id = NEW.fund_id AND d.key = p.debit
        LEFT JOIN account c ON c.fund_id = NEW.fund_id AND c.key = p.credit
        LEFT JOIN project j ON j.fund_id = NEW.fund_id AND j.no = p.project_no
        LEFT JOIN funding_source ds ON ds.fund_id = NEW.fund_id AND ds.key = p.debit_source
        LEFT JOIN funding_source cs ON cs.fund_id = NEW.fund_id AND cs.key = p.credit_source;
    IF unknown THEN
      RAISE EXCEPTION
        'fundledger:reference: a posting names an account or a project that is not there';
    END IF;
    IF crossed THEN
      RAISE EXCEPTION 'fundledger:book: a posting never crosses books';
    END IF;
    IF mixed THEN
      RAISE EXCEPTION 'fundledger:series: a voucher holds postings of its own book only';
    END IF;
    IF controlled THEN
      RAISE EXCEPTION 'fundledger:leaf: a control account takes no posting';
    END IF;
    IF misplaced THEN
      RAISE EXCEPTION 'fundledger:by_project: this account is kept by project';
    END IF;
    IF sourceless THEN
      RAISE EXCEPTION 'fundledger:by_source: this account is kept by source of funds';
    END IF;
    IF nowhere THEN
      RAISE EXCEPTION 'fundledger:reference: a posting names a source that is not there';
    END IF;
    IF wrong_kind THEN
      RAISE EXCEPTION
        'fundledger:restriction: restricted and unrestricted money have leaves of their own';
    END IF;
    WITH pair AS MATERIALIZED (SELECT debit, credit, debit_source, credit_source,
          SUM(fen) AS fen FROM posting
        WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest
        GROUP BY debit, credit, debit_source, credit_source)
    INSERT INTO balance AS b (fund_id, source, account_key, seq, fen)
      SELECT NEW.fund_id, x.source, a.key, NEW.seq,
        SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END)::bigint
      FROM (SELECT debit AS key, COALESCE(debit_source, '') AS source, fen FROM pair
            UNION ALL SELECT credit, COALESCE(credit_source, ''), -fen FROM pair) x
      JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
      GROUP BY x.source, a.key
      ON CONFLICT (fund_id, source, account_key)
        DO UPDATE SET seq = EXCLUDED.seq, fen = b.fen + EXCLUDED.fen;
    WITH pair AS MATERIALIZED (SELECT project_no, debit, credit, debit_source,
          credit_source, SUM(fen) AS fen
        FROM posting WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest
          AND project_no IS NOT NULL
        GROUP BY project_no, debit, credit, debit_source, credit_source)
    INSERT INTO project_balance AS b (fund_id, project_no, account_key, source, seq, fen)
      SELECT NEW.fund_id, x.project_no, a.key, x.source, NEW.seq,
        SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END)::bigint
      FROM (SELECT debit AS key, project_no, COALESCE(debit_source, '') AS source, fen
              FROM pair
            UNION ALL SELECT credit, project_no, COALESCE(credit_source, ''), -fen
              FROM pair) x
      JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
        AND a.by_project <> 'no'
      GROUP BY x.project_no, a.key, x.source
      ON CONFLICT (fund_id, project_no, account_key, source)
        DO UPDATE SET seq = EXCLUDED.seq, fen = b.fen + EXCLUDED.fen;
    IF EXISTS (SELECT 1 FROM balance b
        JOIN account a ON a.fund_id = b.fund_id AND a.key = b.account_key
        WHERE b.fund_id = NEW.fund_id AND b.seq = NEW.seq
          AND a.floor AND b.fen < 0) THEN
      RAISE EXCEPTION 'fundledger:floor: an account would fall below its floor';
    END IF;
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT project_no, debit, credit FROM posting
          WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest
            AND project_no IS NOT NULL) p
        JOIN project_balance b ON b.fund_id = NEW.fund_id
          AND b.project_no = p.project_no AND b.account_key IN (p.debit, p.credit)
        JOIN account a ON a.fund_id = b.fund_id AND a.key = b.account_key
        WHERE a.floor AND b.fen < 0) THEN
      RAISE EXCEPTION 'fundledger:floor: a project would fall below its floor';
    END IF;
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT project_no FROM posting
          WHERE fund_id = NEW.fund_id AND no BETWEEN sealed + 1 AND latest
            AND project_no IS NOT NULL AND (debit IN ('payable', 'b_payment')
              OR credit IN ('payable', 'b_payment'))) p
        JOIN project_balance o ON o.fund_id = NEW.fund_id
          AND o.project_no = p.project_no AND o.account_key = 'payable'
        WHERE o.fen > COALESCE((SELECT fen FROM project_balance c
          WHERE c.fund_id = NEW.fund_id AND c.project_no = o.project_no
            AND c.account_key = 'b_payment' AND c.source = o.source), 0)) THEN
      RAISE EXCEPTION
        'fundledger:cover: what is owed to a project is approved for payment';
    END IF;
    IF EXISTS (SELECT 1 FROM funding_source s JOIN balance g ON g.fund_id = s.fund_id
          AND g.source = s.key AND g.account_key = 'b_uncovered' AND g.seq = NEW.seq
        WHERE s.fund_id = NEW.fund_id AND s.restricted AND g.fen <> 0) THEN
      RAISE EXCEPTION 'fundledger:gap: a restricted source has no gap';
    END IF;
    IF EXISTS (SELECT 1 FROM funding_source s
        WHERE s.fund_id = NEW.fund_id AND s.restricted
          AND EXISTS (SELECT 1 FROM balance t WHERE t.fund_id = s.fund_id
            AND t.source = s.key AND t.seq = NEW.seq)
          AND (SELECT SUM(CASE a.side WHEN 'credit' THEN b.fen ELSE -b.fen END)
            FROM balance b JOIN account a ON a.fund_id = b.fund_id
              AND a.key = b.account_key
            WHERE b.fund_id = s.fund_id AND b.source = s.key
              AND a.restricted IS NOT NULL) < 0) THEN
      RAISE EXCEPTION
        'fundledger:source: restricted money was spent on something else';
    END IF;
  END IF;
  UPDATE fund SET next_seq = NULL, head_seq = NEW.seq, head_sha256 = NEW.sha256,
      last_voucher_no = latest_voucher, last_posting_no = latest
    WHERE id = NEW.fund_id;
  RETURN NULL;
END $$$$;
CREATE TRIGGER record_seal AFTER INSERT ON record
  FOR EACH ROW EXECUTE FUNCTION fundledger_record_seal();
