"""A fund's life on a ledger of dicts, and the identities asked of it: the oracle.

It is written from the design's identities. It learns from each deed only what the deed
says it did (so much established, so much paid), never what was posted.
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from fundledger.domain import chart
from fundledger.domain.budgets import FundsDifferences, ProjectFunds, differences
from fundledger.domain.chart import (
    IncomeKind,
    SpendingKind,
    cost_leaf,
    income_leaf,
    prior_year_leaf,
)
from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.journal import (
    Entry,
    InsufficientError,
    PayableUncoveredError,
    PostingRule,
    Slot,
    entries,
    level_gap,
    red_copy,
    require_cover,
)
from fundledger.domain.year_end import year_end
from tests.domain.ledger import Ledger, control

PROJECTS = [ProjectNo(number) for number in (1, 2, 3)]
BANKS = [AccountKey("bank.main"), AccountKey("bank.grant")]

# What a deed says it did to a project. Two signs for what comes and goes.
SAYS: Mapping[PostingRule, tuple[str, int]] = {
    PostingRule.ESTABLISHED: ("established", 1),
    PostingRule.SUPPLEMENT: ("supplements", 1),
    PostingRule.CUT: ("cuts", 1),
    PostingRule.LAPSED: ("lapsed", 1),
    PostingRule.ADVANCE_PAID: ("paid", 1),
    PostingRule.REIMBURSEMENT_PAID: ("paid", 1),
    PostingRule.ADVANCE_BOUNCED: ("paid", -1),
    PostingRule.REIMBURSEMENT_BOUNCED: ("paid", -1),
    PostingRule.REFUND: ("returned", 1),
    PostingRule.RECOVERED: ("returned", 1),
    PostingRule.IRRECOVERABLE: ("written_off", 1),
}
# Year ends, levelled gaps and opening balances are no deeds of a day.
DEEDS = [
    deed for deed in PostingRule if not deed.startswith(("year_end", "gap", "opening"))
]
FUND_DEEDS = [
    PostingRule.DONATION_RECEIVED,
    PostingRule.GRANT_RECEIVED,
    PostingRule.UNIDENTIFIED_RECEIVED,
    PostingRule.UNIDENTIFIED_IDENTIFIED,
    PostingRule.DONATION_RETURNED,
    PostingRule.BANK_FEE,
    PostingRule.ADMIN_COST,
    PostingRule.INTEREST,
]


class Voucher(NamedTuple):
    """What was booked, for a correction to copy."""

    rule: PostingRule
    project_no: ProjectNo | None
    fen: int
    entries: list[Entry]


class Deed(NamedTuple):
    """A deed to try: what it says, and the accounts it would use."""

    rule: PostingRule
    fen: int
    project_no: ProjectNo
    bank: AccountKey
    kind: SpendingKind
    restricted: bool
    corrected: AccountKey

    def accounts(self) -> dict[Slot, AccountKey]:
        restricted = self.restricted
        return {
            Slot.BANK: self.bank,
            Slot.DONATIONS: income_leaf(IncomeKind.DONATIONS, restricted=restricted),
            Slot.GRANTS: income_leaf(IncomeKind.GRANTS, restricted=restricted),
            Slot.INCOME: income_leaf(IncomeKind.GRANTS, restricted=restricted),
            Slot.INTEREST: chart.FUNDRAISING_COST,
            Slot.OVERHEAD: chart.FUNDRAISING_COST if restricted else chart.ADMIN_COST,
            Slot.COST: cost_leaf(self.kind, restricted=restricted),
            Slot.PRIOR_YEAR: prior_year_leaf(restricted=restricted),
            Slot.CORRECTED: self.corrected,
        }


class Life:
    """Play deeds on plain dicts; `ask` holds the identities."""

    def __init__(self) -> None:
        self.books = Ledger()
        self.turnover = Ledger()  # without closing vouchers
        self.counts: Counter[tuple[str, ProjectNo]] = Counter()
        self.this_year: list[Voucher] = []
        self.opening: Counter[str] = Counter()
        self.released = 0

    def possible(self, deed: Deed) -> list[PostingRule]:
        """List the rules that one 分 could be posted by now."""
        return [
            rule for rule in DEEDS if self.rehearse(deed._replace(rule=rule, fen=1))
        ]

    def rehearse(self, deed: Deed) -> list[Entry]:
        try:
            return entries(
                deed.rule,
                deed.fen,
                project_no=None if deed.rule in FUND_DEEDS else deed.project_no,
                accounts=deed.accounts(),
                left=self.books.left,
            )
        except (InsufficientError, PayableUncoveredError):
            return []

    def play(self, deed: Deed) -> bool:
        """Post a deed if the rules let it through, and tell whether they did."""
        posted = self.rehearse(deed)
        if not posted:
            return False
        project_no = None if deed.rule in FUND_DEEDS else deed.project_no
        voucher = Voucher(deed.rule, project_no, deed.fen, posted)
        self._post(voucher)
        self.this_year.append(voucher)
        return True

    def _post(self, voucher: Voucher, sign: int = 1) -> None:
        self.books.post(voucher.entries)
        self.turnover.post(voucher.entries)
        if voucher.rule in SAYS and voucher.project_no is not None:
            what, way = SAYS[voucher.rule]
            self.counts[what, voucher.project_no] += sign * way * voucher.fen

    def annul(self, place: int) -> bool:
        """Correct a voucher of this year by a red copy, if no floor breaks."""
        voucher = self.this_year[place]
        red = red_copy(voucher.entries)
        trial = self.books.copy()
        trial.post(red)
        levelling = level_gap(trial.left)
        if levelling:
            deed, fen = levelling
            red += entries(deed, fen, accounts={}, left=trial.left)
        return self._correct(place, voucher._replace(entries=red))

    def _correct(self, place: int, red: Voucher) -> bool:
        trial = self.books.copy()
        trial.post(red.entries)
        try:
            require_cover(red.entries, self.books.left)
        except PayableUncoveredError:
            return False
        if trial.below_floor():
            return False
        self._post(red, sign=-1)
        del self.this_year[place]
        return True

    def close_the_year(self) -> None:
        for step in year_end(self.books.fen_of):
            self.books.post(step.entries)
            for entry in step.entries:
                released = {entry.debit, entry.credit} == {
                    chart.NET_RESTRICTED,
                    chart.NET_UNRESTRICTED,
                }
                if released:
                    way = 1 if entry.debit == chart.NET_RESTRICTED else -1
                    self.released += way * entry.fen
        self.this_year.clear()
        self.opening = self.figures()
        self.r8_and_r10()

    def ask(self) -> None:
        """Hold every identity that is true after any deed."""
        self.no_floor_is_broken()
        self.r4_a_payable_is_covered_by_what_is_approved_for_payment()
        self.r5_each_project_accounts_for_its_money()
        self.r6_the_year_rolls_from_its_opening()
        self.r7_permission_to_spend_is_money_in_the_bank()
        self.r9_what_is_owned_is_what_is_owed_and_net_assets()
        self.r13_spending_agrees_with_the_budget_book()

    def r8_and_r10(self) -> None:
        """Ask the net assets, which are settled at year end only."""
        parts = Counter[tuple[str, bool | None]]()
        for (key, _), fen in self.turnover.fen_of.items():
            parts[control(key), chart.account(key).restricted] += fen
        income = ("donations", "grants", "other_income")
        costs = ("programme_cost", "admin_cost", "fundraising_cost", "other_cost")
        for restricted, way in ((True, -1), (False, 1)):
            net = chart.NET_RESTRICTED if restricted else chart.NET_UNRESTRICTED
            own = sum(parts[name, restricted] for name in income)
            # All cost and every adjustment goes through unrestricted net assets.
            if not restricted:
                own -= sum(parts[name, r] for name in costs for r in (True, False))
                own += self.turnover.sum("prior_year")
            assert self.books.sum(net) == own + way * self.released
        assert self.released == (
            parts["programme_cost", True] - parts["prior_year", True]
        )

    def figures(self) -> Counter[str]:
        """Sum the counts figures over projects, and the committed budget."""
        sums = Counter[str]()
        for (what, _), fen in self.counts.items():
            sums[what] += fen
        sums["open"] = self.books.sum("b_committed") + self.books.sum("b_payment")
        return sums

    def funds(self, project_no: ProjectNo) -> ProjectFunds:
        counted = {
            what: fen for (what, no), fen in self.counts.items() if no == project_no
        }
        fen_of = {
            name: self.books.of(f"b_{name}", project_no)
            for name in ("reserved", "committed", "payment", "disbursed")
        }
        owed = {
            name: self.books.of(name, project_no)
            for name in ("advance", "payable", "recoverable")
        }
        admitted = self.turnover.of("programme_cost", project_no)
        corrected = self.turnover.of("prior_year", project_no)
        return ProjectFunds(**counted, **fen_of, **owed, admitted=admitted - corrected)

    def no_floor_is_broken(self) -> None:
        assert self.books.below_floor() == []

    def r4_a_payable_is_covered_by_what_is_approved_for_payment(self) -> None:
        for project_no in PROJECTS:
            payable = self.books.of("payable", project_no)
            assert payable <= self.books.of("b_payment", project_no)
        assert all(
            project_no is not None
            for (key, project_no), fen in self.books.fen_of.items()
            if fen and control(key) in {"advance", "recoverable", "payable"}
        )

    def r5_each_project_accounts_for_its_money(self) -> None:
        for project_no in PROJECTS:
            assert differences(self.funds(project_no)) == FundsDifferences(0, 0, 0, 0)

    def r6_the_year_rolls_from_its_opening(self) -> None:
        now, then = self.figures(), self.opening
        moved = {what: now[what] - then[what] for what in now}
        assert now["open"] == (
            then["open"]
            + moved.get("established", 0)
            + moved.get("supplements", 0)
            - moved.get("cuts", 0)
            - moved.get("paid", 0)
            - moved.get("lapsed", 0)
        )

    def r7_permission_to_spend_is_money_in_the_bank(self) -> None:
        fen_of = self.books.sum
        stages = sum(fen_of(stage) for stage in chart.STAGES)
        assert fen_of("b_total") + fen_of("b_uncovered") == stages + fen_of(
            "b_overhead"
        )
        assert fen_of("bank") == (
            stages
            - fen_of("b_disbursed")
            + fen_of("other_payable.unidentified")
            - fen_of("b_uncovered")
        )
        assert not (fen_of("b_uncovered") and fen_of("b_free"))

    def r9_what_is_owned_is_what_is_owed_and_net_assets(self) -> None:
        fen_of = self.books.sum
        owned = fen_of("bank") + fen_of("recoverable") + fen_of("advance")
        owed = fen_of("payable") + fen_of("other_payable")
        net = (
            fen_of("net_restricted") + fen_of("net_unrestricted") + fen_of("prior_year")
        )
        income = fen_of("donations") + fen_of("grants") + fen_of("other_income")
        cost = sum(
            fen_of(name)
            for name in (
                "programme_cost",
                "admin_cost",
                "fundraising_cost",
                "other_cost",
            )
        )
        assert owned - owed == net + income - cost

    def r13_spending_agrees_with_the_budget_book(self) -> None:
        fen_of = self.books.sum
        spent = (
            fen_of("b_disbursed")
            - fen_of("advance")
            - fen_of("recoverable")
            - self.figures()["written_off"]
            + fen_of("payable")
        )
        turnover = self.turnover.sum
        assert spent == turnover("programme_cost") - turnover("prior_year")
