"""A voucher as 记账凭证: each line on its own side, red ones below zero.

Its lines are those of the printed form (`domain.voucher_lines`): debits first, lines
that are alike as one. Exports of the books give each as it was booked.
"""

from datetime import date
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from fundledger.domain.chart import ACCOUNTS, BANK, Book
from fundledger.domain.journal import VoucherKind
from fundledger.domain.money import from_fen, in_words
from fundledger.domain.signatures import needed
from fundledger.domain.voucher_lines import (
    SIGNATURES,
    PrintedLine,
    printed_lines,
    totals,
)
from fundledger.errors import N_
from fundledger.tui.kit.columns import Column, fen_column, grid, paragraph
from fundledger.tui.kit.figures import side, yuan
from fundledger.tui.kit.text import Line, Span, Tone, beside, cell_width, wrap
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fundledger.domain.ids import ProjectNo, VoucherNo
    from fundledger.queries.journal import Voucher
    from fundledger.queries.register import JournalLine


SUMMARY: Final = 20
"""The fewest cells of the column of summaries 摘要."""
ACCOUNT_LEAST: Final = 22
AMOUNT_LEAST: Final = 12
CODE: Final = 9
APART: Final = 44
"""From so many cells on, code, general account and detail have columns apart."""
_AMOUNTS: Final = 2


def lines_of(lines: "Iterable[JournalLine]") -> list[PrintedLine]:
    """Give the printed lines of a voucher of the books."""
    return printed_lines(
        PrintedLine(
            each.at.account,
            each.project_no,
            each.debit_fen,
            each.credit_fen,
            each.source,
        )
        for each in lines
    )


class Head(NamedTuple):
    """What stands above and below the lines of a voucher."""

    number: str
    """As accountants write it; of one that is only foreseen, that it has none yet."""
    on: date
    summary: str
    kind: VoucherKind
    attachments: int
    notes: "Sequence[str]" = ()
    """Which voucher it annuls, and which one annulled it."""
    signed: "Sequence[str]" = ()
    """Who signed which part, each whole on a line."""
    booked: str = ""
    """By which record it was made."""


def head_of(
    voucher: "Voucher",
    words: Words,
    others: "Mapping[VoucherNo, Voucher]",
    rows: "Sequence[PrintedLine]",
) -> Head:
    """Say what stands above and below a voucher of the books."""
    return Head(
        voucher.name,
        voucher.on,
        voucher.summary,
        voucher.kind,
        voucher.attachments,
        _relations(voucher, words, others),
        _signatures(voucher, words, rows),
        words.say(N_("Made by rule, audit record {seq}"), seq=voucher.seq),
    )


def voucher_sheet(
    head: Head,
    rows: "Sequence[PrintedLine]",
    words: Words,
    width: int,
    project_no: "ProjectNo | None" = None,
    projects: "Mapping[int, str] | None" = None,
) -> list[Line]:
    """Lay a voucher out; lines of another project than the page's name theirs."""
    return _voucher(_Sheet(head, rows, words, project_no, projects or {}), width)


class _Sheet(NamedTuple):
    """One voucher, and what is needed to lay it out."""

    head: Head
    rows: "Sequence[PrintedLine]"
    words: Words
    project_no: "ProjectNo | None"
    projects: "Mapping[int, str]"


def _is_of_budget(row: PrintedLine) -> bool:
    known = ACCOUNTS.get(row.account)
    return known is not None and known.book is Book.BUDGET


