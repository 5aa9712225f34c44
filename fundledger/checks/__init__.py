"""Invariants of the books, one a file: rows are offences, none is a pass."""
