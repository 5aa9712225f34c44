"""The books held against what must be true of them: one invariant a file.

A check is a question whose rows are offences; no row is a pass. `registry` lists them
all and runs them; `reconciliation` puts published figures beside the books.
"""
