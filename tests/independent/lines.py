"""Lines of vouchers and what accounts come to, in 分: journal, registers, balances.

A posting is seen from each of its two accounts. Red 红字 (《会计基础工作规范》 §51): a
red debit prints as a negative credit of its account, a red credit as a negative debit.
A balance is on the account's own side.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final, NamedTuple

from tests.independent.raw import Row, Tables, by_key

MARKS: Final = {"money": "记", "budget": "备"}
"""The two series, in the order in which they are printed."""
YEAR_END: Final = "year_end"
"""How the rules begin that carry a year over 结转."""


class Line(NamedTuple):
    """One side of a posting; `rule` is that of the voucher, or of what it annuls."""

    month: str
    series: str
    number: int
    posting_no: int
    account: str
    on: str
    control: str
    book: str
    side: str
    restricted: int | None
    project_no: int | None
    source: str | None
    """Which source of funds it is of; None where its account is not kept by source."""
    counter: str
    """The account on the other side of the posting 对方科目."""
    debit: int
    credit: int
    kind: str
    rule: str
    summary: str
    voucher_no: int
    seq: int
    closes: bool
    """Whether it carries a year over, or annuls that."""
    annuls: bool
    """Whether its voucher is a red copy of another."""

    @property
    def own(self) -> int:
        """What it moves on the account's own side."""
        net = self.debit - self.credit
        return net if self.side == "debit" else -net

    @property
    def is_credit(self) -> bool:
        """Whether it stands in the credit column: debits are printed first."""
        return self.credit != 0

    @property
    def voucher(self) -> str:
        """The number as it is printed: 2024-05 记-0012."""
        return f"{self.month} {MARKS[self.series]}-{self.number:04d}"


def every_line(tables: Tables) -> list[Line]:
    """See each posting from both sides, in the order of the journal."""
    accounts = by_key(tables["account"], "key")
    vouchers = by_key(tables.get("voucher", []), "no")
    seen = [
        _line(row, vouchers, accounts[row[side]], side, other)
        for row in tables.get("posting", [])
        for side, other in (("debit", "credit"), ("credit", "debit"))
    ]
    return sorted(seen, key=in_order)


def in_order(line: Line) -> tuple[Any, ...]:
    """Give a line's place: month, 记 first, number; debits first; then as booked."""
    series = [*MARKS].index(line.series)
    within = (line.is_credit, line.posting_no, line.account, line.source or "")
    return line.month, series, line.number, *within


def _line(
    posting: Row, vouchers: dict[Any, Row], account: Row, side: str, other: str
) -> Line:
    voucher = vouchers[posting["voucher_no"]]
    annulled = vouchers.get(voucher["annuls_no"], voucher)
    return Line(
        month=voucher["month"],
        series=voucher["series"],
        number=voucher["number"],
        posting_no=posting["no"],
        account=account["key"],
        on=voucher["on_date"],
        control=account["control"] or account["key"],
        book=account["book"],
        side=account["side"],
        restricted=account["restricted"],
        project_no=posting["project_no"],
        source=posting[f"{side}_source"],
        counter=posting[other],
        debit=_on_side(posting, side, "debit"),
        credit=_on_side(posting, side, "credit"),
        kind=voucher["kind"],
        rule=annulled["rule"],
        summary=voucher["summary"],
        voucher_no=voucher["no"],
        seq=voucher["seq"],
        closes=voucher["kind"] == "closing" or annulled["rule"].startswith(YEAR_END),
        annuls=voucher["annuls_no"] is not None,
    )


def _on_side(posting: Row, side: str, column: str) -> int:
    """Tell what stands in a column: a red amount goes to the other one, below zero."""
    if posting[f"{side}_red"]:
        return 0 if column == side else -int(posting["fen"])
    return int(posting["fen"]) if column == side else 0


def until(lines: Iterable[Line], day: str | None) -> list[Line]:
    """Leave out what is dated after a day."""
    return [each for each in lines if day is None or each.on <= day]


def sums(
    lines: Iterable[Line], by: Callable[[Line], Any], of: Callable[[Line], int]
) -> dict[Any, int]:
    """Sum lines up, by anything they tell: account, project, source, month."""
    summed: dict[Any, int] = defaultdict(int)
    for each in lines:
        summed[by(each)] += of(each)
    return dict(summed)


def reviewed(tables: Tables, lines: Iterable[Line]) -> list[Line]:
    """Leave out money vouchers without 复核; budget vouchers need none."""
    signed = {
        row["voucher_no"]
        for row in tables.get("signature", [])
        if row["part"] == "reviewed"
    }
    return [e for e in lines if e.series == "budget" or e.voucher_no in signed]


