"""A correction of a voucher: afterwards the rows behind it say what the books say."""

from collections.abc import Callable
from typing import Final

import pytest

from fundledger.commands import (
    accounts,
    disbursements,
    funding,
    journal,
    notices,
    projects,
    refunds,
    returns,
    running_costs,
    transfers,
)
from fundledger.domain.chart import Book
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import (
    AccountKey,
    DisbursementNo,
    ProjectNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import InsufficientError
from fundledger.domain.money import from_fen
from fundledger.domain.sources import GENERAL, SourceBankError
from fundledger.errors import RefusedError
from fundledger.queries import corrections
from fundledger.queries import funding as received
from fundledger.queries import journal as queries
from tests.commands.money import (
    admitted,
    alone,
    booked,
    decided,
    left,
    paid,
    receipt,
    red_checks,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    AID,
    APPROVER,
    CASHIER,
    SUPERVISOR,
    Scene,
    content,
    yuan,
)
from tests.rows_of_vouchers import untrue

MAIN, SECOND = AccountKey("bank.main"), AccountKey("bank.second")
LOOSE = SourceKey("loose")
"""An unrestricted source beside the first; `AID` is restricted."""


# --- Vouchers that have rows behind them -------------------------------------------


def _last(scene: Scene) -> VoucherNo:
    with scene.fund.reading() as books:
        every = [e for e in queries.vouchers(books) if e.series is Book.MONEY]
    return every[-1].no


def _donation(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    funding.receive_donation(desk, yuan(100), party="商户", bank="main")


def _returned_in_part(scene: Scene) -> VoucherNo:
    desk = scene.desk(ACCOUNTANT)
    no = funding.receive_donation(desk, yuan(100), party="商户", bank="main")
    came = _last(scene)
    decided(scene, no, 30)
    return came


def _grant(scene: Scene) -> None:
    scene.grant(AID, 100)


def _unidentified(scene: Scene) -> None:
    funding.receive_unidentified(scene.desk(ACCOUNTANT), yuan(100), bank="main")


def _identified(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    no = funding.receive_unidentified(desk, yuan(100), bank="main")
    kind = FundingKind.DONATION
    funding.identify_money(desk, no, kind=kind, party="商户")


def _named_since(scene: Scene) -> VoucherNo:
    _identified(scene)
    with scene.fund.reading() as books:
        return received.fundings(books)[-1].voucher_no


def _sent_back(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    no = funding.receive_unidentified(desk, yuan(100), bank="main")
    funding.send_back_unidentified(scene.desk(CASHIER), no, reason="无法查明")


def _return_decided(scene: Scene) -> None:
    decided(scene, scene.grant(AID, 100), 60)


def _return_paid(scene: Scene) -> None:
    no = decided(scene, scene.grant(AID, 100), 60)
    returns.pay_money_return(scene.desk(CASHIER), no, bank="main")


def _cost(scene: Scene) -> VoucherNo:
    desk = scene.desk(SUPERVISOR)
    summary = "审计费"
    return alone(
        running_costs.pay_admin_cost(desk, yuan(60), bank="main", summary=summary)
    )


def _cost_bounced(scene: Scene) -> None:
    _cost(scene)
    desk, no = scene.desk(CASHIER), 1
    running_costs.bounce_admin_cost(desk, no, reason="户名有误")  # type: ignore[arg-type]


def _cost_that_bounced(scene: Scene) -> VoucherNo:
    paid_by = _cost(scene)
    desk, no = scene.desk(CASHIER), 1
    running_costs.bounce_admin_cost(desk, no, reason="户名有误")  # type: ignore[arg-type]
    return paid_by


def _transfer(scene: Scene, *, in_transit: bool = False) -> None:
    for who in (CASHIER, SUPERVISOR):
        transfers.transfer_money(
            scene.desk(who),
            yuan(40),
            from_bank="main",
            to_bank="third",
            in_transit=in_transit,
        )


def _sent(scene: Scene) -> None:
    _transfer(scene, in_transit=True)


def _arrived(scene: Scene) -> None:
    _transfer(scene, in_transit=True)
    transfers.receive_transfer(scene.desk(CASHIER), 1)  # type: ignore[arg-type]


def _sent_and_arrived(scene: Scene) -> VoucherNo:
    _transfer(scene, in_transit=True)
    sent = _last(scene)
    transfers.receive_transfer(scene.desk(CASHIER), 1)  # type: ignore[arg-type]
    return sent


def _refund(scene: Scene, amount: int = 40) -> None:
    for no in (2, 1):
        paid(scene, ProjectNo(no), 60)
    desk = scene.desk(ACCOUNTANT)
    refunds.receive_refund(desk, ProjectNo(1), yuan(amount), bank="main")


def _refund_of_more(scene: Scene) -> None:
    _refund(scene, 80)


def _advance(scene: Scene) -> None:
    paid(scene, ProjectNo(1), 60)


def _bounced_and_paid_again(scene: Scene) -> VoucherNo:
    no = paid(scene, ProjectNo(1), 60)
    first = _last(scene)
    desk = scene.desk(CASHIER)
    disbursements.bounce_disbursement(desk, no, reason="户名有误")
    disbursements.pay_disbursement(desk, no, bank="main")
    return first


def _reimbursement(scene: Scene) -> None:
    admitted(scene, ProjectNo(1), receipt(60), reimburses=True)
    desk, no = scene.desk(SUPERVISOR), 1
    disbursements.approve_disbursement(desk, no)  # type: ignore[arg-type]
    disbursements.pay_disbursement(
        scene.desk(CASHIER),
        no,  # type: ignore[arg-type]
        bank="main",
    )


# --- What may turn out to have been otherwise --------------------------------------

Try = Callable[[Scene, VoucherNo], VoucherNo]


def _accounts(old: str, new: str) -> Try:
    def correct(scene: Scene, no: VoucherNo) -> VoucherNo:
        right = {AccountKey(old): AccountKey(new)}
        desk = scene.desk(ACCOUNTANT)
        return journal.correct_voucher(desk, no, reason="有误", accounts=right)

    return correct


def _source(key: SourceKey) -> Try:
    def correct(scene: Scene, no: VoucherNo) -> VoucherNo:
        desk = scene.desk(ACCOUNTANT)
        return journal.correct_voucher(desk, no, reason="有误", to_source=key)

    return correct


def _of_project(scene: Scene, no: VoucherNo) -> VoucherNo:
    desk, other = scene.desk(ACCOUNTANT), ProjectNo(2)
    return journal.correct_voucher(desk, no, reason="有误", to_project_no=other)


def _amounts(right: Callable[[int, int], int]) -> Try:
    """Adjust each posting by its place among those of its book, and its amount."""

    def adjust(scene: Scene, no: VoucherNo) -> VoucherNo:
        with scene.fund.reading() as books:
            budget = corrections.budget_voucher(books, no)
            both = [no] if budget is None else [no, budget]
            amounts = [
                from_fen(right(place, each.fen))
                for one in both
                for place, each in enumerate(queries.postings(books, one))
            ]
        desk = scene.desk(ACCOUNTANT)
        journal.adjust_voucher(desk, no, amounts=amounts, reason="有误")
        return no

    return adjust


TRIES: Final[dict[str, Try]] = {
    "another bank account": _accounts("bank.main", "bank.second"),
    "where it went": _accounts("bank.third", "bank.fourth"),
    "one account for both": _accounts("bank.fourth", "bank.second"),
    "in transit": _accounts("bank.second", "bank.transit"),
    "arrived elsewhere": _accounts("bank.transit", "bank.third"),
    "a grant": _accounts("donations.unrestricted", "grants.unrestricted"),
    "a donation": _accounts("grants.restricted", "donations.restricted"),
    "fundraising": _accounts(
        "admin_cost.unrestricted", "fundraising_cost.unrestricted"
    ),
    "another project": _of_project,
    "less": _amounts(lambda _, fen: fen // 2),
    "no more than was advanced": _amounts(lambda place, fen: 0 if place else fen // 2),
    "another source": _source(LOOSE),
    "restricted": _source(AID),
}
"""Tried one after another, each on what stands by then."""

_BANK: Final = "another bank account"
_OF: Final = ("another source", "restricted")
PERMITTED: Final[dict[str, tuple[Callable[[Scene], VoucherNo | None], set[str]]]] = {
    "donation": (_donation, {_BANK, "a grant", "less", *_OF}),
    "returned in part": (_returned_in_part, {_BANK, "a grant", "less"}),
    "grant": (_grant, {_BANK, "a donation", "less", "another source", "restricted"}),
    "unidentified": (_unidentified, {_BANK, "less"}),
    "identified": (_identified, {"a grant", *_OF}),
    "named since": (_named_since, {_BANK}),
    "sent back": (_sent_back, {_BANK}),
    "return decided": (_return_decided, set()),
    "return paid": (_return_paid, {_BANK}),
    "cost": (_cost, {_BANK, "fundraising", "less", "another source"}),
    "cost bounced": (_cost_bounced, {_BANK, "fundraising"}),
    "cost that bounced": (_cost_that_bounced, {_BANK, "fundraising"}),
    "transfer": (_transfer, {_BANK, "where it went"}),
    "sent": (_sent, {_BANK}),
    "arrived": (_arrived, {"where it went", "one account for both"}),
    "sent and arrived": (_sent_and_arrived, {_BANK}),
    "refund": (_refund, {_BANK, "another project", "less"}),
    "refund of more": (
        _refund_of_more,
        {_BANK, "another project", "less", "no more than was advanced"},
    ),
    "advance": (_advance, {_BANK}),
    "bounced and paid again": (_bounced_and_paid_again, {_BANK}),
    "reimbursement": (_reimbursement, {_BANK}),
}
"""What is permitted of each voucher; anything else is refused."""


def _banks(scene: Scene) -> None:
    for number, key in enumerate(("second", "third", "fourth"), start=2):
        desk, bank = scene.desk(ADMIN), "示例银行"
        accounts.add_bank_account(
            desk, key=key, name=key, bank=bank, number=f"000{number}"
        )


def _two_projects(scene: Scene) -> None:
    nos = [scene.on_notice(saying=content(title)) for title in ("饺子宴", "包粽子")]
    scene.wait(10)
    for no in nos:
        notices.establish_project(scene.desk(APPROVER), no)
        projects.record_agreement(scene.desk(ACCOUNTANT), no, f"XY-{no}")
        projects.activate_project(scene.desk(SUPERVISOR), no)


@pytest.mark.parametrize("name", PERMITTED)
def test_after_each_correction_the_rows_say_what_the_books_say(
    scene: Scene, name: str
) -> None:
    _banks(scene)
    _two_projects(scene)
    scene.source(AID, 500)
    scene.source(LOOSE, 500, restricted=False)
    desk = scene.desk(ACCOUNTANT)
    for bank in ("second", "fourth"):
        funding.receive_donation(desk, yuan(500), party="商户", bank=bank)
    book, permitted = PERMITTED[name]
    no = book(scene) or _last(scene)
    accepted: set[str] = set()
    for what, correct in TRIES.items():
        try:
            no = correct(scene, no)
        except RefusedError:
            pass  # Most are; nothing is written then.
        else:
            accepted.add(what)
        with scene.fund.reading() as books:
            assert untrue(books) == [], what
    assert accepted == permitted
    assert red_checks(scene) == {}


def test_a_payment_corrected_after_it_bounced_and_was_paid_again_bounces_from_the_last(
    scene: Scene,
) -> None:
    _banks(scene)
    _two_projects(scene)
    desk = scene.desk(ACCOUNTANT)
    funding.receive_donation(desk, yuan(500), party="商户", bank="second")
    first = _bounced_and_paid_again(scene)
    TRIES["another bank account"](scene, first)
    no = DisbursementNo(1)
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="户名有误")
    assert booked(scene)[0] == ("bank.main", "advance", 60)


def test_what_covered_a_gap_opens_it_again_and_covers_that_of_another_source(
    scene: Scene,
) -> None:
    """A donation of 100 was of another source than the one whose gap it covered."""
    scene.source(LOOSE, 50, restricted=False)
    _overdrawn(scene, GENERAL, 20000)
    _overdrawn(scene, LOOSE, 50)
    _donation(scene)
    assert _stands(scene, GENERAL) == (70, 0)
    no = TRIES["another source"](scene, _last(scene))
    assert _stands(scene, GENERAL) == (0, 30)
    assert _stands(scene, LOOSE) == (70, 0)
    assert [row[:2] for row in booked(scene, no)] == [
        ("bank.main", "donations.unrestricted"),
        ("b_total", "b_free"),
    ]
    assert red_checks(scene) == {}
    TRIES["less"](scene, no)
    assert _stands(scene, LOOSE) == (20, 0)


def test_no_correction_opens_a_gap_of_what_was_spent_since(scene: Scene) -> None:
    scene.source(LOOSE, restricted=False)
    _overdrawn(scene, GENERAL, 20000)
    _donation(scene)
    given = _last(scene)
    running_costs.pay_bank_fee(scene.desk(ACCOUNTANT), yuan(50), bank="main")
    with pytest.raises(InsufficientError):
        TRIES["another source"](scene, given)


def _overdrawn(scene: Scene, source: SourceKey, amount: int) -> None:
    """Let the bank take 30 元 more than a source has, in 元."""
    desk = scene.desk(ACCOUNTANT)
    _unidentified(scene)
    running_costs.pay_bank_fee(desk, yuan(amount + 30), bank="main", source=source)


def _stands(scene: Scene, source: SourceKey) -> tuple[int, int]:
    """Tell what is free of a source, and its gap, in 元."""
    return left(scene, "b_free", of=source), left(scene, "b_uncovered", of=source)


@pytest.mark.parametrize(
    ("book", "what"),
    [
        (_donation, "restricted"),
        (_identified, "restricted"),
        (_grant, "another bank account"),
    ],
)
def test_no_correction_lets_the_money_of_a_source_lie_elsewhere(
    scene: Scene, book: Callable[[Scene], None], what: str
) -> None:
    _banks(scene)
    bank = "main" if book is _grant else "third"
    scene.source(AID, 200, bank=bank)
    book(scene)
    no = _last(scene)
    with pytest.raises(SourceBankError):
        TRIES[what](scene, no)
    with scene.fund.reading() as books:
        assert untrue(books) == []
