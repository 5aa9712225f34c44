-- Seal a deed. Its vouchers and postings are judged as a whole, the balances move, the
-- floors of every balance the deed touched are judged (once a deed, since a
-- red-then-blue correction may dip inside it), and the head moves. New rows are those
-- above the last sealed ones. Each statement walks them once, since a large deed does
-- not stay in the page cache. `+voucher_no` keeps SQLite on the new postings: the other
-- index would walk all old ones. Nothing here is DISTINCT, MATERIALIZED or sought IN a
-- list or subquery (hence `+o.source`): a table for that takes 100 µs to make where
-- memory is given back at once. (A test reads the plans.) Balances are summed in one
-- sort, and by project only where a posting has one: a LIMIT of 0 is read before
-- anything is begun. CHECKs and keys are repeated, since a prompt may switch them off
-- and on again inside a deed; a project's key is that of the balance that moves.
CREATE TRIGGER record_seal AFTER INSERT ON record BEGIN
  SELECT RAISE(ABORT, 'fundledger:chain: a rowid is above zero') WHERE NEW.rowid < 1;
  SELECT RAISE(ABORT, 'fundledger:genesis: two people found a fund')
    WHERE NEW.seq = 1
      AND (SELECT COUNT(*) FROM person WHERE fund_id = NEW.fund_id AND active) < 2;
  SELECT RAISE(ABORT, 'fundledger:own_role: nobody grants a role to themselves')
    WHERE NEW.seq > 1 AND EXISTS (SELECT 1 FROM role_grant
      WHERE fund_id = NEW.fund_id AND seq = NEW.seq AND login = NEW.actor);
  SELECT CASE
      WHEN NEW.outcome = 'refused' AND COUNT(*) > 0 THEN
        RAISE(ABORT, 'fundledger:refusal: what is refused books nothing')
      WHEN MAX(NOT (${voucher_checks})) THEN
        RAISE(ABORT, 'fundledger:voucher: a CHECK of this voucher does not hold')
      WHEN MAX(no) - COUNT(*)
          <> (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id) THEN
        RAISE(ABORT, 'fundledger:number: vouchers are counted without a gap')
      WHEN MAX(substr(on_date, 1, 7) IS NOT month) THEN
        RAISE(ABORT, 'fundledger:month: the date of a voucher lies in its month')
      WHEN MAX((SELECT closed FROM period WHERE fund_id = NEW.fund_id
          AND key = voucher.month) IS NOT 0) THEN
        RAISE(ABORT, 'fundledger:closed_period: this month is closed or not opened')
    END
    FROM voucher WHERE fund_id = NEW.fund_id
      AND no > (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id);
  SELECT CASE
      WHEN MAX(NOT (${posting_checks})) THEN RAISE(ABORT,
        'fundledger:amount: an amount is a whole number of fen above zero')
      WHEN MIN(+voucher_no)
          <= (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id) THEN
        RAISE(ABORT, 'fundledger:old_voucher: no posting joins a sealed voucher')
      WHEN MAX(+voucher_no) > COALESCE((SELECT MAX(no) FROM voucher
          WHERE fund_id = NEW.fund_id
            AND no > (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id)), 0) THEN
        RAISE(ABORT, 'fundledger:reference: a posting names a voucher that is not there')
      WHEN MAX(no) - COUNT(*)
          <> (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id) THEN
        RAISE(ABORT, 'fundledger:dense: postings are counted without a gap')
    END
    FROM posting WHERE fund_id = NEW.fund_id
      AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id);
  SELECT CASE
      WHEN d.key IS NULL OR c.key IS NULL THEN
        RAISE(ABORT, 'fundledger:reference: a posting names an account that is not there')
      WHEN d.book <> c.book THEN
        RAISE(ABORT, 'fundledger:book: a posting never crosses books')
      WHEN d.book IS NOT p.series THEN
        RAISE(ABORT, 'fundledger:series: a voucher holds postings of its own book only')
      WHEN EXISTS (SELECT 1 FROM account WHERE fund_id = NEW.fund_id
          AND (control = d.key OR control = c.key)) THEN
        RAISE(ABORT, 'fundledger:leaf: a control account takes no posting')
      WHEN CASE WHEN p.whole THEN d.by_project = 'yes' OR c.by_project = 'yes'
          ELSE d.by_project = 'no' AND c.by_project = 'no' END THEN
        RAISE(ABORT, 'fundledger:by_project: this account is kept by project')
      WHEN (p.debit_source IS NULL) = d.by_source
          OR (p.credit_source IS NULL) = c.by_source THEN
        RAISE(ABORT, 'fundledger:by_source: this account is kept by source of funds')
      WHEN p.debit_source IS NOT NULL AND ds.key IS NULL
          OR p.credit_source IS NOT NULL AND cs.key IS NULL THEN
        RAISE(ABORT, 'fundledger:reference: a posting names a source that is not there')
      WHEN ${debit_kind} OR ${credit_kind} THEN RAISE(ABORT,
        'fundledger:restriction: restricted and unrestricted money have leaves of their own')
    END
    FROM (SELECT debit, credit, project_no IS NULL AS whole, debit_source, credit_source,
          v.series, v.kind
        FROM posting q
          LEFT JOIN voucher v ON v.fund_id = NEW.fund_id AND v.no = q.voucher_no
        WHERE q.fund_id = NEW.fund_id
          AND q.no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
        GROUP BY debit, credit, whole, debit_source, credit_source, series, kind) p
      LEFT JOIN account d ON d.fund_id = NEW.fund_id AND d.key = p.debit
      LEFT JOIN account c ON c.fund_id = NEW.fund_id AND c.key = p.credit
      LEFT JOIN funding_source ds ON ds.fund_id = NEW.fund_id AND ds.key = p.debit_source
      LEFT JOIN funding_source cs ON cs.fund_id = NEW.fund_id AND cs.key = p.credit_source;
  INSERT INTO balance (fund_id, source, account_key, seq, fen)
    SELECT NEW.fund_id, x.source, a.key, NEW.seq,
      CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END
    FROM (SELECT key, source, SUM(fen) AS fen
        FROM (SELECT debit AS key, COALESCE(debit_source, '') AS source, fen
            FROM posting WHERE fund_id = NEW.fund_id
            AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
          UNION ALL SELECT credit, COALESCE(credit_source, ''), -fen
            FROM posting WHERE fund_id = NEW.fund_id
            AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id))
        GROUP BY key, source) x
      CROSS JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
    WHERE true
    ON CONFLICT (fund_id, source, account_key)
      DO UPDATE SET seq = excluded.seq, fen = balance.fen + excluded.fen;
  INSERT INTO project_balance (fund_id, project_no, account_key, source, seq, fen)
    SELECT NEW.fund_id, x.project_no, a.key, x.source, NEW.seq,
      SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END)
    FROM (SELECT debit AS key, project_no, COALESCE(debit_source, '') AS source,
              SUM(fen) AS fen FROM posting
            WHERE fund_id = NEW.fund_id AND project_no IS NOT NULL
              AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
            GROUP BY +project_no, debit, debit_source
          UNION ALL SELECT credit, project_no, COALESCE(credit_source, ''), -SUM(fen)
            FROM posting
            WHERE fund_id = NEW.fund_id AND project_no IS NOT NULL
              AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
            GROUP BY +project_no, credit, credit_source) x
      CROSS JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
    WHERE a.by_project <> 'no' GROUP BY x.project_no, a.key, x.source
    LIMIT (SELECT CASE WHEN MAX(project_no) IS NULL THEN 0 ELSE -1 END FROM posting
      WHERE fund_id = NEW.fund_id
        AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id))
    ON CONFLICT (fund_id, project_no, account_key, source)
      DO UPDATE SET seq = excluded.seq, fen = project_balance.fen + excluded.fen;
  SELECT RAISE(ABORT, 'fundledger:cover: what is owed to a project is approved for payment')
    FROM posting p JOIN project_balance o ON o.fund_id = NEW.fund_id
      AND o.project_no = p.project_no AND o.account_key = 'payable'
      AND +o.source IN (p.debit_source, p.credit_source)
    WHERE p.fund_id = NEW.fund_id
      AND p.no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
      AND p.project_no IS NOT NULL
      AND (p.debit IN ('payable', 'b_payment') OR p.credit IN ('payable', 'b_payment'))
      AND o.fen > COALESCE((SELECT fen FROM project_balance WHERE fund_id = NEW.fund_id
        AND project_no = o.project_no AND account_key = 'b_payment'
        AND source = o.source), 0);
  SELECT CASE
      WHEN g.fen <> 0 THEN
        RAISE(ABORT, 'fundledger:gap: a restricted source has no gap')
      WHEN (SELECT SUM(CASE a.side WHEN 'credit' THEN b.fen ELSE -b.fen END)
          FROM balance b JOIN account a ON a.fund_id = b.fund_id AND a.key = b.account_key
          WHERE b.fund_id = NEW.fund_id AND b.source = s.key
            AND a.restricted IS NOT NULL) < 0 THEN
        RAISE(ABORT, 'fundledger:source: restricted money was spent on something else')
    END
    FROM funding_source s LEFT JOIN balance g ON g.fund_id = s.fund_id
      AND g.source = s.key AND g.account_key = 'b_uncovered'
    WHERE s.fund_id = NEW.fund_id AND s.restricted
      AND EXISTS (SELECT 1 FROM balance t WHERE t.fund_id = s.fund_id
        AND t.source = s.key AND t.seq = NEW.seq);
  UPDATE fund SET next_seq = NULL, head_seq = NEW.seq, head_sha256 = NEW.sha256,
      last_voucher_no = (SELECT COALESCE(MAX(no), 0) FROM voucher
        WHERE fund_id = NEW.fund_id),
      last_posting_no = (SELECT COALESCE(MAX(no), 0) FROM posting
        WHERE fund_id = NEW.fund_id)
    WHERE id = NEW.fund_id;
END;
