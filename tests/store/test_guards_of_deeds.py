"""What the databases refuse of whole deeds: floors, numbers, head, funds, people."""

import pytest

from fundledger.store import schema
from fundledger.store.books import Fund
from fundledger.store.tables import metadata
from tests import small
from tests.store.attack import FUND, Attacker, refused, seal_posting, signature

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


# --- Signatures --------------------------------------------------------------


def test_a_sealed_signature_is_not_replaced(attacker: Attacker) -> None:
    if not attacker.embedded:
        return
    seq = attacker.take_number()
    attacker.insert("signature", **signature(seq, part="prepared", login="clerk"))
    attacker.commit()
    for forged, rule in (
        ({"part": "prepared"}, "exists"),
        ({"login": "clerk"}, "apart"),
    ):
        row = signature(attacker.take_number(), **forged)
        with refused(f"fundledger:{rule}:"):
            attacker.run(
                f"REPLACE INTO signature ({', '.join(row)})"
                f" VALUES ({', '.join('?' * len(row))})",
                *row.values(),
            )
        attacker.run("ROLLBACK")


def test_a_signature_needs_the_pen(attacker: Attacker) -> None:
    with refused("fundledger:seq:"):
        attacker.insert("signature", **signature(attacker.head()[0]))


@pytest.mark.parametrize("day", ["2024-02-30", "2024-2-1", "2024-03-01 "])
def test_a_day_is_one_of_the_calendar(attacker: Attacker, day: str) -> None:
    if not attacker.embedded:
        return  # PostgreSQL has a type for it
    seq = attacker.take_number()
    with refused("CHECK constraint failed"):
        row = {"seq": seq, "on_date": day, "works": 0, "name": "x"}
        attacker.insert("holiday", fund_id=FUND, **row)


@pytest.mark.parametrize("forged", [{"part": "odd"}, {"on_date": "2024-02-30"}])
def test_a_signature_is_judged_with_checks_off(
    attacker: Attacker, forged: dict[str, object]
) -> None:
    if not attacker.embedded:
        return
    seq = attacker.take_number()
    attacker.run("PRAGMA ignore_check_constraints = ON")
    with refused("fundledger:signature:"):
        attacker.insert("signature", **signature(seq, **forged))


# --- Floors and balances -----------------------------------------------------


def test_an_account_never_ends_a_deed_below_its_floor(attacker: Attacker) -> None:
    overdrawn = {"debit": "donations.restricted", "credit": "bank.main"}
    with refused("fundledger:floor: an account"):
        seal_posting(attacker, **overdrawn, fen=small.GIVEN_FEN + 1)


def test_a_project_never_ends_a_deed_below_its_floor(attacker: Attacker) -> None:
    seq = attacker.take_number()
    second = {"community_key": "c1", "round_key": "2024-1", "category": "x"}
    case = {"fund_id": FUND, "seq": seq, "no": 2, "code": "2", "title": "x"}
    flags = {"version": 1, "state": "active"}
    attacker.insert("project", **case, **second, **flags)
    voucher_no = attacker.voucher(seq)
    paid = {"debit": "advance", "credit": "bank.main", "fen": 5}
    attacker.posting(seq, voucher_no, **paid, project_no=1)
    back = {"debit": "bank.main", "credit": "advance", "fen": 5}
    attacker.posting(seq, voucher_no, **back, project_no=2)
    with refused("fundledger:floor: a project"):
        attacker.seal()


def test_a_deed_may_dip_below_a_floor_and_come_back(attacker: Attacker) -> None:
    seq = attacker.take_number()
    voucher_no = attacker.voucher(seq)
    out = {"debit": "donations.restricted", "credit": "bank.main"}
    attacker.posting(seq, voucher_no, **out, fen=small.GIVEN_FEN + 1)
    attacker.posting(seq, voucher_no, fen=small.GIVEN_FEN + 1)
    attacker.commit()
    assert attacker.head()[0] == seq


@pytest.mark.parametrize("way", ["IGNORE", "REPLACE", "FAIL"])
def test_balances_move_however_the_record_is_put_in(
    attacker: Attacker, way: str
) -> None:
    """What an INSERT says of conflicts holds inside its triggers, too."""
    if not attacker.embedded:
        return
    standing = "SELECT fen FROM balance WHERE account_key = 'bank.main'"
    ((before,),) = attacker.run(standing)
    seq = attacker.take_number()
    attacker.posting(seq, attacker.voucher(seq), fen=250)
    attacker.seal(FUND, way)
    assert attacker.run(standing) == [(before + 250,)]
    attacker.run("COMMIT")
    seq = attacker.take_number()
    out = {"debit": "donations.restricted", "credit": "bank.main"}
    attacker.posting(seq, attacker.voucher(seq), **out, fen=before + 251)
    with refused("fundledger:floor: an account"):
        attacker.seal(FUND, way)


