"""What a superuser, or a file's owner, hides in a schema that looks as declared."""

from contextlib import closing

import pytest

from fundledger.store.books import Fund
from fundledger.store.findings import Kind, Status, Verification
from fundledger.store.verify import verify
from tests.databases import Database
from tests.store import filled
from tests.store.tamper import Tamperer

POSTGRESQL = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


def keys(verified: Verification, kind: Kind) -> set[str]:
    return {each.key for each in verified.findings if each.kind is kind}


ON_POSTGRESQL = {
    "function's owner": (
        "ALTER FUNCTION fundledger_row_insert() OWNER TO clerk",
        Kind.OBJECT_ADDED,
        "owner of fundledger_row_insert",
    ),
    "table's owner": (
        "ALTER TABLE admission OWNER TO clerk",
        Kind.OBJECT_ADDED,
        "owner of admission",
    ),
    "internal trigger": (
        """CREATE TRIGGER own BEFORE INSERT ON posting
          FOR EACH ROW EXECUTE FUNCTION fundledger_row_insert();
        UPDATE pg_trigger SET tgisinternal = true WHERE tgname = 'own'""",
        Kind.OBJECT_ADDED,
        "trigger posting.own",
    ),
    "no guards by default": (
        """DO $$ BEGIN EXECUTE format(
          'ALTER DATABASE %I SET session_replication_role = replica',
          current_database()); END $$""",
        Kind.OBJECT_ADDED,
        "setting session_replication_role=replica",
    ),
    "schema named as the table": (
        """CREATE SCHEMA posting; CREATE TABLE posting.posting AS TABLE public.posting;
        DO $$ BEGIN EXECUTE 'CREATE OR REPLACE VIEW line AS ' || replace(
          pg_get_viewdef('line'::regclass), 'FROM posting', 'FROM posting.posting');
        END $$""",
        Kind.OBJECT_ALTERED,
        "view line",
    ),
    "function of the same name": (
        """CREATE SCHEMA own; GRANT USAGE ON SCHEMA own TO clerk;
        CREATE FUNCTION own.fundledger_record_seal() RETURNS trigger
          LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
        DROP TRIGGER record_seal ON record; CREATE TRIGGER record_seal AFTER INSERT
          ON record FOR EACH ROW EXECUTE FUNCTION own.fundledger_record_seal();
        DO $$ BEGIN EXECUTE format(
          'ALTER DATABASE %I SET search_path = own, public',
          current_database()); END $$""",
        Kind.OBJECT_ALTERED,
        "trigger record.record_seal",
    ),
}


@pytest.mark.parametrize("hidden", ON_POSTGRESQL)
@POSTGRESQL
def test_what_is_hidden_in_the_schema_is_named(
    database: Database, small_fund: Fund, tamperer: Tamperer, hidden: str
) -> None:
    assert small_fund.id == 1
    statement, kind, key = ON_POSTGRESQL[hidden]
    tamperer.run(statement)
    with closing(database.ledger()) as ledger:
        verified = verify(ledger.fund())
    assert key in keys(verified, kind)
    assert verified.status is Status.OFFENCES


@POSTGRESQL
def test_a_table_of_another_schema_hides_nothing(
    database: Database, small_fund: Fund, tamperer: Tamperer
) -> None:
    assert small_fund.id == 1
    tamperer.run("CREATE SCHEMA clerk AUTHORIZATION clerk")
    tamperer.run("CREATE TABLE clerk.balance AS TABLE public.balance")
    tamperer.run("GRANT SELECT ON clerk.balance TO clerk")
    tamperer.run("UPDATE public.balance SET fen = 1")
    with closing(database.ledger()) as ledger:
        assert "/bank.main" in keys(verify(ledger.fund()), Kind.VALUE_ALTERED)


@pytest.mark.parametrize("day", ["2024-03-01 BC", "infinity"])
@POSTGRESQL
def test_a_day_of_another_age_is_named(
    small_fund: Fund, tamperer: Tamperer, day: str
) -> None:
    tamperer.run("UPDATE voucher SET on_date = ?::date", day)
    tamperer.run("UPDATE role_grant SET until_on = ?::date", day)
    findings = verify(small_fund).findings
    assert {each.column for each in findings} == {"on_date", "until_on"}
    assert {each.actual for each in findings} == {day}


@pytest.mark.parametrize("name", ["sqlitexstat", "sqlite1stat1"])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_name_like_that_of_the_statistics_hides_nothing(
    small_fund: Fund, tamperer: Tamperer, name: str
) -> None:
    tamperer.run(
        f"CREATE TRIGGER {name} BEFORE INSERT ON posting"
        " BEGIN SELECT RAISE(IGNORE); END"
    )
    assert keys(verify(small_fund), Kind.OBJECT_ADDED) == {f"trigger {name}"}


@pytest.mark.parametrize("seq", [0, -(2**63)])
def test_a_record_before_the_first_is_named(
    small_fund: Fund, tamperer: Tamperer, seq: int
) -> None:
    filled.fill(small_fund)
    tamperer.drop_guards()
    tamperer.run(
        "INSERT INTO record SELECT fund_id, ?, prev_sha256, sha256, outcome, deed,"
        " deed_edition, action, actor, on_date, recorded_at, database_user, NULL,"
        " changed_rows, question_sha256, stamp, body FROM record WHERE seq = 1",
        seq,
    )
    assert str(seq) in keys(verify(small_fund), Kind.VALUE_ALTERED)
