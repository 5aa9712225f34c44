"""Which file systems lie on another machine, where the system tells.

SQLite's write-ahead log is shared memory: it works among the processes of one machine.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fundledger.errors import N_, StoreError

MOUNTS: Final = Path("/proc/self/mountinfo")
"""Linux lists here what is mounted where; other systems have no such file."""

NETWORK: Final = frozenset(
    {
        "afs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.cephfs",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.smbnetfs",
        "fuse.sshfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    }
)
"""Kinds of file systems that several machines can have mounted."""

_MOUNT_POINT: Final = 4
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")


@dataclass(eq=False)
class NetworkFileError(StoreError):
    """The file lies on another machine, where SQLite's log is not shared."""

    address: str
    kind: str
    message = N_(
        "{address} lies on a network file system ({kind}), where SQLite cannot keep"
        " several programs apart."
    )
    hint = N_(
        "Keep the ledger on a disk of this machine, or in PostgreSQL. To read it, copy"
        " it here while nobody has it open."
    )


def network_kind(path: Path, mounts: Path) -> str | None:
    """Name the kind of network file system an absolute path lies on.

    None where it is a local one, or where nothing is known.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return None
    inside = {path, *path.parents}
    kind, deepest = "", -1
    for line in lines.splitlines():
        place, _, system = line.partition(" - ")
        point = Path(_unescaped(place.split(" ")[_MOUNT_POINT]))
        # What is mounted later over the same place is what is seen there.
        if point in inside and len(point.parts) >= deepest:
            kind, deepest = system.split(" ")[0], len(point.parts)
    return kind if kind in NETWORK else None


def _unescaped(text: str) -> str:
    r"""Read a path of the list, where a space is written \040."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 8)), text)
