"""A fund in which everything happens once, day by day: something for every query.

It is lived through the deeds, in a `Scene`. Two of them in one ledger have the same
people, places, keys and numbers, but other amounts, other signatures and other states,
so that a row of the one that is counted in the other changes an answer.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from fundledger.store.books import Ledger
from tests.commands import scene
from tests.full import beginning, books, cases, papers, payments, sources
from tests.full.life import Life

DAYS: Final[tuple[tuple[str, Callable[[Life], None]], ...]] = (
    ("2024-01-08", beginning.money_comes),
    ("2024-01-09", beginning.the_fund_grows),
    ("2024-01-10", cases.applications_come),
    ("2024-01-11", cases.one_is_returned_and_mended),
    ("2024-01-15", cases.the_district_reviews),
    ("2024-01-16", cases.both_are_on_notice),
    ("2024-01-29", cases.one_is_established),
    ("2024-02-01", payments.an_advance_is_paid),
    ("2024-03-04", payments.receipts_are_admitted),
    ("2024-03-05", payments.some_is_disallowed),
    ("2024-03-07", payments.some_comes_back),
    ("2024-03-11", payments.the_community_spends_its_own),
    ("2024-03-12", payments.the_budget_is_changed),
    ("2024-03-18", payments.another_advance_waits_for_a_signature),
    ("2024-03-19", payments.a_second_claim_looks_like_the_first),
    ("2024-04-01", books.the_fund_runs),
    ("2024-04-02", books.the_books_are_kept),
    ("2024-04-03", sources.money_is_of_sources),
    ("2024-04-08", books.a_voucher_is_corrected),
    ("2024-04-15", books.figures_are_published),
    ("2024-04-30", sources.what_was_spent_is_released),
    ("2024-05-06", books.people_change),
    ("2024-05-07", books.work_is_handed_over),
    ("2024-05-08", papers.papers_are_attached),
    ("2024-05-09", papers.an_invoice_is_split),
)


def create(ledger: Ledger, user: str | None, *, other: bool) -> Life:
    """Found the fund; `other` names it other and sets other limits."""
    days = "6" if other else "5"
    return Life(
        scene.create(
            ledger,
            user,
            "other" if other else "full",
            approver_agrees_above="500",
            supplement_notice_above="100",
            advance_waits_until_cleared="false",
            notice_working_days=days,
            release_monthly="true" if other else "false",
            adopted_on=scene.START + timedelta(other),
        ),
        other,
    )


def live(life: Life) -> Iterator[date]:
    """Live through every day on which something happens; yield when it is over."""
    for day, happens in DAYS:
        life.scene.today = date.fromisoformat(day) + timedelta(life.other)
        happens(life)
        yield life.scene.today
