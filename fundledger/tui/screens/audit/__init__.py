"""Screen 8: the chain of records, one of them, and verify."""
