"""Sources of funds: added, mended, and who pays what, at every stage and back."""

from datetime import date

import pytest

from fundledger.commands import (
    amendments,
    claims,
    disallowances,
    disbursements,
    funding,
    funds,
    journal,
    notices,
    projects,
    recoveries,
    refunds,
    running_costs,
    sources,
)
from fundledger.commands.claims import Verdict
from fundledger.commands.lookup import ExistsError, NotFoundError
from fundledger.commands.sources import NO_SHARES, SourceShare
from fundledger.domain.chart import B_COMMITTED, B_FREE, B_PAYMENT, B_RESERVED
from fundledger.domain.corrections import CaseVoucherError, NothingCorrectedError
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import (
    AccountKey,
    ClaimNo,
    DisbursementNo,
    LineNo,
    ProjectNo,
    RecoveryNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import InsufficientError, NothingToPostError
from fundledger.domain.rights import NoRoleError
from fundledger.domain.sources import (
    GENERAL,
    NothingChangedError,
    SourceAmountsError,
    SourceBankError,
    SourceDatesError,
    SourceGapError,
    SourceShortError,
    SourcesNeededError,
    SourceTermsError,
    SourceTwiceError,
)
from fundledger.queries import disbursements as payments
from fundledger.queries import recoveries as debts
from fundledger.queries import sources as queries
from tests.commands.money import (
    admitted,
    approved,
    booked,
    left,
    paid,
    receipt,
    receipt_nos,
    red_checks,
    sourced,
    submitted,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    AID,
    APPROVER,
    CASHIER,
    OPENS,
    REVIEWER1,
    REVIEWER3,
    SPORT,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_journal import two_banks

BOTH = (SourceShare(AID), SourceShare(GENERAL))
"""The restricted source pays first, as far as it reaches."""
FIRST = VoucherNo(1)
"""The donation that the scene begins with, of 20,000.00 元."""
MATERIALS, LABOUR = "programme_cost.materials", "programme_cost.labour"


def row(scene: Scene, key: SourceKey) -> queries.FundingSource:
    with scene.fund.reading() as books:
        source = queries.source(books, key)
    assert source is not None
    return source


def order(scene: Scene, no: ProjectNo) -> list[SourceKey]:
    with scene.fund.reading() as books:
        return queries.order(books, no)


def by_source(scene: Scene, key: AccountKey, no: ProjectNo | None = None) -> list[int]:
    """Tell what of both sources stands on an account, in 元: the restricted first."""
    return [scene.left(key, no, of) // 100 for of in (AID, GENERAL)]


def of_both(scene: Scene) -> ProjectNo:
    """Have 2,000.00 元 approved, of which the restricted source gives 1,500.00."""
    scene.source(AID, 1500)
    return scene.active(of=BOTH)


def advanced(scene: Scene) -> tuple[ProjectNo, DisbursementNo]:
    """Pay an advance of 1,700.00 元, of which 1,500.00 are restricted."""
    project = of_both(scene)
    return project, paid(scene, project, 1700)


def spent(scene: Scene, project: ProjectNo) -> ClaimNo:
    """Claim 1,600.00 元: materials of the restricted source, labour of both."""
    return admitted(scene, project, receipt(1200), receipt(400, 2, "FP-2"))


# --- added and mended ---


def test_a_fund_begins_with_one_unrestricted_source(scene: Scene) -> None:
    with scene.fund.reading() as books:
        [source] = queries.sources(books)
    assert (source.key, source.restricted, source.bank) == (GENERAL, False, None)


def test_a_source_is_kept_with_what_was_agreed(scene: Scene) -> None:
    two_banks(scene)
    sources.add_source(
        scene.desk(ADMIN),
        key=AID,
        name="救助专项",
        restricted=True,
        purpose="困难群众",
        giver="区民政局",
        from_on=OPENS,
        until_on=date(2024, 12, 31),
        returnable=True,
        overhead_percent=5,
        bank="second",
    )
    assert row(scene, AID) == (
        *(AID, "救助专项", True, "困难群众", "区民政局", OPENS, date(2024, 12, 31)),
        *(True, 5, "bank.second"),
    )


def test_a_source_has_a_key_of_its_own_and_terms_that_can_be_kept(scene: Scene) -> None:
    scene.source(AID)
    with pytest.raises(ExistsError):
        scene.source(AID, restricted=False)
    with pytest.raises(SourceTermsError):
        scene.source(SPORT, from_on=date(2024, 2, 2), until_on=date(2024, 2, 1))
    with pytest.raises(NotFoundError):
        scene.source(SPORT, bank="nowhere")
    with pytest.raises(NoRoleError):
        sources.add_source(
            scene.desk(ACCOUNTANT), key=SPORT, name="体育", restricted=True
        )
    scene.source(SPORT, from_on=date(2024, 2, 1), until_on=date(2024, 2, 1))
    assert scene.refusals() == [
        "exists_already",
        "source_terms",
        "not_found",
        "no_role",
    ]


def test_a_source_is_mended_in_what_is_given_and_stays_as_it_is_else(
    scene: Scene,
) -> None:
    scene.source(AID, until_on=date(2024, 6, 30), overhead_percent=5)
    before, desk = row(scene, AID), scene.desk(SUPERVISOR)
    later = date(2024, 9, 30)
    sources.change_source(desk, AID, name="救助专项", until_on=later)
    assert row(scene, AID) == before._replace(name="救助专项", until_on=later)
    with pytest.raises(NothingChangedError):
        sources.change_source(desk, AID, name="救助专项", overhead_percent=5)
    with pytest.raises(NothingChangedError):
        sources.change_source(desk, AID)
    with pytest.raises(SourceTermsError):
        sources.change_source(desk, AID, from_on=date(2024, 10, 1))
    with pytest.raises(NotFoundError):
        sources.change_source(desk, SPORT, name="体育")
    assert row(scene, AID).until_on == later


def test_whether_a_source_is_restricted_never_changes(scene: Scene) -> None:
    """No argument says so, and the column takes no other value."""
    assert "restricted" not in sources.change_source.shape.converters
    assert "key" not in sources.change_source.shape.converters


# --- approved ---


def test_an_approval_takes_its_sources_in_the_order_they_are_named(
    scene: Scene,
) -> None:
    scene.source(AID, 1500)
    no = scene.on_notice(of=BOTH)
    assert sourced(scene) == [
        ("b_free", "b_reserved", 1500, AID),
        ("b_free", "b_reserved", 500, GENERAL),
    ]
    assert order(scene, no) == [AID, GENERAL]
    assert by_source(scene, B_FREE) == [0, 19500]


def test_an_approval_takes_of_each_source_what_it_says(scene: Scene) -> None:
    scene.source(AID, 1500)
    named = [SourceShare(GENERAL, yuan(700)), SourceShare(AID)]
    no = scene.on_notice(of=named)
    assert by_source(scene, B_RESERVED, no) == [1300, 700]
    assert order(scene, no) == [GENERAL, AID]


def test_an_approval_is_of_the_only_source_there_is(scene: Scene) -> None:
    no = scene.on_notice()
    assert order(scene, no) == [GENERAL]


def test_where_there_are_several_sources_who_approves_names_them(scene: Scene) -> None:
    scene.source(AID, 1500)
    no = scene.reviewed()
    with pytest.raises(SourcesNeededError) as refused:
        scene.approve(no, 1200, 800)
    assert refused.value.known == (AID, GENERAL)


@pytest.mark.parametrize(
    ("named", "error"),
    [
        ([(AID, None)], SourceShortError),
        ([(AID, 1501), (GENERAL, None)], SourceShortError),
        ([(AID, 1500), (GENERAL, 499)], SourceAmountsError),
        ([(AID, 1500), (GENERAL, 501)], SourceAmountsError),
        ([(AID, None), (GENERAL, 2001)], SourceAmountsError),
        ([(AID, None), (AID, None)], SourceTwiceError),
        ([(AID, -100), (GENERAL, 2100)], NothingToPostError),
        ([(SourceKey("nowhere"), None)], NotFoundError),
    ],
)
def test_the_sources_named_give_exactly_what_is_approved(
    scene: Scene, named: list[tuple[SourceKey, int | None]], error: type[Exception]
) -> None:
    scene.source(AID, 1500)
    no = scene.reviewed()
    shares = [
        SourceShare(key, None if amount is None else yuan(amount))
        for key, amount in named
    ]
    with pytest.raises(error):
        scene.approve(no, 1200, 800, of=shares)
    assert left(scene, "b_reserved") == 0
    assert order(scene, no) == []


@pytest.mark.parametrize(
    "terms", [{"from_on": date(2024, 2, 1)}, {"until_on": date(2024, 1, 7)}]
)
def test_a_source_pays_only_while_it_runs(scene: Scene, terms: dict[str, date]) -> None:
    scene.source(AID, 5000, from_on=terms.get("from_on", date(2024, 1, 1)))
    if "until_on" in terms:
        sources.change_source(scene.desk(SUPERVISOR), AID, until_on=terms["until_on"])
    no = scene.reviewed()
    with pytest.raises(SourceDatesError) as refused:
        scene.approve(no, 1200, 800, of=[SourceShare(AID)])
    assert refused.value.on == scene.today


def test_a_source_pays_on_its_first_and_on_its_last_day(scene: Scene) -> None:
    scene.source(AID, 5000, from_on=OPENS, until_on=OPENS)
    no = scene.reviewed()
    assert scene.today == OPENS
    scene.approve(no, 1200, 800, of=[SourceShare(AID)])
    assert by_source(scene, B_RESERVED, no) == [2000, 0]


def test_an_overdrawn_source_pays_for_nothing_new_and_binds_no_other(
    scene: Scene,
) -> None:
    """A bank fee overdraws the unrestricted source by 3.00 元."""
    scene.source(AID, 5000)
    supervisor, accountant = scene.desk(SUPERVISOR), scene.desk(ACCOUNTANT)
    running_costs.pay_admin_cost(supervisor, yuan(20000), bank="main", summary="房租")
    running_costs.pay_bank_fee(accountant, yuan(3), bank="main")
    no = scene.reviewed()
    with pytest.raises(SourceGapError) as refused:
        scene.approve(no, 1200, 800, of=[SourceShare(GENERAL), SourceShare(AID)])
    assert (refused.value.source, refused.value.gap) == (GENERAL, yuan(3))
    scene.approve(no, 1200, 800, of=[SourceShare(AID)])


def test_what_was_reserved_goes_back_to_whom_it_is_of(scene: Scene) -> None:
    scene.source(AID, 1500)
    no = scene.on_notice(of=BOTH)
    objection = notices.raise_objection(scene.desk(SUPERVISOR), no, "偏高", "居民")
    notices.uphold_objection(scene.desk(APPROVER), no, objection, "异议成立")
    assert by_source(scene, B_FREE) == [1500, 20000]
    assert by_source(scene, B_RESERVED) == [0, 0]


def test_an_approval_made_anew_names_its_sources_anew(scene: Scene) -> None:
    scene.source(AID, 1500)
    no = scene.on_notice(of=BOTH)
    objection = notices.raise_objection(scene.desk(SUPERVISOR), no, "偏高", "居民")
    notices.uphold_objection(scene.desk(APPROVER), no, objection, "异议成立")
    scene.agree(no, REVIEWER1, REVIEWER3)
    scene.approve(no, 1000, 500, of=[SourceShare(GENERAL, yuan(300)), BOTH[0]])
    assert order(scene, no) == [GENERAL, AID]
    assert by_source(scene, B_RESERVED, no) == [1200, 300]


def claimed_less(scene: Scene, project: ProjectNo) -> ClaimNo:
    """Admit 500.00 of 800.00 元 claimed."""
    claim = submitted(scene, project, receipt(800))
    [no] = receipt_nos(scene, claim)
    verdict = Verdict(no, yuan(500), "无签收")
    claims.admit_claim(scene.desk(ACCOUNTANT), claim, admitted=[verdict])
    return claim


# --- advances, and claims against them ---


def test_an_advance_takes_the_project_s_sources_in_their_order(scene: Scene) -> None:
    project = of_both(scene)
    no = approved(scene, project, 1700)
    assert by_source(scene, B_COMMITTED, project) == [0, 300]
    assert by_source(scene, B_PAYMENT, project) == [1500, 200]
    with scene.fund.reading() as books:
        shares = payments.shares(books, no)
    assert shares == [(AID, 150_000), (GENERAL, 20_000)]
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert sourced(scene) == [
        ("advance", "bank.main", 1500, AID),
        ("advance", "bank.main", 200, GENERAL),
        ("b_payment", "b_disbursed", 1500, AID),
        ("b_payment", "b_disbursed", 200, GENERAL),
    ]
    assert red_checks(scene) == {}


def test_a_claim_whose_advance_came_from_two_sources_costs_both(scene: Scene) -> None:
    """Nobody chooses: the first source is used up first, whatever the kind of cost."""
    project, _ = advanced(scene)
    spent(scene, project)
    assert sourced(scene) == [
        (f"{MATERIALS}.restricted", "advance", 1200, AID),
        (f"{LABOUR}.restricted", "advance", 300, AID),
        (f"{LABOUR}.unrestricted", "advance", 100, GENERAL),
    ]
    assert by_source(scene, AccountKey("advance"), project) == [0, 100]
    assert red_checks(scene) == {}


def test_claims_clear_the_oldest_advance_and_refunds_come_from_the_newest(
    scene: Scene,
) -> None:
    """1,400 of the first source, then 100 of it and 300 of the second."""
    funds.change_setting(scene.desk(ADMIN), "advance_waits_until_cleared", "false")
    project = of_both(scene)
    paid(scene, project, 1400)
    paid(scene, project, 400)
    refunds.receive_refund(scene.desk(ACCOUNTANT), project, yuan(350), bank="main")
    assert sourced(scene)[:2] == [
        ("bank.main", "advance", 300, GENERAL),
        ("bank.main", "advance", 50, AID),
    ]
    assert by_source(scene, B_FREE) == [50, 18800]
    admitted(scene, project, receipt(1200))
    assert sourced(scene) == [(f"{MATERIALS}.restricted", "advance", 1200, AID)]
    assert by_source(scene, AccountKey("advance"), project) == [250, 0]
    assert red_checks(scene) == {}


def test_unspent_money_goes_back_in_the_reverse_order(scene: Scene) -> None:
    project, _ = advanced(scene)
    refunds.receive_refund(scene.desk(ACCOUNTANT), project, yuan(300), bank="main")
    assert sourced(scene) == [
        ("bank.main", "advance", 200, GENERAL),
        ("bank.main", "advance", 100, AID),
        ("b_disbursed", "b_free", 200, GENERAL),
        ("b_disbursed", "b_free", 100, AID),
    ]
    assert red_checks(scene) == {}


def test_an_advance_declined_is_committed_again_by_source(scene: Scene) -> None:
    project = of_both(scene)
    no = approved(scene, project, 1700)
    disbursements.decline_disbursement(scene.desk(CASHIER), no, reason="户名不符")
    assert by_source(scene, B_COMMITTED, project) == [1500, 500]
    assert by_source(scene, B_PAYMENT, project) == [0, 0]


# --- reimbursements ---


def test_a_reimbursement_is_of_the_sources_of_its_own_commitment(scene: Scene) -> None:
    project = of_both(scene)
    lines = (receipt(1200), receipt(400, 2, "FP-2"))
    admitted(scene, project, *lines, reimburses=True)
    assert by_source(scene, AccountKey("payable"), project) == [1500, 100]
    assert by_source(scene, B_PAYMENT, project) == [1500, 100]
    no = DisbursementNo(1)
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), no)
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    payment = sourced(scene)[:2]
    assert payment == [
        ("payable", "bank.main", 1500, AID),
        ("payable", "bank.main", 100, GENERAL),
    ]
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    assert sourced(scene)[:2] == [
        ("bank.main", "payable", 1500, AID),
        ("bank.main", "payable", 100, GENERAL),
    ]
    assert red_checks(scene) == {}
    disbursements.decline_disbursement(scene.desk(CASHIER), no, reason="不付")
    assert by_source(scene, B_COMMITTED, project) == [1500, 500]
    assert left(scene, f"{LABOUR}.restricted") == 0
    assert red_checks(scene) == {}


# --- what bounces, is disallowed, is recovered ---


def test_a_payment_bounces_by_the_very_split_it_was_paid_in(scene: Scene) -> None:
    project, no = advanced(scene)
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    assert sourced(scene) == [
        ("bank.main", "advance", 1500, AID),
        ("bank.main", "advance", 200, GENERAL),
        ("b_disbursed", "b_payment", 1500, AID),
        ("b_disbursed", "b_payment", 200, GENERAL),
    ]
    assert by_source(scene, B_PAYMENT, project) == [1500, 200]
    assert red_checks(scene) == {}


def test_what_was_spent_of_a_bounced_payment_is_owed_by_source(scene: Scene) -> None:
    """The community has spent 1,600.00 元 of its own; paid again, it gets them first."""
    project, no = advanced(scene)
    spent(scene, project)
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    assert sourced(scene)[:3] == [
        ("bank.main", "payable", 1500, AID),
        ("bank.main", "advance", 100, GENERAL),
        ("bank.main", "payable", 100, GENERAL),
    ]
    assert red_checks(scene) == {}
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert sourced(scene)[:3] == [
        ("payable", "bank.main", 1500, AID),
        ("payable", "bank.main", 100, GENERAL),
        ("advance", "bank.main", 100, GENERAL),
    ]
    assert left(scene, "payable", project) == 0
    assert red_checks(scene) == {}


def test_spending_is_disallowed_of_the_last_source_that_paid_for_it(
    scene: Scene,
) -> None:
    project, _ = advanced(scene)
    _, labour = receipt_nos(scene, spent(scene, project))
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, labour, yuan(150), reason="不符")
    assert sourced(scene) == [
        ("recoverable", f"{LABOUR}.unrestricted", 100, GENERAL),
        ("recoverable", f"{LABOUR}.restricted", 50, AID),
    ]
    with scene.fund.reading() as books:
        owed = [(each.source, each.fen) for each in debts.recoveries(books)]
    assert owed == [(GENERAL, 10_000), (AID, 5_000)]
    disallowances.disallow_receipt(desk, labour, yuan(20), reason="不符")
    assert sourced(scene) == [("recoverable", f"{LABOUR}.restricted", 20, AID)]
    assert red_checks(scene) == {}


