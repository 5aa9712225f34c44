"""Received files are judged by their bytes: hostile ones are refused, each by name."""

import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest

from fundledger.domain.archives import Danger
from fundledger.domain.contents import (
    DangerousContentError,
    LyingContentError,
    MediaKind,
    UnknownContentError,
    check_content,
)
from tests import papers

PDF, DOCX = MediaKind.PDF, MediaKind.DOCX
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def with_object(text: bytes) -> bytes:
    """Put an object into a PDF."""
    return papers.pdf().replace(b"trailer", b"4 0 obj\n" + text + b"\nendobj\ntrailer")


def packed(head: bytes, objects: bytes) -> bytes:
    """Put objects into a packed stream of a PDF."""
    stream = b"\nstream\n" + zlib.compress(objects) + b"\nendstream"
    return with_object(b"<< /Type /ObjStm " + head + b" >>" + stream)


SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"

KEPT = {
    PDF: papers.pdf(),
    MediaKind.PNG: papers.png(),
    MediaKind.JPEG: papers.jpeg(),
    MediaKind.TIFF: b"II*\x00\x08\x00\x00\x00\x00\x00\x00\x00",
    MediaKind.OFD: papers.archive(OFD_xml=b"<OFD/>", Doc__Page_xml=b"<Page/>"),
    DOCX: papers.docx(),
    MediaKind.XLSX: papers.archive(xl__workbook_xml=b"<workbook/>"),
    MediaKind.XML: "<?xml version='1.0'?><发票/>".encode(),
    MediaKind.TEXT: "收据 一张".encode("gb18030"),
    MediaKind.CSV: "编号,金额\r\n1,2.00\r\n".encode(),
}


def test_files_of_every_kind_that_is_kept_are_taken() -> None:
    assert KEPT.keys() == set(MediaKind)
    for kind, content in KEPT.items():
        assert check_content(content, kind) is kind
    plain = packed(b"/Filter /FlateDecode", b"1 0 << /Type /Annot /Subtype /Link >>")
    assert check_content(plain, PDF) is PDF
    link = b'<Relationship Type="x/hyperlink" TargetMode="External" Target="http://a"/>'
    assert check_content(papers.docx(word___rels__document_rels=link), DOCX) is DOCX


@pytest.mark.parametrize("kind", MediaKind)
def test_a_type_that_lies_is_refused(kind: MediaKind) -> None:
    texts = {MediaKind.TEXT, MediaKind.CSV}
    for other, content in KEPT.items():
        if other is not kind and not {other, kind} <= texts:
            with pytest.raises(LyingContentError):
                check_content(content, kind)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ" + bytes(100),
        b"\x7fELF" + bytes(100),
        OLE,
        papers.archive(a_txt=b"1"),
        b"PK\x03\x04 and nothing more",
        b"\x1f\x8b\x08\x00",
        b"bell \x07",
        b"\xff\xfe\xff",
    ],
)
def test_what_is_of_no_kind_is_refused(content: bytes) -> None:
    with pytest.raises(UnknownContentError):
        check_content(content, "application/pdf")


def locked() -> bytes:
    """Say of every entry of an archive that it needs a password."""
    content = bytearray(papers.docx())
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := content.find(mark, at + 1)) >= 0:
            content[at + flags] |= 1
    return bytes(content)


def bomb() -> bytes:
    """Pack more zeros than anybody looks at."""
    file = BytesIO(papers.docx())
    with (
        ZipFile(file, "a", 8, compresslevel=1) as archive,
        archive.open("zeros.xml", "w") as entry,
    ):
        for _ in range(257):
            entry.write(bytes(1024 * 1024))
    return file.getvalue()


def lying_bomb() -> bytes:
    """Say of the zeros that they are few."""
    content = bytearray(bomb())
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(content)


