-- The classic line view: each posting seen from either side. A red debit shows as a
-- negative credit of its account, a red credit as a negative debit (会计基础工作规范 §51).
CREATE VIEW line AS
  SELECT fund_id, voucher_no, no AS posting_no, seq, debit AS account_key, project_no,
    debit_source AS source,
    CASE WHEN debit_red THEN 0 ELSE fen END AS debit_fen,
    CASE WHEN debit_red THEN -fen ELSE 0 END AS credit_fen
  FROM posting
  UNION ALL
  SELECT fund_id, voucher_no, no, seq, credit, project_no, credit_source,
    CASE WHEN credit_red THEN -fen ELSE 0 END,
    CASE WHEN credit_red THEN 0 ELSE fen END
  FROM posting;
