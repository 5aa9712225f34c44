"""Any life can be exported and done again, on the other kind of database."""

from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp

from fundledger.store.books import Fund, Ledger
from tests.databases import Database, File, Server
from tests.machine.beginnings import InFiles, InServer
from tests.machine.test_machine import chance, play
from tests.past import comes_out_the_same

__all__ = ["chance"]


def test_any_life_on_sqlite_is_done_again_on_postgresql(
    sqlite_file: File, server: Server, tmp_path: Path, chance: int
) -> None:
    def again(fund: Fund) -> None:
        path = Path(mkdtemp(dir=tmp_path), "deeds.jsonl")
        with server.database() as database, closing(database.ledger()) as ledger:
            comes_out_the_same(fund, path, ledger)

    play(InFiles(sqlite_file, tmp_path), chance, 1, 60, again)


def test_any_life_on_postgresql_is_done_again_on_sqlite(
    sqlite_file: File,
    server: Server,
    postgres_database: Database,
    tmp_path: Path,
    chance: int,
) -> None:
    def again(fund: Fund) -> None:
        folder = Path(mkdtemp(dir=tmp_path))
        address = sqlite_file.database(folder).address
        with closing(Ledger(address, durable=False)) as ledger:
            comes_out_the_same(fund, folder / "deeds.jsonl", ledger)

    play(InServer(server, postgres_database), chance, 1, 40, again)