def test_what_is_recovered_is_free_to_the_source_that_it_is_owed_to(
    scene: Scene,
) -> None:
    project, _ = advanced(scene)
    _, labour = receipt_nos(scene, spent(scene, project))
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, labour, yuan(150), reason="不符")
    free = by_source(scene, B_FREE)
    recoveries.receive_recovery(desk, RecoveryNo(2), yuan(40), bank="main")
    assert sourced(scene) == [
        ("bank.main", "recoverable", 40, AID),
        ("b_disbursed", "b_free", 40, AID),
    ]
    assert by_source(scene, B_FREE) == [free[0] + 40, free[1]]
    assert red_checks(scene) == {}


def test_a_bounce_settles_what_was_owed_back_of_the_same_source(scene: Scene) -> None:
    project, no = advanced(scene)
    _, labour = receipt_nos(scene, spent(scene, project))
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, labour, yuan(150), reason="不符")
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    with scene.fund.reading() as books:
        owed = [each.recovered_fen for each in debts.recoveries(books, project)]
    assert owed == [10_000, 5_000]
    assert left(scene, "recoverable") == 0
    assert by_source(scene, AccountKey("payable"), project) == [1450, 0]
    assert red_checks(scene) == {}


def test_what_is_never_paid_lowers_the_payment_by_source(scene: Scene) -> None:
    project, no = advanced(scene)
    _, labour = receipt_nos(scene, spent(scene, project))
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, labour, yuan(150), reason="不符")
    assert sourced(scene) == [
        ("payable", f"{LABOUR}.unrestricted", 100, GENERAL),
        ("payable", f"{LABOUR}.restricted", 50, AID),
        ("b_payment", "b_committed", 100, GENERAL),
        ("b_payment", "b_committed", 50, AID),
    ]
    with scene.fund.reading() as books:
        assert payments.shares(books, no) == [(AID, 145_000), (GENERAL, 10_000)]
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    assert red_checks(scene) == {}


