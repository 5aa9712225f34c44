"""Why a file or a database failed, in the words of the system: to be translated.

What stands here is what the C library and SQLite say, and what we say of a path; a
reason in other words is shown as it came.
"""

from typing import Final

from fundledger.errors import N_

PROBLEMS: Final = (
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Is a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("Too many levels of symbolic links"),
    N_("Read-only file system"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("File too large"),
    N_("Input/output error"),
    N_("it is not a file"),
    N_("this path leads nowhere"),
    N_("attempt to write a readonly database"),
    N_("database disk image is malformed"),
    N_("database is locked"),
    N_("database or disk is full"),
    N_("disk I/O error"),
    N_("file is not a database"),
    N_("unable to open database file"),
)
"""Every reason there is a translation of."""
