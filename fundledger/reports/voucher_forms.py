"""Vouchers laid out as 记账凭证: one form each, to be printed and bound.

Lines that are alike are printed as one; people see forms, programs two tables: the
vouchers with who signed them, and their printed lines. A budget voucher 备 has the same
form and is signed by nobody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from fundledger.domain.chart import Book
from fundledger.domain.ids import VoucherNo
from fundledger.domain.journal import VoucherKind
from fundledger.domain.money import from_fen, in_words
from fundledger.domain.signatures import SignaturePart
from fundledger.domain.voucher_lines import (
    SIGNATURES,
    PrintedLine,
    printed_lines,
    totals,
)
from fundledger.domain.vouchers import MARKS
from fundledger.errors import N_
from fundledger.i18n import Language
from fundledger.queries import people, register
from fundledger.queries.journal import Voucher
from fundledger.reports.accounts import AccountNames
from fundledger.reports.columns import ACCOUNT, ACCOUNT_CODE, columns, for_programs
from fundledger.reports.counting import WITH_UNREVIEWED
from fundledger.reports.labels import parts_of
from fundledger.reports.report import (
    IN_YUAN,
    Basis,
    Block,
    Phrase,
    Report,
    Table,
    Totals,
)
from fundledger.store.reading import Books, in_parts

TITLES: Final[Mapping[Book, str]] = {
    Book.MONEY: N_("Accounting voucher"),
    Book.BUDGET: N_("Memorandum voucher (budget)"),
}
FORM: Final = (
    *columns("summary"),
    ACCOUNT_CODE,
    *columns("general_zh", "general_en", "detail_zh", "detail_en"),
    *columns("debit_amount_fen", "credit_amount_fen"),
)
"""A row of the printed form."""
VOUCHER: Final = (
    *for_programs("series", "month", "number"),
    *columns("voucher", "date", "kind", "summary", "attachments"),
    *columns("debit_fen", "credit_fen"),
    *columns(*(f"{part}_by" for part in SignaturePart), "seq"),
)
LINE: Final = (
    *for_programs("series", "month", "number"),
    *columns("voucher"),
    *ACCOUNT,
    *columns("project_no", "debit_fen", "credit_fen"),
)
SUMS: Final = ("debit_amount_fen", "credit_amount_fen")
TOGETHER: Final = 500
"""The lines of so many vouchers are read at a time."""


class _Form(NamedTuple):
    """A voucher with the lines that its print has."""

    voucher: Voucher
    lines: Sequence[PrintedLine]


def forms(books: Books, basis: Basis, vouchers: Sequence[Voucher]) -> Report:
    """Lay vouchers out as forms, in their order."""
    names = AccountNames(books)
    persons = {str(each.login): each.name for each in people.people(books)}
    each_form = [*_forms(books, vouchers)]
    blocks = [_block(form, basis, names, persons) for form in each_form]
    tables = [
        Table("vouchers", N_("Vouchers"), VOUCHER, [*map(_voucher_cells, each_form)]),
        Table(
            "lines",
            N_("Lines"),
            LINE,
            [row for form in each_form for row in _line_cells(form, names)],
        ),
    ]
    title = N_("Accounting vouchers")
    notes = _notes(vouchers)
    return Report("voucher", title, basis, tables, notes, blocks=blocks)


def _notes(vouchers: Iterable[Voucher]) -> list[Phrase]:
    """Say how many of the money vouchers are not reviewed yet."""
    count = sum(
        each.series is Book.MONEY and each.reviewed_by is None for each in vouchers
    )
    return [Phrase(WITH_UNREVIEWED, {"count": count})] if count else []


def _forms(books: Books, vouchers: Sequence[Voucher]) -> Iterator[_Form]:
    """Read the lines of vouchers, some vouchers at a time."""
    for some in in_parts(vouchers, TOGETHER):
        nos = [each.no for each in some]
        lines = sorted(register.lines_of(books, None, nos), key=_no)
        of = {no: [*group] for no, group in groupby(lines, key=_no)}
        for voucher in some:
            printed = printed_lines(
                PrintedLine(
                    e.at.account, e.project_no, e.debit_fen, e.credit_fen, e.source
                )
                for e in of.get(voucher.no, ())
            )
            yield _Form(voucher, printed)


def _no(line: register.JournalLine) -> VoucherNo:
    return line.voucher_no


def _block(
    form: _Form, basis: Basis, names: AccountNames, persons: Mapping[str, str]
) -> Block:
    voucher = form.voucher
    table = Table(
        voucher.name,
        "",
        FORM,
        [*_form_cells(form, names)],
        Totals(SUMS, label=_in_all(form)),
    )
    return Block(
        TITLES[voucher.series], _above(voucher, basis), table, _below(voucher, persons)
    )


def _in_all(form: _Form) -> Phrase | None:
    """Name the sum, in capitals where it is money."""
    if form.voucher.series is Book.BUDGET:
        return None
    debit, _ = totals(form.lines)
    capitals = in_words(from_fen(debit))
    return Phrase(N_("In all, in capitals: {amount}"), {"amount": capitals})


def _above(voucher: Voucher, basis: Basis) -> Sequence[Sequence[Any]]:
    """Say whose voucher it is, of which day, its number and its attachments."""
    mark = MARKS[voucher.series]
    kind = "" if voucher.kind is VoucherKind.NORMAL else voucher.kind
    return (
        (
            Phrase(N_("Unit: {name}"), {"name": basis.name}),
            Phrase(N_("Date: {day}"), {"day": voucher.on}),
            Phrase(N_("{mark} no. {number}"), {"mark": mark, "number": voucher.number}),
        ),
        (
            kind,
            Phrase(IN_YUAN),
            Phrase(N_("attachments: {count}"), {"count": voucher.attachments}),
        ),
    )


def _below(voucher: Voucher, persons: Mapping[str, str]) -> Sequence[Sequence[Any]]:
    """Give the line of signatures; of a budget voucher, who did its deed."""
    if voucher.series is Book.BUDGET:
        return ((_signed(N_("By"), persons.get(voucher.actor, voucher.actor)),),)
    signed = {part: persons.get(login, login) for part, login in voucher.signed.items()}
    return (tuple(_signed(part, signed.get(part, "")) for part in SIGNATURES),)


def _signed(part: str | SignaturePart, name: str) -> Phrase:
    called = part if isinstance(part, SignaturePart) else Phrase(part)
    return Phrase(N_("{part}: {name}"), {"part": called, "name": name})


def _form_cells(form: _Form, names: AccountNames) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a form; the 摘要 stands in each, as it is written by hand."""
    known = names.labels_of(form.voucher.on.year)
    for line in form.lines:
        parts = parts_of(line.account, known)
        project = names.project(line.project_no) or ""
        yield (
            form.voucher.summary,
            parts.code,
            parts.general[Language.ZH],
            parts.general[Language.EN],
            " ".join(filter(None, (parts.detail[Language.ZH], project))),
            " ".join(filter(None, (parts.detail[Language.EN], project))),
            line.debit_fen or None,
            line.credit_fen or None,
        )


def _voucher_cells(form: _Form) -> tuple[Any, ...]:
    voucher = form.voucher
    return (
        voucher.series,
        voucher.month,
        voucher.number,
        voucher.name,
        voucher.on,
        voucher.kind,
        voucher.summary,
        voucher.attachments,
        *totals(form.lines),
        *(voucher.signed.get(part) for part in SignaturePart),
        voucher.seq,
    )


def _line_cells(form: _Form, names: AccountNames) -> Iterator[tuple[Any, ...]]:
    voucher = form.voucher
    for line in form.lines:
        yield (
            voucher.series,
            voucher.month,
            voucher.number,
            voucher.name,
            *names.cells(line.account, voucher.on.year),
            line.project_no,
            line.debit_fen,
            line.credit_fen,
        )
