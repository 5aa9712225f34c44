"""What the databases refuse of sources of funds 资金来源 at a bare prompt.

The small fund has two, `general` and the restricted one, `aid`: 1,000.00 元 came in for
the latter. A posting names the source that its accounts are for, unless a test says
otherwise.
"""

from collections.abc import Iterator

import pytest

from fundledger.domain.chart import ACCOUNTS, Account, Book
from fundledger.domain.sources import GENERAL
from fundledger.store import tables as t
from fundledger.store.books import Fund
from fundledger.store.writing import Writing
from tests import small
from tests.store.attack import SIDES, Attacker, refused
from tests.store.source_postings import Row, book, of, posting, seal, standing, write

AID = small.AID
ORDINARY = ["normal", "red", "blue", "opening"]
CARRYING = ["release", "closing"]
"""The kinds of vouchers that may move restricted money to unrestricted leaves."""

# --- Which postings name a source ---------------------------------------------


def sides_of_every_account() -> Iterator[tuple[Account, str, Row]]:
    """Give every account that is posted to, on either side of a posting."""
    for known in ACCOUNTS.values():
        if known.postable:
            free = "b_total" if known.key == "b_free" else "b_free"
            other = free if known.book is Book.BUDGET else "bank.main"
            yield known, "debit", posting(known.key, other)
            yield known, "credit", posting(other, known.key)


def test_an_account_takes_a_source_if_and_only_if_it_is_kept_by_source(
    attacker: Attacker,
) -> None:
    seq = attacker.take_number()
    attacker.run("SAVEPOINT untouched")
    sides = list(sides_of_every_account())
    assert {known.by_source for known, *_ in sides} == {True, False}
    for known, side, row in sides:
        wrong: Row = {f"{side}_source": None if known.by_source else AID}
        write(attacker, seq, row | wrong)
        with refused("fundledger:by_source:"):
            attacker.seal()
        attacker.run("ROLLBACK TO SAVEPOINT untouched")


@pytest.mark.parametrize("source", [None, "general", "aid"])
def test_a_bank_account_takes_no_source(attacker: Attacker, source: str | None) -> None:
    row = posting("bank.main", "donations.restricted", debit_source=source)
    if source is None:
        book(attacker, row)
    else:
        with refused("fundledger:by_source:"):
            seal(attacker, row)


@pytest.mark.parametrize("source", ["nowhere", "", "AID", "aid "])
@pytest.mark.parametrize("side", SIDES)
def test_a_posting_names_a_source_that_is_there(
    attacker: Attacker, side: str, source: str
) -> None:
    row = posting("b_total", "b_free", **{f"{side}_source": source})
    with refused("fundledger:reference:"):
        seal(attacker, row)


@pytest.mark.parametrize("side", SIDES)
def test_a_posting_names_no_source_of_another_fund(
    attacker: Attacker, small_fund: Fund, side: str
) -> None:
    def add(write: Writing) -> None:
        plain = {"purpose": "", "giver": "", "returnable": False, "overhead_percent": 0}
        row = {"key": "theirs", "name": "x", "restricted": True}
        write.insert(t.funding_source, **row, **plain)

    small.create(small_fund.ledger, attacker.user, "other").write(small.ask(), add)
    with refused("fundledger:reference:"):
        seal(attacker, posting("b_total", "b_free", **{f"{side}_source": "theirs"}))


def test_whether_a_source_is_restricted_never_changes(owner: Attacker) -> None:
    seq = owner.take_number()
    with refused("fundledger:fixed:"):
        owner.run(
            "UPDATE funding_source SET restricted = ?, seq = ? WHERE key = 'aid'",
            owner.flag(0),
            seq,
        )


@pytest.mark.parametrize(
    "row",
    [
        posting("bank.main", "bank.main"),
        posting("advance", "advance"),
        posting("b_free", "b_free", **of(GENERAL)),
    ],
)
def test_money_that_stays_where_it_is_is_no_posting(
    attacker: Attacker, row: Row
) -> None:
    with refused("two_places"):
        seal(attacker, row)


# --- Leaves of either kind ----------------------------------------------------

