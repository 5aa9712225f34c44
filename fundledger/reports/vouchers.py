"""Vouchers as rows, months with their state, bank accounts with what they have."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from fundledger.domain.ids import Month, VoucherNo
from fundledger.errors import N_
from fundledger.queries.bank_days import BankDay
from fundledger.queries.funds import BankAccount
from fundledger.queries.journal import Voucher
from fundledger.queries.trial import TrialRow
from fundledger.queries.vouchers import MonthState
from fundledger.reports.columns import columns, facts, for_programs
from fundledger.reports.report import Basis, Report, Table, Totals

VOUCHER: Final = (
    *for_programs("series", "month", "number"),
    *columns(
        "voucher",
        "date",
        "kind",
        "summary",
        "fen",
        "attachments",
        "prepared_by",
        "reviewed_by",
        "seq",
    ),
)
MONTH: Final = columns("month", "closed", "vouchers", "unsigned", "missing")
BANK: Final = columns(
    "key",
    "name",
    "deposit_bank",
    "bank_number",
    "opening_fen",
    "debit_fen",
    "credit_fen",
    "closing_fen",
)


def listed(
    vouchers: Iterable[Voucher],
    totals: Mapping[VoucherNo, int],
    basis: Basis,
    month: Month,
    names: Mapping[str, str],
) -> Report:
    """Give vouchers of a month with their totals, who prepared and who reviewed."""
    rows = [
        (
            each.series,
            each.month,
            each.number,
            each.name,
            each.on,
            each.kind,
            each.summary,
            totals.get(each.no, 0),
            each.attachments,
            _signer(each.prepared_by, names),
            _signer(each.reviewed_by, names),
            each.seq,
        )
        for each in vouchers
    ]
    table = Table("vouchers", N_("Vouchers"), VOUCHER, rows, Totals(("fen",)))
    about = facts([("month", month)])
    return Report("vouchers", N_("Vouchers"), basis, [table], about=about)


def _signer(login: str | None, names: Mapping[str, str]) -> str | None:
    return None if login is None else names.get(login, login)


def months(states: Sequence[MonthState], basis: Basis) -> Report:
    """Give the months of the books: closed or not, its vouchers, and those unsigned."""
    rows = [
        (each.key, each.closed, each.vouchers, each.unsigned, each.missing)
        for each in states
    ]
    table = Table("months", "", MONTH, rows)
    return Report("periods", N_("Periods"), basis, [table])


def banks(
    accounts: Sequence[tuple[BankAccount, TrialRow]], basis: Basis, month: Month
) -> Report:
    """Give the bank accounts with a month's turnover and what they have then."""
    return _banks(accounts, basis, "month", month)


def banks_on(days: Sequence[BankDay], basis: Basis, on: date) -> Report:
    """Give the bank accounts with what a day moved on them."""
    return _banks([(each.bank, each) for each in days], basis, "on", on)


def _banks(
    accounts: Iterable[tuple[BankAccount, TrialRow | BankDay]],
    basis: Basis,
    when: str,
    value: Month | date,
) -> Report:
    rows = [
        (
            bank.key,
            bank.name,
            bank.bank,
            bank.number,
            row.opening_fen,
            row.debit_fen,
            row.credit_fen,
            row.closing_fen,
        )
        for bank, row in accounts
    ]
    totals = Totals(("opening_fen", "debit_fen", "credit_fen", "closing_fen"))
    table = Table("banks", "", BANK, rows, totals)
    about = facts([(when, value)])
    return Report("banks", N_("Bank accounts"), basis, [table], about=about)
