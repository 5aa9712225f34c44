"""What the databases refuse of sources of funds 资金来源 at a bare prompt.

The small fund has two, `general` and the restricted one, `aid`: 1,000.00 元 came in for
the latter. A posting names the source that its accounts are for, unless a test says
otherwise.
"""

from collections.abc import Iterator

import pytest

from fundledger.domain.chart import ACCOUNTS, Account, Book, ByProject
from fundledger.domain.ids import AccountKey
from fundledger.domain.sources import GENERAL
from fundledger.store import tables as t
from fundledger.store.books import Fund
from fundledger.store.writing import Writing
from tests import small
from tests.store.attack import FUND, SIDES, Attacker, refused

AID = small.AID
GIVEN = small.GIVEN_FEN
MORE_THAN_GIVEN = GIVEN + 1
ORDINARY = ["normal", "red", "blue", "opening"]
CARRYING = ["release", "closing"]
"""The kinds of vouchers that may move restricted money to unrestricted leaves."""

Row = dict[str, object]


def posting(debit: str, credit: str, fen: object = 100, **changed: object) -> Row:
    """Say what a posting is; of the first project if either account is by project."""
    by_project = any(
        account_of(key).by_project is ByProject.YES for key in (debit, credit)
    )
    row: Row = {"debit": debit, "credit": credit, "fen": fen}
    return row | {"project_no": 1 if by_project else None} | changed


def account_of(key: str) -> Account:
    return ACCOUNTS[AccountKey("bank" if key == small.BANK else key)]


def write(attacker: Attacker, seq: int, *postings: Row, kind: str = "normal") -> None:
    """Insert a voucher of each book that the postings are of."""
    pair: Row = {}
    for series in Book:
        half = [each for each in postings if book_of(each) is series]
        if half:
            no = attacker.voucher(seq, series=series, kind=kind, **pair)
            pair = {"pair_no": no}
            for each in half:
                attacker.posting(seq, no, **each)


def book_of(row: Row) -> Book:
    return account_of(str(row["debit"])).book


def seal(attacker: Attacker, *postings: Row, kind: str = "normal") -> None:
    """Write the postings as one deed, up to its seal."""
    write(attacker, attacker.take_number(), *postings, kind=kind)
    attacker.seal()


def book(attacker: Attacker, *postings: Row, kind: str = "normal") -> None:
    """Write the postings as one deed."""
    seal(attacker, *postings, kind=kind)
    attacker.run("COMMIT")


def standing(
    attacker: Attacker, *, by_project: bool = False
) -> dict[tuple[str, str], int]:
    """Read what stands on each account of each source."""
    table = "project_balance" if by_project else "balance"
    rows = attacker.run(
        f"SELECT source, account_key, fen FROM {table} WHERE fund_id = 1 AND fen <> 0"
    )
    return {(source, key): fen for source, key, fen in rows}


@pytest.fixture
def funded(attacker: Attacker) -> Attacker:
    """Give the other source as much as the restricted one has, budget included."""
    given = posting("bank.main", "donations.unrestricted", GIVEN)
    budget = posting("b_total", "b_free", GIVEN, **of(GENERAL))
    book(attacker, given, budget)
    return attacker


def of(source: str | None) -> Row:
    """Say of which source both sides of a posting are."""
    return {f"{side}_source": source for side in SIDES}


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


def said(row: Row) -> str:
    return f"{row['debit']} {row.get('debit_source')} {row['credit']}"


@pytest.mark.parametrize("kind", ORDINARY)
@pytest.mark.parametrize("row", OTHER_KIND, ids=said)
def test_restricted_and_unrestricted_money_have_leaves_of_their_own(
    attacker: Attacker, row: Row, kind: str
) -> None:
    with refused("fundledger:restriction:"):
        seal(attacker, row, kind=kind)


@pytest.mark.parametrize("kind", CARRYING)
@pytest.mark.parametrize("row", CARRIED, ids=said)
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
@pytest.mark.parametrize("row", NEVER_CARRIED, ids=said)
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


# --- What restricted money is spent on ----------------------------------------

SPENT_ON = [
    "admin_cost.restricted",
    "programme_cost.venue.restricted",
    "impairment.restricted",
    "donations.restricted",
    "net_restricted",
    "prior_year.restricted",
]


@pytest.mark.parametrize("key", SPENT_ON)
def test_the_net_assets_of_a_restricted_source_never_end_below_zero(
    funded: Attacker, key: str
) -> None:
    """There is money enough in the bank, but it was given for something else."""
    with refused("fundledger:source:"):
        seal(funded, posting(key, "bank.main", MORE_THAN_GIVEN))
    funded.run("ROLLBACK")
    book(funded, posting(key, "bank.main", GIVEN))
    with refused("fundledger:source:"):
        seal(funded, posting(key, "bank.main", 1))


def test_the_net_assets_of_an_unrestricted_source_may_end_below_zero(
    funded: Attacker,
) -> None:
    book(funded, posting("admin_cost.unrestricted", "bank.main", MORE_THAN_GIVEN))
    assert standing(funded)["", "bank.main"] == GIVEN - 1


def test_an_advance_spends_nothing_yet(funded: Attacker) -> None:
    """What a project has not accounted for is still its source's; a cost is not."""
    book(funded, posting("advance", "bank.main", MORE_THAN_GIVEN))
    with refused("fundledger:source:"):
        cost = "programme_cost.venue.restricted"
        seal(funded, posting(cost, "advance", MORE_THAN_GIVEN))


