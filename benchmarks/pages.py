"""The books as screens show them: a month's trial balance and an account's first page.

The month is the same in both funds; the year before it has ten times as much in one.
(What an account has since January is read from its year: that grows with the year.)
"""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.books import BANK, clerks_desk, signed, vouchers
from benchmarks.measure import ROUNDS, Result, Took, compare, timed
from fundledger.commands.accounts import open_year
from fundledger.commands.deed import Desk
from fundledger.commands.imports import import_journal
from fundledger.commands.people import add_person, grant_role
from fundledger.domain.batches import Batch
from fundledger.domain.ids import Login, Month
from fundledger.domain.people import Role
from fundledger.domain.periods import year_of
from fundledger.queries.account_pages import account_page
from fundledger.queries.trial import month_balances
from fundledger.store.books import Ledger

BEFORE: Final = 10_000
"""So many vouchers stand before the month that is shown."""
SHOWN: Final = 500
LAST: Final = date(2025, 1, 31)
MONTH: Final = Month("2025-01")
PAGES: Final = 10
"""So often the pages are shown in one go."""


def account_pages(room: Path, before: int = BEFORE, rounds: int = ROUNDS) -> Result:
    """Show a month after so many vouchers, and after ten times as many."""
    small = _grown(room / "small.db", before)
    large = _grown(room / "large.db", 10 * before)
    result = compare(_pages(large), _pages(small), rounds)
    return Result.compared(
        f"a month's balances and a page of an account, {10 * before:,} vouchers",
        "a page",
        result,
        beside=f"{before:,} vouchers",
        bound=1.5,
        units=PAGES,
    )


def _grown(path: Path, before: int) -> Path:
    """Book so many vouchers in a year, and the same in the next January each time."""
    desk = clerks_desk(str(path))
    batch = vouchers(before)
    import_journal(signed(desk, batch), batch)
    admin, boss = (
        Desk(fund=desk.fund, actor=Login(each), on=LAST) for each in ("one", "boss")
    )
    add_person(admin, login=boss.actor, name="boss")
    grant_role(admin, login=boss.actor, role=Role.SUPERVISOR)
    open_year(boss, year=year_of(MONTH), edition="2004")
    later = Desk(fund=desk.fund, actor=desk.actor, on=LAST)
    shown = [each._replace(on=LAST) for each in vouchers(SHOWN)]
    import_journal(signed(later, Batch(shown)), Batch(shown))
    desk.fund.ledger.close()
    return path


def _pages(path: Path) -> Callable[[], Took]:
    def pages() -> Took:
        ledger = Ledger(str(path))
        with closing(ledger), ledger.fund().reading() as books:

            def show() -> None:
                for _ in range(PAGES):
                    month_balances(books, MONTH)
                    account_page(books, BANK, MONTH)

            return timed(show)

    return pages
