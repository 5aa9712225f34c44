"""What the ledger costs beside the bare thing: ratios taken in one run.

Machines are noisy and differ; a ratio of two works done in turn, pair by pair, holds.
Run with `make bench`. No test asks how long anything takes.
"""
