"""What the money tab of a project shows: painting, and nothing else."""

from typing import TYPE_CHECKING, Final

from fundledger.domain.claims import ReceiptKind
from fundledger.errors import N_
from fundledger.tui.kit.columns import (
    LABEL_WIDTH,
    Column,
    count_column,
    fact,
    fen_column,
    grid,
    paragraph,
)
from fundledger.tui.kit.figures import amount, count, yuan, yuan_or_none
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.screens.projects.pages import View, nothing
from fundledger.tui.shell.words import Words

AMOUNT_WIDTH: Final = 14

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fundledger.queries.claims import Claim, ClaimReceipt
    from fundledger.queries.measures import ProjectFunds


def money(view: View, words: Words, width: int) -> list[Line]:
    """Show the project's measures, its disbursements and its claims."""
    lines: list[Line] = [[Span(words.say(N_("Amounts")), Tone.TITLE)]]
    named = [Column("", LABEL_WIDTH), fen_column("", AMOUNT_WIDTH)]
    rows = [
        [Span(words.say(text), Tone.DIM), amount(fen)]
        for text, fen in measures(view.funds)
    ]
    lines += grid(named, rows, width)[1:]
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
        count_column(words.say(N_("No")), 6),
        Column(words.say(N_("Kind")), 14),
        Column(words.say(N_("State")), 14),
        fen_column(words.say(N_("Amount"))),
    ]
    kinds = {True: N_("Reimbursement"), False: N_("Advance")}
    rows = [
        [
            count(each.no),
            Span(words.say(kinds[each.reimburses])),
            Span(words.call(each.state)),
            amount(each.fen),
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
        Column(words.say(N_("Date")), 10, wide_from=1),
        Column(words.say(N_("Receipt")), 8, wide_from=2),
        Column(words.say(N_("Number")), 14, wide_from=80),
        Column(words.say(N_("Seller"))),
        fen_column(words.say(N_("Claimed")), 11),
        fen_column(words.say(N_("Admitted")), 11),
    ]
    head = f"{head} · {words.call(claim.state)}"
    lines: list[Line] = paragraph(head, width, Tone.STRONG)
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
        amount(each.claimed_fen),
        amount(each.admitted_fen, Tone.WARN if less else Tone.PLAIN),
    ]
