"""One description of every deed, for every face: text, cells, JSON → typed arguments.

`forms` says what a deed takes, `reading` turns what people and files give into
arguments, `doing` does the deed. No screen, no file type and no SQL is known here.
"""
