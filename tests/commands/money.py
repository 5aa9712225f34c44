"""What tests of money share: an advance and a claim at each stage, and the books."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import TypedDict, Unpack

from fundledger.checks.registry import Light, run_checks
from fundledger.commands import (
    claims,
    closed_years,
    disbursements,
    funds,
    returns,
    sources,
)
from fundledger.commands import journal as journal_deeds
from fundledger.commands.claims import Verdict
from fundledger.commands.receipts import NewReceipt
from fundledger.domain.chart import account
from fundledger.domain.claims import ReceiptKind
from fundledger.domain.ids import (
    AccountKey,
    ClaimNo,
    DisbursementNo,
    FundingNo,
    LineNo,
    ProjectNo,
    ReceiptNo,
    ReturnNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import Entry
from fundledger.domain.money import Money
from fundledger.domain.returns import ReturnGround
from fundledger.domain.sources import GENERAL
from fundledger.queries import claims as queries
from fundledger.queries import corrections, journal
from fundledger.queries.journal import Voucher
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    APPROVER,
    CASHIER,
    HEAD,
    PREPARER,
    SUPERVISOR,
    Scene,
    yuan,
)

Row = tuple[str, str, int]
"""A posting as the design writes it: debit ← credit, in 元."""
SourcedRow = tuple[str, str, int, str]
"""A posting with its source, or with the sources of both sides."""


def booked(scene: Scene, no: VoucherNo | int | None = None) -> list[Row]:
    """Read the postings of a voucher and of its 备; of the last if none is named."""
    last = VoucherNo(no or vouchers(scene)[-1].no)
    with scene.fund.reading() as books:
        rows = corrections.whole(books, last)
    return [(each.debit, each.credit, each.fen // 100) for each in rows]


def sourced(scene: Scene, no: VoucherNo | int | None = None) -> list[SourcedRow]:
    """Read the postings of a voucher and of its 备, with whose money they move."""
    last = VoucherNo(no or vouchers(scene)[-1].no)
    with scene.fund.reading() as books:
        rows = corrections.whole(books, last)
    return [
        (each.debit, each.credit, each.fen // 100, _whose(each.entry)) for each in rows
    ]


def _whose(entry: Entry) -> str:
    """Name the source of both sides, or both: of the debit, and of the credit."""
    named = (entry.debit_source, entry.credit_source)
    return " ← ".join(dict.fromkeys(key for key in named if key is not None))


def red_checks(scene: Scene) -> dict[str, tuple[object, ...]]:
    """Give what each check finds that does not pass, by its number."""
    with scene.fund.reading() as books:
        return {
            each.number: each.offences
            for each in run_checks(books)
            if each.light is Light.OFFENCES or each.problem is not None
        }


def vouchers(scene: Scene) -> list[Voucher]:
    """Read all vouchers; a 备 beside a 记 is left out."""
    with scene.fund.reading() as books:
        return [each for each in journal.vouchers(books) if each.pair_no is None]


def requested(scene: Scene, no: ProjectNo, amount: int) -> DisbursementNo:
    """Ask for an advance, in 元, and have it checked."""
    disbursement_no = disbursements.request_disbursement(
        scene.desk(HEAD), no, yuan(amount)
    )
    disbursements.check_disbursement(scene.desk(ACCOUNTANT), disbursement_no)
    return disbursement_no


def approved(scene: Scene, no: ProjectNo, amount: int) -> DisbursementNo:
    """Have an advance approved."""
    disbursement_no = requested(scene, no, amount)
    disbursements.approve_disbursement(scene.desk(SUPERVISOR), disbursement_no)
    return disbursement_no


def paid(scene: Scene, no: ProjectNo, amount: int) -> DisbursementNo:
    """Have an advance paid."""
    disbursement_no = approved(scene, no, amount)
    disbursements.pay_disbursement(scene.desk(CASHIER), disbursement_no, bank="main")
    return disbursement_no


def receipt(
    amount: Money | int, line: int = 1, number: str = "FP-1", **changes: object
) -> NewReceipt:
    """Make a receipt over 元, against a budget line."""
    given = NewReceipt(
        LineNo(line),
        ReceiptKind.INVOICE,
        number,
        "五金店",
        date(2024, 3, 2),
        yuan(amount) if isinstance(amount, int) else amount,
    )
    return given._replace(**changes)  # type: ignore[arg-type]


def submitted(
    scene: Scene, no: ProjectNo, *receipts: NewReceipt, reimburses: bool = False
) -> ClaimNo:
    """Hand a claim in."""
    desk = scene.desk(PREPARER)
    claim_no = claims.draft_claim(desk, no, receipts=receipts, reimburses=reimburses)
    claims.submit_claim(scene.desk(PREPARER), claim_no)
    return claim_no


def receipt_nos(scene: Scene, no: ClaimNo) -> list[ReceiptNo]:
    """List the receipts of a claim's present version."""
    with scene.fund.reading() as books:
        return [each.no for each in queries.receipts(books, no)]


