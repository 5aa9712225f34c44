-- What PostgreSQL's own catalogue says of our schema, as names and definitions.
-- $$relations: pg_class c, those of schema public, those of extensions left out.

-- Relations, and what could make a table show other rows than it holds.
SELECT CASE c.relkind WHEN 'r' THEN 'table ' WHEN 'v' THEN 'view '
    ELSE 'relation ' || c.relkind::text || ' ' END || c.relname,
  concat_ws(' ', c.relpersistence::text,
    CASE WHEN c.relrowsecurity THEN 'row security' END,
    CASE WHEN c.relhassubclass THEN 'inherited' END,
    CASE WHEN c.relkind = 'v' THEN regexp_replace(regexp_replace(
      pg_get_viewdef(c.oid), '\s+', ' ', 'g'), '(?<!FROM )posting\.', '', 'g') END)
FROM $relations WHERE c.relkind NOT IN ('i', 't', 'I');

SELECT 'column ' || c.relname || '.' || a.attname,
  concat_ws(' ', format_type(a.atttypid, a.atttypmod), l.collname,
    CASE WHEN a.attnotnull THEN 'NOT NULL' END, pg_get_expr(e.adbin, e.adrelid),
    NULLIF(a.attidentity::text, ''), NULLIF(a.attgenerated::text, ''))
FROM $relations JOIN pg_attribute a ON a.attrelid = c.oid
  LEFT JOIN pg_collation l ON l.oid = a.attcollation
  LEFT JOIN pg_attrdef e ON e.adrelid = c.oid AND e.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r';

-- NOT NULL became a constraint of its own in PostgreSQL 18; the column says it above.
SELECT 'constraint ' || c.relname || '.' || k.conname,
  concat_ws(' ', pg_get_constraintdef(k.oid),
    CASE WHEN NOT k.convalidated THEN 'NOT VALID' END)
FROM $relations JOIN pg_constraint k ON k.conrelid = c.oid WHERE k.contype <> 'n';

SELECT 'index ' || i.relname,
  concat_ws(' ', pg_get_indexdef(i.oid), CASE WHEN NOT x.indisvalid THEN 'INVALID' END)
FROM $relations JOIN pg_index x ON x.indrelid = c.oid
  JOIN pg_class i ON i.oid = x.indexrelid WHERE c.relkind = 'r';

SELECT 'trigger ' || c.relname || '.' || t.tgname,
  concat_ws(' ', pg_get_triggerdef(t.oid),
    CASE WHEN t.tgenabled <> 'O' THEN 'enabled ' || t.tgenabled::text END)
FROM $relations JOIN pg_trigger t ON t.tgrelid = c.oid
  JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal OR p.proname NOT LIKE 'RI\_FKey\_%'
  OR p.pronamespace <> 'pg_catalog'::regnamespace;

-- Foreign keys are kept by triggers of PostgreSQL's own, which can be disabled.
SELECT 'keys of ' || c.relname, count(*) || ' disabled'
FROM $relations JOIN pg_trigger t ON t.tgrelid = c.oid
WHERE t.tgisinternal AND t.tgenabled <> 'O' GROUP BY c.relname;

SELECT 'rule ' || c.relname || '.' || r.rulename, pg_get_ruledef(r.oid)
FROM $relations JOIN pg_rewrite r ON r.ev_class = c.oid WHERE r.rulename <> '_RETURN';

SELECT 'policy ' || c.relname || '.' || p.polname, p.polcmd::text
FROM $relations JOIN pg_policy p ON p.polrelid = c.oid;

SELECT 'function ' || p.proname || '(' || pg_get_function_arguments(p.oid) || ')',
  concat_ws(' ', l.lanname, CASE WHEN p.prosecdef THEN 'SECURITY DEFINER' END,
    array_to_string(p.proconfig, ','), p.prosrc)
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_language l ON l.oid = p.prolang
WHERE n.nspname = 'public'
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e');

-- Who owns one thing owns all of them: an owner can switch guards off.
SELECT 'owner of ' || o.name, pg_get_userbyid(o.owner)
FROM (SELECT c.relname AS name, c.relowner AS owner FROM $relations
    WHERE c.relkind NOT IN ('i', 't', 'I')
  UNION ALL SELECT p.proname, p.proowner FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef) o
WHERE o.owner <> (SELECT relowner FROM pg_class
  WHERE relname = 'fund' AND relnamespace = 'public'::regnamespace);

-- A setting that switches all guards off, given to a role or a database.
SELECT 'setting ' || s.setting, concat_ws(' ', d.datname, r.rolname)
FROM pg_db_role_setting k CROSS JOIN unnest(k.setconfig) s (setting)
  LEFT JOIN pg_database d ON d.oid = k.setdatabase
  LEFT JOIN pg_roles r ON r.oid = k.setrole
WHERE s.setting ILIKE 'session\_replication\_role=%'
  AND (k.setdatabase = 0 OR d.datname = current_database());

-- Who may do what, the owner aside. Others may be allowed to read what they like.
SELECT concat_ws(' ', 'grant', c.relname, COALESCE(g.rolname, 'PUBLIC'),
    x.privilege_type),
  CASE WHEN x.is_grantable THEN 'WITH GRANT OPTION' ELSE '' END
FROM $relations CROSS JOIN aclexplode(c.relacl) x
  LEFT JOIN pg_roles g ON g.oid = x.grantee
WHERE x.grantee <> c.relowner
  AND (x.privilege_type <> 'SELECT' OR g.rolname LIKE 'fundledger%');

SELECT concat_ws(' ', 'grant', c.relname || '.' || a.attname,
    COALESCE(g.rolname, 'PUBLIC'), x.privilege_type),
  CASE WHEN x.is_grantable THEN 'WITH GRANT OPTION' ELSE '' END
FROM $relations JOIN pg_attribute a ON a.attrelid = c.oid
  CROSS JOIN aclexplode(a.attacl) x
  LEFT JOIN pg_roles g ON g.oid = x.grantee
WHERE x.grantee <> c.relowner
  AND (x.privilege_type <> 'SELECT' OR g.rolname LIKE 'fundledger%');
