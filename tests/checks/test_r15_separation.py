from datetime import date

import pytest

from fundledger.checks.r15_separation import offences
from fundledger.domain.ids import Login
from fundledger.store import tables as t
from fundledger.store.books import Fund
from fundledger.store.writing import Writing
from tests import lived, small
from tests.databases import Database

ANN, BOB = Login("ann"), Login("bob")
LATER = date(2024, 4, 1)


@pytest.fixture
def staffed_fund(small_fund: Fund, database: Database) -> Fund:
    """Add Ann, who prepares for c1 and pays for the district, and Bob, an approver."""

    def run(write: Writing) -> None:
        for login in (ANN, BOB):
            who = {"login": login, "name": login, "active": True}
            write.insert(t.person, database_user=database.clerk, **who)
        grant(write, ANN, "preparer", "community", "c1")
        grant(write, ANN, "cashier")
        grant(write, BOB, "district_approver")
        grant(write, BOB, "district_reviewer")

    small_fund.write(small.ask("role.grant", actor=small.ADMIN), run)
    return small_fund


def grant(
    write: Writing,
    login: Login,
    role: str,
    kind: str = "district",
    key: str | None = None,
    by: Login = small.ADMIN,
) -> None:
    no = write.next_no(t.role_grant)
    who = {"login": login, "role": role, "granted_by": by, "from_on": small.DAY}
    write.insert(t.role_grant, no=no, scope_kind=kind, scope_key=key, **who)


def problems(fund: Fund) -> list[tuple[str, str]]:
    with fund.reading() as books:
        return [(row.actor, row.problem) for row in offences(books)]


def test_honest_steps_pass(staffed_fund: Fund) -> None:
    lived.step(staffed_fund, "project.submit", ANN, "preparer")
    lived.step(staffed_fund, "project.approve", BOB, "district_approver")
    assert problems(staffed_fund) == []


def test_a_reviewer_who_approves_is_found(staffed_fund: Fund) -> None:
    lived.step(staffed_fund, "project.review", BOB, "district_reviewer")
    lived.step(staffed_fund, "project.approve", BOB, "district_approver")
    assert problems(staffed_fund) == [("bob", "own_work")]


def test_a_role_nobody_granted_is_found(staffed_fund: Fund) -> None:
    lived.step(staffed_fund, "project.approve", ANN, "district_approver")
    assert problems(staffed_fund) == [("ann", "no_role")]


def test_a_step_before_the_role_began_is_found(staffed_fund: Fund) -> None:
    early = date(2024, 2, 1)
    lived.step(staffed_fund, "project.approve", BOB, "district_approver", early)
    assert problems(staffed_fund) == [("bob", "no_role")]


def test_a_role_that_was_revoked_is_found(staffed_fund: Fund) -> None:
    def run(write: Writing) -> None:
        write.change(t.role_grant, 5, until_on=small.DAY)

    staffed_fund.write(small.ask("role.revoke", actor=small.ADMIN), run)
    lived.step(staffed_fund, "project.approve", BOB, "district_approver", LATER)
    assert problems(staffed_fund) == [("bob", "no_role")]


def test_another_role_than_the_one_held_is_found(staffed_fund: Fund) -> None:
    lived.step(staffed_fund, "project.withdraw", BOB, "preparer")
    assert problems(staffed_fund) == [("bob", "role_not_held")]


def test_a_step_in_anothers_name_is_found(staffed_fund: Fund) -> None:
    """Bob acts, in a role he holds, and Ann's name is put in the step."""

    def run(write: Writing) -> None:
        row = {"actor": ANN, "role": "district_approver", "reason": ""}
        no = write.next_no(t.step)
        step = {"action": "project.approve", "on_date": small.DAY} | row
        write.insert(t.step, no=no, opening=False, project_no=small.PROJECT, **step)

    staffed_fund.write(small.ask("project.approve", actor=BOB), run)
    assert problems(staffed_fund) == [("bob", "role_not_held")]


def test_an_interest_implied_by_the_community_is_found(staffed_fund: Fund) -> None:
    lived.step(staffed_fund, "disbursement.pay", ANN, "cashier")
    assert problems(staffed_fund) == [("ann", "conflict_of_interest")]


def test_a_declared_interest_is_found_only_from_then_on(staffed_fund: Fund) -> None:
    def run(write: Writing) -> None:
        row = {"login": BOB, "project_no": small.PROJECT, "reason": "亲属"}
        write.insert(t.interest, no=1, on_date=write.on, **row)

    lived.step(staffed_fund, "project.review", BOB, "district_reviewer")
    staffed_fund.write(small.ask("interest.declare", actor=BOB), run)
    assert problems(staffed_fund) == []
    lived.step(staffed_fund, "project.review", BOB, "district_reviewer")
    assert problems(staffed_fund) == [("bob", "conflict_of_interest")]


def test_who_grants_themselves_a_role_is_found(staffed_fund: Fund) -> None:
    """The database refuses it as well: here the record is forged."""
    granted = '"bob","district_approver","district",null,'
    forged = f"replace(body, '{granted}\"admin\"', '{granted}\"bob\"')"
    with lived.tampered(staffed_fund, f"UPDATE record SET body = {forged}") as books:
        assert [row.problem for row in offences(books)] == ["self_grant"]


def test_a_voucher_reviewed_by_its_maker_is_found(staffed_fund: Fund) -> None:
    """The database refuses it as well: here the record is forged."""
    sign = {"voucher_no": 1, "login": small.CLERK, "on_date": small.DAY}

    def prepare(write: Writing) -> None:
        write.insert(t.signature, part="prepared", **sign)

    staffed_fund.write(small.ask("donation.receive"), prepare)
    with lived.tampered(staffed_fund, *forged_review()) as books:
        assert [row.problem for row in offences(books)] == ["other_part", "own_voucher"]


def forged_review() -> list[str]:
    """Add to the record that prepared voucher 1 a review by the same person."""
    signed = '[1,"prepared","clerk","2024-03-01"]'
    both = f'{signed},[1,"reviewed","clerk","2024-03-01"]'
    return [f"UPDATE record SET body = replace(body, '{signed}', '{both}')"]


def test_a_payee_verified_by_whoever_recorded_it_is_found(staffed_fund: Fund) -> None:
    def add(write: Writing) -> None:
        row = {"community_key": "c1", "name": "一社区", "bank": "示例", "number": "0"}
        write.insert(t.payee, no=1, recorded_by=BOB, **row)

    def verify(write: Writing) -> None:
        write.change(t.payee, 1, verified_by=ANN, verified_on=LATER)

    staffed_fund.write(small.ask("payee.add", actor=BOB), add)
    staffed_fund.write(small.ask("payee.verify", actor=ANN), verify)
    assert problems(staffed_fund) == []
    own = """UPDATE record SET body = replace(body, '"bob",null', '"ann",null')"""
    with lived.tampered(staffed_fund, own) as books:
        assert [row.problem for row in offences(books)] == ["own_payee"]


def test_todays_tables_excuse_nobody(staffed_fund: Fund) -> None:
    lived.step(staffed_fund, "project.review", BOB, "district_reviewer")
    lived.step(staffed_fund, "project.approve", BOB, "district_approver")
    excused = "UPDATE step SET actor = 'ann', role = 'cashier'"
    with lived.tampered(staffed_fund, excused, "DELETE FROM role_grant") as books:
        assert [row.problem for row in offences(books)] == ["own_work"]
