"""Files going out: rows to bytes, the same bytes every time."""
