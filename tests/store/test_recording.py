"""What a record says of itself: who recorded it, when, and in which fund's past."""

import json
import os
import pwd
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import Row

from fundledger.domain.editions import RULES_EDITION, Replay
from fundledger.domain.ids import Seq
from fundledger.store import migrate
from fundledger.store import tables as t
from fundledger.store.books import Fund, Ledger
from fundledger.store.recording import KeyConflictError, KeyEmptyError
from fundledger.store.replaying import OvertakenError, Replaying
from fundledger.store.system_user import system_user
from fundledger.store.verify import Status, verify
from fundledger.store.writing import Writing
from tests import small
from tests.databases import CLERK, STRANGER, Database, frozen
from tests.store.attack import Attacker, refused

PAST = datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC)


def last_record(fund: Fund) -> Row[*tuple[object, ...]]:
    with fund.reading() as books:
        (row,) = books.rows(t.record.select().where(t.record.c.seq == books.head.seq))
        return row


def founded(ledger: Ledger, user: str | None, replay: Replay | None) -> Fund:
    """Found a fund, live or rebuilt, and receive a donation."""
    genesis = partial(small.genesis, database_user=user, replay=replay)
    request = small.ask("fund.create", actor=small.ADMIN, code="small", name="社区基金")
    if replay is not None:
        request.input["replay"] = replay
    fund = ledger.create(request, genesis)
    small.donate(fund)
    return fund


# --- The stamp and the body ----------------------------------------------------


def test_a_stamp_says_what_the_recorder_knows(
    small_fund: Fund, database: Database
) -> None:
    stored = last_record(small_fund)
    assert json.loads(stored.stamp) == {
        "algorithm": "sha256",
        "database_user": database.clerk or system_user(),
        "format": 1,
        "fund": "small",
        "recorded_at": "2024-08-15T09:30:00Z",
        "schema": migrate.NEWEST,
        "seq": small.DEEDS,
    }


def test_a_body_says_what_was_asked_and_how_it_ended(small_fund: Fund) -> None:
    stored = last_record(small_fund)
    content = json.loads(stored.body)
    assert [change["table"] for change in content.pop("changes")] == [
        *("voucher", "posting"),
        *("voucher", "posting"),
    ]
    assert content == {
        "action": "donation.receive",
        "actor": "clerk",
        "deed": "receive_donation",
        "deed_edition": 1,
        "input": {"fen": small.GIVEN_FEN},
        "key": None,
        "on": "2024-03-01",
        "outcome": "accepted",
        "refusal": None,
        "result": 1,
        "rules_edition": RULES_EDITION,
    }
    assert (stored.deed, stored.deed_edition) == ("receive_donation", 1)
    assert (stored.changed_rows, stored.question_sha256) == (4, None)


# --- Who recorded it -------------------------------------------------------------


def test_on_sqlite_a_record_names_the_user_of_the_system(
    sqlite_database: Database,
) -> None:
    with closing(sqlite_database.ledger()) as ledger:
        small.create(ledger, None)
        assert last_record(ledger.fund()).database_user == system_user()
    assert system_user() == pwd.getpwuid(os.getuid()).pw_name


