"""What is brought in from before these books, and until when."""

import pytest

from fundledger.domain import batches, openings
from fundledger.domain.ids import VoucherNo
from fundledger.domain.openings import (
    BroughtIn,
    OpeningKind,
    OpeningSealedError,
    require_unsealed,
)
from tests.domain import rule_tables

JOURNAL, BOOKS = OpeningKind.JOURNAL, OpeningKind.BOOKS


def test_what_is_brought_in_has_the_steps_of_the_table_behind_it() -> None:
    written = {
        (row["of"], row["state"]): rule_tables.names(row["steps"])
        for row in rule_tables.rows("past_steps")
    }
    assert written == {
        (of, state): [f"{step.action} > {step.to}" for step in steps]
        for of, table in (
            ("project", openings.PROJECT_STEPS),
            ("payment", openings.PAYMENT_STEPS),
        )
        for state, steps in table.items()
    }


def test_the_groups_of_what_is_brought_in_are_those_of_the_table() -> None:
    for group, members in (
        (("batch", "made_here"), batches.MADE_HERE),
        (("opening", "unpaid"), openings.UNPAID),
    ):
        assert (group, {*members}) == (group, {*rule_tables.group(*group)})


def test_more_comes_in_until_the_books_have_their_own() -> None:
    journals = [BroughtIn(JOURNAL, VoucherNo(no)) for no in (4, 9)]
    require_unsealed([], VoucherNo(0))
    require_unsealed(journals, VoucherNo(9))
    for brought, last in (
        ([], 1),
        (journals, 10),
        ([*journals, BroughtIn(BOOKS, VoucherNo(12))], 12),
    ):
        with pytest.raises(OpeningSealedError):
            require_unsealed(brought, VoucherNo(last))
