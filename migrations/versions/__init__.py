"""One revision a file, in the order they were made."""