OTHER_KIND = [
    posting("bank.main", "donations.restricted", credit_source=GENERAL),
    posting("bank.main", "donations.unrestricted", credit_source=AID),
    posting("admin_cost.restricted", "bank.main", debit_source=GENERAL),
    posting("admin_cost.unrestricted", "bank.main", debit_source=AID),
    posting("programme_cost.venue.restricted", "advance", debit_source=GENERAL),
    posting("programme_cost.venue.unrestricted", "advance", debit_source=AID),
    posting("net_restricted", "net_unrestricted", **of(AID)),
    posting("net_unrestricted", "net_restricted", **of(AID)),
    posting("net_restricted", "net_unrestricted", **of(GENERAL)),
]
NEVER_CARRIED = [
    posting("bank.main", "donations.restricted", credit_source=GENERAL),
    posting("net_restricted", "net_unrestricted", **of(GENERAL)),
    posting("donations.restricted", "donations.unrestricted", **of(GENERAL)),
    posting("net_unrestricted", "admin_cost.restricted", **of(GENERAL)),
    posting("admin_cost.unrestricted", "bank.main", debit_source=AID),
    posting("donations.restricted", "admin_cost.unrestricted", **of(AID)),
    posting("net_restricted", "prior_year.unrestricted", **of(AID)),
    posting("prior_year.unrestricted", "net_restricted", **of(AID)),
]
CARRIED = [
    posting("net_restricted", "net_unrestricted", **of(AID)),
    posting("net_unrestricted", "net_restricted", **of(AID)),
    posting("donations.restricted", "donations.unrestricted", **of(AID)),
    posting("grants.unrestricted", "grants.restricted", **of(AID)),
    posting("donations.unrestricted", "net_unrestricted", **of(AID)),
    posting("net_unrestricted", "admin_cost.restricted", **of(AID)),
    posting("prior_year.restricted", "net_unrestricted", **of(AID)),
]


def in_words(row: Row) -> str:
    return f"{row['debit']} {row.get('debit_source')} {row['credit']}"


@pytest.mark.parametrize("kind", ORDINARY)
@pytest.mark.parametrize("row", OTHER_KIND, ids=in_words)
def test_restricted_and_unrestricted_money_have_leaves_of_their_own(
    attacker: Attacker, row: Row, kind: str
) -> None:
    with refused("fundledger:restriction:"):
        seal(attacker, row, kind=kind)


@pytest.mark.parametrize("kind", CARRYING)
@pytest.mark.parametrize("row", CARRIED, ids=in_words)
def test_a_release_and_a_closing_carry_restricted_money_to_net_assets_and_income(
    attacker: Attacker, row: Row, kind: str
) -> None:
    before = standing(attacker)
    book(attacker, row, kind=kind)
    after = standing(attacker)
    moved = {
        key
        for _, key in before.keys() | after.keys()
        if before.get((AID, key)) != after.get((AID, key))
    }
    assert moved == {row["debit"], row["credit"]}


@pytest.mark.parametrize("kind", CARRYING)
@pytest.mark.parametrize("row", NEVER_CARRIED, ids=in_words)
def test_a_release_and_a_closing_carry_nothing_else(
    attacker: Attacker, row: Row, kind: str
) -> None:
    with refused("fundledger:restriction:"):
        seal(attacker, row, kind=kind)


# --- Gaps ---------------------------------------------------------------------


def test_a_restricted_source_never_ends_a_deed_with_a_gap(attacker: Attacker) -> None:
    with refused("fundledger:gap:"):
        seal(attacker, posting("b_uncovered", "b_overhead", 1, **of(AID)))


def test_an_unrestricted_source_may_have_a_gap(attacker: Attacker) -> None:
    book(attacker, posting("b_uncovered", "b_overhead", 1, **of(GENERAL)))
    assert standing(attacker)[GENERAL, "b_uncovered"] == 1


def test_a_gap_of_a_restricted_source_may_be_covered_in_the_same_deed(
    attacker: Attacker,
) -> None:
    opened = posting("b_uncovered", "b_overhead", 5, **of(AID))
    covered = posting("b_total", "b_uncovered", 5, **of(AID))
    book(attacker, opened, covered)
    assert (AID, "b_uncovered") not in standing(attacker)
    with refused("fundledger:gap:"):
        seal(attacker, opened, covered | {"fen": 4})
