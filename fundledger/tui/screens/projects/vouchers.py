"""A project's vouchers as 记账凭证: each line on its own side, red ones below zero.

What is debit and what is credit comes from the journal's lines alone, as every report
has it. The page sums up lines of one account; the export gives each as it was booked.
"""

from typing import TYPE_CHECKING, NamedTuple

from fundledger.domain.chart import ACCOUNTS, Book
from fundledger.domain.journal import VoucherKind
from fundledger.errors import N_
from fundledger.reports.report import Kind
from fundledger.tui.kit.columns import Column, fact, fen_column, grid
from fundledger.tui.kit.figures import side
from fundledger.tui.kit.text import Line, Span, Tone
from fundledger.tui.screens.projects.pages import View, nothing
from fundledger.tui.shell.export import Field, Part
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fundledger.domain.ids import AccountKey, ProjectNo
    from fundledger.queries.journal import Voucher
    from fundledger.queries.register import JournalLine


class SideRow(NamedTuple):
    """What a voucher books on one side of one account; amounts in 分, red below 0."""

    account: "AccountKey"
    project_no: "ProjectNo | None"
    debit_fen: int
    credit_fen: int


def side_rows(lines: "Iterable[JournalLine]") -> list[SideRow]:
    """Sum up lines of the same account, project, side and colour.

    Money comes before budget and debits before credits, as a voucher is read.
    """
    sums: dict[tuple[bool, bool, bool, AccountKey, ProjectNo | None], int] = {}
    for line in lines:
        fen = line.debit_fen + line.credit_fen
        known = ACCOUNTS.get(line.at.account)
        of_budget = known is not None and known.book is Book.BUDGET
        of_side = (of_budget, line.credit_fen != 0, fen < 0)
        key = (*of_side, line.at.account, line.project_no)
        sums[key] = sums.get(key, 0) + fen
    return [
        SideRow(name, no, 0 if is_credit else fen, fen if is_credit else 0)
        for (_, is_credit, _, name, no), fen in sorted(
            sums.items(), key=lambda item: item[0][:2]
        )
    ]


def vouchers(view: View, words: Words, width: int) -> list[Line]:
    """Show every voucher that books something of the project, and who signed it."""
    painted: list[Line] = []
    for voucher, lines in view.vouchers:
        rows = [*side_rows(lines), _total(lines)]
        tone = Tone.BAD if voucher.kind is VoucherKind.RED else Tone.PLAIN
        cells = [_cells(each, view, words, tone) for each in rows[:-1]]
        cells.append(_total_cells(rows[-1], words))
        painted += [*_voucher(voucher, words, width)]
        painted += grid(_columns(words), cells, width)
        painted.append([])
    return painted or nothing(words, N_("Nothing is booked yet."))


def _total(lines: "Sequence[JournalLine]") -> SideRow:
    debit, credit = (
        sum(each.debit_fen for each in lines),
        sum(each.credit_fen for each in lines),
    )
    return SideRow(lines[0].at.account, None, debit, credit)


def _voucher(voucher: "Voucher", words: Words, width: int) -> list[Line]:
    head = f"{number(voucher)} · {voucher.on} · {voucher.summary}"
    parts = [_signed(voucher, words)]
    if voucher.attachments:
        sheets = N_("attachments: {count}")
        parts.insert(0, words.say(sheets, count=voucher.attachments))
    if voucher.kind is not VoucherKind.NORMAL:
        parts.insert(0, words.call(voucher.kind))
    tone = Tone.BAD if voucher.kind is VoucherKind.RED else Tone.STRONG
    return [
        *fact(words.say(N_("Voucher")), head, width, tone),
        *fact("", " · ".join(parts), width, Tone.DIM),
    ]


def _signed(voucher: "Voucher", words: Words) -> str:
    return words.say(
        N_("prepared by {preparer}, reviewed by {reviewer}"),
        preparer=words.person(voucher.prepared_by or "—"),
        reviewer=words.person(voucher.reviewed_by or "—"),
    )


def number(voucher: "Voucher") -> str:
    """Write a voucher's number as accountants do: 2024-05 记-0012."""
    return f"{voucher.month} 记-{voucher.number:04}"


def _columns(words: Words) -> list[Column]:
    return [
        Column(words.say(N_("Account"))),
        fen_column(words.say(N_("Debit")), 13),
        fen_column(words.say(N_("Credit")), 13),
    ]


def _cells(each: SideRow, view: View, words: Words, tone: Tone) -> list[Span]:
    name = words.account(each.account)
    if each.project_no not in (None, view.project.no):
        other = words.say(N_("project no. {no}"), no=each.project_no)
        name = f"{name} ({other})"
    if each.debit_fen + each.credit_fen < 0:
        tone = Tone.BAD
    return [Span(name, tone), side(each.debit_fen, tone), side(each.credit_fen, tone)]


def _total_cells(total: SideRow, words: Words) -> list[Span]:
    strong = Tone.STRONG
    return [
        Span(words.say(N_("In all")), strong),
        side(total.debit_fen, strong),
        side(total.credit_fen, strong),
    ]


def part(view: View, words: Words) -> Part:
    """Give every line of the project's vouchers, as the journal has it."""
    fields = [
        Field(words.say(N_("Voucher"))),
        Field(words.say(N_("Day"))),
        Field(words.say(N_("Kind"))),
        Field(words.say(N_("Summary"))),
        Field(words.say(N_("Project no.")), Kind.COUNT),
        Field(words.say(N_("Account"))),
        Field(words.say(N_("Debit")), Kind.MONEY),
        Field(words.say(N_("Credit")), Kind.MONEY),
        Field(words.say(N_("Record")), Kind.COUNT),
    ]
    rows = [
        (
            number(voucher),
            str(voucher.on),
            words.call(voucher.kind),
            voucher.summary,
            line.project_no,
            words.account(line.at.account),
            line.debit_fen,
            line.credit_fen,
            line.seq,
        )
        for voucher, lines in view.vouchers
        for line in lines
    ]
    return Part(fields, rows)
