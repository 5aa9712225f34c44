"""Papers of vouchers: attached, shared, excused, withdrawn; a month closes with all."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from fundledger.checks import r14_receipts, r21_attachments
from fundledger.checks.r21_attachments import Fault
from fundledger.commands import claims, evidence, funds, periods, running_costs
from fundledger.commands.claims import Verdict
from fundledger.domain.evidence import (
    Document,
    EvidenceClosedError,
    EvidenceSharedError,
    NoOriginalThereError,
    NothingMissingError,
    OneObjectError,
    OneOriginalError,
)
from fundledger.domain.ids import EvidenceNo, Month, VoucherNo
from fundledger.domain.periods import MissingAttachmentsError
from fundledger.domain.receipts import Ground, SuspicionOpenError
from fundledger.queries import journal
from fundledger.store import tables as t
from fundledger.store.writing import Writing
from tests import papers, small
from tests.commands.money import receipt, receipt_nos, submitted
from tests.commands.scene import ACCOUNTANT, CASHIER, SUPERVISOR, Scene, yuan

JANUARY, SLIP = Month("2024-01"), Document.BANK_SLIP


def fee(scene: Scene) -> VoucherNo:
    """Pay a fee, which a bank slip proves."""
    no = running_costs.pay_bank_fee(scene.desk(ACCOUNTANT), yuan(1), bank="main")
    assert no is not None
    return no


def faults(scene: Scene) -> list[tuple[Fault, bool]]:
    with scene.fund.reading() as books:
        rows = r21_attachments.offences(books)
        return [(each.fault, r21_attachments.amber(each)) for each in rows]


def sheets(scene: Scene, no: VoucherNo) -> int:
    with scene.fund.reading() as books:
        voucher = journal.voucher(books, no)
    assert voucher is not None
    return voucher.attachments


def test_a_month_closes_once_every_voucher_is_proven(scene: Scene) -> None:
    scene.today = date(2024, 1, 31)
    scene.sign_all()
    one, other, third = fee(scene), fee(scene), fee(scene)
    assert faults(scene) == [(Fault.MISSING, True)] * 3
    cashier, accountant = scene.desk(CASHIER), scene.desk(ACCOUNTANT)
    sha256 = funds.store_attachment(cashier, papers.pdf(), "application/pdf")
    with pytest.raises(NoOriginalThereError):
        evidence.share_original(cashier, other, SLIP, one)
    first = evidence.attach_file(cashier, one, SLIP, sha256, sheets=2)
    evidence.share_original(cashier, other, SLIP, one)
    with pytest.raises(NothingMissingError):
        evidence.excuse_attachment(accountant, other, SLIP, reason="无")
    with pytest.raises(EvidenceSharedError):
        evidence.withdraw_attachment(accountant, first, reason="附错")
    assert [sheets(scene, no) for no in (one, other, third)] == [2, 0, 0]
    signed_alone(scene)
    with pytest.raises(MissingAttachmentsError) as refused:
        periods.close_month(scene.desk(SUPERVISOR), JANUARY)
    assert refused.value.missing == 1
    evidence.excuse_attachment(accountant, third, SLIP, reason="银行未出回单")
    assert faults(scene) == []
    periods.close_month(scene.desk(SUPERVISOR), JANUARY)
    with pytest.raises(EvidenceClosedError):
        evidence.attach_original(cashier, one, SLIP, "一号柜")
    with pytest.raises(EvidenceClosedError):
        evidence.withdraw_attachment(accountant, EvidenceNo(first), reason="附错")


def signed_alone(scene: Scene) -> None:
    """Have everything signed, and nothing proven."""
    from tests.commands.scene import SIGN_ALL

    for who, sign in SIGN_ALL:
        sign(scene.desk(who), until=scene.today)


def test_a_document_is_filed_with_one_thing_as_a_file_or_on_paper(scene: Scene) -> None:
    no, desk = scene.drafted(), scene.desk(ACCOUNTANT)
    letter = Document.LETTER
    evidence.file_document(desk, letter, place="一号柜", project_no=no)
    with pytest.raises(OneObjectError):
        evidence.file_document(desk, letter, place="柜", project_no=no, bank="main")
    with pytest.raises(OneOriginalError):
        evidence.file_document(desk, letter, project_no=no)


def test_an_invoice_in_parts_is_admitted_once_the_accountant_agrees(
    scene: Scene,
) -> None:
    project = scene.active()
    first = submitted(scene, project, receipt(60, face_amount=yuan(100)))
    second = submitted(scene, project, receipt(40, 2, face_amount=yuan(100)))
    desk = scene.desk(ACCOUNTANT)
    verdicts = [Verdict(receipt_nos(scene, second)[0], yuan(40))]
    with pytest.raises(SuspicionOpenError):
        claims.admit_claim(desk, second, admitted=verdicts)
    with scene.fund.reading() as books:
        [row] = r14_receipts.offences(books)
    assert (row.likeness, r14_receipts.amber(row)) == (Ground.SPLIT, True)
    assert row.earlier_no == receipt_nos(scene, first)[0]
    assert claims.dismiss_suspicions(desk, second, reason="同一发票分割") == 1
    with scene.fund.reading() as books:
        assert r14_receipts.offences(books) == []


def test_an_invoice_used_beyond_its_amount_is_named_from_the_day_it_was(
    scene: Scene,
) -> None:
    """No deed lets it come to that; rows slipped in beside the deeds might."""
    project = scene.active()
    submitted(scene, project, receipt(60, face_amount=yuan(100)))
    scene.wait(5)
    second = submitted(scene, project, receipt(40, 2, face_amount=yuan(100)))
    desk = scene.desk(ACCOUNTANT)
    claims.dismiss_suspicions(desk, second, reason="同一发票分割")

    def slip_in(write: Writing) -> None:
        c = t.receipt.c
        columns = [each for each in c if each.name not in {"fund_id", "seq"}]
        of = select(*columns).where(write.own(t.receipt), c.claim_no == second)
        [row] = write.rows(of)
        names = [each.name for each in columns]
        again = {**dict(zip(names, row, strict=True)), "no": write.next_no(t.receipt)}
        write.insert(t.receipt, **again)

    scene.fund.write(small.ask("claim.redraft", actor=ACCOUNTANT), slip_in)
    with scene.fund.reading() as books:
        [row] = r14_receipts.offences(books)
        assert (row.claim_no, row.over_fen, row.used_fen) == (second, 10_000, 14_000)
        assert not r14_receipts.amber(row)
        before = scene.today - timedelta(days=1)
        assert r14_receipts.offences(books, before) == []