@pytest.mark.skipif(os.getuid() != 0, reason="only root takes on another user id")
def test_a_user_without_a_name_is_named_by_number() -> None:
    """The environment names somebody else, and is not asked."""
    code = (
        "import os; from fundledger.store.system_user import system_user;"
        "os.setuid(54321); print(system_user())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "USER": "li", "LOGNAME": "li"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "54321\n"


# --- Live books, and a past that is done again -----------------------------------


def test_live_books_take_the_clock_and_whoever_is_connected(
    database: Database,
) -> None:
    replaying = Replaying(lambda: PAST, "somebody")
    ledger = Ledger(database.address, frozen, replaying=replaying)
    with closing(ledger):
        fund = founded(ledger, database.clerk, None)
        stored = last_record(fund)
        assert (fund.replay, ledger.fund().replay) == (None, None)
    assert stored.recorded_at == "2024-08-15T09:30:00Z"
    assert stored.database_user == (database.clerk or system_user())


@pytest.mark.parametrize("replay", Replay)
def test_a_replayed_past_keeps_its_times_and_users(
    database: Database, replay: Replay
) -> None:
    ledger = Ledger(database.address, replaying=Replaying(lambda: PAST, "somebody"))
    with closing(ledger):
        fund = founded(ledger, None, replay)
        stored = last_record(fund)
        assert (fund.replay, ledger.fund().replay) == (replay, replay)
        assert verify(fund).status is Status.OK
        with fund.reading(at=1) as books:
            assert books.value(t.fund.select().with_only_columns(t.fund.c.replay))
    assert stored.recorded_at == "1999-12-31T23:59:59Z"
    assert stored.database_user == "somebody"


def test_two_who_do_a_past_again_at_once_leave_one_past(database: Database) -> None:
    replaying = Replaying(lambda: PAST, "somebody")
    with closing(Ledger(database.address, replaying=replaying)) as ledger:
        fund = founded(ledger, None, Replay.MIGRATION)
        before = last_record(fund).seq
        ledger.replaying = replaying._replace(seq=Seq(before + 1))
        small.donate(fund, key="first")
        with pytest.raises(OvertakenError):
            small.donate(fund)
        with pytest.raises(OvertakenError):
            fund.retell(small.ask("donation.receive"), {"code": "no_role", "facts": {}})
        small.donate(fund, key="first")
        assert last_record(fund).seq == before + 1
        assert verify(fund).status is Status.OK


def test_who_works_in_a_replayed_fund_later_is_named(database: Database) -> None:
    with closing(Ledger(database.address, frozen)) as ledger:
        fund = founded(ledger, None, Replay.DEMO)
        stored = last_record(fund)
    assert stored.recorded_at == "2024-08-15T09:30:00Z"
    assert stored.database_user == (database.clerk or system_user())


def test_a_fund_stays_what_it_was_founded_as(
    attacker: Attacker, small_fund: Fund
) -> None:
    assert small_fund.replay is None
    attacker.run("BEGIN")
    statement = "UPDATE fund SET next_seq = head_seq + 1, replay = 'demo'"
    with refused("fundledger:fixed:" if attacker.embedded else "permission denied"):
        attacker.run(statement)


def test_a_fund_is_replayed_for_a_known_reason(attacker: Attacker) -> None:
    attacker.run("BEGIN")
    row = {"id": 2, "code": "b", "name": "x", "next_seq": 1, "head_sha256": t.NO_HASH}
    row |= {"head_seq": 0, "last_voucher_no": 0, "last_posting_no": 0}
    with refused("ck_fund_replay"):
        attacker.insert("fund", **row, replay="other")


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_in_a_replayed_fund_one_user_acts_for_its_people_and_for_no_others(
    database: Database,
) -> None:
    with closing(database.ledger()) as ledger:
        founded(ledger, CLERK, Replay.MIGRATION)
    with closing(database.bare(STRANGER)) as prompt:
        stranger = Attacker(database, prompt)
        stranger.take_number()
        stranger.commit(database_user="anyone")
        stranger.take_number()
        with refused("fundledger:session: this database user is not nobody"):
            stranger.seal(actor="nobody")


# --- Keys -------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["", " ", "\t\n", "　"])
def test_an_empty_key_is_refused_before_anything_is_locked(
    small_fund: Fund, key: str
) -> None:
    with pytest.raises(KeyEmptyError) as caught:
        small.donate(small_fund, key=key)
    assert caught.value.hint
    with small_fund.reading() as books:
        assert books.head.seq == small.DEEDS


def test_the_database_takes_no_empty_key(attacker: Attacker) -> None:
    attacker.take_number()
    with refused("ck_record_key"):
        attacker.seal(key="")


@pytest.mark.parametrize(("first", "second"), [(True, 1), (0, False), (None, 0)])
def test_a_key_tells_apart_what_python_takes_for_equal(
    small_fund: Fund, first: object, second: object
) -> None:
    def nothing(_write: Writing) -> None:
        return None

    small_fund.write(small.ask(key="k", given=first), nothing)
    small_fund.write(small.ask(key="k", given=first), nothing)
    with pytest.raises(KeyConflictError) as caught:
        small_fund.write(small.ask(key="k", given=second), nothing)
    assert caught.value.field == "input.given"


def test_a_key_belongs_to_its_fund(small_fund: Fund, database: Database) -> None:
    other = small.create(small_fund.ledger, database.clerk, "other")
    assert small.donate(small_fund, 5, key="k") == 2
    assert small.donate(other, 6, key="k") == 2