def test_before_booking_what_is_disallowed_comes_off_the_newest_money(
    scene: Scene,
) -> None:
    project, _ = advanced(scene)
    claim = claimed_less(scene, project)
    [no] = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(
        desk, no, yuan(250), reason="未发生", before_booking=True
    )
    assert sourced(scene) == [
        ("recoverable", "advance", 200, GENERAL),
        ("recoverable", "advance", 50, AID),
    ]
    assert red_checks(scene) == {}


# --- cuts, supplements, what lapses ---


def test_a_cut_goes_back_to_the_last_source_first(scene: Scene) -> None:
    project = of_both(scene)
    amendments.cut_project(
        scene.desk(APPROVER), project, LineNo(1), yuan(600), "改为借用"
    )
    assert sourced(scene) == [
        ("b_committed", "b_free", 500, GENERAL),
        ("b_committed", "b_free", 100, AID),
    ]
    assert by_source(scene, B_FREE) == [100, 20000]


def test_what_is_left_at_the_end_goes_back_to_each_source(scene: Scene) -> None:
    project = of_both(scene)
    for login in (APPROVER, SUPERVISOR):
        projects.cancel_project(scene.desk(login), project, "不再需要")
    assert by_source(scene, B_FREE) == [1500, 20000]
    assert by_source(scene, B_COMMITTED) == [0, 0]
    assert red_checks(scene) == {}


