"""The demo fund that a benchmark looks at."""

import shutil
from pathlib import Path

from fundledger.cli.demo_books import create_demo


def demo_in(room: Path, known: Path | None = None) -> Path:
    """Copy a demo fund into a directory, or make it there if none is known."""
    path = room / "demo.db"
    if known is None:
        create_demo(path)
    else:
        shutil.copy(known, path)
    return path
