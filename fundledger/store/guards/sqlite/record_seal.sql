-- Seal a deed. Its vouchers and postings are judged as a whole, the balances move, the
-- floors of every balance the deed touched are judged (once a deed, since a
-- red-then-blue correction may dip inside it), and the head moves. `+voucher_no` keeps
-- SQLite on the few new postings: the other index would walk all old ones. CHECKs are
-- repeated, since a prompt may switch them off and on again inside a deed.
CREATE TRIGGER record_seal AFTER INSERT ON record BEGIN
  SELECT RAISE(ABORT, 'fundledger:chain: a rowid is above zero') WHERE NEW.rowid < 1;
  SELECT RAISE(ABORT, 'fundledger:genesis: two people found a fund')
    WHERE NEW.seq = 1
      AND (SELECT COUNT(*) FROM person WHERE fund_id = NEW.fund_id AND active) < 2;
  SELECT RAISE(ABORT, 'fundledger:own_role: nobody grants a role to themselves')
    WHERE NEW.seq > 1 AND EXISTS (SELECT 1 FROM role_grant
      WHERE fund_id = NEW.fund_id AND seq = NEW.seq AND login = NEW.actor);
  SELECT RAISE(ABORT, 'fundledger:voucher: a CHECK of this voucher does not hold')
    WHERE EXISTS (SELECT 1 FROM voucher WHERE fund_id = NEW.fund_id
        AND no > (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id)
        AND NOT (${voucher_checks}));
  SELECT RAISE(ABORT, 'fundledger:number: vouchers are counted without a gap')
    WHERE (SELECT COALESCE(MAX(v.no), f.last_voucher_no) - f.last_voucher_no - COUNT(v.no)
      FROM fund f LEFT JOIN voucher v ON v.fund_id = f.id AND v.no > f.last_voucher_no
      WHERE f.id = NEW.fund_id) <> 0;
  SELECT RAISE(ABORT, 'fundledger:number: voucher numbers of a month have no gap')
    WHERE EXISTS (SELECT 1 FROM voucher v WHERE v.fund_id = NEW.fund_id
        AND v.no > (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id)
      GROUP BY v.month HAVING MAX(v.number) - MIN(v.number) + 1 <> COUNT(*)
        OR MIN(v.number) <> 1 + COALESCE((SELECT MAX(o.number) FROM voucher o
          WHERE o.fund_id = NEW.fund_id AND o.month = v.month
            AND o.number < MIN(v.number)), 0));
  SELECT RAISE(ABORT, 'fundledger:month: the date of a voucher lies in its month')
    WHERE EXISTS (SELECT 1 FROM voucher v WHERE v.fund_id = NEW.fund_id
        AND v.no > (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id)
        AND substr(v.on_date, 1, 7) IS NOT v.month);
  SELECT RAISE(ABORT, 'fundledger:closed_period: this month is closed or not opened')
    WHERE EXISTS (SELECT 1 FROM (SELECT DISTINCT month FROM voucher
        WHERE fund_id = NEW.fund_id
          AND no > (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id)) v
      LEFT JOIN period p ON p.fund_id = NEW.fund_id AND p.key = v.month
      WHERE p.closed IS NOT 0);
  SELECT RAISE(ABORT, 'fundledger:amount: an amount is a whole number of fen above zero')
    WHERE EXISTS (SELECT 1 FROM posting WHERE fund_id = NEW.fund_id
        AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
        AND NOT (${posting_checks}));
  SELECT RAISE(ABORT, 'fundledger:old_voucher: no posting joins a sealed voucher')
    WHERE EXISTS (SELECT 1 FROM posting WHERE fund_id = NEW.fund_id
        AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
        AND +voucher_no <= (SELECT last_voucher_no FROM fund WHERE id = NEW.fund_id));
  SELECT RAISE(ABORT, 'fundledger:dense: postings are counted without a gap')
    WHERE (SELECT COUNT(*) FROM posting WHERE fund_id = NEW.fund_id
        AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id))
      IS NOT (SELECT COALESCE(MAX(p.no), f.last_posting_no) - f.last_posting_no
        FROM fund f LEFT JOIN posting p ON p.fund_id = f.id AND p.no > f.last_posting_no
        WHERE f.id = NEW.fund_id);
  SELECT RAISE(ABORT, 'fundledger:book: a posting never crosses books')
    WHERE EXISTS (SELECT 1 FROM posting p
      JOIN account d ON d.fund_id = p.fund_id AND d.key = p.debit
      JOIN account c ON c.fund_id = p.fund_id AND c.key = p.credit
      WHERE p.fund_id = NEW.fund_id
        AND p.no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
        AND d.book <> c.book);
  SELECT RAISE(ABORT, 'fundledger:leaf: a control account takes no posting')
    WHERE EXISTS (SELECT 1 FROM account a WHERE a.fund_id = NEW.fund_id AND a.control IN (
        SELECT debit FROM posting WHERE fund_id = NEW.fund_id
          AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
        UNION SELECT credit FROM posting WHERE fund_id = NEW.fund_id
          AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)));
  SELECT RAISE(ABORT, 'fundledger:by_project: this account is kept by project')
    WHERE EXISTS (SELECT 1 FROM posting p
      JOIN account d ON d.fund_id = p.fund_id AND d.key = p.debit
      JOIN account c ON c.fund_id = p.fund_id AND c.key = p.credit
      WHERE p.fund_id = NEW.fund_id
        AND p.no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
        AND CASE WHEN p.project_no IS NULL
          THEN 'yes' IN (d.by_project, c.by_project)
          ELSE d.by_project = 'no' AND c.by_project = 'no' END);
  INSERT INTO balance (fund_id, account_key, seq, fen)
    SELECT a.fund_id, a.key, NEW.seq, 0 FROM account a
    WHERE a.fund_id = NEW.fund_id AND a.key IN (
        SELECT debit FROM posting WHERE fund_id = NEW.fund_id
          AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
        UNION SELECT credit FROM posting WHERE fund_id = NEW.fund_id
          AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id))
      AND NOT EXISTS (SELECT 1 FROM balance b
        WHERE b.fund_id = a.fund_id AND b.account_key = a.key);
  UPDATE balance SET seq = NEW.seq, fen = balance.fen + moved.fen FROM (
      SELECT a.key, SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END) AS fen
      FROM (SELECT debit AS key, fen FROM posting WHERE fund_id = NEW.fund_id
              AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
            UNION ALL SELECT credit, -fen FROM posting WHERE fund_id = NEW.fund_id
              AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)) x
      JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
      GROUP BY a.key) moved
    WHERE balance.fund_id = NEW.fund_id AND balance.account_key = moved.key;
  INSERT INTO project_balance (fund_id, project_no, account_key, seq, fen)
    SELECT DISTINCT NEW.fund_id, x.project_no, a.key, NEW.seq, 0
    FROM (SELECT debit AS key, project_no FROM posting WHERE fund_id = NEW.fund_id
            AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
          UNION SELECT credit, project_no FROM posting WHERE fund_id = NEW.fund_id
            AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)) x
    JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
      AND a.by_project <> 'no'
    WHERE x.project_no IS NOT NULL AND NOT EXISTS (SELECT 1 FROM project_balance b
      WHERE b.fund_id = NEW.fund_id AND b.project_no = x.project_no
        AND b.account_key = a.key);
  UPDATE project_balance SET seq = NEW.seq, fen = project_balance.fen + moved.fen FROM (
      SELECT x.project_no, a.key,
        SUM(CASE a.side WHEN 'debit' THEN x.fen ELSE -x.fen END) AS fen
      FROM (SELECT debit AS key, project_no, fen FROM posting
              WHERE fund_id = NEW.fund_id
              AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
            UNION ALL SELECT credit, project_no, -fen FROM posting
              WHERE fund_id = NEW.fund_id
              AND no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)) x
      JOIN account a ON a.fund_id = NEW.fund_id AND a.key = x.key
        AND a.by_project <> 'no'
      WHERE x.project_no IS NOT NULL
      GROUP BY x.project_no, a.key) moved
    WHERE project_balance.fund_id = NEW.fund_id
      AND project_balance.project_no = moved.project_no
      AND project_balance.account_key = moved.key;
  SELECT RAISE(ABORT, 'fundledger:floor: an account would fall below its floor')
    WHERE EXISTS (SELECT 1 FROM balance b
      JOIN account a ON a.fund_id = b.fund_id AND a.key = b.account_key
      WHERE b.fund_id = NEW.fund_id AND b.seq = NEW.seq AND a.floor AND b.fen < 0);
  SELECT RAISE(ABORT, 'fundledger:floor: a project would fall below its floor')
    WHERE EXISTS (SELECT 1 FROM posting p
      JOIN project_balance b ON b.fund_id = p.fund_id AND b.project_no = p.project_no
        AND b.account_key IN (p.debit, p.credit)
      JOIN account a ON a.fund_id = b.fund_id AND a.key = b.account_key
      WHERE p.fund_id = NEW.fund_id
        AND p.no > (SELECT last_posting_no FROM fund WHERE id = NEW.fund_id)
        AND a.floor AND b.fen < 0);
  UPDATE fund SET pen = NULL, head_seq = NEW.seq, head_sha256 = NEW.sha256,
      last_voucher_no = (SELECT COALESCE(MAX(no), 0) FROM voucher
        WHERE fund_id = NEW.fund_id),
      last_posting_no = (SELECT COALESCE(MAX(no), 0) FROM posting
        WHERE fund_id = NEW.fund_id)
    WHERE id = NEW.fund_id;
END;
