"""Questions to open books, answered in typed rows; nothing here writes."""
