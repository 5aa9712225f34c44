"""The rules the database itself enforces, one file a rule, per dialect.

A file is SQL with `$name` places. A line `-- each:` parts what is said once from
what is said for each table it applies to; comments above explain the rule.
"""
