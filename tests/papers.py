"""Small files of the kinds that are kept: scans and documents that harm nobody."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile


def pdf(text: str = "") -> bytes:
    """Write a PDF of one empty page; the text only makes it another file."""
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n"
        b"% " + text.encode() + b"\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )


def png(grey: int = 255) -> bytes:
    """Draw a picture of one pixel."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = (
        (b"IHDR", head),
        (b"IDAT", zlib.compress(bytes([0, grey]))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def jpeg() -> bytes:
    """Write the least that is a JPEG: it has no picture, but begins and ends as one."""
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + (
        scan + b"\xff\xd9"
    )


def archive(**entries: bytes) -> bytes:
    """Pack entries; a name's `__` is a slash, and its `_xml` an ending."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return packed.getvalue()


def docx(**more: bytes) -> bytes:
    """Pack the least that is a text of an office, and more entries beside it."""
    return archive(Content_xml=b"<Types/>", word__document_xml=b"<document/>", **more)
