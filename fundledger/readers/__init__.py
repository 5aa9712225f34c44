"""Files coming in: bytes to validated rows, errors by row and column."""
