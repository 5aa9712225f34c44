"""A fund from a workbook: its sheets, what is wrong with them, and doing what they say.

Sheets and their columns come from the forms of deeds; nothing is described again.
"""
