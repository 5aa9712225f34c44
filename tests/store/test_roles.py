"""On PostgreSQL the database knows who is connected, and lets nobody be another."""

from contextlib import closing

import pytest

from fundledger.errors import FundledgerError
from fundledger.store.books import Fund
from tests import small
from tests.databases import AUDITOR, STRANGER, Database
from tests.store.attack import Attacker, refused


@pytest.fixture
def database(postgres_database: Database) -> Database:
    return postgres_database


def sit_down(database: Database, user: str) -> Attacker:
    return Attacker(database, database.bare(user))


def test_a_record_names_who_is_connected(attacker: Attacker) -> None:
    attacker.take_number()
    with refused("fundledger:session: the record names another"):
        attacker.seal(database_user="postgres")


def test_nobody_acts_for_another(database: Database, small_fund: Fund) -> None:
    assert small_fund.id == 1
    with closing(database.bare(STRANGER)) as prompt:
        stranger = Attacker(database, prompt)
        stranger.take_number()
        with refused("fundledger:session: this database user is not clerk"):
            stranger.seal(database_user=STRANGER)


def test_nobody_becomes_another_by_a_deed(database: Database, small_fund: Fund) -> None:
    assert small_fund.id == 1
    with closing(database.bare(STRANGER)) as prompt:
        stranger = Attacker(database, prompt)
        stranger.user = STRANGER
        with refused("permission denied for table person"):
            stranger.run(f"UPDATE person SET database_user = '{STRANGER}'")
        seq = stranger.take_number()
        person = {"fund_id": 1, "seq": seq, "login": "new", "name": "x"}
        stranger.insert("person", **person, database_user=STRANGER, active=True)
        with refused("fundledger:session: this database user is not new"):
            stranger.seal(actor="new")


def test_a_role_taken_on_does_not_change_who_is_connected(attacker: Attacker) -> None:
    attacker.run("SET ROLE fundledger_app")
    attacker.take_number()
    with refused("fundledger:session:"):
        attacker.seal(database_user="fundledger_app")


def test_a_person_who_left_no_longer_acts(attacker: Attacker) -> None:
    seq = attacker.take_number()
    attacker.run("UPDATE person SET active = false, seq = ? WHERE login = 'admin'", seq)
    attacker.commit()
    attacker.take_number()
    with refused("fundledger:session:"):
        attacker.seal(actor="admin")


def test_the_door_tells_a_stranger_why(database: Database, small_fund: Fund) -> None:
    assert small_fund.id == 1
    ledger = Database(
        kind=database.kind,
        address=database.as_user(STRANGER),
        owner_address=database.owner_address,
    ).ledger()
    with closing(ledger), pytest.raises(FundledgerError, match="fundledger:session"):
        small.donate(ledger.fund())


def test_a_reader_reads_and_writes_nothing(
    database: Database, small_fund: Fund
) -> None:
    with closing(database.bare(AUDITOR)) as prompt:
        assert prompt.run("SELECT COUNT(*) FROM record") == [(small.DEEDS,)]
        for statement in (
            "UPDATE fund SET next_seq = head_seq + 1",
            "INSERT INTO setting VALUES (1, 1, 'x', 'y')",
            "DELETE FROM posting",
        ):
            with refused("permission denied"):
                prompt.run(statement)
    assert small_fund.id == 1


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE posting DISABLE TRIGGER ALL",
        "DROP TRIGGER posting_insert ON posting",
        "DROP TABLE posting",
        "DROP FUNCTION fundledger_row_insert() CASCADE",
        "ALTER FUNCTION fundledger_row_insert() SECURITY INVOKER",
        "SET session_replication_role = replica",
        "CREATE TABLE public.period (x int)",
        "SET SESSION AUTHORIZATION owner",
        "CREATE TRIGGER x BEFORE INSERT ON posting EXECUTE FUNCTION suppress()",
        "CREATE RULE x AS ON INSERT TO posting DO INSTEAD NOTHING",
    ],
)
def test_the_app_does_not_touch_the_guards(attacker: Attacker, statement: str) -> None:
    with refused(""):
        attacker.run(statement)


def test_functions_of_ones_own_do_not_stand_in_for_the_systems(
    attacker: Attacker,
) -> None:
    """An own sha256() in pg_temp would let a forged hash pass an unpinned guard."""
    attacker.run(
        "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql"
        " AS 'SELECT decode(repeat(''00'', 32), ''hex'')'"
    )
    attacker.run("SET search_path = pg_temp, public")
    attacker.take_number()
    with refused("fundledger:chain: the hash is not"):
        attacker.seal(sha256="0" * 64)


def test_funds_are_told_apart_from_a_missing_ledger(database: Database) -> None:
    with closing(database.ledger()) as ledger, pytest.raises(FundledgerError):
        ledger.fund("none")
