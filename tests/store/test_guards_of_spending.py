"""What the databases refuse of spending, by source of funds, at a bare prompt.

The small fund got 1,000.00 元 for its restricted source, `aid`; `funded` has as much of
the other, `general`.
"""

import pytest

from fundledger.domain.sources import GENERAL
from tests import small
from tests.store.attack import FUND, Attacker, refused
from tests.store.source_postings import Row, book, of, posting, seal, standing, write

AID = small.AID
GIVEN = small.GIVEN_FEN
MORE_THAN_GIVEN = GIVEN + 1


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


def test_what_covers_a_debt_does_not_pass_to_another_source(attacker: Attacker) -> None:
    book(attacker, OWED, APPROVED)
    with refused("fundledger:cover:"):
        seal(attacker, posting("b_payment", "b_payment", 1, credit_source=GENERAL))


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
        "restriction": posting(
            "bank.main", "donations.restricted", credit_source=GENERAL
        ),
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
