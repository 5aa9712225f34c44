"""A look into files that are archives 压缩包: OFD, and those of offices.

They are read as far as their directory and the beginnings of what they hold; nothing
is written anywhere.
"""

import zlib
from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile, ZipInfo

SIGNATURE: Final = b"PK\x03\x04"
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_NAMES_ZIP64: Final = b"PK\x06\x06"
_LONGEST_COMMENT: Final = 65_535

MOST_ENTRIES: Final = 5_000
MOST_BYTES: Final = 256 * 1024 * 1024
"""The most that an archive may hold, in entries and in bytes when unpacked."""

INSIDE: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ", b"\x7fELF", b"Rar!", b"7z")
"""How files begin that do not belong into a document: archives, programs, OLE."""

MACROS: Final = ("vbaproject", "macrosheets/", "activex/", "xl4macro")
EMBEDDED: Final = ("embeddings/", "oleobject")
OUTSIDE: Final = b'targetmode="external"'
_LINKS: Final = (b"/hyperlink",)


class Danger(StrEnum):
    """What a file brings along that nobody has read."""

    SCRIPT = "script"
    LAUNCH = "launch"
    EMBEDDED = "embedded"
    MACRO = "macro"
    POLYGLOT = "polyglot"
    LOCKED = "locked"
    EXTERNAL = "external"
    TOO_MUCH = "too_much"
    BROKEN = "broken"


class _Kind(NamedTuple):
    entry: str
    """What an archive of the kind holds."""
    media_type: str


_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
KINDS: Final = (
    _Kind("OFD.xml", "application/ofd"),
    _Kind("word/document.xml", _OFFICE + "wordprocessingml.document"),
    _Kind("xl/workbook.xml", _OFFICE + "spreadsheetml.sheet"),
)


def kind_of(content: bytes) -> str | None:
    """Tell the media type of a document that is an archive; None for any other."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = {each.filename for each in archive.infolist()}
    except (BadZipFile, ValueError, NotImplementedError):
        return None
    return next((each.media_type for each in KINDS if each.entry in names), None)


def ends_like_one(content: bytes) -> bool:
    """Tell whether a program that reads archives, from their end, takes it for one."""
    return _END in content[-(_END_SIZE + _LONGEST_COMMENT) :]


def danger(content: bytes) -> Danger | None:
    """Look into an archive; None where it brings along nothing but its document."""
    if not _is_whole(content):
        return Danger.POLYGLOT
    try:
        with ZipFile(BytesIO(content)) as archive:
            return _of_directory(archive) or next(_of_entries(archive), None)
    except (BadZipFile, EOFError, ValueError, zlib.error, NotImplementedError):
        return Danger.BROKEN
    except RuntimeError:  # what zipfile raises for an entry with a password
        return Danger.LOCKED


def _is_whole(content: bytes) -> bool:
    """Tell whether an archive begins and ends where the file does."""
    at = content.rfind(_END)
    size = int.from_bytes(content[at + 12 : at + 16], "little")
    start = int.from_bytes(content[at + 16 : at + 20], "little")
    comment = int.from_bytes(content[at + 20 : at + 22], "little")
    directory_ends = start + size == at
    return directory_ends and at + _END_SIZE + comment == len(content) and not comment


def _of_directory(archive: ZipFile) -> Danger | None:
    """Judge what an archive lists, before anything is unpacked."""
    entries = archive.infolist()
    names = [each.filename.lower() for each in entries]
    if any(each.flag_bits & 1 for each in entries):
        return Danger.LOCKED
    if any(_leads_out(name) for name in names) or len({*names}) < len(names):
        return Danger.BROKEN
    if any(word in name for name in names for word in MACROS):
        return Danger.MACRO
    if any(word in name for name in names for word in EMBEDDED):
        return Danger.EMBEDDED
    size = sum(each.file_size for each in entries)
    too_much = len(entries) > MOST_ENTRIES or size > MOST_BYTES
    return Danger.TOO_MUCH if too_much else None


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _of_entries(archive: ZipFile) -> Iterator[Danger]:
    """Look at what each entry is; what it says of its size is not believed."""
    left = MOST_BYTES
    for each in archive.infolist():
        head, size = _read(archive, each, left)
        left -= size
        if left <= 0:
            yield Danger.TOO_MUCH
            return
        if head.startswith(INSIDE):
            yield Danger.EMBEDDED
        lowered = head.lower()
        if each.filename.lower().endswith((".xml", ".rels")):
            yield from _of_xml(each.filename, lowered)


def _of_xml(name: str, lowered: bytes) -> Iterator[Danger]:
    if b"macroenabled" in lowered:
        yield Danger.MACRO
    if b"<!entity" in lowered:
        yield Danger.EXTERNAL
    if name.endswith(".rels") and _loads_from_outside(lowered):
        yield Danger.EXTERNAL


def _loads_from_outside(lowered: bytes) -> bool:
    """Tell whether a document loads anything from elsewhere; links only point there."""
    return any(
        OUTSIDE in each and not any(link in each for link in _LINKS)
        for each in lowered.split(b"<relationship ")
    )


def _read(archive: ZipFile, entry: ZipInfo, most: int) -> tuple[bytes, int]:
    """Unpack an entry, and give its beginning and its size; it stops at the most."""
    head, size = b"", 0
    with archive.open(entry) as file:
        while size < most and (part := file.read(min(_PART, most - size))):
            head = head + part if len(head) < _HEAD else head
            size += len(part)
    return head, size


_PART: Final = 65_536
_HEAD: Final = 1024 * 1024
"""So much of an entry is looked at."""
