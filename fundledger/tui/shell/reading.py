"""The one way from the screens to the books, and it only reads.

Nothing here, and nothing else in `tui`, can write: no deed is imported, and every
question runs inside a snapshot. The store is imported by the first question, in a
worker's thread, after the first paint.
"""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from fundledger.domain.editions import Replay
from fundledger.errors import N_, StoreError
from fundledger.store.addresses import is_settings, is_url, shown_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from fundledger.reports.report import Basis
    from fundledger.store.books import Fund, Ledger
    from fundledger.store.reading import Books

T = TypeVar("T")


@dataclass(eq=False)
class NoFundError(StoreError):
    """The ledger is there, and empty."""

    address: str
    message = N_("The ledger at {address} has no fund yet.")
    hint = N_(
        "Create one with: fundledger init, or from a workbook: fundledger setup; or see"
        " the example: fundledger demo"
    )


class Opened(NamedTuple):
    """A fund that is open for reading: what the frame of every screen says of it."""

    code: str
    name: str
    database: str
    seq: int
    head: str
    """The head as `--head` takes it: SEQ:HASH."""
    ledger: str
    """Where the ledger is: a file's whole path, or an address without its secrets."""
    replay: Replay | None
    """Whose past is done again here: the demo's, which is nobody's books, or another's.
    """

    @property
    def demo(self) -> bool:
        """Whether it is the demo fund."""
        return self.replay is Replay.DEMO

    def basis(self, head: str) -> "Basis":
        """Say what was read at a head (SEQ:HASH) rests on."""
        from fundledger.reports.report import Basis  # noqa: PLC0415 - slow to load

        at = int(head.partition(":")[0])
        replay = Replay.DEMO if self.demo else None
        return Basis(self.code, self.name, head, None, at, replay, self.ledger)


class FundChoice(NamedTuple):
    """A fund one may choose."""

    code: str
    name: str


def place_of(address: str) -> str:
    """Write a file's whole path, or a server's address without its secrets."""
    if is_url(address) or is_settings(address):
        return shown_address(address)
    return str(Path(address).absolute())


class Door:
    """Opens the ledger at an address, and asks one fund's books."""

    def __init__(self, address: str, code: str | None) -> None:
        """Remember where; nothing is opened yet."""
        self.address = address
        self.code = code
        self._lock = Lock()
        self._ledger: Ledger | None = None
        self._fund: Fund | None = None

    @property
    def place(self) -> str:
        """Where the ledger is, for people: no secret of an address is in it."""
        return place_of(self.address)

    def close(self) -> None:
        """Give the connections back; the next question opens the ledger anew."""
        with self._lock:
            ledger, self._ledger, self._fund = self._ledger, None, None
        if ledger is not None:
            ledger.close()

    def funds(self) -> list[FundChoice]:
        """List the funds. Raises NoLedgerError, SchemaBehindError, NoFundError."""
        funds = [FundChoice(each.code, each.name) for each in self._opened().funds()]
        if not funds:
            raise NoFundError(shown_address(self.address))
        return funds

    def open(self) -> Opened:
        """Open the fund, or look again where its chain stands.

        Raises what `funds` raises, and UnknownFundError when the ledger has several
        funds and none was named.
        """
        fund = self.fund
        with fund.reading() as books:
            head = books.head
        database = fund.ledger.dialect.name
        return Opened(
            fund.code,
            fund.name,
            database,
            head.seq,
            str(head),
            self.place,
            fund.replay,
        )

    def ask(self, question: "Callable[[Books], T]") -> T:
        """Ask one question, or several, of one snapshot."""
        with self.fund.reading() as books:
            return question(books)

    @property
    def fund(self) -> "Fund":
        """The open fund, for verify, which reads more than one snapshot."""
        fund = self._fund
        if fund is None:
            fund = self._fund = self._opened().fund(self.code)
        return fund

    def _opened(self) -> "Ledger":
        """Open the ledger once."""
        from fundledger.store.opening import open_ledger  # noqa: PLC0415 - SQL

        with self._lock:
            if self._ledger is None:
                self._ledger = open_ledger(self.address)
            return self._ledger
