"""A voucher as 记账凭证: each line on its own side, red ones below zero.

What is debit and what is credit comes from the journal's lines alone, as every report
has it; of a voucher that is only foreseen, from its postings in the same way. The
sheet sums up lines of one account; exports give each as it was booked.
"""

from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fundledger.domain.chart import ACCOUNTS, BANK, Book
from fundledger.domain.journal import VoucherKind
from fundledger.domain.money import from_fen, in_words
from fundledger.domain.signatures import needed
from fundledger.errors import N_
from fundledger.tui.kit.columns import Column, fen_column, grid, paragraph
from fundledger.tui.kit.figures import side, yuan
from fundledger.tui.kit.text import Line, Span, Tone, beside, cell_width, wrap
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fundledger.domain.ids import AccountKey, ProjectNo, VoucherNo
    from fundledger.queries.journal import Voucher
    from fundledger.queries.register import JournalLine


SUMMARY: Final = 20
"""The fewest cells of the column of summaries 摘要."""
ACCOUNT_LEAST: Final = 22
AMOUNT_LEAST: Final = 12
_PLAIN: Final = 3
"""Cells of a row without its summary: account, debit, credit."""


class SideRow(NamedTuple):
    """What a voucher books on one side of one account; amounts in 分, red below 0."""

    account: "AccountKey"
    project_no: "ProjectNo | None"
    debit_fen: int
    credit_fen: int


def side_rows(lines: "Iterable[JournalLine]") -> list[SideRow]:
    """Sum up lines of the same account, project, side and colour.

    Debits come before credits, as a voucher is read.
    """
    return _summed(
        SideRow(each.at.account, each.project_no, each.debit_fen, each.credit_fen)
        for each in lines
    )


def foreseen_rows(postings: "Iterable[Mapping[str, Any]]") -> list[SideRow]:
    """Give the lines of postings that are only foreseen, as the line view would."""
    return _summed(row for each in postings for row in _both_sides(each))


def _both_sides(posting: "Mapping[str, Any]") -> "Iterator[SideRow]":
    """See a posting from either account; what is red is below zero across."""
    fen, no = posting["fen"], posting["project_no"]
    debit = (0, -fen) if posting["debit_red"] else (fen, 0)
    credit = (-fen, 0) if posting["credit_red"] else (0, fen)
    yield SideRow(posting["debit"], no, *debit)
    yield SideRow(posting["credit"], no, *credit)


def _summed(rows: "Iterable[SideRow]") -> list[SideRow]:
    sums: dict[tuple[bool, bool, AccountKey, ProjectNo | None], int] = {}
    for row in rows:
        fen = row.debit_fen + row.credit_fen
        key = (row.credit_fen != 0, fen < 0, row.account, row.project_no)
        sums[key] = sums.get(key, 0) + fen
    return [
        SideRow(name, no, 0 if is_credit else fen, fen if is_credit else 0)
        for (is_credit, _, name, no), fen in sorted(
            sums.items(), key=lambda item: item[0][0]
        )
    ]


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
    rows: "Sequence[SideRow]",
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
    rows: "Sequence[SideRow]",
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
    rows: "Sequence[SideRow]"
    words: Words
    project_no: "ProjectNo | None"
    projects: "Mapping[int, str]"


def _is_of_budget(row: SideRow) -> bool:
    known = ACCOUNTS.get(row.account)
    return known is not None and known.book is Book.BUDGET


