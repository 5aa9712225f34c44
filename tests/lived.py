"""The small fund after a year's life: every measure of a project is above zero.

The postings are made by the rules, through the door, without the commands' workflow.
"""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date

from fundledger.commands.attaching import attach
from fundledger.commands.posting import book, entries_of, parts_of, post
from fundledger.commands.releases import book_release
from fundledger.domain.chart import ADMIN_COST, SpendingKind, cost_control
from fundledger.domain.evidence import Original
from fundledger.domain.ids import AccountKey, Login, ProjectNo
from fundledger.domain.journal import (
    Entry,
    PostingRule,
    Slot,
    VoucherKind,
    left_after,
    sides,
)
from fundledger.domain.red import red_copy
from fundledger.domain.sources import Share
from fundledger.domain.year_end import year_end
from fundledger.queries.balances import places
from fundledger.queries.evidence import missing
from fundledger.queries.releases import due
from fundledger.store import rebuilding
from fundledger.store import tables as t
from fundledger.store.books import Fund
from fundledger.store.reading import Books
from fundledger.store.writing import Writing
from tests import small

R = PostingRule
COST = cost_control(SpendingKind.MATERIALS)
FEES = AccountKey("admin_cost.restricted")
FILLED = {
    Slot.BANK: small.BANK,
    Slot.COST: COST,
    Slot.OVERHEAD: ADMIN_COST,
    Slot.LOSS: ADMIN_COST,
    Slot.DONATIONS: small.DONATIONS,
}
LIFE = (
    ("2024-03-04", R.APPROVED, 60_000),
    ("2024-03-12", R.ESTABLISHED, 60_000),
    ("2024-03-20", R.SUPPLEMENT, 5_000),
    ("2024-03-21", R.CUT, 2_000),
    ("2024-04-01", R.ADVANCE_APPROVED, 40_000),
    ("2024-04-03", R.ADVANCE_PAID, 40_000),
    ("2024-04-05", R.ADVANCE_BOUNCED, 40_000),
    ("2024-04-08", R.ADVANCE_PAID, 40_000),
    ("2024-05-06", R.CLAIM_ADMITTED, 30_000),
    ("2024-05-07", R.DISALLOWED_BEFORE_BOOKING, 6_000),
    ("2024-05-20", R.RECOVERED, 3_000),
    ("2024-05-21", R.WRITTEN_OFF, 1_000),
    ("2024-06-03", R.REFUND, 2_500),
    ("2024-06-10", R.REIMBURSEMENT_ADMITTED, 9_000),
    ("2024-06-12", R.REIMBURSEMENT_PAID, 4_000),
    ("2024-06-20", R.LAPSED, 7_000),
)
"""What happens to the project, in 分, on which day."""
LAST_DAY = date(2024, 7, 15)


def live(fund: Fund) -> Fund:
    """Let the small fund live from March to July 2024."""
    for day, rule, fen in LIFE:
        _post(fund, date.fromisoformat(day), rule, fen, small.PROJECT)
    _post(fund, date(2024, 7, 1), R.BANK_FEE, 500, None)
    _correct(fund)
    _prove(fund)
    return fund


def _prove(fund: Fund) -> None:
    """Attach paper to what the small fund booked before."""
    with fund.reading() as books:
        lacking = missing(books)

    def run(write: Writing) -> None:
        for each in lacking:
            document = each.missing.document
            about = {"voucher_no": each.voucher_no, "place": "凭证柜"}
            attach(write, document, Original.PAPER, sheets=1, **about)

    fund.write(small.ask("evidence.attach", papers=len(lacking)), run)


def _post(
    fund: Fund, on: date, rule: PostingRule, fen: int, no: ProjectNo | None
) -> None:
    def run(write: Writing) -> int:
        return post(
            write,
            rule,
            [Share(small.AID, fen)],
            summary=rule.value,
            accounts=FILLED,
            project_no=no,
        )

    fund.write(small.ask("journal.import", on=on, rule=rule, fen=fen), run)


def _correct(fund: Fund) -> None:
    """Annul the fee in red and book it again in blue, 400 分 this time."""

    def run(write: Writing) -> int:
        fee = _fee(write, 500)
        booked = write.rows(
            t.voucher.select().where(
                write.own(t.voucher), t.voucher.c.rule == R.BANK_FEE
            )
        )
        book(
            write,
            R.BANK_FEE,
            red_copy(fee),
            summary="注销",
            kind=VoucherKind.RED,
            annuls={each.series: each.no for each in booked},
        )
        blue = _fee(write, 400)
        return book(write, R.BANK_FEE, blue, summary="订正", kind=VoucherKind.BLUE)

    fund.write(small.ask("voucher.correct", on=date(2024, 7, 2)), run)


def _fee(write: Writing, fen: int) -> list[Entry]:
    shares = [Share(small.AID, fen)]
    return entries_of(write, parts_of(write, R.BANK_FEE, shares, accounts=FILLED))


def publish(
    fund: Fund, figure: str, value: str, unit: str, as_of: date = LAST_DAY
) -> None:
    """Record a published figure."""

    def run(write: Writing) -> None:
        row = {"figure": figure, "value": value, "unit": unit, "as_of": as_of}
        write.insert(
            t.published,
            no=write.next_no(t.published),
            edition=1,
            publication="简报",
            reason="",
            **row,
        )

    fund.write(small.ask("published.record", actor=small.ADMIN, figure=figure), run)


def step(
    fund: Fund,
    action: str,
    actor: Login,
    role: str,
    on: date = date(2024, 3, 4),
) -> None:
    """Note a step of the project, without asking whether it was allowed."""

    def run(write: Writing) -> None:
        row = {"actor": actor, "role": role, "action": action, "reason": ""}
        no = write.next_no(t.step)
        write.insert(
            t.step, no=no, opening=False, project_no=small.PROJECT, on_date=on, **row
        )

    fund.write(small.ask(action, actor=actor, on=on), run)


def close_year(fund: Fund) -> None:
    """Release what 2024 spent of restricted money, and close it by the rules."""
    on = date(2024, 12, 31)

    def run(write: Writing) -> None:
        released, standing = due(write, on), places(write)
        book_release(write, released, on)
        after = left_after(lambda key, no, of: standing.get((key, no, of), 0), released)
        touched = {*standing, *(place for each in released for _, place in sides(each))}
        for step in year_end({place: after(*place) for place in touched}):
            kind = VoucherKind.CLOSING
            book(write, step.rule, step.entries, summary="年终结转", kind=kind)
        write.change(t.fund_year, 2024, closed=True)

    fund.write(small.ask("year.close", on=on), run)


@contextmanager
def tampered(fund: Fund, *statements: str) -> Generator[Books]:
    """Rebuild the books from the chain, without guards, and tamper with them."""
    with fund.reading() as books:
        copy = rebuilding.Copy(
            fund.id, rebuilding.content_in(books.connection, fund.id)
        )
        for stored in _records(books):
            copy.apply(stored, stored.parsed())
        head = books.head
    copy.finish(head)
    for statement in statements:
        copy.raw.execute(statement)
    engine = copy.engine()
    with engine.connect() as connection:
        yield Books(connection, fund.id, head)
    engine.dispose()
    copy.close()


def _records(books: Books) -> Iterator[rebuilding.StoredRecord]:
    yield from rebuilding.stored_records(books.connection, books.fund_id)
