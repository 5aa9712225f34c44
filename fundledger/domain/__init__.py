"""The rules of the fund: pure values and tables, no clock, no disk, no SQL."""