def test_a_supplement_is_of_the_project_s_own_sources(scene: Scene) -> None:
    scene.source(SPORT, 9000)
    project = of_both(scene)
    scene.grant(AID, 60)
    desk = scene.desk(APPROVER)
    amendments.supplement_project(desk, project, LineNo(1), yuan(100), "涨价")
    assert sourced(scene) == [
        ("b_free", "b_committed", 60, AID),
        ("b_free", "b_committed", 40, GENERAL),
    ]
    more = [SourceShare(SPORT, yuan(30))]
    amendments.supplement_project(
        desk, project, LineNo(1), yuan(30), "加购", sources=more
    )
    assert order(scene, project) == [AID, GENERAL, SPORT]
    assert sourced(scene) == [("b_free", "b_committed", 30, SPORT)]
    assert red_checks(scene) == {}


def test_a_large_supplement_takes_its_sources_when_its_notice_is_over(
    scene: Scene,
) -> None:
    project = of_both(scene)
    desk = scene.desk(APPROVER)
    asked = yuan(1001)
    no = amendments.supplement_project(desk, project, LineNo(1), asked, "扩大")
    scene.wait(8)
    scene.source(SPORT, 1000)
    named = [SourceShare(SPORT), SourceShare(GENERAL)]
    amendments.establish_supplement(
        scene.desk(APPROVER), project, no, "期满", sources=named
    )
    assert sourced(scene) == [
        ("b_free", "b_committed", 1000, SPORT),
        ("b_free", "b_committed", 1, GENERAL),
    ]


