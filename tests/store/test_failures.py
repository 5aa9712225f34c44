"""What a database fails with is told apart by its codes, on both databases."""

import resource
import shutil
import signal
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from fundledger.errors import StoreError
from fundledger.store import opened
from fundledger.store.books import Fund, Ledger
from fundledger.store.failures import (
    BusyError,
    DamagedError,
    DatabaseError,
    DatabaseRightError,
    DiskFullError,
    NoLedgerError,
    ReadOnlyError,
    UnopenedError,
    WentAwayError,
)
from fundledger.store.findings import Status
from fundledger.store.mounts import NetworkFileError, network_kind
from fundledger.store.opening import open_fund
from fundledger.store.verify import verify
from tests import small
from tests.databases import AUDITOR, Database, Server
from tests.store.files import checkpoint, head

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
POSTGRESQL = pytest.mark.parametrize("database", ["postgresql"], indirect=True)

CODES = [
    (sqlite3.SQLITE_BUSY_SNAPSHOT, BusyError),
    (sqlite3.SQLITE_LOCKED, BusyError),
    (sqlite3.SQLITE_READONLY_DBMOVED, ReadOnlyError),
    (sqlite3.SQLITE_CANTOPEN_ISDIR, UnopenedError),
    (sqlite3.SQLITE_CORRUPT_INDEX, DamagedError),
    (sqlite3.SQLITE_NOTADB, UnopenedError),
    (sqlite3.SQLITE_FULL, DiskFullError),
    (sqlite3.SQLITE_IOERR_WRITE, DiskFullError),
    (sqlite3.SQLITE_IOERR_READ, DatabaseError),
    (sqlite3.SQLITE_ERROR, None),
]


@pytest.mark.parametrize(("code", "kind"), CODES)
def test_sqlite_fails_by_its_result_codes(
    code: int, kind: type[StoreError] | None
) -> None:
    error = sqlite3.OperationalError("in whatever words")
    error.sqlite_errorcode = code
    assert opened.kind_of(error) is kind


STATES = [
    ("25006", ReadOnlyError),
    ("42501", DatabaseRightError),
    ("42P01", NoLedgerError),
    ("53100", DiskFullError),
    ("55P03", BusyError),
    ("40P01", BusyError),
    ("57P01", WentAwayError),
    ("57014", BusyError),
    ("08006", WentAwayError),
    ("XX001", DamagedError),
    ("22012", DatabaseError),
]


@pytest.mark.parametrize(("state", "kind"), STATES)
@POSTGRESQL
def test_postgresql_fails_by_its_sqlstates_in_any_language(
    database: Database, state: str, kind: type[StoreError]
) -> None:
    raising = f"DO $$ BEGIN RAISE 'было' USING ERRCODE = '{state}'; END $$"
    with database.ledger() as ledger, pytest.raises(kind) as caught:  # noqa: SIM117
        with ledger.translating_errors(), ledger.engine.connect() as connection:
            connection.exec_driver_sql(raising)
    assert type(caught.value) is kind


# --- Each as it comes about -------------------------------------------------------


def test_a_database_without_tables_holds_no_ledger(
    database: Database, server: Server, tmp_path: Path
) -> None:
    if database.kind == "sqlite":
        path = tmp_path / "other.db"
        with closing(sqlite3.connect(path)) as other:
            other.execute("CREATE TABLE theirs (x)")
        with pytest.raises(NoLedgerError):
            open_fund(path)
        return
    with server.database("template0") as empty, pytest.raises(NoLedgerError):
        open_fund(empty.owner_address)


@SQLITE
def test_a_wrong_question_of_ours_is_not_taken_for_a_missing_ledger(
    small_fund: Fund,
) -> None:
    question = "SELECT absent FROM fund"
    with pytest.raises(DatabaseError, match="absent"), small_fund.reading() as books:
        books.connection.exec_driver_sql(question)


def test_what_is_no_database_cannot_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("no such table: it only says so. " * 200)
    with pytest.raises(UnopenedError):
        open_fund(path)


@POSTGRESQL
def test_who_only_reads_has_no_right_to_write(
    database: Database, small_fund: Fund
) -> None:
    del small_fund
    with Ledger(database.as_user(AUDITOR)) as ledger:
        fund = ledger.fund()
        assert head(fund) == small.DEEDS
        with pytest.raises(DatabaseRightError, match="Nothing was written"):
            small.donate(fund)


@POSTGRESQL
def test_a_connection_that_breaks_off_leaves_the_outcome_open(
    server: Server, database: Database, small_fund: Fund
) -> None:
    assert head(small_fund) == small.DEEDS
    name = make_url(database.address).database
    with server.admin() as admin:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        admin.execute(f"{ended} WHERE datname = %s", (name,))
    with pytest.raises(WentAwayError, match="same key"):
        small.donate(small_fund, 1, key="k")
    assert small.donate(small_fund, 1, key="k") == 2
    assert small.donate(small_fund, 1, key="k") == 2


