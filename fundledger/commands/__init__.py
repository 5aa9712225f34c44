"""The deeds people do: one function each, recorded with every row it changes."""
