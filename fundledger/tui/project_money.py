"""What the money and voucher tabs of a project show: painting, and nothing else."""

from typing import TYPE_CHECKING, Final

from fundledger.domain.claims import ReceiptKind
from fundledger.domain.journal import VoucherKind
from fundledger.errors import N_
from fundledger.tui.figures import yuan, yuan_or_none
from fundledger.tui.layout import LABEL_WIDTH, Column, fact, grid
from fundledger.tui.project_pages import View, nothing
from fundledger.tui.text import Line, Span, Tone, fit
from fundledger.tui.words import Words

AMOUNT_WIDTH: Final = 14

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fundledger.queries.claims import Claim, ClaimReceipt
    from fundledger.queries.journal import Posting, Voucher
    from fundledger.queries.measures import ProjectFunds


def money(view: View, words: Words, width: int) -> list[Line]:
    """Show the project's measures, its disbursements and its claims."""
    lines: list[Line] = [[Span(words.say(N_("Amounts")), Tone.TITLE)]]
    for text, fen in measures(view.funds):
        amount = Span(fit(yuan(fen), AMOUNT_WIDTH, right=True))
        lines.append([Span(fit(words.say(text), LABEL_WIDTH), Tone.DIM), amount])
    lines += [[], [Span(words.say(N_("Disbursements")), Tone.TITLE)]]
    lines += _disbursements(view, words, width)
    lines += [[], [Span(words.say(N_("Claims")), Tone.TITLE)]]
    for claim, receipts in view.claims:
        lines += _claim(claim, receipts, words, width)
    if not view.claims:
        lines += nothing(words, N_("Nothing is claimed yet."))
    return lines


def measures(funds: "ProjectFunds") -> list[tuple[str, int]]:
    """Name the measures that people ask for, in 分."""
    return [
        (N_("Approved"), funds.approved),
        (N_("Committed"), funds.committed),
        (N_("To be paid"), funds.payment),
        (N_("Net paid"), funds.paid),
        (N_("Spent"), funds.admitted),
        (N_("Returned"), funds.returned),
        (N_("Advance left"), funds.advance),
        (N_("To be recovered"), funds.recoverable),
        (N_("Owed to it"), funds.payable),
        (N_("Lapsed"), funds.lapsed),
    ]


def _disbursements(view: View, words: Words, width: int) -> list[Line]:
    if not view.disbursements:
        return nothing(words, N_("Nothing is asked for yet."))
    columns = [
        Column(words.say(N_("No")), 6, right=True),
        Column(words.say(N_("Kind")), 14),
        Column(words.say(N_("State")), 14),
        Column(words.say(N_("Amount")), 12, right=True),
    ]
    kinds = {True: N_("Reimbursement"), False: N_("Advance")}
    rows = [
        [
            Span(str(each.no)),
            Span(words.say(kinds[each.reimburses])),
            Span(words.call(each.state)),
            Span(yuan(each.fen)),
        ]
        for each in view.disbursements
    ]
    return grid(columns, rows, width)


def _claim(
    claim: "Claim", receipts: "Sequence[ClaimReceipt]", words: Words, width: int
) -> list[Line]:
    admitted = yuan_or_none(claim.admitted_fen)
    head = words.say(
        N_("claim {no}: claimed {claimed}, admitted {admitted}"),
        no=claim.no,
        claimed=yuan(claim.claimed_fen),
        admitted=admitted,
    )
    columns = [
        Column(words.say(N_("Date")), 10),
        Column(words.say(N_("Receipt")), 8),
        Column(words.say(N_("Number")), 14, wide_from=80),
        Column(words.say(N_("Seller"))),
        Column(words.say(N_("Claimed")), 11, right=True),
        Column(words.say(N_("Admitted")), 11, right=True),
    ]
    lines: list[Line] = [[Span(f"{head} · {words.call(claim.state)}", Tone.STRONG)]]
    lines += grid(columns, [_receipt(each, words) for each in receipts], width)
    for each in receipts:
        if each.reason:
            lines += fact(f"  {each.number}", each.reason, width, Tone.WARN)
    return [*lines, []]


def _receipt(each: "ClaimReceipt", words: Words) -> list[Span]:
    less = each.admitted_fen is not None and each.admitted_fen < each.claimed_fen
    return [
        Span(str(each.issued_on)),
        Span(words.call(ReceiptKind(each.kind))),
        Span(each.number),
        Span(each.seller),
        Span(yuan(each.claimed_fen)),
        Span(yuan_or_none(each.admitted_fen), Tone.WARN if less else Tone.PLAIN),
    ]


def vouchers(view: View, words: Words, width: int) -> list[Line]:
    """Show every voucher of the project with its postings, and who signed it."""
    lines: list[Line] = []
    for voucher, postings in view.vouchers:
        lines += [*_voucher(voucher, words, width)]
        lines += grid(
            _posting_columns(words), [_posting(each, words) for each in postings], width
        )
        lines.append([])
    return lines or nothing(words, N_("Nothing is booked yet."))


def _voucher(voucher: "Voucher", words: Words, width: int) -> list[Line]:
    red = voucher.kind == "red"
    head = f"{number(voucher)} · {voucher.on} · {voucher.summary}"
    signed = words.say(
        N_("prepared by {preparer}, reviewed by {reviewer}"),
        preparer=words.person(voucher.prepared_by or "—"),
        reviewer=words.person(voucher.reviewed_by or "—"),
    )
    kind = (
        ""
        if voucher.kind == "normal"
        else f"{words.call(VoucherKind(voucher.kind))} · "
    )
    tone = Tone.BAD if red else Tone.STRONG
    return [
        *fact(words.say(N_("Voucher")), head, width, tone),
        *fact("", kind + signed, width, Tone.DIM),
    ]


def number(voucher: "Voucher") -> str:
    """Write a voucher's number as accountants do: 2024-05 记-0012."""
    return f"{voucher.month} 记-{voucher.number:04}"


def _posting_columns(words: Words) -> list[Column]:
    return [
        Column(words.say(N_("Debit"))),
        Column(words.say(N_("Credit"))),
        Column(words.say(N_("Amount")), 13, right=True),
    ]


def _posting(each: "Posting", words: Words) -> list[Span]:
    red = each.debit_red or each.credit_red
    mark = words.say(N_("red")) + " " if red else ""
    tone = Tone.BAD if red else Tone.PLAIN
    return [
        Span(mark + words.account(each.debit), tone),
        Span(mark + words.account(each.credit), tone),
        Span(yuan(each.fen), tone),
    ]
