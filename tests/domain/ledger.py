"""A ledger of plain dicts: what the rules post, added up without the domain's help."""

from collections import Counter
from collections.abc import Iterable
from itertools import product

from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import Entry, Place

# Written out once more on purpose: the oracle does not ask the chart.
DEBIT_ACCOUNTS = {
    "bank",
    "recoverable",
    "advance",
    "programme_cost",
    "admin_cost",
    "fundraising_cost",
    "other_cost",
    "impairment",
    "b_total",
    "b_uncovered",
}
BY_PROJECT = {
    "recoverable",
    "advance",
    "payable",
    "programme_cost",
    "b_reserved",
    "b_committed",
    "b_payment",
    "b_disbursed",
}
MAY_NAME_PROJECT = {
    "other_payable",
    "prior_year",
    "admin_cost",
    "fundraising_cost",
    "other_cost",
    "impairment",
}
NO_SOURCE = {"bank", "other_payable.unidentified"}
FLOORS = {
    "bank",
    "recoverable",
    "advance",
    "payable",
    "other_payable",
    "b_total",
    "b_uncovered",
    "b_free",
    "b_reserved",
    "b_committed",
    "b_payment",
    "b_disbursed",
    "b_overhead",
}


def control(key: str) -> str:
    return key.partition(".")[0]


def names(key: str) -> list[str]:
    """Name an account and every account that it is a leaf under."""
    parts = key.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


class Ledger:
    """Balances by account, project and source, each on its own side, in 分."""

    def __init__(self) -> None:
        self.fen_of: Counter[Place] = Counter()
        self.sums: Counter[tuple[str, ProjectNo | None, SourceKey | None]] = Counter()

    def post(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            sides = (
                (entry.debit, entry.debit_source, 1),
                (entry.credit, entry.credit_source, -1),
            )
            for key, source, sign in sides:
                assert (source is None) == bool(NO_SOURCE & {*names(key)})
                own = sign if control(key) in DEBIT_ACCOUNTS else -sign
                by_project = control(key) in BY_PROJECT | MAY_NAME_PROJECT
                project_no = entry.project_no if by_project else None
                self.put((key, project_no, source), own * entry.fen)

    def put(self, place: Place, fen: int) -> None:
        """Add to a balance, and to every sum that it is part of."""
        key, project_no, source = place
        self.fen_of[place] += fen
        for name in names(key):
            for project, of in product({project_no, None}, {source, None}):
                self.sums[name, project, of] += fen

    def copy(self) -> "Ledger":
        other = Ledger()
        other.fen_of, other.sums = self.fen_of.copy(), self.sums.copy()
        return other

    def left(
        self, key: AccountKey, project_no: ProjectNo | None, source: SourceKey | None
    ) -> int:
        return self.fen_of[key, project_no, source]

    def sum(
        self,
        name: str,
        project_no: ProjectNo | None = None,
        source: SourceKey | None = None,
    ) -> int:
        """Sum an account or all leaves under it, of a project or a source or of all."""
        return self.sums[name, project_no, source]

    def of(
        self, name: str, project_no: ProjectNo, source: SourceKey | None = None
    ) -> int:
        return self.sum(name, project_no, source)

    def of_source(self, name: str, source: SourceKey) -> int:
        return self.sum(name, None, source)

    def below_floor(self) -> list[Place]:
        return [
            place
            for place, fen in self.fen_of.items()
            if fen < 0 and control(place[0]) in FLOORS
        ]
