"""Lists and pages of every kind of thing, by one description."""
