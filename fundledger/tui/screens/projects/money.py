"""What the money tab of a project shows: painting, and nothing else."""

from typing import TYPE_CHECKING, Final

from fundledger.domain.claims import ReceiptKind
from fundledger.errors import N_
from fundledger.reports.project import REIMBURSES
from fundledger.reports.project_amounts import Statement, statements
from fundledger.reports.project_file import ProjectFile
from fundledger.tui.kit.columns import (
    Column,
    count_column,
    fact,
    fen_column,
    grid,
    paragraph,
)
from fundledger.tui.kit.figures import amount, count, yuan, yuan_or_none
from fundledger.tui.kit.text import BLANK, Line, Span, Tone
from fundledger.tui.screens.projects.pages import nothing
from fundledger.tui.shell.words import Words

AMOUNT_WIDTH: Final = 14
STATEMENT_WIDTH: Final = 42
NARROW: Final = 60
"""Below so many cells the columns of disbursements are narrower."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fundledger.queries.claims import Claim, ClaimReceipt


def money(view: ProjectFile, words: Words, width: int) -> list[Line]:
    """Show the project's measures, its disbursements and its claims."""
    lines: list[Line] = []
    for each in statements(view):
        lines += [*_statement(each, words, width), BLANK]
    lines.pop()
    lines += _sources(view, words, width)
    lines += [[], [Span(words.say(N_("Disbursements")), Tone.TITLE)]]
    lines += _disbursements(view, words, width)
    lines += [[], [Span(words.say(N_("Claims")), Tone.TITLE)]]
    for claim, receipts in view.claims:
        lines += _claim(claim, receipts, words, width)
    if not view.claims:
        lines += nothing(words, N_("Nothing is claimed yet."))
    return [*lines, *_recoveries(view, words, width)]


def _statement(each: Statement, words: Words, width: int) -> list[Line]:
    """Show entries one below the other, and the result that they sum up to."""
    columns = [Column("", STATEMENT_WIDTH), fen_column("", AMOUNT_WIDTH)]
    rows = [
        [Span(f"  {words.say(label)}", Tone.DIM), amount(fen)]
        for label, fen in each.shown
    ]
    label, fen = each.result
    rows.append([Span(f"= {words.say(label)}", Tone.STRONG), amount(fen, Tone.STRONG)])
    lines: list[Line] = [[Span(words.say(each.title), Tone.TITLE)]]
    lines += grid(columns, rows, width)[1:]
    if not each.adds_up:
        text = words.say(N_("✗ this does not add up: see the checks on screen 7"))
        lines += paragraph(text, width, Tone.BAD)
    return lines


def _sources(view: ProjectFile, words: Words, width: int) -> list[Line]:
    """Show what it has of each source of funds, in the order they are used up."""
    if not view.by_source:
        return []
    columns = [
        Column(words.heading("source_name")),
        fen_column(words.heading("approved_fen"), AMOUNT_WIDTH - 2),
        fen_column(words.heading("committed_fen"), AMOUNT_WIDTH - 2, wide_from=72),
        fen_column(words.heading("advance_fen"), AMOUNT_WIDTH - 2, wide_from=86),
        fen_column(words.heading("spent_fen"), AMOUNT_WIDTH - 2),
    ]
    rows = [
        [
            Span(name),
            amount(each.approved),
            amount(each.committed),
            amount(each.advance),
            amount(each.spent),
        ]
        for name, each in view.by_source
    ]
    title = [Span(words.say(N_("By source of funds")), Tone.TITLE)]
    return [[], title, *grid(columns, rows, width)]


def _recoveries(view: ProjectFile, words: Words, width: int) -> list[Line]:
    """Show what was disallowed, why, and how much of it came back."""
    if not view.recoveries:
        return []
    lines: list[Line] = [[Span(words.say(N_("Disallowed")), Tone.TITLE)]]
    for each in view.recoveries:
        text = words.say(
            N_("{amount} disallowed, {recovered} of it recovered"),
            amount=yuan(each.fen),
            recovered=yuan(each.recovered_fen),
        )
        head = f"{text} · {words.call(each.state)}"
        lines += fact(str(each.on), head, width, Tone.WARN)
        lines += fact("", each.reason, width)
    return lines


def _disbursements(view: ProjectFile, words: Words, width: int) -> list[Line]:
    if not view.disbursements:
        return nothing(words, N_("Nothing is asked for yet."))
    number, text = (8, 10) if width < NARROW else (12, 14)
    columns = [
        count_column(words.heading("disbursement_no"), number),
        Column(words.heading("kind"), text),
        Column(words.heading("state"), text),
        fen_column(words.heading("fen")),
    ]
    rows = [
        [
            count(each.no),
            Span(words.say(REIMBURSES[each.reimburses])),
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
        Column(words.heading("on"), 10, wide_from=1),
        Column(words.heading("receipt"), 8, wide_from=2),
        Column(words.heading("number"), 14, wide_from=80),
        Column(words.heading("seller")),
        fen_column(words.heading("claimed_fen"), 11),
        fen_column(words.heading("admitted_fen"), 11),
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
