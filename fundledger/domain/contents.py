"""Received files judged by what they are, not by what they are called.

A file is of the kind that its own first bytes say, and of one kind only: what lies
before or behind it is another file. Scripts, macros, embedded and locked files are
refused: nobody has read what they bring along. Archives are looked into in
`fundledger.domain.archives`, PDF in `fundledger.domain.pdf`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from fundledger.domain import archives, pdf
from fundledger.domain.archives import Danger
from fundledger.errors import N_, InputError


class MediaKind(StrEnum):
    """The kinds of files that are kept."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    OFD = "application/ofd"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    XML = "application/xml"
    TEXT = "text/plain"
    CSV = "text/csv"


_K = MediaKind

ALIASES: Final[Mapping[str, MediaKind]] = MappingProxyType(
    {
        **{str(kind): kind for kind in MediaKind},
        "image/jpg": _K.JPEG,
        "text/xml": _K.XML,
        "application/vnd.ofd": _K.OFD,
    }
)
"""What people and programs call these kinds."""

SIGNATURES: Final[Mapping[bytes, MediaKind]] = MappingProxyType(
    {
        b"%PDF-": _K.PDF,
        b"\x89PNG\r\n\x1a\n": _K.PNG,
        b"\xff\xd8\xff": _K.JPEG,
        b"II*\x00": _K.TIFF,
        b"MM\x00*": _K.TIFF,
    }
)
"""How files of a kind begin; archives tell by what is in them."""

ACTIVE: Final = (b"<script", b"<html", b"<!doctype html", b"<svg", b"javascript:")
"""What makes a browser run a text; they are sought without case."""


_TEXTS: Final = frozenset({_K.TEXT, _K.CSV})
"""Nothing in their content tells these apart."""


@dataclass(eq=False)
class UnknownContentError(InputError):
    """Nothing tells what kind of file this is, or it is of a kind that is not kept."""

    kinds: tuple[MediaKind, ...]
    message = N_("This file is of no kind that is kept: {kinds}.")
    hint = N_("Save or scan it as PDF, and take that.")


@dataclass(eq=False)
class LyingContentError(InputError):
    """A file is not what it is called."""

    media_type: str
    kind: MediaKind
    message = N_("The file is called {media_type}, but its content is {kind}.")
    hint = N_("Say what it is, or look where it comes from before it is taken.")


@dataclass(eq=False)
class DangerousContentError(InputError):
    """A file brings along what could act by itself, or what nobody can look into."""

    kind: MediaKind
    danger: Danger
    message = N_("This file ({kind}) is not taken: {danger}.")
    hint = N_("Print it to a new PDF, or scan it, and take that.")


def check_content(content: bytes, media_type: str) -> MediaKind:
    """Judge a file by its bytes, and tell its kind.

    Raises UnknownContentError, LyingContentError, DangerousContentError.
    """
    kind = kind_of(content)
    declared = ALIASES.get(media_type.partition(";")[0].strip().lower())
    if kind is None:
        raise UnknownContentError(tuple(MediaKind))
    if declared is None or not (declared is kind or {declared, kind} <= _TEXTS):
        raise LyingContentError(media_type, kind)
    danger = _DANGERS[kind](content)
    if danger is not None:
        raise DangerousContentError(kind, danger)
    return declared


def kind_of(content: bytes) -> MediaKind | None:
    """Tell the kind of a file by its signature, or by what an archive holds."""
    for signature, kind in SIGNATURES.items():
        if content.startswith(signature):
            return kind
    if content.startswith(archives.SIGNATURE):
        name = archives.kind_of(content)
        return None if name is None else MediaKind(name)
    return _text_kind(content)


def _text_kind(content: bytes) -> MediaKind | None:
    """Tell whether bytes are text that people can read, and whether XML."""
    if b"\x00" in content:
        return None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not all(each.isprintable() or each in "\t\r\n\u3000\xa0" for each in text):
            return None
        return _K.XML if text.lstrip().startswith("<?xml") else _K.TEXT
    return None


def _image(end: Callable[[bytes], int | None], content: bytes) -> Danger | None:
    """Judge a picture: it ends where it says, and nothing lies behind it."""
    at = end(content)
    if at is None:
        return Danger.BROKEN
    if content[at:].strip(b"\x00\r\n "):
        return Danger.POLYGLOT
    return _other(content)


def _png_end(content: bytes) -> int | None:
    """Go from chunk to chunk to the end of a PNG."""
    at = 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4])
        kind = content[at + 4 : at + 8]
        at += 12 + length
        if kind == b"IEND":
            return at if at <= len(content) else None
    return None


def _jpeg_end(content: bytes) -> int | None:
    """Go from segment to segment, and through what is scanned, to the end of a JPEG."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != _MARK:
            return None
        marker = content[at + 1]
        if marker == _MARK:
            at += 1
        elif marker == _END_OF_IMAGE:
            return at + 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4])
            at = _after_scan(content, at) if marker == _SCAN else at
    return at + 2 if content[at : at + 2] == b"\xff\xd9" else None


_MARK: Final = 0xFF
_SCAN: Final = 0xDA
_END_OF_IMAGE: Final = 0xD9
_RESTARTS: Final = range(0xD0, 0xD8)


def _after_scan(content: bytes, at: int) -> int:
    """Find the next marker behind scanned data."""
    while (at := content.find(b"\xff", at)) >= 0:
        following = content[at + 1 : at + 2]
        if following and following != b"\x00" and following[0] not in _RESTARTS:
            return at
        at += 1
    return len(content)


def _other(content: bytes) -> Danger | None:
    """Seek a second file in one that is no archive: an archive is read from its end."""
    if archives.ends_like_one(content):
        return Danger.POLYGLOT
    head = content[:_HEAD].lower()
    if any(each in head for each in ACTIVE) or b"%pdf-" in head[1:]:
        return Danger.POLYGLOT
    return None


_HEAD: Final = 4096
"""So far into a file readers look for what it is."""


def _pdf(content: bytes) -> Danger | None:
    return Danger.POLYGLOT if archives.ends_like_one(content) else pdf.danger(content)


def _words(content: bytes) -> Danger | None:
    """Judge a text: it is data, and makes no program run."""
    lowered = content.lower()
    if any(each in lowered for each in ACTIVE):
        return Danger.SCRIPT
    if b"<!entity" in lowered or b"<!doctype" in lowered:
        return Danger.EXTERNAL
    return None


def _tiff(content: bytes) -> Danger | None:
    return _other(content)


_DANGERS: Final[Mapping[MediaKind, Callable[[bytes], Danger | None]]] = (
    MappingProxyType(
        {
            _K.PDF: _pdf,
            _K.PNG: lambda content: _image(_png_end, content),
            _K.JPEG: lambda content: _image(_jpeg_end, content),
            _K.TIFF: _tiff,
            _K.OFD: archives.danger,
            _K.DOCX: archives.danger,
            _K.XLSX: archives.danger,
            _K.XML: _words,
            _K.TEXT: _words,
            _K.CSV: _words,
        }
    )
)
"""What is looked for in a file of each kind."""
