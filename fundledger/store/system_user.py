"""Who runs the program, as the operating system knows them."""

import os


def system_user() -> str:
    """Name the user by the process, not by what its environment says.

    A user id without a name, or with a name that is no text, is given as its number.
    """
    import pwd  # noqa: PLC0415 - Windows has none, and no SQLite ledger

    uid = os.getuid()
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
    return name if name and name.isprintable() else str(uid)
