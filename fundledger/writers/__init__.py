"""Rows become bytes here: text, CSV, JSON, journals of other programs. None asks."""
