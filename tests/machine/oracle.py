"""The oracle: what deeds said they did, added up on plain dicts, and the identities.

It knows nothing of posting rules, waterfalls or red marks: every deed tells it which
figures moved. Free budget and its gap are one number here, free below zero; whatever a
voucher moved can be taken back. All amounts are in 分, each on its account's own side.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

BalanceKey = tuple[str, int | None]
"""An account, and the project where it is kept by project."""
Moves = dict[BalanceKey, int]
"""What a deed moves, in 分 on each account's own side."""

INCOME = ("donations", "grants", "other_income")
COSTS = ("programme_cost", "admin_cost", "fundraising_cost", "other_cost")
RESULTS = (*INCOME, *COSTS, "prior_year")
SIGNED = (*RESULTS, "net_restricted", "net_unrestricted")
"""Accounts that may be below zero; `free` may, as it holds the gap too."""


class Effect(NamedTuple):
    """What one voucher moved: balances, and figures that only ever add up."""

    fen_of: Mapping[BalanceKey, int]
    counts: Mapping[BalanceKey, int]


class Booked(NamedTuple):
    """A voucher's effect, and the year it fell into."""

    year: int
    effect: Effect


def control(key: str) -> str:
    """Name the account that a leaf belongs to."""
    return key.partition(".")[0]


def restricted(key: str) -> bool:
    """Tell whether an account's money is restricted."""
    return key.endswith(".restricted") or key == "net_restricted"


class Oracle:
    """Plain dicts of what is fen_of, and of what was counts since the beginning."""

    def __init__(self) -> None:
        self.fen_of: Counter[BalanceKey] = Counter()
        self.counts: Counter[BalanceKey] = Counter()
        self.results: dict[int, Counter[BalanceKey]] = defaultdict(Counter)
        self.booked: dict[int, Booked] = {}

    def tell(self, voucher_no: int, year: int, effect: Effect) -> None:
        """Add what a voucher moved, and keep it for a correction."""
        self._add(Booked(year, effect), 1)
        self.booked[voucher_no] = Booked(year, effect)

    def annul(self, voucher_no: int) -> Booked:
        """Take back what a voucher moved, and give it."""
        booked = self.booked.pop(voucher_no)
        self._add(booked, -1)
        return booked

    def _add(self, booked: Booked, sign: int) -> None:
        year, effect = booked
        for mine, given in ((self.fen_of, effect.fen_of), (self.counts, effect.counts)):
            for place, fen in given.items():
                mine[place] += sign * fen
        for (key, project_no), fen in effect.fen_of.items():
            if control(key) in RESULTS:
                self.counts[f"ever:{key}", None] += sign * fen
                self.results[year][key, project_no] += sign * fen

    def of(self, key: str, project_no: int | None = None) -> int:
        """Tell what an account holds for a project."""
        return self.fen_of[key, project_no]

    def sum(self, *names: str, only: bool | None = None) -> int:
        """Sum accounts with their leaves over all projects, by restriction if asked."""
        return sum(
            fen
            for (key, _), fen in self.fen_of.items()
            if control(key) in names and only in (None, restricted(key))
        )

    def count(self, what: str, project_no: int | None = None) -> int:
        """Tell a figure of one project, or of all."""
        return sum(
            fen
            for (name, no), fen in self.counts.items()
            if name == what and project_no in (None, no)
        )

    def projects(self) -> set[int]:
        """List the projects that any money was about."""
        return {no for _, no in (*self.fen_of, *self.counts) if no is not None}

    def accounts(self) -> dict[str, int]:
        """Give balances by account, as the books keep them."""
        sums: Counter[str] = Counter()
        for (key, _), fen in self.fen_of.items():
            if key != "free":
                sums[key] += fen
        free = self.fen_of["free", None]
        sums["b_free" if free > 0 else "b_uncovered"] = abs(free)
        return {key: fen for key, fen in sums.items() if fen}

    def by_project(self) -> dict[BalanceKey, int]:
        """Give balances by account and project, as the books keep them."""
        return {
            place: fen
            for place, fen in self.fen_of.items()
            if fen and place[1] is not None
        }

    def close_year(self, year: int) -> None:
        """Carry income, cost and adjustments up to a year to net assets."""
        for each in [each for each in self.results if each <= year]:
            for (key, project_no), fen in self.results.pop(each).items():
                self.fen_of[key, project_no] -= fen
                # Cost goes through unrestricted net assets and is then released: in
                # the end each kind of net assets bears its own.
                own = "net_restricted" if restricted(key) else "net_unrestricted"
                self.fen_of[own, None] += -fen if control(key) in COSTS else fen

    def hold(self) -> None:
        """Hold every identity that is true after any deed."""
        self._floors()
        for no in self.projects():
            self._r4(no)
            self._r5(no)
        self._r6()
        self._r7()
        self._r8()
        self._r9()

    def _floors(self) -> None:
        below = {
            place: fen
            for place, fen in self.fen_of.items()
            if fen < 0 and control(place[0]) not in (*SIGNED, "free")
        }
        assert not below, f"below their floor: {below}"

    def _r4(self, no: int) -> None:
        assert self.of("payable", no) <= self.of("b_payment", no)

    def _r5(self, no: int) -> None:
        granted = (
            self.count("established", no)
            + self.count("supplements", no)
            - self.count("cuts", no)
        )
        paid, returned = self.count("paid", no), self.count("returned", no)
        assert granted == (
            self.of("b_committed", no)
            + self.of("b_payment", no)
            + paid
            + self.count("lapsed", no)
        )
        assert paid == (
            self.count("admitted", no)
            - self.of("payable", no)
            + returned
            + self.of("advance", no)
            + self.of("recoverable", no)
            + self.count("written_off", no)
        )
        assert self.of("b_disbursed", no) == paid - returned

    def _r6(self) -> None:
        count = self.count
        granted = count("established") + count("supplements") - count("cuts")
        open_fen = self.sum("b_committed", "b_payment")
        assert open_fen == granted - count("paid") - count("lapsed")

    def _r7(self) -> None:
        free = self.of("free")
        committed = self.sum("b_reserved", "b_committed", "b_payment")
        spent = self.sum("b_disbursed", "b_overhead")
        assert self.of("b_total") == free + committed + spent
        assert self.sum("b_disbursed") == self.count("paid") - self.count("returned")
        assert self.sum("bank") == free + committed + self.sum("other_payable")

    def _r8(self) -> None:
        for only in (True, False):
            net = "net_restricted" if only else "net_unrestricted"
            closing = (
                self.of(net)
                + self.sum(*INCOME, only=only)
                - self.sum(*COSTS, only=only)
                + self.sum("prior_year", only=only)
            )
            assert closing == self._since_the_beginning(only=only)

    def _since_the_beginning(self, *, only: bool) -> int:
        """Add all income, cost and adjustments of a kind, over all years."""
        return sum(
            -fen if control(name.removeprefix("ever:")) in COSTS else fen
            for (name, _), fen in self.counts.items()
            if name.startswith("ever:") and restricted(name) is only
        )

    def _r9(self) -> None:
        owned = self.sum("bank", "recoverable", "advance")
        owed = self.sum("payable", "other_payable")
        net = self.sum("net_restricted", "net_unrestricted", "prior_year")
        assert owned - owed == net + self.sum(*INCOME) - self.sum(*COSTS)
