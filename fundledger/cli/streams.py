"""Standard input and output, whatever they are: closed, full, a pipe, any encoding.

Text for people is written in the terminal's encoding; what it cannot show stands there
as an escape. Text for programs is UTF-8 everywhere.
"""

import io
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Final

UTF_8: Final = "utf-8"
ESCAPED: Final = "backslashreplace"
"""How a character that a stream's encoding lacks is written."""


def prepare() -> None:
    """Let no character end a run: what a stream cannot encode is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ESCAPED)


def is_terminal(stream: IO[str] | None) -> bool:
    """Tell whether somebody sits at a stream; at a closed one nobody does."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def is_dialogue() -> bool:
    """Tell whether somebody can be asked, and sees the question."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def encoding() -> str:
    """Name the encoding that people's text goes out in."""
    return getattr(sys.stdout, "encoding", None) or UTF_8


def encodable(text: str) -> str:
    """Write as escapes what standard output cannot show."""
    if text.isascii():
        return text
    return text.encode(encoding(), ESCAPED).decode(encoding())


def write(text: str) -> None:
    """Write text for people. Raises OSError where it finds no room."""
    if sys.stdout is not None:  # closed, as by >&-: the exit code is what counts
        sys.stdout.write(encodable(text))


def write_line(text: str) -> None:
    """Write a line for people. Raises OSError where it finds no room."""
    write(f"{text}\n")


def write_for_programs(parts: Iterable[str]) -> None:
    """Write the parts of a CSV or JSON text in UTF-8, whatever the locale.

    Raises OSError where it finds no room.
    """
    if sys.stdout is None:
        return
    sys.stdout.flush()
    binary = getattr(sys.stdout, "buffer", None)
    for part in parts:
        if binary is None:  # standard output was replaced by one that takes text only
            sys.stdout.write(part)
        else:
            binary.write(part.encode(UTF_8, ESCAPED))


def write_error(text: str, end: str = "\n") -> None:
    """Write to standard error; where nobody can read it, the exit code is left."""
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            sys.stderr.write(text + end)
            sys.stderr.flush()
