-- Every key begins with the fund, and without statistics SQLite takes the primary key
-- by the fund alone: it walks all postings to find those of one project. These fixed
-- figures (many rows a fund, few a key) keep it on the longest key that fits; they are
-- not taken from the data, so plans are the same at every size.
INSERT INTO sqlite_stat1 (tbl, idx, stat)
  SELECT l.name, CASE WHEN i.origin = 'pk' AND l.wr THEN l.name ELSE i.name END,
    CASE WHEN l.name = 'fund' THEN '100 1' ELSE
      '1000000 ' || iif(i.origin = 'pk', 500000, 1000000) || (
        SELECT group_concat(iif(i."unique" AND k.seqno = (
          SELECT MAX(seqno) FROM pragma_index_info(i.name)), ' 1', ' 20'), '')
        FROM pragma_index_info(i.name) k WHERE k.seqno > 0) END
  FROM pragma_table_list l JOIN pragma_index_list(l.name) i
  WHERE l.schema = 'main' AND l.type = 'table'
    AND l.name NOT LIKE 'sqlite%' AND l.name <> 'alembic_version';
