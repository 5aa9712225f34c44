"""Papers of the fund's life: attached, shared, excused; receipts that look alike."""

from fundledger.commands import claims, evidence
from fundledger.commands.claims import Verdict
from fundledger.domain.evidence import Document
from fundledger.domain.ids import EvidenceNo, VoucherNo
from fundledger.domain.sources import GENERAL
from fundledger.queries import evidence as queries
from tests.commands.money import receipt, receipt_nos, submitted
from tests.commands.scene import ACCOUNTANT, AID
from tests.full.life import Life


def papers_are_attached(life: Life) -> None:
    """Attach a slip, let another voucher share it, excuse a third, withdraw one."""
    desk = life.scene.desk(ACCOUNTANT)
    one, *others = _lacking(life)
    slip, more = Document.BANK_SLIP, 2 if life.other else 1
    evidence.attach_original(desk, one, slip, "一号柜", sheets=more)
    evidence.share_original(desk, others[0], slip, one)
    evidence.excuse_attachment(desk, others[1], slip, reason="银行未出回单")
    evidence.register_original(desk, others[2], slip, "存-1", "档案室")
    letter, agreement = Document.LETTER, Document.AGREEMENT
    evidence.file_document(desk, letter, place="一号柜", bank="main", sheets=more)
    source = GENERAL if life.other else AID
    evidence.file_document(desk, agreement, place="二号柜", source=source)
    last = _last(life)
    if life.other:
        evidence.withdraw_attachment(desk, last, reason="附错")
        life.scene.prove_all()


def an_invoice_is_split(life: Life) -> None:
    """Claim parts of one 发票 twice; in the other fund somebody admits and agrees."""
    half, whole = life.yuan(10), life.yuan(40)
    part = receipt(half, number="FP-77", face_amount=whole)
    for _ in range(2):
        no = submitted(life.scene, life.runs, part, reimburses=True)
        desk = life.scene.desk(ACCOUNTANT)
        waiting = [each for each in _suspicions(life) if each == no]
        if waiting and life.other:
            claims.dismiss_suspicions(desk, no, reason="同一发票分割使用")
        elif life.other:  # the last voucher of this one stays one of April
            verdicts = [Verdict(each, half) for each in receipt_nos(life.scene, no)]
            claims.admit_claim(desk, no, admitted=verdicts)


def _suspicions(life: Life) -> list[int]:
    from fundledger.queries import suspicions

    with life.scene.fund.reading() as books:
        return [each.claim_no for each in suspicions.undismissed(books)]


def _lacking(life: Life) -> list[VoucherNo]:
    with life.scene.fund.reading() as books:
        lacking = queries.missing(books)
    slips = [each for each in lacking if each.missing.document is Document.BANK_SLIP]
    return [each.voucher_no for each in slips]


def _last(life: Life) -> EvidenceNo:
    with life.scene.fund.reading() as books:
        return queries.last_evidence(books, 1)[0].no
