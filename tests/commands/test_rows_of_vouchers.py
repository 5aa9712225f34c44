"""A correction of a voucher: afterwards the rows behind it say what the books say."""

from collections.abc import Callable
from typing import Final

import pytest

from fundledger.commands import (
    disbursements,
    funding,
    running_costs,
)
from fundledger.domain.ids import (
    DisbursementNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import InsufficientError
from fundledger.domain.sources import GENERAL, SourceBankError
from fundledger.errors import RefusedError
from tests.commands import corrected as of
from tests.commands.corrected import LOOSE, TRIES
from tests.commands.money import (
    booked,
    left,
    red_checks,
)
from tests.commands.scene import (
    ACCOUNTANT,
    AID,
    CASHIER,
    Scene,
    yuan,
)
from tests.rows_of_vouchers import untrue

_BANK: Final = "another bank account"
_OF: Final = ("another source", "restricted")
PERMITTED: Final[dict[str, tuple[Callable[[Scene], VoucherNo | None], set[str]]]] = {
    "donation": (of.donation, {_BANK, "a grant", "less", *_OF}),
    "returned in part": (of.returned_in_part, {_BANK, "a grant", "less"}),
    "grant": (of.grant, {_BANK, "a donation", "less", "another source", "restricted"}),
    "unidentified": (of.unidentified, {_BANK, "less"}),
    "identified": (of.identified, {"a grant", *_OF}),
    "named since": (of.named_since, {_BANK}),
    "sent back": (of.sent_back, {_BANK}),
    "return decided": (of.return_decided, set()),
    "return paid": (of.return_paid, {_BANK}),
    "cost": (of.cost, {_BANK, "fundraising", "less", "another source"}),
    "cost bounced": (of.cost_bounced, {_BANK, "fundraising"}),
    "cost that bounced": (of.cost_that_bounced, {_BANK, "fundraising"}),
    "transfer": (of.transfer, {_BANK, "where it went"}),
    "sent": (of.sent, {_BANK}),
    "arrived": (of.arrived, {"where it went", "one account for both"}),
    "sent and arrived": (of.sent_and_arrived, {_BANK}),
    "refund": (of.refund, {_BANK, "another project", "less"}),
    "refund of more": (
        of.refund_of_more,
        {_BANK, "another project", "less", "no more than was advanced"},
    ),
    "advance": (of.advance, {_BANK}),
    "bounced and paid again": (of.bounced_and_paid_again, {_BANK}),
    "reimbursement": (of.reimbursement, {_BANK}),
}
"""What is permitted of each voucher; anything else is refused."""


@pytest.mark.parametrize("name", PERMITTED)
def test_after_each_correction_the_rows_say_what_the_books_say(
    scene: Scene, name: str
) -> None:
    of.four_banks(scene)
    of.two_projects(scene)
    scene.source(AID, 500)
    scene.source(LOOSE, 500, restricted=False)
    desk = scene.desk(ACCOUNTANT)
    for bank in ("second", "fourth"):
        funding.receive_donation(desk, yuan(500), party="商户", bank=bank)
    book, permitted = PERMITTED[name]
    no = book(scene) or of.last(scene)
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
    of.four_banks(scene)
    of.two_projects(scene)
    desk = scene.desk(ACCOUNTANT)
    funding.receive_donation(desk, yuan(500), party="商户", bank="second")
    first = of.bounced_and_paid_again(scene)
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
    of.donation(scene)
    assert _stands(scene, GENERAL) == (70, 0)
    no = TRIES["another source"](scene, of.last(scene))
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
    of.donation(scene)
    given = of.last(scene)
    running_costs.pay_bank_fee(scene.desk(ACCOUNTANT), yuan(50), bank="main")
    with pytest.raises(InsufficientError):
        TRIES["another source"](scene, given)


def _overdrawn(scene: Scene, source: SourceKey, amount: int) -> None:
    """Let the bank take 30 元 more than a source has, in 元."""
    desk = scene.desk(ACCOUNTANT)
    of.unidentified(scene)
    running_costs.pay_bank_fee(desk, yuan(amount + 30), bank="main", source=source)


def _stands(scene: Scene, source: SourceKey) -> tuple[int, int]:
    """Tell what is free of a source, and its gap, in 元."""
    return left(scene, "b_free", of=source), left(scene, "b_uncovered", of=source)


@pytest.mark.parametrize(
    ("book", "what"),
    [
        (of.donation, "restricted"),
        (of.grant, "another bank account"),
    ],
)
def test_no_correction_lets_the_money_of_a_source_lie_elsewhere(
    scene: Scene, book: Callable[[Scene], None], what: str
) -> None:
    of.four_banks(scene)
    bank = "main" if book is of.grant else "third"
    scene.source(AID, 200, bank=bank)
    book(scene)
    no = of.last(scene)
    with pytest.raises(SourceBankError):
        TRIES[what](scene, no)
    with scene.fund.reading() as books:
        assert untrue(books) == []
