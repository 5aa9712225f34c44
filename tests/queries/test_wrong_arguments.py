"""A question with a wrong argument is refused by its name: never a silent nothing."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

import fundledger
from fundledger.domain.chart import B_FREE
from fundledger.domain.ids import ProjectNo
from fundledger.domain.values import WrongTypeError
from fundledger.queries import balances, claims, journal, people, projects, sources
from fundledger.store.audit import Head
from fundledger.store.books import Fund
from fundledger.store.reading import Books
from fundledger.store.verify import verify_all

DAY: Final[Any] = "2024-06-30"
TEXT: Final[Any] = "1"
NUMBER: Final[Any] = 5
FLAG: Final[Any] = True
FRACTION: Final[Any] = 1.0
MOMENT: Final[Any] = datetime(2024, 6, 30, tzinfo=UTC)
Question = Callable[[Books], object]

WRONG: Final[dict[str, tuple[Question, str]]] = {
    "balances at a text": (lambda b: fundledger.balances(b, DAY), "as_of"),
    "balances at a moment": (lambda b: fundledger.balances(b, MOMENT), "as_of"),
    "totals at a text": (lambda b: fundledger.control_totals(b, DAY), "as_of"),
    "trial balance at a text": (lambda b: fundledger.trial_balance(b, DAY), "as_of"),
    "trial balance since a text": (
        lambda b: fundledger.trial_balance(b, since=DAY),
        "since",
    ),
    "reconciliation at a text": (lambda b: fundledger.reconcile(b, DAY), "as_of"),
    "checks at a text": (lambda b: fundledger.run_checks(b, DAY), "as_of"),
    "checks named by a text": (lambda b: fundledger.run_checks(b, only=TEXT), "only"),
    "checks by number": (lambda b: fundledger.run_checks(b, only=[NUMBER]), "only"),
    "checks by one number": (lambda b: fundledger.run_checks(b, only=NUMBER), "only"),
    "checks of a text": (lambda b: fundledger.run_checks(b, fund=TEXT), "fund"),
    "books that are none": (lambda _: fundledger.balances(TEXT), "books"),
    "a project by a text": (lambda b: projects.project(b, TEXT), "project_no"),
    "a project by a flag": (lambda b: projects.project(b, FLAG), "project_no"),
    "a project by a fraction": (lambda b: projects.project(b, FRACTION), "project_no"),
    "a project beyond any number": (
        lambda b: projects.project(b, ProjectNo(2**70)),
        "project_no",
    ),
    "a person by a number": (lambda b: people.person(b, NUMBER), "login"),
    "a claim by a text": (lambda b: claims.claim(b, TEXT), "no"),
    "a voucher by a text": (lambda b: journal.voucher(b, TEXT), "no"),
    "a month by a number": (lambda b: journal.is_closed(b, NUMBER), "month"),
    "what an unknown thing has left": (
        lambda b: balances.left(b, NUMBER, None, None),
        "account",
    ),
    "what is left of a source by a number": (
        lambda b: balances.left(b, B_FREE, None, NUMBER),
        "source",
    ),
    "a source by a number": (lambda b: sources.source(b, NUMBER), "key"),
    "the sources of a project by a text": (
        lambda b: sources.order(b, TEXT),
        "project_no",
    ),
    "projects among others": (
        lambda b: balances.balances_of(b, [TEXT]),
        "project_no",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_argument_is_named(small_fund: Fund, case: str) -> None:
    ask, argument = WRONG[case]
    with small_fund.reading() as books, pytest.raises(WrongTypeError) as refused:
        ask(books)
    assert refused.value.argument == argument
    assert "%" not in str(refused.value)


def test_the_books_can_be_asked_again_after_a_wrong_question(small_fund: Fund) -> None:
    with small_fund.reading() as books:
        with pytest.raises(WrongTypeError):
            fundledger.balances(books, DAY)
        assert fundledger.balances(books, date(2024, 6, 30)) == fundledger.balances(
            books
        )


HEADS: Final[list[tuple[Any, str]]] = [
    (TEXT, "head"),
    ((1, "abc"), "head"),
    (Head(TEXT, TEXT), "head.seq"),
    (Head(NUMBER, NUMBER), "head.sha256"),
]


@pytest.mark.parametrize(("head", "argument"), HEADS)
def test_a_head_is_a_head(small_fund: Fund, head: Head, argument: str) -> None:
    with pytest.raises(WrongTypeError) as refused:
        fundledger.verify(small_fund, head=head)
    assert refused.value.argument == argument


def test_what_is_verified_is_a_fund() -> None:
    with pytest.raises(WrongTypeError) as refused:
        fundledger.verify(TEXT)
    assert refused.value.argument == "fund"


def test_every_head_of_a_ledger_is_a_head(small_fund: Fund) -> None:
    with pytest.raises(WrongTypeError) as refused:
        verify_all(small_fund.ledger, heads={"small": HEADS[0][0]})
    assert refused.value.argument == "heads.small"
    with pytest.raises(WrongTypeError) as refused:
        verify_all(TEXT)
    assert refused.value.argument == "ledger"
