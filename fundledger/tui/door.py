"""The one way from the screens to the books, and it only reads.

Nothing here, and nothing else in `tui`, can write: no deed is imported, and every
question runs inside a snapshot. The store is imported by the first question, in a
worker's thread, after the first paint.
"""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from fundledger.store.books import Fund, Ledger
    from fundledger.store.reading import Books

T = TypeVar("T")


class Opened(NamedTuple):
    """A fund that is open for reading: what the frame of every screen says of it."""

    code: str
    name: str
    database: str
    seq: int
    head: str
    """The head as `--head` takes it: SEQ:HASH."""


class FundChoice(NamedTuple):
    """A fund one may choose."""

    code: str
    name: str


class Door:
    """Opens the ledger at an address, and asks one fund's books."""

    def __init__(self, address: str, code: str | None) -> None:
        """Remember where; nothing is opened yet."""
        self.address = address
        self.code = code
        self._ledger: Ledger | None = None
        self._fund: Fund | None = None

    def close(self) -> None:
        """Give the connections back."""
        if self._ledger is not None:
            self._ledger.close()

    def funds(self) -> list[FundChoice]:
        """List the funds. Raises NoLedgerError, SchemaBehindError, DatabaseError."""
        return [FundChoice(each.code, each.name) for each in self._opened().funds()]

    def open(self) -> Opened:
        """Open the fund, or look again where its chain stands.

        Raises what `funds` raises, and UnknownFundError when the ledger has several
        funds and none was named.
        """
        if self._fund is None:
            self._fund = self._opened().fund(self.code)
        fund = self._fund
        with fund.reading() as books:
            head = books.head
        database = fund.ledger.dialect.name
        return Opened(fund.code, fund.name, database, head.seq, str(head))

    def ask(self, question: "Callable[[Books], T]") -> T:
        """Ask one question, or several, of one snapshot."""
        if self._fund is None:
            self.open()
        assert self._fund is not None
        with self._fund.reading() as books:
            return question(books)

    @property
    def fund(self) -> "Fund":
        """The open fund, for verify, which reads more than one snapshot."""
        if self._fund is None:
            self.open()
        assert self._fund is not None
        return self._fund

    def _opened(self) -> "Ledger":
        """Open the ledger once; a path without a file is not made into a ledger."""
        if self._ledger is not None:
            return self._ledger
        from fundledger.store.books import Ledger, NoLedgerError  # noqa: PLC0415 - SQL
        from fundledger.store.migrate import require_newest  # noqa: PLC0415 - SQL

        if "://" not in self.address and not Path(self.address).exists():
            raise NoLedgerError(self.address)
        ledger = Ledger(self.address)
        require_newest(ledger.engine)
        self._ledger = ledger
        return ledger