@pytest.mark.parametrize("table", ["balance", "project_balance"])
def test_balances_move_only_by_postings(attacker: Attacker, table: str) -> None:
    seq = attacker.take_number()
    rule = denied(attacker, "fundledger:balance:", table)
    project = {"project_no": 1} if table == "project_balance" else {}
    with refused(rule):
        row = {"fund_id": FUND, "account_key": "advance", "seq": seq, "fen": 5}
        attacker.insert(table, **row, **project, source=small.AID)


def test_a_balance_is_not_touched_by_hand(attacker: Attacker, owner: Attacker) -> None:
    with refused(denied(attacker, "fundledger:balance:", "balance")):
        attacker.run("UPDATE balance SET fen = fen + 1")
    with refused("fundledger:balance:"):
        owner.run("UPDATE balance SET fen = fen + 1")


# --- The next number, the record and the head ----------------------------------------


def test_a_row_needs_the_pen(attacker: Attacker) -> None:
    seq, _ = attacker.head()
    for claimed in (seq + 1, seq, 0, -1):
        row = {"fund_id": FUND, "seq": claimed, "key": "s9", "name": "x"}
        with refused("fundledger:seq:"):
            attacker.insert("subdistrict", **row)


def test_a_row_without_a_seq_is_refused(attacker: Attacker) -> None:
    attacker.take_number()
    with refused("fundledger:seq:" if attacker.embedded else "seq"):
        attacker.insert("subdistrict", fund_id=FUND, seq=None, key="s9", name="x")


def test_a_row_of_another_fund_needs_that_funds_pen(attacker: Attacker) -> None:
    seq = attacker.take_number()
    with refused("fundledger:seq:"):
        attacker.insert("subdistrict", fund_id=2, seq=seq, key="s9", name="x")


def test_a_posting_names_nothing_of_another_fund(
    attacker: Attacker, small_fund: Fund
) -> None:
    other = small.create(small_fund.ledger, attacker.user, "other")
    seq = attacker.take_number(other.id)
    row = {"fund_id": other.id, "seq": seq, "no": 2, "title": "x", "code": "x"}
    place = {"community_key": "c1", "round_key": "only-here", "category": "x"}
    flags = {"version": 1, "state": "active"}
    with refused("FOREIGN KEY" if attacker.embedded else "foreign key"):
        attacker.insert("project", **row, **place, **flags)


def test_a_change_needs_the_pen(attacker: Attacker) -> None:
    with refused("fundledger:seq:"):
        attacker.run("UPDATE project SET title = 'x'")


def test_only_declared_columns_change(attacker: Attacker) -> None:
    seq = attacker.take_number()
    rule = "fundledger:fixed:"
    with refused(denied(attacker, rule, "project")):
        attacker.run("UPDATE project SET code = 'x', seq = ?", seq)


def test_even_the_owner_changes_only_declared_columns(owner: Attacker) -> None:
    seq = owner.take_number()
    with refused("fundledger:fixed:"):
        owner.run("UPDATE project SET code = 'x', seq = ?", seq)


def test_the_pen_is_not_put_down_without_a_record(attacker: Attacker) -> None:
    seq = attacker.take_number()
    attacker.insert("subdistrict", fund_id=FUND, seq=seq, key="s9", name="x")
    with refused("FOREIGN KEY" if attacker.embedded else "foreign key"):
        attacker.run("COMMIT")


@pytest.mark.parametrize("next_seq", ["NULL", "head_seq + 1", "head_seq + 2", "1", "0"])
def test_the_pen_is_taken_once_and_for_the_next_record(
    attacker: Attacker, next_seq: str
) -> None:
    attacker.take_number()
    with refused("fundledger:next_record:"):
        attacker.run(f"UPDATE fund SET next_seq = {next_seq}")


@pytest.mark.parametrize(
    "moved",
    [
        "head_seq = head_seq + 1, next_seq = NULL",
        "head_seq = head_seq - 1",
        "head_seq = NULL",
        "head_sha256 = 'x'",
        "last_voucher_no = 0",
        "last_posting_no = last_posting_no + 1",
    ],
)
def test_the_head_is_not_moved_by_hand(owner: Attacker, moved: str) -> None:
    if moved == "head_seq = NULL" and not owner.embedded:
        return
    with refused("fundledger:"):
        owner.run(f"UPDATE fund SET {moved}")


@pytest.mark.parametrize("column", ["code", "name", "head_seq", "last_voucher_no"])
def test_the_app_changes_nothing_of_a_fund_but_its_pen(
    attacker: Attacker, column: str
) -> None:
    with refused(denied(attacker, "fundledger:", "fund")):
        attacker.run(f"UPDATE fund SET {column} = {column}")


def test_a_record_follows_the_head(attacker: Attacker) -> None:
    seq = attacker.take_number()
    forgeries = ({"prev_sha256": "0" * 64}, {"seq": seq + 1}, {"seq": seq - 1})
    for forged in forgeries:
        attacker.run("SAVEPOINT forged")
        with refused("fundledger:chain:"):
            attacker.seal(**forged)
        attacker.run("ROLLBACK TO SAVEPOINT forged")


def test_a_record_needs_the_pen(attacker: Attacker) -> None:
    with refused("fundledger:chain:"):
        attacker.seal()


