"""What a prompt brings along: settings switched in mid-deed, triggers of its own."""

import sqlite3
from collections.abc import Callable

import pytest

from tests.store.attack import DAY, FUND, Attacker, refused

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

OWN_TRIGGERS = [
    "AFTER INSERT ON main.record BEGIN UPDATE balance SET fen = 7, seq = NEW.seq; END",
    "AFTER UPDATE ON main.balance BEGIN UPDATE balance SET fen = fen + 1; END",
    "BEFORE UPDATE ON main.fund BEGIN SELECT RAISE(IGNORE); END",
]


@pytest.mark.parametrize("trigger", OWN_TRIGGERS)
@SQLITE
def test_nobodys_own_triggers_run_inside_the_seal(
    attacker: Attacker, trigger: str
) -> None:
    seq = attacker.take_number()
    attacker.run(f"CREATE TEMP TRIGGER own {trigger}")
    attacker.posting(seq, attacker.voucher(seq))
    with refused("fundledger:temporary:"):
        attacker.seal()


@SQLITE
def test_the_pen_is_not_taken_with_foreign_keys_put_off(attacker: Attacker) -> None:
    """What is put off is forgotten once PRAGMA defer_foreign_keys is off again."""
    attacker.run("BEGIN")
    attacker.run("PRAGMA defer_foreign_keys = ON")
    with refused("fundledger:foreign_keys:"):
        attacker.run("UPDATE fund SET next_seq = head_seq + 1")
    with refused("fundledger:foreign_keys:"):
        attacker.run(
            "INSERT INTO fund VALUES (2, 'two', 'x', NULL, 1, 0, ?, 0, 0)", "0" * 64
        )


def switch_off(attacker: Attacker) -> sqlite3.Cursor:
    """Take the next number, and switch keys off while its rows are still read."""
    taken = "UPDATE fund SET next_seq = head_seq + 1 WHERE id = 1 RETURNING next_seq"
    cursor: sqlite3.Cursor = attacker.prompt.driver.execute(taken)
    attacker.run("PRAGMA foreign_keys = OFF")
    assert attacker.prompt.value("PRAGMA foreign_keys") == 0
    return cursor


def put_off(attacker: Attacker) -> None:
    """Take the next number, and put keys off."""
    attacker.take_number()
    attacker.run("PRAGMA defer_foreign_keys = ON")


@pytest.mark.parametrize("switch", [switch_off, put_off])
@SQLITE
def test_nothing_goes_in_with_foreign_keys_switched_inside_a_deed(
    attacker: Attacker, switch: Callable[[Attacker], object]
) -> None:
    before = switch(attacker)
    seq = attacker.head()[0] + 1
    with refused("fundledger:foreign_keys:"):
        row = {"key": "c9", "name": "x", "subdistrict_key": "nowhere"}
        attacker.insert("community", fund_id=FUND, seq=seq, **row)
    with refused("fundledger:foreign_keys:"):
        attacker.run("UPDATE project SET title = 'x', seq = ?", seq)
    signature = {"fund_id": FUND, "seq": seq, "part": "reviewed", "on_date": DAY}
    for no, login in ((1, "nobody"), (9, "admin")):
        with refused("fundledger:reference:"):
            attacker.insert("signature", **signature, voucher_no=no, login=login)
    with refused("fundledger:reference:"):
        attacker.voucher(seq, annuls_no=9)
    with refused("fundledger:foreign_keys:"):
        attacker.seal()
    del before


@pytest.mark.parametrize(
    ("debit", "voucher_no", "project_no"),
    [("nothing", 0, None), ("bank.main", 9, None), ("advance", 0, 9)],
)
@SQLITE
def test_a_posting_that_names_nothing_is_refused_in_the_end(
    attacker: Attacker, debit: str, voucher_no: int, project_no: int | None
) -> None:
    put_off(attacker)
    seq = attacker.head()[0] + 1
    credit = "bank.main" if project_no else "donations.restricted"
    named = {"debit": debit, "credit": credit, "project_no": project_no}
    attacker.posting(seq, voucher_no or attacker.voucher(seq), **named)
    attacker.run("PRAGMA defer_foreign_keys = OFF")
    with refused("FOREIGN KEY" if project_no else "fundledger:reference:"):
        attacker.seal()


@pytest.mark.parametrize("day", ["2024-03-05 BC", "infinity"])
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_voucher_of_another_age_is_refused(attacker: Attacker, day: str) -> None:
    seq = attacker.take_number()
    attacker.voucher(seq, on_date=day)
    with refused("fundledger:month:"):
        attacker.seal()
