"""A look into PDF: what it would do by itself, and what it hides.

Names are sought in the whole file, and in the packed streams that hold objects. They
may be written in other letters (`/J#61vaScript`), and are read as a reader reads them.
What is packed in a way that is not looked into here is refused, not trusted.
"""

import re
import zlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from fundledger.domain.archives import Danger

NAMES: Final[Mapping[bytes, Danger]] = MappingProxyType(
    {
        b"JavaScript": Danger.SCRIPT,
        b"Rendition": Danger.SCRIPT,
        b"XFA": Danger.SCRIPT,
        b"Launch": Danger.LAUNCH,
        b"SubmitForm": Danger.LAUNCH,
        b"ImportData": Danger.LAUNCH,
        b"GoToE": Danger.LAUNCH,
        b"EmbeddedFile": Danger.EMBEDDED,
        b"EmbeddedFiles": Danger.EMBEDDED,
        b"FileAttachment": Danger.EMBEDDED,
        b"RichMedia": Danger.EMBEDDED,
        b"Encrypt": Danger.LOCKED,
    }
)
"""Names that make a PDF more than something to look at."""

MOST_BYTES: Final = 128 * 1024 * 1024
"""The most that a PDF's streams may unpack to, in bytes."""

_END: Final = b"%%EOF"
_NAME: Final = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]+)")
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT: Final = re.compile(rb"\bobj\b")
_WINDOW: Final = 2048
"""So many bytes before a stream hold its dictionary."""
OBJECTS: Final = b"ObjStm"
_WHITE: Final = b"\x00\t\n\x0c\r "


def danger(content: bytes) -> Danger | None:
    """Tell what a PDF brings along; None where it is only to be looked at."""
    end = content.rfind(_END)
    if end < 0:
        return Danger.BROKEN
    if content[end + len(_END) :].strip(_WHITE):
        return Danger.POLYGLOT
    try:
        for part in (content, *_object_streams(content)):
            for name in _names(part):
                if name in NAMES:
                    return NAMES[name]
    except _TooMuchError:
        return Danger.TOO_MUCH
    except _UnreadableError:
        return Danger.LOCKED
    return None


class _TooMuchError(Exception):
    """The streams unpack to more than is looked at."""


class _UnreadableError(Exception):
    """Objects are packed in a way that is not looked into."""


def _names(part: bytes) -> Iterator[bytes]:
    """Read the names in a part, letters that are escaped included."""
    for match in _NAME.finditer(part):
        yield _ESCAPE.sub(lambda each: bytes([int(each[1], 16)]), match[1])


def _object_streams(content: bytes) -> list[bytes]:
    """Unpack the streams that hold objects.

    Raises _TooMuchError, and _UnreadableError where one is said to be there that none
    of the streams is: a comment hides it, or a string.
    """
    unpacked: list[bytes] = []
    left = MOST_BYTES
    for match in _STREAM.finditer(content):
        head = _head(content, match.start())
        if OBJECTS in set(_names(head)):
            unpacked.append(_unpack(head, content[match.end() :], left))
            left -= len(unpacked[-1])
    if sum(name == OBJECTS for name in _names(content)) > len(unpacked):
        raise _UnreadableError
    return unpacked


def _head(content: bytes, until: int) -> bytes:
    """Give the dictionary of a stream: what stands between its object and it."""
    window = content[max(until - _WINDOW, 0) : until]
    return window[max((each.end() for each in _OBJECT.finditer(window)), default=0) :]


def _unpack(head: bytes, packed: bytes, most: int) -> bytes:
    """Unpack an object stream. Raises _TooMuchError, _UnreadableError."""
    names = set(_names(head))
    filters = {name for name in names if name.endswith((b"Decode", b"Crypt"))}
    if not filters and not names & _SHORT:
        return packed
    if filters - {b"FlateDecode"} or names & _SHORT or b"DecodeParms" in names:
        raise _UnreadableError
    try:
        unpacking = zlib.decompressobj()
        unpacked = unpacking.decompress(packed, most)
    except zlib.error as error:
        raise _UnreadableError from error
    if unpacking.unconsumed_tail:
        raise _TooMuchError
    return unpacked


_SHORT: Final = frozenset({b"Fl", b"LZW", b"AHx", b"A85", b"RL"})
"""Short names of filters, which readers take as well."""
