"""The command line: parse, ask or do one thing, show it."""