def test_an_ended_source_of_a_project_supplements_nothing(scene: Scene) -> None:
    project = of_both(scene)
    yesterday = date(2024, 1, 17)
    sources.change_source(scene.desk(SUPERVISOR), AID, until_on=yesterday)
    desk = scene.desk(APPROVER)
    for named in (NO_SHARES, [SourceShare(AID)]):
        with pytest.raises(SourceDatesError):
            amendments.supplement_project(
                desk, project, LineNo(1), yuan(10), "涨价", sources=named
            )
    only = [SourceShare(GENERAL)]
    amendments.supplement_project(
        desk, project, LineNo(1), yuan(10), "涨价", sources=only
    )


# --- bank accounts ---


def test_a_source_that_names_its_account_is_paid_from_there(scene: Scene) -> None:
    """Of one payment 1,500.00 leave the second account, and 200.00 the first."""
    two_banks(scene)
    scene.source(AID, 1500, bank="second")
    project = scene.active(of=BOTH)
    no = paid(scene, project, 1700)
    assert sourced(scene)[:2] == [
        ("advance", "bank.second", 1500, AID),
        ("advance", "bank.main", 200, GENERAL),
    ]
    assert (left(scene, "bank.second"), left(scene, "bank.main")) == (0, 19800)
    disbursements.bounce_disbursement(scene.desk(CASHIER), no, reason="退汇")
    assert sourced(scene)[:2] == [
        ("bank.second", "advance", 1500, AID),
        ("bank.main", "advance", 200, GENERAL),
    ]
    assert red_checks(scene) == {}


