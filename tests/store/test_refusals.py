"""Refusals are chained once a question, and cannot flood the chain."""

from typing import Any

import pytest
from sqlalchemy import text

from fundledger.domain.ids import Login
from fundledger.domain.journal import Entry
from fundledger.errors import N_, RefusedError
from fundledger.store import tables as t
from fundledger.store.audit import Record
from fundledger.store.books import Fund, GuardError
from fundledger.store.parsing import parse
from fundledger.store.recording import MORE_REFUSED, MOST_REFUSALS, count_refusals
from fundledger.store.verify import Status, verify
from fundledger.store.writing import Writing
from tests import small
from tests.databases import Database


class OtherError(RefusedError):
    """Another reason to refuse."""

    code = "other"
    message = N_("This is refused.")


def refuse(fund: Fund, error: RefusedError | None = None, **request: Any) -> None:  # noqa: ANN401 - passed on
    """Ask for a deed that is refused."""

    def run(_write: Writing) -> None:
        raise error or RefusedError

    with pytest.raises(RefusedError):
        fund.write(small.ask(**request), run)


def refusals(fund: Fund) -> list[Record]:
    c = t.record.c
    with fund.reading() as books:
        rows = books.rows(t.record.select().where(books.own(t.record)).order_by(c.seq))
        return [
            parse(row.seq, row.stamp, row.body)
            for row in rows
            if row.outcome == "refused"
        ]


def codes(fund: Fund) -> list[str]:
    return [str((each.refusal or {})["code"]) for each in refusals(fund)]


def test_a_question_is_who_asked_which_deed_with_what_and_why_it_was_refused(
    small_fund: Fund,
) -> None:
    def chained(**request: Any) -> int:  # noqa: ANN401 - passed on
        refuse(small_fund, **request)
        return len(refusals(small_fund))

    assert chained(action="fee.pay", fen=1) == 1
    assert chained(action="fee.pay", fen=1) == 1
    assert chained(action="fee.pay", fen=1, key="form-1") == 1
    assert chained(action="fee.pay", fen=2) == 2
    assert chained(action="fee.pay", fen=True) == 3
    assert chained(action="grant.receive", fen=1) == 4
    assert chained(action="fee.pay", fen=1, actor=small.ADMIN) == 5
    assert chained(action="fee.pay", fen=1, error=OtherError()) == 6
    assert chained(action="fee.pay", fen=1) == 6
    assert chained(action="fee.pay", fen=1, actor=small.ADMIN) == 6


def test_after_an_accepted_deed_the_same_question_is_chained_again(
    small_fund: Fund,
) -> None:
    refuse(small_fund)
    small.donate(small_fund)
    refuse(small_fund)
    refuse(small_fund)
    assert codes(small_fund) == ["refused", "refused"]


def test_one_person_fills_the_chain_with_so_many_refusals_and_no_more(
    small_fund: Fund,
) -> None:
    for fen in range(MOST_REFUSALS + 20):
        refuse(small_fund, fen=fen)
    expected = ["refused"] * MOST_REFUSALS + [MORE_REFUSED]
    assert codes(small_fund) == expected
    last = refusals(small_fund)[-1]
    assert last.refusal == {"code": MORE_REFUSED, "facts": {"most": MOST_REFUSALS}}
    assert last.input == {"fen": MOST_REFUSALS}

    refuse(small_fund, actor=small.ADMIN)
    assert codes(small_fund) == [*expected, "refused"], "another person is heard"

    small.donate(small_fund)
    refuse(small_fund, fen=0)
    assert codes(small_fund) == [*expected, "refused", "refused"], "begins anew"
    assert verify(small_fund).status is Status.OK


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (small.entry(small.DONATIONS, small.BANK, small.GIVEN_FEN + 1), "floor"),
        (small.entry(small.BANK, small.BANK, 1), "ck_posting_two_places"),
    ],
)
def test_a_guards_refusal_is_chained_by_its_rule_in_no_language(
    small_fund: Fund, entry: Entry, rule: str
) -> None:
    with pytest.raises(GuardError):
        small_fund.write(small.ask(), lambda write: small.book(write, [entry]))
    (refused,) = refusals(small_fund)
    assert refused.refusal == {"code": "guard", "facts": {"rule": rule}}


def test_refusals_are_counted_by_indexes_alone(
    small_fund: Fund, database: Database
) -> None:
    """What it costs does not grow with refusals that lie before the last deed."""
    for fen in range(3):
        refuse(small_fund, fen=fen)
    plan = _plan(small_fund, database)
    sought = "ix_record_fund_id_actor_seq_question_sha256"
    assert sought in plan
    assert "ix_record_fund_id_outcome_seq" in plan
    if database.kind == "sqlite":
        assert (
            f"USING COVERING INDEX {sought} (fund_id=? AND actor=? AND seq>?)" in plan
        )
        assert "SCAN" not in plan


def _plan(fund: Fund, database: Database) -> str:
    """Explain the question, on PostgreSQL as of a table that is worth an index."""
    explain = "EXPLAIN " if database.kind == "postgresql" else "EXPLAIN QUERY PLAN "
    with fund.reading() as books:
        if database.kind == "postgresql":
            books.connection.execute(text("SET LOCAL enable_seqscan = off"))
        statement = count_refusals().compile(dialect=books.connection.dialect)
        given = {"fund_id": fund.id, "actor": Login("clerk"), "question": "0" * 64}
        values: Any = statement.construct_params(given)
        if statement.positional:
            values = tuple(values[name] for name in statement.positiontup or ())
        rows = books.connection.exec_driver_sql(explain + statement.string, values)
        return "\n".join(str(row[-1]) for row in rows)
