"""Reports: what is read from the books, as tables that nobody has formatted yet."""