def test_no_payment_names_an_account_that_none_of_its_money_lies_in(
    scene: Scene,
) -> None:
    two_banks(scene)
    scene.source(AID, 2000, bank="second")
    project = scene.active(of=[SourceShare(AID)])
    no = approved(scene, project, 1700)
    with pytest.raises(SourceBankError):
        disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="main")
    disbursements.pay_disbursement(scene.desk(CASHIER), no, bank="second")
    assert left(scene, "bank.second") == 300


# --- corrections ---


def to(
    scene: Scene, no: VoucherNo, source: SourceKey, **accounts: AccountKey
) -> VoucherNo:
    """Correct a voucher to another source."""
    return journal.correct_voucher(
        scene.desk(ACCOUNTANT),
        no,
        reason="来源有误",
        to_source=source,
        accounts={AccountKey(old): new for old, new in accounts.items()},
    )


def test_money_of_another_source_moves_its_budget_too(scene: Scene) -> None:
    scene.source(AID)
    blue = to(scene, FIRST, AID)
    _, red, right = vouchers(scene)
    assert sourced(scene, red.no) == [
        ("donations.unrestricted", "bank.main", 20000, GENERAL),
        ("b_free", "b_total", 20000, GENERAL),
    ]
    assert sourced(scene, right.no) == [
        ("bank.main", "donations.restricted", 20000, AID),
        ("b_total", "b_free", 20000, AID),
    ]
    assert by_source(scene, B_FREE) == [20000, 0]
    with scene.fund.reading() as books:
        assert queries.received(books, AID) == 2_000_000
        assert queries.received(books, GENERAL) == 0
    with pytest.raises(NothingCorrectedError):
        to(scene, blue, AID)
    to(scene, blue, GENERAL)
    assert by_source(scene, B_FREE) == [0, 20000]
    assert red_checks(scene) == {}


def test_money_that_is_promised_already_stays_with_its_source(scene: Scene) -> None:
    scene.source(AID)
    scene.on_notice(of=[SourceShare(GENERAL)])
    with pytest.raises(InsufficientError) as refused:
        to(scene, FIRST, AID)
    assert (refused.value.account, refused.value.source) == (B_FREE, GENERAL)
    assert refused.value.left == yuan(18000)


def test_what_was_decided_for_a_project_keeps_its_sources(scene: Scene) -> None:
    project, _ = advanced(scene)
    spent(scene, project)
    for voucher in vouchers(scene)[-2:]:
        with pytest.raises(CaseVoucherError):
            to(scene, voucher.no, GENERAL)


def test_unidentified_money_becomes_another_source_s(scene: Scene) -> None:
    desk, kind = scene.desk(ACCOUNTANT), FundingKind.GRANT
    no = funding.receive_unidentified(desk, yuan(300), bank="main")
    voucher = funding.identify_money(desk, no, kind=kind, party="区财政")
    scene.source(AID)
    to(scene, voucher, AID)
    assert booked(scene)[0][1] == "grants.restricted"
    assert by_source(scene, B_FREE) == [300, 20000]
    assert red_checks(scene) == {}