HOSTILE = {
    "script": (with_object(SCRIPT), PDF, Danger.SCRIPT),
    "script, other letters": (
        with_object(SCRIPT.replace(b"/Java", b"/J#61va")),
        PDF,
        Danger.SCRIPT,
    ),
    "script, packed": (packed(b"/Filter /FlateDecode", SCRIPT), PDF, Danger.SCRIPT),
    "script, behind a stream that is none": (
        with_object(b"(stream\n) " + SCRIPT + b" endstream"),
        PDF,
        Danger.SCRIPT,
    ),
    "objects that a comment hides": (
        packed(b"\n% obj\n/Filter /FlateDecode", SCRIPT),
        PDF,
        Danger.LOCKED,
    ),
    "objects packed otherwise": (
        packed(b"/Filter [/ASCII85Decode /FlateDecode]", SCRIPT),
        PDF,
        Danger.LOCKED,
    ),
    "form of scripts": (with_object(b"<< /XFA 5 0 R >>"), PDF, Danger.SCRIPT),
    "program": (with_object(b"<< /S /Launch /F (a.exe) >>"), PDF, Danger.LAUNCH),
    "file inside": (with_object(b"<< /Type /EmbeddedFile >>"), PDF, Danger.EMBEDDED),
    "password": (with_object(b"<< /Encrypt 9 0 R >>"), PDF, Danger.LOCKED),
    "no end": (b"%PDF-1.4\n1 0 obj", PDF, Danger.BROKEN),
    "pdf and page": (papers.pdf() + b"<html></html>", PDF, Danger.POLYGLOT),
    "pdf and archive": (
        papers.pdf()[:-6] + papers.archive(a_txt=b"1") + b"%%EOF\n",
        PDF,
        Danger.POLYGLOT,
    ),
    "picture and archive": (
        papers.png() + papers.archive(a_txt=b"1"),
        MediaKind.PNG,
        Danger.POLYGLOT,
    ),
    "picture and page": (
        papers.jpeg() + b"<script>1</script>",
        MediaKind.JPEG,
        Danger.POLYGLOT,
    ),
    "picture cut off": (papers.png()[:-8], MediaKind.PNG, Danger.BROKEN),
    "macros": (papers.docx(word__vbaProject_bin=OLE), DOCX, Danger.MACRO),
    "macros under another name": (
        papers.docx(word__other_bin=OLE),
        DOCX,
        Danger.EMBEDDED,
    ),
    "macros by type": (
        papers.docx(word__a_xml=b'ContentType="x.macroEnabled.main+xml"'),
        DOCX,
        Danger.MACRO,
    ),
    "archive in archive": (
        papers.docx(word__a_bin=papers.archive(a_exe=b"MZ")),
        DOCX,
        Danger.EMBEDDED,
    ),
    "object": (papers.docx(word__embeddings__a_bin=b"x"), DOCX, Danger.EMBEDDED),
    "template from elsewhere": (
        papers.docx(
            word___rels__a_rels=b'<Relationship Type="attachedTemplate" '
            b'TargetMode="External" Target="http://a/b.dotm"/>'
        ),
        DOCX,
        Danger.EXTERNAL,
    ),
    "something before an archive": (
        b"PK\x03\x04#!/bin/sh\n" + papers.docx(),
        DOCX,
        Danger.POLYGLOT,
    ),
    "something behind an archive": (papers.docx() + b"more", DOCX, Danger.POLYGLOT),
    "archive with a password": (locked(), DOCX, Danger.LOCKED),
    "bomb": (bomb(), DOCX, Danger.TOO_MUCH),
    "bomb that lies": (lying_bomb(), DOCX, Danger.BROKEN),
    "path that leads out": (papers.docx(____a_txt=b"1"), DOCX, Danger.BROKEN),
    "xml that reads files": (
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///c'>]><a/>",
        MediaKind.XML,
        Danger.EXTERNAL,
    ),
    "picture of scripts": (
        b"<?xml version='1.0'?><svg onload='1'/>",
        MediaKind.XML,
        Danger.SCRIPT,
    ),
    "page called text": (b"<HTML><Script>1", MediaKind.TEXT, Danger.SCRIPT),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_what_it_brings_along(name: str) -> None:
    content, kind, danger = HOSTILE[name]
    with pytest.raises(DangerousContentError) as refused:
        check_content(content, kind)
    assert refused.value.danger is danger
