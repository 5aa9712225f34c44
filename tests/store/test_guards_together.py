"""What the guards judge together: both sides of a posting, every row of a statement."""

import pytest

from tests.store.attack import FUND, Attacker, refused, seal_posting, signature


@pytest.mark.parametrize(
    ("debit", "credit"),
    [("advance", "bank.main"), ("bank.main", "advance"), ("recoverable", "advance")],
)
def test_whichever_side_is_kept_by_project_names_it(
    attacker: Attacker, debit: str, credit: str
) -> None:
    with refused("fundledger:by_project:"):
        seal_posting(attacker, debit=debit, credit=credit)


@pytest.mark.parametrize(
    ("debit", "credit"),
    [
        ("programme_cost.venue.restricted", "bank.main"),
        ("bank.main", "programme_cost.venue.restricted"),
    ],
)
def test_whichever_side_is_kept_by_project_may_name_it(
    attacker: Attacker, debit: str, credit: str
) -> None:
    seal_posting(attacker, debit=debit, credit=credit, project_no=1, fen=100)
    attacker.run("COMMIT")
    ((no,),) = attacker.run("SELECT MAX(project_no) FROM posting WHERE fund_id = 1")
    assert no == 1


def test_every_signature_of_a_statement_names_a_voucher_that_is_there(
    attacker: Attacker,
) -> None:
    """The last of several rows counts like the first."""
    seq = attacker.take_number()
    rows = [signature(seq), signature(seq, voucher_no=9, part="prepared")]
    names = ", ".join(rows[0])
    places = f"({', '.join('?' * len(rows[0]))})"
    for several in (rows, rows[::-1]):
        attacker.run("SAVEPOINT several")
        values = [value for row in several for value in row.values()]
        with refused("fundledger:reference:"):
            attacker.run(
                f"INSERT INTO signature ({names}) VALUES {places}, {places}", *values
            )
            attacker.seal()
        attacker.run("ROLLBACK TO SAVEPOINT several")


def test_every_signature_of_a_statement_names_a_person_that_is_there(
    attacker: Attacker,
) -> None:
    seq = attacker.take_number()
    rows = [signature(seq, login="clerk"), signature(seq, login="zzz", part="prepared")]
    names = ", ".join(rows[0])
    places = f"({', '.join('?' * len(rows[0]))})"
    values = [value for row in rows for value in row.values()]
    with refused("fundledger:reference:"):
        attacker.run(
            f"INSERT INTO signature ({names}) VALUES {places}, {places}", *values
        )
        attacker.seal()


@pytest.mark.parametrize(
    ("column", "value"),
    [("name", "'另一基金'"), ("code", "'other'"), ("id", "7")],
)
def test_what_a_fund_was_founded_as_never_changes(
    owner: Attacker, column: str, value: str
) -> None:
    """Nor by its database's owner, together with taking the next number."""
    with refused("fundledger:fixed:"):
        owner.run(f"UPDATE fund SET {column} = {value} WHERE id = ?", FUND)
    with refused("fundledger:fixed:"):
        owner.run(
            f"UPDATE fund SET {column} = {value}, next_seq = head_seq + 1 WHERE id = ?",
            FUND,
        )
