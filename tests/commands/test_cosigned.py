"""What two people sign: whatever would be refused to the second is to the first."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final, NamedTuple

import pytest

from fundledger.commands import (
    accounts,
    adoptions,
    closed_years,
    disbursements,
    imports,
    journal,
    openings,
    periods,
    re_sourcing,
    returns,
    running_costs,
    sources,
    transfers,
)
from fundledger.commands.deed import Deed
from fundledger.domain.actions import Action
from fundledger.domain.batches import Batch, BatchVoucher
from fundledger.domain.chart import B_FREE, B_TOTAL
from fundledger.domain.cosigning import COSIGNED, AloneError
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.ids import AccountKey, FundingNo, Login, Month, VoucherNo
from fundledger.domain.money import from_fen
from fundledger.domain.openings import OpeningBalance
from fundledger.domain.people import Role
from fundledger.domain.re_sourcing import ReSourced
from fundledger.domain.returns import ReturnGround
from fundledger.domain.signatures import SignaturePart
from fundledger.domain.sources import GENERAL
from fundledger.errors import RefusedError
from fundledger.queries import corrections, cosignatures
from fundledger.queries import journal as voucher_queries
from tests.commands.money import entry, limit_changed, vouchers
from tests.commands.scene import (
    ACCOUNTANT,
    AID,
    APPROVER,
    CASHIER,
    SPORT,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_journal import two_banks
from tests.commands.test_sources import advanced, spent

WHO: Final = {
    Role.ACCOUNTANT: ACCOUNTANT,
    Role.CASHIER: CASHIER,
    Role.DISTRICT_APPROVER: APPROVER,
    Role.SUPERVISOR: SUPERVISOR,
}
NOTHING, LESS, TOO_MUCH = from_fen(0), from_fen(-1), yuan(900_000)
CLOSED, LATER = date(2024, 1, 20), date(2024, 9, 1)


class Case(NamedTuple):
    """A deed that two sign, what is asked, and why it is refused."""

    deed: Deed[..., Any]
    given: dict[str, object]
    code: str


def moved(code: str, **given: object) -> Case:
    usual: dict[str, object] = {
        "amount": yuan(100),
        "from_bank": "main",
        "to_bank": "second",
    }
    return Case(transfers.transfer_money, usual | given, code)


def decided(code: str, **given: object) -> Case:
    usual: dict[str, object] = {
        "funding_no": FundingNo(1),
        "amount": yuan(100),
        "ground": ReturnGround.UNSPENT,
        "reason": "结余上缴",
    }
    return Case(returns.decide_money_return, usual | given, code)


def reclassified(code: str, **given: object) -> Case:
    usual: dict[str, object] = {
        "amount": yuan(100),
        "from_source": SPORT,
        "to_source": GENERAL,
        "reason": "来函解除限定",
    }
    return Case(re_sourcing.reclassify_source, usual | given, code)


def taken_over(code: str, **given: object) -> Case:
    usual: dict[str, object] = {
        "project_no": 1,
        "amount": yuan(100),
        "from_source": AID,
        "to_source": SPORT,
        "of": ReSourced.SPENT,
        "reason": "后拨到位",
    }
    return Case(re_sourcing.re_source_project, usual | given, code)


def fee(code: str, **given: object) -> Case:
    usual: dict[str, object] = {"amount": yuan(1500), "bank": "main"}
    return Case(running_costs.pay_bank_fee, usual | given, code)


def cost(code: str, **given: object) -> Case:
    usual: dict[str, object] = {
        "amount": yuan(1500),
        "bank": "main",
        "summary": "审计费",
    }
    return Case(running_costs.pay_admin_cost, usual | given, code)


def adjusted(code: str, **given: object) -> Case:
    usual: dict[str, object] = {
        "voucher_no": VoucherNo(1),
        "amounts": [yuan(18000), yuan(18000)],
        "reason": "金额有误",
    }
    return Case(journal.adjust_voucher, usual | given, code)


def elsewhere(code: str, **given: object) -> Case:
    usual: dict[str, object] = {
        "voucher_no": VoucherNo(1),
        "accounts": {AccountKey("bank.main"): AccountKey("bank.second")},
        "reason": "账户有误",
    }
    return Case(journal.correct_voucher, usual | given, code)


def renewed(code: str, **given: object) -> Case:
    usual: dict[str, object] = {"source": SPORT, "overhead_percent": 3}
    return Case(sources.change_source, usual | given, code)


def redirected(code: str, **given: object) -> Case:
    usual: dict[str, object] = {"disbursement_no": 1, "reason": "原户已销"}
    return Case(disbursements.redirect_disbursement, usual | given, code)


def corrected(code: str, **given: object) -> Case:
    usual: dict[str, object] = {
        "voucher_no": VoucherNo(1),
        "amount": yuan(10),
        "reason": "多记",
    }
    return Case(closed_years.correct_closed_year, usual | given, code)


def closed(code: str, **given: object) -> Case:
    return Case(periods.close_year, given, code)


def adopted(code: str, **given: object) -> Case:
    return Case(adoptions.adopt_rules, given, code)


def brought(code: str, **given: object) -> Case:
    entries = [entry(B_TOTAL, B_FREE, 100)]
    usual: dict[str, object] = {
        "batch": Batch([BatchVoucher(date(2024, 2, 1), "旧账", entries)])
    }
    return Case(imports.import_journal, usual | given, code)


def opened(code: str, **given: object) -> Case:
    balance = OpeningBalance(AccountKey("bank.main"), debit=yuan(100))
    usual: dict[str, object] = {"as_of": date(2024, 1, 31), "balances": [balance]}
    return Case(openings.open_books, usual | given, code)


CASES: Final = (
    adopted("rules_adopted", rules_edition=RULES_EDITION),
    adopted("other_rules", rules_edition=RULES_EDITION + 1),
    moved("nothing_to_post", amount=NOTHING),
    moved("nothing_to_post", amount=LESS),
    moved("insufficient_funds", amount=TOO_MUCH),
    moved("insufficient_funds", from_bank="second", to_bank="main"),
    moved("same_account", to_bank="main"),
    moved("month_not_open", voucher_on=CLOSED),
    moved("month_not_open", voucher_on=date(2026, 1, 1)),
    moved("insufficient_funds", amount=TOO_MUCH, in_transit=True),
    decided("nothing_to_post", amount=NOTHING),
    decided("over_return", amount=TOO_MUCH),
    decided("reason_needed", reason=" "),
    decided("month_not_open", voucher_on=CLOSED),
    decided("over_free", funding_no=FundingNo(3), amount=yuan(1000)),
    reclassified("nothing_to_post", amount=NOTHING),
    reclassified("over_free", amount=TOO_MUCH),
    reclassified("same_source", to_source=SPORT),
    reclassified("same_kind", to_source=AID),
    reclassified("reason_needed", reason=" "),
    reclassified("month_not_open", voucher_on=CLOSED),
    taken_over("over_standing", amount=NOTHING),
    taken_over("over_standing", amount=LESS),
    taken_over("over_standing", amount=TOO_MUCH),
    taken_over("same_source", to_source=AID),
    taken_over("over_standing", of=ReSourced.ADVANCED),
    taken_over("over_standing", of=ReSourced.COMMITTED, amount=yuan(900)),
    taken_over("month_not_open", voucher_on=CLOSED),
    fee("insufficient_funds", amount=TOO_MUCH),
    fee("restricted_source", source=SPORT),
    fee("month_not_open", voucher_on=CLOSED),
    cost("overhead_share", source=SPORT),
    cost("insufficient_funds", amount=TOO_MUCH),
    cost("month_not_open", voucher_on=CLOSED),
    adjusted("uneven_voucher", amounts=[yuan(18000), yuan(20000)]),
    adjusted("nothing_to_post", amounts=[NOTHING, NOTHING]),
    adjusted("amounts_count", amounts=[yuan(18000)]),
    adjusted("reason_needed", reason=" "),
    adjusted("month_not_open", voucher_on=CLOSED),
    elsewhere("nothing_corrected", accounts={}),
    elsewhere("reason_needed", reason=" "),
    elsewhere("month_not_open", voucher_on=CLOSED),
    renewed("nothing_changed", overhead_percent=0),
    renewed("source_terms", from_on=LATER, until_on=CLOSED),
    redirected("disbursement_move"),
    corrected("same_year"),
    corrected("no_cost", voucher_on=date(2025, 1, 1)),
    corrected("reason_needed", reason=" "),
    closed("months_open", year=2024),
    closed("months_open", year=2026),
    brought("opening_sealed"),
    opened("opening_sealed"),
)


@pytest.fixture(name="waiting")
def scene_with_money_everywhere(scene: Scene) -> Scene:
    """Close January; a project has spent money of two sources, two banks have money."""
    two_banks(scene)
    two_sign_above(scene, 1000)
    scene.source(SPORT, 5000)
    advanced_project, _ = advanced(scene)
    assert advanced_project == 1
    spent(scene, advanced_project)
    scene.today = date(2024, 2, 20)
    scene.sign_all()
    periods.close_month(scene.desk(SUPERVISOR), Month("2024-01"))
    return scene


def test_every_deed_that_two_sign_has_its_cases() -> None:
    """No rule of the books refuses a setting: what it cannot be is no input."""
    of_cases = {case.deed.action for case in CASES}
    assert of_cases == set(COSIGNED) - {Action.SETTING_CHANGE}


@pytest.mark.parametrize("at", range(2), ids=("first", "second"))
def test_what_is_refused_to_the_second_is_refused_to_the_first(
    waiting: Scene, at: int, subtests: pytest.Subtests
) -> None:
    """Whichever of the two signs first; nothing of it waits for the other."""
    for case in CASES:
        login: Login = WHO[sorted(COSIGNED[case.deed.action])[at]]
        with subtests.test(case.deed.name, code=case.code):
            with pytest.raises(RefusedError) as refused:
                case.deed(waiting.desk(login), **case.given)
            assert refused.value.code == case.code
            with waiting.fund.reading() as books:
                assert not cosignatures.waiting(books)


ACCEPTED: Final[tuple[Callable[[str], Case], ...]] = (
    moved,
    decided,
    reclassified,
    taken_over,
    fee,
    cost,
    adjusted,
    elsewhere,
)


@pytest.mark.parametrize("make", ACCEPTED, ids=lambda make: make.__name__)
def test_what_is_tried_at_the_first_signature_is_done_at_the_second(
    waiting: Scene, make: Callable[[str], Case]
) -> None:
    case = make("")
    first, second = sorted(COSIGNED[case.deed.action])
    assert case.deed(waiting.desk(WHO[first]), **case.given) is None
    with waiting.fund.reading() as books:
        assert len(cosignatures.waiting(books)) == 1
    assert case.deed(waiting.desk(WHO[second]), **case.given) is not None
    with waiting.fund.reading() as books:
        assert not cosignatures.waiting(books)


def test_a_year_is_tried_at_the_first_signature_and_closed_at_the_second(
    scene: Scene,
) -> None:
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    scene.today = date(2025, 1, 10)
    scene.sign_all()
    for month in range(1, 12):
        periods.close_month(scene.desk(SUPERVISOR), Month(f"2024-{month:02d}"))
    assert periods.close_year(scene.desk(ACCOUNTANT), year=2024) == 0
    assert periods.close_year(scene.desk(SUPERVISOR), year=2024) > 0


def test_a_cost_of_a_closed_year_is_corrected_by_two_whatever_it_is(
    waiting: Scene,
) -> None:
    no = vouchers(waiting)[-1].no
    accounts.open_year(waiting.desk(SUPERVISOR), year=2025, edition="2004")
    waiting.today = date(2025, 1, 10)
    given: dict[str, Any] = {"voucher_no": no, "amount": from_fen(1), "reason": "多记"}
    for first, second in ((ACCOUNTANT, SUPERVISOR), (SUPERVISOR, ACCOUNTANT)):
        assert closed_years.correct_closed_year(waiting.desk(first), **given) is None
        booked_by = closed_years.correct_closed_year(waiting.desk(second), **given)
        assert booked_by is not None
        assert booked_by == vouchers(waiting)[-1].no
        assert reviewed_by(waiting, booked_by) == SUPERVISOR


def test_up_to_the_setting_one_person_does_it_and_the_other_is_not_asked(
    waiting: Scene,
) -> None:
    for make, who, other in (
        (fee, ACCOUNTANT, SUPERVISOR),
        (cost, SUPERVISOR, ACCOUNTANT),
    ):
        case = make("", amount=yuan(1000))
        with pytest.raises(AloneError) as refused:
            case.deed(waiting.desk(other), **case.given)
        assert refused.value.above == yuan(1000)
        assert case.deed(waiting.desk(who), **case.given) == vouchers(waiting)[-1].no
        waiting.wait(1)
    less = adjusted("", amounts=[yuan(19000), yuan(19000)])
    assert less.deed(waiting.desk(ACCOUNTANT), **less.given) is not None
    with waiting.fund.reading() as books:
        assert not cosignatures.waiting(books)


def test_above_the_setting_it_waits_and_the_supervisor_has_reviewed_it(
    waiting: Scene,
) -> None:
    over = cost("", amount=from_fen(100_001))
    assert over.deed(waiting.desk(ACCOUNTANT), **over.given) is None
    no = over.deed(waiting.desk(SUPERVISOR), **over.given)
    assert reviewed_by(waiting, no) == SUPERVISOR
    two_sign_above(waiting, 0)
    cent = fee("", amount=from_fen(1))
    assert cent.deed(waiting.desk(ACCOUNTANT), **cent.given) is None


def test_a_difference_counts_what_it_changes_and_not_what_is_right(
    waiting: Scene,
) -> None:
    """From 20,000.00 to 19,000.50 元 it is 999.50; to 18,999.00 it is 1,001.00."""
    desk = waiting.desk(ACCOUNTANT)
    small, large = (
        adjusted("", amounts=[from_fen(fen)] * 2) for fen in (1_900_050, 1_799_950)
    )
    assert small.deed(desk, **small.given) is not None
    assert large.deed(desk, **large.given) is None


def test_what_one_of_two_has_signed_adjusts_nothing_yet(waiting: Scene) -> None:
    over = adjusted("")
    assert over.deed(waiting.desk(ACCOUNTANT), **over.given) is None
    with waiting.fund.reading() as books:
        assert corrections.differences(books, VoucherNo(1)) == []
    assert over.deed(waiting.desk(SUPERVISOR), **over.given) is not None
    with waiting.fund.reading() as books:
        assert len(corrections.differences(books, VoucherNo(1))) == 2


def two_sign_above(scene: Scene, amount: int) -> None:
    """Let what is above an amount, in 元, take two signatures."""
    limit_changed(scene, "two_sign_above", amount)


def reviewed_by(scene: Scene, no: VoucherNo) -> Login | None:
    with scene.fund.reading() as books:
        voucher = voucher_queries.voucher(books, no)
    assert voucher is not None
    return voucher.signed.get(SignaturePart.REVIEWED)