@POSTGRESQL
def test_a_server_that_is_not_there_is_named_as_such(database: Database) -> None:
    url = make_url(database.address).set(host="127.0.0.1", port=1)
    with pytest.raises(DatabaseError, match="Nothing was written"):
        open_fund(url.render_as_string(hide_password=False))


# --- A full disk ------------------------------------------------------------------


@contextmanager
def limited(size: int) -> Generator[None]:
    """Have the system refuse files that grow beyond a size in bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def fill(fund: Fund) -> int:
    """Write deeds until the disk takes no more; give how many there are."""
    for number in range(1000):
        try:
            small.donate(fund, 1, key=f"k{number}")
        except DiskFullError:
            return number
    return 1000


@SQLITE
def test_a_disk_that_takes_no_more_leaves_whole_deeds_and_the_process_goes_on(
    database: Database, small_fund: Fund
) -> None:
    checkpoint(small_fund)
    with limited(Path(database.address).stat().st_size + 150_000):
        done = fill(small_fund)
        with pytest.raises(DiskFullError, match=r"Nothing was written\. Free some"):
            small.donate(small_fund, 1, key=f"k{done}")
        assert head(small_fund) == small.DEEDS + done
    assert 0 < done < 1000
    assert small.donate(small_fund, 1, key=f"k{done}") == done + 2
    assert small.donate(small_fund, 1, key=f"k{done}") == done + 2
    verification = verify(small_fund)
    assert (verification.status, verification.head.seq) == (
        Status.OK,
        small.DEEDS + done + 1,
    )


# --- What a writer may count on ------------------------------------------------------


@SQLITE
def test_a_deed_that_is_done_is_on_the_disk(small_fund: Fund) -> None:
    """FULL waits at each commit; NORMAL would lose deeds when the power is cut."""
    ledger = small_fund.ledger
    with ledger.dialect.writer(ledger.engine) as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_file_in_the_making_does_not_wait(tmp_path: Path) -> None:
    from fundledger.store.migrate import migrate

    with Ledger(tmp_path / "made.db", durable=False) as ledger:
        migrate(ledger)
        with ledger.dialect.writer(ledger.engine) as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 0


@POSTGRESQL
def test_what_is_put_off_to_the_commit_is_refused_before_it(
    database: Database, small_fund: Fund
) -> None:
    """Deferred keys are judged while a refusal can still be told from a failure."""
    del small_fund
    with database.ledger() as ledger:
        dialect = ledger.dialect
        with dialect.writer(ledger.engine) as connection, connection.begin() as deed:
            driver = dialect.driver(connection)
            driver.execute("UPDATE fund SET next_seq = head_seq + 1")
            with pytest.raises(psycopg.IntegrityError):
                dialect.before_commit(driver)
            deed.rollback()


# --- Other machines ---------------------------------------------------------------


MOUNTS = r"""
22 1 8:1 / / rw - ext4 /dev/root rw
30 22 0:30 / /home/feng rw - nfs4 server:/home rw
31 30 0:31 / /home/feng/local rw - ext4 /dev/sdb rw
32 22 0:32 / /mnt/共享\040盘 rw shared:1 - cifs //server/share rw
33 22 0:33 / /srv rw - nfs server:/srv rw
34 33 0:34 / /srv rw - xfs /dev/sdc rw
""".strip()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/feng/l.db", "nfs4"),
        ("/home/feng/deep/down/l.db", "nfs4"),
        ("/home/fengling/l.db", None),
        ("/home/feng/local/l.db", None),
        ("/mnt/共享 盘/l.db", "cifs"),
        ("/srv/l.db", None),
        ("/l.db", None),
    ],
)
def test_the_file_system_is_the_one_mounted_deepest_and_last(
    tmp_path: Path, path: str, kind: str | None
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert network_kind(Path(path), mounts) == kind


def test_where_the_system_tells_nothing_nothing_is_known(tmp_path: Path) -> None:
    assert network_kind(tmp_path, tmp_path / "none") is None


@pytest.fixture
def share(
    fund: Fund, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Give a copy of a ledger in a folder that the system calls a share."""
    checkpoint(fund)
    folder = tmp_path / "share"
    folder.mkdir()
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 0:1 / {folder} rw - nfs4 server:/x rw", encoding="utf-8")
    monkeypatch.setattr("fundledger.store.identity.MOUNTS", mounts)
    return Path(shutil.copy(path, folder / "ledger.db"))


def test_on_a_share_nothing_is_written(share: Path) -> None:
    with open_fund(share) as fund:
        assert verify(fund).status is Status.OK
        with pytest.raises(NetworkFileError, match="nfs4"):
            small.donate(fund)
    assert [each.name for each in share.parent.iterdir()] == ["ledger.db"]


def test_on_a_share_nothing_is_read_while_somebody_has_it_open(share: Path) -> None:
    Path(f"{share}-wal").write_bytes(b"x")
    with pytest.raises(NetworkFileError, match="copy it here"):
        open_fund(share)
