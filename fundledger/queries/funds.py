"""The fund itself: its years and chart, bank accounts, rounds, calendar, figures."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from fundledger.domain.applications import Round
from fundledger.domain.chart import BANK
from fundledger.domain.ids import AccountKey, Month, RoundKey, Seq, Sha256
from fundledger.domain.labels import AccountName, ChartCode
from fundledger.domain.notices import FirstDay
from fundledger.domain.working_days import Calendar, OtherDay, calendar
from fundledger.store import tables as t
from fundledger.store.reading import Books


class FundYear(NamedTuple):
    """A fund year and the edition of the chart it is kept by."""

    year: int
    edition: str
    closed: bool


class Period(NamedTuple):
    """A month of the books."""

    key: Month
    year: int
    closed: bool


class AccountCode(NamedTuple):
    """The code and names of an account in one edition of the chart."""

    key: AccountKey
    code: ChartCode
    name_zh: AccountName
    name_en: AccountName


class BankAccount(NamedTuple):
    """A bank account of the fund, and its leaf in the chart."""

    key: str
    account: AccountKey
    name: str
    bank: str
    number: str


class NamedRound(NamedTuple):
    """A round of applications, with its name."""

    name: str
    by: Round


class CoveredYear(NamedTuple):
    """A year whose calendar the fund has, and the paper that says so."""

    year: int
    paper: str


def years(books: Books) -> list[FundYear]:
    """List the fund's years."""
    c = t.fund_year.c
    statement = select(c.year, c.edition, c.closed).where(books.own(t.fund_year))
    return [FundYear(*row) for row in books.rows(statement.order_by(c.year))]


def edition_of(books: Books, year: int) -> str:
    """Tell by which edition of the chart a year is kept; empty where it is not open."""
    named = {each.year: each.edition for each in years(books)}
    return named.get(year, "")


def periods(books: Books) -> list[Period]:
    """List the months of the books."""
    c = t.period.c
    statement = select(c.key, c.year, c.closed).where(books.own(t.period))
    return [Period(*row) for row in books.rows(statement.order_by(c.key))]


def editions(books: Books) -> list[str]:
    """List the editions of the chart that the fund has codes for."""
    c = t.account_code.c
    statement = select(c.edition).where(books.own(t.account_code)).distinct()
    return list(books.values(statement.order_by(c.edition)))


def codes(books: Books, edition: str) -> dict[AccountKey, AccountCode]:
    """Give the codes and names of an edition by account, in the order of codes."""
    c = t.account_code.c
    statement = select(c.account_key, c.code, c.name_zh, c.name_en).where(
        books.own(t.account_code), c.edition == edition
    )
    rows = books.rows(statement.order_by(c.code))
    return {row.account_key: AccountCode(*row) for row in rows}


def bank_code(books: Books, edition: str) -> AccountCode | None:
    """Give the code of 银行存款 in an edition: the control account of the leaves."""
    c = t.account_code.c
    statement = select(c.account_key, c.code, c.name_zh, c.name_en).where(
        books.own(t.account_code), c.edition == edition, c.account_key == BANK
    )
    row = books.first(statement)
    return None if row is None else AccountCode(*row)


def bank_accounts(books: Books) -> list[BankAccount]:
    """List the bank accounts in the order in which they were added."""
    c = t.bank_account.c
    statement = select(c.key, c.account_key, c.name, c.bank, c.number).where(
        books.own(t.bank_account)
    )
    return [BankAccount(*row) for row in books.rows(statement.order_by(c.seq, c.key))]


def rounds(books: Books) -> list[NamedRound]:
    """List the rounds of applications by their first day."""
    c = t.funding_round.c
    statement = select(
        c.name, c.key, c.opens_on, c.closes_on, c.cap_fen, c.first_day
    ).where(books.own(t.funding_round))
    rows = books.rows(statement.order_by(c.opens_on, c.key))
    return [NamedRound(row.name, _round(*row[1:])) for row in rows]


def _round(
    key: RoundKey, opens_on: date, closes_on: date, cap_fen: int, first_day: str
) -> Round:
    return Round(key, opens_on, closes_on, cap_fen, FirstDay(first_day))


def funding_round(books: Books, key: RoundKey) -> Round | None:
    """Find a round by its key."""
    c = t.funding_round.c
    statement = select(c.key, c.opens_on, c.closes_on, c.cap_fen, c.first_day).where(
        books.own(t.funding_round), c.key == key
    )
    row = books.first(statement)
    return None if row is None else _round(*row)


def covered_years(books: Books) -> list[CoveredYear]:
    """List the years whose calendar the fund has."""
    c = t.calendar_year.c
    statement = select(c.year, c.paper).where(books.own(t.calendar_year))
    return [CoveredYear(*row) for row in books.rows(statement.order_by(c.year))]


def holidays(books: Books) -> list[OtherDay]:
    """List the days that are not what their weekday says."""
    c = t.holiday.c
    statement = select(c.on_date, c.name, c.works).where(books.own(t.holiday))
    return [OtherDay(*row) for row in books.rows(statement.order_by(c.on_date))]


def holidays_on(books: Books, days: Collection[date]) -> set[date]:
    """Give those of some days that are in the fund's calendar already."""
    c = t.holiday.c
    statement = select(c.on_date).where(books.own(t.holiday), c.on_date.in_(days))
    return set(books.values(statement))


def working_calendar(books: Books) -> Calendar:
    """Give the fund's calendar of days off and worked weekends, and its years."""
    days = holidays(books)
    return calendar(
        holidays=[each.on_date for each in days if not each.works],
        worked=[each.on_date for each in days if each.works],
        years=[each.year for each in covered_years(books)],
    )


def attachment(books: Books, sha256: Sha256) -> bytes | None:
    """Give the content of a file that is kept; None when there is none of that hash."""
    c = t.attachment.c
    statement = select(c.content).where(books.own(t.attachment), c.sha256 == sha256)
    row = books.first(statement)
    return None if row is None else bytes(row.content)


class AttachmentRow(NamedTuple):
    """A file that is kept, without its content; its size in bytes."""

    sha256: Sha256
    media_type: str
    size: int
    seq: Seq


def last_attachments(books: Books, limit: int) -> list[AttachmentRow]:
    """List the files that were stored last, the latest first."""
    c = t.attachment.c
    statement = select(c.sha256, c.media_type, c.size, c.seq)
    own = statement.where(books.own(t.attachment))
    rows = books.rows(own.order_by(c.seq.desc(), c.sha256).limit(limit))
    return [
        AttachmentRow(sha256, media_type, size, Seq(seq))
        for sha256, media_type, size, seq in rows
    ]


def has_attachment(books: Books, sha256: Sha256) -> bool:
    """Tell whether a file is stored."""
    c = t.attachment.c
    statement = select(func.count()).where(books.own(t.attachment), c.sha256 == sha256)
    return bool(books.value(statement))