def _voucher(sheet: _Sheet, width: int) -> list[Line]:
    voucher, words = sheet.head, sheet.words
    tone = Tone.BAD if voucher.kind is VoucherKind.RED else Tone.STRONG
    of_budget = _is_of_budget(sheet.rows[0])
    title = N_("Memorandum voucher (budget)") if of_budget else N_("Accounting voucher")
    kind = "" if voucher.kind is VoucherKind.NORMAL else words.call(voucher.kind)
    named = " · ".join(filter(None, (words.say(title), kind)))
    date_ = words.say(N_("Date: {day}"), day=voucher.on)
    sheets = words.say(N_("attachments: {count}"), count=voucher.attachments)
    lines: list[Line] = [
        [Span(" " * ((width - cell_width(named)) // 2)), Span(named, tone)],
        beside(
            [Span(date_), Span("   "), Span(voucher.number, tone)],
            [Span(sheets)],
            width,
        ),
        _rule(width),
    ]
    lines += _block(sheet, sheet.rows, voucher.summary, width)
    if not of_budget:
        debit, _ = totals(sheet.rows)
        capitals = in_words(from_fen(debit))
        text = words.say(N_("In capitals: {amount}"), amount=capitals)
        lines += paragraph(text, width, Tone.DIM)
    lines.append(_rule(width))
    for each in voucher.notes:
        lines += paragraph(each, width, Tone.WARN)
    lines += [[Span(each, Tone.DIM)] for each in _packed(voucher, width)]
    return lines


def _packed(head: Head, width: int) -> list[str]:
    """Set signatures beside each other; what made the voucher goes along, or below."""
    packed: list[str] = []
    for each in filter(None, (*head.signed, head.booked)):
        longer = f"{packed[-1]}  {each}" if packed else each
        if packed and cell_width(longer) <= width:
            packed[-1] = longer
        else:
            packed += wrap(each, width)
    return packed


def _rule(width: int) -> Line:
    return [Span("─" * width, Tone.DIM)]


def _block(
    sheet: _Sheet, rows: "Sequence[PrintedLine]", summary: str, width: int
) -> list[Line]:
    """Lay out the lines of one book with their sum.

    A summary too long for its column goes on beside the next lines; where there is no
    room for the column, it stands above them.
    """
    words, amounts = sheet.words, _amount_width(rows)
    room = width - 2 * (amounts + 1) - 1
    column = max(SUMMARY, width // 4)
    beside_it = column if room - column - 1 >= ACCOUNT_LEAST else 0
    of_account = room - (beside_it + 1 if beside_it else 0)
    named = _account_columns(sheet, of_account)
    columns = [*named, *_amount_columns(words, amounts)]
    cells = [each for row in rows for each in _cells(row, sheet, named)]
    lines: list[Line] = []
    if beside_it:
        columns.insert(0, Column(words.heading("summary"), beside_it))
        cells = _with_summary(wrap(summary, beside_it), cells, len(columns))
    else:
        lines = paragraph(summary, width)
    cells.append(_total_cells(rows, words, len(columns)))
    return [*lines, *grid(columns, cells, width)]


def _with_summary(
    summary: "Sequence[str]", cells: "list[list[Span]]", columns: int
) -> list[list[Span]]:
    """Set a summary before the rows, as many of them as it takes."""
    more = len(summary) - len(cells)
    cells += [[Span("")] * (columns - 1) for _ in range(more)]
    texts = [*summary, *[""] * max(-more, 0)]
    return [[Span(text), *row] for text, row in zip(texts, cells, strict=True)]


def _account_columns(sheet: _Sheet, room: int) -> list[Column]:
    """Give the columns of an account: code, general account, detail; or one for all."""
    heading = sheet.words.heading
    if room < APART:
        return [Column(heading("account"), room)]
    detail = (room - CODE - 2) // 2
    general = room - CODE - 2 - detail
    return [
        Column(heading("account_code"), CODE),
        Column(heading("general_zh"), general),
        Column(heading("detail_zh"), detail),
    ]


def _amount_width(rows: "Sequence[PrintedLine]") -> int:
    most = (
        *totals(rows),
        *(fen for each in rows for fen in (each.debit_fen, each.credit_fen)),
    )
    return max(AMOUNT_LEAST, *(len(yuan(fen)) for fen in most))


def _amount_columns(words: Words, amounts: int) -> list[Column]:
    return [
        fen_column(words.heading("debit_amount_fen"), amounts),
        fen_column(words.heading("credit_amount_fen"), amounts),
    ]


def _cells(
    each: PrintedLine, sheet: _Sheet, columns: "Sequence[Column]"
) -> list[list[Span]]:
    """Give one row; the name of an account goes on below, it is never cut."""
    tone = Tone.BAD if each.fen < 0 else Tone.PLAIN
    texts = _named(each, sheet, apart=len(columns) > 1)
    wrapped = [wrap(text, of.width) for text, of in zip(texts, columns, strict=True)]
    amounts = [side(each.debit_fen, tone), side(each.credit_fen, tone)]
    rows = [*zip_longest(*wrapped, fillvalue="")]
    return [
        [*(Span(text, tone) for text in row), *(amounts if at == 0 else _NOTHING)]
        for at, row in enumerate(rows)
    ]


_NOTHING: Final = (Span(""), Span(""))


def _named(each: PrintedLine, sheet: _Sheet, *, apart: bool) -> list[str]:
    """Name the account of a row, and its project where that is not the page's."""
    words = sheet.words
    project = ""
    if each.project_no not in (None, sheet.project_no):
        known = sheet.projects.get(each.project_no)
        project = known or words.say(N_("project no. {no}"), no=each.project_no)
    if not apart:
        name = words.account(each.account)
        return [f"{name} ({project})" if project else name]
    from fundledger.reports.labels import parts_of  # noqa: PLC0415 - with the books

    parts = parts_of(each.account, words.accounts)
    detail = " ".join(filter(None, (parts.detail[words.lang], project)))
    return [parts.code, parts.general[words.lang], detail]


def _total_cells(
    rows: "Sequence[PrintedLine]", words: Words, columns: int
) -> list[Span]:
    strong = Tone.STRONG
    debit, credit = totals(rows)
    named = Span(words.say(N_("In all")), strong)
    blank = [Span("")] * (columns - _AMOUNTS - 1)
    return [named, *blank, side(debit, strong), side(credit, strong)]


def _relations(
    voucher: "Voucher", words: Words, others: "Mapping[VoucherNo, Voucher]"
) -> list[str]:
    """Say which voucher it annuls, and which one annulled it."""
    notes: list[str] = []
    for no, text in (
        (voucher.annuls_no, N_("Annuls voucher {number}")),
        (voucher.annulled_by, N_("Annulled by voucher {number}")),
    ):
        if no is not None:
            other = others.get(no)
            notes.append(words.say(text, number=other.name if other else f"#{no}"))
    return notes


def _signatures(
    voucher: "Voucher", words: Words, rows: "Iterable[PrintedLine]"
) -> list[str]:
    """Say who signed each part that it needs.

    A budget voucher carries the actor of its deed alone.
    """
    if voucher.series is Book.BUDGET:
        by = words.say(N_("By"))
        return [f"{by} {_signer(voucher.prepared_by, words)}"]
    not_yet = words.say(N_("(not yet)"))
    of_bank = any(row.account.startswith(f"{BANK}.") for row in rows)
    parts = needed(moves_bank=of_bank)
    return [
        f"{words.call(part)} {_signer(voucher.signed.get(part), words) or not_yet}"
        for part in SIGNATURES
        if part in parts
    ]


def _signer(login: str | None, words: Words) -> str:
    return words.person(login) if login else ""
