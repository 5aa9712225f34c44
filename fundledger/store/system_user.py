"""Who runs the program, as the operating system knows them."""

import os
from functools import cache


def system_user() -> str:
    """Name the user by the process, not by what its environment says.

    A user id without a name, or with a name that is no text, is given as its number.
    """
    return _name_of(os.getuid())


@cache
def _name_of(uid: int) -> str:
    """Look a user up, once: it is asked for at every deed."""
    import pwd  # noqa: PLC0415 - Windows has none, and no SQLite ledger

    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
    return name if name and name.isprintable() else str(uid)