@pytest.mark.parametrize("sha256", ["x" * 64, "A" * 64, "0" * 63])
def test_a_hash_looks_like_one(attacker: Attacker, sha256: str) -> None:
    attacker.take_number()
    with refused("fundledger:chain:"):
        attacker.seal(sha256=sha256)


def test_postgresql_hashes_the_record_itself(attacker: Attacker) -> None:
    if not attacker.embedded:
        attacker.take_number()
        with refused("fundledger:chain: the hash is not"):
            attacker.seal(sha256="0" * 64)


def test_a_key_is_used_once(attacker: Attacker) -> None:
    attacker.take_number()
    attacker.commit(key="once")
    attacker.take_number()
    with refused("fundledger:exists:" if attacker.embedded else "uq_record"):
        attacker.seal(key="once")


def test_a_refusal_keeps_no_key(attacker: Attacker) -> None:
    attacker.take_number()
    with refused("refusal_keeps_no_key"):
        attacker.seal(key="k", outcome="refused", question_sha256="0" * 64)


# --- Funds and people --------------------------------------------------------


def new_fund(attacker: Attacker, **changed: object) -> None:
    row: dict[str, object] = {"id": 2, "code": "two", "name": "x", "next_seq": 1}
    empty = {
        "head_seq": 0,
        "head_sha256": "0" * 64,
        "last_voucher_no": 0,
        "last_posting_no": 0,
    }
    attacker.insert("fund", **row | empty | changed)


@pytest.mark.parametrize(
    "changed",
    [{"next_seq": None}, {"next_seq": 2}, {"head_seq": 5}, {"head_sha256": "1" * 64}],
)
def test_a_fund_begins_at_its_genesis(
    attacker: Attacker, changed: dict[str, object]
) -> None:
    with refused("fundledger:genesis:"):
        new_fund(attacker, **changed)


def test_there_is_no_fund_without_a_genesis(attacker: Attacker) -> None:
    attacker.run("BEGIN")
    new_fund(attacker)
    with refused("FOREIGN KEY" if attacker.embedded else "foreign key"):
        attacker.run("COMMIT")


def test_two_people_found_a_fund(attacker: Attacker) -> None:
    attacker.run("BEGIN")
    new_fund(attacker)
    person = {"fund_id": 2, "seq": 1, "login": "clerk", "name": "x"}
    active = {"active": attacker.flag(1), "database_user": attacker.user}
    attacker.insert("person", **person, **active)
    with refused("fundledger:genesis: two people"):
        attacker.seal(2)


def test_nobody_grants_themselves_a_role(attacker: Attacker) -> None:
    seq = attacker.take_number()
    grant = {"fund_id": FUND, "seq": seq, "no": 3, "login": "clerk", "role": "admin"}
    scope = {"scope_kind": "district", "granted_by": "admin", "from_on": "2024-03-01"}
    attacker.insert("role_grant", **grant, **scope)
    with refused("fundledger:own_role:"):
        attacker.seal()


def test_nobody_prolongs_their_own_role(attacker: Attacker) -> None:
    seq = attacker.take_number()
    attacker.run(
        "UPDATE role_grant SET until_on = '2030-01-01', seq = ? WHERE login = 'clerk'",
        seq,
    )
    with refused("fundledger:own_role:"):
        attacker.seal()


# --- A bare prompt's own settings --------------------------------------------


def test_the_pen_is_not_taken_with_foreign_keys_off(attacker: Attacker) -> None:
    if not attacker.embedded:
        return
    attacker.run("PRAGMA foreign_keys = OFF")
    with refused("fundledger:foreign_keys:"):
        attacker.run("UPDATE fund SET next_seq = head_seq + 1")
    with refused("fundledger:foreign_keys:"):
        new_fund(attacker)


def test_nothing_is_written_with_checks_off(attacker: Attacker) -> None:
    if not attacker.embedded:
        return
    seq = attacker.take_number()
    attacker.run("PRAGMA ignore_check_constraints = ON")
    with refused("fundledger:checks:"):
        attacker.insert("subdistrict", fund_id=FUND, seq=seq, key="s9", name="x")
    with refused("fundledger:checks:"):
        attacker.run("UPDATE project SET title = 'x', seq = ?", seq)


def test_a_temporary_table_hides_nothing_from_the_guards(attacker: Attacker) -> None:
    seq = attacker.take_number()
    attacker.run("UPDATE period SET closed = ?, seq = ?", attacker.flag(1), seq)
    attacker.commit()
    attacker.run("CREATE TEMP TABLE period AS SELECT * FROM period")
    attacker.run("UPDATE period SET closed = ?", attacker.flag(0))
    rule = "temporary:" if attacker.embedded else "closed_period:"
    with refused(f"fundledger:{rule}"):
        seal_posting(attacker)


def test_no_unique_column_ever_changes() -> None:
    """UPDATE OR REPLACE would delete the other row: so no such update may exist."""
    for table in metadata.sorted_tables:
        if table.name != "fund":
            for names in schema.unique(table):
                assert not set(names) & set(schema.mutable(table)), table.name
