"""A fault in every cell of the rule tables, one after another: `make mutants`.

Each table of `fundledger.domain` is changed in memory by one cell: a role more, a state
less, a posting the other way round. The tests of that table then run in this process,
and one of them must fail. A cell that no test sees is named, and the run fails.
"""
