"""Claims: handed in, mended, admitted by receipt, and no receipt twice."""

from datetime import date

import pytest

from fundledger.commands import claims
from fundledger.commands.claims import Verdict
from fundledger.commands.receipts import NoReceiptsError
from fundledger.domain.claims import (
    ClaimMoveError,
    ClaimState,
    NothingAdmittedError,
    OtherReceiptsError,
    OverBudgetError,
    OverClaimError,
    ReasonForLessError,
    ReceiptKind,
    UnknownLineError,
)
from fundledger.domain.ids import ClaimNo, ReceiptNo
from fundledger.domain.journal import InsufficientError
from fundledger.domain.projects import ReasonNeededError
from fundledger.domain.receipts import DuplicateReceiptError, Ground
from fundledger.queries import budgets, suspicions
from fundledger.queries import claims as queries
from tests.commands.money import (
    admitted,
    booked,
    left,
    paid,
    receipt,
    receipt_nos,
    submitted,
    vouchers,
)
from tests.commands.scene import ACCOUNTANT, PREPARER, Scene, yuan

S = ClaimState


def row(scene: Scene, no: ClaimNo) -> queries.Claim:
    with scene.fund.reading() as books:
        claim = queries.claim(books, no)
    assert claim is not None
    return claim


def test_a_claim_against_an_advance_books_one_cost_for_each_kind(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 1500)
    claim = admitted(
        scene,
        project,
        receipt(300),
        receipt(200, number="FP-2"),
        receipt(100, 2, "FP-3"),
    )
    assert booked(scene) == [
        ("programme_cost.materials.unrestricted", "advance", 500),
        ("programme_cost.labour.unrestricted", "advance", 100),
    ]
    assert vouchers(scene)[-1].attachments == 3
    assert row(scene, claim)[3:] == (60000, 60000, 1, S.ADMITTED)
    assert left(scene, "advance", project) == 900


def test_a_reimbursement_is_owed_by_kind(scene: Scene) -> None:
    project = scene.active()
    receipts = (receipt(300), receipt(100, 2, "FP-3"))
    admitted(scene, project, *receipts, reimburses=True)
    assert booked(scene) == [
        ("programme_cost.materials.unrestricted", "payable", 300),
        ("programme_cost.labour.unrestricted", "payable", 100),
        ("b_committed", "b_payment", 300),
        ("b_committed", "b_payment", 100),
    ]


def test_a_receipt_is_admitted_in_part_with_a_reason(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 1500)
    claim = submitted(scene, project, receipt(300), receipt(200, number="FP-2"))
    one, two = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    for verdicts, error in (
        ([Verdict(one, yuan(300))], OtherReceiptsError),
        ([Verdict(one, yuan(300)), Verdict(ReceiptNo(9), yuan(1))], OtherReceiptsError),
        ([Verdict(one, yuan(301)), Verdict(two, yuan(1), "多")], OverClaimError),
        ([Verdict(one, yuan(300)), Verdict(two, yuan(150))], ReasonForLessError),
        (
            [Verdict(one, yuan(0), "无效"), Verdict(two, yuan(0), "无效")],
            NothingAdmittedError,
        ),
    ):
        with pytest.raises(error):
            claims.admit_claim(desk, claim, admitted=verdicts)
    verdicts = [Verdict(one, yuan(300)), Verdict(two, yuan(150), "超标准")]
    claims.admit_claim(desk, claim, admitted=verdicts)
    assert booked(scene) == [("programme_cost.materials.unrestricted", "advance", 450)]
    assert len(scene.refusals()) == 5
    with scene.fund.reading() as books:
        of_claim = queries.receipts(books, claim)
    admissions = [(each.admitted_fen, each.reason) for each in of_claim]
    assert admissions == [(30000, ""), (15000, "超标准")]


def test_a_claim_is_admitted_once(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 1500)
    claim = admitted(scene, project, receipt(300))
    [no] = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    with pytest.raises(ClaimMoveError):
        claims.admit_claim(desk, claim, admitted=[Verdict(no, yuan(300))])


