-- Seal a deed. Its vouchers and postings are judged as a whole, the balances move, the
-- floors of every balance the deed touched are judged (once a deed, since a
-- red-then-blue correction may dip inside it), and the head moves. New rows are those
-- above the last sealed ones. Each statement walks them once, since a large deed does
-- not stay in the page cache; postings are summed by pair of accounts before they meet
-- anything else. `+voucher_no` keeps SQLite on the new postings: the other index would
-- walk all old ones. CHECKs are repeated, since a prompt may switch them off and on
-- again inside a deed.
CREATE TRIGGER record_seal AFTER INSERT ON record BEGIN
  SELECT RAISE(ABORT, 'fundledger:chain: a rowid is above zero') WHERE NEW.rowid < 1;
  SELECT RAISE(ABORT, 'fundledger:genesis: two people found a fund')
    WHERE NEW.seq = 1
      AND (SELECT COUNT(*) FROM person WHERE fund_id = NEW.fund_id AND active) < 2;
  SELECT RAISE(ABORT, 'fundledger:own_role: nobody grants a role to themselves')
    WHERE NEW.seq > 1 AND EXISTS (SELECT 1 FROM role_grant
      WHERE fund_id = NEW.fund_id AND seq = NEW.seq AND login = NEW.actor);
  SELECT CASE
      WHEN v.unsound THEN
        RAISE(ABORT, 'fundledger:voucher: a CHECK of this voucher does not hold')
      WHEN v.latest - f.last_voucher_no <> v.fresh THEN
        RAISE(ABORT, 'fundledger:number: vouchers are counted without a gap')
      WHEN v.elsewhere THEN
        RAISE(ABORT, 'fundledger:month: the date of a voucher lies in its month')
      WHEN (SELECT SUM((SELECT MAX(number) FROM voucher
              WHERE fund_id = NEW.fund_id AND month = m.month)
            - COALESCE((SELECT number FROM voucher
              WHERE fund_id = NEW.fund_id AND month = m.month
                AND no <= f.last_voucher_no ORDER BY number DESC LIMIT 1), 0))
          FROM (SELECT DISTINCT month FROM voucher
            WHERE fund_id = NEW.fund_id AND no > f.last_voucher_no) m) <> v.fresh THEN
        RAISE(ABORT, 'fundledger:number: voucher numbers of a month have no gap')
      WHEN EXISTS (SELECT 1 FROM (SELECT DISTINCT month FROM voucher
            WHERE fund_id = NEW.fund_id AND no > f.last_voucher_no) m
          LEFT JOIN period p ON p.fund_id = NEW.fund_id AND p.key = m.month
          WHERE p.closed IS NOT 0) THEN
        RAISE(ABORT, 'fundledger:closed_period: this month is closed or not opened')
    END
    FROM fund f, (SELECT COUNT(*) AS fresh, MAX(no) AS latest,
        MAX(NOT (${voucher_checks})) AS unsound,
        MAX(substr(on_date, 1, 7) IS NOT month) AS elsewhere
      FROM voucher WHERE fund_id = NEW.fund_id
        AND no > (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id)) v
    WHERE f.id = NEW.fund_id AND v.fresh > 0;
  SELECT CASE
      WHEN p.unsound THEN RAISE(ABORT,
        'fundledger:amount: an amount is a whole number of fen above zero')
      WHEN p.oldest <= f.last_voucher_no THEN
        RAISE(ABORT, 'fundledger:old_voucher: no posting joins a sealed voucher')
      WHEN p.latest - f.last_posting_no <> p.fresh THEN
        RAISE(ABORT, 'fundledger:dense: postings are counted without a gap')
    END
    FROM fund f, (SELECT COUNT(*) AS fresh, MAX(no) AS latest,
        MAX(NOT (${posting_checks})) AS unsound, MIN(+voucher_no) AS oldest
      FROM posting WHERE fund_id = NEW.fund_id
        AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)) p
    WHERE f.id = NEW.fund_id AND p.fresh > 0;
  SELECT CASE
      WHEN d.book <> c.book THEN
        RAISE(ABORT, 'fundledger:book: a posting never crosses books')
      WHEN d.key IN (SELECT control FROM account WHERE fund_id = NEW.fund_id)
          OR c.key IN (SELECT control FROM account WHERE fund_id = NEW.fund_id) THEN
        RAISE(ABORT, 'fundledger:leaf: a control account takes no posting')
      WHEN CASE WHEN p.whole THEN 'yes' IN (d.by_project, c.by_project)
          ELSE d.by_project = 'no' AND c.by_project = 'no' END THEN
        RAISE(ABORT, 'fundledger:by_project: this account is kept by project')
    END
    FROM (SELECT DISTINCT debit, credit, project_no IS NULL AS whole FROM posting
        WHERE fund_id = NEW.fund_id
          AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)) p
      CROSS JOIN account d ON d.fund_id = NEW.fund_id AND d.key = p.debit
      CROSS JOIN account c ON c.fund_id = NEW.fund_id AND c.key = p.credit;
  INSERT INTO balance (fund_id, account_key, seq, fen)
    SELECT NEW.fund_id, a.key, NEW.seq,
      SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END)
    FROM (WITH pair AS MATERIALIZED (SELECT debit, credit, SUM(fen) AS fen FROM posting
            WHERE fund_id = NEW.fund_id
              AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
            GROUP BY debit, credit)
          SELECT debit AS key, fen FROM pair
          UNION ALL SELECT credit, -fen FROM pair) x
      CROSS JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
    WHERE true GROUP BY a.key
    ON CONFLICT (fund_id, account_key)
      DO UPDATE SET seq = excluded.seq, fen = balance.fen + excluded.fen;
  INSERT INTO project_balance (fund_id, project_no, account_key, seq, fen)
    SELECT NEW.fund_id, x.project_no, a.key, NEW.seq,
      SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END)
    FROM (WITH pair AS MATERIALIZED (SELECT project_no, debit, credit, SUM(fen) AS fen
            FROM posting WHERE fund_id = NEW.fund_id AND project_no IS NOT NULL
              AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
            GROUP BY project_no, debit, credit)
          SELECT debit AS key, project_no, fen FROM pair
          UNION ALL SELECT credit, project_no, -fen FROM pair) x
      CROSS JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
    WHERE a.by_project <> 'no' GROUP BY x.project_no, a.key
    ON CONFLICT (fund_id, project_no, account_key)
      DO UPDATE SET seq = excluded.seq, fen = project_balance.fen + excluded.fen;
  UPDATE fund SET pen = NULL, head_seq = NEW.seq, head_sha256 = NEW.sha256,
      last_voucher_no = (SELECT COALESCE(MAX(no), 0) FROM voucher
        WHERE fund_id = NEW.fund_id),
      last_posting_no = (SELECT COALESCE(MAX(no), 0) FROM posting
        WHERE fund_id = NEW.fund_id)
    WHERE id = NEW.fund_id;
END;
