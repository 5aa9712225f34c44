"""A ledger of plain dicts: what the rules post, added up without the domain's help."""

from collections import Counter
from collections.abc import Callable, Iterable

from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.journal import Entry

# Written out once more on purpose: the oracle does not ask the chart.
DEBIT_ACCOUNTS = {
    "bank",
    "recoverable",
    "advance",
    "programme_cost",
    "admin_cost",
    "fundraising_cost",
    "other_cost",
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
MAY_NAME_PROJECT = {"other_payable", "prior_year", "other_cost"}
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


def matches(key: str, name: str) -> bool:
    """Tell whether an account is the one named, or a leaf under it."""
    return key == name or key.startswith(f"{name}.")


class Ledger:
    """Balances by account and project, each on its account's own side, in 分."""

    def __init__(self) -> None:
        self.fen_of: Counter[tuple[AccountKey, ProjectNo | None]] = Counter()

    def post(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            for key, sign in ((entry.debit, 1), (entry.credit, -1)):
                own = sign if control(key) in DEBIT_ACCOUNTS else -sign
                by_project = control(key) in BY_PROJECT | MAY_NAME_PROJECT
                project_no = entry.project_no if by_project else None
                self.fen_of[key, project_no] += own * entry.fen

    def copy(self) -> "Ledger":
        other = Ledger()
        other.fen_of = self.fen_of.copy()
        return other

    def left(self, key: AccountKey, project_no: ProjectNo | None) -> int:
        return self.fen_of[key, project_no]

    def sum(
        self, name: str, keep: Callable[[ProjectNo | None], bool] | None = None
    ) -> int:
        """Sum an account or all leaves under it, over the projects to keep."""
        return sum(
            fen
            for (key, project_no), fen in self.fen_of.items()
            if matches(key, name) and (keep is None or keep(project_no))
        )

    def of(self, name: str, project_no: ProjectNo) -> int:
        return self.sum(name, lambda account: account == project_no)

    def below_floor(self) -> list[tuple[AccountKey, ProjectNo | None]]:
        return [
            place
            for place, fen in self.fen_of.items()
            if fen < 0 and control(place[0]) in FLOORS
        ]
