"""File bytes in, validated rows out; errors say file, row, column, what, how to mend.

Nothing here touches the books.
"""
