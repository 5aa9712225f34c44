"""What each project was granted, paid, spent and gave back, measured in the books.

A measure is how an account moved under certain posting rules: one table. A red copy
counts under the rule of the voucher it annuls, so that it takes away what that added.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from fundledger.domain.chart import (
    ADVANCE,
    B_COMMITTED,
    B_DISBURSED,
    B_PAYMENT,
    B_RESERVED,
    BANK,
    OTHER_COST,
    PAYABLE,
    PRIOR_YEAR,
    PROGRAMME_COST,
    RECOVERABLE,
)
from fundledger.domain.ids import AccountKey, ProjectNo
from fundledger.domain.journal import PostingRule
from fundledger.queries import lines
from fundledger.queries.lines import YEAR_END, own_fen, total
from fundledger.store.reading import Books

_R = PostingRule


class ProjectFunds(NamedTuple):
    """The measures of one project, or of several summed; in 分."""

    established: int
    supplements: int
    cuts: int
    lapsed: int
    reserved: int
    committed: int
    payment: int
    disbursed: int
    gross_paid: int
    bounced: int
    refunded: int
    recovered: int
    cost: int
    prior_year: int
    payable: int
    advance: int
    recoverable: int
    written_off: int

    @property
    def approved(self) -> int:
        """Established 立项, with supplements and cuts."""
        return self.established + self.supplements - self.cuts

    @property
    def paid(self) -> int:
        """Net paid: gross less bounced 退汇."""
        return self.gross_paid - self.bounced

    @property
    def returned(self) -> int:
        """Money back from the community: refunded 结余退回 and recovered 追回."""
        return self.refunded + self.recovered

    @property
    def admitted(self) -> int:
        """Admitted cost 核准支出, without closing, less prior-year corrections."""
        return self.cost - self.prior_year


class _Measure(NamedTuple):
    """How one measure is read: an account with its leaves, the rules, the sign."""

    account: AccountKey
    rules: frozenset[PostingRule]
    sign: int = 1


def _under(*rules: PostingRule) -> frozenset[PostingRule]:
    return frozenset(rules)


_ANY: Final = frozenset(PostingRule)
_BEFORE_CLOSING: Final = _ANY - YEAR_END
_PAID: Final = _under(_R.ADVANCE_PAID, _R.REIMBURSEMENT_PAID)
_BOUNCED: Final = _under(_R.ADVANCE_BOUNCED, _R.REIMBURSEMENT_BOUNCED)

MEASURES: Final[Mapping[str, _Measure]] = MappingProxyType(
    {
        "established": _Measure(B_COMMITTED, _under(_R.ESTABLISHED)),
        "supplements": _Measure(B_COMMITTED, _under(_R.SUPPLEMENT)),
        "cuts": _Measure(B_COMMITTED, _under(_R.CUT), -1),
        "lapsed": _Measure(B_COMMITTED, _under(_R.LAPSED), -1),
        "reserved": _Measure(B_RESERVED, _ANY),
        "committed": _Measure(B_COMMITTED, _ANY),
        "payment": _Measure(B_PAYMENT, _ANY),
        "disbursed": _Measure(B_DISBURSED, _ANY),
        "gross_paid": _Measure(BANK, _PAID, -1),
        "bounced": _Measure(BANK, _BOUNCED),
        "refunded": _Measure(BANK, _under(_R.REFUND)),
        "recovered": _Measure(BANK, _under(_R.RECOVERED)),
        "cost": _Measure(PROGRAMME_COST, _BEFORE_CLOSING),
        "prior_year": _Measure(PRIOR_YEAR, _BEFORE_CLOSING),
        "payable": _Measure(PAYABLE, _ANY),
        "advance": _Measure(ADVANCE, _ANY),
        "recoverable": _Measure(RECOVERABLE, _ANY),
        "written_off": _Measure(OTHER_COST, _BEFORE_CLOSING),
    }
)
"""Every field of ProjectFunds: which account it reads, and under which rules."""

NOTHING: Final = ProjectFunds(*(0 for _ in ProjectFunds._fields))

_OF: Final[Mapping[tuple[AccountKey, PostingRule], list[tuple[str, int]]]] = (
    MappingProxyType(
        {
            (account, rule): [
                (name, measure.sign)
                for name, measure in MEASURES.items()
                if measure.account == account and rule in measure.rules
            ]
            for account in {measure.account for measure in MEASURES.values()}
            for rule in PostingRule
        }
    )
)


class _Moved(NamedTuple):
    """How one account of a project moved under one rule, in 分 on its own side."""

    project_no: ProjectNo
    account: AccountKey
    rule: PostingRule
    fen: int


def project_funds(
    books: Books, project_no: ProjectNo, as_of: date | None = None
) -> ProjectFunds:
    """Measure one project, in 分, now or at the end of a day."""
    return _measured(_moved(books, as_of, project_no)).get(project_no, NOTHING)


def all_project_funds(
    books: Books, as_of: date | None = None
) -> dict[ProjectNo, ProjectFunds]:
    """Measure every project that money or budget ever moved for, in 分."""
    return _measured(_moved(books, as_of, None))


def summed(funds: Iterable[ProjectFunds]) -> ProjectFunds:
    """Add the measures of several projects up."""
    return ProjectFunds(*map(sum, zip(NOTHING, *funds, strict=True)))


def _moved(
    books: Books, as_of: date | None, project_no: ProjectNo | None
) -> list[_Moved]:
    account = lines.control_or_key
    by = (lines.line.c.project_no, account, lines.rule)
    asked = lines.lines(books, *by, total(own_fen), as_of=as_of).where(
        lines.under(measure.account for measure in MEASURES.values()),
        lines.line.c.project_no.is_not(None)
        if project_no is None
        else lines.line.c.project_no == project_no,
    )
    rows = books.rows(asked.group_by(*by).order_by(*by))
    return [_Moved(no, key, PostingRule(rule), fen) for no, key, rule, fen in rows]


def _measured(moved: Iterable[_Moved]) -> dict[ProjectNo, ProjectFunds]:
    held: dict[ProjectNo, dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(MEASURES, 0)
    )
    for row in moved:
        for name, sign in _OF[row.account, row.rule]:
            held[row.project_no][name] += sign * row.fen
    return {no: ProjectFunds(**held[no]) for no in sorted(held)}
