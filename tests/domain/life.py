"""A fund's life on a ledger of dicts, and the identities asked of it: the oracle.

It is written from the design's identities. It learns from each deed only what the deed
says it did (so much established, so much paid), never what was posted.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from fundledger.domain import chart
from fundledger.domain.budgets import FundsDifferences, ProjectFunds, differences
from fundledger.domain.chart import IncomeKind, SpendingKind, cost_control
from fundledger.domain.ids import AccountKey, ProjectNo, SourceKey
from fundledger.domain.journal import (
    Entry,
    InsufficientError,
    PayableUncoveredError,
    Posting,
    PostingRule,
    Slot,
    entries,
    left_after,
    require_cover,
)
from fundledger.domain.red import level_gap, red_copy
from fundledger.domain.release import Released, release
from fundledger.domain.sources import Source
from fundledger.domain.year_end import year_end
from tests.domain.ledger import Ledger, control

PROJECTS = [ProjectNo(number) for number in (1, 2, 3)]
BANKS = [AccountKey("bank.main"), AccountKey("bank.grant")]
SOURCES = [
    Source(SourceKey("general"), restricted=False),
    Source(SourceKey("members"), restricted=False),
    Source(SourceKey("aid"), restricted=True),
    Source(SourceKey("books"), restricted=True),
]
RESTRICTED = [source for source in SOURCES if source.restricted]
R = PostingRule

# What a deed says it did to a project. Two signs for what comes and goes.
SAYS: Mapping[PostingRule, tuple[tuple[str, int], ...]] = {
    R.ESTABLISHED: (("established", 1),),
    R.SUPPLEMENT: (("supplements", 1),),
    R.CUT: (("cuts", 1),),
    R.LAPSED: (("lapsed", 1),),
    R.ADVANCE_PAID: (("paid", 1),),
    R.REIMBURSEMENT_PAID: (("paid", 1),),
    R.ADVANCE_BOUNCED: (("paid", -1),),
    R.REIMBURSEMENT_BOUNCED: (("paid", -1),),
    R.REFUND: (("returned", 1),),
    R.RECOVERED: (("returned", 1),),
    R.WRITTEN_OFF: (("written_off", 1),),
    R.WRITTEN_OFF_BORNE: (("written_off", 1), ("borne", 1)),
}
# Releases, year ends, levelled gaps and opening balances are no deeds of a day.
NOT_OF_A_DAY = ("release", "year_end", "gap", "opening")
DEEDS = [deed for deed in PostingRule if not deed.startswith(NOT_OF_A_DAY)]
FUND_DEEDS = {
    R.DONATION_RECEIVED,
    R.GRANT_RECEIVED,
    R.UNIDENTIFIED_RECEIVED,
    R.UNIDENTIFIED_IDENTIFIED,
    R.UNIDENTIFIED_SENT_BACK,
    R.RETURN_DECIDED,
    R.RETURN_MISTAKEN,
    R.RETURN_PAID,
    R.RETURN_BOUNCED,
    R.BANK_FEE,
    R.ADMIN_COST,
    R.ADMIN_COST_BOUNCED,
    R.ADMIN_COST_BOUNCED_CLOSED_YEAR,
    R.INTEREST,
    R.INTEREST_AGAINST_COST,
    R.PROJECT_INTEREST,
    R.TRANSFER,
    R.TRANSFER_SENT,
    R.TRANSFER_ARRIVED,
    R.RECLASSIFIED_NET,
    R.RECLASSIFIED_INCOME,
}
# What a deed decides before it posts: who takes over, who bears.
OTHER_KIND = {R.RECLASSIFIED_NET, R.RECLASSIFIED_INCOME}
COSTS = (*sorted(chart.COST),)
INCOMES = tuple(map(str, IncomeKind))


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
    banks: tuple[AccountKey, AccountKey]
    kind: SpendingKind
    source: Source
    other: Source
    income: IncomeKind
    corrected: AccountKey
    overhead: AccountKey
    loss: AccountKey

    @property
    def whole(self) -> bool:
        """Whether no project is named."""
        return self.rule in FUND_DEEDS

    def posting(self) -> Posting:
        accounts = {
            Slot.BANK: self.banks[0],
            Slot.TO_BANK: self.banks[1],
            Slot.DONATIONS: chart.DONATIONS,
            Slot.GRANTS: chart.GRANTS,
            Slot.INCOME: AccountKey(self.income),
            Slot.OVERHEAD: self.overhead,
            Slot.COST: cost_control(self.kind),
            Slot.LOSS: self.loss,
            Slot.CORRECTED: self.corrected,
        }
        project_no = None if self.whole else self.project_no
        return Posting(
            self.rule, self.fen, self.source, accounts, project_no, self.other
        )

    def is_decided(self) -> bool:
        """Tell whether a deed would name these two sources."""
        if self.source.key == self.other.key:
            return not self.rule.startswith(("re_", "reclassified", "written_off_b"))
        if self.rule in OTHER_KIND:
            return self.source.restricted is not self.other.restricted
        if self.rule is R.WRITTEN_OFF_BORNE:
            return not self.other.restricted
        return self.rule is not R.RE_SOURCED_CLOSED_YEAR or not self.source.restricted


class Life:
    """Play deeds on plain dicts; `ask` holds the identities."""

    def __init__(self) -> None:
        self.books = Ledger()
        self.turnover = Ledger()  # without closing and release vouchers
        self.counts: Counter[tuple[str, ProjectNo]] = Counter()
        self.this_year: list[Voucher] = []
        self.opening: Counter[str] = Counter()
        self.released: Counter[SourceKey] = Counter()
        self.of_year: dict[SourceKey, Counter[AccountKey]] = defaultdict(Counter)

    def possible(self, deed: Deed) -> list[PostingRule]:
        """List the rules that one 分 could be posted by now."""
        return [
            rule for rule in DEEDS if self.rehearse(deed._replace(rule=rule, fen=1))
        ]

    def rehearse(self, deed: Deed) -> list[Entry]:
        if not deed.is_decided():
            return []
        try:
            return entries(deed.posting(), self.books.left)
        except (InsufficientError, PayableUncoveredError):
            return []

    def play(self, deed: Deed) -> bool:
        """Post a deed if the rules let it through, and tell whether they did."""
        posted = self.rehearse(deed)
        if not posted:
            return False
        project_no = None if deed.whole else deed.project_no
        voucher = Voucher(deed.rule, project_no, deed.fen, posted)
        self._post(voucher)
        self.this_year.append(voucher)
        return True

    def _post(self, voucher: Voucher, sign: int = 1) -> None:
        self.books.post(voucher.entries)
        self.turnover.post(voucher.entries)
        if voucher.project_no is not None:
            for what, way in SAYS.get(voucher.rule, ()):
                self.counts[what, voucher.project_no] += sign * way * voucher.fen

    def annul(self, place: int) -> bool:
        """Correct a voucher of this year by a red copy, if no floor breaks."""
        voucher = self.this_year[place]
        red = red_copy(voucher.entries)
        try:
            for source in SOURCES:
                left = left_after(self.books.left, red)
                levelling = level_gap(source, left)
                if levelling:
                    rule, fen = levelling
                    red += entries(Posting(rule, fen, source), left)
            require_cover(red, self.books.left)
        except (InsufficientError, PayableUncoveredError):
            return False
        trial = self.books.copy()
        trial.post(red)
        if trial.below_floor():
            return False
        self._post(voucher._replace(entries=red), sign=-1)
        del self.this_year[place]
        return True

    def standing(self, source: SourceKey) -> dict[AccountKey, int]:
        """Tell what a source has on each account."""
        standing = Counter[AccountKey]()
        for (key, _, of), fen in self.books.fen_of.items():
            if of == source:
                standing[key] += fen
        return dict(standing)

    def release(self) -> None:
        """Release what restricted money was spent this year so far."""
        for source, _ in RESTRICTED:
            earlier = Released(source, dict(self.of_year[source]))
            for entry in release(source, self.standing(source), earlier):
                self.books.post([entry])
                way = 1 if chart.account(entry.debit).restricted else -1
                key = entry.debit if way > 0 else entry.credit
                self.of_year[source][key] += way * entry.fen
                self.released[source] += way * entry.fen
        self.r10_what_was_spent_this_year_is_released()

    def close_the_year(self) -> None:
        self.release()
        for step in year_end(self.books.fen_of):
            self.books.post(step.entries)
            for entry in step.entries:
                if step.rule is R.YEAR_END_PRIOR_YEAR_RELEASE:
                    assert entry.debit_source is not None
                    way = 1 if entry.debit == chart.NET_RESTRICTED else -1
                    self.released[entry.debit_source] += way * entry.fen
        self.this_year.clear()
        self.of_year.clear()
        self.opening = self.figures()
        self.r8_and_r10_at_year_end()

    def ask(self) -> None:
        """Hold every identity that is true after any deed."""
        self.no_floor_is_broken()
        self.r4_a_payable_is_covered_by_what_is_approved_for_payment()
        self.r5_each_project_accounts_for_its_money()
        self.r6_the_year_rolls_from_its_opening()
        self.r7_permission_to_spend_is_money_in_the_bank()
        self.r9_what_is_owned_is_what_is_owed_and_net_assets()
        self.r13_spending_agrees_with_the_budget_book()
        self.r24_every_source_is_worth_where_its_money_stands()

    def r10_what_was_spent_this_year_is_released(self) -> None:
        """Ask a release: all that was spent, from nothing that is not there."""
        for source, _ in RESTRICTED:
            cost = sum(self.books.of_source(name, source) for name in COSTS)
            assert self.of_year[source].total() == cost

    def r8_and_r10_at_year_end(self) -> None:
        """Ask the net assets, which are settled at year end only, by source."""
        for source, restricted in SOURCES:
            of = self.turnover.of_source
            cost = sum(of(name, source) for name in COSTS)
            own = sum(of(name, source) for name in INCOMES) - cost
            own += of("net_restricted", source) + of("net_unrestricted", source)
            own += of("prior_year", source)
            net = ("net_restricted", "net_unrestricted")
            own_net, other_net = net if restricted else net[::-1]
            assert self.books.of_source(own_net, source) == own
            assert self.books.of_source(other_net, source) == 0
            spent = cost - of("prior_year", source)
            assert self.released[source] == (spent if restricted else 0)

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
            for source, _ in SOURCES:
                payable = self.books.of("payable", project_no, source)
                assert payable <= self.books.of("b_payment", project_no, source)
        assert all(
            project_no is not None
            for (key, project_no, _), fen in self.books.fen_of.items()
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
            + fen_of("other_payable.to_return")
            - fen_of("b_uncovered")
        )
        for source, restricted in SOURCES:
            gap = self.books.of_source("b_uncovered", source)
            assert not (gap and self.books.of_source("b_free", source))
            assert not (gap and restricted)

    def r9_what_is_owned_is_what_is_owed_and_net_assets(self) -> None:
        fen_of = self.books.sum
        owned = fen_of("bank") + fen_of("recoverable") + fen_of("advance")
        owed = fen_of("payable") + fen_of("other_payable")
        net = (
            fen_of("net_restricted") + fen_of("net_unrestricted") + fen_of("prior_year")
        )
        income = sum(fen_of(name) for name in INCOMES)
        assert owned - owed == net + income - sum(fen_of(name) for name in COSTS)

    def r13_spending_agrees_with_the_budget_book(self) -> None:
        fen_of, figures = self.books.sum, self.figures()
        spent = (
            fen_of("b_disbursed")
            - fen_of("advance")
            - fen_of("recoverable")
            - (figures["written_off"] - figures["borne"])
            + fen_of("payable")
        )
        of_projects = sum(self.turnover.of("prior_year", no) for no in PROJECTS)
        assert spent == self.turnover.sum("programme_cost") - of_projects

    def r24_every_source_is_worth_where_its_money_stands(self) -> None:
        for source, restricted in SOURCES:

            def of(*names: str, key: SourceKey = source) -> int:
                return sum(self.books.of_source(name, key) for name in names)

            worth = of("net_restricted", "net_unrestricted", "prior_year", *INCOMES)
            worth -= of(*COSTS)
            waiting = of("b_free", "b_reserved", "b_committed", "b_payment")
            owed = of("advance", "recoverable")
            assert worth == waiting + owed - of("b_uncovered", "payable")
            assert worth >= 0 or not restricted
