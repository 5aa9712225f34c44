"""What the databases refuse at a bare prompt, each for its own reason: rows.

Floors, the next number, the head, funds and people are in `test_guards_of_deeds`.
"""

import sqlite3
from contextlib import nullcontext

import psycopg
import pytest

from fundledger.store import schema
from fundledger.store.tables import metadata
from tests.store.attack import DAY, FUND, Attacker, refused, seal_posting, signature

APPEND_ONLY = [
    table.name
    for table in metadata.sorted_tables
    if schema.is_append_only(table) and table.name not in ("fund", *schema.BALANCES)
]
WRITTEN = ("record", "voucher", "posting", "account", "community")
"""Tables of the small fund with rows that never change."""


def denied(attacker: Attacker, rule: str, table: str) -> str:
    """Say why: PostgreSQL's app role is stopped before any guard is asked."""
    return rule if attacker.embedded else f"permission denied for table {table}"


# --- Nothing is rewritten, nothing is deleted --------------------------------


@pytest.mark.parametrize("table", WRITTEN)
def test_what_is_written_is_never_rewritten(attacker: Attacker, table: str) -> None:
    column = "body" if table == "record" else "fund_id"
    with refused(denied(attacker, "fundledger:append_only:", table)):
        attacker.run(f"UPDATE {table} SET {column} = {column}")


def test_nothing_is_ever_deleted(attacker: Attacker) -> None:
    for table in (each.name for each in metadata.sorted_tables):
        if attacker.embedded and not attacker.run(f"SELECT 1 FROM {table}"):
            assert f"{table}_delete" in triggers(attacker)
        else:
            with refused(denied(attacker, "fundledger:never_deleted:", table)):
                attacker.run(f"DELETE FROM {table}")


def test_even_the_owner_rewrites_and_deletes_nothing(owner: Attacker) -> None:
    for table in APPEND_ONLY:
        if owner.embedded:
            assert f"{table}_update" in triggers(owner)
            continue
        with refused("fundledger:append_only:"):
            owner.run(f"UPDATE {table} SET fund_id = fund_id")
        with refused("fundledger:never_deleted:"):
            owner.run(f"DELETE FROM {table}")
        with refused("fundledger:never_deleted:"):
            owner.run(f"TRUNCATE {table} CASCADE")