def admitted(
    scene: Scene, no: ProjectNo, *receipts: NewReceipt, reimburses: bool = False
) -> ClaimNo:
    """Have a claim admitted as it was handed in."""
    claim_no = submitted(scene, no, *receipts, reimburses=reimburses)
    verdicts = [
        Verdict(receipt_no, each.amount)
        for receipt_no, each in zip(receipt_nos(scene, claim_no), receipts, strict=True)
    ]
    claims.admit_claim(scene.desk(ACCOUNTANT), claim_no, admitted=verdicts)
    return claim_no


def alone(no: VoucherNo | None) -> VoucherNo:
    """Give what one person booked: no second signature was asked for."""
    assert no is not None
    return no


class Correction(TypedDict, total=False):
    """What a correction says beside its reason."""

    accounts: Mapping[AccountKey, AccountKey]
    to_project_no: ProjectNo
    to_source: SourceKey


def corrected_voucher(
    scene: Scene, no: VoucherNo, *, reason: str, **given: Unpack[Correction]
) -> VoucherNo:
    """Have a voucher corrected by the accountant, and the supervisor where two sign."""
    correct = partial(journal_deeds.correct_voucher, reason=reason, **given)
    blue = correct(scene.desk(ACCOUNTANT), no)
    if blue is None:
        blue = correct(scene.desk(SUPERVISOR), no)
    return alone(blue)


class Changed(TypedDict, total=False):
    """Terms of a source that two change, and its name."""

    name: str
    from_on: date
    until_on: date
    overhead_percent: int


def source_changed(scene: Scene, key: SourceKey, **terms: Unpack[Changed]) -> None:
    """Have the terms of a source changed by both who sign that."""
    for who in (APPROVER, SUPERVISOR):
        sources.change_source(scene.desk(who), key, **terms)


def limit_changed(scene: Scene, setting: str, amount: int) -> None:
    """Have a limit of the fund, in 元, changed by both who sign that."""
    for who in (ADMIN, SUPERVISOR):
        funds.change_setting(scene.desk(who), setting, str(amount))


def cost_corrected(
    scene: Scene, no: VoucherNo, amount: int, *, too_low: bool = False
) -> VoucherNo:
    """Have the cost of a closed year corrected by both who sign it, in 元."""
    reason = "少记" if too_low else "多记"
    first, second = (
        closed_years.correct_closed_year(
            scene.desk(who), no, yuan(amount), reason=reason, too_low=too_low
        )
        for who in (ACCOUNTANT, SUPERVISOR)
    )
    assert first is None
    assert second is not None
    return second


def decided(
    scene: Scene,
    no: FundingNo,
    amount: int,
    ground: ReturnGround = ReturnGround.UNSPENT,
    reason: str = "协议解除",
) -> ReturnNo:
    """Have the return of money received decided by both who sign it, in 元."""
    first, second = (
        returns.decide_money_return(
            scene.desk(who), no, yuan(amount), ground=ground, reason=reason
        )
        for who in (APPROVER, SUPERVISOR)
    )
    assert first is None
    assert second is not None
    return second


def returned(
    scene: Scene,
    no: FundingNo,
    amount: int,
    ground: ReturnGround = ReturnGround.UNSPENT,
) -> ReturnNo:
    """Have money received paid back, in 元."""
    return_no = decided(scene, no, amount, ground)
    returns.pay_money_return(scene.desk(CASHIER), return_no, bank="main")
    return return_no


def entry(
    debit: AccountKey,
    credit: AccountKey,
    fen: int,
    no: ProjectNo | None = None,
    of: SourceKey = GENERAL,
) -> Entry:
    """Make a posting of one source, on both sides that are kept by source; in 分."""
    sources = [of if account(key).by_source else None for key in (debit, credit)]
    return Entry(
        debit, credit, fen, no, debit_source=sources[0], credit_source=sources[1]
    )


def left(
    scene: Scene,
    account: str,
    no: ProjectNo | None = None,
    of: SourceKey | None = None,
) -> int:
    """Tell what an account has left of a source, or of all of them, in 元."""
    return scene.left(AccountKey(account), no, of) // 100