def test_a_line_takes_no_more_than_was_approved(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 2000)
    admitted(scene, project, receipt(700))
    with pytest.raises(OverBudgetError) as refused:
        admitted(scene, project, receipt(501, number="FP-2"))
    assert (refused.value.line, refused.value.left) == (1, yuan(500))
    with scene.fund.reading() as books:
        lines = budgets.approved_lines(books, project)
    assert [each[3:] for each in lines] == [(120000, 120000, 70000), (80000, 80000, 0)]


def test_an_advance_clears_no_more_than_was_paid(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 300)
    with pytest.raises(InsufficientError):
        admitted(scene, project, receipt(301))
    assert scene.refusals() == ["insufficient_funds"]


def test_a_returned_claim_comes_back_as_a_new_version(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 1500)
    claim = submitted(scene, project, receipt(300))
    with pytest.raises(ReasonNeededError):
        claims.return_claim(scene.desk(ACCOUNTANT), claim, reason="")
    claims.return_claim(scene.desk(ACCOUNTANT), claim, reason="缺签收单")
    again = [receipt(300), receipt(20, number="FP-9")]
    claims.resubmit_claim(scene.desk(PREPARER), claim, receipts=again)
    assert row(scene, claim)[3:] == (32000, None, 2, S.SUBMITTED)
    with scene.fund.reading() as books:
        assert [each.claimed_fen for each in queries.receipts(books, claim, 1)] == [
            30000
        ]
        assert len(queries.receipts(books, claim)) == 2


def test_a_draft_is_replaced_before_it_is_handed_in(scene: Scene) -> None:
    project = scene.active()
    desk = scene.desk(PREPARER)
    claim = claims.draft_claim(desk, project, receipts=[receipt(10)])
    claims.redraft_claim(desk, claim, receipts=[receipt(11)])
    claims.submit_claim(desk, claim)
    assert row(scene, claim)[3:] == (1100, None, 2, S.SUBMITTED)
    with pytest.raises(ClaimMoveError):
        claims.redraft_claim(desk, claim, receipts=[receipt(12)])


@pytest.mark.parametrize("number", ["FP-1", "ｆｐ－１", " fp-1 "])
def test_a_receipt_is_handed_in_once_however_it_is_written(
    scene: Scene, number: str
) -> None:
    project = scene.active()
    first = submitted(scene, project, receipt(300))
    with pytest.raises(DuplicateReceiptError) as refused:
        submitted(scene, project, receipt(45, number=number))
    assert refused.value.claim_no == first
    assert scene.refusals() == ["duplicate_receipt"]


def test_a_receipt_of_another_kind_may_have_the_number(scene: Scene) -> None:
    project = scene.active()
    submitted(scene, project, receipt(300))
    submitted(scene, project, receipt(30, kind=ReceiptKind.BANK_SLIP))


def test_what_was_rejected_may_be_handed_in_again(scene: Scene) -> None:
    project = scene.active()
    claim = submitted(scene, project, receipt(300))
    claims.reject_claim(scene.desk(ACCOUNTANT), claim, reason="项目不符")
    assert row(scene, claim).state is S.REJECTED
    submitted(scene, project, receipt(300))


def test_the_same_seller_day_and_amount_is_flagged_not_refused(scene: Scene) -> None:
    project = scene.active()
    first = submitted(scene, project, receipt(300))
    second = submitted(scene, project, receipt(300, number="FP-2"))
    with scene.fund.reading() as books:
        [flag] = suspicions.suspicions(books, second)
    assert flag[2:5] == (
        receipt_nos(scene, second)[0],
        receipt_nos(scene, first)[0],
        Ground.SAME_PAYMENT,
    )
    later = receipt(300, number="FP-3", issued_on=date(2024, 3, 3))
    third = submitted(scene, project, later)
    with scene.fund.reading() as books:
        assert suspicions.suspicions(books, third) == []


def test_a_claim_needs_receipts_of_approved_lines(scene: Scene) -> None:
    project = scene.active()
    desk = scene.desk(PREPARER)
    with pytest.raises(NoReceiptsError):
        claims.draft_claim(desk, project, receipts=[])
    with pytest.raises(NoReceiptsError):
        claims.draft_claim(desk, project, receipts=[receipt(0)])
    with pytest.raises(UnknownLineError):
        claims.draft_claim(desk, project, receipts=[receipt(1, 3)])
    assert scene.refusals() == ["no_receipts", "no_receipts", "unknown_line"]