def triggers(attacker: Attacker) -> set[str]:
    """List SQLite's triggers: those of an empty table cannot be tried."""
    named = attacker.run("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return {name for (name,) in named}


@pytest.mark.parametrize("table", ["voucher", "posting", "record", "fund"])
def test_the_app_never_truncates(attacker: Attacker, table: str) -> None:
    if not attacker.embedded:
        with refused(f"permission denied for table {table}"):
            attacker.run(f"TRUNCATE {table}")


REPLACED = {
    "voucher": "fundledger:seq:",
    "posting": "fundledger:seq:",
    "record": "fundledger:chain:",
    "account": "fundledger:exists:",
    "fund": "fundledger:exists:",
}


@pytest.mark.parametrize("table", REPLACED)
def test_replace_deletes_nothing(attacker: Attacker, table: str) -> None:
    if not attacker.embedded:
        return
    attacker.take_number()
    names = [n for n in metadata.tables[table].c.keys() if n != "seq"]  # noqa: SIM118
    seq = [] if table == "fund" else ["seq"]
    next_seq = "seq" if table in ("record", "voucher", "posting") else "1 + head_seq"
    head = " JOIN fund f ON f.id = x.fund_id" if next_seq != "seq" and seq else ""
    columns = ", ".join([*names, *seq])
    values = ", ".join([f"x.{n}" for n in names] + ([next_seq] if seq else []))
    with refused(REPLACED[table]):
        attacker.run(
            f"REPLACE INTO {table} ({columns}) SELECT {values} FROM {table} x{head}"
        )


def test_replace_by_rowid_deletes_no_record(attacker: Attacker) -> None:
    if not attacker.embedded:
        return
    attacker.take_number()
    for rowid, rule in ((1, "fundledger:exists:"), (-1, "fundledger:chain:")):
        with refused(rule):
            attacker.seal(rowid=rowid)


def test_an_upsert_of_a_sealed_voucher_is_refused(attacker: Attacker) -> None:
    attacker.take_number()
    with refused("fundledger:seq:" if attacker.embedded else "permission denied"):
        attacker.run(
            "INSERT INTO voucher SELECT * FROM voucher WHERE no = 1"
            " ON CONFLICT (fund_id, no) DO UPDATE SET summary = 'x'"
        )


def test_an_upsert_of_a_posting_changes_no_amount(attacker: Attacker) -> None:
    attacker.take_number()
    with refused("fundledger:seq:" if attacker.embedded else "permission denied"):
        attacker.run(
            "INSERT INTO posting SELECT * FROM posting WHERE no = 1"
            " ON CONFLICT (fund_id, no) DO UPDATE SET fen = 1"
        )


# --- Amounts -----------------------------------------------------------------

BAD_AMOUNTS = [0, -1, 10**15 + 1, 2**63, "a hundred", None]


@pytest.mark.parametrize("fen", BAD_AMOUNTS)
def test_an_amount_is_a_whole_number_of_fen_above_zero(
    attacker: Attacker, fen: object
) -> None:
    seq = attacker.take_number()
    voucher_no = attacker.voucher(seq)
    with pytest.raises((sqlite3.Error, psycopg.Error, OverflowError)):
        attacker.posting(seq, voucher_no, fen=fen)


@pytest.mark.parametrize(
    "fen", ["1.5", "9223372036854775808", "'1.5'", "NULL", "1e400"]
)
def test_an_amount_typed_as_sql_is_refused(attacker: Attacker, fen: str) -> None:
    seq = attacker.take_number()
    attacker.voucher(seq)
    if fen == "1.5" and not attacker.embedded:
        # PostgreSQL rounds the literal before any guard sees it: a fraction is never
        # stored, and the chain that says otherwise does not verify.
        fen = "'1.5'"
    with refused(""):
        attacker.run(typed_posting(seq, fen))
    attacker.run("ROLLBACK")
    seq = attacker.take_number()
    attacker.run(typed_posting(seq, "5"))


def typed_posting(seq: int, fen: str) -> str:
    """Write out the INSERT of a posting whose amount is any SQL."""
    return (
        "INSERT INTO posting (fund_id, no, seq, voucher_no, debit, credit, fen,"
        f" debit_red, credit_red, credit_source) VALUES (1, 99, {seq}, 2, 'bank.main',"
        f" 'donations.restricted', {fen}, false, false, 'aid')"
    )


def test_an_amount_smuggled_in_with_checks_off_is_refused_in_the_end(
    attacker: Attacker,
) -> None:
    if not attacker.embedded:
        return
    seq = attacker.take_number()
    voucher_no = attacker.voucher(seq)
    attacker.run("PRAGMA ignore_check_constraints = ON")
    attacker.posting(seq, voucher_no, fen=-5)
    with refused("fundledger:checks:"):
        attacker.seal()
    attacker.run("PRAGMA ignore_check_constraints = OFF")
    with refused("fundledger:amount:"):
        attacker.seal()


@pytest.mark.parametrize(
    "changed", [{"kind": "odd"}, {"attachments": -1}, {"on_date": "2024-03-99"}]
)
def test_a_voucher_smuggled_in_with_checks_off_is_refused_in_the_end(
    attacker: Attacker, changed: dict[str, object]
) -> None:
    if not attacker.embedded:
        return
    seq = attacker.take_number()
    attacker.run("PRAGMA ignore_check_constraints = ON")
    attacker.voucher(seq, **changed)
    attacker.run("PRAGMA ignore_check_constraints = OFF")
    with refused("fundledger:voucher:"):
        attacker.seal()


# --- What a posting may join -------------------------------------------------


def test_a_posting_never_crosses_books(attacker: Attacker) -> None:
    with refused("fundledger:book:"):
        seal_posting(attacker, credit="b_free")


def test_a_posting_to_a_project_account_names_its_project(attacker: Attacker) -> None:
    with refused("fundledger:by_project:"):
        seal_posting(attacker, debit="advance", credit="bank.main")


def test_a_posting_without_a_project_account_names_no_project(
    attacker: Attacker,
) -> None:
    with refused("fundledger:by_project:"):
        seal_posting(attacker, project_no=1)


@pytest.mark.parametrize("control", ["bank", "donations", "programme_cost"])
def test_a_control_account_takes_no_posting(attacker: Attacker, control: str) -> None:
    project = 1 if control == "programme_cost" else None
    with refused("fundledger:leaf:"):
        seal_posting(attacker, credit=control, project_no=project)


def test_nothing_joins_a_sealed_voucher(attacker: Attacker) -> None:
    seq = attacker.take_number()
    attacker.posting(seq, 1)
    with refused("fundledger:old_voucher:"):
        attacker.seal()


def test_a_posting_of_an_old_deed_is_refused(attacker: Attacker) -> None:
    seq = attacker.take_number()
    with refused("fundledger:seq:"):
        attacker.posting(seq - 1, 1)


@pytest.mark.parametrize(
    "changed",
    [
        {"voucher_no": 3, "debit": "bank.mine"},
        {"voucher_no": 3, "credit": "nowhere"},
        {"voucher_no": 99},
        {"voucher_no": 3, "project_no": 9, "debit": "advance", "credit": "bank.main"},
    ],
)
def test_a_posting_names_only_what_is_there(
    attacker: Attacker, changed: dict[str, object]
) -> None:
    seq = attacker.take_number()
    attacker.voucher(seq)
    with refused("FOREIGN KEY" if attacker.embedded else "fundledger:reference:"):
        attacker.posting(seq, **changed)
        attacker.seal()


@pytest.mark.parametrize("month", ["2023-12", "soon"])
def test_a_voucher_names_a_month_that_is_there(attacker: Attacker, month: str) -> None:
    seq = attacker.take_number()
    day = "2023-12-01" if month == "2023-12" else DAY
    rule = "closed_period" if month == "2023-12" else "month"
    with refused("FOREIGN KEY" if attacker.embedded else f"fundledger:{rule}:"):
        attacker.voucher(seq, month=month, on_date=day, number=1)
        attacker.seal()


@pytest.mark.parametrize(
    "changed", [{"login": "nobody"}, {"voucher_no": 99}, {"voucher_no": 0}]
)
def test_a_signature_names_only_what_is_there(
    attacker: Attacker, changed: dict[str, object]
) -> None:
    seq = attacker.take_number()
    with refused("fundledger:reference:"):
        attacker.insert("signature", **signature(seq, **changed))


def test_a_closed_month_takes_nothing(attacker: Attacker) -> None:
    seq = attacker.take_number()
    attacker.run("UPDATE period SET closed = ?, seq = ?", attacker.flag(1), seq)
    attacker.commit()
    with refused("fundledger:closed_period:"):
        seal_posting(attacker)


def test_a_closed_month_takes_no_papers(attacker: Attacker) -> None:
    attacker.insert("evidence", **paper(attacker.take_number()))
    attacker.commit()
    seq = attacker.take_number()
    attacker.run("UPDATE period SET closed = ?, seq = ?", attacker.flag(1), seq)
    attacker.commit()
    seq = attacker.take_number()
    with refused("fundledger:closed_period:"):
        attacker.insert("evidence", **paper(seq, no=2))


def test_a_closed_month_gives_no_papers_up(attacker: Attacker) -> None:
    attacker.insert("evidence", **paper(attacker.take_number()))
    attacker.commit()
    seq = attacker.take_number()
    attacker.run("UPDATE period SET closed = ?, seq = ?", attacker.flag(1), seq)
    attacker.commit()
    seq = attacker.take_number()
    with refused("fundledger:closed_period:"):
        attacker.run(
            "UPDATE evidence SET withdrawn_on = ?, withdrawn_reason = ?, seq = ?",
            *(DAY, "附错", seq),
        )


def paper(seq: int, no: int = 1) -> dict[str, object]:
    """Attach a slip on paper to the first voucher."""
    of = {"fund_id": FUND, "seq": seq, "no": no, "voucher_no": 1, "sheets": 1}
    where = {"document": "bank_slip", "original": "paper", "place": "一号柜"}
    return {**of, **where, "attached_by": "admin", "on_date": DAY}


def test_a_voucher_is_dated_in_its_month(attacker: Attacker) -> None:
    seq = attacker.take_number()
    attacker.voucher(seq, on_date="2024-04-01")
    with refused("fundledger:month:"):
        attacker.seal()


# --- Numbers -----------------------------------------------------------------


@pytest.mark.parametrize("number", [3, 7])
def test_voucher_numbers_have_no_gap(attacker: Attacker, number: int) -> None:
    seq = attacker.take_number()
    with refused("fundledger:number:"):
        attacker.voucher(seq, number=number)
        attacker.seal()


@pytest.mark.parametrize("number", [0, -1])
def test_voucher_numbers_begin_with_one(attacker: Attacker, number: int) -> None:
    seq = attacker.take_number()
    with refused("fundledger:number:" if attacker.embedded else "check"):
        attacker.voucher(seq, number=number)


def test_a_voucher_number_is_taken_once(attacker: Attacker) -> None:
    seq = attacker.take_number()
    with refused("fundledger:number:" if attacker.embedded else "uq_voucher"):
        attacker.voucher(seq, number=1)


def test_vouchers_are_counted_without_a_gap(attacker: Attacker) -> None:
    seq = attacker.take_number()
    attacker.voucher(seq, no=4)
    with refused("fundledger:number:"):
        attacker.seal()


def test_postings_are_counted_without_a_gap(attacker: Attacker) -> None:
    with refused("fundledger:dense:"):
        seal_posting(attacker, no=9)


def test_a_voucher_is_not_replaced_within_its_deed(attacker: Attacker) -> None:
    """Its number would be free again, and the next one would leave a gap."""
    if not attacker.embedded:
        return
    seq = attacker.take_number()
    no = attacker.voucher(seq)
    with refused("fundledger:exists:"):
        attacker.run(
            "REPLACE INTO voucher SELECT fund_id, seq, no, month, series, number + 1,"
            " on_date, summary, kind, rule, attachments, annuls_no, pair_no"
            " FROM voucher WHERE no = ?",
            no,
        )


@pytest.mark.parametrize(
    ("numbers", "sound"), [((1, 2), True), ((2, 3), False), ((1, 3), False)]
)
def test_numbers_are_counted_in_each_month(
    attacker: Attacker,
    numbers: tuple[int, int],
    sound: bool,  # noqa: FBT001 - a case of the table above
) -> None:
    seq = attacker.take_number()
    attacker.voucher(seq)
    april = {"month": "2024-04", "on_date": "2024-04-02"}
    with nullcontext() if sound else refused("fundledger:number:"):
        for number in numbers:
            attacker.voucher(seq, **april, number=number)
        attacker.seal()
