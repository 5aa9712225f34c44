"""What an open ledger remembers of its chains: the last record of each fund it saw.

A ledger can be put back to an earlier state while it is open: by a restore, or by a
copy over its file. The next deed would take a number that was used. So each deed and
each reading asks for the last record that was seen; this holds on both databases.
"""

from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from sqlalchemy import Connection, bindparam, select

from fundledger.domain.ids import FundId
from fundledger.store import tables
from fundledger.store.audit import Head
from fundledger.store.dialects import Dialect
from fundledger.store.identity import EarlierStateError
from fundledger.store.prepared import OWN, Prepared, owned

LOOKED_BACK: Final = 100
"""So many records before the last are looked for where the file may be another state:
more than lie between two checkpoints, after which older ones are in the file itself."""


_r = tables.record.c
_HASH: Final = Prepared(
    select(_r.sha256).where(owned(tables.record), _r.seq == bindparam("seq"))
)
_RUN: Final = Prepared(
    select(_r.seq, _r.sha256)
    .where(owned(tables.record), _r.seq <= bindparam("seq"))
    .order_by(_r.seq.desc())
    .limit(LOOKED_BACK)
)


class Memory:
    """The last record of each fund that an open ledger has seen."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._heads: dict[FundId, Head] = {}
        self._lock = Lock()

    def last(self, fund_id: FundId) -> Head | None:
        """Give the last record that was seen of a fund."""
        return self._heads.get(fund_id)

    def note(self, fund_id: FundId, head: Head) -> None:
        """Remember a head that is committed; an earlier one changes nothing."""
        with self._lock:
            last = self._heads.get(fund_id)
            if last is None or head.seq > last.seq:
                self._heads[fund_id] = head


@dataclass(slots=True)
class Look:
    """One deed's or reading's look at a fund's chain.

    Made before its transaction begins: what was seen by then must be there in it.
    """

    memory: Memory
    fund_id: FundId
    fund: str
    last: Head | None = field(init=False)
    written: Head | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Take what was seen so far."""
        self.last = self.memory.last(self.fund_id)

    def require_kept(
        self, dialect: Dialect, connection: Connection, head: Head | None
    ) -> Head:
        """Give the head, once the last record seen is still there.

        `head` is where the chain stands now, None without a fund. Where only part of
        the file may be as it was, the records before are looked for as well. Raises
        EarlierStateError.
        """
        self.written = None
        last = self.last
        if head is None or (last is not None and head.seq < last.seq):
            raise EarlierStateError(self.fund, 1 if last is None else last.seq)
        if last is None:
            return head
        if dialect.may_have_changed(connection):
            self._require_run(connection, last)
            dialect.trust(connection)
        elif head != last:
            self._require_record(connection, last)
        return head

    def _require_record(self, connection: Connection, last: Head) -> None:
        rows = _HASH.ask_over(connection, {OWN: self.fund_id, "seq": last.seq})
        if [row.sha256 for row in rows] != [last.sha256]:
            raise EarlierStateError(self.fund, last.seq)

    def _require_run(self, connection: Connection, last: Head) -> None:
        rows = _RUN.ask_over(connection, {OWN: self.fund_id, "seq": last.seq})
        expected = min(LOOKED_BACK, last.seq)
        first = last.seq - expected + 1
        if [row.seq for row in rows] != list(range(last.seq, first - 1, -1)):
            raise EarlierStateError(self.fund, last.seq)
        if rows[0].sha256 != last.sha256:
            raise EarlierStateError(self.fund, last.seq)

    def saw(self, head: Head) -> None:
        """Remember where a snapshot's chain stands."""
        self.memory.note(self.fund_id, head)

    def wrote(self, head: Head) -> None:
        """Note the record that goes in; it counts once it is committed."""
        self.written = head

    def committed(self) -> None:
        """Remember the record that went in."""
        if self.written is not None:
            self.memory.note(self.fund_id, self.written)
