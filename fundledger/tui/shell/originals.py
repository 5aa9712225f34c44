"""Originals of receipts in the system's viewer: copies that go with the workbench.

A file that came into the books is opened only if it is a picture, a PDF or an OFD: what
else it may be, a program of the system might run.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType
from typing import Final, NamedTuple

SEEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "application/pdf": ".pdf",
        "application/ofd": ".ofd",
        "application/vnd.ofd": ".ofd",
        "image/bmp": ".bmp",
        "image/gif": ".gif",
        "image/jpeg": ".jpg",
        "image/png": ".png",
        "image/tiff": ".tif",
        "image/webp": ".webp",
    }
)
"""What is opened, and how its file's name ends."""
OTHER: Final = ".bin"
_UNFIT: Final = re.compile(r"[^\w-]+")
_LONGEST: Final = 60


class Viewer(NamedTuple):
    """The command that opens a file in whatever the system has for it."""

    command: tuple[str, ...]


def viewer(environ: Mapping[str, str], platform: str) -> Viewer | None:
    """Find the system's viewer; None where nobody would see what it shows.

    Over SSH a screen is there only where it is forwarded.
    """
    remote = bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))
    if platform == "darwin":
        return None if remote else Viewer(("open",))
    if platform == "win32":
        return None if remote else Viewer(("explorer",))
    screen = environ.get("WAYLAND_DISPLAY") or environ.get("DISPLAY")
    opener = shutil.which("xdg-open", path=environ.get("PATH"))
    return Viewer((opener,)) if screen and opener else None


def file_name(number: str, sha256: str, media_type: str) -> str:
    """Name an original by its receipt: nothing that a path or a shell could misread."""
    stem = _UNFIT.sub("_", number)[:_LONGEST].strip("_") or "receipt"
    return f"{stem}-{sha256[:8]}{SEEN.get(media_type, OTHER)}"


class Originals:
    """The private folder of one run of the workbench."""

    def __init__(self) -> None:
        """Begin without a folder: most runs need none."""
        self._folder: Path | None = None
        self._viewers: list[subprocess.Popen[bytes]] = []

    def write(self, name: str, content: bytes) -> Path:
        """Write a file that only its owner reads. Raises OSError."""
        if self._folder is None or not self._folder.is_dir():
            self._folder = Path(mkdtemp(prefix="fundledger-"))
        from fundledger.writers.files import written  # noqa: PLC0415 - as it is seen

        path = self._folder / name
        with written(path, overwrite=True) as file:
            _ = file.write(content)
        return path

    def show(self, path: Path, by: Viewer) -> None:
        """Open a file, and wait for nothing; its viewer says nothing on this terminal.

        Raises OSError.
        """
        viewing = subprocess.Popen(  # noqa: S603 - the system's opener, a path of ours
            [*by.command, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
        )
        self._viewers.append(viewing)

    def clear(self) -> None:
        """Remove the folder with all that is in it; viewers may stay open."""
        for each in self._viewers:
            _ = each.poll()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