def balances(lines: Iterable[Line]) -> dict[str, int]:
    """Give what each account that ever moved stands at."""
    return sums(lines, lambda each: each.account, lambda each: each.own)


def project_balances(tables: Tables, lines: Iterable[Line]) -> dict[Any, int]:
    """Give balances of accounts that are kept by project: by it, account and source."""
    projected = {row["key"] for row in tables["account"] if row["by_project"] != "no"}
    of = [each for each in lines if each.project_no and each.account in projected]
    return sums(of, lambda e: (e.project_no, e.account, e.source), lambda e: e.own)


class Trial(NamedTuple):
    """An account's opening, turnover by column, and closing."""

    opening: int = 0
    debit: int = 0
    credit: int = 0
    closing: int = 0

    def plus(self, line: Line, *, before: bool) -> "Trial":
        """Give this and a line more, before the turnover began or in it."""
        opening, debit, credit, closing = self
        if before:
            return Trial(opening + line.own, debit, credit, closing + line.own)
        return Trial(
            opening, debit + line.debit, credit + line.credit, closing + line.own
        )


def trial(lines: Iterable[Line], since: str) -> dict[str, Trial]:
    """Give opening, turnover and closing; opening vouchers are opening always."""
    rows: dict[str, Trial] = {}
    for each in lines:
        before = each.on < since or each.kind == "opening"
        row = rows.get(each.account, Trial())
        rows[each.account] = row.plus(each, before=before)
    return rows


def turned(lines: Iterable[Line]) -> tuple[int, int]:
    """Sum turnover up by column; opening vouchers are none."""
    counted = [each for each in lines if each.kind != "opening"]
    return sum(e.debit for e in counted), sum(e.credit for e in counted)


def last_day(tables: Tables) -> str | None:
    """Tell the latest date of any voucher."""
    return max((row["on_date"] for row in tables.get("voucher", [])), default=None)


class Names(NamedTuple):
    """What accounts are called, by the edition that a year is kept by."""

    years: tuple[tuple[int, str], ...]
    codes: dict[tuple[str, str], Row]

    def of(self, account: str, year: int) -> tuple[str, str, str] | None:
        """Give code and both names; None where the edition has no such account."""
        edition = max((each for each in self.years if each[0] <= year), default=None)
        row = edition and self.codes.get((edition[1], account))
        return (row["code"], row["name_zh"], row["name_en"]) if row else None


class Chart(NamedTuple):
    """The codes of a year's chart: one lies under all others that it begins with."""

    codes: dict[str, str]
    """By account."""
    accounts: dict[str, Row]

    def code(self, account: str) -> str:
        """Give the code of an account; empty where the chart has none."""
        return self.codes.get(account, "")

    def above(self, account: str) -> list[str]:
        """Give an account and all that it lies under."""
        code = self.code(account)
        return [
            account,
            *(
                key
                for key, other in self.codes.items()
                if other != code and other and code.startswith(other)
            ),
        ]

    def level(self, account: str) -> int:
        """Tell the level of an account: 1 where it lies under no other."""
        return len(self.above(account))

    def printed(self, account: str) -> tuple[bool, str, str]:
        """Give the place of an account among others: money first, by code."""
        budget = self.accounts[account]["book"] == "budget"
        return budget, self.code(account), account

    def sign(self, account: str, above: str) -> int:
        """Tell whether what an account has is less of what lies above it."""
        same = self.accounts[account]["side"] == self.accounts[above]["side"]
        return 1 if same else -1


def chart(tables: Tables, year: int) -> Chart:
    """Read the chart that a year is kept by, or the last year before it."""
    named = names(tables)
    edition = max((each for each in named.years if each[0] <= year), default=(0, ""))
    codes = {
        row["account_key"]: row["code"]
        for row in tables["account_code"]
        if row["edition"] == edition[1]
    }
    return Chart(codes, by_key(tables["account"], "key"))


def names(tables: Tables) -> Names:
    """Read what accounts are called."""
    years = tuple((row["year"], row["edition"]) for row in tables["fund_year"])
    return Names(years, by_key(tables["account_code"], "edition", "account_key"))


@cache
def month_end(month: str) -> str:
    """Give the last day of a month."""
    year, number = int(month[:4]), int(month[5:])
    short = {4: 30, 6: 30, 9: 30, 11: 30}.get(number, 31)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = (29 if leap else 28) if number == 2 else short
    return f"{month}-{last:02d}"