def test_net_assets_may_dip_inside_a_deed_and_come_back(funded: Attacker) -> None:
    spent = posting("admin_cost.restricted", "bank.main", MORE_THAN_GIVEN)
    book(funded, spent, posting("bank.main", "grants.restricted", 1))
    ((net_assets,),) = funded.run(
        "SELECT net_assets_fen FROM v_source WHERE source = 'aid'"
    )
    assert net_assets == 0


def test_what_dips_inside_a_deed_does_not_come_back_by_money_of_another_source(
    funded: Attacker,
) -> None:
    spent = posting("admin_cost.restricted", "bank.main", MORE_THAN_GIVEN)
    with refused("fundledger:source:"):
        seal(funded, spent, posting("bank.main", "grants.unrestricted", 500))


def test_a_release_makes_no_restricted_money(funded: Attacker) -> None:
    """What was released is spent as well: it counts as its source's."""
    released = posting(
        "donations.restricted", "donations.unrestricted", GIVEN, **of(AID)
    )
    book(funded, released, kind="release")
    book(funded, posting("admin_cost.restricted", "bank.main", GIVEN))
    with refused("fundledger:source:"):
        seal(funded, posting("admin_cost.restricted", "bank.main", 1))


# --- What is owed to a project ------------------------------------------------

OWED = posting("programme_cost.venue.restricted", "payable")
APPROVED = posting("b_free", "b_payment")


def test_what_is_owed_is_approved_for_payment(attacker: Attacker) -> None:
    with refused("fundledger:cover:"):
        seal(attacker, OWED, APPROVED | {"fen": 99})
    attacker.run("ROLLBACK")
    book(attacker, OWED, APPROVED)
    assert standing(attacker, by_project=True)[AID, "payable"] == 100


def test_what_is_owed_of_one_source_is_not_covered_by_another(funded: Attacker) -> None:
    with refused("fundledger:cover:"):
        seal(funded, OWED, APPROVED | of(GENERAL))


@pytest.mark.parametrize("owing", [1, 2])
def test_what_is_owed_to_one_project_is_not_covered_by_another(
    attacker: Attacker, owing: int
) -> None:
    seq = attacker.take_number()
    case: Row = {"fund_id": FUND, "seq": seq, "no": 2, "code": "2", "title": "x"}
    place: Row = {"community_key": "c1", "round_key": "2024-1", "category": "x"}
    attacker.insert("project", **case, **place, version=1, state="active")
    cost, approved = OWED | {"project_no": owing}, APPROVED | {"project_no": 3 - owing}
    write(attacker, seq, cost, approved)
    with refused("fundledger:cover:"):
        attacker.seal()


def test_what_is_owed_and_what_is_approved_are_paid_together(
    attacker: Attacker,
) -> None:
    book(attacker, OWED, APPROVED)
    paid, disbursed = (
        posting("payable", "bank.main"),
        posting("b_payment", "b_disbursed"),
    )
    with refused("fundledger:cover:"):
        seal(attacker, disbursed | {"fen": 1})
    attacker.run("ROLLBACK")
    with refused("fundledger:cover:"):
        seal(attacker, disbursed, paid | {"fen": 99})
    attacker.run("ROLLBACK")
    book(attacker, disbursed, paid)
    assert (AID, "payable") not in standing(attacker, by_project=True)


# --- Balances -----------------------------------------------------------------


def test_balances_move_by_source(funded: Attacker) -> None:
    assert standing(funded) == {
        ("", "bank.main"): 2 * GIVEN,
        (AID, "donations.restricted"): GIVEN,
        (AID, "b_total"): GIVEN,
        (AID, "b_free"): GIVEN,
        (GENERAL, "donations.unrestricted"): GIVEN,
        (GENERAL, "b_total"): GIVEN,
        (GENERAL, "b_free"): GIVEN,
    }


def test_money_passes_between_sources_of_one_account(funded: Attacker) -> None:
    book(funded, posting("advance", "bank.main", 70))
    book(funded, posting("advance", "advance", 30, debit_source=GENERAL))
    by_source = {(AID, "advance"): 40, (GENERAL, "advance"): 30}
    assert standing(funded, by_project=True) == by_source
    assert by_source.items() <= standing(funded).items()


def test_what_one_source_has_is_no_floor_for_another(funded: Attacker) -> None:
    book(funded, posting("advance", "bank.main", 70))
    with refused("fundledger:floor:"):
        seal(funded, posting("bank.main", "advance", 1, credit_source=GENERAL))
    funded.run("ROLLBACK")
    with refused("fundledger:floor:"):
        seal(funded, posting("b_free", "b_overhead", MORE_THAN_GIVEN, **of(GENERAL)))


@pytest.mark.parametrize("way", ["IGNORE", "REPLACE", "FAIL"])
def test_sources_are_guarded_however_the_record_is_put_in(
    funded: Attacker, way: str
) -> None:
    """What an INSERT says of conflicts holds inside its triggers, too."""
    if not funded.embedded:
        return
    faults = {
        "by_source": posting("bank.main", "donations.restricted", debit_source=AID),
        "restriction": OTHER_KIND[0],
        "gap": posting("b_uncovered", "b_overhead", **of(AID)),
        "source": posting("net_restricted", "bank.main", MORE_THAN_GIVEN),
        "cover": OWED,
    }
    seq = funded.take_number()
    funded.run("SAVEPOINT untouched")
    for rule, row in faults.items():
        write(funded, seq, row)
        with refused(f"fundledger:{rule}:"):
            funded.seal(FUND, way)
        funded.run("ROLLBACK TO SAVEPOINT untouched")
    write(funded, seq, posting("advance", "bank.main", 70))
    funded.seal(FUND, way)
    assert standing(funded, by_project=True) == {(AID, "advance"): 70}