def _voucher(sheet: _Sheet, width: int) -> list[Line]:
    voucher, words = sheet.head, sheet.words
    tone = Tone.BAD if voucher.kind is VoucherKind.RED else Tone.STRONG
    of_budget = _is_of_budget(sheet.rows[0])
    title = N_("Memorandum voucher (budget)") if of_budget else N_("Accounting voucher")
    kind = "" if voucher.kind is VoucherKind.NORMAL else words.call(voucher.kind)
    named = " · ".join(filter(None, (words.say(title), kind)))
    sheets = words.say(N_("attachments: {count}"), count=voucher.attachments)
    lines: list[Line] = [
        beside([Span(named, tone)], [Span(voucher.number, tone)], width),
        beside([Span(str(voucher.on))], [Span(sheets)], width),
        _rule(width),
    ]
    lines += _block(sheet, sheet.rows, voucher.summary, width)
    if not of_budget:
        capitals = in_words(from_fen(_total(sheet.rows).debit_fen))
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
    sheet: _Sheet, rows: "Sequence[SideRow]", summary: str, width: int
) -> list[Line]:
    """Lay out the lines of one book with their sum, in digits and in capitals.

    A summary too long for its column goes on beside the next lines; where there is no
    room for the column, it stands above them.
    """
    words, amounts = sheet.words, _amount_width(rows)
    room = width - 2 * (amounts + 1) - 1
    column = max(SUMMARY, width // 4)
    beside_it = column if room - column - 1 >= ACCOUNT_LEAST else 0
    columns = _columns(words, amounts, beside_it)
    lines = [] if beside_it else paragraph(summary, width)
    of_account = room - (beside_it + 1 if beside_it else 0)
    left = wrap(summary, beside_it) if beside_it else []
    cells = [each for row in rows for each in _cells(row, sheet, of_account)]
    for at, text in enumerate(left):
        if at == len(cells):
            cells.append([Span(""), Span(""), Span("")])
        cells[at] = [Span(text), *cells[at]]
    if beside_it:
        cells = [each if len(each) > _PLAIN else [Span(""), *each] for each in cells]
    cells.append(_total_cells(_total(rows), words, bool(beside_it)))
    return [*lines, *grid(columns, cells, width)]


def _amount_width(rows: "Sequence[SideRow]") -> int:
    total = _total(rows)
    most = (total, *rows)
    fens = [fen for each in most for fen in (each.debit_fen, each.credit_fen)]
    return max(AMOUNT_LEAST, *(len(yuan(fen)) for fen in fens))


def _total(rows: "Sequence[SideRow]") -> SideRow:
    debit = sum(each.debit_fen for each in rows)
    credit = sum(each.credit_fen for each in rows)
    return SideRow(rows[0].account, None, debit, credit)


def _columns(words: Words, amounts: int, beside_it: int) -> list[Column]:
    columns = [
        Column(words.heading("account")),
        fen_column(words.say(N_("Debit amount")), amounts),
        fen_column(words.say(N_("Credit amount")), amounts),
    ]
    if beside_it:
        columns.insert(0, Column(words.heading("summary"), beside_it))
    return columns


def _cells(each: SideRow, sheet: _Sheet, room: int) -> list[list[Span]]:
    """Give one row; the name of an account goes on below, it is never cut."""
    words = sheet.words
    name = words.account(each.account)
    if each.project_no not in (None, sheet.project_no):
        known = sheet.projects.get(each.project_no)
        other = known or words.say(N_("project no. {no}"), no=each.project_no)
        name = f"{name} ({other})"
    tone = Tone.BAD if each.debit_fen + each.credit_fen < 0 else Tone.PLAIN
    first, *rest = wrap(name, room)
    return [
        [Span(first, tone), side(each.debit_fen, tone), side(each.credit_fen, tone)],
        *([Span(f"  {more}", tone), Span(""), Span("")] for more in rest),
    ]


def _total_cells(total: SideRow, words: Words, beside_it: bool) -> list[Span]:  # noqa: FBT001 - a column more
    strong = Tone.STRONG
    cells = [
        Span(words.say(N_("In all")), strong),
        side(total.debit_fen, strong),
        side(total.credit_fen, strong),
    ]
    return [cells[0], Span(""), *cells[1:]] if beside_it else cells


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
    voucher: "Voucher", words: Words, rows: "Iterable[SideRow]"
) -> list[str]:
    """Say who signed each part that it needs.

    A budget voucher carries the actor of its deed alone.
    """
    if voucher.series is Book.BUDGET:
        by = words.say(N_("By"))
        return [f"{by} {_signer(voucher.prepared_by, words)}"]
    not_yet = words.say(N_("(not yet)"))
    of_bank = any(row.account.startswith(f"{BANK}.") for row in rows)
    return [
        f"{words.call(part)} {_signer(voucher.signed.get(part), words) or not_yet}"
        for part in needed(moves_bank=of_bank)
    ]


def _signer(login: str | None, words: Words) -> str:
    return words.person(login) if login else ""
